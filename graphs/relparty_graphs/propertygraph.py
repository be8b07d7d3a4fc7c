"""A picture as the property graph of Neo4j: labels, types and keys, the same for its script and its tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from relparty.graph_formats import Picture, PictureEdge, PictureNode
from relparty.model.party import PartyKind
from relparty_graphs.attributes import EDGE_TYPES, NODE_TYPES, Attributes, edge_attributes, node_attributes, one_line, proven
from relparty_graphs.standards.ids import party_ids, stable_id

PARTY = "Party"
FACT = "Fact"
ROOTS = (PARTY, FACT)
"""The labels by which nodes are found: every node has one of them."""

_KIND_LABELS: dict[PartyKind, tuple[str, ...]] = {
    PartyKind.PERSON: (PARTY, "Person"),
    PartyKind.COMPANY: (PARTY, "Company"),
    PartyKind.LISTED: (PARTY, "ListedCompany"),
    PartyKind.STATE: (PARTY, "StateBody"),
    PartyKind.OTHER: (PARTY, "OtherHolder"),
    PartyKind.FACT: (FACT,),
}
_BIDDER = "Bidder"
_NO_IDENTIFIER = re.compile(r"[^A-Z0-9_]")

NODE_PROPERTIES: dict[str, type] = {
    "name": str,
    "lot": str,
    "as_of": date,
    **{name: NODE_TYPES[name] for name in NODE_TYPES if name != "label"},
}
EDGE_PROPERTIES: dict[str, type] = {
    "words": str,
    "lot": str,
    "as_of": date,
    **{name: EDGE_TYPES[name] for name in EDGE_TYPES if name != "label"},
}


@dataclass(frozen=True, slots=True)
class Vertex:
    """A node of the database."""

    key: str
    labels: tuple[str, ...]
    properties: Attributes

    @property
    def root(self) -> str:
        """The label by which it is found."""
        return self.labels[0]


@dataclass(frozen=True, slots=True)
class Relationship:
    """A relationship of the database, between nodes by their keys."""

    key: str
    start: str
    end: str
    type: str
    properties: Attributes


def vertices(picture: Picture) -> list[Vertex]:
    """The nodes under keys that no other lot uses, so that several lots fit in one database."""
    keys = party_ids(picture)
    return [Vertex(keys[node.id], _labels(node), _in(picture, NODE_PROPERTIES, node_attributes(node))) for node in picture.nodes]


def relationships(picture: Picture) -> Iterator[Relationship]:
    """The relations, keyed by all that they say: loaded twice they are there once."""
    keys, findings = party_ids(picture), proven(picture)
    met: Counter[tuple[str | date | None, ...]] = Counter()
    for edge in picture.edges:
        start, end = keys[edge.start], keys[edge.end]
        content = _content(edge, start, end)
        met[content] += 1
        key = stable_id("relation", picture.lot.id, *content, str(met[content]))
        yield Relationship(
            key, start, end, relation_type(edge.relation), _in(picture, EDGE_PROPERTIES, edge_attributes(edge, findings[edge.id]))
        )


def relation_type(relation: str) -> str:
    """The type of a relationship as an identifier that needs no quoting: `HOLDS`, `HEAD`."""
    word = _NO_IDENTIFIER.sub("_", relation.upper())
    return word if word[:1].isalpha() else f"R_{word}"


def _labels(node: PictureNode) -> tuple[str, ...]:
    return (*_KIND_LABELS[node.kind], *([_BIDDER] if node.is_bidder else []))


def _in(picture: Picture, names: dict[str, type], attributes: Attributes) -> Attributes:
    """All properties by name, with the lot and the day that they are of."""
    every = {"lot": one_line(picture.lot.id), "as_of": picture.lot.as_of.isoformat(), **attributes}
    every["name"] = every["words"] = attributes["label"]
    return {name: every[name] for name in names}


def _content(edge: PictureEdge, start: str, end: str) -> tuple[str | date | None, ...]:
    shares = (None if units is None else str(units) for units in (edge.percent, edge.most))
    sources = (part for source in edge.sources for part in (source.file, source.place))
    return (start, end, edge.relation, edge.words, *shares, edge.since, edge.until, *sources)
