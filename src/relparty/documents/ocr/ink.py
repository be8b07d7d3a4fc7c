"""Where there is ink, and the lines that it makes inside a cell."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from relparty.documents.ocr.boxes import Box

if TYPE_CHECKING:
    from relparty.documents.ocr.arrays import Gray, Mask

_IN_FRAME = 0.65
"""Height of the characters as a share of the frame that the detector draws around a line."""
DARK, FAINT, PALE = 150, 200, 225
"""Grey levels below which a point of a flattened page is ink, may be faint ink, and may be the thin part of a stroke."""
_GAP = 0.35
"""Ink of a row, as a share of a line's mean row, that is little enough for two lines to part there."""


def mask(page: Gray, level: int = DARK) -> Mask:
    """Where a flattened page has ink, or what else is darker than this level."""
    return page < level


def without_specks(ink: Mask, char: int) -> Mask:
    """The ink without the dust of bad copies: spots far smaller than a full stop."""
    import cv2
    import numpy as np

    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink.astype(np.uint8))
    kept = stats[:count, cv2.CC_STAT_AREA] > max(2, char * char // 150)
    kept[0] = False
    return np.asarray(kept[labels])


def usual_height(boxes: Sequence[Box]) -> int:
    """About how high the characters in these frames are, before their ink is known: frames stand off a little."""
    return max(8, round(_IN_FRAME * median(box.height for box in boxes))) if boxes else 16


def character_height(ink: Mask, boxes: Sequence[Box]) -> int:
    """The usual height of the ink in these boxes around lines of text, in pixels; a fortieth of the page without any."""
    import numpy as np

    heights = []
    for box in boxes:
        rows = np.flatnonzero(ink[max(0, box.top) : box.bottom, max(0, box.left) : box.right].any(axis=1))
        if len(rows):
            heights.append(min(int(rows[-1] - rows[0] + 1), box.height))
    return max(8, round(float(np.median(heights)))) if heights else max(8, max(ink.shape) // 80)


def lines(ink: Mask, cell: Box, char: int, faint: Mask | None = None) -> list[Box]:
    """The lines of text in a cell, tight around their ink, from top to bottom; specks make no line.

    With `faint` ink a line reaches as far to the sides as that does: thin strokes fade in coarse scans.
    """
    import numpy as np

    part = ink[cell.top : cell.bottom, cell.left : cell.right]
    wide = part if faint is None else faint[cell.top : cell.bottom, cell.left : cell.right]
    runs = _merged(_runs(np.asarray(part.any(axis=1))), char)
    found = []
    for top, bottom in (half for run in runs for half in _halved(part, run, char)):
        columns = np.flatnonzero((part | wide)[top:bottom].any(axis=0))
        if len(columns) and int(part[top:bottom].sum()) >= _speck(char):
            found.append(Box(int(columns[0]), top, int(columns[-1]) + 1, bottom).moved(cell.left, cell.top))
    return found


def pieces(line: Mask, char: int) -> int:
    """How many pieces, from left to right, the ink of a line falls into; specks count for nothing."""
    import numpy as np

    return sum(1 for start, end in _runs(np.asarray(line.any(axis=0))) if int(line[:, start:end].sum()) >= _speck(char))


def widest_gap(line: Mask) -> int:
    """The widest stretch without ink inside a line, in pixels."""
    import numpy as np

    runs = _runs(np.asarray(line.any(axis=0)))
    return max((after - before for (_, before), (after, _) in pairwise(runs)), default=0)


def _speck(char: int) -> int:
    """Points of ink that are not yet writing: half of a full stop."""
    return max(5, char * char // 60)


def _runs(filled: Mask) -> list[tuple[int, int]]:
    import numpy as np

    edges = np.flatnonzero(np.diff(np.concatenate(([False], filled, [False])).astype(np.int8)))
    return [(int(start), int(end)) for start, end in zip(edges[::2], edges[1::2], strict=True)]


def _merged(runs: list[tuple[int, int]], char: int) -> list[tuple[int, int]]:
    """Runs of inked rows, those put together that make one character high: 「二」 alone is two runs."""
    merged: list[tuple[int, int]] = []
    for start, end in runs:
        if merged and end - merged[-1][0] <= 1.2 * char:
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return merged


def _halved(part: Mask, run: tuple[int, int], char: int) -> list[tuple[int, int]]:
    """A run too high for one line cut where it has little ink, as often as needed; large letters have no such place."""
    start, end = run
    if end - start < 1.7 * char:
        return [run]
    inner = slice(start + round(0.7 * char), end - round(0.7 * char))
    ink_by_row = part[start:end].sum(axis=1)
    cut = inner.start + int(part[inner].sum(axis=1).argmin())
    if ink_by_row[cut - start] > _GAP * ink_by_row.mean():
        return [run]
    return [*_halved(part, (start, cut), char), *_halved(part, (cut, end), char)]
