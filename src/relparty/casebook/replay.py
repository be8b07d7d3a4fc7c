"""Going through the whole trail: what is wrong with it, and what it says every row must be."""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Row, select
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError

from relparty.casebook import tables, trail
from relparty.casebook.faults import Fault, Kind, fault
from relparty.casebook.keys import Keys
from relparty.casebook.trail import Entry, Head

AT_ONCE = 2000
"""How many rows are in memory at a time."""


@dataclass(frozen=True, slots=True)
class Left:
    """How an act left a row: the digest of it, and the number of the act."""

    digest: bytes
    entry: int


@dataclass(slots=True)
class Replayed:
    """What the trail says when it has been gone through."""

    last: Head
    left: dict[str, dict[str, Left]] = field(default_factory=dict)
    """The rows that must be there, by table and key."""
    faults: list[Fault] = field(default_factory=list)
    entries: int = 0
    found: set[Head] = field(default_factory=set)
    """Those of the wanted heads that stand in the trail."""


def replayed(db: Connection, keys: Keys, wanted: frozenset[Head]) -> Replayed:
    """The trail gone through from its first entry to its last; an entry that is wrong is told and gone on from."""
    known = Replayed(Head(0, "", trail.START))
    rows = select(tables.trail).order_by(tables.trail.c.id).execution_options(yield_per=AT_ONCE)
    try:
        with db.begin_nested():
            for row in db.execute(rows):
                known.faults.extend(_wrong(keys, row, known.last))
                known.last = Head(row.id, row.at, row.digest)
                known.entries += 1
                known.found |= wanted & {known.last}
                _keep(known, row)
    except (DBAPIError, ValueError):
        known.faults.append(fault(Kind.TABLE, tables.trail.name))
    return known


def wrong_head(db: Connection, keys: Keys, last: Head) -> Iterator[Fault]:
    """What is wrong with the row that names the last entry."""
    rows = db.execute(select(tables.trail_head)).all()
    for row in rows:
        told = Head(row.entry, row.at, row.digest)
        is_empty = last.entry == 0 and (row.entry, row.digest) == (0, trail.START)
        is_last = row.id == "head" and (told == last or is_empty)
        if not is_last or not _same(trail.head_mac(keys, told), row.mac):
            yield fault(Kind.HEAD, f"trail_head/{row.id}")
    if not rows:
        yield fault(Kind.HEAD, "trail_head")


def _wrong(keys: Keys, row: Row[tuple[object, ...]], last: Head) -> Iterator[Fault]:
    entry = trail.entry_of(row)
    place = f"trail/{entry.id}"
    if entry.id != last.entry + 1:
        yield fault(Kind.GAP, place, last.entry + 1)
    if entry.previous != last.digest:
        yield fault(Kind.CHAIN, place)
    if str(entry.at) < str(last.at):
        yield fault(Kind.TIME, place)
    if not _same(_digest(keys, entry), row.digest):
        yield fault(Kind.ENTRY, place)


def _digest(keys: Keys, entry: Entry) -> str:
    try:
        return trail.entry_digest(keys, entry)
    except (TypeError, UnicodeEncodeError):  # a value of a kind that no act writes
        return ""


def _keep(known: Replayed, row: Row[tuple[object, ...]]) -> None:
    """Takes over what an entry says of rows; nothing of one that cannot be read, which is told as changed already."""
    try:
        changes: list[tuple[str, str, str | None]] = json.loads(row.changes)
        for table, id, digest in changes:
            rows = known.left.setdefault(table, {})
            if digest is None:
                rows.pop(id, None)
            else:
                rows[id] = Left(bytes.fromhex(digest), row.id)
    except (ValueError, TypeError, AttributeError):
        return


def is_as_left(keys: Keys, table: str, row: Mapping[str, object], left: Left) -> bool:
    """Whether a row is what its last act left."""
    try:
        return hmac.compare_digest(bytes.fromhex(trail.row_digest(keys, table, row)), left.digest)
    except (TypeError, UnicodeEncodeError):  # a value of a kind that no act writes
        return False


def _same(one: str, other: object) -> bool:
    return isinstance(other, str) and hmac.compare_digest(one.encode(), other.encode())
