"""Tables of a block: which columns its headings name, and what stands under each of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from relparty.documents.cells import Cell
from relparty.forms.boxes import joined_value
from relparty.forms.labels import IGNORED, Labels

_SERIAL = re.compile(r"第?(?:\d{1,3}(?:\.\d{1,2})*|[一二三四五六七八九十]+)(?:层|级|层级|人|位|项|号)?[、.)]?|\(\d+\)|[.·…*]*")
_MAY_REPEAT = frozenset({IGNORED, "serial", "capital", "note"})


@dataclass(frozen=True, slots=True)
class Heading:
    """A column heading; `column` is empty for one that nobody knows."""

    column: str
    cell: Cell


@dataclass(frozen=True, slots=True)
class Under:
    """What a row holds under its headings: cells by column, cells under unknown headings, cells under none."""

    cells: dict[str, Cell]
    unknown: tuple[tuple[Heading, Cell], ...]
    stray: tuple[Cell, ...]


def headings(labels: Labels, block: str, cells: Sequence[Cell]) -> tuple[Heading, ...]:
    """The column headings of a block that these cells are; empty when they are something else."""
    found = tuple(Heading(labels.column(block, cell.text) or "", cell) for cell in cells)
    known = [heading.column for heading in found if heading.column]
    telling = [column for column in known if column not in _MAY_REPEAT]
    mostly_known = len(known) == len(found) or (len(known) >= 3 and len(known) * 3 >= len(found) * 2)
    return found if len(known) > 1 and telling and len(set(telling)) == len(telling) and mostly_known else ()


def best_block(labels: Labels, cells: Sequence[Cell], opened: str) -> str:
    """The block whose columns the cells name best; the open one, then the form's usual order, break ties."""
    fits = {name: sum(1 for cell in cells if labels.column(name, cell.text)) for name in labels.columns}
    return max(fits, key=lambda name: (fits[name], name == opened))


def under(known: tuple[Heading, ...], cells: Sequence[Cell]) -> Under:
    """The cells of a row under the headings they stand under; pieces under one heading are put together where that is sure."""
    pieces: dict[int, list[Cell]] = {}
    stray = []
    for cell in cells:
        at = max(range(len(known)), key=lambda number: _overlap(cell, known[number].cell))
        covered = [heading for heading in known if _overlap(cell, heading.cell) * 2 > heading.cell.right - heading.cell.left]
        if _overlap(cell, known[at].cell) > 0 and len(covered) < 2:
            pieces.setdefault(at, []).append(cell)
        else:
            stray.append(cell)
    told: dict[str, Cell] = {}
    unknown = []
    for at, each in pieces.items():
        heading = known[at]
        whole = each[0] if len(each) == 1 else joined_value(heading.column, each)
        if not heading.column:
            unknown += [(heading, cell) for cell in each]
        elif whole is not None and (heading.column not in told or heading.column in _MAY_REPEAT):
            told[heading.column] = whole
        else:
            told.setdefault(heading.column, each[0])
            stray += each[1:]
    return Under(told, tuple(unknown), tuple(stray))


def is_serial(text: str) -> bool:
    """True for what counts the rows of a table: 「1」, 「一」, 「第2层」, 「1.1」, 「①」."""
    return _SERIAL.fullmatch(unicodedata.normalize("NFKC", text).strip()) is not None


def _overlap(one: Cell, other: Cell) -> float:
    return min(one.right, other.right) - max(one.left, other.left)
