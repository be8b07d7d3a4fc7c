"""A person at both bidders: `same_head` and `shared_person` over the graph of a lot."""

from __future__ import annotations

from relparty.batch.kernels import rows
from relparty.batch.kernels.compiled import bare, compiled
from relparty.batch.kernels.found import NO_SHARE, Found, add
from relparty.batch.kernels.pair import Pair
from relparty.batch.kernels.register import Int32s
from relparty.batch.kernels.space import filled, give_back, held
from relparty.batch.kernels.view import Above, View
from relparty.bundle.layout import OFFICES
from relparty.model.record import OfficeKind

_HEAD_OFFICE = OFFICES.index(OfficeKind.HEAD)
_HEAD, _OFFICER, _HOLDER = range(3)
_ABOVE = 3
"""Where the positions in companies above begin: least layers of head, officer, holder there."""
_SHARE = 6
"""The share held in the bidder itself."""
_PLACES = 7
_FAR = (1 << 30) + 1
"""More than any layers, and than any share that rows add up to (see `graph`)."""


@compiled
def find(view: View, pair: Pair, found: Found, certainty: int) -> None:
    """Adds the ties of two bidders that share a person."""
    before = held(view.space)
    at_a, at_b = filled(view.space, _PLACES * view.nodes, _FAR)[0], filled(view.space, _PLACES * view.nodes, _FAR)[0]
    _fill(view, pair.near_a, at_a)
    _fill(view, pair.near_b, at_b)
    _compare(view, at_a, at_b, found, certainty)
    give_back(view.space, before)


@bare
def _of(positions: Int32s, node: int) -> tuple[Int32s]:
    """What one node is."""
    return (positions[node * _PLACES : (node + 1) * _PLACES],)


@bare
def _compare(view: View, at_a: Int32s, at_b: Int32s, found: Found, certainty: int) -> None:
    for person in range(view.nodes):
        one, other = _of(at_a, person)[0], _of(at_b, person)[0]
        if one[_SHARE] == _FAR or other[_SHARE] == _FAR:
            continue
        about = view.united[person]
        if one[_HEAD] == 0 and other[_HEAD] == 0:
            add(found, rows.SAME_HEAD, certainty, about, 2, NO_SHARE)
        if _is_head_and_majority(view, one, other) or _is_head_and_majority(view, other, one):
            add(found, rows.HEAD_AND_MAJORITY, certainty, about, 2, NO_SHARE)
        elif _is_mix(one, other):
            add(found, rows.MIX, certainty, about, 2, NO_SHARE)
        else:
            layers = _upper(one, other)
            if layers < _FAR:
                add(found, rows.UPPER, certainty, about, 2 + layers, NO_SHARE)


@bare
def _fill(view: View, near: Above, found: Int32s) -> None:
    """Writes what each node is at a bidder (0) and in how few layers above it (1 and more); `_SHARE` stays `_FAR` for who is nothing."""
    for company in near.order:
        begin = _ABOVE if near.layers[company] else 0
        for post in range(max(view.posts_at[company], 0), max(view.posts_end[company], 0)):
            sort = _HEAD if view.office[post] == _HEAD_OFFICE else _OFFICER
            _note(_of(found, view.officer[post])[0], begin + sort, near.layers[company])
        if view.is_end[company]:
            continue
        for edge in range(max(view.edges_at[company], 0), max(view.edges_end[company], 0)):
            holder = view.holder[edge]
            if view.is_person[holder]:
                _note(_of(found, holder)[0], begin + _HOLDER, near.layers[company])
                if not begin:
                    _of(found, holder)[0][_SHARE] = view.share[edge]


@bare
def _note(position: Int32s, sort: int, layers: int) -> None:
    position[sort] = min(position[sort], layers)
    if position[_SHARE] == _FAR:
        position[_SHARE] = 0


@bare
def _is_head_and_majority(view: View, head: Int32s, holder: Int32s) -> bool:
    return head[_HEAD] == 0 and holder[_HOLDER] == 0 and holder[_SHARE] > view.control_above


@bare
def _is_mix(one: Int32s, other: Int32s) -> bool:
    """Whether two positions at the bidders themselves are not covered by a rule of their own."""
    for sort in range(3):
        for other_sort in range(3):
            if one[sort] == 0 and other[other_sort] == 0 and (sort != other_sort or sort == _OFFICER):
                return True
    return False


@bare
def _upper(one: Int32s, other: Int32s) -> int:
    """The fewest layers between two positions of which one at least is in a company above; two holders are covered elsewhere."""
    least = _FAR
    for sort in range(3):
        for other_sort in range(3):
            if sort == _HOLDER and other_sort == _HOLDER:
                continue
            up, other_up = int(one[_ABOVE + sort]), int(other[_ABOVE + other_sort])
            least = min(least, up + min(int(other[other_sort]), other_up), int(one[sort]) + other_up)
    return least
