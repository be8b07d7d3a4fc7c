"""A party behind both bidders by its shares: `common_controller` and `shared_shareholder` over the graph of a lot."""

from __future__ import annotations

import numpy as np

from relparty.batch.kernels import control, effective, rows
from relparty.batch.kernels.compiled import bare, compiled
from relparty.batch.kernels.found import NO_SHARE, Found, add
from relparty.batch.kernels.pair import Pair
from relparty.batch.kernels.register import Bools, Int32s
from relparty.batch.kernels.sorting import order
from relparty.batch.kernels.space import filled, flags, give_back, held, numbers, words
from relparty.batch.kernels.view import View


@compiled
def find(view: View, pair: Pair, found: Found, certainty: int) -> None:
    """Adds the ties of two bidders with a holder in common, whether it controls both or not."""
    before = held(view.space)
    common = numbers(view.space, view.nodes)[0]
    count = _common(view, pair, common)
    if count:
        _find(view, pair, common[:count], found, certainty)
    give_back(view.space, before)


@bare
def _find(view: View, pair: Pair, common: Int32s, found: Found, certainty: int) -> None:
    share_a, share_b = filled(view.space, view.nodes, effective.INEXACT)[0], filled(view.space, view.nodes, effective.INEXACT)[0]
    if not _are_ends(view, common):  # of a hub no share is told
        effective.shares(view, pair.a, pair.over_a, share_a)
        effective.shares(view, pair.b, pair.over_b, share_b)
    rules_both, is_common = flags(view.space, len(common))[0], flags(view.space, view.nodes)[0]
    for at in range(len(common)):
        is_common[common[at]] = True
        rules_both[at] = _controls_both(view, pair, common[at])
    told = flags(view.space, len(common))[0]
    _tell(view, common, rules_both, told)
    for at in range(len(common)):
        party = common[at]
        share = NO_SHARE if view.is_end[party] else _lesser(share_a[party], share_b[party])
        if told[at]:
            row = rows.STATE if view.is_end[party] else rows.CONTROLLER
            add(found, row, certainty, view.united[party], pair.over_a.layers[party] + pair.over_b.layers[party], share)
        elif not rules_both[at] and _is_independent(pair, party) and _adds(view, pair, party, is_common):
            row = rows.HUB if view.is_end[party] else rows.HOLDER
            add(found, row, certainty, view.united[party], pair.near_a.layers[party] + pair.near_b.layers[party], share)


@bare
def _are_ends(view: View, parties: Int32s) -> bool:
    for party in parties:
        if not view.is_end[party]:
            return False
    return True


@bare
def _common(view: View, pair: Pair, common: Int32s) -> int:
    """Writes the parties above both bidders, and gives how many they are, in the order of their codes and of the companies where they stand as a node of their own."""
    nodes, keys = numbers(view.space, view.nodes)[0], words(view.space, view.nodes)[0]
    count = 0
    for node in pair.over_a.order:
        if pair.over_a.layers[node] > 0 and pair.over_b.layers[node] > 0:
            nodes[count] = node
            home = view.code[view.home[node]] if view.united[node] != node else 0
            keys[count] = (np.int64(view.code[node]) << 32) | home
            count += 1
    places = numbers(view.space, count)[0]
    order(keys, count, places)
    for at in range(count):
        common[at] = nodes[places[at]]
    return count


@compiled
def _controls_both(view: View, pair: Pair, party: int) -> bool:
    """Whether a party controls both, and not just one through the other's own control."""
    if party == pair.a or party == pair.b:
        return False
    before = held(view.space)
    under = control.controlled(view, party, -1, flags(view.space, view.nodes)[0])
    rules = under[pair.a] and under[pair.b]
    if rules and (pair.under_a[pair.b] or pair.under_b[pair.a]):
        without_a = control.controlled(view, party, pair.a, flags(view.space, view.nodes)[0])
        without_b = control.controlled(view, party, pair.b, flags(view.space, view.nodes)[0])
        rules = without_b[pair.a] and without_a[pair.b]
    give_back(view.space, before)
    return rules


@bare
def _tell(view: View, common: Int32s, rules_both: Bools, told: Bools) -> None:
    """Marks the nearest of those who control both, and the topmost; hubs only where nobody else does."""
    ruling = 0
    for at in range(len(common)):
        told[at] = rules_both[at] and not view.is_end[common[at]]
        ruling += told[at]
    if ruling > 1:
        _leave_out_between(view, common, told)
    if not ruling:
        for at in range(len(common)):
            told[at] = rules_both[at]


@compiled
def _leave_out_between(view: View, common: Int32s, told: Bools) -> None:
    """Leaves out those who control one of the others and are controlled by another, where these do not do the same to them."""
    commands, commanded = flags(view.space, len(common))[0], flags(view.space, len(common))[0]
    for one in range(len(common)):
        if not told[one]:
            continue
        before = held(view.space)
        under = control.controlled(view, common[one], -1, flags(view.space, view.nodes)[0])
        for other in range(len(common)):
            if one == other or not told[other] or not under[common[other]] or (commands[one] and commanded[other]):
                continue
            inner = held(view.space)
            if not control.controlled(view, common[other], -1, flags(view.space, view.nodes)[0])[common[one]]:
                commands[one] = commanded[other] = True
            give_back(view.space, inner)
        give_back(view.space, before)
    for at in range(len(common)):
        told[at] = told[at] and not (commands[at] and commanded[at])


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
