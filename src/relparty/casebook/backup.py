"""Backing up a casebook while it is in use: everything as it stood at one moment, in one file, without the key."""

from __future__ import annotations

import gzip
import os
import secrets
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import IO

from sqlalchemy import Table, select
from sqlalchemy.engine import Connection

from relparty import __version__
from relparty.casebook import archive, durable, heads, migrating, tables
from relparty.casebook.archive import Manifest
from relparty.casebook.book import Casebook
from relparty.casebook.book import head as head_of
from relparty.casebook.errors import Refused
from relparty.casebook.keys import fingerprint
from relparty.casebook.replay import AT_ONCE
from relparty.casebook.trail import Head, canonical
from relparty.errors import UsageError
from relparty.phrases import Phrase

TABLES: tuple[Table, ...] = (*tables.RECORDED, tables.trail, tables.trail_head)
"""What is backed up, in an order in which it can be written."""

_THERE = Phrase("文件已存在", "there is a file already")
_OTHER_NAME = Phrase("请换一个文件名", "choose another name")
_PURGED = Phrase("备份期间有项目到期清除", "lots were purged while it was being backed up")
_AGAIN = Phrase("请重新备份", "back up again")


def backup(book: Casebook, out: Path) -> Manifest:
    """What the archive holds that was written; the file has its name only once it is whole and on the disk.

    Writers of the casebook are not held up: rows are read as they stand at one moment. Stored files that are gone are told in
    `missing`. Raises UsageError for a name that is taken, Tampered where the trail's head is not what was written.
    """
    if out.exists():
        raise UsageError(str(out), _THERE(), _OTHER_NAME())
    new = out.with_name(f".{out.name}.{secrets.token_hex(8)}.part")
    try:
        with os.fdopen(os.open(new, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as file:
            manifest = _written(book, file, new.parent)
            file.flush()
            os.fsync(file.fileno())
        if out.exists():
            raise UsageError(str(out), _THERE(), _OTHER_NAME())
        new.replace(out)
    finally:
        new.unlink(missing_ok=True)
    durable.settle(out.parent)
    return manifest


def _written(book: Casebook, file: IO[bytes], beside: Path) -> Manifest:
    writer = archive.Writer(file)
    counts: dict[str, int] = {}
    with book.look() as db:
        head = head_of(db, book.keys)
        now = book.now(db)
        revision = migrating.newest()
        for table in TABLES:
            counts[table.name] = _add_rows(db, table, writer, beside)
        ids = sorted(db.execute(select(tables.files.c.id)).scalars())
    missing = _add_files(book, ids, writer)
    for path in heads.files(book.place.heads):
        _add_file(path, f"heads/{path.name}", writer)
    manifest = archive.sealed(_manifest(book, revision, now, head, counts, missing, writer), book.keys)
    writer.close(manifest)
    return manifest


def _manifest(
    book: Casebook, revision: str, now: str, head: Head, counts: dict[str, int], missing: tuple[str, ...], writer: archive.Writer
) -> Manifest:
    return Manifest(
        schema=archive.SCHEMA,
        program=__version__,
        revision=revision,
        made_at=now,
        key=fingerprint(book.keys),
        entry=head.entry,
        at=head.at,
        digest=head.digest,
        tables=counts,
        missing=missing,
        parts=dict(writer.parts),
    )


def _add_rows(db: Connection, table: Table, writer: archive.Writer, beside: Path) -> int:
    """How many rows of a table were added; they pass through a file without a name, which a crash leaves nothing of."""
    rows = 0
    with tempfile.TemporaryFile(dir=beside) as packed:
        with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=6, mtime=0) as lines:
            for row in db.execute(select(table).execution_options(yield_per=AT_ONCE)).mappings():
                lines.write(canonical(dict(row)).encode() + b"\n")
                rows += 1
        size = packed.tell()
        packed.seek(0)
        writer.add(f"rows/{table.name}.jsonl.gz", packed, size)
    return rows


def _add_files(book: Casebook, ids: Iterable[str], writer: archive.Writer) -> tuple[str, ...]:
    """The files that are told of and not there; raises Refused where they were purged meanwhile."""
    missing = tuple(id for id in ids if not _add_file(book.files.place(id), f"files/{id}", writer))
    if missing:
        with book.look() as db:
            still = set(db.execute(select(tables.files.c.id)).scalars())
        if not still.issuperset(missing):
            raise Refused(str(book.place.folder), _PURGED(), _AGAIN())
    return missing


def _add_file(path: Path, name: str, writer: archive.Writer) -> bool:
    try:
        with path.open("rb") as file:
            writer.add(name, file, os.fstat(file.fileno()).st_size)
    except FileNotFoundError:
        return False
    return True
