"""A long table for Word, written as XML: python-docx takes minutes over thousands of rows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from relparty.reports.dossier.docx_parts import SANS, SERIF, plain
from relparty.reports.dossier.tones import FAINT, NAVY, RULE

if TYPE_CHECKING:
    from docx.document import Document

_TWIPS = 1440 / 2.54
"""Twentieths of a point in a centimetre."""
_SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def add_table(document: Document, head: Iterable[str], rows: Iterable[Iterable[str]], widths: tuple[float, ...]) -> None:
    """Adds a table at the end of a document; its head is said again on every page. Widths are in centimetres."""
    from docx.oxml.parser import parse_xml

    twips = [round(width * _TWIPS) for width in widths]
    lines = "".join(_row(row, twips) for row in rows)
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in twips)
    table = (
        f'<w:tbl xmlns:w="{_SPACE}"><w:tblPr><w:tblW w:w="{sum(twips)}" w:type="dxa"/><w:tblBorders>'
        f'<w:bottom w:val="single" w:sz="4" w:color="{RULE}"/><w:insideH w:val="single" w:sz="4" w:color="{RULE}"/></w:tblBorders>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="50" w:type="dxa"/><w:left w:w="70" w:type="dxa"/>'
        '<w:bottom w:w="50" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{_row(head, twips, is_head=True)}{lines}</w:tbl>"
    )
    body = document.element.body
    body.insert(len(body) - 1, parse_xml(table))  # before the last section's properties


def _row(cells: Iterable[str], twips: list[int], *, is_head: bool = False) -> str:
    properties = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" if is_head else "<w:trPr><w:cantSplit/></w:trPr>"
    return f"<w:tr>{properties}{''.join(_cell(text, width, is_head=is_head) for text, width in zip(cells, twips, strict=True))}</w:tr>"


def _cell(text: str, width: int, *, is_head: bool) -> str:
    line = f'<w:tcBorders><w:bottom w:val="single" w:sz="8" w:color="{NAVY}"/></w:tcBorders><w:shd w:val="clear" w:color="auto" w:fill="{FAINT}"/>'
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{line if is_head else ""}</w:tcPr>{_paragraph(text, is_head=is_head)}</w:tc>'


def _paragraph(text: str, *, is_head: bool) -> str:
    face, latin = (SANS, "Arial") if is_head else (SERIF, "Times New Roman")
    bold = f'<w:b/><w:color w:val="{NAVY}"/>' if is_head else ""
    look = f'<w:rPr><w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{face}" w:hint="eastAsia"/>{bold}<w:sz w:val="17"/></w:rPr>'
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(plain(line))}</w:t>' for line in text.split("\n"))
    return f'<w:p><w:pPr><w:spacing w:before="0" w:after="0"/></w:pPr><w:r>{look}{lines}</w:r></w:p>'
