"""The bidders of a lot as its clerk follows them: who was invited, what each handed in, what came late, who is missing."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.engine import Connection

from relparty.casebook import invitations, quotes, submissions, tables
from relparty.casebook.book import Casebook
from relparty.casebook.errors import NotThere
from relparty.casebook.invitations import Invitation
from relparty.casebook.lots import Lot, lot_of
from relparty.casebook.quotes import Quote
from relparty.casebook.rights import Caller, Deed, Standing, require
from relparty.casebook.submissions import Submission


@dataclass(frozen=True, slots=True)
class Version:
    """A submission in one line, without its files."""

    id: str
    number: int
    is_late: bool
    origin: str
    received_at: str
    receipt: str


@dataclass(frozen=True, slots=True)
class Entrant:
    """An invited bidder with everything it handed in, the latest first, and its quote where one was told."""

    invitation: Invitation
    versions: tuple[Version, ...]
    quote: Quote | None

    @property
    def counted(self) -> Version | None:
        """The version that counts: the last one that came in time."""
        return next((each for each in self.versions if not each.is_late), None)

    @property
    def late(self) -> tuple[Version, ...]:
        """What came after the deadline: refused, and recorded by its hash."""
        return tuple(each for each in self.versions if each.is_late)


def of_lot(db: Connection, lot_id: str) -> tuple[Entrant, ...]:
    """Every bidder of a lot in the order of the codes; three queries, however many there are."""
    rows = tables.submissions.c
    mine = select(tables.invitations.c.id).where(tables.invitations.c.lot_id == lot_id)
    versions: dict[str, list[Version]] = defaultdict(list)
    for row in db.execute(select(tables.submissions).where(rows.invitation_id.in_(mine)).order_by(rows.version.desc())):
        version = Version(row.id, row.version, row.state == "late", row.origin, row.received_at, row.receipt)
        versions[row.invitation_id].append(version)
    told = quotes.of_lot(db, lot_id)
    return tuple(Entrant(each, tuple(versions[each.id]), told.get(each.id)) for each in invitations.listed(db, lot_id))


@dataclass(frozen=True, slots=True)
class HandedIn:
    """One submission with its bidder and lot, for who may see bidders."""

    lot: Lot
    standing: Standing
    invitation: Invitation
    submission: Submission


def handed_in(book: Casebook, caller: Caller, lot_id: str, submission_id: str) -> HandedIn:
    """A submission of that lot; raises NotThere for another lot's, and for who may not see bidders."""
    with book.look() as db:
        now = book.now(db)
        row, standing = require(db, caller.user, lot_id, Deed.SEE_BIDDERS, now)
        found = submissions.one(db, submission_id)
        return HandedIn(lot_of(row, now), standing, invitations.of_lot(db, lot_id, found.invitation_id), found)


def invited(book: Casebook, caller: Caller, lot_id: str, invitation_id: str) -> tuple[Lot, Entrant]:
    """A bidder of that lot, for who collects its forms; raises NotThere."""
    with book.look() as db:
        now = book.now(db)
        row, _ = require(db, caller.user, lot_id, Deed.INVITE, now)
        entrant = next((each for each in of_lot(db, lot_id) if each.invitation.id == invitation_id), None)
        if entrant is None:
            raise NotThere
        return lot_of(row, now), entrant
