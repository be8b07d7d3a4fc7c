"""The procurement group of a lot: who is in it with which duty, and what it still lacks (the notice's item 19)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.engine import Connection

from relparty.casebook import sessions, tables
from relparty.casebook.book import Casebook
from relparty.casebook.errors import NotThere, Refused
from relparty.casebook.lots import refuse_if_done
from relparty.casebook.rights import DUTY_WORDS, Caller, Deed, Duty, require
from relparty.casebook.users import Role
from relparty.phrases import Phrase, Sentence

SMALLEST = 3
"""How many a group has at least."""

_ORDER = list(Duty)
_members = tables.members.c

_NO_ONE = Phrase("采购小组缺少{duty}", "the group has no {duty}")
_NO_MEMBER = Phrase("采购小组除组长和财务监督外没有成员", "the group has nobody beside its leader and the finance supervision")
_TOO_SMALL = Phrase("采购小组只有 {n} 人，至少应有 {least} 人", "the group has {n}, it needs {least} at least")
_IN_IT = Phrase("已在采购小组中", "is in the group already")
_TAKE_OUT = Phrase("如需更换职责，请先移出再加入", "take them out first to give them another duty")
_ONE_LEADER = Phrase("采购小组已有组长", "the group has a leader already")
_NOT_FOR_GROUPS = Phrase("管理员和审计账号不能参加采购小组", "administrators and auditors cannot be in a group")
_ANOTHER = Phrase("请选择其他账号", "choose another account")


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in the group of a lot."""

    id: str
    user_id: str
    name: str
    unit: str
    duty: Duty
    has_resident_id: bool
    added_at: str


def add(book: Casebook, caller: Caller, lot_id: str, user_id: str, duty: Duty) -> None:
    """Puts somebody into the group; raises Refused for a second leader, a second duty, and accounts that must stay apart."""
    with book.act(caller.actor, "group.added", lot_id, duty=duty) as act:
        lot, _ = require(act.db, caller.user, lot_id, Deed.EDIT, act.now)
        refuse_if_done(lot)
        user = sessions.user_of(act.db, user_id)
        present = members(act.db, lot_id)
        if user.role in (Role.ADMINISTRATOR, Role.AUDITOR):
            raise Refused(user.name, _NOT_FOR_GROUPS(), _ANOTHER())
        if any(each.user_id == user_id for each in present):
            raise Refused(user.name, _IN_IT(), _TAKE_OUT())
        if duty is Duty.LEADER and any(each.duty is Duty.LEADER for each in present):
            raise Refused(user.name, _ONE_LEADER(), _TAKE_OUT())
        act.insert(tables.members, {"lot_id": lot_id, "user_id": user_id, "duty": duty, "added_at": act.now})


def take_out(book: Casebook, caller: Caller, lot_id: str, member_id: str) -> None:
    """Takes somebody out of the group; what they decided does not count any more, and stays written."""
    with book.act(caller.actor, "group.removed", lot_id) as act:
        lot, _ = require(act.db, caller.user, lot_id, Deed.EDIT, act.now)
        refuse_if_done(lot)
        if all(each.id != member_id for each in members(act.db, lot_id)):
            raise NotThere
        act.update(tables.members, member_id, {"removed_at": act.now})


def members(db: Connection, lot_id: str) -> tuple[Member, ...]:
    """Those in the group now, the leader first."""
    users = tables.users.c
    rows = db.execute(
        select(_members.id, _members.user_id, users.name, users.unit, _members.duty, users.resident_id, _members.added_at)
        .join(tables.users, users.id == _members.user_id)
        .where(_members.lot_id == lot_id, _members.removed_at.is_(None))
        .order_by(_members.added_at, _members.id)
    )
    found = (Member(row.id, row.user_id, row.name, row.unit, Duty(row.duty), row.resident_id is not None, row.added_at) for row in rows)
    return tuple(sorted(found, key=lambda each: _ORDER.index(each.duty)))


def missing(present: Iterable[Member]) -> Iterator[Sentence]:
    """What the group lacks before it may screen: each part of the notice's item 19, and three people at least."""
    duties = Counter(each.duty for each in present)
    for duty in (Duty.LEADER, Duty.SUPERVISOR):
        if not duties[duty]:
            yield _NO_ONE(duty=DUTY_WORDS[duty])
    if not duties[Duty.DEPUTY] + duties[Duty.MEMBER]:
        yield _NO_MEMBER()
    if duties.total() < SMALLEST:
        yield _TOO_SMALL(n=duties.total(), least=SMALLEST)


def candidates(book: Casebook, caller: Caller, lot_id: str) -> tuple[tuple[str, str, str], ...]:
    """Who could be put into the group: id, name and unit, by name."""
    with book.look() as db:
        require(db, caller.user, lot_id, Deed.EDIT, book.now(db))
        present = [each.user_id for each in members(db, lot_id)]
        users = tables.users.c
        fit = select(users.id, users.name, users.unit).where(
            users.closed_at.is_(None), users.role.in_((Role.CLERK, Role.OFFICER)), users.id.not_in(present)
        )
        return tuple((row.id, row.name, row.unit) for row in db.execute(fit.order_by(users.name, users.id)))
