"""Effective shares, as `relparty.ownership.effective` has them, in floating point with a filter.

A result that floating point cannot round for certain, and rings, are left to exact fractions (filtered exact
arithmetic: Fortune and Van Wyk 1996).
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from relparty.batch.kernels.compiled import bare, compiled
from relparty.batch.kernels.register import Int32s
from relparty.batch.kernels.view import Above, View
from relparty.model.record import TOLERANCE, WHOLE

UNTOLD = -1
"""No effective share: something on the way is not told, or shares overlap to more than the whole."""
INEXACT = -2
"""To be computed in exact fractions."""

_DOUBT = 1e-6
"""How near to the middle between two integers a share, wrong by less than 1e-8, cannot be rounded."""

Floats = NDArray[np.float64]


@compiled
def shares(view: View, company: int, over: Above) -> Int32s:
    """The effective share of each node in a company (0.0001 %), or UNTOLD or INEXACT."""
    found = np.full(view.nodes, INEXACT, np.int32)
    waiting = np.zeros(view.nodes, np.int32)
    _count_held(view, over, waiting)
    if not waiting[company]:
        _push(view, company, over, waiting, np.zeros(view.nodes), np.empty(len(over.order), np.int32), found)
    return found


@bare
def _push(view: View, company: int, over: Above, waiting: Int32s, weight: Floats, order: Int32s, found: Int32s) -> None:
    """Carries shares upwards from a company, each party once all that it holds is done; rings are never done."""
    weight[company] = WHOLE
    order[0] = company
    count, at = 1, 0
    while at < count:
        below = order[at]
        at += 1
        found[below] = _rounded(weight[below])
        for edge in range(max(view.edges_at[below], 0), max(view.edges_end[below], 0)):
            holder = view.holder[edge]
            if over.layers[holder] < 0:
                continue
            weight[holder] += math.nan if view.share[edge] < 0 else weight[below] * view.share[edge] / WHOLE
            waiting[holder] -= 1
            if not waiting[holder]:
                order[count] = holder
                count += 1


@bare
def _count_held(view: View, over: Above, held: Int32s) -> None:
    """Counts how many holdings each node has within the part above a company."""
    for company in over.order:
        for edge in range(max(view.edges_at[company], 0), max(view.edges_end[company], 0)):
            if over.layers[view.holder[edge]] >= 0:
                held[view.holder[edge]] += 1


@bare
def _rounded(weight: float) -> int:
    if math.isnan(weight):
        return UNTOLD
    if abs(weight - math.floor(weight) - 0.5) < _DOUBT:
        return INEXACT
    share = math.floor(weight + 0.5)
    return share if share <= WHOLE + TOLERANCE else UNTOLD
