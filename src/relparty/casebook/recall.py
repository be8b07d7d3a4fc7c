"""What the office remembers of the bidders of one lot, for who may see its findings.

Of lots that still collect nothing is told, nor of who meets whom there.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.engine import Connection

from relparty.casebook import decisions, memory, tables
from relparty.casebook.book import Casebook
from relparty.casebook.decisions import Standpoint
from relparty.casebook.memory import Earlier, Meeting, SeenAgain
from relparty.casebook.rights import Caller, Deed, require, visible


@dataclass(frozen=True, slots=True)
class Before:
    """A finding in another lot, where it stands there, and whether this reader may open that lot."""

    earlier: Earlier
    point: Standpoint
    is_visible: bool


@dataclass(frozen=True, slots=True)
class Recalled:
    """Earlier findings, persons seen elsewhere and pairs that met before; names by code."""

    before: tuple[Before, ...]
    again: tuple[SeenAgain, ...]
    meetings: tuple[Meeting, ...]
    lots: int
    """Over how many lots meetings were counted."""
    names: dict[str, str]


def of_lot(book: Casebook, caller: Caller, lot_id: str, screening_id: str) -> Recalled:
    """What the memory holds of the bidders of this lot; raises NotThere for who may not see its findings."""
    with book.look() as db:
        now = book.now(db)
        require(db, caller.user, lot_id, Deed.SEE_FINDINGS, now)
        present = memory.present(db, now)
        mine = frozenset(present.get(lot_id, ()))
        before = _before(db, caller, lot_id, mine)
        again = memory.seen_again(db, lot_id, screening_id)
        others = {code for each in before for code in each.earlier.usccs} | {code for each in again for _, code in each.elsewhere}
        names = _names(db, mine | others, now)
    met = memory.meetings([mine.intersection(codes) for codes in present.values()])
    return Recalled(before, again, met, len(present), names)


def _before(db: Connection, caller: Caller, lot_id: str, mine: Collection[str]) -> tuple[Before, ...]:
    found = memory.earlier(db, lot_id, mine)
    points = {
        (screening_id, point.kept.finding): point
        for lot, screening_id in dict.fromkeys((each.lot_id, each.screening_id) for each in found)
        for point in decisions.standpoints(db, lot, screening_id)
    }
    lots = tables.lots.c
    may_open = set(db.execute(select(lots.id).where(visible(caller.user), lots.id.in_({each.lot_id for each in found}))).scalars())
    return tuple(Before(each, points[each.screening_id, each.finding], each.lot_id in may_open) for each in found)


def _names(db: Connection, usccs: Collection[str], now: str) -> dict[str, str]:
    """The name of each code as it was invited last to a lot whose collecting has ended."""
    invitations = tables.invitations.c
    wanted = (
        select(invitations.uscc, invitations.bidder)
        .join(tables.lots, tables.lots.c.id == invitations.lot_id)
        .where(invitations.uscc.in_(usccs), memory.ended(now))
        .order_by(invitations.created_at, invitations.id)
    )
    return {code: code for code in usccs} | dict(tuple(row) for row in db.execute(wanted))
