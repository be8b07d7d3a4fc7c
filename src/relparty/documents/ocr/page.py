"""One picture of a page to rows of cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from relparty.documents.cells import Cell, Row
from relparty.documents.ocr import SURE, sheet
from relparty.documents.ocr.boxes import around, visual_lines
from relparty.documents.ocr.reading import Spot, free_spot, read, ruled_spot
from relparty.documents.ocr.sheet import Sheet
from relparty.documents.ocr.uniting import Said
from relparty.model.record import Place

if TYPE_CHECKING:
    from relparty.documents.ocr.arrays import Image
    from relparty.documents.ocr.engine import Engine

GRID = "scan"
_LONG_NUMBER = 8
_NUMBERLIKE = re.compile(r"[\s\-－—·.]")


def rows(image: Image, number: int, engine: Engine) -> list[Row]:
    """The rows of the page from top to bottom: ruled tables row by row, and a row a line of text outside them.

    Reach for it with a colour picture (blue, green, red) of page `number`. A cell's confidence is that of
    its least sure character, and low where two readings disagree; a cell with ink that nobody can read has
    no text and no confidence, so that it never passes for an empty answer.
    """
    page = sheet.prepared(image, engine)
    ruled = [[ruled_spot(page, cell) for cell in table] for table in page.tables]
    free = [*(free_spot(page, box) for box in sheet.free_lines(page)), *(Spot(box, (box,), ()) for box in sheet.overlooked(page))]
    said = iter(read(page, [*(spot for table in ruled for spot in table), *free], engine))
    done = [row for at, table in enumerate(ruled, start=1) for row in _table_rows(page, at, [(spot, next(said)) for spot in table], number)]
    read_free = [(spot, next(said)) for spot in free]
    done += _free_rows(page, [(spot, each) for spot, each in read_free if each.text or spot.found], number)
    return [row for _, row in sorted(done, key=lambda pair: pair[0])]


def _table_rows(page: Sheet, at: int, placed: Sequence[tuple[Spot, Said]], number: int) -> Iterator[tuple[int, Row]]:
    table = page.tables[at - 1]
    for row in range(max(cell.row + cell.rows for cell in table)):
        here = [(ruled, spot, said) for ruled, (spot, said) in zip(table, placed, strict=True) if ruled.row <= row < ruled.row + ruled.rows]
        if not any(ruled.row == row and (said.text or said.confidence < SURE) for ruled, _, said in here):
            continue  # a stray line through one cell cuts a row in two: the second half says nothing of its own
        cells = [
            replace(
                _cell(page, spot, said, Place(page=number, table=at, row=row + 1, column=column)),
                rows=ruled.rows,
                continued=ruled.row < row,
            )
            for column, (ruled, spot, said) in enumerate(sorted(here, key=lambda each: each[0].column), start=1)
        ]
        if not all(cell.continued for cell in cells):
            yield max(spot.frame.top for _, spot, _ in here), Row(tuple(cells), GRID)


def _free_rows(page: Sheet, placed: Sequence[tuple[Spot, Said]], number: int) -> Iterator[tuple[int, Row]]:
    for at, line in enumerate(visual_lines([spot.frame for spot, _ in placed]), start=1):
        cells: list[Cell] = []
        for spot, said in (placed[each] for each in line):
            cell = _cell(page, spot, said, Place(page=number, row=at, column=len(cells) + 1))
            if cells and _runs_on(cells[-1], cell, page.char):
                cells[-1] = _together(cells[-1], cell)
            else:
                cells.append(cell)
        yield min(placed[each][0].frame.top for each in line), Row(tuple(cells), GRID)


def _runs_on(before: Cell, after: Cell, char: int) -> bool:
    """Whether two pieces of one line are one text: close together, or a label with its colon and what follows it."""
    both_labelled = all("：" in cell.text or ":" in cell.text for cell in (before, after))
    return after.left - before.right < char or before.text.endswith(("：", ":")) or both_labelled


def _together(before: Cell, after: Cell) -> Cell:
    space = "" if before.text.endswith(("：", ":")) else "\u3000"
    crop = before.crop or after.crop
    confidence = min(before.confidence, after.confidence)
    return Cell(before.text + space + after.text, before.place, before.left, after.right, confidence=confidence, crop=crop)


def _cell(page: Sheet, spot: Spot, said: Said, place: Place) -> Cell:
    crop = sheet.crop(page, spot.lines) if spot.lines and said.confidence < SURE and not _shows_number(page, spot, said.text) else b""
    left, right = float(spot.frame.left), float(spot.frame.right)
    return Cell(said.text, place, left, right, confidence=said.confidence, crop=crop)


def _shows_number(page: Sheet, spot: Spot, text: str) -> bool:
    """Whether the picture may show a long number, which no report prints; unread text is judged by its width."""
    if not text:
        return around(spot.lines).width > 5 * page.char
    run = longest = 0
    for char in _NUMBERLIKE.sub("", text):
        run = run + 1 if char.isascii() and (char.isalnum() or char == "*") else 0
        longest = max(longest, run)
    return longest >= _LONG_NUMBER
