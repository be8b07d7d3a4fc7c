"""What kernels leave to the core: shares that only exact fractions can round, and independent bidders among very many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from relparty.batch.bids import Bid
from relparty.batch.case import case
from relparty.batch.kernels.rows import ROWS
from relparty.bundle.reading import Bundle
from relparty.counting import largest_independent_set
from relparty.model.finding import Level
from relparty.model.lot import Lot
from relparty.names.rarity import BUILT_IN
from relparty.ownership.snapshot import Snapshot
from relparty.settings import Limits

if TYPE_CHECKING:
    from relparty.batch.kernels.results import LotRows, PairRows


def complete_shares(bundle: Bundle, day: date, pairs: PairRows) -> None:
    """Fills in the effective shares of findings that kernels could not round, from the graph of those bidders alone."""
    import numpy as np

    from relparty.batch.kernels.effective import INEXACT, UNTOLD
    from relparty.batch.kernels.found import CONFIRMED

    for _, places in groupby(np.flatnonzero(pairs.share == INEXACT).tolist(), lambda at: int(pairs.lot[at])):
        asked = tuple(places)
        current = _snapshots(bundle, day, {int(code) for at in asked for code in (pairs.bidder_a[at], pairs.bidder_b[at])})
        for at in asked:
            share = _share(bundle, current[0 if pairs.certainty[at] == CONFIRMED else -1], pairs, at)
            pairs.share[at] = UNTOLD if share is None else share


def _snapshots(bundle: Bundle, day: date, bidders: set[int]) -> tuple[Snapshot, ...]:
    """The day seen by some bidders; what ended before it has no share."""
    told = Lot("", "", "", day, day, lookback_months=0)
    return case(bundle, told, [Bid(str(code), code) for code in sorted(bidders)], BUILT_IN, Limits()).snapshots


def _share(bundle: Bundle, snapshot: Snapshot, pairs: PairRows, at: int) -> int | None:
    """The effective share of one bidder in the other, or the lesser of a third party's in both."""
    from relparty.batch.kernels.found import A_HOLDS_B, B_HOLDS_A

    one, other = (f"{bundle.same(int(code))[0]:010d}" for code in (pairs.bidder_a[at], pairs.bidder_b[at]))
    via = int(pairs.via[at])
    if via == A_HOLDS_B:
        return snapshot.effective(one, other)
    if via == B_HOLDS_A:
        return snapshot.effective(other, one)
    without = ROWS[pairs.row[at]][0] == "shared_shareholder"
    over = snapshot.above(one, other if without else ""), snapshot.above(other, one if without else "")
    standing = min(
        party
        for party in over[0].keys() & over[1].keys()
        if snapshot.subject(party) == f"{via:010d}" and over[0][party] + over[1][party] == pairs.hops[at]
    )  # a person without a token may stand above both in several companies, each time as a party of its own
    shares = [snapshot.effective(standing, node) for node in (one, other)]
    return None if None in shares else min(share for share in shares if share is not None)


def complete_counts(pairs: PairRows, lots: LotRows, bidders_of: Sequence[Sequence[int]]) -> None:
    """Fills in the largest number of independent bidders where very many are related."""
    import numpy as np

    for number in np.flatnonzero(lots.independent < 0).tolist():
        names = [str(code) for code in bidders_of[number]]
        linked = (pairs.lot == number) & (pairs.level >= Level.REVIEW)
        neighbours: dict[str, set[str]] = defaultdict(set, {name: set() for name in names})
        for a, b in zip(pairs.bidder_a[linked].tolist(), pairs.bidder_b[linked].tolist(), strict=True):
            if a != b:
                neighbours[str(a)].add(str(b))
                neighbours[str(b)].add(str(a))
        lots.independent[number] = largest_independent_set(neighbours)
