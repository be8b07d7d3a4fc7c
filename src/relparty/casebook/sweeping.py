"""Taking away what no act tells of: files of requests that were cut off, of what came late, work folders of a crash."""

from __future__ import annotations

import shutil
from datetime import timedelta

from sqlalchemy import select

from relparty.casebook import tables
from relparty.casebook.book import Casebook

AGE = timedelta(days=1)
"""How old a file without an act must be: a request that is still writing has a younger one."""


def sweep(book: Casebook) -> int:
    """How many files were taken away because no row tells of them and they are older than a day."""
    oldest = (book.clock() - AGE).timestamp()
    with book.look() as db:
        known = set(db.execute(select(tables.files.c.id)).scalars())
    gone = [id for id in book.files.ids() if id not in known and book.files.place(id).stat().st_mtime < oldest]
    for id in gone:
        book.files.remove(id)
    for unfinished in book.files.folder.glob(".*.new"):
        if unfinished.stat().st_mtime < oldest:
            unfinished.unlink(missing_ok=True)
    return len(gone)


def clear_work(book: Casebook) -> None:
    """Empties the work folder, where a crash may have left a lot in plain; for the start, before anything is screened."""
    shutil.rmtree(book.place.work, ignore_errors=True)
