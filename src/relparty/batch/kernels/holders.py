"""A party behind both bidders by its shares: `common_controller` and `shared_shareholder` over the graph of a lot."""

from __future__ import annotations

import numpy as np

from relparty.batch.kernels import control, effective, rows
from relparty.batch.kernels.compiled import bare, compiled
from relparty.batch.kernels.found import NO_SHARE, Found, add
from relparty.batch.kernels.pair import Pair
from relparty.batch.kernels.register import Bools, Int32s
from relparty.batch.kernels.view import View


@compiled
def find(view: View, pair: Pair, found: Found, certainty: int) -> None:
    """Adds the ties of two bidders with a holder in common, whether it controls both or not."""
    common = _common(view, pair)
    if not len(common):
        return
    if view.is_end[common].all():  # of a hub no share is told
        share_a = share_b = common
    else:
        share_a, share_b = effective.shares(view, pair.a, pair.over_a), effective.shares(view, pair.b, pair.over_b)
    rules_both = np.zeros(len(common), np.bool_)
    for at in range(len(common)):
        rules_both[at] = _controls_both(view, pair, common[at], control.controlled(view, common[at], -1))
    told = _telling(view, common, rules_both)
    is_common = np.zeros(view.nodes, np.bool_)
    is_common[common] = True
    for at in range(len(common)):
        party = common[at]
        share = NO_SHARE if view.is_end[party] else _lesser(share_a[party], share_b[party])
        if told[at]:
            row = rows.STATE if view.is_end[party] else rows.CONTROLLER
            add(found, row, certainty, view.united[party], pair.over_a.layers[party] + pair.over_b.layers[party], share)
        elif not rules_both[at] and _is_independent(pair, party) and _adds(view, pair, party, is_common):
            row = rows.HUB if view.is_end[party] else rows.HOLDER
            add(found, row, certainty, view.united[party], pair.near_a.layers[party] + pair.near_b.layers[party], share)


@compiled
def _common(view: View, pair: Pair) -> Int32s:
    """The parties above both bidders, in the order of their codes and of the companies where they stand as a node of their own."""
    found = np.empty(view.nodes, np.int32)
    order = np.empty(view.nodes, np.int64)
    count = 0
    for node in pair.over_a.order:
        if pair.over_a.layers[node] > 0 and pair.over_b.layers[node] > 0:
            found[count] = node
            home = view.code[view.home[node]] if view.united[node] != node else 0
            order[count] = (np.int64(view.code[node]) << 32) | home
            count += 1
    return found[np.argsort(order[:count])]


@compiled
def _controls_both(view: View, pair: Pair, party: int, under: Bools) -> bool:
    """Whether a party controls both, and not just one through the other's own control."""
    if party == pair.a or party == pair.b or not under[pair.a] or not under[pair.b]:
        return False
    if not pair.under_a[pair.b] and not pair.under_b[pair.a]:
        return True
    return control.controlled(view, party, pair.b)[pair.a] and control.controlled(view, party, pair.a)[pair.b]


@compiled
def _telling(view: View, common: Int32s, rules_both: Bools) -> Bools:
    """The nearest of those who control both, and the topmost; hubs only where nobody else does."""
    plain = rules_both & ~view.is_end[common]
    if not plain.any():
        return rules_both
    ruling = common[plain]
    if len(ruling) == 1:
        return plain
    under = np.zeros((len(ruling), len(ruling)), np.bool_)
    for one in range(len(ruling)):
        under[one] = control.controlled(view, ruling[one], -1)[ruling]
    told = plain.copy()
    for one, at in enumerate(np.nonzero(plain)[0]):
        commands = commanded = False
        for other in range(len(ruling)):
            commands |= under[one, other] and not under[other, one]
            commanded |= under[other, one] and not under[one, other]
        told[at] = not (commands and commanded)
    return told


@bare
def _is_independent(pair: Pair, party: int) -> bool:
    """Whether the party stands above each bidder otherwise than through the other."""
    return party != pair.a and party != pair.b and pair.near_a.layers[party] > 0 and pair.near_b.layers[party] > 0


@bare
def _adds(view: View, pair: Pair, party: int, is_common: Bools) -> bool:
    """Whether the party reaches a bidder otherwise than through another common holder."""
    for company in view.loaded:
        for edge in range(view.edges_at[company], view.edges_end[company]):
            if view.holder[edge] != party:
                continue
            if company == pair.a or company == pair.b:
                return True
            if not is_common[company] and (pair.over_a.layers[company] > 0 or pair.over_b.layers[company] > 0):
                return True
    return False


@bare
def _lesser(one: int, other: int) -> int:
    """The lesser of two effective shares: the party stands behind both by no more."""
    if one == effective.INEXACT or other == effective.INEXACT:
        return effective.INEXACT
    return min(one, other)
