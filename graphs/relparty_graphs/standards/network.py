"""The part of a picture that a standard has words for: its parties and relations, each under an id that stays."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from relparty.graph_formats import Picture, PictureEdge, PictureNode, PictureSource
from relparty.model.party import PartyKind
from relparty.model.record import OfficeKind
from relparty_graphs.standards.ids import party_ids, stable_id
from relparty_graphs.standards.unnamed import is_natural, is_unnamed

HOLDS = "holds"
BRANCH = "branch"
OFFICES = frozenset(office.value for office in OfficeKind)
OWNERSHIP = OFFICES | {HOLDS, BRANCH}
"""Who holds, is part of or serves: what standards of ownership tell. What else a picture shows is no such relation."""


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody in a network: `below` are the sorts of relations that lead to it, `is_body` says that it is no natural person."""

    id: str
    node: PictureNode
    sources: tuple[PictureSource, ...] = ()
    below: frozenset[str] = frozenset()
    is_body: bool = True
    is_unnamed: bool = False

    @property
    def is_held(self) -> bool:
        """Whether somebody holds it, or it is a branch of somebody."""
        return not self.below.isdisjoint((HOLDS, BRANCH))


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation between two parties, by id: from who holds or serves to the company."""

    id: str
    start: str
    end: str
    edge: PictureEdge


@dataclass(frozen=True, slots=True)
class Network:
    """Who takes part and how they are related, in the order of the picture; the bidders are among them in any case."""

    parties: tuple[Party, ...]
    relations: tuple[Relation, ...]


def network(picture: Picture, kinds: Collection[str] = OWNERSHIP) -> Network:
    """The parties and relations of some kinds. Left out are shared facts and what is a judgement of ours (same name).

    A holder that nobody names becomes one party for each of its relations: two companies with other holders have no
    holder in common.
    """
    nodes = {node.id: node for node in picture.nodes if node.kind is not PartyKind.FACT}
    edges = [edge for edge in picture.edges if edge.relation in kinds and _joins(edge, nodes)]
    ids = party_ids(picture)
    unnamed = {node.id for node in nodes.values() if is_unnamed(node)} - {edge.end for edge in edges}
    relations = _relations(picture.lot.id, edges, ids, unnamed)
    shown = {edge.start for edge in edges} | {edge.end for edge in edges} | {node.id for node in nodes.values() if node.is_bidder}
    of = _by_end(edges)
    named = [_party(ids[node.id], node, of[node.id]) for node in nodes.values() if node.id in shown and node.id not in unnamed]
    hidden = [_nobody(each, nodes[each.edge.start]) for each in relations if each.edge.start in unnamed]
    return Network((*named, *hidden), relations)


def _joins(edge: PictureEdge, nodes: Collection[str]) -> bool:
    return not edge.is_judgement and edge.start != edge.end and edge.start in nodes and edge.end in nodes


def _relations(lot: str, edges: list[PictureEdge], ids: dict[str, str], unnamed: Collection[str]) -> tuple[Relation, ...]:
    """The relations, those that differ only in what is told of them numbered; an unnamed holder's id is its relation's."""
    told: Counter[str] = Counter()
    found: list[Relation] = []
    for edge in edges:
        own = stable_id("relation", lot, ids[edge.start], ids[edge.end], edge.relation, edge.since, edge.until)
        told[own] += 1
        id_ = own if told[own] == 1 else stable_id(own, str(told[own]))
        start = stable_id("unnamed", id_) if edge.start in unnamed else ids[edge.start]
        found.append(Relation(id_, start, ids[edge.end], edge))
    return tuple(found)


def _by_end(edges: list[PictureEdge]) -> defaultdict[str, list[PictureEdge]]:
    """The edges of each node, at either end."""
    found: defaultdict[str, list[PictureEdge]] = defaultdict(list)
    for edge in edges:
        found[edge.start].append(edge)
        found[edge.end].append(edge)
    return found


def _party(id_: str, node: PictureNode, mine: list[PictureEdge]) -> Party:
    sources = tuple(dict.fromkeys(source for edge in mine for source in edge.sources))
    below = frozenset(edge.relation for edge in mine if edge.end == node.id)
    # Only bodies are held, have officers and bid, whatever a document calls them.
    is_body = node.kind is not PartyKind.PERSON or node.is_bidder or not OWNERSHIP.isdisjoint(below)
    return Party(id_, node, sources, below, is_body)


def _nobody(relation: Relation, node: PictureNode) -> Party:
    is_body = relation.edge.relation not in OFFICES and not is_natural(node)
    return Party(relation.start, node, relation.edge.sources, is_body=is_body, is_unnamed=True)
