"""Clarification letters: written from the last screening, kept as issued, shown to their addressee alone."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Row, select
from sqlalchemy.engine import Connection

from relparty import papers
from relparty.casebook import invitations, screenings, submissions, tables
from relparty.casebook.book import Casebook
from relparty.casebook.errors import NotThere, Refused
from relparty.casebook.invitations import Guest
from relparty.casebook.lots import refuse_if_done
from relparty.casebook.rights import Caller, Deed, require
from relparty.casebook.screenings import Screening
from relparty.phrases import Phrase
from relparty.reports.dossier.blocks import Paper
from relparty.reports.letters import letters as written_letters

_letters = tables.letters.c

_LOT = Phrase("本项目", "this lot")
_NO_SCREENING = Phrase("还没有完成的筛查", "it has not been screened")
_SCREEN = Phrase("请先筛查", "screen it first")
_OUTDATED = Phrase("之后已重新筛查", "the lot was screened again since")
_LOOK = Phrase("请看最新一次筛查后再发函", "look at the latest screening first")
REPLY_BY = Phrase("回复期限", "time to reply")
"""The place of a refusal of the time to reply."""
_PAST = Phrase("已经过去", "it has passed")
_LATER = Phrase("请填写将来的时间", "choose a time to come")


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as issued to a bidder."""

    id: str
    screening_id: str
    invitation_id: str
    bidder: str
    file: str
    reply_by: str
    issued_at: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter that may be issued: to whom, by its invitation, and what it says.

    `is_own` is false where a form that was read as this bidder's came by another bidder's link: its letter would tell one
    what another wrote, so it is never issued by itself.
    """

    invitation_id: str
    bidder: str
    paper: Paper
    is_own: bool


def drafts(book: Casebook, db: Connection, screening: Screening) -> tuple[Draft, ...]:
    """The letters as they would be issued, in the order of the bidders; one of whom nothing is asked has none."""
    told = screenings.document(book, screening, "zh")
    by_code = {each.uscc: each for each in invitations.listed(db, screening.lot_id)}
    found = []
    for letter in written_letters(told):
        bidder = told["bidders"][letter.position]
        invitation = by_code.get(bidder["uscc"] or "")
        if invitation is not None:
            read = {form["sha256"] for form in bidder["forms"]}
            found.append(Draft(invitation.id, invitation.bidder, letter.paper, read <= _handed_in(db, invitation.id)))
    return tuple(found)


def draft(book: Casebook, caller: Caller, lot_id: str, invitation_id: str) -> bytes:
    """The letter to one bidder as PDF, as it would be issued now; raises NotThere where nothing is asked of it."""
    with book.look() as db:
        require(db, caller.user, lot_id, Deed.SEE_FINDINGS, book.now(db))
        latest = screenings.latest(db, lot_id)
        found = drafts(book, db, latest) if latest is not None else ()
    asked = next((each for each in found if each.invitation_id == invitation_id), None)
    if asked is None:
        raise NotThere
    return papers.paper(asked.paper, "pdf")


def issued(book: Casebook, caller: Caller, lot_id: str, letter_id: str) -> tuple[Letter, bytes]:
    """A letter of that lot and its PDF as issued, byte for byte; raises NotThere."""
    with book.look() as db:
        require(db, caller.user, lot_id, Deed.SEE_FINDINGS, book.now(db))
        found = one(db, letter_id)
        invitations.of_lot(db, lot_id, found.invitation_id)
    return found, book.files.read(found.file)


def issue(book: Casebook, caller: Caller, lot_id: str, screening_id: str, reply_by: str) -> tuple[Letter, ...]:
    """Issues the letters of a screening, each once: its addressee finds it under its own link, with a place to reply.

    `reply_by` is a stamp. Raises Refused where the lot was screened again since, and for a time that has passed.
    """
    with book.look() as db:
        require(db, caller.user, lot_id, Deed.WRITE_LETTERS, book.now(db))
        latest = _current(db, lot_id, screening_id)
        own = [each for each in drafts(book, db, latest) if each.is_own]
    stored = {each.invitation_id: book.files.put(papers.paper(each.paper, "pdf")) for each in own}
    with book.act(caller.actor, "letters.issued", lot_id) as act:
        lot, _ = require(act.db, caller.user, lot_id, Deed.WRITE_LETTERS, act.now)
        refuse_if_done(lot)
        _current(act.db, lot_id, screening_id)
        if reply_by <= act.now:
            raise Refused(REPLY_BY, _PAST(), _LATER())
        before = {each.invitation_id for each in of_screening(act.db, screening_id)}
        new = sorted(stored.keys() - before)
        act.note["letters"] = len(new)
        for invitation_id in new:
            row = {
                "screening_id": screening_id,
                "invitation_id": invitation_id,
                "file_id": submissions.record_file(act, stored[invitation_id]),
                "reply_by": reply_by,
                "issued_at": act.now,
            }
            act.insert(tables.letters, row)
        return of_screening(act.db, screening_id)


def _current(db: Connection, lot_id: str, screening_id: str) -> Screening:
    """The last screening, where it is the one that is meant."""
    latest = screenings.latest(db, lot_id)
    if latest is None:
        raise Refused(_LOT, _NO_SCREENING(), _SCREEN())
    if latest.id != screening_id:
        raise Refused(_LOT, _OUTDATED(), _LOOK())
    return latest


def _handed_in(db: Connection, invitation_id: str) -> set[str]:
    """The hashes of everything that a bidder handed in."""
    return {file.sha256 for each in submissions.of_invitation(db, invitation_id) for file in each.attachments}


def of_screening(db: Connection, screening_id: str) -> tuple[Letter, ...]:
    """The letters issued on a screening."""
    return _found(db, _letters.screening_id == screening_id)


def of_lot(db: Connection, lot_id: str) -> tuple[Letter, ...]:
    """Every letter issued in a lot, the latest first."""
    return _found(db, tables.invitations.c.lot_id == lot_id)


def to_guest(db: Connection, guest: Guest) -> tuple[Letter, ...]:
    """The letters to one bidder, the latest first."""
    return _found(db, _letters.invitation_id == guest.invitation.id)


def one(db: Connection, id: str) -> Letter:
    """The letter of an id; raises NotThere."""
    found = _found(db, _letters.id == id)
    if not found:
        raise NotThere
    return found[0]


def _found(db: Connection, condition: ColumnElement[bool]) -> tuple[Letter, ...]:
    wanted = (
        select(tables.letters, tables.invitations.c.bidder)
        .join(tables.invitations, tables.invitations.c.id == _letters.invitation_id)
        .where(condition)
        .order_by(_letters.issued_at.desc(), _letters.id)
    )
    return tuple(_letter(row) for row in db.execute(wanted))


def _letter(row: Row[tuple[object, ...]]) -> Letter:
    return Letter(row.id, row.screening_id, row.invitation_id, row.bidder, row.file_id, row.reply_by, row.issued_at)
