"""Pictures made fit to read: upright, straight, of a workable size, and flat (dark ink on white paper)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from relparty.documents.ocr.arrays import Gray, Image, Matrix, Points

WORKABLE = 9_000_000
"""Pixels of a picture beyond which it is made smaller: an A4 page at 300 dpi."""
_STRAIGHT = 0.08
"""Degrees of slant that do no harm."""
RED = 45
"""By how much red outshines the other colours in red ink."""
_SEAL_SIZE, _SEAL_FILLED = 0.08, 0.65
"""The least side of a seal, as a share of the page's longer one, and how much of it is ink at most."""
_WHITE = 0.82
"""Brightness, as a share of the paper's, from which everything counts as paper: it clears light watermarks."""


def workable(image: Image) -> Image:
    """The picture, made smaller when it has more pixels than help."""
    import cv2

    share = (WORKABLE / (image.shape[0] * image.shape[1])) ** 0.5
    return image if share >= 1 else cv2.resize(image, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)


def is_sideways(boxes: Sequence[Points]) -> bool:
    """True when most lines of text are higher than wide."""
    import numpy as np

    sizes = [(np.linalg.norm(box[1] - box[0]), np.linalg.norm(box[3] - box[0])) for box in boxes]
    long = [(across, down) for across, down in sizes if max(across, down) > 2 * min(across, down)]
    return len(long) > 2 and sum(1 for across, down in long if down > across) * 2 > len(long)


def slant(boxes: Sequence[Points]) -> float:
    """Degrees by which the lines of text fall to the right; long lines tell it best."""
    import numpy as np

    runs = [(box[1] - box[0] + box[2] - box[3]) / 2 for box in boxes if _is_long(box)]
    if not runs:
        return 0.0
    angles = np.array([np.degrees(np.arctan2(run[1], run[0])) for run in runs])
    weights = np.array([np.hypot(*run) for run in runs])
    order = np.argsort(angles)
    middle = np.searchsorted(np.cumsum(weights[order]), weights.sum() / 2)
    return float(angles[order][min(int(middle), len(angles) - 1)])


def straightened(image: Image, degrees: float) -> tuple[Image, Matrix]:
    """The picture turned so that its lines lie level, nothing cut off, and the 3x3 matrix that moved its points."""
    import cv2
    import numpy as np

    height, width = image.shape[:2]
    if abs(degrees) < _STRAIGHT:
        return image, np.eye(3)
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    cosine, sine = abs(turn[0, 0]), abs(turn[0, 1])
    wide, high = int(height * sine + width * cosine), int(height * cosine + width * sine)
    turn[0, 2] += (wide - width) / 2
    turn[1, 2] += (high - height) / 2
    turned = cv2.warpAffine(image, turn, (wide, high), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return turned, np.vstack([turn, (0, 0, 1)])


def has_seal(image: Image) -> bool:
    """True when the page bears a red seal: a large patch of red ink, about as high as wide, and not filled in."""
    import cv2
    import numpy as np

    share = min(1.0, 800 / max(image.shape[:2]))
    small = cv2.resize(image, None, fx=share, fy=share, interpolation=cv2.INTER_AREA).astype(np.int16)
    red = (small[:, :, 2] - small[:, :, :2].max(axis=2) > RED).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(cv2.dilate(red, np.ones((9, 9), np.uint8)))
    for at in range(1, count):
        _, _, width, height, _ = stats[at].tolist()
        filled = float(red[labels == at].sum()) / (width * height)
        if min(width, height) > _SEAL_SIZE * max(small.shape[:2]) and width < 2 * height < 4 * width and filled < _SEAL_FILLED:
            return True
    return False


def without_red(image: Image) -> Image:
    """The picture in grey as red light shows it: red ink vanishes."""
    import cv2
    import numpy as np

    gray: Gray = np.ascontiguousarray(image[:, :, 2])
    plain: Image = cv2.cvtColor(gray, cv2.COLOR_GRAY2BGR)
    return plain


def flat(image: Image) -> Gray:
    """The picture in grey with even light: red ink (seals) gone, paper white, ink dark.

    Reach for it before looking for rulings and ink. Text that is itself red is lost in it, so the picture
    as it came must be read too.
    """
    import numpy as np

    gray = np.ascontiguousarray(image[:, :, 2])
    paper = _paper(gray)
    even = np.minimum(gray.astype(np.float32) / np.maximum(paper, 1), 1.0)
    ink = min(float(np.percentile(even, 1)), 0.5)
    stretched: Gray = np.clip((even - ink) * (255 / (_WHITE - ink)), 0, 255).astype(np.uint8)
    return stretched


def _paper(gray: Gray) -> Gray:
    """The brightness of the paper behind every point: the brightest nearby, smoothed."""
    import cv2
    import numpy as np

    height, width = gray.shape
    step = max(1, max(height, width) // 400)
    small = cv2.resize(gray, (max(1, width // step), max(1, height // step)), interpolation=cv2.INTER_AREA)
    bright = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8))
    smooth = cv2.GaussianBlur(cv2.medianBlur(bright, 21), (0, 0), 5)
    paper: Gray = cv2.resize(smooth, (width, height), interpolation=cv2.INTER_LINEAR).astype(np.float32)
    return paper


def _is_long(box: Points) -> bool:
    import numpy as np

    return bool(np.linalg.norm(box[1] - box[0]) > 4 * np.linalg.norm(box[3] - box[0]))


def is_blank(image: Image) -> bool:
    """True for a picture of empty paper: hardly a point of it is dark."""
    return float((flat(image) < _INKED).mean()) < _SPECKS


_INKED, _SPECKS = 120, 0.0002
