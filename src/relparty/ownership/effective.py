"""Effective share: the product along a chain, summed over all chains, loops handled exactly.

This is integrated ownership, A (I - A)^-1 (Brioschi, Buzzacchi and Colombo 1989), solved in exact
fractions one strongly connected part at a time. It says how much of a company's result reaches a holder;
it never says who controls.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from relparty.model.record import WHOLE
from relparty.ownership.holdings import holding

if TYPE_CHECKING:
    from relparty.ownership.holdings import HoldingGraph

Shares = Mapping[str, int | None]


def effective_shares(graph: HoldingGraph, company: str, above: frozenset[str]) -> Shares:
    """The effective share of each party above a company, as integers of 0.0001 % (nearest).

    None where a share on the way is not told, or where a ring of 100 % owns itself and has no answer.
    """
    import networkx as nx

    part = graph.subgraph(above | {company})
    weights: dict[str, Fraction | None] = {}
    rings = nx.condensation(part)
    for number in reversed(list(nx.topological_sort(rings))):
        weights.update(_solve(part, rings.nodes[number]["members"], company, weights))
    return {party: None if weight is None else round(weight * WHOLE) for party, weight in weights.items() if party != company}


def _solve(part: HoldingGraph, ring: set[str], target: str, known: Mapping[str, Fraction | None]) -> dict[str, Fraction | None]:
    """The weights of one strongly connected part: w(x) = sum over held y of a(x, y) * (w(y) + [y is target])."""
    names = sorted(ring)
    constant = {name: _from_below(part, name, ring, target, known) for name in names}
    if any(value is None for value in constant.values()) or any(
        holding(part, a, b).percent is None for a in names for b in part.successors(a) if b in ring
    ):
        return dict.fromkeys(names)
    if len(names) == 1:
        return {names[0]: constant[names[0]]}
    rows = [[Fraction(int(a == b)) - _share(part, a, b) for b in names] + [_known(constant[a])] for a in names]
    solution = _gauss(rows)
    return dict.fromkeys(names) if solution is None else dict(zip(names, solution, strict=True))


def _from_below(part: HoldingGraph, name: str, ring: set[str], target: str, known: Mapping[str, Fraction | None]) -> Fraction | None:
    total = Fraction(0)
    for below in part.successors(name):
        share = holding(part, name, below).percent
        weight = Fraction(0) if below in ring else known[below]
        if share is None or weight is None:
            return None
        total += Fraction(share, WHOLE) * (weight + int(below == target))
    return total


def _share(part: HoldingGraph, holder: str, company: str) -> Fraction:
    if not part.has_edge(holder, company):
        return Fraction(0)
    return Fraction(holding(part, holder, company).percent or 0, WHOLE)


def _known(value: Fraction | None) -> Fraction:
    if value is None:
        raise ValueError("a part with an unknown share is not solved")
    return value


def _gauss(rows: list[list[Fraction]]) -> list[Fraction] | None:
    """The solution of a square system in exact fractions, or None when it has no single one.

    Rows are kept sparse and eliminated downwards alone: the system of a ring is nearly all zeros, and fractions grow.
    """
    size = len(rows)
    filled = [{at: value for at, value in enumerate(row) if value} for row in rows]
    for column in range(size):
        pivot = next((row for row in range(column, size) if filled[row].get(column)), None)
        if pivot is None:
            return None
        filled[column], filled[pivot] = filled[pivot], filled[column]
        for row in filled[column + 1 :]:
            if row.get(column):
                _eliminate(row, filled[column], column)
    solution: dict[int, Fraction] = {}
    for column in reversed(range(size)):
        row = filled[column]
        known = sum((value * solution[at] for at, value in row.items() if column < at < size), Fraction(0))
        solution[column] = (row.get(size, Fraction(0)) - known) / row[column]
    return [solution[column] for column in range(size)]


def _eliminate(row: dict[int, Fraction], pivot: Mapping[int, Fraction], column: int) -> None:
    factor = row[column] / pivot[column]
    for at, value in pivot.items():
        row[at] = row.get(at, Fraction(0)) - factor * value
