"""One bidder that holds another: `direct_holding` and `control_chain` over the graph of a lot."""

from __future__ import annotations

from relparty.batch.kernels import effective, rows
from relparty.batch.kernels.compiled import bare, compiled
from relparty.batch.kernels.found import Found, add
from relparty.batch.kernels.register import Bools
from relparty.batch.kernels.space import filled, give_back, held
from relparty.batch.kernels.view import Above, View
from relparty.model.record import WHOLE

_NO_EDGE = -1


@compiled
def find(view: View, holder: int, company: int, over: Above, under: Bools, found: Found, certainty: int, about: int) -> None:
    """Adds the ties of a bidder that holds another: directly by how much, or through others by what it comes to.

    `over` are those above the company, `under` those that the holder controls, `about` says which of the two it is.
    """
    if over.layers[holder] <= 0:
        return
    edge = _edge(view, holder, company)
    is_majority = edge != _NO_EDGE and view.share[edge] > view.control_above
    row = -1
    if not is_majority and under[company]:
        row = rows.CHAIN
    elif edge == _NO_EDGE:
        row = rows.INDIRECT
    before = held(view.space)
    share = effective.shares(view, company, over, filled(view.space, view.nodes, effective.INEXACT)[0])[holder]
    give_back(view.space, before)
    if edge != _NO_EDGE:
        add(found, _variant(view, edge), certainty, about, 1, share)
    if row >= 0:
        add(found, row, certainty, about, over.layers[holder], share)


@bare
def _edge(view: View, holder: int, company: int) -> int:
    for edge in range(view.edges_at[company], view.edges_end[company]):
        if view.holder[edge] == holder:
            return edge
    return _NO_EDGE


@bare
def _variant(view: View, edge: int) -> int:
    share = view.share[edge]
    if share < 0:
        return rows.UNKNOWN
    if share > view.control_above:
        return rows.MAJORITY
    if share == WHOLE // 2:
        return rows.HALF
    largest = share
    company = view.company[edge]
    for each in range(view.edges_at[company], view.edges_end[company]):
        largest = max(largest, view.share[each])
    return rows.LARGEST if share >= largest else rows.MINORITY
