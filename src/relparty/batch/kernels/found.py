"""The ties of a pair as they are found, and room for them."""

from __future__ import annotations

from typing import NamedTuple

from relparty.batch.kernels.compiled import bare
from relparty.batch.kernels.register import Int32s, Int64s
from relparty.batch.kernels.space import Space, most_ties, numbers, words

PROBABLE, CONFIRMED = 1, 2
"""How sure a tie is."""
NO_SHARE = -1
A_HOLDS_B, B_HOLDS_A = -1, -2


class Found(NamedTuple):
    """Ties one behind the other: row of the table, certainty, the party they are about, steps, effective share (0.0001 %)."""

    size: Int64s
    row: Int32s
    certainty: Int32s
    about: Int32s
    """The united node; `A_HOLDS_B` or `B_HOLDS_A` for ties between the bidders alone."""
    hops: Int32s
    share: Int32s


@bare
def room(space: Space, nodes: int) -> Found:
    """Room for the ties of a pair of a lot of so many parties."""
    ties = most_ties(nodes)
    return Found(
        words(space, 1)[0],
        numbers(space, ties)[0],
        numbers(space, ties)[0],
        numbers(space, ties)[0],
        numbers(space, ties)[0],
        numbers(space, ties)[0],
    )


@bare
def add(found: Found, row: int, certainty: int, about: int, hops: int, share: int) -> None:
    """Adds a tie; there is room for every tie that a pair can have."""
    at = found.size[0]
    found.size[0] += 1
    found.row[at], found.certainty[at], found.about[at], found.hops[at], found.share[at] = row, certainty, about, hops, share
