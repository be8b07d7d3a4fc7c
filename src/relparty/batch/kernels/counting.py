"""The three ways to count a lot's quotes, as `relparty.counting` has them, over bits of a word."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from relparty.batch.kernels.compiled import bare, compiled
from relparty.batch.kernels.register import Int8s
from relparty.batch.kernels.results import LotRows
from relparty.model.finding import Level

MOST = 24
"""Up to how many related bidders are searched here; the search grows fast where it does not divide, as the core's does."""

_REVIEW, _BAR = int(Level.REVIEW), int(Level.BAR)

Words = NDArray[np.int64]


@compiled
def count(levels: Int8s, lot: int, lots: LotRows) -> None:
    """Writes the counts of a lot whose quotes stand in findings of these levels with each other."""
    size = len(levels)
    if lots.level[lot] == 0:
        lots.received[lot] = lots.after_bar[lot] = lots.groups[lot] = lots.independent[lot] = size
        return
    group = np.arange(size)
    barred = related = 0
    neighbours = np.zeros(size, np.int64)
    linked = np.empty(size, np.int64)
    for one in range(size):
        if (levels[one] == _BAR).any():
            barred += 1
        if (levels[one] >= _REVIEW).any():
            linked[related] = one
            related += 1
            for other in range(one):
                if levels[one, other] >= _REVIEW and group[other] != group[one]:
                    group[group == group[other]] = group[one]
    lots.received[lot], lots.after_bar[lot], lots.groups[lot] = size, size - barred, len(np.unique(group))
    if related > MOST:
        lots.independent[lot] = -1
        return
    for at in range(related):
        for other in range(related):
            if levels[linked[at], linked[other]] >= _REVIEW:
                neighbours[at] |= np.int64(1) << other
    lots.independent[lot] = size - related + _largest((1 << related) - 1, neighbours)


@bare
def _largest(alive: int, neighbours: Words) -> int:
    """The size of the largest set of nodes no two of which are neighbours."""
    if alive == 0:
        return 0
    least, most, fewest, node = 64, -1, 0, 0
    for at in range(64):
        if alive >> at & 1:
            degree = _bits(neighbours[at] & alive)
            if degree < least:
                least, fewest = degree, at
            if degree > most:
                most, node = degree, at
    if least <= 1:
        return 1 + _largest(alive & ~(int(neighbours[fewest]) | 1 << fewest), neighbours)
    without = alive & ~(1 << node)
    return max(_largest(without, neighbours), 1 + _largest(without & ~int(neighbours[node]), neighbours))


@bare
def _bits(word: int) -> int:
    count = 0
    while word:
        word &= word - 1
        count += 1
    return count
