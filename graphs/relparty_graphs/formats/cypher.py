"""Cypher: one script for Neo4j (4.4 and later) that adds a lot to a database; run twice it changes nothing.

https://neo4j.com/docs/cypher-manual/current/
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from relparty.graph_formats import Picture
from relparty.phrases import Lang
from relparty_graphs.attributes import Attributes, Value
from relparty_graphs.propertygraph import EDGE_PROPERTIES, NODE_PROPERTIES, ROOTS, Relationship, Vertex, relationships, vertices


def draw(picture: Picture, lang: Lang) -> bytes:  # noqa: ARG001  # labels, types and properties are the same in every language
    """The script, a statement a line."""
    return "".join(f"{statement};\n" for statement in _statements(picture)).encode()


def _statements(picture: Picture) -> Iterator[str]:
    for label in ROOTS:
        yield f"CREATE CONSTRAINT relparty_{label.lower()}_key IF NOT EXISTS FOR (n:{label}) REQUIRE n.key IS UNIQUE"
    nodes = vertices(picture)
    yield from map(_node, nodes)
    roots = {node.key: node.root for node in nodes}
    for each in relationships(picture):
        yield _relation(each, roots[each.start], roots[each.end])


def _node(node: Vertex) -> str:
    labels = "".join(f":{label}" for label in node.labels)
    return f"MERGE (n:{node.root} {{key: {_literal(node.key)}}}) SET n{labels}, n += {_map(node.properties, NODE_PROPERTIES)}"


def _relation(each: Relationship, start: str, end: str) -> str:
    ends = f"MATCH (a:{start} {{key: {_literal(each.start)}}}), (b:{end} {{key: {_literal(each.end)}}})"
    return f"{ends} MERGE (a)-[r:{each.type} {{key: {_literal(each.key)}}}]->(b) SET r += {_map(each.properties, EDGE_PROPERTIES)}"


def _map(properties: Attributes, types: Mapping[str, type]) -> str:
    told = {name: _literal(value) for name, value in properties.items()}
    days = {name: f"date({told[name]})" for name, type_ in types.items() if type_ is date and properties[name] is not None}
    return "{" + ", ".join(f"{name}: {value}" for name, value in (told | days).items()) + "}"


def _literal(value: Value | None) -> str:
    """The value as Cypher writes it; numbers and flags are no text."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    return _string(value) if isinstance(value, str) else repr(value)


def _string(text: str) -> str:
    r"""The text in quotes; a backslash and a `u` never meet: some versions decode `\u0027` before they look for quotes."""
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return "'" + escaped.replace("\\u", "\\' + 'u").replace("\\U", "\\' + 'U") + "'"
