"""The flat attributes of a party and of a relation: what every export for graph programs and tables tells of them.

A value is text, a number or yes and no, never a list; what nobody told is None, and a format leaves it out. A text is one
line: a line break in a name would be a row of its own in a table.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TypeAlias

from relparty.graph_formats import Picture, PictureEdge, PictureNode
from relparty.model.finding import Level
from relparty_graphs.labels import shown

Value: TypeAlias = str | int | float | bool
Attributes: TypeAlias = dict[str, Value | None]
Told: TypeAlias = dict[str, Value]

NODE_TYPES: dict[str, type] = {"label": str, "kind": str, "number": str, "bidder": bool, "level": str, "hub": bool, "folded": int}
EDGE_TYPES: dict[str, type] = {
    "label": str,
    "relation": str,
    "percent": float,
    "percent_from": float,
    "percent_to": float,
    "control": bool,
    "since": date,
    "until": date,
    "judgement": bool,
    "source_kinds": str,
    "sources": str,
    "findings": str,
}
"""The names of the attributes in their order, with the type of what they tell; a date is told as text, 2026-03-01."""

_UNIT = 10_000
"""Units of 0.0001 % in a percent."""
_LINE_BREAK = "⟨U+000A⟩"


def one_line(text: str) -> str:
    """The text on one line with every character visible: controls, direction marks and line breaks as ⟨U+202E⟩."""
    return shown(text).replace("\n", _LINE_BREAK)


def lot_attributes(picture: Picture) -> Attributes:
    """What is to be known of the lot: what it is, as of when, and the verdict; `unchecked` counts what could not be tested."""
    lot = picture.lot
    unchecked = sum(finding.level == Level.UNCHECKED for finding in picture.findings)
    return {
        "lot": one_line(lot.id),
        "name": one_line(lot.name),
        "regime": one_line(lot.regime),
        "opens_on": lot.opens_on.isoformat(),
        "as_of": lot.as_of.isoformat(),
        "verdict": one_line(lot.verdict),
        "unchecked": unchecked,
        "relparty": one_line(lot.version),
    }


def node_attributes(node: PictureNode) -> Attributes:
    """What is told of a party; one without a name is called by its id."""
    return {
        "label": one_line(node.name) or one_line(node.id),
        "kind": node.kind.value,
        "number": one_line(node.number) or None,
        "bidder": node.is_bidder,
        "level": None if node.level is None else node.level.word,
        "hub": node.is_hub,
        "folded": node.folded or None,
    }


def edge_attributes(edge: PictureEdge, findings: Iterable[str] = ()) -> Attributes:
    """What is told of a relation, with the ids of the findings that it proves."""
    return {
        "label": one_line(edge.words) or one_line(edge.relation) or one_line(edge.id),
        "relation": one_line(edge.relation) or None,
        **_share(edge),
        "control": edge.is_control,
        "since": edge.since.isoformat() if edge.since else None,
        "until": edge.until.isoformat() if edge.until else None,
        "judgement": edge.is_judgement,
        "source_kinds": _joined(edge.source_kinds),
        "sources": _joined(f"{source.file} {source.place}".strip() for source in edge.sources),
        "findings": _joined(findings),
    }


def proven(picture: Picture) -> dict[str, tuple[str, ...]]:
    """The ids of the findings that a relation proves, by the relation's id."""
    found: dict[str, tuple[str, ...]] = {edge.id: () for edge in picture.edges}
    for finding in picture.findings:
        for edge in dict.fromkeys(finding.edges):
            found[edge] = (*found.get(edge, ()), finding.id)
    return found


def told(attributes: Attributes) -> Told:
    """The attributes that have a value, for formats that know no None."""
    return {name: value for name, value in attributes.items() if value is not None}


def _share(edge: PictureEdge) -> Attributes:
    """A share is a number, or lies between two; a bound is never told as the share itself."""
    least, most = (None if units is None else units / _UNIT for units in (edge.percent, edge.most))
    if most is None or most == least:
        return {"percent": least, "percent_from": None, "percent_to": None}
    return {"percent": None, "percent_from": least, "percent_to": most}


def _joined(words: Iterable[str]) -> str | None:
    return one_line("; ".join(dict.fromkeys(words))) or None
