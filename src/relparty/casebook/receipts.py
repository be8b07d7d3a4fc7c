"""Receipts of what was handed in, made anew from what is recorded: the same submission, the same receipt."""

from __future__ import annotations

from sqlalchemy import select

from relparty.casebook import clock, readings, submissions, tables
from relparty.casebook.book import Casebook
from relparty.casebook.invitations import Invitation
from relparty.casebook.lots import Lot
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


def _file(book: Casebook, submission: Submission, attachment: Attachment, lang: Lang) -> ReceivedFile:
    reading = Reading.KEPT
    if attachment.part == "form":
        with book.look() as db:
            told = readings.for_bidder(book, db, submission, attachment, lang)
        if told is not None:
            reading = _READINGS.get(told["verdict"], Reading.PARTLY) if told["fields"] else Reading.UNREAD
    return ReceivedFile(attachment.name, attachment.size, attachment.sha256, reading)
