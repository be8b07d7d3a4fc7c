"""What the program understood of a file handed in, field by field: made once in a child process, kept beside the file."""

from __future__ import annotations

import json
import os
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.engine import Connection

from relparty.casebook import actors, clock, tables
from relparty.casebook.book import Casebook
from relparty.casebook.submissions import Attachment, Submission, record_file
from relparty.casebook.trail import canonical
from relparty.phrases import Lang
from relparty.settings import FileLimits

_readings = tables.readings.c
_attachments = tables.attachments.c
_STEPS = tuple(5 * 2**at for at in range(31))
_PATIENCE = 5 * 2**8
"""Seconds after which a page no longer looks again by itself."""


def unread(db: Connection) -> tuple[str, ...]:
    """The forms that were kept and not read yet: first those that count, the oldest first, then the versions before them."""
    submissions = tables.submissions.c
    newer = tables.submissions.alias()
    is_replaced = exists().where(newer.c.invitation_id == submissions.invitation_id, newer.c.version > submissions.version)
    wanted = (
        select(_attachments.id)
        .join(tables.submissions, submissions.id == _attachments.owner_id)
        .outerjoin(tables.readings, _readings.id == _attachments.id)
        .where(_attachments.part == "form", _attachments.file_id.is_not(None), _readings.id.is_(None))
        .order_by(is_replaced, submissions.received_at, _attachments.position)
    )
    return tuple(db.execute(wanted).scalars())


def read(book: Casebook, attachment_id: str, limits: FileLimits) -> None:
    """Reads a form and keeps the answers in both languages; a form that was read meanwhile stays as it is."""
    with book.look() as db:
        row = db.execute(select(tables.attachments).where(_attachments.id == attachment_id)).one()
    answers = book.files.put(canonical(_answers(book, row.name, row.file_id, limits)).encode())
    with book.act(actors.SYSTEM, "form.read") as act:
        if act.db.execute(select(_readings.id).where(_readings.id == attachment_id)).one_or_none() is None:
            act.insert(tables.readings, {"id": attachment_id, "answers": record_file(act, answers), "read_at": act.now})


def answers(book: Casebook, db: Connection, attachment: Attachment, lang: Lang) -> dict[str, Any] | None:
    """The answers of a form (`relparty/check/1`), masked; none while it has not been read."""
    file = db.execute(select(_readings.answers).where(_readings.id == attachment.id)).scalar_one_or_none()
    if file is None:
        return None
    told: dict[str, Any] = json.loads(book.files.read(file))[lang]
    return told


def told_at(received_at: str, read_at: str) -> str:
    """The moment from which a bidder is shown what was understood of its form: 5, 10, 20, 40 … seconds after it came.

    Forms are read one after another. Were each shown the moment it was read, a bidder could tell by its own waiting how many
    stood before it; so the waiting is counted in steps that double.
    """
    begun = clock.moment(received_at)
    waited = (clock.moment(read_at) - begun).total_seconds()
    return clock.stamp(begun + timedelta(seconds=next(each for each in _STEPS if each >= waited)))


def next_look(received_at: str, now: str) -> float | None:
    """In how many seconds a form that is still being read may be shown; none where it has taken too long to go on waiting for."""
    waited = (clock.moment(now) - clock.moment(received_at)).total_seconds()
    return next((each - waited for each in _STEPS if waited < each <= _PATIENCE), None)


def for_bidder(book: Casebook, db: Connection, submission: Submission, attachment: Attachment, lang: Lang) -> dict[str, Any] | None:
    """The answers as `answers`; none also until the moment from which the bidder is shown them."""
    read_at = db.execute(select(_readings.read_at).where(_readings.id == attachment.id)).scalar_one_or_none()
    if read_at is None or book.now(db) < told_at(submission.received_at, read_at):
        return None
    return answers(book, db, attachment, lang)


def _answers(book: Casebook, name: str, file_id: str, limits: FileLimits) -> dict[str, Any]:
    from relparty.intake import one_form  # only whoever reads a form needs the readers
    from relparty.reports import form_answers

    book.place.work.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="form-", dir=book.place.work) as folder:
        path = Path(folder) / "form"
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as plain:
            plain.writelines(book.files.pieces(file_id))
        found = one_form.read(name, path, limits)
        return {lang: form_answers.document(found, lang) for lang in ("zh", "en")}
