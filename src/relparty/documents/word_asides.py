"""What a Word document shows beside its body: page heads and feet, notes, comments, diagrams, files shown inside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from relparty.documents import word_text
from relparty.documents.asides import Asides, Note, embedded, unreadable, without_repeated
from relparty.documents.cells import Row
from relparty.model.lot import FormFile
from relparty.model.record import Place, Problem

if TYPE_CHECKING:
    from docx.opc.part import Part
    from docx.opc.rel import _Relationship
    from docx.oxml.xmlchemy import BaseOxmlElement

TEXT_BOX = "文本框 (text box)"
_HEADS = {"header": "页眉 (header)", "footer": "页脚 (footer)"}
_STORIES = {"footnotes": "脚注 (footnote)", "endnotes": "尾注 (endnote)", "comments": "批注 (comment)"}
_DRAWN = {"diagramData": "图示 (diagram)", "chart": "图表 (chart)", "chartEx": "图表 (chart)"}
"""Kinds of parts by the last word of the relationship that leads to them, with what a reader calls them."""

_FILES = frozenset(("aFChunk", "oleObject", "package", "subDocument", "control"))
_DRAWN_LINE = "{http://schemas.openxmlformats.org/drawingml/2006/main}p"
_DRAWN_TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"


def found(file: FormFile, main: Part, rows: Sequence[Row]) -> Asides:
    """What the parts around the body say; page heads that repeat a row are left out."""
    heads: list[Note] = []
    notes: list[Note] = []
    problems: list[Problem] = []
    files = _files(main)
    for relation in _inner(main):
        kind = _kind(relation)
        if kind not in _HEADS and kind not in _STORIES and kind not in _DRAWN:
            continue
        root = _root(relation.target_part)
        if root is None:
            problems.append(unreadable(file, Place(), str(relation.target_part.partname)))
        elif kind in _DRAWN:
            notes += _noted(_DRAWN[kind], _drawn_lines(root))
        elif kind in _HEADS:
            heads += _noted(_HEADS[kind], word_text.lines(root))
        else:
            notes += _noted(_STORIES[kind], (line for story in root.iterchildren("*") for line in word_text.lines(story)))
        if kind not in _DRAWN:  # a chart keeps its figures in a workbook that nobody sees
            files += _files(relation.target_part)
    if files:
        problems.append(embedded(file, Place(), files))
    return Asides((*without_repeated(heads, rows), *notes), tuple(problems))


def _noted(where: str, lines: Iterator[str]) -> list[Note]:
    return [Note(where, Place(pointer=where), line) for line in lines if line.strip()]


def _inner(part: Part) -> list[_Relationship]:
    """The relations of a part that lead to other parts of the package, in a fixed order."""
    inside = (relation for relation in part.rels.values() if not relation.is_external)
    return sorted(inside, key=lambda relation: (_kind(relation), str(relation.target_part.partname)))


def _kind(relation: _Relationship) -> str:
    return relation.reltype.rpartition("/")[2]


def _files(part: Part) -> list[str]:
    """The names of files that are shown as part of this one, or opened from it."""
    shown = (relation for relation in part.rels.values() if _kind(relation) in _FILES)
    return sorted(str(each.target_ref if each.is_external else each.target_part.partname).rpartition("/")[2] for each in shown)


def _root(part: Part) -> BaseOxmlElement | None:
    """The root element of a part, or None when it is no XML."""
    from docx.oxml import parse_xml
    from docx.oxml.xmlchemy import BaseOxmlElement
    from lxml.etree import XMLSyntaxError

    parsed = getattr(part, "element", None)
    if isinstance(parsed, BaseOxmlElement):
        return parsed
    try:
        return parse_xml(part.blob)
    except (XMLSyntaxError, ValueError):
        return None


def _drawn_lines(root: BaseOxmlElement) -> Iterator[str]:
    for line in root.iter(_DRAWN_LINE):
        yield "".join(each.text or "" for each in line.iter(_DRAWN_TEXT))
