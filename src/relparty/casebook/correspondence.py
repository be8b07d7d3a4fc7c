"""The letters of a lot and what came back: what may be issued now, what was issued, and every reply."""

from __future__ import annotations

from dataclasses import dataclass

from relparty.casebook import letters, replies, screenings
from relparty.casebook.book import Casebook
from relparty.casebook.errors import NotThere
from relparty.casebook.letters import Draft, Letter
from relparty.casebook.lots import Lot, lot_of
from relparty.casebook.replies import Reply
from relparty.casebook.rights import Caller, Deed, Standing, require
from relparty.casebook.screenings import Screening


@dataclass(frozen=True, slots=True)
class Sent:
    """A letter as issued, and the replies to it, the first first."""

    letter: Letter
    replies: tuple[Reply, ...]


@dataclass(frozen=True, slots=True)
class Correspondence:
    """Drafts of the last screening that were not issued, and every letter of the lot, the latest first."""

    lot: Lot
    standing: Standing
    screening: Screening | None
    drafts: tuple[Draft, ...]
    sent: tuple[Sent, ...]
    now: str


def of_lot(book: Casebook, caller: Caller, lot_id: str) -> Correspondence:
    """The letters of a lot for who may see its findings; raises NotThere."""
    with book.look() as db:
        now = book.now(db)
        row, standing = require(db, caller.user, lot_id, Deed.SEE_FINDINGS, now)
        latest = screenings.latest(db, lot_id)
        issued = letters.of_lot(db, lot_id)
        written = letters.drafts(book, db, latest) if latest is not None else ()
        received = replies.of_lot(db, lot_id)
        has_it = {each.invitation_id for each in issued if latest is not None and each.screening_id == latest.id}
        return Correspondence(
            lot_of(row, now),
            standing,
            latest,
            tuple(each for each in written if each.invitation_id not in has_it),
            tuple(Sent(each, tuple(reply for reply in received if reply.letter_id == each.id)) for each in issued),
            now,
        )


def to_enter(book: Casebook, caller: Caller, lot_id: str, letter_id: str) -> tuple[Lot, Standing, Sent]:
    """A letter of that lot to which the clerk may enter a reply; raises NotThere."""
    with book.look() as db:
        now = book.now(db)
        row, standing = require(db, caller.user, lot_id, Deed.TAKE_REPLIES, now)
        letter = next((each for each in letters.of_lot(db, lot_id) if each.id == letter_id), None)
        if letter is None:
            raise NotThere
        return lot_of(row, now), standing, Sent(letter, replies.of_letter(db, letter_id))
