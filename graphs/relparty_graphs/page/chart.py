"""Charts: a scope of the page as SVG, laid out here; each party and relation can be found in it by its number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from math import sqrt
from xml.etree import ElementTree as ET

import networkx as nx

from relparty.graph_formats import Picture, PictureEdge, PictureNode
from relparty.model.party import PartyKind
from relparty.phrases import Lang
from relparty_graphs.labels import Label
from relparty_graphs.layout import Line, Plan, frame, packed
from relparty_graphs.page.scope import Scope
from relparty_graphs.style import (
    FONTS,
    LINE_LOOKS,
    WORDS_LOOK,
    LineKind,
    edge_label,
    line_kind,
    node_label,
    node_look,
    node_tooltip,
)
from relparty_graphs.view import sized
from relparty_graphs.writing import written

_LEAST_ROOM = 1000.0
_GAP = 28.0
_SHAPE = 3.2


@dataclass(frozen=True, slots=True)
class Numbers:
    """The number of each party and relation of the lot, by which scripts find them in a chart."""

    nodes: dict[str, int]
    edges: dict[str, int]


@dataclass(frozen=True, slots=True)
class _Bundle:
    """Relations between the same two that are in force on the same days: one line, with one label in its middle."""

    id: str
    upper: str
    lower: str
    edges: tuple[PictureEdge, ...]
    kind: LineKind
    is_upwards: bool


def numbers(picture: Picture) -> Numbers:
    """The numbers of a lot's parties and relations: their places in the picture."""
    return Numbers({node.id: n for n, node in enumerate(picture.nodes)}, {edge.id: n for n, edge in enumerate(picture.edges)})


def chart(scope: Scope, known: Numbers, lang: Lang) -> str:
    """The scope as an `<svg>` element for the page: no style, no script, no address, every text escaped."""
    picture = scope.picture
    parties = {node.id: f"{scope.name}-p{known.nodes[node.id]}" for node in picture.nodes}
    bundles = _bundles(scope, parties, known)
    labels = {parties[node.id]: node_label(node, lang) for node in picture.nodes} | {
        each.id: edge_label(each.edges, lang, picture.lot.opens_on) for each in bundles
    }
    plan = _plan(scope, parties, bundles, labels)
    drawn = packed(plan, _room(plan))
    groups = drawn.groups()
    for node in picture.nodes:
        _mark_party(groups[parties[node.id]], known.nodes[node.id], node, lang)
    for each in bundles:
        _mark_bundle(groups, each, known)
    for key, words in labels.items():
        left, top, right, bottom = frame(groups[key])
        groups[key].extend(written(words, (left + right) / 2, (top + bottom - words.height) / 2))
    size = {"width": f"{drawn.width:.0f}", "height": f"{drawn.height:.0f}", "viewBox": f"0 0 {drawn.width:.0f} {drawn.height:.0f}"}
    root = ET.Element("svg", {"class": "chart", "data-scope": scope.name, **size, "font-family": FONTS})
    root.append(drawn.group)
    return ET.tostring(root, encoding="unicode", short_empty_elements=False)


def _plan(scope: Scope, parties: dict[str, str], bundles: tuple[_Bundle, ...], labels: dict[str, Label]) -> Plan:
    nodes = scope.picture.nodes
    looks = {parties[node.id]: node_look(node) for node in nodes} | {each.id: WORDS_LOOK for each in bundles}
    above = {each.upper for each in bundles}
    return Plan(
        scope.name,
        tuple(sized(key, looks[key], words) for key, words in labels.items()),
        tuple(line for each in bundles for line in _lines(each)),
        _rows(bundles, scope.picture, parties),
        tuple(parties[node.id] for node in nodes if node.is_bidder and parties[node.id] not in above),
        tuple(parties[node] for finding in scope.picture.findings for node in finding.nodes if node in parties),
    )


def _room(plan: Plan) -> float:
    """How wide the chart may be: about as much wider than high as a screen is."""
    area = sum((box.width + _GAP) * (box.height + _GAP) for box in plan.boxes)
    return max(_LEAST_ROOM, sqrt(area * _SHAPE))


def _bundles(scope: Scope, parties: dict[str, str], known: Numbers) -> tuple[_Bundle, ...]:
    kinds, day = {node.id: node.kind for node in scope.picture.nodes}, scope.picture.lot.opens_on

    def order(edge: PictureEdge) -> tuple[int, int, LineKind, date, date]:
        return known.nodes[edge.start], known.nodes[edge.end], line_kind(edge, day), edge.since or date.min, edge.until or date.max

    def bundle(edges: tuple[PictureEdge, ...]) -> _Bundle:
        start, end = edges[0].start, edges[0].end
        is_upwards = kinds[end] is PartyKind.FACT
        upper, lower = (end, start) if is_upwards else (start, end)
        return _Bundle(
            f"{scope.name}-r{known.edges[edges[0].id]}", parties[upper], parties[lower], edges, line_kind(edges[0], day), is_upwards
        )

    return tuple(bundle(tuple(edges)) for _, edges in groupby(sorted(scope.picture.edges, key=order), key=order))


def _rows(bundles: tuple[_Bundle, ...], picture: Picture, parties: dict[str, str]) -> tuple[tuple[str, ...], ...]:
    """Persons that a relation joins stand side by side."""
    persons = {parties[node.id] for node in picture.nodes if node.kind is PartyKind.PERSON}
    level: nx.Graph[str] = nx.Graph()
    for each in bundles:
        if each.upper in persons and each.lower in persons and each.upper != each.lower:
            level.add_edges_from([(each.upper, each.id), (each.id, each.lower)])
    return tuple(tuple(sorted(row)) for row in nx.connected_components(level))


def _lines(bundle: _Bundle) -> tuple[Line, Line]:
    look = LINE_LOOKS[bundle.kind]
    has_arrow = bundle.kind is not LineKind.JUDGEMENT
    return (
        Line(f"{bundle.id}a", bundle.upper, bundle.id, look, "back" if has_arrow and bundle.is_upwards else "none"),
        Line(f"{bundle.id}b", bundle.id, bundle.lower, look, "forward" if has_arrow and not bundle.is_upwards else "none"),
    )


def _mark_party(group: ET.Element, number: int, node: PictureNode, lang: Lang) -> None:
    told = node_tooltip(node, lang)
    group.attrib |= {
        "class": "party",
        "data-party": str(number),
        "role": "button",
        "tabindex": "-1",
        "aria-pressed": "false",
    }
    for title in group.findall("title"):
        title.text = told
    _, top, right, _ = frame(group)
    # How many are folded into the party: the scripts write it.
    ET.SubElement(group, "text", {"class": "more", "x": f"{right:.2f}", "y": f"{top - 3:.2f}", "text-anchor": "end", "font-size": "12"})


def _mark_bundle(groups: dict[str, ET.Element], bundle: _Bundle, known: Numbers) -> None:
    told = " ".join(str(known.edges[edge.id]) for edge in bundle.edges)
    for suffix, name in (("", "words"), ("a", "line"), ("b", "line")):
        group = groups[f"{bundle.id}{suffix}"]
        group.attrib |= {"class": name, "data-relations": told, "aria-hidden": "true"}
        for title in group.findall("title"):
            group.remove(title)
