"""A screening as the document `relparty/screening/1`: what every other report is made from.

Masking happens here, once, for everything that leaves memory; the published schema is
`screening.schema.json` beside this file.
"""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from relparty import __version__
from relparty.identifiers.masking import shown
from relparty.model.evidence import EXTRACT_KIND_WORDS, Extract
from relparty.model.finding import Counts, Finding, Screening
from relparty.model.lot import Bidder, FormFile
from relparty.model.record import Source
from relparty.model.tie import EvidencePath, Step
from relparty.phrases import Lang, Phrase
from relparty.reports.graph import Graph, graph, percent
from relparty.rules.catalog import rules

SCHEMA = "relparty/screening/1"
Document: TypeAlias = dict[str, Any]

_AS_THEY_ARE = frozenset({"sha256", "id", "crop"})
"""Keys whose values are hashes of ours, or pictures of names and shares: masking would destroy them."""
_PICTURE = "data:image/png;base64,"

_UNVERIFIED = Phrase("【待核】", " [text to be verified]")


def document(screening: Screening, lang: Lang) -> Document:
    """The screening as plain values in one language, every personal number masked, always in one order."""
    lot = screening.lot
    names = {bidder.key: bidder.name for bidder in screening.bidders}
    drawn = graph(screening, lang)
    told: Document = {
        "schema": SCHEMA,
        "relparty": __version__,
        "lang": lang,
        "lot": {
            "id": shown(lot.id),
            "name": lot.name,
            "regime": lot.regime,
            "overlay": lot.overlay or None,
            "opens_on": lot.opens_on.isoformat(),
            "as_of": lot.as_of.isoformat(),
        },
        "verdict": screening.verdict.value,
        "quotes": _quotes(screening.counts),
        "bidders": [_bidder(bidder) for bidder in screening.bidders],
        "findings": [_finding(finding, names, _References(screening, drawn), lang) for finding in screening.findings],
        "evidence": [_evidence(file, lot.as_of) for file in screening.evidence],
        "graph": drawn.told,
    }
    consulted = _consulted(screening.bidders)
    if consulted:
        told["registers"] = [_register(extract, lang) for extract in consulted]
    return sealed(masked(told))


def sealed(told: Document) -> Document:
    """The document with the hash of all of it, by which one edited by hand is known."""
    return {"schema": told["schema"], "sha256": seal(told), **told}


def seal(told: Document) -> str:
    """The SHA-256 of a document as canonical JSON, its own `sha256` left out."""
    bare = {name: each for name, each in told.items() if name != "sha256"}
    canonical = json.dumps(bare, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def text(told: Document) -> str:
    """The document as JSON text: the same document, the same bytes."""
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _quotes(counts: Counts) -> Document:
    return {
        "required": counts.required,
        "received": counts.received,
        "after_bar": counts.after_bar,
        "groups": counts.groups,
        "independent": counts.independent,
    }


def _bidder(bidder: Bidder) -> Document:
    forms = [{"file": file.file, "sha256": file.sha256} for file in bidder.files]
    return {"name": bidder.name, "uscc": bidder.uscc, "forms": forms, "status": bidder.status.value}


def _consulted(bidders: tuple[Bidder, ...]) -> list[Extract]:
    """What the office itself got from registers about the bidders and the companies above them, each once."""
    found = {extract: None for bidder in bidders for extract in (*bidder.extracts, *bidder.above) if extract.file.is_fetched}
    return sorted(found, key=lambda each: (each.name.text if each.name else "", each.source, each.file.file))


def _register(extract: Extract, lang: Lang) -> Document:
    return {
        "company": extract.name.text if extract.name else "",
        "source": extract.source or None,
        "kind": EXTRACT_KIND_WORDS[extract.kind].say(lang),
        "retrieved_on": extract.retrieved_on.isoformat() if extract.retrieved_on else None,
        "file": extract.file.file,
        "sha256": extract.file.sha256,
        "notes": [note.text for note in extract.notes],
    }


@dataclass(frozen=True, slots=True)
class _References:
    """What findings point to: the parties of bidders and the relations, by id."""

    screening: Screening
    drawn: Graph

    def parties(self, finding: Finding) -> list[str]:
        known = self.screening.graph.bidders
        return sorted({self.drawn.parties[known[key].key] for key in finding.bidders if key in known}, key=lambda told_id: int(told_id[1:]))


def _finding(finding: Finding, names: dict[str, str], references: _References, lang: Lang) -> Document:
    return {
        "id": finding.id,
        "rule": finding.rule,
        "title": rules()[finding.rule].title.say(lang),
        "level": finding.level.word,
        "bidders": sorted(names[key] for key in finding.bidders),
        "parties": references.parties(finding),
        "certainty": finding.certainty.value if finding.certainty else None,
        "summary": finding.summary.say(lang),
        "basis": [
            {"text": basis.text.say(lang), "article": basis.article.say(lang) + ("" if basis.verified else _UNVERIFIED.say(lang))}
            for basis in finding.basis
        ],
        "next_step": finding.next_step.say(lang),
        "paths": [_path(path, references.drawn, lang) for path in finding.paths],
    }


def _path(path: EvidencePath, drawn: Graph, lang: Lang) -> Document:
    return {"steps": [_step(step, drawn, lang) for step in path.steps], "effective_percent": percent(path.effective_percent)}


def _step(step: Step, drawn: Graph, lang: Lang) -> Document:
    return {
        "from": step.start.name,
        "to": step.end.name,
        "relation": step.words.say(lang),
        "percent": percent(step.percent),
        "since": step.since.isoformat() if step.since else None,
        "until": step.until.isoformat() if step.until else None,
        "sources": [_source(source, lang) for source in step.sources],
        "edge": drawn.relation(step),
    }


def _source(source: Source, lang: Lang) -> Document:
    told = {"file": source.file, "place": source.place.say(lang), "sha256": source.sha256, "text": source.text}
    crop = {"crop": _PICTURE + b64encode(source.crop).decode()} if source.crop else {}
    return told | crop


def _evidence(file: FormFile, read_at: date) -> Document:
    told: Document = {"file": file.file, "sha256": file.sha256, "kind": file.kind, "read_at": read_at.isoformat()}
    if file.picture:
        taken_at = file.picture.taken_at
        size = {"width": file.picture.width, "height": file.picture.height}
        told["picture"] = size | {"taken_at": taken_at.isoformat() if taken_at else None}
    return told


def masked(value: Any, key: str = "") -> Any:  # noqa: ANN401  # a JSON value is any of JSON's types
    """A JSON value with every personal number in it masked."""
    if isinstance(value, str):
        return value if key in _AS_THEY_ARE else shown(value)
    if isinstance(value, list):
        return [masked(each) for each in value]
    if isinstance(value, dict):
        return {name: masked(each, name) for name, each in value.items()}
    return value
