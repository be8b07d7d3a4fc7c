"""Folding: crowds that hang on one party and prove nothing are drawn as one node that says how many they are.

Bidders and whatever stands in a finding are never folded, nor anything that joins two of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import networkx as nx

from relparty.graph_formats import Picture, PictureEdge, PictureNode
from relparty.model.party import PartyKind
from relparty.phrases import Lang, Phrase

MOST_LEAVES = 12
"""How many parties that lead nowhere else may hang on one before the smaller ones are folded."""
LEFT_OPEN = 4
"""How many of such a crowd, the largest, are drawn all the same."""
MOST_PARTIES = 300
"""How many parties a picture may have before all that hangs on one party is folded, however long its chains."""

_UNIT = 10_000
_ROOT = ""
_HOLDS = Phrase("持股", "holds shares")
_AT_MOST = Phrase("持股，各不超过 {percent}%", "holds, each at most {percent} %")
_SERVES = Phrase("任职", "offices")
_BOTH = Phrase("股权与任职", "holdings and offices")


@dataclass(frozen=True, slots=True)
class _Crowd:
    """Parties that one relation of their own, or a chain of theirs, joins to one party and to nobody else."""

    anchor: str
    is_held: bool
    """Whether the anchor holds them; else they hold or serve it."""
    is_control: bool
    nodes: tuple[PictureNode, ...]
    edges: tuple[PictureEdge, ...]

    @property
    def id(self) -> str:
        return f"{self.nodes[0].id}+"

    @property
    def ties(self) -> tuple[PictureEdge, ...]:
        """The relations to the anchor itself."""
        return tuple(edge for edge in self.edges if self.anchor in (edge.start, edge.end))


def folded(picture: Picture, lang: Lang) -> Picture:
    """The picture with each crowd that proves nothing as one node; reach for it before laying a picture out.

    A picture of more than `MOST_PARTIES` keeps what proves its findings, its bidders and what joins them.
    """
    less = _without(picture, _leaves(picture), lang)
    return less if len(less.nodes) <= MOST_PARTIES else _without(less, _branches(less), lang)


def _leaves(picture: Picture) -> list[_Crowd]:
    """The crowds of parties with one neighbour each; the largest few of a crowd, and what has ended, are left open."""
    graph, proving = _graph(picture), _proving(picture)
    beside = _edges_of(picture.edges)
    ended = {end for edge in picture.edges if edge.until or edge.is_judgement for end in (edge.start, edge.end)}
    alone = [node for node in picture.nodes if graph.degree[node.id] == 1 and node.id not in proving | ended and not node.folded]
    crowds = _grouped([(next(iter(graph[node.id])), (node,), beside[node.id]) for node in alone])
    return [_smaller(crowd) for crowd in crowds if len(crowd.nodes) > MOST_LEAVES]


def _branches(picture: Picture) -> list[_Crowd]:
    """Everything that comes off when one party that stays is taken away, as one crowd for each such party and side of it."""
    graph, proving = _graph(picture), _proving(picture)
    stays = proving | _between(graph, proving)
    nodes, beside = {node.id: node for node in picture.nodes}, _edges_of(picture.edges)
    parts = []
    for part in nx.connected_components(graph.subgraph(graph.nodes - stays)):
        anchors = {other for node in part for other in graph[node]} & stays
        if anchors:
            edges = dict.fromkeys(edge for node in nodes if node in part for edge in beside[node])
            parts.append((next(iter(anchors)), tuple(nodes[node] for node in nodes if node in part), tuple(edges)))
    return [crowd for crowd in _grouped(parts) if len(crowd.nodes) > 1]


def _graph(picture: Picture) -> nx.Graph[str]:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(node.id for node in picture.nodes)
    graph.add_edges_from((edge.start, edge.end) for edge in picture.edges if edge.start != edge.end)
    return graph


def _proving(picture: Picture) -> frozenset[str]:
    """Bidders, shared facts, and the parties of findings and of the relations that prove them."""
    proofs = {edge for finding in picture.findings for edge in finding.edges}
    ends = {end for edge in picture.edges if edge.id in proofs for end in (edge.start, edge.end)}
    named = {node for finding in picture.findings for node in finding.nodes}
    return frozenset(ends | named | {node.id for node in picture.nodes if node.is_bidder or node.kind is PartyKind.FACT})


def _between(graph: nx.Graph[str], proving: frozenset[str]) -> set[str]:
    """What lies on a way from one proving party to another: with all of them joined at a root, it is in a ring with the root."""
    rooted = graph.copy()
    rooted.add_edges_from((_ROOT, node) for node in proving if node in graph)
    rings: Iterable[set[str]] = nx.biconnected_components(rooted)  # type: ignore[assignment]  # the stubs nest the sets once too often
    return {node for ring in rings if _ROOT in ring and len(ring) > 2 for node in ring} - {_ROOT}


def _edges_of(edges: Iterable[PictureEdge]) -> Mapping[str, tuple[PictureEdge, ...]]:
    beside: dict[str, list[PictureEdge]] = defaultdict(list)
    for edge in edges:
        for end in {edge.start, edge.end}:
            beside[end].append(edge)
    return defaultdict(tuple, {end: tuple(some) for end, some in beside.items()})


def _grouped(parts: Iterable[tuple[str, tuple[PictureNode, ...], tuple[PictureEdge, ...]]]) -> list[_Crowd]:
    """The parts that hang on the same party in the same way, together."""
    groups: dict[tuple[str, bool, bool], list[_Crowd]] = defaultdict(list)
    for anchor, nodes, edges in parts:
        ties = [edge for edge in edges if anchor in (edge.start, edge.end)]
        is_held = sum(edge.start == anchor for edge in ties) * 2 > len(ties)
        crowd = _Crowd(anchor, is_held, any(edge.is_control for edge in ties), nodes, edges)
        groups[anchor, is_held, crowd.is_control].append(crowd)
    return [_united(group) for group in groups.values()]


def _united(crowds: list[_Crowd]) -> _Crowd:
    nodes = tuple(node for crowd in crowds for node in crowd.nodes)
    return replace(crowds[0], nodes=nodes, edges=tuple(edge for crowd in crowds for edge in crowd.edges))


def _smaller(crowd: _Crowd) -> _Crowd:
    """The crowd without its largest few."""
    share = {end: edge.percent or 0 for edge in sorted(crowd.edges, key=lambda edge: edge.percent or 0) for end in (edge.start, edge.end)}
    largest = {node.id for node in sorted(crowd.nodes, key=lambda node: (-share[node.id], node.name, node.id))[:LEFT_OPEN]}
    nodes = tuple(node for node in crowd.nodes if node.id not in largest)
    return replace(crowd, nodes=nodes, edges=tuple(edge for edge in crowd.edges if not largest & {edge.start, edge.end}))


def _without(picture: Picture, crowds: list[_Crowd], lang: Lang) -> Picture:
    """The picture with one node in place of each crowd, where its first party stood."""
    stands = {crowd.nodes[0].id: _node(crowd) for crowd in crowds}
    gone = {node.id for crowd in crowds for node in crowd.nodes}
    lines = {edge.id for crowd in crowds for edge in crowd.edges}
    nodes = tuple(stands.get(node.id, node) for node in picture.nodes if node.id in stands or node.id not in gone)
    edges = tuple(edge for edge in picture.edges if edge.id not in lines)
    return replace(picture, nodes=nodes, edges=(*edges, *(_edge(crowd, lang) for crowd in crowds)))


def _node(crowd: _Crowd) -> PictureNode:
    kinds = {node.kind for node in crowd.nodes}
    count = sum(node.folded or 1 for node in crowd.nodes)
    return PictureNode(crowd.id, "", "", kinds.pop() if len(kinds) == 1 else PartyKind.OTHER, folded=count)


def _edge(crowd: _Crowd, lang: Lang) -> PictureEdge:
    start, end = (crowd.anchor, crowd.id) if crowd.is_held else (crowd.id, crowd.anchor)
    sources = tuple(dict.fromkeys(source for edge in crowd.ties for source in edge.sources))
    return PictureEdge(f"{crowd.id}-", start, end, _words(crowd, lang), "folded", sources, is_control=crowd.is_control)


def _words(crowd: _Crowd, lang: Lang) -> str:
    holdings = [edge for edge in crowd.ties if edge.relation == "holds"]
    if len(holdings) < len(crowd.ties):
        return (_BOTH if holdings else _SERVES).say(lang)
    shares = [edge.percent if edge.most is None else edge.most for edge in holdings]
    known = [share for share in shares if share is not None]
    if len(known) < len(shares) or len(known) == 1:
        return _HOLDS.say(lang)
    return _AT_MOST(percent=f"{max(known) / _UNIT:g}").say(lang)
