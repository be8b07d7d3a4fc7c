"""`relparty graph LOT`: the graph of a lot as a picture or an export."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from relparty.errors import UsageError
from relparty.identifiers.masking import shown
from relparty.phrases import Lang, Phrase
from relparty.settings import Settings

if TYPE_CHECKING:
    from relparty.graph_formats import Picture
    from relparty.reports.document import Document

_HELP = Phrase(
    "导出一个项目的股权与任职图：整幅，或证明某一发现、某两家投标人关系的部分。\n\n"
    "LOT 是项目文件夹、报告文件夹或 screening.json；没有保存过筛查的项目文件夹先筛查一次。\n\n"
    "例：relparty graph 项目文件夹 --format png --out 关系图.png",
    "Export the graph of a lot: the whole, or the part that proves a finding or joins two bidders.\n\n"
    "LOT is a lot's folder, a report folder or a screening.json; a lot's folder without a saved screening is screened first.\n\n"
    "Example: relparty graph LOT --format png --out graph.png",
)
_FORMAT = Phrase("格式：{names}", "format: {names}")
_OUT = Phrase(
    "写到此文件，- 为标准输出（默认：当前文件夹 graph.后缀）", "write to this file, - is standard output (default: graph.SUFFIX here)"
)
_FINDING = Phrase("只要证明此发现的部分（编号见报告）；可重复", "only what proves this finding (ids are in the report); may be repeated")
_PAIR = Phrase("只要这两家投标人之间的部分（名称或统一社会信用代码）", "only what joins these two bidders (names or credit codes)")
_WHOLE = Phrase(
    "整幅：已读到的全部持股与任职（svg、png、pdf 默认只画证明发现的部分）",
    "the whole: all holdings and offices that were read (svg, png and pdf show what proves findings by default)",
)
_EITHER = Phrase("--finding、--pair 与 --whole 只能用其中一种", "--finding, --pair and --whole exclude each other")
_CHOOSE = Phrase("请只保留一种", "keep one of them")
_NO_FINDING = Phrase("没有编号为 {id} 的发现", "there is no finding {id}")
_FINDINGS_ARE = Phrase("本项目的发现：{ids}", "findings of this lot: {ids}")
_NO_BIDDER = Phrase("没有名称或代码为 {name} 的投标人，或不止一家", "there is no bidder of the name or code {name}, or more than one")
_BIDDERS_ARE = Phrase("投标人：{names}", "bidders: {names}")
_NONE = Phrase("（无）", "(none)")
_WRITTEN = Phrase("已写出 {path}", "Wrote {path}")


@dataclass(frozen=True, slots=True)
class _Asked:
    """What part of the graph is asked for; nothing told is the format's own choice."""

    findings: tuple[str, ...]
    pair: tuple[str, str] | None
    whole: bool


def command(settings: Settings) -> click.Command:
    """The command in the language of the settings."""
    from relparty.graph_formats import formats  # walks the formats: only where the command is shown or run

    lang, names = settings.lang, formats()

    @click.command("graph", help=_HELP.say(lang))
    @click.argument("lot", type=click.Path(path_type=Path))
    @click.option(
        "--format", "kind", default="svg", type=click.Choice(names), help=_FORMAT(names=", ".join(names)).say(lang), metavar="NAME"
    )
    @click.option("--out", help=_OUT.say(lang))
    @click.option("--finding", "findings", multiple=True, help=_FINDING.say(lang))
    @click.option("--pair", nargs=2, help=_PAIR.say(lang))
    @click.option("--whole", is_flag=True, help=_WHOLE.say(lang))
    def run(lot: Path, kind: str, out: str | None, findings: tuple[str, ...], pair: tuple[str, str] | None, whole: bool) -> None:
        if sum(map(bool, (findings, pair, whole))) > 1:
            raise UsageError("relparty graph", _EITHER(), _CHOOSE())
        _write(kind, _document(lot, settings), _Asked(findings, pair, whole), out, lang)

    return run


def _document(lot: Path, settings: Settings) -> Document:
    """The saved screening of a lot, else one made now; what is to be said of a saved one goes to standard error."""
    from relparty.cli import screen
    from relparty.reports import document, saved

    if lot.is_dir() and not saved.is_saved(lot):
        return document.document(screen.offline(lot, date.today(), settings), settings.lang)  # noqa: DTZ011  # the office's calendar day is meant
    found = saved.read(lot)
    for remark in found.remarks:
        click.echo(shown(remark.say(settings.lang)), err=True)
    return found.document


def _write(kind: str, told: Document, asked: _Asked, out: str | None, lang: Lang) -> None:
    from relparty import report_folder
    from relparty.graph_formats import draw, lot_picture, suffix

    drawn = draw(kind, _part(lot_picture(told), kind, asked), told["lang"])
    if out == "-":
        sys.stdout.buffer.write(drawn)
        return
    path = Path(out or f"graph{suffix(kind)}")
    report_folder.put(path, drawn)
    click.echo(shown(_WRITTEN(path=str(path)).say(lang)), err=True)


def _part(whole: Picture, kind: str, asked: _Asked) -> Picture:
    """The part that was asked for; raises UsageError for findings and bidders that are not there."""
    from relparty.graph_formats import cut, is_picture

    known = [finding.id for finding in whole.findings]
    for each in asked.findings:
        if each not in known:
            raise UsageError("--finding", _NO_FINDING(id=each), _FINDINGS_ARE(ids=", ".join(known) or _NONE()))
    if asked.findings or asked.pair:
        return cut(whole, asked.findings, tuple(_bidder(whole, name) for name in asked.pair or ()))
    return cut(whole) if is_picture(kind) and not asked.whole else whole


def _bidder(whole: Picture, name: str) -> str:
    """The node of a bidder by its name or code."""
    bidders = [node for node in whole.nodes if node.is_bidder]
    found = [node.id for node in bidders if name in (node.name, node.number)]
    if len(found) != 1:
        raise UsageError("--pair", _NO_BIDDER(name=name), _BIDDERS_ARE(names="; ".join(node.name for node in bidders) or _NONE()))
    return found[0]
