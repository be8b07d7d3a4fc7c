"""Circles of companies that hold one another and that nobody else holds: however far up one looks, nobody stands there."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from relparty.ownership.holdings import HoldingGraph


def closed_circles(graph: HoldingGraph, parties: Iterable[str], is_sought: Callable[[str], bool]) -> list[tuple[str, ...]]:
    """The closed circles among parties with all above them, each by the keys of its companies in ascending order.

    Reach for it where a chain has no end and still leads to nobody: each company has holders, and all of them are within the circle.
    `is_sought` says of a party whether holders are sought above it: a person, or where a path ends, closes no circle.
    """
    import networkx as nx

    sought = graph.subgraph(key for key in parties if is_sought(key))
    circles = (part for part in nx.strongly_connected_components(sought) if len(part) > 1)
    return sorted(tuple(sorted(circle)) for circle in circles if all(circle.issuperset(graph.predecessors(key)) for key in circle))
