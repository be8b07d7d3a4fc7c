"""Ruling lines of a printed table to its cells, merged ones as one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from relparty.documents.ocr.boxes import Box, around
from relparty.documents.ocr.lines import Line, lines
from relparty.documents.ocr.strokes import drawn

if TYPE_CHECKING:
    from relparty.documents.ocr.arrays import Gray

_DRAWN, _CLEAR = 0.35, 0.1
"""Share of an edge that must be drawn for two cells to be apart, and below which they are surely one."""


_FRAME = 0.7
"""Part of a table above which its largest cell makes it a frame."""
_THIN = 0.6
"""Height of a cell, in character heights, that has room for text: less lies between double rulings."""


@dataclass(frozen=True, slots=True)
class RuledCell:
    """One cell of a ruled table and the grid rows and columns that it covers; not `whole` when lines may be lost in it."""

    box: Box
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Rulings:
    """The ruled tables of a page, from top to bottom; where lines are drawn, within `near` pixels of a cell's edge if rulings."""

    tables: tuple[tuple[RuledCell, ...], ...]
    drawn: Gray
    near: int


def find(page: Gray, char: int) -> Rulings:
    """The ruled tables of an upright grey page whose characters are about `char` pixels high.

    Reach for it on a flattened page (dark on white); a frame around a single cell is no table.
    """
    import cv2

    across, down = drawn(page, char)
    both = cv2.bitwise_or(across, down)
    tables = [cells for box in _connected(both, char) if _is_table(cells := tuple(_cells(across, down, box, char)), char)]
    return Rulings(tuple(sorted(tables, key=lambda cells: (cells[0].box.top, cells[0].box.left))), both, _near(char))


def _near(char: int) -> int:
    """Pixels within which a line is the same line."""
    return max(3, round(0.35 * char))


def _is_table(cells: Sequence[RuledCell], char: int) -> bool:
    """Whether these are the cells of a table, and not a frame drawn around text: one cell that is nearly all of it."""
    largest = max((cell.box for cell in cells), key=lambda box: box.area, default=None)
    is_frame = largest is not None and largest.area > _FRAME * around(cell.box for cell in cells).area and largest.height > 8 * char
    return len(cells) > 1 and not is_frame


def _connected(drawn: Gray, char: int) -> list[Box]:
    """The frames of the groups of rulings that touch, small ones left out."""
    import cv2
    import numpy as np

    joined = cv2.dilate(drawn, np.ones((5, 5), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined)
    frames = [Box(left, top, left + width, top + height) for left, top, width, height, _ in stats[1:count].tolist()]
    return [frame for frame in frames if frame.width > 4 * char and frame.height > round(1.3 * char)]


def _cells(across: Gray, down: Gray, frame: Box, char: int) -> Iterator[RuledCell]:
    """The cells of one table, row by row: neighbours on the grid of all its lines with no line between are one."""
    part = (slice(frame.top, frame.bottom), slice(frame.left, frame.right))
    ys, xs = lines(across[part], _near(char)), lines(down[part].T, _near(char))
    if len(ys) < 2 or len(xs) < 2:
        return
    group, broken = _groups(ys, xs, _near(char))
    for places, is_whole in _rectangles(group):
        rows, columns = sorted({row for row, _ in places}), sorted({column for _, column in places})
        box = _box((ys[rows[0]], ys[rows[-1] + 1]), (xs[columns[0]], xs[columns[-1] + 1])).moved(frame.left, frame.top)
        if min(box.width, box.height) >= _THIN * char:
            yield RuledCell(box, rows[0], columns[0], len(rows), len(columns), is_whole and broken.isdisjoint(places))


def _box(ys: tuple[Line, Line], xs: tuple[Line, Line]) -> Box:
    """The frame between four lines, where they run beside it."""
    down, along = (round(ys[0].position), round(ys[1].position)), (round(xs[0].position), round(xs[1].position))
    return Box(xs[0].at(*down), ys[0].at(*along), xs[1].at(*down), ys[1].at(*along))


Place = tuple[int, int]
"""Row and column on the grid of all lines."""


def _groups(ys: Sequence[Line], xs: Sequence[Line], near: int) -> tuple[list[list[int]], set[Place]]:
    """A number for each place of the grid, the same where no line is drawn between; and places with a piece of a line between."""
    number = [[row * len(xs) + column for column in range(len(xs) - 1)] for row in range(len(ys) - 1)]
    broken: set[Place] = set()

    def judge(one: Place, other: Place, share: float) -> None:
        if share >= _DRAWN:
            return
        if share > _CLEAR:
            broken.update((one, other))
        kept, gone = number[one[0]][one[1]], number[other[0]][other[1]]
        for line in number:
            line[:] = [kept if each == gone else each for each in line]

    for row, (top, bottom) in enumerate(pairwise(round(line.position) for line in ys)):
        for column, (left, right) in enumerate(pairwise(round(line.position) for line in xs)):
            if column:
                judge((row, column - 1), (row, column), xs[column].share(top, bottom, near))
            if row:
                judge((row - 1, column), (row, column), ys[row].share(left, right, near))
    return number, broken


def _rectangles(group: list[list[int]]) -> Iterator[tuple[list[Place], bool]]:
    """The groups' places, and whether they are whole: a group that is no rectangle (a line was lost) falls into its rows."""
    places: dict[int, list[Place]] = {}
    for row, line in enumerate(group):
        for column, number in enumerate(line):
            places.setdefault(number, []).append((row, column))
    for each in places.values():
        frame = around(Box(column, row, column + 1, row + 1) for row, column in each)
        if frame.area == len(each):
            yield each, True
        else:
            yield from ((run, False) for run in _runs(each))


def _runs(places: list[Place]) -> Iterator[list[Place]]:
    run: list[Place] = []
    for row, column in sorted(places):
        if run and (row, column - 1) != run[-1]:
            yield run
            run = []
        run.append((row, column))
    if run:
        yield run
