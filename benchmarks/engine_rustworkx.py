"""The plain job by rustworkx: the closure of each bidder once, then the bidders of each lot two by two."""

from __future__ import annotations

from collections import defaultdict
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING

import rustworkx
from engine_jobs import LAYERS
from engine_rows import edges, lots, met

if TYPE_CHECKING:
    import pyarrow as pa


def pairs(tables: Path) -> pa.Table:
    """The pairs of the tables in a folder."""
    bidders = lots(tables)
    codes: defaultdict[str, int] = defaultdict(count().__next__)
    rows = [(codes[below], codes[above]) for below, above in edges(tables)]
    asked = {each: codes[each] for lot in bidders.values() for each in lot}
    graph = rustworkx.PyDiGraph(multigraph=False)
    graph.add_nodes_from(range(len(codes)))
    graph.add_edges_from_no_data(rows)
    parties = {each: set(chain.from_iterable(rustworkx.bfs_layers(graph, [code])[: LAYERS + 1])) for each, code in asked.items()}
    return met(bidders, parties)
