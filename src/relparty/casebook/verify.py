"""Whether a casebook is as its acts left it: the trail, every row of every table, every stored file, every exported head."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from sqlalchemy import Table, inspect, select
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError

from relparty.casebook import heads, migrating, tables
from relparty.casebook.book import Casebook
from relparty.casebook.errors import Tampered
from relparty.casebook.faults import Fault, Kind, fault
from relparty.casebook.heads import DayHead
from relparty.casebook.replay import AT_ONCE, Left, Replayed, is_as_left, replayed, wrong_head
from relparty.casebook.trail import Head
from relparty.errors import UsageError


@dataclass(frozen=True, slots=True)
class Verified:
    """What a verification found, and how much it looked at."""

    faults: tuple[Fault, ...]
    head: Head
    """The last entry: to be compared with a head that was written on paper."""
    entries: int
    rows: int
    files: int
    heads: int
    strays: tuple[str, ...]
    """Files that no row tells of, such as what came late or was cut off: swept away a day later, no fault."""


def verify(book: Casebook, more_heads: Iterable[Path] = ()) -> Verified:
    """What is wrong with a casebook; nothing, where all is as its acts left it. The server may go on meanwhile.

    Every row is read once and held against the digest of its last act, so the memory is that of keys and digests alone.
    `more_heads` are heads kept elsewhere. Raises UsageError for one of them that is none.
    """
    exported, broken = _exported(book.place.heads, more_heads)
    lying = list(book.files.ids())
    with book.look() as db:
        names = set(inspect(db).get_table_names())
        missing = sorted({each.name for each in tables.metadata.sorted_tables} - names)
        found = [fault(Kind.TABLE, each) for each in missing]
        known = Replayed(Head(0, "", ""))
        if not missing:
            known = replayed(db, book.keys, frozenset(head.head for _, head in exported))
            found += [*known.faults, *wrong_head(db, book.keys, known.last), *_wrong_version(db)]
        seen = _Seen()
        found += chain.from_iterable(_wrong_rows(db, book, table, known, seen) for table in tables.RECORDED if table.name in names)
    found += [fault(Kind.EXPORTED_HEAD, str(path)) for path in broken]
    found += _unknown_heads(book, exported, known)
    found += _wrong_files(book, seen.files)
    strays = tuple(each for each in lying if each not in seen.files)
    return Verified(tuple(found), known.last, known.entries, seen.rows, len(seen.files), len(exported), strays)


@dataclass(slots=True)
class _Seen:
    """What was looked at while tables were read."""

    rows: int = 0
    files: set[str] = field(default_factory=set)


def _wrong_version(db: Connection) -> Iterator[Fault]:
    if migrating.present(db) != (migrating.newest(),):
        yield fault(Kind.VERSION, migrating.VERSION_TABLE)


def _wrong_rows(db: Connection, book: Casebook, table: Table, known: Replayed, seen: _Seen) -> Iterator[Fault]:
    """The rows of a table that no act left as they are, then those that an act left and that are gone."""
    left = known.left.pop(table.name, {})
    try:
        with db.begin_nested():
            for row in db.execute(select(table).execution_options(yield_per=AT_ONCE)).mappings():
                seen.rows += 1
                if table is tables.files:
                    seen.files.add(row["id"])
                yield from _wrong_row(book, table.name, dict(row), left)
    except (DBAPIError, ValueError):
        yield fault(Kind.TABLE, table.name)
        return
    yield from (fault(Kind.REMOVED, f"{table.name}/{id}", each.entry) for id, each in sorted(left.items()))


def _wrong_row(book: Casebook, table: str, row: dict[str, object], left: dict[str, Left]) -> Iterator[Fault]:
    id = str(row["id"])
    told = left.pop(id, None)
    if told is None:
        yield fault(Kind.INSERTED, f"{table}/{id}")
    elif not is_as_left(book.keys, table, row, told):
        yield fault(Kind.CHANGED, f"{table}/{id}", told.entry)


def _exported(folder: Path, more: Iterable[Path]) -> tuple[list[tuple[Path, DayHead]], list[Path]]:
    """The exported heads, and the files of the casebook's own folder that should hold one and do not."""
    found, broken = [(path, heads.read(path)) for path in more], []
    for path in heads.files(folder):
        try:
            found.append((path, heads.read(path)))
        except UsageError:
            broken.append(path)
    return found, broken


def _unknown_heads(book: Casebook, exported: Iterable[tuple[Path, DayHead]], known: Replayed) -> Iterator[Fault]:
    for path, head in exported:
        if head.head not in known.found or not heads.is_ours(head, book.keys):
            yield fault(Kind.EXPORTED_HEAD, str(path))


def _wrong_files(book: Casebook, ids: Iterable[str]) -> Iterator[Fault]:
    """The files that are gone or do not open to what they were; one that was purged while it was looked at is neither."""
    wrong = [found for each in sorted(ids) if (found := _wrong_file(book, each)) is not None]
    if wrong:
        with book.look() as db:
            still = set(db.execute(select(tables.files.c.id)).scalars())
        yield from (each for each in wrong if each.place.removeprefix("files/") in still)


def _wrong_file(book: Casebook, id: str) -> Fault | None:
    try:
        for _ in book.files.pieces(id):
            pass
    except (Tampered, OSError):
        return fault(Kind.FILE_DAMAGED if book.files.place(id).exists() else Kind.FILE_GONE, f"files/{id}")
    return None
