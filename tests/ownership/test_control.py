"""Control and effective share, against definitions written out plainly and against floating-point algebra."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relparty.model.party import Mention, PartyKind
from relparty.model.record import WHOLE, Place, Shareholding, Source
from relparty.ownership.control import Threshold, controlled, threshold_on
from relparty.ownership.effective import effective_shares
from relparty.ownership.holdings import ancestors, holding_graph

if TYPE_CHECKING:
    from relparty.ownership.holdings import HoldingGraph

SOURCE = Source("f", Place(), "0" * 64, "")
MORE_THAN_HALF = Threshold()

Edges = dict[tuple[str, str], int | None]


def graph_of(edges: Edges) -> HoldingGraph:
    mentions = {name: Mention(name, PartyKind.COMPANY) for pair in edges for name in pair}
    records = [Shareholding(mentions[a], mentions[b], percent, SOURCE) for (a, b), percent in edges.items()]
    return holding_graph(records, {mention: name for name, mention in mentions.items()}, date(2026, 1, 1))


names = st.sampled_from("ABCDEFG")
percents = st.one_of(st.none(), st.integers(0, WHOLE), st.sampled_from([500_000, 500_001, 499_999, WHOLE]))
edge_sets: st.SearchStrategy[Edges] = st.dictionaries(st.tuples(names, names), percents, max_size=16)


def by_definition(edges: Edges, holder: str, threshold: Threshold) -> set[str]:
    """The least fixed point, computed by asking every company again until nothing changes."""
    group = {holder}
    while True:
        held = {company: sum(edges.get((x, company)) or 0 for x in group if x != company) for company in "ABCDEFG"}
        more = {c for c, share in held.items() if threshold.is_passed(share) and any((x, c) in edges for x in group)} - group
        if not more:
            return group - {holder}
        group |= more


@given(edge_sets, names, st.booleans())
def test_control_is_the_least_fixed_point(edges: Edges, holder: str, inclusive: bool) -> None:
    threshold = Threshold(inclusive=inclusive)
    assert controlled(graph_of(edges), holder, threshold) == by_definition(edges, holder, threshold)


@pytest.mark.parametrize(("share", "controls"), [(500_000, False), (500_001, True), (499_999, False)])
def test_exactly_half_is_not_more_than_half(share: int, controls: bool) -> None:
    assert ("B" in controlled(graph_of({("A", "B"): share}), "A", MORE_THAN_HALF)) is controls


def test_half_was_enough_before_july_2024() -> None:
    assert threshold_on(date(2024, 6, 30)).is_passed(500_000)
    assert not threshold_on(date(2024, 7, 1)).is_passed(500_000)


def test_joint_control_of_40_and_20_through_a_held_company() -> None:
    edges: Edges = {("A", "B"): 400_000, ("A", "C"): 510_000, ("C", "B"): 200_000}
    assert controlled(graph_of(edges), "A", MORE_THAN_HALF) == {"B", "C"}
    edges["A", "C"] = 500_000
    assert controlled(graph_of(edges), "A", MORE_THAN_HALF) == frozenset()


def test_six_layers_of_51_are_control_with_a_small_effective_share() -> None:
    chain: Edges = dict.fromkeys(zip("ABCDEF", "BCDEFG", strict=True), 510000)
    graph = graph_of(chain)
    assert "G" in controlled(graph, "A", MORE_THAN_HALF)
    shares = effective_shares(graph, "G", frozenset(ancestors(graph, "G", frozenset())))
    assert shares["A"] == round(Fraction(51, 100) ** 6 * WHOLE)


def test_shares_not_told_give_no_control_and_no_effective_share() -> None:
    graph = graph_of({("A", "B"): None, ("B", "C"): 900_000})
    assert controlled(graph, "A", MORE_THAN_HALF) == frozenset()
    assert effective_shares(graph, "C", frozenset("AB"))["A"] is None


def test_a_ring_of_whole_holdings_has_no_effective_share() -> None:
    graph = graph_of({("A", "B"): WHOLE, ("B", "A"): WHOLE, ("A", "C"): WHOLE})
    assert effective_shares(graph, "C", frozenset("AB")) == {"A": None, "B": None}


def test_a_long_ring_has_the_shares_of_its_closed_form() -> None:
    size = 120
    ring = {(f"c{at}", f"c{(at + 1) % size}"): WHOLE // 2 for at in range(size)}
    graph = graph_of({**ring, ("X", "c0"): WHOLE // 2})
    shares = effective_shares(graph, "c3", frozenset(ancestors(graph, "c3", frozenset())))
    round_trip = 1 - Fraction(1, 2**size)
    assert shares["X"] == round(Fraction(1, 2**4) / round_trip * WHOLE)
    assert shares["c4"] == round(Fraction(1, 2 ** (size - 1)) / round_trip * WHOLE)
    assert shares["c2"] == round(Fraction(1, 2) / round_trip * WHOLE)


def test_control_through_the_excluded_party_does_not_count() -> None:
    graph = graph_of({("X", "A"): 700_000, ("A", "B"): 800_000})
    assert controlled(graph, "X", MORE_THAN_HALF) == {"A", "B"}
    assert controlled(graph, "X", MORE_THAN_HALF, without="A") == {"A"}


def walks(edges: Edges, company: str, depth: int) -> dict[str, float]:
    """Effective shares as the plain sum over all walks up to a length, in floating point."""
    total = dict.fromkeys("ABCDEFG", 0.0)
    weight = dict.fromkeys("ABCDEFG", 0.0) | {company: 1.0}
    for _ in range(depth):
        above = dict.fromkeys("ABCDEFG", 0.0)
        for (a, b), percent in edges.items():
            if a != b:
                above[a] += (percent or 0) / WHOLE * weight[b]
        for name, value in above.items():
            total[name] += value
        weight = above
    return total


bounded = st.dictionaries(st.tuples(names, names), st.integers(0, WHOLE // 8), max_size=16)


@settings(max_examples=60)
@given(bounded, names)
def test_effective_share_is_the_sum_over_all_walks(edges: Edges, company: str) -> None:
    graph = graph_of(edges)
    above = frozenset(ancestors(graph, company, frozenset()))
    expected = walks(edges, company, 60)
    for party, share in effective_shares(graph, company, above).items():
        assert share == pytest.approx(expected[party] * WHOLE, abs=1.0)


@given(edge_sets, names)
def test_ancestors_are_those_that_reach_down(edges: Edges, company: str) -> None:
    graph = graph_of(edges)
    expected = nx.ancestors(graph, company) if company in graph else set()
    assert set(ancestors(graph, company, frozenset())) == expected


@given(edge_sets, names, names)
def test_without_a_party_no_path_leads_through_it(edges: Edges, company: str, without: str) -> None:
    if company == without:
        return
    graph = graph_of(edges)
    rest = graph.subgraph(set(graph) - {without})
    expected = nx.ancestors(rest, company) if company in rest else set()
    assert set(ancestors(graph, company, frozenset(), without)) == expected


def test_nothing_is_sought_above_a_hub() -> None:
    graph = graph_of({("X", "H"): WHOLE, ("H", "A"): 600_000})
    assert set(ancestors(graph, "A", frozenset("H"))) == {"H"}
    assert controlled(graph, "X", MORE_THAN_HALF, frozenset("H")) == {"H"}


def test_the_layers_are_the_fewest() -> None:
    graph = graph_of({("X", "A"): 100_000, ("X", "M"): 500_000, ("M", "A"): 100_000, ("Y", "M"): 1})
    assert ancestors(graph, "A", frozenset()) == {"X": 1, "M": 1, "Y": 2}


def test_rings_of_three_solve_or_say_that_they_have_no_answer() -> None:
    for a, b, c in product([None, 0, 300_000, WHOLE], repeat=3):
        graph = graph_of({("A", "B"): a, ("B", "C"): b, ("C", "A"): c, ("X", "A"): 100_000})
        above = frozenset(ancestors(graph, "C", frozenset()))
        shares = effective_shares(graph, "C", above)
        assert set(shares) == above
        if None not in (a, b, c) and "X" in above:
            whole = (a or 0) * (b or 0) * (c or 0) == WHOLE**3
            assert (shares["X"] is None) == whole
