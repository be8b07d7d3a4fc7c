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
from relparty.reports.letters import letters as written_letters

_letters = tables.letters.c

_LOT = Phrase("本项目", "this lot")
_NO_SCREENING = Phrase("还没有完成的筛查", "it has not been screened")
_SCREEN = Phrase("请先筛查", "screen it first")
_OUTDATED = Phrase("之后已重新筛查", "the lot was screened again since")
_LOOK = Phrase("请看最新一次筛查后再发函", "look at the latest screening first")


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


def drafts(book: Casebook, screening: Screening) -> dict[str, bytes]:
    """The letters as PDF by bidder, as they would be issued; a bidder of whom nothing is asked has none."""
    told = screenings.document(book, screening, "zh")
    names = [each.bidder for each in written_letters(told)]
    return dict(zip(names, papers.letters(told, "pdf").values(), strict=True))


def issue(book: Casebook, caller: Caller, lot_id: str, screening_id: str, reply_by: str) -> tuple[Letter, ...]:
    """Issues the letters of a screening, each once: its addressee finds it under its own link, with a place to reply.

    `reply_by` is a stamp. Raises Refused where the lot was screened again since.
    """
    with book.look() as db:
        require(db, caller.user, lot_id, Deed.WRITE_LETTERS, book.now(db))
        latest = screenings.latest(db, lot_id)
    if latest is None:
        raise Refused(_LOT, _NO_SCREENING(), _SCREEN())
    if latest.id != screening_id:
        raise Refused(_LOT, _OUTDATED(), _LOOK())
    stored = {bidder: book.files.put(content) for bidder, content in drafts(book, latest).items()}
    codes = {each["name"]: each["uscc"] for each in screenings.document(book, latest, "zh")["bidders"]}
    with book.act(caller.actor, "letters.issued", lot_id) as act:
        lot, _ = require(act.db, caller.user, lot_id, Deed.WRITE_LETTERS, act.now)
        refuse_if_done(lot)
        issued = {each.invitation_id for each in of_screening(act.db, screening_id)}
        by_code = {each.uscc: each.id for each in invitations.listed(act.db, lot_id)}
        wanted = {by_code[codes[bidder]]: file for bidder, file in stored.items() if codes.get(bidder) in by_code}
        for invitation_id in sorted(wanted.keys() - issued):
            row = {
                "screening_id": screening_id,
                "invitation_id": invitation_id,
                "file_id": submissions.record_file(act, wanted[invitation_id]),
                "reply_by": reply_by,
                "issued_at": act.now,
            }
            act.insert(tables.letters, row)
        return of_screening(act.db, screening_id)


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
