"""Pages photographed from aside, made rectangular again by the frame of their largest ruled table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relparty.documents.ocr.strokes import drawn

if TYPE_CHECKING:
    from relparty.documents.ocr.arrays import Gray, Image, Matrix, Points

_LARGE = 0.15
"""Part of the page that a table must cover for its frame to tell the page's perspective."""
_HARMLESS = 0.25
"""Character heights by which a frame may miss a rectangle without harm."""
_SUPPORT = 0.8
"""Part of each side of the frame that must be drawn: else the corners found are none."""


def perspective(page: Gray, char: int) -> Matrix | None:
    """The 3x3 matrix that makes the largest table of a flattened page rectangular; None when it is, or there is none."""
    import cv2
    import numpy as np

    across, down = drawn(page, char)
    both = cv2.bitwise_or(across, down)
    corners = _corners(both)
    if corners is None or not _is_framed(both, corners, max(3, char // 4)):
        return None
    left, right = (corners[0][0] + corners[3][0]) / 2, (corners[1][0] + corners[2][0]) / 2
    top, bottom = (corners[0][1] + corners[1][1]) / 2, (corners[2][1] + corners[3][1]) / 2
    straight = np.array([(left, top), (right, top), (right, bottom), (left, bottom)], dtype=np.float32)
    if float(np.abs(straight - corners).max()) < _HARMLESS * char:
        return None
    return np.asarray(cv2.getPerspectiveTransform(corners, straight), dtype=np.float64)


def warped(image: Image, matrix: Matrix) -> tuple[Image, Matrix]:
    """The picture in its new perspective with nothing of it cut off, and the matrix that moved its points."""
    import cv2
    import numpy as np

    height, width = image.shape[:2]
    edge = moved(np.array([(0, 0), (width, 0), (width, height), (0, height)], dtype=np.float32), matrix)
    start, end = edge.min(axis=0), edge.max(axis=0)
    shift = np.array([[1, 0, -start[0]], [0, 1, -start[1]], [0, 0, 1]])
    size = (min(2 * width, round(float(end[0] - start[0]))), min(2 * height, round(float(end[1] - start[1]))))
    whole = shift @ matrix
    return cv2.warpPerspective(image, whole, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE), whole


def moved(points: Points, matrix: Matrix) -> Points:
    """The points in the new perspective."""
    import numpy as np

    whole = np.column_stack([points, np.ones(len(points))]) @ matrix.T
    return np.asarray(whole[:, :2] / whole[:, 2:], dtype=np.float32)


def _corners(drawn: Gray) -> Points | None:
    """The corners of the largest group of touching rulings, clockwise from the top left."""
    import cv2
    import numpy as np

    count, labels, stats, _ = cv2.connectedComponentsWithStats(cv2.dilate(drawn, np.ones((5, 5), np.uint8)))
    if count < 2:
        return None
    largest = 1 + int((stats[1:, 2] * stats[1:, 3]).argmax())
    if stats[largest, 2] * stats[largest, 3] < _LARGE * drawn.size:
        return None
    points = np.argwhere((labels == largest) & (drawn > 0))[:, ::-1]
    total, difference = points.sum(axis=1), points[:, 0] - points[:, 1]
    extremes = [total.argmin(), difference.argmax(), total.argmax(), difference.argmin()]
    return points[extremes].astype(np.float32)


def _is_framed(drawn: Gray, corners: Points, near: int) -> bool:
    """Whether each side between the corners is drawn for most of its length."""
    import cv2
    import numpy as np

    wide = cv2.dilate(drawn, np.ones((2 * near + 1, 2 * near + 1), np.uint8))
    for start, end in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        steps = np.linspace(start, end, 200).round().astype(int)
        if wide[steps[:, 1], steps[:, 0]].mean() < _SUPPORT:
            return False
    return True
