import numpy as np
import pytest

from relparty.documents.ocr import ink
from relparty.documents.ocr.boxes import Box

pytestmark = pytest.mark.ocr

CHAR = 20
CELL = Box(0, 0, 200, 100)


def page(*boxes: tuple[int, int, int, int]) -> np.ndarray:
    """Ink in these rectangles: left, top, right, bottom."""
    made = np.zeros((100, 200), bool)
    for left, top, right, bottom in boxes:
        made[top:bottom, left:right] = True
    return made


def test_lines_stand_tight_around_their_ink() -> None:
    made = page((10, 10, 30, 30), (35, 12, 55, 28), (10, 40, 90, 60))

    assert ink.lines(made, CELL, CHAR) == [Box(10, 10, 55, 30), Box(10, 40, 90, 60)]


def test_strokes_of_one_character_are_one_line() -> None:
    assert ink.lines(page((10, 10, 28, 13), (8, 25, 30, 28)), CELL, CHAR) == [Box(8, 10, 30, 28)]


def test_lines_that_touch_are_cut_where_there_is_least_ink() -> None:
    assert ink.lines(page((10, 10, 90, 30), (40, 30, 43, 33), (10, 33, 90, 53)), CELL, CHAR) == [Box(10, 10, 90, 30), Box(10, 30, 90, 53)]


def test_a_speck_is_no_line_and_a_dash_is_one() -> None:
    assert ink.lines(page((10, 10, 12, 12)), CELL, CHAR) == []
    assert ink.lines(page((10, 10, 28, 12)), CELL, CHAR) == [Box(10, 10, 28, 12)]


def test_only_the_cell_is_looked_at() -> None:
    assert ink.lines(page((10, 10, 30, 30), (120, 10, 140, 30)), Box(100, 0, 200, 100), CHAR) == [Box(120, 10, 140, 30)]


def test_dust_goes_and_full_stops_stay() -> None:
    made = ink.without_specks(page((10, 10, 11, 12), (50, 50, 54, 54)), CHAR)

    assert int(made.sum()) == 16


def test_figures_are_counted_by_their_gaps() -> None:
    assert ink.pieces(page((0, 0, 3, 20), (6, 0, 16, 20), (20, 16, 24, 20)), CHAR) == 3


def test_the_height_of_characters_is_that_of_their_ink() -> None:
    assert ink.character_height(page((10, 10, 90, 28), (10, 40, 90, 58)), [Box(5, 5, 95, 33), Box(5, 35, 95, 63)]) == 18


def test_large_letters_are_not_cut() -> None:
    assert ink.lines(page((10, 10, 60, 55)), CELL, CHAR) == [Box(10, 10, 60, 55)]


def test_the_widest_gap_is_inside_the_ink() -> None:
    assert ink.widest_gap(page((10, 0, 20, 5), (30, 0, 35, 5), (90, 0, 95, 5))) == 55
    assert ink.widest_gap(page((10, 0, 20, 5))) == 0
