"""Cells of a register document as told values: where each stands, and how sure its reading is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from relparty.documents.cells import Cell, FormDocument, Row
from relparty.documents.markup import WEB
from relparty.documents.ocr import SURE
from relparty.identifiers import uscc
from relparty.model.evidence import Told

REGISTER = "register"
"""The kind of a source that stands in a document of the register."""

_STANDS_ALONE = re.compile(r"[^:：]*[\u4e00-\u9fff][^:：]+|[^:：]+[\u4e00-\u9fff][^:：]*")
_NO_LETTER = re.compile("[\ue000-\uf8ff\ufffd]")
"""Characters that show as something else in a page's own font, or as nothing."""
_GAP = re.compile(r"[ \t\u3000]+")


@dataclass(frozen=True, slots=True)
class Teller:
    """Makes told values of a document's cells; `pictured` are the pages that were read off a picture."""

    document: FormDocument
    pictured: frozenset[int]
    is_picture: bool

    @staticmethod
    def of(document: FormDocument) -> Teller:
        cells = [cell for row in document.rows for cell in row.cells]
        pictured = frozenset(cell.place.page for cell in cells if cell.confidence < 1 or cell.crop)
        return Teller(document, pictured, document.picture is not None or document.file.picture is not None)

    def told(self, text: str, *cells: Cell, is_number: bool = False) -> Told:
        """What the cells tell; a number with right check digits is sure however it was read, one without never."""
        crop = next((cell.crop for cell in cells if cell.crop), b"")
        source = replace(self.document.source(cells), kind=REGISTER, crop=crop)
        is_sure = uscc.is_valid(uscc.fold(text)) if is_number else min(cell.confidence for cell in cells) >= SURE
        is_sure = is_sure and _NO_LETTER.search(text) is None
        is_pictured = self.is_picture or cells[0].place.page in self.pictured
        return Told(text.strip(), source, is_sure, is_pictured)


def pieces(row: Row) -> tuple[Cell, ...]:
    """The filled cells of a row; a line of running text that fills its row alone is cut at its gaps.

    The readers of text documents give a line as one cell. Its pieces stand one unit apart, so that those of two
    lines with equally many pieces stand under each other.
    """
    cells = row.filled
    if len(cells) != 1 or not _is_line(cells[0]):
        return cells
    parts = [part for part in _GAP.split(cells[0].text.strip()) if part]
    if row.grid == WEB and not all(map(_STANDS_ALONE.fullmatch, parts)):  # 「吕　方正」: a page's cells stand apart already
        return cells
    return tuple(replace(cells[0], text=part, left=float(at), right=float(at + 1)) for at, part in enumerate(parts))


def _is_line(cell: Cell) -> bool:
    return (cell.left, cell.right) == (0.0, 1.0) and not cell.place.table


def overlap(one: Cell, other: Cell) -> float:
    """How far two cells stand over each other; not above zero where they do not."""
    return min(one.right, other.right) - max(one.left, other.left)


def under(cell: Cell, others: Sequence[Cell]) -> int | None:
    """Which of the other cells stands above this one: the one it overlaps most, else the one nearest to its middle."""
    if not others:
        return None

    def fit(at: int) -> tuple[float, float]:
        other = others[at]
        return max(overlap(cell, other), 0.0), -abs((cell.left + cell.right) - (other.left + other.right))

    return max(range(len(others)), key=fit)


def joined_cells(upper: Cell, lower: Cell) -> Cell:
    """A cell with the text of its continuation on the next line."""
    return replace(upper, text=upper.text + lower.text, confidence=min(upper.confidence, lower.confidence), crop=upper.crop or lower.crop)
