"""Effective shares by kernels, in rings and out of them, against exact fractions."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relparty.batch.kernels import machine
from relparty.batch.kernels.compiled import Kernel, kept
from relparty.batch.kernels.effective import INEXACT, UNTOLD, shares
from relparty.batch.kernels.register import Int32s
from relparty.batch.kernels.space import MOST_IN_RINGS, space
from relparty.batch.kernels.view import View, above
from relparty.model.record import TOLERANCE, WHOLE
from relparty.ownership.effective import effective_shares
from relparty.ownership.holdings import Holding, ancestors

Edges = dict[tuple[int, int], int | None]
"""The share of a holder in a company, both numbers."""


def shares_of(view: View, company: int, found: Int32s) -> None:
    """Writes the effective share of each node in a company."""
    shares(view, company, above(view, company, -1), found)


@pytest.fixture(scope="module", name="coded")
def _coded(tmp_path_factory: pytest.TempPathFactory) -> Kernel[[View, int, Int32s], None]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(machine, "_BESIDE", Path(tmp_path_factory.mktemp("kept")))
        kernel = kept(shares_of)
        kernel(view_of({}, 1), 0, np.zeros(1, np.int32))
    return kernel


def view_of(edges: Edges, nodes: int) -> View:
    rows = sorted(edges, key=lambda edge: (edge[1], edge[0]))
    companies = np.array([company for _, company in rows], np.int32)
    begins = np.searchsorted(companies, np.arange(nodes + 1)).astype(np.int32)
    told = [edges[row] for row in rows]
    none, no = np.full(nodes, -1, np.int32), np.zeros(nodes, np.bool_)
    numbers = np.arange(nodes, dtype=np.int32)
    return View(
        holder=np.array([holder for holder, _ in rows], np.int32),
        officer=none,
        company=companies,
        share=np.array([-1 if share is None else share for share in told], np.int32),
        office=np.zeros(0, np.int8),
        edges_at=begins[:-1],
        edges_end=begins[1:],
        posts_at=none,
        posts_end=none,
        is_end=no,
        is_person=no,
        united=numbers,
        code=numbers,
        home=none,
        loaded=numbers,
        nodes=nodes,
        control_above=WHOLE // 2,
        space=space(nodes, 2),
    )


def exact(edges: Edges, nodes: int) -> list[int]:
    """What each above company 0 has in it; UNTOLD for who stands not above, too."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(str(node) for node in range(nodes))
    for (holder, company), share in edges.items():
        graph.add_edge(str(holder), str(company), holding=Holding(share, ()))
    over = frozenset(ancestors(graph, "0", frozenset()))
    found = effective_shares(graph, "0", over)
    told = [found.get(str(node)) for node in range(nodes)]
    return [UNTOLD if share is None or share > WHOLE + TOLERANCE else share for share in told]


def by_kernel(coded: Kernel[[View, int, Int32s], None], edges: Edges, nodes: int) -> list[int]:
    found = np.full(nodes, INEXACT, np.int32)
    coded(view_of(edges, nodes), 0, found)
    numbers: list[int] = found.tolist()
    return numbers


PAIRS = st.tuples(st.integers(0, 6), st.integers(0, 6)).filter(lambda pair: pair[0] != pair[1])
SHARES = st.one_of(st.none(), st.sampled_from([1, 333_333, WHOLE // 2, 999_999, WHOLE]), st.integers(1, WHOLE // 3))


@settings(deadline=None, max_examples=400)
@given(edges=st.dictionaries(PAIRS, SHARES, max_size=16))
def test_a_share_is_the_exact_one_or_left_to_exact_fractions(coded: Kernel[[View, int, Int32s], None], edges: Edges) -> None:
    told = exact(edges, 7)
    for node, share in enumerate(by_kernel(coded, edges, 7)):
        if node and share != INEXACT:
            assert share == told[node]


@pytest.mark.parametrize(
    ("edges", "nodes"),
    [
        ({(1, 0): 600_000, (2, 1): 300_000, (1, 2): 400_000, (3, 2): 123_456}, 4),
        ({(1, 0): 600_000, (0, 1): 200_000, (2, 1): 700_000}, 3),
        ({(1, 0): 100_000, (2, 1): 300_001, (3, 2): 300_002, (1, 3): 300_003, (4, 3): 1, (5, 4): 400_000, (4, 5): 500_000}, 6),
        ({(1, 0): 500_000, (2, 1): None, (1, 2): 100_000, (3, 1): 100_000}, 4),
        ({(at + 1, at): 900_000 for at in range(40)} | {(0, 40): 900_000, (41, 7): 50_000}, 42),
    ],
)
def test_rings_need_no_exact_fractions(coded: Kernel[[View, int, Int32s], None], edges: Edges, nodes: int) -> None:
    assert by_kernel(coded, edges, nodes)[1:] == exact(edges, nodes)[1:]


@pytest.mark.parametrize(
    ("edges", "nodes", "node"),
    [
        ({(1, 0): 500_000, (2, 1): WHOLE, (1, 2): WHOLE}, 3, 1),
        ({(1, 0): 500_000, (2, 1): WHOLE - 1, (1, 2): WHOLE}, 3, 2),
        ({(1, 0): 500_000, (2, 1): 900_000, (1, 2): 1_900_000}, 3, 1),
        ({(at + 1, at): 500_000 for at in range(MOST_IN_RINGS + 1)} | {(0, MOST_IN_RINGS + 1): 500_000}, MOST_IN_RINGS + 2, 1),
        ({(1, 0): 250_000, (2, 1): 250_000, (3, 2): 500_000, (4, 3): 500_000, (5, 4): 32}, 6, 5),
    ],
)
def test_what_floating_point_cannot_tell_is_left_to_exact_fractions(
    coded: Kernel[[View, int, Int32s], None], edges: Edges, nodes: int, node: int
) -> None:
    assert by_kernel(coded, edges, nodes)[node] == INEXACT


def test_the_plain_function_says_what_machine_code_says(coded: Kernel[[View, int, Int32s], None]) -> None:
    edges: Edges = {(1, 0): 600_000, (2, 1): 300_000, (1, 2): 400_000, (3, 2): 123_456}
    found = np.full(4, INEXACT, np.int32)
    coded.function(view_of(edges, 4), 0, found)
    assert found.tolist() == by_kernel(coded, edges, 4)
