"""The three ways to count a lot's quotes, as `relparty.counting` has them, over bits of a word."""

from __future__ import annotations

import numpy as np

from relparty.batch.kernels.compiled import bare, compiled
from relparty.batch.kernels.register import Int32s, Int64s
from relparty.batch.kernels.results import LotRows
from relparty.batch.kernels.space import Space, filled, words
from relparty.model.finding import Level

MOST = 24
"""Up to how many related bidders are searched here; the search grows fast where it does not divide, as the core's does."""

_REVIEW, _BAR = int(Level.REVIEW), int(Level.BAR)


@bare
def all_apart(size: int, lot: int, lots: LotRows) -> None:
    """Writes the counts of a lot of so many quotes of which none is related to another."""
    lots.received[lot] = lots.after_bar[lot] = lots.groups[lot] = lots.independent[lot] = size


@compiled
def count(space: Space, size: int, levels: Int32s, lot: int, lots: LotRows) -> None:
    """Writes the counts of a lot of so many quotes that stand in findings of these levels with each other (see `lots`)."""
    group, linked = filled(space, size, 0)[0], filled(space, size, 0)[0]
    groups, barred, related = size, 0, 0
    for one in range(size):
        group[one] = one
        worst = 0
        for other in range(size):
            worst = max(worst, levels[one * size + other])
        if worst >= _BAR:
            barred += 1
        if worst >= _REVIEW:
            linked[related] = one
            related += 1
            for other in range(one):
                if levels[one * size + other] >= _REVIEW and group[other] != group[one]:
                    _join(group, one, group[other])
                    groups -= 1
    lots.received[lot], lots.after_bar[lot], lots.groups[lot] = size, size - barred, groups
    if related > MOST:
        lots.independent[lot] = -1
        return
    neighbours = words(space, related)[0]
    for at in range(related):
        for other in range(related):
            if levels[linked[at] * size + linked[other]] >= _REVIEW:
                neighbours[at] |= np.int64(1) << other
    lots.independent[lot] = size - related + _largest(related, neighbours, words(space, 2 * MOST + 2)[0])


@bare
def _join(group: Int32s, one: int, former: int) -> None:
    """Puts all of a former group into that of the one; nobody behind the one is in a group yet."""
    for each in range(one):
        if group[each] == former:
            group[each] = group[one]


@bare
def _largest(count: int, neighbours: Int64s, waiting: Int64s) -> int:
    """The size of the largest set of so many nodes no two of which are neighbours; who is left out of a search waits, with the size so far."""
    best, depth = 0, 1
    waiting[0], waiting[1] = (np.int64(1) << count) - 1, 0
    while depth:
        depth -= 1
        alive, size = waiting[2 * depth], waiting[2 * depth + 1]
        while alive and size + _bits(alive) > best:
            least, most, fewest, node = 64, -1, 0, 0
            for at in range(count):
                if alive >> at & 1:
                    degree = _bits(neighbours[at] & alive)
                    if degree < least:
                        least, fewest = degree, at
                    if degree > most:
                        most, node = degree, at
            if least <= 1:
                node = fewest
            else:
                waiting[2 * depth], waiting[2 * depth + 1] = alive & ~(np.int64(1) << node), size
                depth += 1
            alive &= ~(neighbours[node] | np.int64(1) << node)
            size += 1
        if not alive:
            best = max(best, size)
    return best


@bare
def _bits(word: int) -> int:
    count = 0
    while word:
        word &= word - 1
        count += 1
    return count
