"""Closed circles against their definition: from a company in or below one, no way up ends anywhere."""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relparty.ownership.circles import closed_circles


def circles(told: str, ends: str = "") -> list[str]:
    """The circles among all who stand in words such as `a>b`: a holds b."""
    graph = nx.DiGraph(each.split(">") for each in told.split())
    return ["".join(each) for each in closed_circles(graph, graph.nodes, lambda key: key not in ends)]


@pytest.mark.parametrize(
    ("told", "ends", "found"),
    [
        ("a>b b>a", "", ["ab"]),
        ("a>b b>c c>a c>d", "", ["abc"]),
        ("a>b b>a p>c a>c", "p", ["ab"]),
        ("a>b b>a d>c c>d", "", ["ab", "cd"]),
        ("a>b b>a a>d d>c c>d", "", ["ab"]),
        ("a>b b>a p>a", "p", []),
        ("a>b b>a c>a", "", []),
        ("a>b b>a", "a", []),
        ("a>b b>c", "", []),
    ],
)
def test_circles(told: str, ends: str, found: list[str]) -> None:
    assert circles(told, ends) == found


names = st.sampled_from("abcdef")


@settings(deadline=None)
@given(st.sets(st.tuples(names, names).filter(lambda pair: pair[0] != pair[1]), max_size=12), st.sets(names, max_size=2))
def test_there_is_a_circle_where_somebody_has_no_way_to_an_end(edges: set[tuple[str, str]], ends: set[str]) -> None:
    graph = nx.DiGraph(edges)
    found = closed_circles(graph, graph.nodes, lambda key: key not in ends)
    lost = {key for key in graph if not _leads_out(graph, key, ends)}
    assert bool(found) == bool(lost)
    assert {key for circle in found for key in circle} <= lost


def _leads_out(graph: nx.DiGraph[str], company: str, ends: set[str]) -> bool:
    """Whether a way up from a company comes to an end, or to a company that nobody holds."""
    sought = graph.subgraph(set(graph) - ends)
    if company in ends or not graph.in_degree(company):
        return True
    below_ends = {each for end in ends & set(graph) for each in graph.successors(end)}
    unheld = {each for each in graph if not graph.in_degree(each)}
    return not (nx.ancestors(sought, company) | {company}).isdisjoint(below_ends | unheld)
