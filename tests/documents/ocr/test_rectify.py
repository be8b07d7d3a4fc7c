import numpy as np
import pytest

from relparty.documents.ocr import rectify

pytestmark = pytest.mark.ocr

CHAR = 16
CORNERS = np.array([(60, 50), (740, 50), (740, 550), (60, 550)], np.float32)


def drawn(corners: np.ndarray, sides: int = 4) -> np.ndarray:
    import cv2

    page = np.full((600, 800), 255, np.uint8)
    for start, end in list(zip(corners, np.roll(corners, -1, axis=0), strict=True))[:sides]:
        cv2.line(page, start.astype(int).tolist(), end.astype(int).tolist(), 0, 2)
    return page


def test_a_leaning_frame_is_made_rectangular() -> None:
    leaning = CORNERS + np.array([(12, 0), (-8, 6), (10, 0), (-14, 9)], np.float32)
    matrix = rectify.perspective(drawn(leaning), CHAR)

    assert matrix is not None
    straight = rectify.moved(leaning, matrix)
    assert abs(straight[0, 0] - straight[3, 0]) < 3
    assert abs(straight[0, 1] - straight[1, 1]) < 3


def test_a_straight_frame_is_left_alone() -> None:
    assert rectify.perspective(drawn(CORNERS), CHAR) is None


def test_corners_without_a_frame_between_them_tell_nothing() -> None:
    leaning = CORNERS + np.array([(30, 0), (0, 0), (0, 0), (-20, 0)], np.float32)

    assert rectify.perspective(drawn(leaning, sides=3), CHAR) is None
    assert rectify.perspective(np.full((600, 800), 255, np.uint8), CHAR) is None


def test_points_move_with_the_picture() -> None:
    leaning = CORNERS + np.array([(12, 0), (-8, 6), (10, 0), (-14, 9)], np.float32)
    page = drawn(leaning)
    matrix = rectify.perspective(page, CHAR)
    assert matrix is not None
    picture, whole = rectify.warped(np.repeat(page[:, :, None], 3, axis=2), matrix)

    for across, down in rectify.moved(leaning, whole).round().astype(int):
        assert picture[down - 3 : down + 4, across - 3 : across + 4].min() < 100
