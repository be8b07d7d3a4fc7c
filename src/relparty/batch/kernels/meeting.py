"""Which bidders of a lot meet anywhere: the few pairs that the rules are asked of."""

from __future__ import annotations

import numpy as np

from relparty.batch.kernels.compiled import bare
from relparty.batch.kernels.register import Bools, Int32s, Int64s
from relparty.batch.kernels.space import give_back, held, numbers, words
from relparty.batch.kernels.view import View, climb

_BITS = 64


@bare
def meetings(view: View, codes: Int32s, nodes: Int32s, meet: Bools) -> bool:
    """Whether any two bids have a party in common, above them or serving there, whoever counts as one person; writes which.

    Two bids of one bidder whom the register does not have meet as well. `nodes` are the bidders in the graph; of bids i and j `meet[i * bids + j]` tells.
    """
    before = held(view.space)
    width = (len(codes) + _BITS - 1) // _BITS
    who = words(view.space, view.nodes * width)[0]
    _mark(view, nodes, width, numbers(view.space, view.nodes)[0], numbers(view.space, view.nodes)[0], who)
    found = _meet(codes, view.nodes, width, who, meet)
    give_back(view.space, before)
    return found


@bare
def _mark(view: View, nodes: Int32s, width: int, layers: Int32s, order: Int32s, who: Int64s) -> None:
    """Marks each party with the bids that it stands behind, a bit a bid, in so many words a party."""
    for node in range(view.nodes):
        layers[node] = -1
    for at in range(len(nodes)):
        if nodes[at] < 0:
            continue
        word, bit = at // _BITS, np.int64(1) << (at % _BITS)
        count = climb(view, nodes[at], -1, layers, order)
        for place in range(count):
            node = order[place]
            layers[node] = -1
            who[view.united[node] * width + word] |= bit
            for post in range(max(view.posts_at[node], 0), max(view.posts_end[node], 0)):
                who[view.united[view.officer[post]] * width + word] |= bit


@bare
def _meet(codes: Int32s, parties: int, width: int, who: Int64s, meet: Bools) -> bool:
    is_any = False
    for node in range(parties):
        if _is_alone(who, node * width, width):
            continue
        for one in range(len(codes)):
            if who[node * width + one // _BITS] >> (one % _BITS) & 1:
                for other in range(one + 1, len(codes)):
                    if who[node * width + other // _BITS] >> (other % _BITS) & 1:
                        meet[one * len(codes) + other] = is_any = True
    for one in range(len(codes)):
        for other in range(one + 1, len(codes)):
            if codes[one] < 0 and codes[one] == codes[other]:
                meet[one * len(codes) + other] = is_any = True
    return is_any


@bare
def _is_alone(who: Int64s, begin: int, width: int) -> bool:
    """Whether fewer than two bids have the party."""
    seen = 0
    for at in range(begin, begin + width):
        bits = who[at]
        if bits:
            seen += 1
            if bits & (bits - 1):
                return False
    return seen < 2
