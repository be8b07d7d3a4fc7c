"""A paper as a Word document, in the fonts and with the heading styles that every Chinese office has."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, datetime, time
from functools import singledispatchmethod
from typing import TYPE_CHECKING

from relparty.reports.dossier.blocks import (
    Banner,
    Blank,
    Block,
    Crop,
    Fields,
    Heading,
    Paper,
    Paragraph,
    Picture,
    Points,
    Signatures,
    Table,
    sheets,
)
from relparty.reports.dossier.docx_parts import Look, bordered, font, footer, gap, grid, picture, plain, put, section_of, shaded
from relparty.reports.dossier.docx_table import add_table
from relparty.reports.dossier.packing import repacked
from relparty.reports.dossier.tones import FAINT, NAVY, RULE, SOFT, ink, wash

if TYPE_CHECKING:
    from docx.document import Document

_DAY = date(2026, 1, 1)
"""The day of a paper that bears none."""
_UPRIGHT = 16.8
_ON_SIDE = 25.5
"""Centimetres between the margins of a page, upright and on its side."""
_LABEL_WIDE = {"zh": 3.6, "en": 4.3}
"""Centimetres of the labels of fields."""
_HIGH, _HIGH_ON_SIDE, _SMALL, _CROP = 21.0, 13.5, 6.2, 4.0
"""Centimetres that a picture may be high."""
_TITLE = Look(20, NAVY, is_bold=True, is_heading=True, is_centred=True, after=14)
_LABEL = Look(9, SOFT, is_heading=True)
_TONES = {"plain": Look(after=5), "quiet": Look(9, SOFT, after=5), "strong": Look(is_bold=True, is_heading=True, after=5)}
_TICK = "□"
"""The box of Chinese forms, in every Chinese font."""


def rendered(paper: Paper) -> bytes:
    """The paper as docx: the same paper, the same bytes."""
    import docx  # slow to load, and only a document needs it

    document = docx.Document()
    document.core_properties.title = plain(paper.title)
    document.core_properties.author = "relparty"
    document.core_properties.created = document.core_properties.modified = datetime.combine(paper.day or _DAY, time())
    writer = _Writer(document, paper)
    writer.write()
    buffer = io.BytesIO()
    document.save(buffer)
    return repacked(buffer.getvalue())


class _Writer:
    """Writes the blocks of one paper from top to bottom; `wide` is the room between the margins of the page at hand."""

    def __init__(self, document: Document, paper: Paper) -> None:
        self.document = document
        self.paper = paper
        self.wide = _UPRIGHT

    def write(self) -> None:
        font(self.document.styles)
        put(self.document.add_paragraph(), self.paper.title, _TITLE)
        for number, sheet in enumerate(sheets(self.paper)):
            section = section_of(self.document, is_first=number == 0, on_side=sheet.on_side)
            self.wide = _ON_SIDE if sheet.on_side else _UPRIGHT
            if section:
                footer(section, self.paper.foot, self.paper.lang, self.wide)
            written = len(self.document.paragraphs)
            for block in sheet.blocks:
                self.block(block)
            if number and not section:
                self.document.paragraphs[written].paragraph_format.page_break_before = True

    @singledispatchmethod
    def block(self, block: Block) -> None:
        """Writes one block; what parts pages was seen to already."""

    @block.register
    def _(self, block: Heading) -> None:
        self.document.add_heading(plain(block.text), block.level)

    @block.register
    def _(self, block: Paragraph) -> None:
        if block.tone != "notice":
            put(self.document.add_paragraph(), block.text, _TONES[block.tone])
            return
        cell = grid(self.document, 1, (self.wide,)).rows[0].cells[0]
        shaded(cell, FAINT)
        bordered(cell, left=(SOFT, 24))
        put(cell.paragraphs[0], block.text, Look(before=3, after=3))
        gap(self.document)

    @block.register
    def _(self, block: Points) -> None:
        for text in block.texts:
            put(self.document.add_paragraph(style="List Bullet"), text, Look(after=2))

    @block.register
    def _(self, block: Banner) -> None:
        cell = grid(self.document, 1, (self.wide,)).rows[0].cells[0]
        shaded(cell, wash(block.tone))
        bordered(cell, left=(ink(block.tone), 48))
        put(cell.paragraphs[0], block.word, Look(15, ink(block.tone), is_bold=True, is_heading=True, before=5, after=3))
        put(cell.add_paragraph(), block.text, Look(11, after=4))
        if block.small:
            put(cell.add_paragraph(), block.small, Look(9, ink(block.tone), after=5))
        gap(self.document)

    @block.register
    def _(self, block: Fields) -> None:
        label = _LABEL_WIDE[self.paper.lang]
        table = grid(self.document, len(block.rows), (label, self.wide - label))
        for row, (name, text) in zip(table.rows, block.rows, strict=True):
            left, right = row.cells
            put(left.paragraphs[0], name, replace(_LABEL, before=2, after=2))
            put(right.paragraphs[0], text, Look(before=2, after=2))
            for cell in (left, right):
                bordered(cell, bottom=(RULE, 4))
        gap(self.document)

    @block.register
    def _(self, block: Table) -> None:
        widths = block.widths or (1,) * len(block.head)
        add_table(self.document, block.head, block.rows, tuple(self.wide * width / sum(widths) for width in widths))
        gap(self.document)

    @block.register
    def _(self, block: Picture) -> None:
        high = _SMALL if block.is_small else _HIGH_ON_SIDE if self.wide == _ON_SIDE else _HIGH
        picture(self.document, block.png, block.words, (self.wide, high), is_centred=True)

    @block.register
    def _(self, block: Crop) -> None:
        put(self.document.add_paragraph(), block.words, Look(9, SOFT, after=2, keeps=True))
        picture(self.document, block.png, block.words, (self.wide, _CROP), is_centred=False)

    @block.register
    def _(self, block: Blank) -> None:
        look = Look(10.5, NAVY, is_bold=True, is_heading=True, before=12, after=3, keeps=True)
        put(self.document.add_paragraph(), block.label, look)
        if block.choices:
            text = "　　".join(f"{_TICK} {choice}" for choice in block.choices)
            put(self.document.add_paragraph(), text, Look(after=2, keeps=True))
        for row in grid(self.document, block.lines, (self.wide,), height=0.74).rows:
            bordered(row.cells[0], bottom=(RULE, 4))
        gap(self.document)

    @block.register
    def _(self, block: Signatures) -> None:
        """Two signatures a line, or one alone."""
        columns = 1 if len(block.labels) == 1 else 2
        room = self.wide / columns
        label = 3.4 if columns == 1 else 2.1
        widths = (label, room - label - 4.2, 1.2, 3.0) * columns
        rows = grid(self.document, -(-len(block.labels) // columns), widths, height=0.95).rows
        cells = [cell for row in rows for cell in row.cells]
        texts = [text for label in block.labels for text in (label, "", block.day, "")]
        for cell, text in zip(cells, texts, strict=False):
            put(cell.paragraphs[0], text, _LABEL)
            if not text:
                bordered(cell, bottom=("000000", 6))
        gap(self.document)
