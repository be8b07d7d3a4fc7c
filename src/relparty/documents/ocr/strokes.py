"""Thin straight lines on a page: where rulings are drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from relparty.documents.ocr.arrays import Gray

_ACROSS, _DOWN = 2.5, 1.4
"""Length of the shortest ruling across and down, in character heights: no stroke of a character is as long."""
_FAINT = 40
"""Grey levels by which a ruling is darker than the paper beside it."""


def drawn(page: Gray, char: int) -> tuple[Gray, Gray]:
    """Where rulings run across and down a flattened page: thin dark lines longer than characters are."""
    import cv2

    across, down = _thin(page, char), _thin(page.T, char)
    long_across, long_down = _long(across, _ACROSS * char), _long(down, _DOWN * char)
    crossed_across = _long(cv2.bitwise_or(across, _wider(long_down.T)), _ACROSS * char)
    crossed_down = _long(cv2.bitwise_or(down, _wider(long_across.T)), _DOWN * char).T
    kept_across = _meeting(crossed_across, crossed_down)
    return kept_across, _meeting(crossed_down, kept_across)


def _thin(page: Gray, char: int) -> Gray:
    """Marks of lines that run across and are thin; where one is crossed by another there is a gap."""
    import cv2
    import numpy as np

    kernel = np.ones((2 * max(3, char // 4) + 1, 1), np.uint8)
    darker = cv2.morphologyEx(cv2.blur(np.ascontiguousarray(page), (3, 1)), cv2.MORPH_BLACKHAT, kernel)
    marks: Gray = cv2.dilate((darker > _FAINT).astype(np.uint8), np.ones((3, 1), np.uint8))
    return marks


def _long(marks: Gray, length: float) -> Gray:
    import cv2
    import numpy as np

    lines: Gray = cv2.morphologyEx(marks, cv2.MORPH_OPEN, np.ones((1, round(length)), np.uint8))
    return lines


def _meeting(lines: Gray, others: Gray) -> Gray:
    """The lines that meet one of the others: strokes in a row of letters meet none."""
    import cv2
    import numpy as np

    count, labels = cv2.connectedComponents(np.ascontiguousarray(lines))
    meets = np.zeros(count, np.uint8)
    meets[np.unique(labels[cv2.dilate(np.ascontiguousarray(others), np.ones((3, 3), np.uint8)) > 0])] = 1
    meets[0] = 0
    kept: Gray = meets[labels]
    return kept


def _wider(lines: Gray) -> Gray:
    import cv2
    import numpy as np

    wide: Gray = cv2.dilate(np.ascontiguousarray(lines), np.ones((3, 3), np.uint8))
    return wide
