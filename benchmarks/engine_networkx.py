"""The plain job by networkx: the closure of each bidder once, then the bidders of each lot two by two."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx
from engine_jobs import LAYERS
from engine_rows import edges, lots, met

if TYPE_CHECKING:
    import pyarrow as pa


def pairs(tables: Path) -> pa.Table:
    """The pairs of the tables in a folder."""
    bidders = lots(tables)
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(each for lot in bidders.values() for each in lot)
    graph.add_edges_from(edges(tables))
    parties = {each: nx.single_source_shortest_path_length(graph, each, LAYERS).keys() for lot in bidders.values() for each in lot}
    return met(bidders, parties)
