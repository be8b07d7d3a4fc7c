"""A picture as a graph of networkx: what GraphML and GEXF hold, and what networkx reads from them again."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from relparty.graph_formats import Picture
from relparty_graphs.attributes import edge_attributes, lot_attributes, node_attributes, one_line, proven, told

if TYPE_CHECKING:
    import networkx as nx

    Network: TypeAlias = nx.MultiDiGraph[str]


def network(picture: Picture) -> Network:
    """The graph with every attribute that is told; several relations between two parties are several edges, keyed by id.

    Neither format can hold None, so what nobody told is absent.
    """
    import networkx as nx

    graph: Network = nx.MultiDiGraph()
    graph.graph.update(told(lot_attributes(picture)))
    for node in picture.nodes:
        graph.add_node(one_line(node.id), **told(node_attributes(node)))
    findings = proven(picture)
    for edge in picture.edges:
        attributes = told(edge_attributes(edge, findings[edge.id]))
        graph.add_edge(one_line(edge.start), one_line(edge.end), one_line(edge.id), **attributes)
    return graph
