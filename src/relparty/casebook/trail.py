"""The trail of acts: what an entry holds, and the digests that chain entries and answer for rows.

Every digest is keyed (HMAC-SHA-256) with a key outside the database: who can write to the database alone can forge none.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import Row

from relparty.casebook.keys import Keys, keyed

START = ""
"""What the first entry has for a previous one."""

Change: TypeAlias = tuple[str, str, "str | None"]
"""A table, the key of a row, and the digest of the row as it is now; none for a row taken away."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One act: who did what when, in which lot, which rows it left how, and the digest of the entry before."""

    id: int
    at: str
    actor: str
    deed: str
    lot_id: str | None
    note: str
    changes: str
    previous: str


@dataclass(frozen=True, slots=True)
class Head:
    """The last entry as the casebook knows it: its number, moment and digest."""

    entry: int
    at: str
    digest: str


def entry_of(row: Row[tuple[object, ...]]) -> Entry:
    """The entry that a row of the trail holds."""
    return Entry(row.id, row.at, row.actor, row.deed, row.lot_id, row.note, row.changes, row.previous)


def canonical(value: object) -> str:
    """A JSON value as the one text that stands for it."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def entry_digest(keys: Keys, entry: Entry) -> str:
    """The digest that the next entry points back to."""
    told = (entry.id, entry.at, entry.actor, entry.deed, entry.lot_id, entry.note, entry.changes, entry.previous)
    return keyed(keys.trail, canonical(told))


def row_digest(keys: Keys, table: str, row: Mapping[str, Any]) -> str:
    """The digest of a row; columns without a value do not count, so that a later version may add some."""
    return keyed(keys.rows, canonical([table, {name: value for name, value in row.items() if value is not None}]))


def head_mac(keys: Keys, head: Head) -> str:
    """What proves that the head was written by who holds the key."""
    return keyed(keys.trail, canonical(("head", head.entry, head.at, head.digest)))
