"""The port that pictures plug into: what there is to draw, and the formats that draw it.

The core hands over a picture and knows no format. Formats are the modules of `relparty_graphs.formats`
and, from third parties, the entry points of group `relparty.graph_formats`; each has
`draw(picture, lang) -> bytes`.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from importlib.metadata import entry_points
from typing import TypeAlias

from relparty.errors import UsageError
from relparty.identifiers.masking import masked_number, shown
from relparty.model.finding import Finding, Level, Screening
from relparty.model.party import Party, PartyKind
from relparty.model.tie import Step
from relparty.phrases import Lang, Phrase, Sentence

_NO_FORMAT = Phrase("没有名为 {name} 的图形格式", "there is no graph format {name}")
_FORMATS_ARE = Phrase("可用：{names}", "known: {names}")


@dataclass(frozen=True, slots=True)
class PictureNode:
    """A party to draw; `level` is the worst finding of a flagged bidder, None for all others."""

    id: str
    name: str
    number: str
    kind: PartyKind
    is_bidder: bool = False
    level: Level | None = None


@dataclass(frozen=True, slots=True)
class PictureEdge:
    """A step to draw; `is_judgement` marks one of ours (same name), `until` the day on which one ended."""

    start: str
    end: str
    words: Phrase | Sentence
    relation: str
    source_kinds: tuple[str, ...]
    is_judgement: bool = False
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """The part of a lot's graph that proves its findings."""

    title: str
    nodes: tuple[PictureNode, ...]
    edges: tuple[PictureEdge, ...]
    legend: Phrase | Sentence


_PACKAGE = "relparty_graphs.formats"
_GROUP = "relparty.graph_formats"

Draw: TypeAlias = Callable[[Picture, Lang], bytes]

_LEGEND = Phrase("按 {day} 的情况绘制 · 结论见报告", "as it stood on {day} · see the report for the findings")


def picture(screening: Screening) -> Picture:
    """What proves the findings: every step of their paths that joins parties, each party once.

    Numbers are masked and ids are our own; unchecked answers are no relation and are not drawn.
    """
    drawn = [finding for finding in screening.findings if finding.level > Level.UNCHECKED]
    steps = list(dict.fromkeys(step for finding in drawn for path in finding.paths for step in path.steps if _joins(step)))
    known = {party.key: party for step in steps for party in (step.start, step.end)}
    ids = {key: f"n{number}" for number, key in enumerate(sorted(known, key=lambda key: _order(known[key])), start=1)}
    levels = _levels(drawn, screening)
    nodes = tuple(_node(known[key], node_id, key in levels, levels.get(key)) for key, node_id in ids.items())
    edges = tuple(dict.fromkeys(_edge(step, ids) for step in steps))
    return Picture(shown(screening.lot.name), nodes, edges, _LEGEND(day=screening.lot.opens_on))


def formats() -> tuple[str, ...]:
    """The names of the formats there are."""
    return tuple(sorted({*_built_in(), *(point.name for point in entry_points(group=_GROUP))}))


def draw(name: str, what: Picture, lang: Lang) -> bytes:
    """The picture in that format; UsageError when there is no such format."""
    if name in _built_in():
        found: Draw = import_module(f"{_PACKAGE}.{name}").draw
        return found(what, lang)
    for point in entry_points(group=_GROUP, name=name):
        found = point.load()
        return found(what, lang)
    raise UsageError(name, _NO_FORMAT(name=name), _FORMATS_ARE(names=", ".join(formats())))


def _built_in() -> set[str]:
    return {module.name for module in pkgutil.iter_modules(import_module(_PACKAGE).__path__)}


def _joins(step: Step) -> bool:
    return step.start.key != step.end.key and step.relation not in ("says", "unchecked")


def _order(party: Party) -> tuple[str, str, str, str]:
    return party.kind.value, party.name, party.number, party.key


def _levels(drawn: list[Finding], screening: Screening) -> dict[str, Level | None]:
    """The worst level of each bidder by party key; None for a bidder in no finding."""
    party_of = dict(screening.bidder_parties)
    found: dict[str, Level | None] = dict.fromkeys(party_of.values())
    for finding in drawn:
        for bidder in finding.bidders:
            found[party_of[bidder]] = max(found[party_of[bidder]] or Level.UNCHECKED, finding.level)
    return found


def _node(party: Party, node_id: str, is_bidder: bool, level: Level | None) -> PictureNode:
    number = masked_number(party.number) if party.kind is PartyKind.PERSON and party.number else shown(party.number)
    return PictureNode(node_id, shown(party.name), number, party.kind, is_bidder, level)


def _shown_words(words: Phrase | Sentence) -> Phrase | Sentence:
    """The words with what a form wrote into them masked like everything else."""
    if isinstance(words, Phrase):
        return words
    parts = tuple((name, shown(part) if isinstance(part, str) else part) for name, part in words.parts)
    return Sentence(words.phrase, parts)


def _edge(step: Step, ids: dict[str, str]) -> PictureEdge:
    kinds = tuple(sorted({source.kind for source in step.sources}))
    return PictureEdge(
        start=ids[step.start.key],
        end=ids[step.end.key],
        words=_shown_words(step.words),
        relation=step.relation,
        source_kinds=kinds,
        is_judgement=step.relation == "same_name",
        until=step.until,
    )
