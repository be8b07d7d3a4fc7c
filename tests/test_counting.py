from __future__ import annotations

from itertools import combinations

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from relparty.counting import largest_independent_set

edges = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda pair: pair[0] != pair[1]), max_size=25)


def neighbours(pairs: list[tuple[int, int]], size: int) -> dict[str, set[str]]:
    graph: nx.Graph[int] = nx.Graph(pairs)
    graph.add_nodes_from(range(size))
    return {str(node): {str(other) for other in graph[node]} for node in graph}


@given(edges, st.integers(0, 10))
def test_it_is_the_largest_set_found_by_trying_all(pairs: list[tuple[int, int]], size: int) -> None:
    graph = neighbours(pairs, size)
    independent = (
        n
        for n in range(len(graph), -1, -1)
        for chosen in combinations(graph, n)
        if not any(b in graph[a] for a, b in combinations(chosen, 2))
    )
    assert largest_independent_set(graph) == next(independent)


@given(st.integers(3, 40))
def test_a_ring_keeps_half(size: int) -> None:
    assert largest_independent_set(neighbours([(i, (i + 1) % size) for i in range(size)], size)) == size // 2


def test_a_hundred_bidders_with_many_relations_are_counted_exactly() -> None:
    graph = nx.gnm_random_graph(100, 250, seed=7)
    exact, _ = nx.max_weight_clique(nx.complement(graph), weight=None)
    assert largest_independent_set({str(n): {str(m) for m in graph[n]} for n in graph}) == len(exact)


def test_nobody_is_no_set() -> None:
    assert largest_independent_set({}) == 0


def test_a_thousand_bidders_all_related_are_one() -> None:
    names = {str(number) for number in range(1000)}
    assert largest_independent_set({name: names - {name} for name in names}) == 1
