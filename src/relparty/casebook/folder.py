"""A lot of the casebook written out as the folder that the commands read: the same lot, the same screening, either way."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.engine import Connection

from relparty.casebook import group, invitations, submissions, tables, users
from relparty.casebook.book import Casebook
from relparty.casebook.clock import CHINA, moment
from relparty.casebook.invitations import Invitation
from relparty.casebook.lots import Terms
from relparty.casebook.rights import DUTY_WORDS
from relparty.casebook.submissions import Attachment, Submission

_NAME_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Written:
    """A file of the folder: its path in it, and its content or the stored file that holds it."""

    path: str
    content: bytes | None
    file_id: str = ""


def files(book: Casebook, db: Connection, lot_id: str, terms: Terms) -> Iterator[Written]:
    """Every file of the lot's folder, in one order: lot.toml, policy.toml, group.csv, quotes.csv, the forms, register/."""
    yield Written("lot.toml", _lot_toml(terms).encode())
    if terms.policy.strip():
        yield Written("policy.toml", terms.policy.encode())
    yield Written("group.csv", _csv(("name", "id", "duty", "unit"), _group(book, db, lot_id)))
    invited = [each for each in invitations.listed(db, lot_id) if not each.is_revoked]
    handed_in = [(each, found) for each in invited if (found := submissions.latest(db, each.id))]
    received = {each.id: found.received_at for each, found in handed_in}
    quoted = (row for each in invited if (row := _quote(db, each, received.get(each.id))))
    yield Written("quotes.csv", _csv(("bidder", "uscc", "amount", "submitted_at"), quoted))
    yield from (Written(path, None, each.file_id or "") for path, each in placed(db, lot_id))


def placed(db: Connection, lot_id: str) -> Iterator[tuple[str, Attachment]]:
    """Where each file that was handed in or fetched lies in the folder, as findings name it."""
    for number, (invitation, found) in enumerate(_handed_in(db, lot_id), start=1):
        yield from _placed(f"forms/{number:02d}-{_plain(invitation.bidder)}", found.attachments)
    yield from _placed("register", submissions.attachments(db, lot_id))


def _handed_in(db: Connection, lot_id: str) -> list[tuple[Invitation, Submission]]:
    return [(each, found) for each in invitations.listed(db, lot_id) if (found := submissions.latest(db, each.id)) and not each.is_revoked]


def write(book: Casebook, written: Iterable[Written], folder: Path) -> None:
    """Writes the folder; only this user can read it."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for each in written:
        path = folder / each.path
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with path.open("wb") as file:
            file.writelines([each.content] if each.content is not None else book.files.pieces(each.file_id))


def _lot_toml(terms: Terms) -> str:
    lines = [
        f"id = {_text(terms.number)}",
        f"name = {_text(terms.name)}",
        f"regime = {_text(terms.regime)}",
        f"overlay = {_text(terms.overlay)}",
        f"opens_on = {terms.opens_on}",
        f"min_quotes = {terms.min_quotes}",
        f"lookback_months = {terms.lookback_months}",
        f"buyer = {_text(terms.buyer)}",
    ]
    return "\n".join(lines) + "\n"


def _text(value: str) -> str:
    """A TOML basic string: what would end it or is no character to print is written by its number."""
    return '"' + "".join(char if char.isprintable() and char not in '"\\' else f"\\U{ord(char):08X}" for char in value) + '"'


def _group(book: Casebook, db: Connection, lot_id: str) -> Iterator[tuple[str, ...]]:
    for member in group.members(db, lot_id):
        yield member.name, users.resident_id(book, db, member.user_id), DUTY_WORDS[member.duty].zh, member.unit


def _quote(db: Connection, invitation: Invitation, received_at: str | None) -> tuple[str, ...] | None:
    """The quote of a bidder: one that handed in has quoted, one that was told of has too, though its form is missing.

    The amount stands there only where somebody told it.
    """
    quotes = tables.quotes.c
    row = db.execute(select(quotes.amount, quotes.submitted_at).where(quotes.invitation_id == invitation.id)).one_or_none()
    amount, at = (row.amount, row.submitted_at) if row is not None else ("", received_at)
    return (invitation.bidder, invitation.uscc, amount, moment(at).astimezone(CHINA).isoformat(timespec="seconds")) if at else None


def _csv(head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return out.getvalue().encode()


def _placed(folder: str, attachments: Iterable[Attachment]) -> Iterator[tuple[str, Attachment]]:
    """The files of a bidder in a folder of its own, by names that every system takes and no two share."""
    for number, each in enumerate((each for each in attachments if each.file_id), start=1):
        stem, dot, suffix = each.name.rpartition(".")
        name = f"{_plain(stem)}.{_plain(suffix)}" if dot else _plain(each.name)
        yield f"{folder}/{number:02d}-{name}", each


def _plain(name: str) -> str:
    return "".join(char for char in name if char.isalnum() or char in "-_（）()")[:_NAME_LENGTH] or "file"
