"""GEXF 1.3: for Gephi, which keeps relations between the same two parties apart by their kind.

https://gexf.net/

Written here: the writer of networkx puts the day of writing and its own version into the file, and knows no kinds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from relparty.graph_formats import Picture
from relparty.phrases import Lang
from relparty_graphs.attributes import (
    EDGE_TYPES,
    NODE_TYPES,
    Told,
    Value,
    edge_attributes,
    lot_attributes,
    node_attributes,
    one_line,
    proven,
    told,
)

if TYPE_CHECKING:
    from lxml import etree

_NS = "http://gexf.net/1.3"
_LABEL = "label"
_TYPE_WORDS = {str: "string", int: "integer", float: "double", bool: "boolean", date: "string"}


def draw(picture: Picture, lang: Lang) -> bytes:  # noqa: ARG001  # the names of attributes are the same in every language
    """The graph as GEXF; the lot's own attributes stand in its description."""
    from lxml import etree

    root = etree.Element(f"{{{_NS}}}gexf", {"version": "1.3"}, nsmap={None: _NS})
    meta = _add(root, "meta")
    _add(meta, "creator").text = "relparty"
    _add(meta, "description").text = "; ".join(f"{name}: {value}" for name, value in told(lot_attributes(picture)).items())
    graph = _add(root, "graph", defaultedgetype="directed", mode="static")
    _declare(graph, "node", NODE_TYPES)
    _declare(graph, "edge", EDGE_TYPES)
    _nodes(_add(graph, "nodes"), picture)
    _edges(_add(graph, "edges"), picture)
    etree.indent(root)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8")
    return written + b"\n"


def _declare(graph: etree._Element, what: str, types: dict[str, type]) -> None:
    declared = _add(graph, "attributes", **{"class": what, "mode": "static"})
    for name, type_ in types.items():
        if name != _LABEL:
            _add(declared, "attribute", id=name, title=name, type=_TYPE_WORDS[type_])


def _nodes(nodes: etree._Element, picture: Picture) -> None:
    for node in picture.nodes:
        attributes = told(node_attributes(node))
        _values(_add(nodes, "node", id=one_line(node.id), label=str(attributes[_LABEL])), attributes)


def _edges(edges: etree._Element, picture: Picture) -> None:
    findings = proven(picture)
    for edge, kind in zip(picture.edges, _kinds(picture), strict=True):
        attributes = told(edge_attributes(edge, findings[edge.id]))
        ends = {"source": one_line(edge.start), "target": one_line(edge.end)}
        _values(_add(edges, "edge", id=one_line(edge.id), **ends, label=str(attributes[_LABEL]), kind=kind), attributes)


def _kinds(picture: Picture) -> Iterable[str]:
    """The kind of every relation: its own among those between the same two parties, since those of one kind would be added up."""
    met: Counter[tuple[str, str, str]] = Counter()
    for edge in picture.edges:
        told_so = edge.start, edge.end, edge.relation
        met[told_so] += 1
        yield one_line(edge.relation) if met[told_so] == 1 else f"{one_line(edge.relation)} ({met[told_so]})"


def _values(element: etree._Element, attributes: Told) -> None:
    values = _add(element, "attvalues")
    for name, value in attributes.items():
        if name != _LABEL:
            _add(values, "attvalue", **{"for": name, "value": _text(value)})


def _text(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _add(parent: etree._Element, name: str, **attributes: str) -> etree._Element:
    from lxml import etree

    return etree.SubElement(parent, f"{{{_NS}}}{name}", attributes)
