"""Receipts of what was handed in, made anew from what is recorded: the same submission, the same receipt."""

from __future__ import annotations

import hmac
from dataclasses import dataclass

from sqlalchemy import select

from relparty.casebook import clock, invitations, readings, submissions, tables
from relparty.casebook.book import Casebook
from relparty.casebook.errors import NotThere
from relparty.casebook.invitations import Invitation
from relparty.casebook.lots import Lot
from relparty.casebook.rights import Caller, Deed, require
from relparty.casebook.submissions import Attachment, Submission
from relparty.phrases import Lang
from relparty.reports import receipt as papers
from relparty.reports.receipt import Reading, Receipt, ReceivedFile

_READINGS = {"fine": Reading.UNDERSTOOD, "correct": Reading.UNDERSTOOD, "incomplete": Reading.PARTLY}


def receipt(book: Casebook, lot: Lot, invitation: Invitation, submission: Submission, lang: Lang) -> Receipt:
    """The receipt of a submission; what was understood stands on it once the form has been read."""
    with book.look() as db:
        office = db.execute(select(tables.office.c.name)).scalar_one()
    return Receipt(
        submission.receipt,
        lot.terms.name,
        lot.terms.number,
        invitation.bidder,
        invitation.uscc,
        clock.moment(submission.received_at),
        submission.version,
        tuple(_file(book, submission, each, lang) for each in submission.attachments),
        office,
        submissions.proof(book, submission),
        submission.is_late,
        clock.moment(lot.terms.deadline),
    )


def as_pdf(book: Casebook, lot: Lot, invitation: Invitation, submission: Submission, lang: Lang) -> bytes:
    """The same as PDF."""
    return papers.pdf(receipt(book, lot, invitation, submission, lang), lang)


@dataclass(frozen=True, slots=True)
class Shown:
    """A receipt that somebody shows: what is on record under its code, and whether its proof is the office's."""

    invitation: Invitation
    submission: Submission
    is_right: bool


def shown(book: Casebook, caller: Caller, lot_id: str, code: str, proof: str) -> Shown:
    """What is on record of a receipt, to be held beside the paper; raises NotThere for a code that the lot does not have.

    Case and the spaces of the printed proof do not matter. Where it is not right, the paper was changed or is another's.
    """
    submission, invitation = tables.submissions.c, tables.invitations.c
    wanted = select(submission.id).join(tables.invitations, invitation.id == submission.invitation_id)
    with book.look() as db:
        require(db, caller.user, lot_id, Deed.SEE_BIDDERS, book.now(db))
        id = db.execute(wanted.where(invitation.lot_id == lot_id, submission.receipt == code.strip().upper())).scalar_one_or_none()
        if id is None:
            raise NotThere
        found = submissions.one(db, id)
        told = "".join(proof.split()).lower()
        is_right = hmac.compare_digest(submissions.proof(book, found).encode(), told.encode("utf-8", "replace"))
        return Shown(invitations.one(db, found.invitation_id), found, is_right)


def _file(book: Casebook, submission: Submission, attachment: Attachment, lang: Lang) -> ReceivedFile:
    reading = Reading.KEPT
    if attachment.part == "form":
        with book.look() as db:
            told = readings.for_bidder(book, db, submission, attachment, lang)
        reading = Reading.WAITING
        if told is not None:
            reading = _READINGS.get(told["verdict"], Reading.PARTLY) if told["fields"] else Reading.UNREAD
    return ReceivedFile(attachment.name, attachment.size, attachment.sha256, reading)
