"""A casebook opened: every write is an act that the trail answers for, every read a look at one moment."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy import Engine, Table, delete, insert, select, update
from sqlalchemy.engine import Connection

from relparty.casebook import clock, tables, trail
from relparty.casebook.actors import Actor
from relparty.casebook.clock import Clock
from relparty.casebook.database import WRITES
from relparty.casebook.errors import Tampered
from relparty.casebook.files import FileStore
from relparty.casebook.keys import Keys
from relparty.casebook.place import Place
from relparty.phrases import Phrase

_HEAD_WRONG = Phrase("操作记录的末端与密钥不符，可能被改动过", "the end of the trail does not match the key: it may have been changed")
_VERIFY = Phrase("未保存任何内容；请运行 relparty casebook verify", "nothing was saved; run relparty casebook verify")

_held: ContextVar[tuple[Engine, Connection] | None] = ContextVar("held", default=None)
"""The transaction that is being written here, for the acts within it."""


def new_id() -> str:
    """A random key of a row: 120 bits, nothing to guess and nothing to count."""
    return secrets.token_hex(15)


@dataclass(slots=True)
class Act:
    """One act while it is being written: rows put in, changed and taken away in one transaction."""

    db: Connection
    now: str
    actor: Actor
    note: dict[str, Any]
    touched: dict[tuple[str, str], Table] = field(default_factory=dict)

    def insert(self, table: Table, row: Mapping[str, Any]) -> str:
        """The key of a row put in; it gets one where it has none."""
        told = {"id": new_id(), **row}
        self.db.execute(insert(table).values(told))
        return self._touch(table, told["id"])

    def update(self, table: Table, id: str, changed: Mapping[str, Any]) -> None:
        """Changes a row that is there."""
        self.db.execute(update(table).where(table.c.id == id).values(**changed))
        self._touch(table, id)

    def remove(self, table: Table, id: str) -> None:
        """Takes a row away."""
        self.db.execute(delete(table).where(table.c.id == id))
        self._touch(table, id)

    def _touch(self, table: Table, id: str) -> str:
        self.touched[table.name, id] = table
        return id

    def changes(self, keys: Keys) -> list[trail.Change]:
        """What the act has left of each row it touched, in an order of their names."""
        return [(name, id, self._digest(keys, self.touched[name, id], id)) for name, id in sorted(self.touched)]

    def _digest(self, keys: Keys, table: Table, id: str) -> str | None:
        row = self.db.execute(select(table).where(table.c.id == id)).mappings().one_or_none()
        return trail.row_digest(keys, table.name, dict(row)) if row is not None else None


@dataclass(frozen=True, slots=True)
class Casebook:
    """An open casebook; safe to use from many threads at once."""

    place: Place
    engine: Engine
    keys: Keys
    files: FileStore
    clock: Clock = clock.system

    @contextmanager
    def act(self, actor: Actor, deed: str, lot: str | None = None, **note: Any) -> Iterator[Act]:  # noqa: ANN401  # a note is any JSON value
        """An act to write rows in: all of them and its entry in the trail are saved on leaving, or nothing at all.

        Acts come one after another in every process that writes this casebook, and their moments never run backwards.
        The note holds what the rows do not say, and never a name or a number of a person. An act within another one has
        its own entry and is saved with it, or not at all.
        """
        with self.writing() as db:
            head = _head(db, self.keys, is_held=True)
            act = Act(db, _next(clock.stamp(self.clock()), head.at), actor, dict(note))
            yield act
            _record(act, self.keys, _head(db, self.keys, is_held=True), deed, lot)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """The connection of the act that is being written in this thread, or a new one in its own transaction."""
        held = _held.get()
        if held is not None and held[0] is self.engine:
            yield held[1]
            return
        with self.engine.connect().execution_options(**{WRITES: True}) as db, db.begin():
            mark = _held.set((self.engine, db))
            try:
                yield db
            finally:
                _held.reset(mark)

    @contextmanager
    def look(self) -> Iterator[Connection]:
        """A connection that sees the casebook as it stands at one moment."""
        with self.engine.connect() as db:
            options = {} if self.place.is_sqlite else {"isolation_level": "REPEATABLE READ"}
            with db.execution_options(**options) as seen, seen.begin():
                yield seen

    def now(self, db: Connection) -> str:
        """The moment, as the casebook counts it: never before its last act, whatever the machine's clock says."""
        return max(clock.stamp(self.clock()), head(db, self.keys).at)


def head(db: Connection, keys: Keys) -> trail.Head:
    """The last entry of the trail; raises Tampered where it is not what was written."""
    return _head(db, keys, is_held=False)


def _head(db: Connection, keys: Keys, *, is_held: bool) -> trail.Head:
    wanted = select(tables.trail_head).where(tables.trail_head.c.id == "head")
    row = db.execute(wanted.with_for_update() if is_held else wanted).one_or_none()
    if row is None:
        raise Tampered("trail_head", _HEAD_WRONG(), _VERIFY())
    found = trail.Head(row.entry, row.at, row.digest)
    if trail.head_mac(keys, found) != row.mac:
        raise Tampered("trail_head", _HEAD_WRONG(), _VERIFY())
    return found


def _next(now: str, last: str) -> str:
    """The moment of the next act: now, or just after the last one where the clock was moved back."""
    return now if now > last else clock.stamp(clock.moment(last) + timedelta(microseconds=1))


def _record(act: Act, keys: Keys, before: trail.Head, deed: str, lot: str | None) -> None:
    """Writes the entry of an act, and the new head."""
    entry = trail.Entry(
        before.entry + 1,
        max(act.now, before.at),
        str(act.actor),
        deed,
        lot,
        trail.canonical(act.note),
        trail.canonical(act.changes(keys)),
        before.digest,
    )
    digest = trail.entry_digest(keys, entry)
    row = {name: getattr(entry, name) for name in trail.Entry.__slots__}
    act.db.execute(insert(tables.trail).values(row | {"digest": digest}))
    set_head(act.db, keys, trail.Head(entry.id, entry.at, digest))


def set_head(db: Connection, keys: Keys, head: trail.Head) -> None:
    """Writes the head over the one before."""
    told = {"entry": head.entry, "at": head.at, "digest": head.digest, "mac": trail.head_mac(keys, head)}
    db.execute(update(tables.trail_head).where(tables.trail_head.c.id == "head").values(told))
