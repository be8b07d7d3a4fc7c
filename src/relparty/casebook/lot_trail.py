"""The trail of one lot, for who may read it: every act with its number and moment, who did it, and what about.

Whoever may read this may know the bidders of the lot, so that they stand here by name.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.engine import Connection

from relparty.casebook import deeds, invitations, office_trail, tables
from relparty.casebook.book import Casebook
from relparty.casebook.conflicts import ANSWER_WORDS, Answer
from relparty.casebook.decisions import OUTCOME_WORDS, Outcome
from relparty.casebook.lots import Lot, lot_of
from relparty.casebook.rights import DUTY_WORDS, Caller, Deed, Duty, Standing, require
from relparty.model.finding import VERDICT_WORDS
from relparty.phrases import Phrase, Sentence

PAGE = 50
"""Entries on a page."""

_BIDDER = Phrase("投标人 {name}", "the bidder {name}")
_LATE = Phrase("逾期，只记录哈希", "late, recorded by its hash alone")
_AGAIN = Phrase("同一页面重复提交，未重复记录", "the same page sent again, recorded once")
_FILES = Phrase("{n} 个文件", "{n} files")
_LETTERS = Phrase("{n} 份", "{n}")


@dataclass(frozen=True, slots=True)
class Act:
    """One entry: its number in the whole trail, its moment, who, what, and what about."""

    number: int
    at: str
    actor: Phrase | Sentence
    deed: Phrase
    about: tuple[Phrase | Sentence, ...]
    rule: str
    """The rule of the finding that it is about, if any."""


@dataclass(frozen=True, slots=True)
class LotTrail:
    """A page of the acts of a lot, the latest first; `older` is what the next page begins below."""

    lot: Lot
    standing: Standing
    acts: tuple[Act, ...]
    older: int | None


def of_lot(book: Casebook, caller: Caller, lot_id: str, below: int | None = None) -> LotTrail:
    """The acts of a lot below a number, from the last one where none is given; raises NotThere for who may not read them."""
    entries = tables.trail.c
    with book.look() as db:
        now = book.now(db)
        row, standing = require(db, caller.user, lot_id, Deed.SEE_TRAIL, now)
        wanted = select(tables.trail).where(entries.lot_id == lot_id)
        if below is not None:
            wanted = wanted.where(entries.id < below)
        rows = db.execute(wanted.order_by(entries.id.desc()).limit(PAGE + 1)).all()
        told = _Told(office_trail.names_of(db, rows), {each.id: each.bidder for each in invitations.listed(db, lot_id)}, _rules(db, lot_id))
        found = tuple(told.act(each) for each in rows[:PAGE])
        return LotTrail(lot_of(row, now), standing, found, found[-1].number if len(rows) > PAGE else None)


@dataclass(frozen=True, slots=True)
class _Told:
    """What entries name by id: users, bidders, findings."""

    users: Mapping[str, str]
    bidders: Mapping[str, str]
    rules: Mapping[str, str]

    def act(self, row: Row[tuple[Any, ...]]) -> Act:
        note = json.loads(row.note)
        return Act(
            row.id, row.at, self._actor(row.actor), deeds.words(row.deed), tuple(_about(note)), self.rules.get(note.get("finding", ""), "")
        )

    def _actor(self, text: str) -> Phrase | Sentence:
        kind, _, id = text.partition(":")
        if kind == "bidder" and id in self.bidders:
            return _BIDDER(name=self.bidders[id])
        return office_trail.actor(text, self.users)


def _about(note: Mapping[str, Any]) -> Iterator[Phrase | Sentence]:
    """What the note of an entry tells, in words."""
    words: dict[str, Mapping[Any, Phrase]] = {
        "duty": {each.value: DUTY_WORDS[each] for each in Duty},
        "outcome": {each.value: OUTCOME_WORDS[each] for each in Outcome},
        "answer": {each.value: ANSWER_WORDS[each] for each in Answer},
        "verdict": VERDICT_WORDS,
        "state": {"late": _LATE},
        "again": {True: _AGAIN},
    }
    for name, said in words.items():
        if note.get(name) in said:
            yield said[note[name]]
    if "files" in note:
        yield _FILES(n=note["files"])
    if "letters" in note:
        yield _LETTERS(n=note["letters"])


def _rules(db: Connection, lot_id: str) -> dict[str, str]:
    """The rule of each finding that any screening of the lot had."""
    findings, screenings = tables.findings.c, tables.screenings.c
    wanted = (
        select(findings.finding, findings.rule)
        .distinct()
        .join(tables.screenings, screenings.id == findings.screening_id)
        .where(screenings.lot_id == lot_id)
    )
    return dict(tuple(row) for row in db.execute(wanted))
