"""Room for what a kernel needs for a while: taken off the front of arrays that are there, and given back in the other order.

What is taken comes in a tuple: numba lets no function without memory of its own give an array by itself. Nothing is ever wanting: `space` makes so much of each that one pair after the other of any lot that the scratch holds finds enough.
"""

from __future__ import annotations

from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from relparty.batch.kernels.compiled import bare
from relparty.batch.kernels.register import Bools, Int32s, Int64s

Floats = NDArray[np.float64]
Taken = tuple[int, int, int, int]
Cells = TypeVar("Cells", Int32s, Int64s, Floats, Bools)

_TIES_A_PARTY = 6
"""The ties that two bidders can have with one party, at both certainties."""

MOST_IN_RINGS = 62
"""How many may stand in rings or above them: a bit each, and a cell each with each."""


class Space(NamedTuple):
    """Cells of each kind, and how many of them are taken."""

    taken: Int64s
    int32s: Int32s
    int64s: Int64s
    floats: Floats
    flags: Bools


def space(nodes: int, bids: int) -> Space:
    """Room for what is needed at once of a lot of so many parties, its rows twice as many, and so many bids.

    Of int32s that is: rows of the wider view 4, meetings 2, ties 5 each, who is above and near 8, the places of two bidders' persons 14 or less for
    holders and grading, a party; of the others less.
    """
    pairs, words, few = bids * bids, bids // 64 + 1, 256
    ties = _TIES_A_PARTY * nodes
    return Space(
        np.zeros(4, np.int64),
        np.zeros(4 * nodes + 2 * nodes + 5 * ties + 8 * nodes + 14 * nodes + pairs + 4 * bids + few, np.int32),
        np.zeros((words + 1) * nodes + ties + 2 * bids + few, np.int64),
        np.zeros(nodes + MOST_IN_RINGS * (MOST_IN_RINGS + 1), np.float64),
        np.zeros(16 * nodes + pairs + few, np.bool_),
    )


@bare
def most_ties(nodes: int) -> int:
    """How many ties two bidders of a lot of so many parties can have."""
    return _TIES_A_PARTY * nodes + 8


@bare
def held(space: Space) -> Taken:
    """How much is taken now: what is taken from here on is given back by `give_back`."""
    return space.taken[0], space.taken[1], space.taken[2], space.taken[3]


@bare
def give_back(space: Space, before: Taken) -> None:
    """Frees all that was taken since."""
    space.taken[0], space.taken[1], space.taken[2], space.taken[3] = before


@bare
def numbers(space: Space, count: int) -> tuple[Int32s]:
    """So many numbers that hold anything."""
    return _taken(space.int32s, space.taken, 0, count)


@bare
def filled(space: Space, count: int, value: int) -> tuple[Int32s]:
    """So many numbers of one value."""
    return _filled(_taken(space.int32s, space.taken, 0, count), value)


@bare
def words(space: Space, count: int) -> tuple[Int64s]:
    """So many long numbers, all 0."""
    return _filled(_taken(space.int64s, space.taken, 1, count), 0)


@bare
def weights(space: Space, count: int) -> tuple[Floats]:
    """So many weights, all 0."""
    return _filled(_taken(space.floats, space.taken, 2, count), 0)


@bare
def flags(space: Space, count: int) -> tuple[Bools]:
    """So many flags, none set."""
    return _filled(_taken(space.flags, space.taken, 3, count), 0)


@bare
def _taken(cells: Cells, taken: Int64s, sort: int, count: int) -> tuple[Cells]:
    at = taken[sort]
    taken[sort] = at + count
    return (cells[at : at + count],)


@bare
def _filled(taken: tuple[Cells], value: int) -> tuple[Cells]:
    for place in range(len(taken[0])):
        taken[0][place] = value
    return taken
