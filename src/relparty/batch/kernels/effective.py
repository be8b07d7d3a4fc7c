"""Effective shares, as `relparty.ownership.effective` has them, in floating point with a filter.

A result that floating point cannot round for certain is left to exact fractions (filtered exact arithmetic: Fortune and Van Wyk 1996).
"""

from __future__ import annotations

import math

from relparty.batch.kernels import rings
from relparty.batch.kernels.compiled import bare, compiled
from relparty.batch.kernels.register import Int32s
from relparty.batch.kernels.space import Floats, filled, give_back, held, numbers, weights
from relparty.batch.kernels.view import Above, View
from relparty.model.record import TOLERANCE, WHOLE

UNTOLD = -1
"""No effective share: something on the way is not told, or shares overlap to more than the whole."""
INEXACT = -2
"""To be computed in exact fractions."""

_DOUBT, _DOUBT_OF_RINGS = 1e-6, 1e-3
"""How near to the middle between two integers a share cannot be rounded that is wrong by less than a hundredth of this."""


@compiled
def shares(view: View, company: int, over: Above, found: Int32s) -> Int32s:
    """The effective share of each node in a company (0.0001 %), or UNTOLD; INEXACT, of which `found` is full, where none is written."""
    before = held(view.space)
    waiting, weight = filled(view.space, view.nodes, 0)[0], weights(view.space, view.nodes)[0]
    _count_held(view, over, waiting)
    weight[company] = WHOLE
    done = 0
    if not waiting[company]:
        done = _push(view, company, over, waiting, weight, numbers(view.space, len(over.order))[0], found)
    if done < len(over.order) and rings.settle(view, over, waiting, weight):
        for node in over.order:
            if waiting[node]:
                found[node] = _rounded(weight[node], _DOUBT_OF_RINGS)
    give_back(view.space, before)
    return found


@bare
def _push(view: View, company: int, over: Above, waiting: Int32s, weight: Floats, order: Int32s, found: Int32s) -> int:
    """Carries shares upwards from a company, each party once all that it holds is done; gives how many that are: rings are never done."""
    order[0] = company
    count, at = 1, 0
    while at < count:
        below = order[at]
        at += 1
        found[below] = _rounded(weight[below], _DOUBT)
        for edge in range(max(view.edges_at[below], 0), max(view.edges_end[below], 0)):
            holder = view.holder[edge]
            if over.layers[holder] < 0:
                continue
            weight[holder] += math.nan if view.share[edge] < 0 else weight[below] * view.share[edge] / WHOLE
            waiting[holder] -= 1
            if not waiting[holder]:
                order[count] = holder
                count += 1
    return count


@bare
def _count_held(view: View, over: Above, held: Int32s) -> None:
    """Counts how many holdings each node has within the part above a company."""
    for company in over.order:
        for edge in range(max(view.edges_at[company], 0), max(view.edges_end[company], 0)):
            if over.layers[view.holder[edge]] >= 0:
                held[view.holder[edge]] += 1


@bare
def _rounded(weight: float, doubt: float) -> int:
    if math.isnan(weight):
        return UNTOLD
    if math.isinf(weight) or abs(weight - math.floor(weight) - 0.5) < doubt:
        return INEXACT
    if weight > WHOLE + TOLERANCE + 1:  # before it is made an integer: there may be none as large
        return UNTOLD
    share = math.floor(weight + 0.5)
    return share if share <= WHOLE + TOLERANCE else UNTOLD
