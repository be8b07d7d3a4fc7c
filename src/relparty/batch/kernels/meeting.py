"""Which bidders of a lot meet anywhere: the few pairs that the rules are asked of."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from relparty.batch.kernels.compiled import bare, compiled
from relparty.batch.kernels.register import Bools, Int32s
from relparty.batch.kernels.view import View, climb

_BITS = 64

Words = NDArray[np.int64]


@compiled
def meetings(view: View, codes: Int32s, nodes: Int32s, meet: Bools) -> bool:
    """Whether any two bids have a party in common, above them or serving there, whoever counts as one person; writes which.

    Two bids of one bidder whom the register does not have meet as well. `nodes` are the bidders in the graph.
    """
    who = np.zeros((view.nodes, (len(codes) + _BITS - 1) // _BITS), np.int64)
    _mark(view, nodes, np.empty(view.nodes, np.int32), np.empty(view.nodes, np.int32), who)
    return _meet(codes, who, meet)


@bare
def _mark(view: View, nodes: Int32s, layers: Int32s, order: Int32s, who: Words) -> None:
    """Marks each party with the bids that it stands behind, a bit a bid."""
    for at in range(len(nodes)):
        if nodes[at] < 0:
            continue
        word, bit = at // _BITS, np.int64(1) << (at % _BITS)
        for node in range(view.nodes):
            layers[node] = -1
        for place in range(climb(view, nodes[at], -1, layers, order)):
            node = order[place]
            who[view.united[node], word] |= bit
            for post in range(max(view.posts_at[node], 0), max(view.posts_end[node], 0)):
                who[view.united[view.officer[post]], word] |= bit


@bare
def _meet(codes: Int32s, who: Words, meet: Bools) -> bool:
    is_any = False
    for node in range(len(who)):
        if _is_alone(who, node):
            continue
        for one in range(len(codes)):
            if who[node, one // _BITS] >> (one % _BITS) & 1:
                for other in range(one + 1, len(codes)):
                    if who[node, other // _BITS] >> (other % _BITS) & 1:
                        meet[one, other] = is_any = True
    for one in range(len(codes)):
        for other in range(one + 1, len(codes)):
            if codes[one] < 0 and codes[one] == codes[other]:
                meet[one, other] = is_any = True
    return is_any


@bare
def _is_alone(who: Words, node: int) -> bool:
    """Whether fewer than two bids have the party."""
    seen = 0
    for word in range(who.shape[1]):
        bits = who[node, word]
        if bits:
            seen += 1
            if bits & (bits - 1):
                return False
    return seen < 2
