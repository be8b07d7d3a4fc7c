"""What kernels write: the findings of pairs and the counts of lots."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from relparty.batch.kernels.register import Bools, Int8s, Int32s, Int64s


class PairRows(NamedTuple):
    """Findings about pairs, one behind the other: codes, the row of the rules' table, level, certainty, share in 0.0001 %."""

    lot: Int32s
    bidder_a: Int32s
    bidder_b: Int32s
    row: Int8s
    level: Int8s
    certainty: Int8s
    hops: Int32s
    share: Int32s
    via: Int32s
    """The party shared; `A_HOLDS_B` or `B_HOLDS_A` where the tie is between the bidders alone."""


class LotRows(NamedTuple):
    """What is counted of each lot."""

    received: Int32s
    after_bar: Int32s
    groups: Int32s
    independent: Int32s
    """-1 where it is left to the exact search of the core: lots of very many related bidders."""
    level: Int8s
    """The most serious finding about a pair; 0 for none."""
    unchecked: Bools
    """Whether a bidder is not in the register, or a chain above one ends before its top."""
    around: Int64s
    """A number for all that the register tells of the bidders and of those above them."""


def pair_rows(count: int) -> PairRows:
    """Room for so many findings."""

    def small() -> Int8s:
        return np.empty(count, np.int8)

    def numbers() -> Int32s:
        return np.empty(count, np.int32)

    return PairRows(numbers(), numbers(), numbers(), small(), small(), small(), numbers(), numbers(), numbers())


def lot_rows(count: int) -> LotRows:
    """Room for so many lots."""

    def numbers() -> Int32s:
        return np.zeros(count, np.int32)

    return LotRows(
        numbers(), numbers(), numbers(), numbers(), np.zeros(count, np.int8), np.zeros(count, np.bool_), np.zeros(count, np.int64)
    )
