"""What the list of lots shows of each: its state, the last verdict, how many have handed in; a constant number of queries a page."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from relparty.casebook import lots, tables
from relparty.casebook.book import Casebook
from relparty.casebook.lots import Lot, State
from relparty.casebook.rights import Caller, Duty
from relparty.casebook.screenings import Run
from relparty.casebook.users import Role

_invitations = tables.invitations.c


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many were invited, and how many of them have handed in a form in time."""

    invited: int
    handed_in: int


@dataclass(frozen=True, slots=True)
class LotRow:
    """A lot as the list shows it to one reader; `turnout` is none where this reader may not know of bidders yet."""

    lot: Lot
    is_own: bool
    duty: Duty | None
    verdict: str | None
    is_running: bool
    turnout: Turnout | None


def listed(book: Casebook, caller: Caller, text: str = "", after: str = "", limit: int = 50) -> tuple[tuple[LotRow, ...], str]:
    """The lots that the caller may know of, the latest first, and what to ask for the next ones with (empty: no more)."""
    found, following = lots.listed(book, caller, text, after, limit)
    ids = [each.id for each in found]
    with book.look() as db:
        counted, runs, duties = turnouts(db, ids), _runs(db, ids), _duties(db, caller, ids)
    rows = (_row(each, caller, counted, runs.get(each.id, []), duties.get(each.id)) for each in found)
    return tuple(rows), following


def turnouts(db: Connection, lot_ids: Collection[str]) -> dict[str, Turnout]:
    """How many were invited to each lot and handed in; links that were revoked do not count."""
    submissions = tables.submissions.c
    asked = select(_invitations.lot_id, func.count()).where(_invitations.lot_id.in_(lot_ids), _invitations.revoked_at.is_(None))
    came = (
        select(_invitations.lot_id, func.count(_invitations.id.distinct()))
        .join(tables.submissions, submissions.invitation_id == _invitations.id)
        .where(_invitations.lot_id.in_(lot_ids), _invitations.revoked_at.is_(None), submissions.state == "accepted")
    )
    invited, handed_in = (dict(tuple(row) for row in db.execute(each.group_by(_invitations.lot_id))) for each in (asked, came))
    return {lot_id: Turnout(invited.get(lot_id, 0), handed_in.get(lot_id, 0)) for lot_id in lot_ids}


def _row(lot: Lot, caller: Caller, counted: dict[str, Turnout], runs: list[tuple[str, str | None]], duty: Duty | None) -> LotRow:
    is_own = lot.owner_id == caller.user.id and caller.user.role is Role.CLERK
    may_know = is_own or lot.state is not State.COLLECTING
    verdicts = [verdict for state, verdict in runs if state == Run.DONE]
    is_running = any(state == Run.RUNNING for state, _ in runs)
    return LotRow(lot, is_own, duty, verdicts[-1] if verdicts else None, is_running, counted[lot.id] if may_know else None)


def _runs(db: Connection, lot_ids: Collection[str]) -> dict[str, list[tuple[str, str | None]]]:
    """State and verdict of each screening, the first first."""
    screenings = tables.screenings.c
    wanted = select(screenings.lot_id, screenings.state, screenings.verdict).where(screenings.lot_id.in_(lot_ids))
    found: dict[str, list[tuple[str, str | None]]] = {}
    for lot_id, state, verdict in db.execute(wanted.order_by(screenings.number)):
        found.setdefault(lot_id, []).append((state, verdict))
    return found


def _duties(db: Connection, caller: Caller, lot_ids: Collection[str]) -> dict[str, Duty]:
    members = tables.members.c
    mine = select(members.lot_id, members.duty).where(
        members.lot_id.in_(lot_ids), members.user_id == caller.user.id, members.removed_at.is_(None)
    )
    return {lot_id: Duty(duty) for lot_id, duty in db.execute(mine)}
