"""Restoring a backup into an empty place: all of it, checked before and after, or nothing.

A mark lies in the place from the first file to the last check. A restore that was killed leaves the mark: nothing opens the
casebook then, and the next restore goes on from it or begins anew.
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Engine, column, insert, select, table
from sqlalchemy.engine import Connection

from relparty.casebook import actors, archive, durable, migrating, opening, tables
from relparty.casebook import keys as key_files
from relparty.casebook.archive import Manifest
from relparty.casebook.book import Casebook
from relparty.casebook.clock import Clock, system
from relparty.casebook.database import engine as engine_of
from relparty.casebook.keys import Keys
from relparty.casebook.place import Place
from relparty.casebook.replay import AT_ONCE
from relparty.casebook.verify import Verified, verify
from relparty.errors import UsageError
from relparty.phrases import Phrase

_THERE = Phrase("此处已有案卷", "there is a casebook here already")
_FILES_THERE = Phrase("此处已有案卷的文件（{name}）", "files of a casebook are here already ({name})")
_EMPTY = Phrase(
    "恢复从不覆盖任何内容：请用 --casebook、--database 指明空的位置",
    "a restore writes over nothing: name an empty place with --casebook and --database",
)
_BUSY = Phrase("另一个恢复正在进行", "another restore is at work here")
_WAIT = Phrase("请等它结束", "wait for it to end")
_LATER = Phrase(
    "备份由更新版本的 relparty 写成（表结构 {revision}）", "a later relparty made this backup (version of the tables: {revision})"
)
_UPGRADE = Phrase(
    "请安装该版本或更新版本：pip install -U 'relparty[web]'", "install that version or a later one: pip install -U 'relparty[web]'"
)


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored, and what the verification that ends every restore found."""

    manifest: Manifest
    verified: Verified


def restore(backup: Path, place: Place, clock: Clock = system) -> Restored:
    """The casebook of a backup, in a place that holds none; the database may be of the other kind.

    Raises Refused for a backup that was cut off or edited and UsageError for another key, a backup of a later program and a
    place that is not empty: then nothing was written. All sessions end with it, and its trail goes on.
    """
    keys = key_files.read(place.key_file)
    manifest = archive.checked(backup, keys)
    if not migrating.is_known(manifest.revision):
        raise UsageError(str(backup), _LATER(revision=manifest.revision), _UPGRADE())
    engine = engine_of(place.url)
    try:
        with _mark(place) as mark:
            is_written = _is_written(mark, engine, place, manifest)
            _write_down(mark, manifest.mac)
            if not is_written:
                _write(backup, manifest, place, engine, keys, clock)
            found = verify(opening.at(place, engine, keys, clock))
            place.restoring.unlink()
    finally:
        engine.dispose()
    return Restored(manifest, found)


def _is_written(mark: IO[bytes], engine: Engine, place: Place, manifest: Manifest) -> bool:
    """Whether a restore of this very backup was cut off after its rows were saved; raises UsageError where anything else is here."""
    begun = mark.read()
    try:
        is_there = _is_there(engine, place, is_ours=begun == manifest.mac.encode())
        if not begun:
            _refuse_files(place)
    except BaseException:
        if not begun:
            place.restoring.unlink()
        raise
    return is_there


def _is_there(engine: Engine, place: Place, *, is_ours: bool) -> bool:
    with engine.connect() as db:
        is_there = migrating.is_there(db)
    if is_there and not is_ours:
        raise UsageError(place.shown, _THERE(), _EMPTY())
    return is_there


def _refuse_files(place: Place) -> None:
    for folder in (place.files, place.heads):
        if folder.exists() and any(folder.iterdir()):
            raise UsageError(str(folder), _FILES_THERE(name=folder.name), _EMPTY())


@contextmanager
def _mark(place: Place) -> Iterator[IO[bytes]]:
    """The mark of a restore, held by this process alone; raises UsageError where another restore holds it."""
    place.folder.mkdir(parents=True, exist_ok=True)
    with place.restoring.open("a+b") as mark:
        try:
            import fcntl
        except ImportError:  # Windows has no such locks
            mark.seek(0)
            yield mark
            return
        try:
            fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
            is_there = os.path.samestat(os.fstat(mark.fileno()), place.restoring.stat())
        except (BlockingIOError, FileNotFoundError):
            is_there = False
        if not is_there:
            raise UsageError(str(place.folder), _BUSY(), _WAIT())
        mark.seek(0)
        yield mark


def _write_down(mark: IO[bytes], backup: str) -> None:
    mark.truncate(0)
    mark.write(backup.encode())
    mark.flush()
    os.fsync(mark.fileno())


def _write(backup: Path, manifest: Manifest, place: Place, engine: Engine, keys: Keys, clock: Clock) -> None:
    """Writes files, then rows in one transaction; what goes wrong in between leaves nothing."""
    try:
        _clear(place)
        _unpack(backup, place)
        _save_rows(backup, manifest, opening.at(place, engine, keys, clock))
    except BaseException:
        _clear(place)
        place.restoring.unlink(missing_ok=True)
        raise


def _clear(place: Place) -> None:
    for folder in (place.files, place.heads):
        if folder.exists():
            shutil.rmtree(folder)


def _unpack(backup: Path, place: Place) -> None:
    """Writes the stored files, as they were, and the heads; names were checked to be a hash or a day."""
    for name, content in archive.parts(backup):
        kind, _, id = name.partition("/")
        if kind == "files":
            durable.copy(place.files / id[:2] / id, content)
        elif kind == "heads":
            durable.copy(place.heads / id, content)


def _save_rows(backup: Path, manifest: Manifest, book: Casebook) -> None:
    """Writes every row in the tables of the backup's version, brings these to ours, and goes on with the trail."""
    with book.writing() as db:
        migrating.wait_for_turn(db)
        if migrating.is_there(db):
            raise UsageError(book.place.shown, _THERE(), _EMPTY())
        migrating.upgrade(db, manifest.revision)
        for name, content in archive.parts(backup):
            kind, _, file = name.partition("/")
            if kind == "rows":
                _insert(db, file.removesuffix(".jsonl.gz"), content)
        migrating.upgrade(db)
        _go_on(book, manifest)


def _insert(db: Connection, name: str, packed: IO[bytes]) -> None:
    with gzip.open(packed, "rt", encoding="utf-8", newline="\n") as lines:
        rows: Iterator[dict[str, Any]] = (json.loads(line) for line in lines)
        while some := list(islice(rows, AT_ONCE)):
            db.execute(insert(table(name, *(column(each) for each in some[0]))), some)


def _go_on(book: Casebook, manifest: Manifest) -> None:
    """The act that a restore is: sessions that were open then would be open again, so all end."""
    with book.act(actors.COMMAND, "casebook.restored", made_at=manifest.made_at, entry=manifest.entry) as act:
        sessions = tables.sessions.c
        for session in act.db.execute(select(sessions.id).where(sessions.ended_at.is_(None))).scalars().all():
            act.update(tables.sessions, session, {"ended_at": act.now})
