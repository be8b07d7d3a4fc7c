"""All that the page of one lot shows to one reader, gathered at one moment and within the reader's rights."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.engine import Connection

from relparty.casebook import bidders, conflicts, decisions, group, registerfiles, screenings, signoffs
from relparty.casebook.bidders import Entrant
from relparty.casebook.book import Casebook
from relparty.casebook.group import Member
from relparty.casebook.lots import Lot, lot_of
from relparty.casebook.rights import Caller, Deed, Standing, require
from relparty.casebook.screenings import Part, Run, Screening
from relparty.casebook.submissions import Attachment
from relparty.phrases import Sentence


@dataclass(frozen=True, slots=True)
class AfterScreening:
    """Where the findings of the last screening stand, as far as this reader's next step depends on it."""

    undecided: int
    own_conflicts: int
    is_signed_by_reader: bool
    is_ready_to_sign: bool


@dataclass(frozen=True, slots=True)
class LotPage:
    """A lot as one reader may see it: what is none, this reader may not know yet."""

    lot: Lot
    standing: Standing
    members: tuple[Member, ...]
    lacking: tuple[tuple[Part, Sentence], ...]
    entrants: tuple[Entrant, ...] | None
    register_files: tuple[Attachment, ...] | None
    screenings: tuple[Screening, ...] | None
    after: AfterScreening | None

    @property
    def latest(self) -> Screening | None:
        """The last finished screening."""
        return next((each for each in self.screenings or () if each.state is Run.DONE), None)

    @property
    def running(self) -> Screening | None:
        """The screening that goes on now."""
        return next((each for each in self.screenings or () if each.state is Run.RUNNING), None)


def shown(book: Casebook, caller: Caller, lot_id: str) -> LotPage:
    """The lot for this reader; raises NotThere."""
    with book.look() as db:
        now = book.now(db)
        row, standing = require(db, caller.user, lot_id, Deed.SEE, now)
        lot = lot_of(row, now)
        may_know = standing.may(Deed.SEE_BIDDERS)
        runs = screenings.listed(db, lot_id) if standing.may(Deed.SEE_FINDINGS) else None
        is_screened = any(each.state is Run.DONE for each in runs or ())
        return LotPage(
            lot,
            standing,
            group.members(db, lot_id),
            tuple(each for each in screenings.lacking(db, lot) if may_know or each[0] != "forms"),
            bidders.of_lot(db, lot_id) if may_know else None,
            registerfiles.listed(db, lot_id) if may_know else None,
            runs,
            _after(db, caller, lot_id, standing) if is_screened else None,
        )


def _after(db: Connection, caller: Caller, lot_id: str, standing: Standing) -> AfterScreening | None:
    latest = screenings.latest(db, lot_id)
    if latest is None:
        return None
    mine = [each for each in conflicts.unanswered(db, lot_id) if each.member.id == standing.member_id]
    signed = {each.user_id for each in signoffs.signatures(db, lot_id) if each.is_current}
    return AfterScreening(
        sum(each.is_open for each in decisions.standpoints(db, lot_id, latest.id)),
        len(mine),
        caller.user.id in signed,
        not any(signoffs.missing(db, lot_id)),
    )
