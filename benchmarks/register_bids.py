"""Lots of an invented register: two to twelve bidders, three the commonest; some bidders bid very often."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.int64]

_SIZES = np.array([0.09, 0.26, 0.18, 0.13, 0.10, 0.07, 0.05, 0.04, 0.03, 0.03, 0.02])
"""How many lots have 2, 3, ... 12 bidders."""


def bids(rng: np.random.Generator, lots: int, bidders: Codes, tied: Codes) -> tuple[Codes, Codes, Codes]:
    """The lot and the bidder of each bid, and the lot of each tied pair; nobody bids twice in a lot but who is told to."""
    sizes = 2 + rng.choice(len(_SIZES), lots, p=_SIZES)
    lot = np.repeat(np.arange(lots), sizes)
    bidder = _drawn(rng, bidders, len(lot))
    firsts = np.cumsum(sizes) - sizes
    lot_of_pair = rng.permutation(lots)[: len(tied)]
    bidder[firsts[lot_of_pair]] = tied[:, 0]
    bidder[firsts[lot_of_pair] + sizes[lot_of_pair] - 1] = tied[:, 1]
    size = int(max(bidders.max(), tied.max(initial=0))) + 1
    kept = np.zeros(len(lot), np.bool_)
    kept[firsts[lot_of_pair]] = kept[firsts[lot_of_pair] + sizes[lot_of_pair] - 1] = True
    while len(twice := _again(lot * size + bidder, kept)):
        bidder[twice] = _drawn(rng, bidders, len(twice))
    return lot, bidder, lot_of_pair


def _drawn(rng: np.random.Generator, bidders: Codes, count: int) -> Codes:
    return bidders[(len(bidders) * rng.random(count) ** 1.5).astype(np.int64)]


def _again(keys: Codes, kept: npt.NDArray[np.bool_]) -> Codes:
    """The rows, but for those to keep, whose key stands in an earlier row."""
    order = np.argsort(keys, kind="stable")
    later: Codes = order[1:][keys[order[1:]] == keys[order[:-1]]]
    left: Codes = later[~kept[later]]
    return left
