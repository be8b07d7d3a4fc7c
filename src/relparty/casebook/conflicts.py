"""Conflicts of interest of the group's own members: named by a screening, answered by recusal or explanation (政府采购法12)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.engine import Connection

from relparty.casebook import findings, group, screenings, tables
from relparty.casebook.book import Casebook
from relparty.casebook.errors import NotThere, Refused
from relparty.casebook.findings import Kept
from relparty.casebook.group import Member
from relparty.casebook.lots import refuse_if_done
from relparty.casebook.rights import Caller, Deed, require
from relparty.phrases import Phrase

_conflicts = tables.conflicts.c


class Answer(StrEnum):
    """How a member answers a conflict."""

    RECUSE = "recuse"
    EXPLAIN = "explain"


ANSWER_WORDS = {Answer.RECUSE: Phrase("回避", "recused"), Answer.EXPLAIN: Phrase("已说明", "explained")}

_CONFLICT = Phrase("利益冲突申明", "conflict of interest")
_NO_REASON = Phrase("没有写明情况", "it says nothing")
_GIVE_REASON = Phrase("请写明情况后再提交", "say what the relation is and answer again")


@dataclass(frozen=True, slots=True)
class Conflict:
    """A finding that names a member of the group."""

    member: Member
    kept: Kept
    screening_id: str


@dataclass(frozen=True, slots=True)
class Answered:
    """What a member said of a conflict."""

    member_id: str
    name: str
    finding: str
    answer: Answer
    reason: str
    answered_at: str


def unanswered(db: Connection, lot_id: str) -> tuple[Conflict, ...]:
    """The conflicts that the last screening names and that their members have not answered, as the facts are now."""
    latest = screenings.latest(db, lot_id)
    if latest is None:
        return ()
    wanted = select(_conflicts.member_id, _conflicts.facts).where(_conflicts.lot_id == lot_id)
    known = {tuple(row) for row in db.execute(wanted)}
    members = {each.id: each for each in group.members(db, lot_id)}
    named = [(members[id], kept) for kept in findings.listed(db, latest.id) for id in kept.members if id in members]
    return tuple(Conflict(member, kept, latest.id) for member, kept in named if (member.id, kept.facts) not in known)


def answer(book: Casebook, caller: Caller, lot_id: str, finding: str, how: Answer, reason: str) -> None:
    """Keeps a member's answer to a conflict of their own; recusal takes them out of the group at once."""
    if not reason.strip():
        raise Refused(_CONFLICT, _NO_REASON(), _GIVE_REASON())
    with book.act(caller.actor, "conflict.answered", lot_id, answer=how) as act:
        lot, standing = require(act.db, caller.user, lot_id, Deed.ANSWER_CONFLICT, act.now)
        refuse_if_done(lot)
        open_ones = (each for each in unanswered(act.db, lot_id) if each.member.id == standing.member_id)
        conflict = next((each for each in open_ones if each.kept.finding == finding), None)
        if conflict is None:
            raise NotThere
        row = {
            "lot_id": lot_id,
            "screening_id": conflict.screening_id,
            "member_id": conflict.member.id,
            "finding": finding,
            "facts": conflict.kept.facts,
            "answer": how,
            "reason": reason.strip(),
            "answered_at": act.now,
        }
        act.insert(tables.conflicts, row)
        if how is Answer.RECUSE:
            act.update(tables.members, conflict.member.id, {"removed_at": act.now})


def answered(db: Connection, lot_id: str) -> tuple[Answered, ...]:
    """Every answer given in a lot, the first first."""
    users, members = tables.users.c, tables.members.c
    wanted = (
        select(tables.conflicts, users.name)
        .join(tables.members, members.id == _conflicts.member_id)
        .join(tables.users, users.id == members.user_id)
        .where(_conflicts.lot_id == lot_id)
        .order_by(_conflicts.answered_at, _conflicts.id)
    )
    return tuple(
        Answered(row.member_id, row.name, row.finding, Answer(row.answer), row.reason, row.answered_at) for row in db.execute(wanted)
    )
