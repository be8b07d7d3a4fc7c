"""Views: what stands in a picture, as boxes and lines to lay out and the words that belong to each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

import networkx as nx

from relparty.graph_formats import Picture, PictureEdge
from relparty.model.party import PARTY_KIND_WORDS, PartyKind
from relparty.phrases import Lang
from relparty_graphs.labels import INK, Label, label, shown
from relparty_graphs.layout import Box, Line, Plan
from relparty_graphs.style import (
    BIDDER,
    FAINT,
    FOLDED,
    FOLDED_LOOK,
    HUB_NOTE,
    LINE_LOOKS,
    LINE_WORDS,
    NODE_LOOKS,
    WORDS_LOOK,
    LineKind,
    NodeLook,
    edge_label,
    edge_words,
    line_kind,
    node_label,
    node_look,
    node_tooltip,
    party_name,
    source_note,
)

_SAMPLE = 44.0
_GAP = 18.0


@dataclass(frozen=True, slots=True)
class View:
    """A plan with the label of each box and the tooltip of each box and line, by id."""

    plan: Plan
    labels: dict[str, Label]
    tooltips: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Bundle:
    """The relations from one party to another that stand, that ended, or that we judge: one line, with one label in its middle."""

    id: str
    start: str
    end: str
    edges: tuple[PictureEdge, ...]
    kind: LineKind
    is_level: bool
    is_upwards: bool

    @property
    def row(self) -> tuple[str, str, str]:
        return self.start, self.id, self.end


@dataclass(frozen=True, slots=True)
class _Sample:
    """One entry of the key: words, in the shape they explain or beside the line they explain."""

    words: Label
    look: NodeLook
    line: LineKind | None = None

    @property
    def box(self) -> Box:
        return sized("", self.look, self.words)

    @property
    def width(self) -> float:
        return self.box.width + (_SAMPLE if self.line else 0)


def picture_view(picture: Picture, lang: Lang) -> View:
    """The picture to lay out: holders above what they hold, shared facts above who shares them, namesakes side by side."""
    ids = {node.id: f"p{number}" for number, node in enumerate(picture.nodes, start=1)}
    bundles = _bundles(picture, ids)
    labels = {ids[node.id]: node_label(node, lang) for node in picture.nodes}
    labels |= {bundle.id: edge_label(bundle.edges, lang, picture.lot.opens_on) for bundle in bundles}
    looks = {ids[node.id]: node_look(node) for node in picture.nodes} | {bundle.id: WORDS_LOOK for bundle in bundles}
    boxes = tuple(sized(key, looks[key], labels[key]) for key in labels)
    tooltips = {ids[node.id]: node_tooltip(node, lang) for node in picture.nodes}
    told = dict(zip((edge.id for edge in picture.edges), sentences(picture, lang), strict=True))
    tooltips |= {part: "\n".join(told[edge.id] for edge in bundle.edges) for bundle in bundles for part in _parts(bundle.id)}
    rows = _rows(bundles)
    above = {bundle.start for bundle in bundles} | {key for row in rows for key in row}
    bottom = tuple(ids[node.id] for node in picture.nodes if node.is_bidder and ids[node.id] not in above)
    lines = tuple(line for bundle in bundles for line in _lines(bundle))
    graded = sorted((node for node in picture.nodes if node.level is not None), key=lambda node: -(node.level or 0))
    first = tuple(ids[node.id] for node in graded)
    return View(Plan("parties", boxes, lines, rows, bottom, first), labels, tooltips)


def key_view(picture: Picture, width: float, lang: Lang) -> View:
    """What the shapes and lines of this picture mean, in rows no wider than `width` points."""
    samples = _samples(picture, lang)
    boxes: list[Box] = []
    lines: list[Line] = []
    labels: dict[str, Label] = {}
    x, y, tallest = 0.0, 0.0, max(sample.box.height for sample in samples)
    for number, sample in enumerate(samples, start=1):
        if x and x + sample.width > width:
            x, y = 0.0, y - tallest - _GAP / 2
        labels[f"k{number}"] = sample.words
        boxes.append(replace(sample.box, id=f"k{number}", at=(x + sample.width - sample.box.width / 2, y)))
        if sample.line:
            ends = [Box(f"k{number}{end}", WORDS_LOOK, 1, 1, (x + shift, y)) for end, shift in (("a", 1), ("b", _SAMPLE - 1))]
            boxes += ends
            lines.append(Line(f"k{number}l", ends[0].id, ends[1].id, LINE_LOOKS[sample.line], _arrow(sample.line)))
        x += sample.width + _GAP
    return View(Plan("key", tuple(boxes), tuple(lines)), labels, {})


def sentences(picture: Picture, lang: Lang) -> tuple[str, ...]:
    """Each relation of the picture as one line of text, for those who hear it read."""
    names = {node.id: shown(party_name(node, lang)) for node in picture.nodes}
    return tuple(
        f"{names[edge.start]} → {names[edge.end]}: {shown(edge_words(edge, lang, picture.lot.opens_on))}" for edge in picture.edges
    )


def _bundles(picture: Picture, ids: dict[str, str]) -> tuple[_Bundle, ...]:
    place, day = {node.id: number for number, node in enumerate(picture.nodes)}, picture.lot.opens_on
    kinds = {node.id: node.kind for node in picture.nodes}

    def order(edge: PictureEdge) -> tuple[int, int, bool, bool, bool]:
        return place[edge.start], place[edge.end], edge.is_judgement, line_kind(edge, day) is LineKind.ENDED, not edge.is_control

    def alike(edge: PictureEdge) -> tuple[int | bool, ...]:
        return order(edge)[:-1]

    def bundle(number: int, edges: tuple[PictureEdge, ...]) -> _Bundle:
        start, end = edges[0].start, edges[0].end  # the first is what controls, if any does
        is_level = kinds[start] is kinds[end] is PartyKind.PERSON and start != end
        is_upwards = kinds[end] is PartyKind.FACT
        upper, lower = (end, start) if is_upwards else (start, end)
        return _Bundle(f"e{number}", ids[upper], ids[lower], edges, line_kind(edges[0], day), is_level, is_upwards)

    groups = groupby(sorted(picture.edges, key=order), key=alike)
    return tuple(bundle(number, tuple(edges)) for number, (_, edges) in enumerate(groups, start=1))


def _rows(bundles: tuple[_Bundle, ...]) -> tuple[tuple[str, ...], ...]:
    level: nx.Graph[str] = nx.Graph(pair for bundle in bundles if bundle.is_level for pair in zip(bundle.row, bundle.row[1:], strict=False))
    return tuple(tuple(sorted(part)) for part in nx.connected_components(level))


def _parts(bundle: str) -> tuple[str, str, str]:
    return bundle, f"{bundle}a", f"{bundle}b"


def _lines(bundle: _Bundle) -> tuple[Line, Line]:
    middle, first, second = _parts(bundle.id)
    look, arrow = LINE_LOOKS[bundle.kind], _arrow(bundle.kind)
    upwards = arrow == "forward" and bundle.is_upwards
    return (
        Line(first, bundle.start, middle, look, "back" if upwards else "none"),
        Line(second, middle, bundle.end, look, "none" if upwards else arrow),
    )


def _arrow(kind: LineKind) -> Literal["none", "forward"]:
    return "none" if kind is LineKind.JUDGEMENT else "forward"


def sized(key: str, look: NodeLook, words: Label) -> Box:
    """The box that a label needs in a shape."""
    width, height = (
        size * stretch + padding for size, stretch, padding in zip((words.width, words.height), look.stretch, look.padding, strict=True)
    )
    return Box(key, look, width, height)


def _samples(picture: Picture, lang: Lang) -> list[_Sample]:
    kinds = [kind for kind in PartyKind if any(node.kind is kind and not node.folded for node in picture.nodes)]
    lines = [kind for kind in LineKind if any(line_kind(edge, picture.lot.opens_on) is kind for edge in picture.edges)]
    hubs = HUB_NOTE.say(lang) if any(node.is_hub for node in picture.nodes) else ""
    notes = [note for note in (source_note(picture.edges, lang), hubs) if note]
    return [
        *(
            [_Sample(label(BIDDER.say(lang), 11, 40, bold=True), replace(NODE_LOOKS[PartyKind.COMPANY], fill="#ffffff", border=INK, pen=3))]
            if any(node.is_bidder for node in picture.nodes)
            else []
        ),
        *(_Sample(label(PARTY_KIND_WORDS[kind].say(lang), 11, 40), NODE_LOOKS[kind]) for kind in kinds),
        *([_Sample(label(FOLDED.say(lang), 11, 40), FOLDED_LOOK)] if any(node.folded for node in picture.nodes) else []),
        *(_Sample(label(LINE_WORDS[kind].say(lang), 11, 40), WORDS_LOOK, kind) for kind in lines),
        *(_Sample(label(each, 11, 60, colour=FAINT), WORDS_LOOK) for each in notes),
    ]
