"""The plain job by networkx: the closure of each bidder once, then the bidders of each lot two by two."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx
from engine_jobs import LAYERS
from engine_rows import edges, lots, met

if TYPE_CHECKING:
    import pyarrow as pa

    Graph = nx.DiGraph[str]


def pairs(tables: Path) -> pa.Table:
    """The pairs of the tables in a folder."""
    bidders = lots(tables)
    return pairs_on(graph_of(tables, bidders), bidders)


def graph_of(tables: Path, bidders: Mapping[str, set[str]]) -> Graph:
    """Who stands above whom in the tables of a folder, with all bidders."""
    graph: Graph = nx.DiGraph()
    graph.add_nodes_from(each for lot in bidders.values() for each in lot)
    graph.add_edges_from(edges(tables))
    return graph


def pairs_on(graph: Graph, bidders: Mapping[str, set[str]]) -> pa.Table:
    """The pairs of lots over a graph that is there."""
    asked = {each for lot in bidders.values() for each in lot}
    return met(bidders, {each: nx.single_source_shortest_path_length(graph, each, LAYERS).keys() for each in asked})
