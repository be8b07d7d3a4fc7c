import numpy as np
import pytest

from relparty.documents.ocr import prepare

pytestmark = pytest.mark.ocr


def paper(height: int = 600, width: int = 800) -> np.ndarray:
    return np.full((height, width, 3), 245, np.uint8)


def line(left: float, top: float, width: float, height: float, degrees: float = 0.0) -> np.ndarray:
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    turn = np.radians(degrees)
    return corners @ np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]]) + (left, top)


def ring(page: np.ndarray, radius: int = 80) -> np.ndarray:
    down, across = np.mgrid[0 : page.shape[0], 0 : page.shape[1]]
    away = np.hypot(down - 300, across - 400)
    page[(away < radius) & (away > radius - 8)] = (40, 40, 210)
    return page


def test_lines_higher_than_wide_tell_a_page_on_its_side() -> None:
    assert prepare.is_sideways([line(10, 10, 20, 300)] * 5)
    assert not prepare.is_sideways([line(10, 10, 300, 20)] * 5)
    assert not prepare.is_sideways([line(10, 10, 20, 24)] * 5 + [line(10, 10, 300, 20)])


def test_the_slant_is_that_of_the_long_lines() -> None:
    lines = [line(10, 50 * n, 400, 20, 1.5) for n in range(5)] + [line(10, 300, 20, 20, -20)] * 9

    assert prepare.slant(lines) == pytest.approx(1.5, abs=0.01)
    assert prepare.slant([]) == 0


def test_a_straightened_page_keeps_its_corners_and_tells_where_points_went() -> None:
    page = paper()
    page[300:302, 395:405] = 0
    turned, matrix = prepare.straightened(page, 5.0)

    assert turned.shape[0] > page.shape[0]
    across, down, _ = matrix @ (400, 301, 1)
    assert turned[round(down), round(across)].max() < 150


def test_a_straight_page_is_left_alone() -> None:
    page = paper()

    assert prepare.straightened(page, 0.01)[0] is page


def test_uneven_light_becomes_even_and_ink_stays_dark() -> None:
    page = (paper() * np.linspace(1, 0.5, 800)[None, :, None]).astype(np.uint8)
    for left in (50, 700):
        page[100:140:8, left : left + 50] = 20
    flat = prepare.flat(page)

    assert flat[500].min() > 240
    assert flat[104 - 4 : 105 - 4, 60].max() < 60
    assert flat[100, 710] < 60


def test_red_ink_vanishes_and_black_below_it_stays() -> None:
    page = ring(paper())
    page[298:302, 300:500] = 30
    flat = prepare.flat(page)

    assert flat[300, 400] < 60
    assert flat[300 - 77, 400] > 240


def test_a_ring_of_red_is_a_seal_and_a_red_line_of_text_is_none() -> None:
    page = paper()
    page[100:116:3, 100:500] = (40, 40, 210)

    assert prepare.has_seal(ring(paper()))
    assert not prepare.has_seal(page)
    assert not prepare.has_seal(paper())


def test_a_filled_red_button_is_no_seal() -> None:
    page = paper()
    page[100:250, 100:250] = (40, 40, 210)

    assert not prepare.has_seal(page)


def test_large_pictures_are_made_smaller_and_small_ones_left() -> None:
    assert prepare.workable(np.zeros((6000, 4000, 3), np.uint8)).size <= 3.03 * prepare.WORKABLE
    small = paper()
    assert prepare.workable(small) is small


def test_empty_paper_is_blank_and_a_word_on_it_is_not() -> None:
    page = paper()
    assert prepare.is_blank(page)

    page[100:130:4, 100:200] = 20
    assert not prepare.is_blank(page)
