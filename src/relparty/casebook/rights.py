"""Who may do what: one table for the deeds in a lot, one for those of the office, and the question that every act asks first.

Whoever may not do something to a lot is told what they would be told of a lot that does not exist.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, Row, or_, select
from sqlalchemy.engine import Connection

from relparty.casebook import actors, tables
from relparty.casebook.actors import Actor
from relparty.casebook.errors import NotThere
from relparty.casebook.users import Role, User
from relparty.phrases import Phrase


class Duty(StrEnum):
    """What somebody does in the procurement group of a lot."""

    LEADER = "leader"
    DEPUTY = "deputy"
    MEMBER = "member"
    SUPERVISOR = "supervisor"


DUTY_WORDS = {
    Duty.LEADER: Phrase("组长", "leader"),
    Duty.DEPUTY: Phrase("副组长", "deputy"),
    Duty.MEMBER: Phrase("成员", "member"),
    Duty.SUPERVISOR: Phrase("财务监督", "finance supervision"),
}


class Who(StrEnum):
    """How somebody stands to a lot."""

    OWNER = "owner"
    LEADER = "leader"
    DEPUTY = "deputy"
    MEMBER = "member"
    SUPERVISOR = "supervisor"
    AUDITOR = "auditor"


class Deed(StrEnum):
    """What can be done in a lot."""

    SEE = "see"
    SEE_BIDDERS = "see_bidders"
    EDIT = "edit"
    INVITE = "invite"
    HAND_IN = "hand_in"
    SCREEN = "screen"
    SEE_FINDINGS = "see_findings"
    ANSWER_CONFLICT = "answer_conflict"
    DECIDE = "decide"
    WRITE_LETTERS = "write_letters"
    TAKE_REPLIES = "take_replies"
    SIGN = "sign"
    SEE_DOSSIER = "see_dossier"
    SEE_TRAIL = "see_trail"


class OfficeDeed(StrEnum):
    """What can be done beside any lot."""

    KEEP_ACCOUNTS = "keep_accounts"
    OPEN_LOTS = "open_lots"
    LIST_LOTS = "list_lots"
    SEE_MEMORY = "see_memory"
    SEE_TRAIL = "see_trail"
    KEEP_KEYS = "keep_keys"


_GROUP = frozenset({Who.LEADER, Who.DEPUTY, Who.MEMBER, Who.SUPERVISOR})
_ALL = _GROUP | {Who.OWNER, Who.AUDITOR}

MAY: dict[Deed, frozenset[Who]] = {
    Deed.SEE: _ALL,
    Deed.SEE_BIDDERS: _ALL,
    Deed.EDIT: frozenset({Who.OWNER}),
    Deed.INVITE: frozenset({Who.OWNER}),
    Deed.HAND_IN: frozenset({Who.OWNER}),
    Deed.SCREEN: frozenset({Who.OWNER, Who.LEADER, Who.DEPUTY}),
    Deed.SEE_FINDINGS: _ALL,
    Deed.ANSWER_CONFLICT: _GROUP,
    Deed.DECIDE: _GROUP,
    Deed.WRITE_LETTERS: frozenset({Who.OWNER, Who.LEADER, Who.DEPUTY}),
    Deed.TAKE_REPLIES: frozenset({Who.OWNER}),
    Deed.SIGN: _GROUP,
    Deed.SEE_DOSSIER: _ALL,
    Deed.SEE_TRAIL: frozenset({Who.OWNER, Who.LEADER, Who.SUPERVISOR, Who.AUDITOR}),
}
"""Who may do each deed in a lot."""

SECRET_UNTIL_CLOSING = frozenset(set(Deed) - {Deed.SEE, Deed.EDIT, Deed.INVITE, Deed.HAND_IN})
"""What shows who the bidders are: until collecting ends, for the clerk of the lot alone (招标投标法22)."""

OFFICE_MAY: dict[OfficeDeed, frozenset[Role]] = {
    OfficeDeed.KEEP_ACCOUNTS: frozenset({Role.ADMINISTRATOR}),
    OfficeDeed.OPEN_LOTS: frozenset({Role.CLERK}),
    OfficeDeed.LIST_LOTS: frozenset({Role.CLERK, Role.OFFICER, Role.AUDITOR}),
    OfficeDeed.SEE_MEMORY: frozenset({Role.CLERK, Role.AUDITOR}),
    OfficeDeed.SEE_TRAIL: frozenset({Role.ADMINISTRATOR, Role.AUDITOR}),
    OfficeDeed.KEEP_KEYS: frozenset({Role.CLERK}),
}
"""What each kind of account may do beside any lot."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks: the user whose rights count, and the name in the trail, which is a platform's where its key was used."""

    user: User
    actor: Actor


