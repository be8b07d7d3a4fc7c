"""`relparty register info BUNDLE`: what a bundle was built of, when and how much is in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from relparty.identifiers.masking import shown
from relparty.phrases import Lang, Phrase
from relparty.settings import MEGABYTE, Settings

if TYPE_CHECKING:
    from relparty.bundle.layout import Manifest

_HELP = Phrase(
    "显示登记数据包的日期、数量、来源表或文件和未收入的行数。\n\n例：relparty register info 数据包",
    "Show a bundle's day, counts, tables or files and the number of rows left out.\n\nExample: relparty register info BUNDLE",
)
_LINE = Phrase("{label}：{value}", "{label}: {value}")
_LABELS = {
    "version": Phrase("版本", "version"),
    "as_of": Phrase("反映的日期", "tells of"),
    "relparty": Phrase("建立所用的 relparty", "built by relparty"),
    "companies": Phrase("企业", "companies"),
    "persons": Phrase("人员", "persons"),
    "holdings": Phrase("持股", "holdings"),
    "offices": Phrase("任职", "offices"),
    "rejected": Phrase("未收入的行", "rows left out"),
    "over_full": Phrase("持股合计超过 100.05% 的企业", "companies whose shares exceed 100.05%"),
    "codes_left_out": Phrase("代码不成形的企业", "companies without their code, which cannot be one"),
    "unread": Phrase("有内容未能读懂的企业", "companies of which not all was understood"),
    "size": Phrase("大小", "size"),
}
_ROWS = Phrase("{file}：{rows} 行，sha256 {sha256}", "{file}: {rows} rows, sha256 {sha256}")
_COMPANIES = Phrase("{file}：{rows} 家企业，sha256 {sha256}", "{file}: {rows} companies, sha256 {sha256}")


def command(settings: Settings) -> click.Command:
    """The command in the language of the settings."""
    lang = settings.lang

    @click.command("info", help=_HELP.say(lang))
    @click.argument("bundle", metavar="BUNDLE", type=click.Path(path_type=Path))
    def run(bundle: Path) -> None:
        from relparty.bundle import layout  # help needs no bundle

        folder = layout.version_folder(bundle)
        for line in _lines(folder.name, layout.manifest_of(folder), lang):
            click.echo(shown(line))

    return run


def _lines(version: str, manifest: Manifest, lang: Lang) -> Iterator[str]:
    from dataclasses import asdict

    size = sum(kept.size for kept in manifest.files.values())
    told = {"version": version, "as_of": manifest.as_of.isoformat(), "relparty": manifest.relparty}
    told |= {name: str(count) for name, count in asdict(manifest.counts).items()} | {"size": f"{size / MEGABYTE:.1f} MB"}
    for name, value in told.items():
        yield _LINE(label=_LABELS[name].say(lang), value=value).say(lang)
    words = _COMPANIES if manifest.has_accounts else _ROWS
    for each in manifest.inputs:
        yield words(file=each.file, rows=each.rows, sha256=each.sha256).say(lang)
