"""Pieces of rulings to whole rulings, each with its course across the page: scans bend and break them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from relparty.documents.ocr.arrays import Gray


@dataclass(frozen=True, slots=True)
class Line:
    """A ruling that runs across (or down, on a page turned over): how far down it lies, and where at each point along.

    `course` has no number (nan) where nothing is drawn.
    """

    position: float
    course: NDArray[np.float64]

    def share(self, start: int, end: int, margin: int) -> float:
        """The part of a stretch that is drawn, the ends left out.

        A ruling meets a ruling that it ends at; the stroke of a letter meets none.
        """
        import numpy as np

        drawn = ~np.isnan(self.course[start:end])
        inner = drawn[margin : len(drawn) - margin]
        if not len(inner):
            return 1.0
        reach = 2 + margin // 2
        meets = drawn[2:reach].any() or drawn[len(drawn) - reach : len(drawn) - 2].any()
        return float(inner.mean()) * bool(meets)

    def at(self, start: int, end: int) -> int:
        """How far down it lies along a stretch."""
        import numpy as np

        part = self.course[start:end]
        part = part[~np.isnan(part)]
        return round(float(np.median(part))) if len(part) else round(self.position)


def lines(drawn: Gray, near: int) -> list[Line]:
    """The rulings that run across, from top to bottom.

    Pieces closer than `near` that do not lie side by side are one ruling, broken or bent.
    """
    import numpy as np

    whole: list[list[NDArray[np.float64]]] = []
    for course in sorted(_pieces(drawn), key=lambda each: float(np.nanmean(each))):
        fitting = next((line for line in reversed(whole) if _continues(line, course, near)), None)
        if fitting is None:
            whole.append([course])
        else:
            fitting.append(course)
    made = [_joined(line) for line in whole]
    return sorted(made, key=lambda line: line.position)


def _pieces(drawn: Gray) -> Iterator[NDArray[np.float64]]:
    """The course of each connected piece."""
    import cv2
    import numpy as np

    count, labels, stats, _ = cv2.connectedComponentsWithStats(np.ascontiguousarray(drawn))
    for at in range(1, count):
        left, top, width, height, _ = stats[at].tolist()
        part = labels[top : top + height, left : left + width] == at
        depth = np.arange(top, top + height)[:, None]
        course = np.full(drawn.shape[1], np.nan)
        course[left : left + width] = (part * depth).sum(axis=0) / part.sum(axis=0)
        yield course


def _continues(line: list[NDArray[np.float64]], course: NDArray[np.float64], near: int) -> bool:
    """Whether a piece goes on where others leave off: close to one of them, and beside none."""
    import numpy as np

    here = ~np.isnan(course)
    close = any(abs(float(np.nanmean(each)) - float(np.nanmean(course))) <= near for each in line)
    return close and not any(bool((here & ~np.isnan(each)).any()) for each in line)


def _joined(pieces: list[NDArray[np.float64]]) -> Line:
    import numpy as np

    course = np.full(len(pieces[0]), np.nan)
    for piece in pieces:
        here = ~np.isnan(piece)
        course[here] = piece[here]
    return Line(float(np.nanmean(course)), course)
