"""Two bidders of a lot, and what every rule asks of them."""

from __future__ import annotations

from typing import NamedTuple

from relparty.batch.kernels import control
from relparty.batch.kernels.compiled import compiled
from relparty.batch.kernels.register import Bools
from relparty.batch.kernels.space import flags
from relparty.batch.kernels.view import Above, View, above


class Pair(NamedTuple):
    """Two bidders that are not one company: who stands above each, also without the other, and what each controls."""

    a: int
    b: int
    over_a: Above
    over_b: Above
    near_a: Above
    near_b: Above
    under_a: Bools
    under_b: Bools


@compiled
def pair_of(view: View, a: int, b: int, over_a: Above, over_b: Above) -> Pair:
    """The pair of two nodes above which stand those."""
    near_a = above(view, a, b) if over_a.layers[b] > 0 else over_a
    near_b = above(view, b, a) if over_b.layers[a] > 0 else over_b
    under_a = control.controlled(view, a, -1, flags(view.space, view.nodes)[0])
    under_b = control.controlled(view, b, -1, flags(view.space, view.nodes)[0])
    return Pair(a, b, over_a, over_b, near_a, near_b, under_a, under_b)
