"""Findings as the casebook keeps them: enough to find them again across screenings and lots; all else is in the document."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Connection

from relparty.casebook import group, tables
from relparty.casebook.book import Act
from relparty.casebook.errors import NotThere
from relparty.casebook.trail import canonical
from relparty.reports.document import Document

_findings = tables.findings.c

GRAVE = frozenset({"bar", "deemed"})
"""The levels whose dismissal takes the leader and the finance supervision, each signing for themselves."""
OPEN_LEVELS = GRAVE | {"review"}
"""The levels that must be decided before anybody signs."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A finding of a screening: its id in the document, the digest of what it says, and the members whom it names."""

    finding: str
    facts: str
    rule: str
    level: str
    certainty: str | None
    usccs: tuple[str, ...]
    members: tuple[str, ...]


def facts(told: Document, finding: Document) -> str:
    """The digest of what a finding says and rests on: rule, level, bidders by number, every step as written.

    Hashes and names of files and the places in them do not count, so that the same facts handed in again are the same.
    """
    numbers = {each["name"]: each["uscc"] or each["name"] for each in told["bidders"]}
    paths = [[_step(step) for step in path["steps"]] + [path["effective_percent"]] for path in finding["paths"]]
    said = (
        finding["rule"],
        finding["level"],
        finding["certainty"],
        finding["summary"],
        sorted(numbers.get(name, name) for name in finding["bidders"]),
        paths,
    )
    return sha256(canonical(said).encode()).hexdigest()


def keep_findings(act: Act, lot_id: str, screening_id: str, told: Document) -> None:
    """Writes the findings of a finished screening."""
    numbers = {each["name"]: each["uscc"] for each in told["bidders"]}
    members = group.members(act.db, lot_id)
    for position, finding in enumerate(told["findings"]):
        usccs = sorted(numbers.get(name) or name for name in finding["bidders"])
        row = {
            "screening_id": screening_id,
            "position": position,
            "finding": finding["id"],
            "facts": facts(told, finding),
            "rule": finding["rule"],
            "level": finding["level"],
            "certainty": finding["certainty"],
            "uscc_a": usccs[0] if usccs else None,
            "uscc_b": usccs[1] if len(usccs) > 1 else None,
            "members": canonical(_named(finding, members)),
        }
        act.insert(tables.findings, row)


def listed(db: Connection, screening_id: str) -> tuple[Kept, ...]:
    """The findings of a screening in the document's order."""
    wanted = select(tables.findings).where(_findings.screening_id == screening_id).order_by(_findings.position)
    return tuple(kept_of(row) for row in db.execute(wanted))


def one(db: Connection, screening_id: str, finding: str) -> Kept:
    """A finding of a screening by its id in the document; raises NotThere."""
    wanted = select(tables.findings).where(_findings.screening_id == screening_id, _findings.finding == finding)
    row = db.execute(wanted).one_or_none()
    if row is None:
        raise NotThere
    return kept_of(row)


def _step(step: Document) -> list[Any]:
    texts = sorted(source["text"] for source in step["sources"])
    return [step["from"], step["to"], step["relation"], step["percent"], step["since"], step["until"], texts]


def _named(finding: Document, members: Iterable[group.Member]) -> list[str]:
    """The members of the group whom a conflict names: those on its path by name, where the rule is about the group."""
    if finding["rule"] != "group_conflict":
        return []
    named = {step[end] for path in finding["paths"] for step in path["steps"] for end in ("from", "to")}
    return [each.id for each in members if each.name in named]


def kept_of(row: Any) -> Kept:  # noqa: ANN401  # a row of SQLAlchemy's
    """A finding from its row."""
    usccs = tuple(each for each in (row.uscc_a, row.uscc_b) if each)
    return Kept(row.finding, row.facts, row.rule, row.level, row.certainty, usccs, tuple(json.loads(row.members)))
