"""The lines of text on a page, and the page turned so that they lie level."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from relparty.documents.ocr import prepare, rectify
from relparty.documents.ocr.boxes import Box
from relparty.documents.ocr.ink import usual_height

if TYPE_CHECKING:
    from relparty.documents.ocr.arrays import Image, Points
    from relparty.documents.ocr.engine import Engine

_SEEN = 1_250_000
"""Pixels of a page that the detector is shown at once: more takes longer and finds no more."""
_NARROW = 1100
"""A picture narrower than this is never shown smaller, however long it is: it is cut into pieces."""
_EVEN = 0.5
"""Spread of the grey levels of a piece of a page with nothing on it."""
_ASKED = 16
"""Lines asked whether they stand on their heads."""


@dataclass(frozen=True, slots=True)
class Level:
    """An upright, straight page and the frames of its lines of text."""

    image: Image
    boxes: tuple[Box, ...]
    has_seal: bool = False


def levelled(image: Image, engine: Engine) -> Level:
    """The page turned upright, straight and rectangular, with its lines of text; reach for it before anything else."""
    import numpy as np

    has_seal = prepare.has_seal(image)
    found = lines(prepare.without_red(image) if has_seal else image, engine)
    if prepare.is_sideways(found):
        image = np.ascontiguousarray(np.rot90(image, -1))
        found = lines(prepare.without_red(image) if has_seal else image, engine)
    if engine.upside_down(_longest(image, found)) > 0.5:
        image = np.ascontiguousarray(image[::-1, ::-1])
        size = np.array([image.shape[1], image.shape[0]], dtype=np.float32)
        found = [np.roll(size - box, 2, axis=0) for box in found]
    image, turn = prepare.straightened(image, prepare.slant(found))
    found = [rectify.moved(box, turn) for box in found]
    image, found = _rectangular(image, found)
    frame = Box(0, 0, image.shape[1], image.shape[0])
    return Level(image, tuple(_frame(box).within(frame) for box in found), has_seal)


def _rectangular(image: Image, found: list[Points]) -> tuple[Image, list[Points]]:
    """The page and its lines with the perspective of a photo taken out, if there is any."""
    char = usual_height([_frame(box) for box in found])
    matrix = rectify.perspective(prepare.flat(image), char)
    if matrix is None:
        return image, found
    image, whole = rectify.warped(image, matrix)
    return image, [rectify.moved(box, whole) for box in found]


def lines(image: Image, engine: Engine) -> list[Points]:
    """The corners of all lines of text, a long page looked at piece by piece."""
    import cv2
    import numpy as np

    height, width = image.shape[:2]
    share = min(1.0, max((_SEEN / (width * min(height, 1.5 * width))) ** 0.5, _NARROW / width * 0.82))
    small = image if share == 1 else cv2.resize(image, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
    tall = max(640, round(_SEEN / small.shape[1]))
    pieces = [(top, np.ascontiguousarray(small[top:bottom])) for top, bottom in _pieces(small, tall)]
    return [np.add(box, (0, top)) / share for top, piece in pieces if piece.std() > _EVEN for box in engine.lines(piece)]


def _pieces(image: Image, tall: int) -> list[tuple[int, int]]:
    """The page from top to bottom in pieces at most a fifth higher than `tall`, cut where a row is most even."""
    height, start, pieces = image.shape[0], 0, []
    while height - start > 1.2 * tall:
        first = start + round(0.8 * tall)
        spread = image[first : start + tall, :, 1].std(axis=1)
        cut = first + int(spread.argmin())
        pieces.append((start, cut))
        start = cut
    return [*pieces, (start, height)]


def _longest(image: Image, found: list[Points]) -> list[Image]:
    import numpy as np

    frames = sorted((_frame(box) for box in found), key=lambda box: -box.width)[:_ASKED]
    inside = Box(0, 0, image.shape[1], image.shape[0])
    shown = [frame.within(inside) for frame in frames]
    return [np.ascontiguousarray(image[box.top : box.bottom, box.left : box.right]) for box in shown if box.area]


def _frame(points: Points) -> Box:
    """The upright frame of a line, from the middles of its sides: a slight slant makes it no higher."""
    left, right = (points[0] + points[3]) / 2, (points[1] + points[2]) / 2
    top, bottom = (points[0] + points[1]) / 2, (points[3] + points[2]) / 2
    return Box(round(float(left[0])), round(float(top[1])), round(float(right[0])), round(float(bottom[1])))
