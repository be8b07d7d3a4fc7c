"""The tables of a saved page: rows with the columns that each cell covers, cells that run down united."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from relparty.documents.cells import Cell, Row
from relparty.documents.page_text import joined_text
from relparty.model.record import Place

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOST_COLUMNS = 1000
_MOST_ROWS = 65_534
"""As wide and as high as a cell can be in a browser."""
_BUILT = ("table", "dl", "iframe", "frame", "h1", "h2", "h3", "h4", "h5", "h6")
_LISTED = ("ul", "ol", "div", "p", "section")


class Grid:
    """One table, row by row; `number` is its place among the tables of the page."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.rows = 0
        self.running: dict[int, tuple[Cell, int]] = {}
        """Cells that run down, by their left column, with the rows that they still cover."""

    def row(self, line: _Element) -> tuple[Row, list[_Element]]:
        """The next row, and those of its cells that hold more than a text and must be read like a page of their own."""
        self.rows += 1
        found: list[Cell] = []
        built: list[_Element] = []
        running, self.running = dict(sorted(self.running.items())), {}
        cells = list(line.iterchildren("td", "th"))
        left = 0
        for column, td in enumerate(cells, start=1):
            left = self._past(left, running, found)
            right = left + _span(td, "colspan", _MOST_COLUMNS)
            is_built = _is_built(td, is_alone=len(cells) == 1)
            if is_built:
                built.append(td)
            height = _span(td, "rowspan", _MOST_ROWS)
            text = "" if is_built else joined_text(td)
            cell = Cell(text, Place(table=self.number, row=self.rows, column=column), left, right, rows=height)
            found.append(cell)
            if height > 1:
                self.running[left] = (cell, height - 1)
            left = right
        if running:
            self._past(max(running), running, found)
        return Row(tuple(found), f"web table {self.number}"), built

    def _past(self, left: int, running: dict[int, tuple[Cell, int]], found: list[Cell]) -> int:
        """The first free column from here on; the cells that run down up to there are part of the row."""
        while running and (at := next(iter(running))) <= left:
            cell, rows_left = running.pop(at)
            found.append(replace(cell, continued=True))
            if rows_left > 1:
                self.running[at] = (cell, rows_left - 1)
            left = max(left, int(cell.right))
        return left


def _is_built(td: _Element, *, is_alone: bool) -> bool:
    """Whether a cell is there for the layout: it holds tables, lists or headings and not one text."""
    if next(td.iter(*_BUILT), None) is not None:
        return True
    return is_alone and _has_several(td.iter(*_LISTED))


def _has_several(found: Iterable[_Element]) -> bool:
    return len([None for _, each in zip(range(3), found, strict=False) if each.tag in _LISTED]) > 1


def _span(td: _Element, name: str, most: int) -> int:
    written = (td.get(name) or "1").strip()
    if not (written.isascii() and written.isdigit()):
        return 1
    number = int(written[:6])
    return most if number == 0 and name == "rowspan" else min(max(number, 1), most)
