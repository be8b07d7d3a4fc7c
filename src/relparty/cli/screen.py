"""`relparty screen LOT`: the main job."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from relparty.cli import asking
from relparty.cli.exits import EXIT
from relparty.errors import UsageError
from relparty.identifiers.masking import shown
from relparty.intake.flow import Progress, read_all
from relparty.lots import folder as lot_folder
from relparty.model.lot import Lot
from relparty.phrases import Lang, Phrase
from relparty.reports import TABLES
from relparty.settings import Settings

if TYPE_CHECKING:
    from relparty.bundle.reading import Bundle
    from relparty.model.finding import Screening
    from relparty.regimes.regime import Regime

_BAR_FROM = 20
"""From how many forms on a progress bar is worth its flicker."""

_HELP = Phrase(
    "筛查一个项目文件夹（forms/ 下放各投标人的采集表），打印结论并写出报告文件夹。\n\n"
    "退出码：0 未发现 · 1 有需处理的发现 · 2 用法错误 · 3 有未能核查的内容\n\n例：relparty screen 项目文件夹 --out 报告",
    "Screen a lot's folder (the bidders' forms under forms/), print the verdict and write the report folder.\n\n"
    "Exit codes: 0 clear, 1 something to act on, 2 wrong use, 3 could not check everything\n\nExample: relparty screen LOT --out REPORT",
)
_OUT = Phrase("报告文件夹（默认：项目文件夹/relparty-report）", "report folder (default: LOT/relparty-report)")
_JSON = Phrase("另将 screening.json 写到此文件，- 为标准输出", "write screening.json to this file too; - is standard output")
_REGIME = Phrase("适用制度，优先于 lot.toml", "the regime to apply, before the one in lot.toml")
_AS_OF = Phrase("以此日期为运行日期（默认：今天）", "the day of the run (default: today)")
_ALSO = Phrase("另写出：csv、xlsx（发现清单）；可重复", "write also: csv, xlsx (table of findings); may be repeated")
_REGISTER = Phrase("登记数据包（relparty register build 生成）", "a prepared register bundle (made by relparty register build)")
_SOURCE = Phrase(
    "向此来源查询投标人及其上层股东（须经 lot.toml 允许；见 relparty sources）；可重复，先列的先问",
    "ask this source about the bidders and those above them (lot.toml must allow it; see relparty sources); may be repeated, the first is asked first",
)
_READING = Phrase("读取采集表", "Reading forms")
_REPORT = Phrase("报告：{path}", "Report: {path}")
_NOT_A_DAY = Phrase("{text} 不是日期", "{text} is not a date")
_LIKE = Phrase("请写成 2026-12-01 的样子", "write it as in 2026-12-01")


def command(settings: Settings) -> click.Command:
    """The command in the language of the settings."""
    lang = settings.lang

    @click.command("screen", help=_HELP.say(lang))
    @click.argument("lot", type=click.Path(path_type=Path))
    @click.option("--out", type=click.Path(path_type=Path), help=_OUT.say(lang))
    @click.option("--json", "json_file", help=_JSON.say(lang))
    @click.option("--regime", default="", help=_REGIME.say(lang))
    @click.option("--as-of", default="", help=_AS_OF.say(lang))
    @click.option("--also", multiple=True, type=click.Choice(TABLES), help=_ALSO.say(lang))
    @click.option("--source", "sources", multiple=True, help=_SOURCE.say(lang))
    @asking.options(lang)
    @click.option("--register", "bundle", type=click.Path(path_type=Path), help=_REGISTER.say(lang))
    def run(
        lot: Path,
        out: Path | None,
        json_file: str | None,
        regime: str,
        as_of: str,
        also: tuple[str, ...],
        sources: tuple[str, ...],
        limits: asking.Limits,
        bundle: Path | None,
    ) -> None:
        result, kept = _screening(lot, regime, _day(as_of), settings, _Registers(sources, limits, bundle))
        _report(result, kept, _Places(out or lot / "relparty-report", json_file, also), lang)
        sys.exit(EXIT[result.verdict])

    return run


@dataclass(frozen=True, slots=True)
class _Registers:
    """Which registers stand behind the forms: sources to ask within limits, a prepared bundle."""

    sources: tuple[str, ...]
    limits: asking.Limits
    bundle: Path | None


def offline(lot: Path, day: date, settings: Settings) -> Screening:
    """The screening of a folder as it lies there; no register is asked."""
    return _screening(lot, "", day, settings, _Registers((), asking.Limits(0, 0, "0"), None))[0]


def _screening(lot: Path, regime: str, day: date, settings: Settings, registers: _Registers) -> tuple[Screening, Mapping[str, bytes]]:
    """The screening of a folder, and the answers of registers to keep with it.

    What decides and shows is loaded while children read the forms: it takes as long.
    """
    folder = lot_folder.read(lot, day, regime)
    asking.check_allowed(folder.lot, registers.sources)
    askers = asking.clients(registers.sources, settings, registers.limits) if registers.sources else []
    bundle = _bundle(registers.bundle)
    rule_books: list[Regime] = []
    with _progress(len(folder.forms), settings.lang) as progress:
        intake = read_all(folder.forms, settings.file_limits, progress, lambda: rule_books.append(_rule_book(lot, folder.lot, settings)))
    from relparty.lots.names_table import name_table
    from relparty.screening import screen

    kept: Mapping[str, bytes] = {}
    if askers:
        from relparty.resolve.lookups import starts, with_lookups  # registers are asked only where the office wants it

        found = asking.expanded(starts(folder.lot, intake.readings), askers, settings, registers.limits)
        intake, kept = with_lookups(intake, found), found.kept()
    if bundle:
        from relparty.resolve.lookups import with_bundle  # as above

        intake = with_bundle(folder.lot, intake, bundle)
    return screen(folder, intake, rule_books[0], name_table(settings.names_table), settings.limits), kept


@dataclass(frozen=True, slots=True)
class _Places:
    """Where the report goes: its folder, with the tables written too, and a file of JSON or `-` for standard output."""

    out: Path
    json_file: str | None
    also: tuple[str, ...]


def _report(result: Screening, kept: Mapping[str, bytes], places: _Places, lang: Lang) -> None:
    """Writes the report with the answers of registers kept beside it, and shows it in short."""
    from relparty import report_folder
    from relparty.reports import console, document

    told = document.document(result, lang)
    report_folder.write(places.out, told, places.also, lang)
    report_folder.keep(places.out, kept)
    is_piped = places.json_file == "-"
    if places.json_file and not is_piped:
        report_folder.put(Path(places.json_file), document.text(told).encode())
    console.show(told, lang, to_stderr=is_piped)
    click.echo(shown(_REPORT(path=str(places.out / "report.html")).say(lang)), err=is_piped)
    if is_piped:
        click.echo(document.text(told), nl=False)


def _bundle(path: Path | None) -> Bundle | None:
    """The prepared register; raises UsageError where there is none."""
    if path is None:
        return None
    from relparty.bundle.reading import opened  # only those who have a bundle need it

    return opened(path)


def _rule_book(folder: Path, lot: Lot, settings: Settings) -> Regime:
    """The regime of the lot; raises UsageError where there is none. Loads with it all that comes after the reading."""
    from relparty.regimes import regime as regimes

    rule_book = regimes.load(
        lot.regime, lot.overlay, lot.policy, tuple(each for each in (folder / "regimes", settings.regimes_dir) if each)
    )
    import_module("networkx")
    for module in ("evidence.compare", "screening", "report_folder", "reports.console", "reports.html", "lots.names_table"):
        import_module(f"relparty.{module}")
    return rule_book


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text) if text else date.today()  # noqa: DTZ011  # the office's calendar day is meant
    except ValueError as error:
        raise UsageError("--as-of", _NOT_A_DAY(text=text), _LIKE()) from error


@contextmanager
def _progress(forms: int, lang: Lang) -> Iterator[Progress]:
    """A progress bar on standard error where somebody watches and there is something to watch."""
    if forms < _BAR_FROM or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console  # only a long run shows a bar
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(_READING.say(lang), total=forms)
        yield lambda _: bar.advance(task)
