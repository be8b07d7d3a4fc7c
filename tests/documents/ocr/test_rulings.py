"""Cells from ruling lines drawn as arrays: no text is read here."""

import numpy as np
import pytest

from relparty.documents.ocr import rulings
from relparty.documents.ocr.rulings import RuledCell

pytestmark = pytest.mark.ocr

CHAR = 16
XS = (40, 200, 360, 600)
YS = (50, 90, 130, 170)


def table(xs: tuple[int, ...] = XS, ys: tuple[int, ...] = YS) -> np.ndarray:
    page = np.full((400, 700), 255, np.uint8)
    for y in ys:
        page[y : y + 2, xs[0] : xs[-1] + 2] = 0
    for x in xs:
        page[ys[0] : ys[-1] + 2, x : x + 2] = 0
    return page


def cells(page: np.ndarray) -> list[tuple[RuledCell, ...]]:
    return list(rulings.find(page, CHAR).tables)


def places(table: tuple[RuledCell, ...]) -> list[tuple[int, int, int, int]]:
    return [(cell.row, cell.column, cell.rows, cell.columns) for cell in table]


def test_a_plain_grid_has_a_cell_for_every_place_where_it_stands() -> None:
    (found,) = cells(table())

    assert places(found) == [(row, column, 1, 1) for row in range(3) for column in range(3)]
    first = found[0].box
    assert max(abs(first.left - XS[0]), abs(first.top - YS[0]), abs(first.right - XS[1]), abs(first.bottom - YS[1])) <= 2
    assert all(cell.whole for cell in found)


def test_no_line_between_two_places_makes_them_one_cell() -> None:
    page = table()
    page[52:90, 200:202] = 255
    page[90:92, 362:600] = 255
    (found,) = cells(page)

    assert (0, 0, 1, 2) in places(found)
    assert (0, 2, 2, 1) in places(found)
    assert len(found) == 7


def test_a_broken_line_still_parts_cells() -> None:
    page = table()
    page[60:66, 200:202] = 255
    page[90:92, 100:130] = 255
    (found,) = cells(page)

    assert len(found) == 9


def test_a_line_mostly_lost_is_no_certain_cell() -> None:
    page = table((40, 300, 600))
    page[90:92, 42:240] = 255
    (found,) = cells(page)

    doubtful = [cell for cell in found if not cell.whole]
    assert doubtful
    assert all(cell.column == 0 for cell in doubtful)


def test_cells_that_make_no_rectangle_fall_into_rows_and_are_doubtful() -> None:
    page = table()
    page[52:90, 200:202] = 255
    page[90:92, 42:200] = 255
    (found,) = cells(page)

    assert {(cell.row, cell.column, cell.columns, cell.whole) for cell in found} >= {(0, 0, 2, False), (1, 0, 1, False)}


def test_grey_rulings_of_web_pages_are_rulings() -> None:
    page = np.where(table() == 0, 205, 255).astype(np.uint8)

    assert [len(found) for found in cells(page)] == [9]


def test_a_frame_around_text_is_no_table() -> None:
    assert cells(table((40, 600), (50, 350))) == []


def test_double_frames_are_no_table() -> None:
    page = table((40, 600), (50, 350))
    page[58:60, 48:594] = page[342:344, 48:594] = 0
    page[58:344, 48:50] = page[58:344, 592:594] = 0

    assert cells(page) == []


def test_text_is_no_ruling() -> None:
    page = np.full((400, 700), 255, np.uint8)
    for x in range(40, 600, 20):
        page[100:116, x : x + 14] = 0
        page[103:106, x + 3 : x + 11] = 255

    assert cells(page) == []


def test_two_tables_one_above_the_other_are_two() -> None:
    page = np.minimum(table(), np.roll(table(), 180, axis=0))

    assert [len(found) for found in cells(page)] == [9, 9]
