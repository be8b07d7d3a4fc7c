import numpy as np
import pytest

from relparty.documents.ocr.lines import lines

pytestmark = pytest.mark.ocr

NEAR = 6


def drawn(*strokes: tuple[int, int, int]) -> np.ndarray:
    """Strokes that run across: how far down, from where to where."""
    page = np.zeros((100, 300), np.uint8)
    for down, start, end in strokes:
        page[down : down + 2, start:end] = 1
    return page


def test_a_broken_line_is_one_line() -> None:
    (line,) = lines(drawn((40, 10, 100), (42, 120, 290)), NEAR)

    assert line.share(10, 290, 5) == pytest.approx(1 - 20 / 270)
    assert line.at(10, 100) == pytest.approx(40, abs=1)
    assert line.at(120, 290) == pytest.approx(42, abs=1)


def test_lines_one_above_the_other_are_two_however_close() -> None:
    assert len(lines(drawn((40, 10, 290), (44, 10, 290)), NEAR)) == 2


def test_lines_side_by_side_at_other_heights_are_two() -> None:
    assert len(lines(drawn((40, 10, 100), (60, 120, 290)), NEAR)) == 2


def test_where_nothing_is_drawn_there_is_no_share() -> None:
    (line,) = lines(drawn((40, 10, 100)), NEAR)

    assert line.share(150, 290, 5) == 0
    assert line.at(150, 290) == pytest.approx(40, abs=1)


def test_a_stroke_that_meets_neither_end_is_no_ruling_between_them() -> None:
    (line,) = lines(drawn((40, 60, 140)), NEAR)

    assert line.share(20, 180, 5) == 0
    assert line.share(60, 180, 5) > 0.5


def test_a_bent_line_lies_where_it_runs() -> None:
    page = np.zeros((100, 300), np.uint8)
    for across in range(300):
        page[40 + across // 20, across] = 1
    (line,) = lines(page, NEAR)

    assert line.at(0, 40) == pytest.approx(40, abs=1)
    assert line.at(260, 300) == pytest.approx(53, abs=1)
