"""What the page's scripts know of a lot: every party, relation, source and finding, numbered, in one language.

Every text goes through `shown`: marks that turn the reading direction, or that no one sees, are written as codes.
"""

from __future__ import annotations

import json
from typing import Any

from relparty.graph_formats import Picture, PictureEdge, PictureFinding, PictureNode, PictureSource
from relparty.model.finding import LEVEL_WORDS, Level
from relparty.model.party import PARTY_KIND_WORDS
from relparty.phrases import Lang
from relparty_graphs.labels import shown
from relparty_graphs.page.chart import Numbers
from relparty_graphs.page.scope import MOST, Scope
from relparty_graphs.page.words import SPOKEN
from relparty_graphs.style import SOURCE_WORDS, party_name

Told = dict[str, Any]

LEVEL_ORDER = (Level.BAR, Level.DEEMED, Level.REVIEW, Level.LEAD, Level.UNCHECKED, Level.NOTE)
"""The order in which a reader meets the levels: what was not checked stands before mere context."""


def told(picture: Picture, drawn: tuple[Scope, ...], known: Numbers, lang: Lang) -> Told:
    """The lot as plain values for the scripts, always in one order."""
    sources = {source: n for n, source in enumerate(dict.fromkeys(source for edge in picture.edges for source in edge.sources))}
    days = {day.isoformat() for edge in picture.edges for day in (edge.since, edge.until) if day}
    opening = picture.lot.opens_on.isoformat()
    order = {level: n for n, level in enumerate(LEVEL_ORDER)}
    return {
        "lang": lang,
        "opening": opening,
        "stops": sorted({*days, opening}) if days else [],
        "most": MOST,
        "scopes": [{"name": each.name, "findings": each.findings, "isPart": _is_part(each, picture)} for each in drawn],
        "parties": [_party(node, lang) for node in picture.nodes],
        "relations": [_relation(edge, known, sources) for edge in picture.edges],
        "sources": [_source(source, lang) for source in sources],
        "findings": [_finding(each, known, lang) for each in sorted(picture.findings, key=lambda each: order[each.level])],
        "levels": {level.word: LEVEL_WORDS[level].say(lang) for level in LEVEL_ORDER},
        "words": {name: phrase.say(lang) for name, phrase in SPOKEN.items()},
    }


def as_json(lot: Told) -> str:
    """The values as JSON that may stand in a `<script>` element: nothing in it can end the element or open a comment."""
    text = json.dumps(lot, ensure_ascii=False, separators=(",", ":"))
    return (
        text.replace("&", "\\u0026")
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
    )


def _is_part(scope: Scope, picture: Picture) -> bool:
    return scope.findings < sum(1 for each in picture.findings if each.edges and each.level > Level.UNCHECKED)


def _party(node: PictureNode, lang: Lang) -> Told:
    return {
        "name": shown(party_name(node, lang)),
        "number": shown(node.number),
        "kind": PARTY_KIND_WORDS[node.kind].say(lang),
        "isFact": node.kind.value == "fact",
        "isBidder": node.is_bidder,
        "level": node.level.word if node.level is not None else None,
        "isHub": node.is_hub,
        "folded": node.folded,
    }


def _relation(edge: PictureEdge, known: Numbers, sources: dict[PictureSource, int]) -> Told:
    return {
        "from": known.nodes[edge.start],
        "to": known.nodes[edge.end],
        "words": shown(edge.words),
        "relation": edge.relation,
        "since": edge.since.isoformat() if edge.since else None,
        "until": edge.until.isoformat() if edge.until else None,
        "isControl": edge.is_control,
        "isJudgement": edge.is_judgement,
        "sources": [sources[source] for source in edge.sources],
    }


def _source(source: PictureSource, lang: Lang) -> Told:
    kind = SOURCE_WORDS.get(source.kind)
    return {
        "file": shown(source.file),
        "place": shown(source.place),
        "hash": shown(source.sha256),
        "kind": kind.say(lang) if kind else shown(source.kind),
    }


def _finding(finding: PictureFinding, known: Numbers, lang: Lang) -> Told:
    return {
        "id": shown(finding.id),
        "title": shown(finding.title),
        "level": finding.level.word,
        "levelWords": LEVEL_WORDS[finding.level].say(lang),
        "summary": shown(finding.summary),
        "bidders": [shown(name) for name in finding.bidders],
        "parties": [known.nodes[node] for node in finding.nodes if node in known.nodes],
        "relations": [known.edges[edge] for edge in finding.edges if edge in known.edges],
        "basis": [shown(each) for each in finding.basis],
        "nextStep": shown(finding.next_step),
    }
