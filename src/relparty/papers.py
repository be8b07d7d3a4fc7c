"""The papers of a saved screening: pictures drawn, content put together, written in the format that is asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING

from relparty import graph_formats
from relparty.phrases import Lang, Phrase
from relparty.reports import document as documents
from relparty.reports.document import Document
from relparty.reports.dossier.blocks import Block, Paper, Paragraph, Picture
from relparty.reports.saved import is_sealed

if TYPE_CHECKING:
    from relparty.reports.comparison import Comparison

_RASTER = "docx"
"""The format that shows pictures as PNG, which need a Chinese font; the others show SVG, which need none."""
_EDITED = Phrase(
    "注意：本卷宗所依据的筛查结果在保存之后被改动过，与其哈希不符；请重新筛查后再使用。",
    "Mind: the screening that this dossier rests on was edited after it was saved and does not match its hash; screen the lot again before using it.",
)
_PART = Phrase(
    "本卷宗只含 {shown} 项发现和全部未能核查的内容；本项目另有 {left} 项发现未列入。",
    "This dossier holds {shown} findings and all that was not checked; {left} more findings of this lot are left out.",
)
_WHOLE_PICTURE = Phrase("本项目的股权与人员关系图", "the relations of the lot")
_NAME_LENGTH = 60
_NAMELESS = Phrase("投标人", "bidder")


def dossier(
    told: Document,
    kind: str,
    findings: Collection[str] = (),
    compared: Comparison | None = None,
    annex: tuple[Block, ...] = (),
) -> bytes:
    """The dossier of a screening as a file of that kind, of some of its findings by id if told, with a page of what changed.

    `annex` are blocks that follow, such as decisions and signatures.

    What could not be tested stands in every dossier. As json and xlsx it is always whole, and has neither.
    Raises UsageError where a picture or a font that the kind needs cannot be had.
    """
    if kind == "json":
        return documents.text(told).encode()
    if kind == "xlsx":
        from relparty.reports.dossier import xlsx  # slow to load, and only a workbook needs it

        return xlsx.rendered(told, told["lang"])
    from relparty.reports.dossier import content

    part = _part(told, findings)
    paper = content.dossier(part, _pictures(part, kind))
    first = (*_notices(told, part), *paper.blocks)
    return _rendered(replace(paper, blocks=(*first, *_changes(compared, told["lang"]), *annex)), kind)


def letters(told: Document, kind: str) -> dict[str, bytes]:
    """The clarification letters of a screening by file name; numbers in the names follow the bidders, no paper holds them."""
    from relparty.reports.letters import letters as written

    return {
        f"{number:02d}-{_plain(letter.bidder, told['lang'])}.{kind}": _rendered(letter.paper, kind)
        for number, letter in enumerate(written(told), start=1)
    }


def paper(written: Paper, kind: str) -> bytes:
    """One paper, such as a single letter, as a file of that kind (docx, html, pdf)."""
    return _rendered(written, kind)


def _part(told: Document, findings: Collection[str]) -> Document:
    """The document with some of its findings; what could not be tested is never left out."""
    if not findings:
        return told
    kept = [each for each in told["findings"] if each["id"] in findings or each["level"] == "unchecked"]
    return {**told, "findings": kept}


def _notices(told: Document, part: Document) -> Iterator[Block]:
    lang: Lang = told["lang"]
    left = len(told["findings"]) - len(part["findings"])
    if not is_sealed(told):
        yield Paragraph(_EDITED.say(lang), "notice")
    if left:
        shown = sum(each["level"] != "unchecked" for each in part["findings"])
        yield Paragraph(_PART(shown=shown, left=left).say(lang), "notice")


def _changes(compared: Comparison | None, lang: Lang) -> tuple[Block, ...]:
    if compared is None:
        return ()
    from relparty.reports import comparison_words

    return comparison_words.blocks(compared, lang)


def _pictures(told: Document, kind: str) -> Mapping[str, Picture]:
    """The picture of the lot and of each finding that has a page and joins anybody."""
    from relparty.reports.dossier.content import WHOLE_LOT
    from relparty.reports.dossier.findings import MOST_PAGES
    from relparty.reports.dossier.order import numbered, related

    lang: Lang = told["lang"]
    whole = graph_formats.lot_picture(told)
    drawn = {}
    lot = graph_formats.cut(whole)
    if lot.edges:
        drawn[WHOLE_LOT] = _drawn(lot, kind, _WHOLE_PICTURE.say(lang), lang)
    for each in related(numbered(told["findings"]))[:MOST_PAGES]:
        part = graph_formats.cut(whole, findings=(each.finding["id"],))
        if part.edges:
            drawn[each.finding["id"]] = replace(_drawn(part, kind, each.finding["summary"], lang), is_small=True)
    return drawn


def _drawn(part: graph_formats.Picture, kind: str, words: str, lang: Lang) -> Picture:
    svg = graph_formats.draw("svg", part, lang)
    is_wide = _is_wide(svg)
    if kind == _RASTER:
        return Picture(b"", graph_formats.draw("png", part, lang), words, is_wide=is_wide)
    return Picture(svg, b"", words, is_wide=is_wide)


def _is_wide(svg: bytes) -> bool:
    from xml.etree import ElementTree as ET

    root = ET.fromstring(svg)  # noqa: S314  # drawn just now, from escaped labels
    return float(root.get("width", "0")) > float(root.get("height", "0"))


def _rendered(paper: Paper, kind: str) -> bytes:
    """The paper in that format: each is a module of its own, loaded with its library only when asked for."""
    made: bytes = import_module(f"relparty.reports.dossier.{kind}").rendered(paper)
    return made


def _plain(name: str, lang: Lang) -> str:
    """A bidder's name as every system takes it for a file: letters and figures of any script, nothing else."""
    return "".join(char for char in name if char.isalnum())[:_NAME_LENGTH] or _NAMELESS.say(lang)