def caller(user: User) -> Caller:
    """A user who acts for themselves."""
    return Caller(user, actors.user(user.id))


@dataclass(frozen=True, slots=True)
class Standing:
    """How a user stands to a lot: what they are in it, the duty in its group if any, whether collecting has ended."""

    whos: frozenset[Who]
    duty: Duty | None
    member_id: str | None
    is_closed: bool

    def may(self, deed: Deed) -> bool:
        """Whether a deed is allowed."""
        allowed = self.whos & MAY[deed]
        if deed in SECRET_UNTIL_CLOSING and not self.is_closed:
            allowed &= {Who.OWNER}
        return bool(allowed)


def office_may(user: User, deed: OfficeDeed) -> bool:
    """Whether an account may do something beside any lot."""
    return user.role in OFFICE_MAY[deed]


def require_office(user: User, deed: OfficeDeed) -> None:
    """Raises NotThere for who may not."""
    if not office_may(user, deed):
        raise NotThere


def _standing(user: User, lot: Row[tuple[object, ...]], now: str) -> Standing:
    """How a user stands to a lot, from its row with what the user is in its group."""
    whos = set()
    if lot.owner_id == user.id and user.role is Role.CLERK:
        whos.add(Who.OWNER)
    if user.role is Role.AUDITOR:
        whos.add(Who.AUDITOR)
    if lot.member_duty is not None:
        whos.add(Who(lot.member_duty))
    duty = Duty(lot.member_duty) if lot.member_duty is not None else None
    return Standing(frozenset(whos), duty, lot.member_id, is_closed(lot, now))


def is_closed(lot: Row[tuple[object, ...]], now: str) -> bool:
    """Whether collecting has ended: the deadline has passed, or the clerk closed it because all were in."""
    return lot.closed_at is not None or lot.deadline <= now


def require(db: Connection, user: User, lot_id: str, deed: Deed, now: str) -> tuple[Row[tuple[object, ...]], Standing]:
    """The row of a lot and how the user stands to it; raises NotThere where it is none, or none for this user and deed.

    One query, the same for both, so that neither takes longer than the other.
    """
    members = tables.members.c
    mine = (members.lot_id == tables.lots.c.id) & (members.user_id == user.id) & members.removed_at.is_(None)
    wanted = select(tables.lots, members.id.label("member_id"), members.duty.label("member_duty"))
    lot = db.execute(wanted.outerjoin(tables.members, mine).where(tables.lots.c.id == lot_id)).one_or_none()
    if lot is None:
        raise NotThere
    found = _standing(user, lot, now)
    if not found.may(deed):
        raise NotThere
    return lot, found


def visible(user: User) -> ColumnElement[bool]:
    """The condition on lots that a user may know of."""
    if user.role is Role.AUDITOR:
        return tables.lots.c.id.is_not(None)
    members = tables.members.c
    mine = (members.lot_id == tables.lots.c.id) & (members.user_id == user.id) & members.removed_at.is_(None)
    in_group = select(members.id).where(mine).correlate(tables.lots).exists()
    return or_(tables.lots.c.owner_id == user.id, in_group) if user.role is Role.CLERK else in_group
