"""The graph of a lot as plain values: parties and relations under ids of ours, in one order, to which findings point."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from relparty.identifiers.masking import masked_number
from relparty.model.finding import Screening
from relparty.model.party import Party, PartyKind
from relparty.model.record import Source
from relparty.model.tie import Step
from relparty.phrases import Lang

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Graph:
    """The parties and relations of a screening, each with its id."""

    parties: dict[str, str]
    """Ids by key; whoever is only probably one has one id."""
    relations: dict[tuple[object, ...], str]
    told: Document

    def relation(self, step: Step) -> str | None:
        """The id of a step's relation; None where it joins nobody: an answer, something unchecked."""
        return self.relations[_content(step, self.parties)] if _joins(step) else None


def graph(screening: Screening, lang: Lang) -> Graph:
    """The graph of a screening: all relations that were looked at, those of the findings with what they share."""
    lot = screening.graph
    proving = (step for finding in screening.findings for path in finding.paths for step in path.steps)
    steps = [step for step in dict.fromkeys((*lot.relations, *proving)) if _joins(step)]
    known: dict[str, Party] = {}
    for party in (*lot.bidders.values(), *(end for step in steps for end in (step.start, step.end))):
        known.setdefault(lot.subjects.get(party.key, party.key), party)
    numbered = {key: f"n{n}" for n, key in enumerate(sorted(known, key=lambda key: _order(known[key])), start=1)}
    ids = numbered | {key: numbered[subject] for key, subject in lot.subjects.items() if subject in numbered}
    unique = {_content(step, ids): step for step in reversed(steps)}
    in_order = sorted(unique, key=lambda each: _place(unique[each], ids, lang))
    relations = {content: f"r{n}" for n, content in enumerate(in_order, start=1)}
    probable = lot.probable()
    bidding = {ids[party.key] for party in lot.bidders.values()}
    told = {
        "day": screening.lot.opens_on.isoformat(),
        "parties": [
            _party(known[key], told_id) | {"bidder": told_id in bidding, "hub": key in lot.hubs, "probable": key in probable}
            for key, told_id in numbered.items()
        ],
        "relations": [_relation(unique[content], told_id, ids, screening, lang) for content, told_id in relations.items()],
    }
    return Graph(ids, relations, told)


def percent(share: int | None) -> float | int | None:
    """An integer share (0.0001 %) as a number of percent with at most four decimals, for JSON."""
    if share is None:
        return None
    return share // 10_000 if share % 10_000 == 0 else share / 10_000


def _joins(step: Step) -> bool:
    return step.start.key != step.end.key and step.relation not in ("says", "unchecked")


def _order(party: Party) -> tuple[str, str, str, str]:
    return party.kind.value, party.name, party.number, party.key


def _content(step: Step, ids: dict[str, str]) -> tuple[object, ...]:
    """What makes a relation the same: who, what, how much and when, told where."""
    return ids[step.start.key], ids[step.end.key], step.relation, step.words, step.percent, step.since, step.until, step.sources


def _place(step: Step, ids: dict[str, str], lang: Lang) -> tuple[int, int, str, str, str, str]:
    start, end = (int(ids[party.key][1:]) for party in (step.start, step.end))
    return start, end, step.relation, step.words.say(lang), str(step.until or ""), str([_source(each, lang) for each in step.sources])


def _party(party: Party, told_id: str) -> Document:
    number = masked_number(party.number) if party.kind is PartyKind.PERSON and party.number else party.number
    return {"id": told_id, "name": party.name, "number": number, "kind": party.kind.value}


def _relation(step: Step, told_id: str, ids: dict[str, str], screening: Screening, lang: Lang) -> Document:
    subjects = screening.graph.subjects
    ends = tuple(subjects.get(party.key, party.key) for party in (step.start, step.end))
    return {
        "id": told_id,
        "from": ids[step.start.key],
        "to": ids[step.end.key],
        "relation": step.relation,
        "words": step.words.say(lang),
        "percent": percent(step.percent),
        "most": percent(step.most),
        "control": step.relation == "holds" and ends in screening.graph.controls,
        "since": step.since.isoformat() if step.since else None,
        "until": step.until.isoformat() if step.until else None,
        "judgement": step.relation == "same_name",
        "sources": [_source(each, lang) for each in step.sources],
    }


def _source(source: Source, lang: Lang) -> Document:
    return {"file": source.file, "place": source.place.say(lang), "kind": source.kind}
