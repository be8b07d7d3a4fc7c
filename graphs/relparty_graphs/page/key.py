"""The key of the page: each shape and line that the picture uses, drawn small beside its words."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree as ET

from relparty.graph_formats import Picture
from relparty.model.party import PARTY_KIND_WORDS, PartyKind
from relparty.phrases import Lang
from relparty_graphs.labels import INK
from relparty_graphs.layout import Box, Drawing, Line, Plan, drawing
from relparty_graphs.style import (
    BIDDER,
    HUB_NOTE,
    LINE_LOOKS,
    LINE_WORDS,
    NODE_LOOKS,
    WORDS_LOOK,
    LineKind,
    NodeLook,
    line_kind,
    source_note,
)

_WIDTH, _HEIGHT = 44.0, 22.0


def key_entries(picture: Picture, lang: Lang) -> list[tuple[str, str]]:
    """The entries as (SVG, words); the SVG is empty for a note that explains no shape."""
    bidder = replace(NODE_LOOKS[PartyKind.COMPANY], fill="#ffffff", border=INK, pen=3)
    kinds = [kind for kind in PartyKind if any(node.kind is kind for node in picture.nodes)]
    lines = [kind for kind in LineKind if any(line_kind(edge, picture.lot.opens_on) is kind for edge in picture.edges)]
    shapes = [
        *([(bidder, BIDDER)] if any(node.is_bidder for node in picture.nodes) else []),
        *((NODE_LOOKS[kind], PARTY_KIND_WORDS[kind]) for kind in kinds),
    ]
    hubs = HUB_NOTE.say(lang) if any(node.is_hub for node in picture.nodes) else ""
    notes = [note for note in (source_note(picture.edges, lang), hubs) if note]
    return [
        *((_shape(look), words.say(lang)) for look, words in shapes),
        *((_line(kind), LINE_WORDS[kind].say(lang)) for kind in lines),
        *(("", note) for note in notes),
    ]


def _shape(look: NodeLook) -> str:
    return _svg(drawing(Plan("key", (Box("k", look, _WIDTH, _HEIGHT),), ())))


def _line(kind: LineKind) -> str:
    ends = tuple(Box(end, WORDS_LOOK, 1, 1, (x, 0)) for end, x in (("a", 0), ("b", _WIDTH)))
    return _svg(drawing(Plan("key", ends, (Line("l", "a", "b", LINE_LOOKS[kind], "none" if kind is LineKind.JUDGEMENT else "forward"),))))


def _svg(drawn: Drawing) -> str:
    """The drawing without ids or titles, which stand in the page already."""
    for group in drawn.group.iter("g"):
        group.attrib.pop("id", None)
        for title in group.findall("title"):
            group.remove(title)
    size = {"width": f"{drawn.width:.0f}", "height": f"{drawn.height:.0f}", "viewBox": f"0 0 {drawn.width:.0f} {drawn.height:.0f}"}
    root = ET.Element("svg", {"class": "sample", "aria-hidden": "true", **size})
    root.append(drawn.group)
    return ET.tostring(root, encoding="unicode", short_empty_elements=False)
