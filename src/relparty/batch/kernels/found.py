"""The ties of a pair as they are found, and room for them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from relparty.batch.kernels.compiled import bare, compiled
from relparty.batch.kernels.register import Int8s, Int32s, Int64s

PROBABLE, CONFIRMED = 1, 2
"""How sure a tie is."""
NO_SHARE = -1
A_HOLDS_B, B_HOLDS_A = -1, -2


class Found(NamedTuple):
    """Ties one behind the other: row of the table, certainty, the party they are about, steps, effective share (0.0001 %)."""

    size: Int64s
    row: Int8s
    certainty: Int8s
    about: Int32s
    """The united node; `A_HOLDS_B` or `B_HOLDS_A` for ties between the bidders alone."""
    hops: Int32s
    share: Int32s


@compiled
def room(ties: int) -> Found:
    """Room for so many ties."""
    return Found(
        np.zeros(1, np.int64),
        np.empty(ties, np.int8),
        np.empty(ties, np.int8),
        np.empty(ties, np.int32),
        np.empty(ties, np.int32),
        np.empty(ties, np.int32),
    )


@bare
def add(found: Found, row: int, certainty: int, about: int, hops: int, share: int) -> None:
    """Adds a tie; there is room for every tie that a pair can have."""
    at = found.size[0]
    found.size[0] += 1
    found.row[at], found.certainty[at], found.about[at], found.hops[at], found.share[at] = row, certainty, about, hops, share
