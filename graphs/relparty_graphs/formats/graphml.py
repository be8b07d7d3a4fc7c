"""GraphML: for yEd, Cytoscape, igraph, networkx and Gephi.

http://graphml.graphdrawing.org/
"""

from __future__ import annotations

import io

from relparty.graph_formats import Picture
from relparty.phrases import Lang
from relparty_graphs.network import network

_NS = "{http://graphml.graphdrawing.org/xmlns}"


def draw(picture: Picture, lang: Lang) -> bytes:  # noqa: ARG001  # the names of attributes are the same in every language
    """The graph as GraphML, an attribute a key; the lot's own stand on the graph."""
    import networkx as nx
    from lxml import etree

    content = io.BytesIO()
    nx.write_graphml(network(picture), content)
    root = etree.fromstring(content.getvalue())
    flags = {key.get("id") for key in root.iter(f"{_NS}key") if key.get("attr.type") == "boolean"}
    for value in root.iter(f"{_NS}data"):
        if value.get("key") in flags:
            value.text = value.text.lower()  # networkx writes Python's own words, which XML does not know
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8")
    return written + b"\n"
