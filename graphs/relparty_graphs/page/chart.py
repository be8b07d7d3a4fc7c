"""Charts: a scope of the page as SVG, laid out here; each party and relation can be found in it by its number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import accumulate, groupby
from math import sqrt
from xml.etree import ElementTree as ET

import networkx as nx

from relparty.graph_formats import Picture, PictureEdge, PictureNode
from relparty.model.party import PartyKind
from relparty.phrases import Lang
from relparty_graphs.labels import Label, TextLine
from relparty_graphs.layout import Box, Line, Plan, packed
from relparty_graphs.page.scope import Scope
from relparty_graphs.style import (
    FONTS,
    LINE_LOOKS,
    WORDS_LOOK,
    LineKind,
    NodeLook,
    edge_label,
    line_kind,
    node_label,
    node_look,
    node_tooltip,
)

_LEAST_ROOM = 1000.0
_GAP = 28.0
_SHAPE = 3.2
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


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
    is_upwards: bool

    @property
    def kind(self) -> LineKind:
        return line_kind(self.edges[0])


def numbers(picture: Picture) -> Numbers:
    """The numbers of a lot's parties and relations: their places in the picture."""
    return Numbers({node.id: n for n, node in enumerate(picture.nodes)}, {edge.id: n for n, edge in enumerate(picture.edges)})


def chart(scope: Scope, known: Numbers, lang: Lang) -> str:
    """The scope as an `<svg>` element for the page: no style, no script, no address, every text escaped."""
    picture = scope.picture
    parties = {node.id: f"{scope.name}-p{known.nodes[node.id]}" for node in picture.nodes}
    bundles = _bundles(scope, parties, known)
    labels = {parties[node.id]: node_label(node, lang) for node in picture.nodes} | {
        each.id: edge_label(each.edges, lang) for each in bundles
    }
    plan = _plan(scope, parties, bundles, labels)
    drawn = packed(plan, _room(plan))
    groups = drawn.groups()
    for node in picture.nodes:
        _mark_party(groups[parties[node.id]], known.nodes[node.id], node, lang)
    for each in bundles:
        _mark_bundle(groups, each, known)
    for key, words in labels.items():
        left, top, right, bottom = _frame(groups[key])
        groups[key].extend(_text(words, (left + right) / 2, (top + bottom - words.height) / 2))
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
        tuple(_sized(key, looks[key], words) for key, words in labels.items()),
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
    kinds = {node.id: node.kind for node in scope.picture.nodes}

    def order(edge: PictureEdge) -> tuple[int, int, LineKind, date, date]:
        return known.nodes[edge.start], known.nodes[edge.end], line_kind(edge), edge.since or date.min, edge.until or date.max

    def bundle(edges: tuple[PictureEdge, ...]) -> _Bundle:
        start, end = edges[0].start, edges[0].end
        is_upwards = kinds[end] is PartyKind.FACT
        upper, lower = (end, start) if is_upwards else (start, end)
        return _Bundle(f"{scope.name}-r{known.edges[edges[0].id]}", parties[upper], parties[lower], edges, is_upwards)

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
    _, top, right, _ = _frame(group)
    # How many are folded into the party: the scripts write it.
    ET.SubElement(group, "text", {"class": "more", "x": f"{right:.2f}", "y": f"{top - 3:.2f}", "text-anchor": "end", "font-size": "12"})


def _mark_bundle(groups: dict[str, ET.Element], bundle: _Bundle, known: Numbers) -> None:
    told = " ".join(str(known.edges[edge.id]) for edge in bundle.edges)
    for suffix, name in (("", "words"), ("a", "line"), ("b", "line")):
        group = groups[f"{bundle.id}{suffix}"]
        group.attrib |= {"class": name, "data-relations": told, "aria-hidden": "true"}
        for title in group.findall("title"):
            group.remove(title)


def _frame(group: ET.Element) -> tuple[float, float, float, float]:
    """The left, top, right and bottom of a party's shape."""
    shape = next(each for each in group.iter() if each.tag in ("polygon", "ellipse"))
    if shape.tag == "ellipse":
        x, y, across, down = (float(shape.get(name, "0")) for name in ("cx", "cy", "rx", "ry"))
        return x - across, y - down, x + across, y + down
    points = [tuple(map(float, point.split(","))) for point in shape.get("points", "").split()]
    xs, ys = [point[0] for point in points], [point[1] for point in points]
    return min(xs), min(ys), max(xs), max(ys)


def _text(words: Label, x: float, top: float) -> list[ET.Element]:
    tops = accumulate((line.height for line in words.lines), initial=top)
    return [_line(line, x, start + line.height / 2 + line.size * 0.36) for line, start in zip(words.lines, tops, strict=False)]


def _line(line: TextLine, x: float, baseline: float) -> ET.Element:
    place = {
        "x": f"{x:.2f}",
        "y": f"{baseline:.2f}",
        "text-anchor": "middle",
        "font-size": f"{line.size:g}",
        "fill": line.colour,
        _SPACE: "preserve",
    }
    weight = {"font-weight": "bold"} if line.bold else {}
    # No rule of thumb tells how wide other scripts run: they are pressed into the room they have.
    pressed = {} if line.is_certain else {"textLength": f"{line.width:.2f}", "lengthAdjust": "spacingAndGlyphs"}
    text = ET.Element("text", place | weight | pressed)
    text.text = line.text
    return text


def _sized(key: str, look: NodeLook, words: Label) -> Box:
    width, height = (
        size * stretch + padding for size, stretch, padding in zip((words.width, words.height), look.stretch, look.padding, strict=True)
    )
    return Box(key, look, width, height)
