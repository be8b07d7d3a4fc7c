"""Opening a casebook: the key, the tables in the version of this program, the first line of the trail."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine, insert, select
from sqlalchemy.engine import Connection

from relparty.casebook import keys as key_files
from relparty.casebook import migrating, tables, trail
from relparty.casebook.book import Casebook
from relparty.casebook.clock import Clock, system
from relparty.casebook.database import WRITES
from relparty.casebook.database import engine as engine_of
from relparty.casebook.files import FileStore
from relparty.casebook.keys import Keys
from relparty.casebook.place import Place
from relparty.errors import UsageError
from relparty.phrases import Phrase

_BEFORE_TIME = "0001-01-01T00:00:00.000000Z"

_NO_CASEBOOK = Phrase("此处没有案卷", "there is no casebook here")
_WHERE = Phrase(
    "请用 --casebook、--database 指明位置，或用 relparty serve 新建",
    "say where it is with --casebook and --database, or make one with relparty serve",
)
_OTHER_KEY = Phrase("这不是本案卷的密钥", "this is not the key of this casebook")
_RIGHT_KEY = Phrase("请用 --key 或 RELPARTY_KEY_FILE 指明本案卷的密钥文件", "name its key file with --key or RELPARTY_KEY_FILE")
_CUT_OFF = Phrase("此处的恢复没有完成", "a restore was cut off here")
_AGAIN = Phrase("请用同一备份重新运行 relparty casebook restore", "run relparty casebook restore again with the same backup")


def opened(place: Place, clock: Clock = system) -> Casebook:
    """The casebook at a place, made where there is none; an older one gets the tables of this version.

    Of processes that open a new casebook together one makes it. Raises UsageError where the key of a casebook is missing or
    another one, where a later program made it, and where a restore was cut off.
    """
    return _opened(place, clock, may_be_made=True)


def existing(place: Place, clock: Clock = system) -> Casebook:
    """The same for commands that make no casebook: raises UsageError where there is none."""
    return _opened(place, clock, may_be_made=False)


def at(place: Place, engine: Engine, keys: Keys, clock: Clock = system) -> Casebook:
    """A casebook of its parts, for whoever has just made them."""
    return Casebook(place, engine, keys, FileStore(place.files, keys.files), clock)


def begin_trail(db: Connection, keys: Keys) -> None:
    """Writes the head of an empty trail where there is none."""
    if db.execute(select(tables.trail_head.c.id)).first() is None:
        first = trail.Head(0, _BEFORE_TIME, trail.START)
        row = {"id": "head", "entry": 0, "at": first.at, "digest": first.digest, "mac": trail.head_mac(keys, first)}
        db.execute(insert(tables.trail_head).values(row))


def _opened(place: Place, clock: Clock, *, may_be_made: bool) -> Casebook:
    if place.restoring.exists():
        raise UsageError(str(place.folder), _CUT_OFF(), _AGAIN())
    if not may_be_made and place.is_sqlite and not place.has_database_file:
        raise UsageError(str(place.folder), _NO_CASEBOOK(), _WHERE())
    place.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    engine = engine_of(place.url)
    try:
        with engine.connect().execution_options(**{WRITES: True}) as db, db.begin():
            keys = _prepared(db, place, may_be_made=may_be_made)
    except BaseException:
        engine.dispose()
        raise
    return at(place, engine, keys, clock)


def _prepared(db: Connection, place: Place, *, may_be_made: bool) -> Keys:
    """The keys of the casebook in this database, whose tables are those of this program when this returns."""
    migrating.wait_for_turn(db)
    is_there = migrating.is_there(db)
    if not is_there and not may_be_made:
        raise UsageError(str(place.folder), _NO_CASEBOOK(), _WHERE())
    keys = key_files.read(place.key_file) if is_there else key_files.made(place.key_file)
    if migrating.present(db) != (migrating.newest(),):
        migrating.upgrade(db)
    if is_there:
        _refuse_another_key(db, keys, place.key_file)
    else:
        begin_trail(db, keys)
    return keys


def _refuse_another_key(db: Connection, keys: Keys, key_file: Path) -> None:
    """Raises UsageError where neither the first entry nor the head is of this key; one of the two alone is for `verify` to tell."""
    head = db.execute(select(tables.trail_head)).first()
    first = db.execute(select(tables.trail).order_by(tables.trail.c.id).limit(1)).first()
    macs = [head is not None and trail.head_mac(keys, trail.Head(head.entry, head.at, head.digest)) == head.mac]
    if first is not None:
        macs.append(trail.entry_digest(keys, trail.entry_of(first)) == first.digest)
    if not any(macs):
        raise UsageError(str(key_file), _OTHER_KEY(), _RIGHT_KEY())
