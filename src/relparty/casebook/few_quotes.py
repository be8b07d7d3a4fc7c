"""The report of lots below what they need: too few invited, too few that handed in, too few that are independent.

With each stands how the invited contractors were chosen (the notice's item 21).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, ScalarSelect, Select, and_, exists, func, or_, select
from sqlalchemy.engine import Connection

from relparty.casebook import memory, screenings, tables
from relparty.casebook.book import Casebook
from relparty.casebook.lots import State, state
from relparty.casebook.rights import Caller, OfficeDeed, require_office, visible
from relparty.casebook.screenings import Run

_lots = tables.lots.c
_invitations = tables.invitations.c
_screenings = tables.screenings.c


@dataclass(frozen=True, slots=True)
class Few:
    """A lot below its minimum; `independent` is none where it was not screened. `is_visible`: this reader may open it."""

    lot_id: str
    number: str
    name: str
    opens_on: str
    state: State
    min_quotes: int
    invited: int
    handed_in: int
    independent: int | None
    chosen_how: str
    chosen_why: str
    is_visible: bool


def listed(book: Casebook, caller: Caller, after: str = "", limit: int | None = 50) -> tuple[tuple[Few, ...], str]:
    """The lots below their minimum whose collecting has ended, the latest first, and what to ask for the next ones with.

    Raises NotThere for who may not see the memory. Without a limit it gives all of them.
    """
    require_office(caller.user, OfficeDeed.SEE_MEMORY)
    with book.look() as db:
        now = book.now(db)
        wanted = _wanted(caller, now, after)
        rows = db.execute(wanted.limit(limit + 1) if limit is not None else wanted).all()
        shown = rows if limit is None else rows[:limit]
        found = tuple(_few(book, db, row, now) for row in shown)
    is_more = len(rows) > len(shown)
    return found, f"{shown[-1].opens_on}~{shown[-1].id}" if is_more else ""


def _wanted(caller: Caller, now: str, after: str) -> Select[Any]:
    invited, handed_in = _count(None), _count("accepted")
    too_few = or_(invited < _lots.min_quotes, handed_in < _lots.min_quotes, _is_found_too_few())
    columns = (tables.lots, invited.label("invited"), handed_in.label("handed_in"), visible(caller.user).label("may_open"))
    wanted = select(*columns).where(memory.ended(now), too_few)
    if after:
        day, _, id = after.partition("~")
        wanted = wanted.where(or_(_lots.opens_on < day, and_(_lots.opens_on == day, _lots.id < id)))
    return wanted.order_by(_lots.opens_on.desc(), _lots.id.desc())


def _count(submitted: str | None) -> ScalarSelect[int]:
    """How many of a lot's bidders, those alone of whom something came in that state where one is named."""
    counted = select(func.count()).where(_invitations.lot_id == _lots.id, _invitations.revoked_at.is_(None))
    if submitted is not None:
        submissions = tables.submissions.c
        counted = counted.where(exists().where(submissions.invitation_id == _invitations.id, submissions.state == submitted))
    return counted.correlate(tables.lots).scalar_subquery()


def _is_found_too_few() -> ColumnElement[bool]:
    """Whether the last finished screening found too few quotes: it does wherever fewer than needed are independent."""
    findings, runs = tables.findings.c, tables.screenings.alias("runs")
    last = select(func.max(runs.c.number)).where(runs.c.lot_id == _lots.id, runs.c.state == Run.DONE).correlate(tables.lots)
    return exists().where(
        findings.screening_id == _screenings.id,
        findings.rule == "too_few_quotes",
        _screenings.lot_id == _lots.id,
        _screenings.number == last.scalar_subquery(),
    )


def _few(book: Casebook, db: Connection, row: Row[tuple[object, ...]], now: str) -> Few:
    latest = screenings.latest(db, row.id)
    independent = screenings.document(book, latest, "zh")["quotes"]["independent"] if latest is not None else None
    told = (row.id, row.number, row.name, row.opens_on, state(row, now), row.min_quotes, row.invited, row.handed_in)
    return Few(*told, independent, row.chosen_how, row.chosen_why, bool(row.may_open))
