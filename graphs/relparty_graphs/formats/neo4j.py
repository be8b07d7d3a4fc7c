"""Neo4j: two tables for `neo4j-admin database import`, in a zip.

https://neo4j.com/docs/operations-manual/current/import/
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from relparty.graph_formats import Picture
from relparty.phrases import Lang
from relparty_graphs.archive import zipped
from relparty_graphs.attributes import Value
from relparty_graphs.propertygraph import EDGE_PROPERTIES, NODE_PROPERTIES, relationships, vertices

SUFFIX = ".neo4j.zip"

_TYPE_WORDS = {str: "", int: ":int", float: ":double", bool: ":boolean", date: ":date"}
_LABELS_ARE_PARTED_BY = ";"


def draw(picture: Picture, lang: Lang) -> bytes:  # noqa: ARG001  # labels, types and properties are the same in every language
    """`nodes.csv` and `relationships.csv`, names as they are: a database runs no formulas."""
    return zipped({"nodes.csv": _table(_node_rows(picture)), "relationships.csv": _table(_relationship_rows(picture))})


def _node_rows(picture: Picture) -> Iterator[Sequence[Value | None]]:
    yield ["key:ID", *_heads(NODE_PROPERTIES), ":LABEL"]
    for node in vertices(picture):
        yield [node.key, *node.properties.values(), _LABELS_ARE_PARTED_BY.join(node.labels)]


def _relationship_rows(picture: Picture) -> Iterator[Sequence[Value | None]]:
    yield [":START_ID", ":END_ID", ":TYPE", "key", *_heads(EDGE_PROPERTIES)]
    for each in relationships(picture):
        yield [each.start, each.end, each.type, each.key, *each.properties.values()]


def _heads(properties: dict[str, type]) -> list[str]:
    return [f"{name}{_TYPE_WORDS[type_]}" for name, type_ in properties.items()]


def _table(rows: Iterable[Sequence[Value | None]]) -> bytes:
    return "".join(",".join(map(_cell, row)) + "\n" for row in rows).encode()


def _cell(value: Value | None) -> str:
    """Text in quotes and nothing for None: the import tells an empty text from no text by its quotes."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return '"' + value.replace('"', '""') + '"' if isinstance(value, str) else repr(value)
