"""What the office remembers of one bidder: its lots, what their last screenings found about it, and how that was decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, exists, select
from sqlalchemy.engine import Connection

from relparty.casebook import decisions, memory, tables
from relparty.casebook.book import Casebook
from relparty.casebook.decisions import Standpoint
from relparty.casebook.errors import NotThere
from relparty.casebook.memory import Earlier
from relparty.casebook.rights import Caller, OfficeDeed, require_office, visible
from relparty.identifiers import uscc as codes

_lots = tables.lots.c
_invitations = tables.invitations.c


@dataclass(frozen=True, slots=True)
class Attended:
    """A lot that the bidder was invited to; `is_visible` says whether this reader may open it."""

    lot_id: str
    number: str
    name: str
    opens_on: str
    invited_as: str
    is_revoked: bool
    has_handed_in: bool
    is_visible: bool


@dataclass(frozen=True, slots=True)
class Decided:
    """A finding of another day with where it stands now."""

    earlier: Earlier
    standpoint: Standpoint
    is_visible: bool


@dataclass(frozen=True, slots=True)
class Past:
    """A bidder's past in this office, the latest lot first."""

    uscc: str
    names: tuple[str, ...]
    lots: tuple[Attended, ...]
    findings: tuple[Decided, ...]
    others: Mapping[str, str]
    """The names of the other bidders whom the findings are about, by code."""


def of_bidder(book: Casebook, caller: Caller, uscc: str) -> Past:
    """The past of a bidder in the lots whose collecting has ended.

    Raises NotThere for who may not see the memory, and for a code that was in none of them: a lot that still collects
    tells nothing.
    """
    require_office(caller.user, OfficeDeed.SEE_MEMORY)
    code = codes.fold(uscc)
    with book.look() as db:
        now = book.now(db)
        lots = tuple(_attended(row) for row in db.execute(_wanted(caller, code, now)))
        if not lots:
            raise NotThere
        open_to_reader = {each.lot_id for each in lots if each.is_visible}
        findings = _findings(db, code, open_to_reader)
        others = memory.names(db, now, {other for each in findings for other in each.earlier.usccs} - {code})
    return Past(code, tuple(dict.fromkeys(each.invited_as for each in lots)), lots, findings, others)


def _wanted(caller: Caller, code: str, now: str) -> Select[Any]:
    submissions = tables.submissions.c
    came = exists().where(submissions.invitation_id == _invitations.id, submissions.state == "accepted").label("came")
    may_open = visible(caller.user).label("may_open")
    columns = (_lots.id, _lots.number, _lots.name, _lots.opens_on, _invitations.bidder, _invitations.revoked_at, came, may_open)
    return (
        select(*columns)
        .join(tables.lots, _lots.id == _invitations.lot_id)
        .where(_invitations.uscc == code, memory.ended(now))
        .order_by(_lots.opens_on.desc(), _lots.number)
    )


def _attended(row: Row[tuple[object, ...]]) -> Attended:
    told = (row.id, row.number, row.name, row.opens_on, row.bidder)
    return Attended(*told, row.revoked_at is not None, bool(row.came), bool(row.may_open))


def _findings(db: Connection, code: str, open_to_reader: set[str]) -> tuple[Decided, ...]:
    found = memory.earlier(db, "", [code])
    points = {
        (screening_id, point.kept.finding): point
        for lot_id, screening_id in dict.fromkeys((each.lot_id, each.screening_id) for each in found)
        for point in decisions.standpoints(db, lot_id, screening_id)
    }
    return tuple(Decided(each, points[each.screening_id, each.finding], each.lot_id in open_to_reader) for each in found)
