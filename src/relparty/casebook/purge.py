"""Purging: what was kept as long as it must be (政府采购法42: fifteen years) is taken away, and what proves that it was there stays."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Column, Row, Table, or_, select
from sqlalchemy.engine import Connection

from relparty.casebook import clock, sweeping, tables
from relparty.casebook.actors import Actor
from relparty.casebook.book import Act, Casebook
from relparty.casebook.errors import Refused
from relparty.casebook.keys import Keys, keyed
from relparty.casebook.trail import canonical
from relparty.phrases import Phrase

_lots = tables.lots.c

BELONGS: tuple[tuple[Table, str, tuple[Table, ...]], ...] = (
    (tables.invitations, "lot_id", (tables.lots,)),
    (tables.members, "lot_id", (tables.lots,)),
    (tables.screenings, "lot_id", (tables.lots,)),
    (tables.conflicts, "lot_id", (tables.lots,)),
    (tables.decisions, "lot_id", (tables.lots,)),
    (tables.signoffs, "lot_id", (tables.lots,)),
    (tables.submissions, "invitation_id", (tables.invitations,)),
    (tables.quotes, "invitation_id", (tables.invitations,)),
    (tables.findings, "screening_id", (tables.screenings,)),
    (tables.appearances, "screening_id", (tables.screenings,)),
    (tables.letters, "screening_id", (tables.screenings,)),
    (tables.replies, "letter_id", (tables.letters,)),
    (tables.attachments, "owner_id", (tables.lots, tables.submissions, tables.replies)),
    (tables.readings, "id", (tables.attachments,)),
)
"""What belongs to a lot: each table, its column that points to the owner, and whose row that may be; owners come first."""

POINTERS: tuple[Column[Any], ...] = (
    tables.lots.c.dossier,
    tables.attachments.c.file_id,
    tables.readings.c.answers,
    tables.screenings.c.document,
    tables.letters.c.file_id,
)
"""The columns that point to stored files."""

_NOT_DUE = Phrase("还在保存期内，或不存在", "it must still be kept, or there is none")
_NOTHING = Phrase("没有清除它；请先列出到期的项目", "it was not taken away: list what is due first")
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Due:
    """A lot that has been kept long enough: signed or cancelled on that day, to be kept through another."""

    lot_id: str
    number: str
    name: str
    ended_on: date
    kept_through: date


@dataclass(frozen=True, slots=True)
class Purged:
    """What is left of a lot that was purged: when, and the proof, which holds hashes, counts and moments and no names."""

    lot_id: str
    purged_at: str
    proof: Mapping[str, Any]


def due(book: Casebook, today: date) -> tuple[Due, ...]:
    """The lots that may be purged on a day, the oldest first; one neither signed nor cancelled never is."""
    with book.look() as db:
        return _due(db, today)


def purge(book: Casebook, actor: Actor, lot_ids: Iterable[str]) -> tuple[Purged, ...]:
    """Takes lots away, each in one act: every row of theirs, and the files that nothing else points to.

    Raises Refused for a lot that must still be kept, and takes away none after it. Files go once they have lain for a day, by
    this or by the next start of the server.
    """
    done = tuple(_purged(book, actor, each) for each in lot_ids)
    sweeping.sweep(book)
    if book.place.is_sqlite:
        with book.engine.connect() as db:
            db.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    return done


def asked(book: Casebook, number: str) -> tuple[Purged, ...]:
    """What is left of purged lots of that number, the last purged first."""
    purged = tables.purged.c
    with book.look() as db:
        wanted = select(tables.purged).where(purged.lot == _name(book.keys, number)).order_by(purged.purged_at.desc(), purged.id)
        return tuple(Purged(row.id, row.purged_at, json.loads(row.proof)) for row in db.execute(wanted))


def _due(db: Connection, today: date) -> tuple[Due, ...]:
    years = db.execute(select(tables.office.c.retention_years)).scalar_one_or_none()
    if years is None:
        return ()
    ended = select(tables.lots).where(or_(_lots.signed_at.is_not(None), _lots.cancelled_at.is_not(None)))
    found = (_of(row, years) for row in db.execute(ended))
    return tuple(sorted((each for each in found if each.kept_through < today), key=lambda each: (each.ended_on, each.number)))


def _of(row: Row[tuple[object, ...]], years: int) -> Due:
    ended = clock.day(row.signed_at or row.cancelled_at)
    return Due(row.id, row.number, row.name, ended, _years_later(ended, years))


def _years_later(day: date, years: int) -> date:
    """The same day so many years later; of the 29th of February, the 1st of March where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def _purged(book: Casebook, actor: Actor, lot_id: str) -> Purged:
    with book.act(actor, "lot.purged", lot_id) as act:
        if lot_id not in {each.lot_id for each in _due(act.db, clock.day(act.now))}:
            raise Refused(lot_id, _NOT_DUE(), _NOTHING())
        lot = act.db.execute(select(tables.lots).where(_lots.id == lot_id)).one()
        mine = _mine(act.db, lot_id)
        proof = _proof(act.db, lot, mine)
        ended_at = lot.signed_at or lot.cancelled_at
        pointed = _pointed(act.db, mine)
        for table, ids in reversed(mine.items()):
            for id in ids:
                act.remove(table, id)
        _forget_requests(act, ended_at)
        _remove_files(act, pointed, ended_at)
        row = {"id": lot_id, "lot": _name(book.keys, lot.number), "proof": canonical(proof), "purged_at": act.now}
        act.insert(tables.purged, row)
        return Purged(lot_id, act.now, proof)


def _mine(db: Connection, lot_id: str) -> dict[Table, tuple[str, ...]]:
    """The keys of a lot's rows by table, in an order in which they could be written."""
    found: dict[Table, tuple[str, ...]] = {tables.lots: (lot_id,)}
    for table, pointer, owners in BELONGS:
        ids = [id for owner in owners for id in found[owner]]
        found[table] = tuple(_keys(db, table, table.c[pointer], ids))
    return {table: found[table] for table in tables.RECORDED if table in found}


def _keys(db: Connection, table: Table, column: Column[Any], values: Collection[str]) -> list[str]:
    wanted = list(values)
    pieces = (wanted[start : start + _AT_ONCE] for start in range(0, len(wanted), _AT_ONCE))
    return sorted(id for piece in pieces for id in db.execute(select(table.c.id).where(column.in_(piece))).scalars())


def _pointed(db: Connection, mine: Mapping[Table, tuple[str, ...]]) -> set[str]:
    """The files that a lot's rows point to."""
    found: set[str] = set()
    for column in POINTERS:
        ids = mine[column.table]
        for start in range(0, len(ids), _AT_ONCE):
            wanted = select(column).where(column.table.c.id.in_(ids[start : start + _AT_ONCE]), column.is_not(None))
            found.update(db.execute(wanted).scalars())
    return found


def _proof(db: Connection, lot: Row[tuple[object, ...]], mine: Mapping[Table, tuple[str, ...]]) -> dict[str, Any]:
    """Hashes, counts and moments: who brings a paper can be told whether it was in this lot, and nothing else can be learnt."""
    verdicts = select(tables.screenings.c.verdict).where(tables.screenings.c.lot_id == lot.id, tables.screenings.c.state == "done")
    return {
        "opened_at": lot.created_at,
        "closed_at": lot.closed_at or lot.deadline,
        "signed_at": lot.signed_at,
        "cancelled_at": lot.cancelled_at,
        "verdict": db.execute(verdicts.order_by(tables.screenings.c.number.desc()).limit(1)).scalar_one_or_none(),
        "dossier": lot.dossier,
        "documents": sorted(_pointed(db, mine)),
        "rows": {table.name: len(ids) for table, ids in mine.items()},
    }


def _forget_requests(act: Act, before: str) -> None:
    """Takes away the answers to platforms' requests of that time: they tell of lots, and nobody repeats them any more."""
    requests = tables.idempotency.c
    for id in act.db.execute(select(requests.id).where(requests.created_at <= before)).scalars().all():
        act.remove(tables.idempotency, id)


def _remove_files(act: Act, pointed: set[str], before: str) -> None:
    """Takes away the rows of files that nothing points to any more, of this lot or taken out of one before it ended."""
    files = tables.files.c
    free = (files.id.not_in(select(column).where(column.is_not(None))) for column in POINTERS)
    for id, stored_at in act.db.execute(select(files.id, files.stored_at).where(*free).order_by(files.id)).all():
        if id in pointed or stored_at <= before:
            act.remove(tables.files, id)


def _name(keys: Keys, number: str) -> str:
    return keyed(keys.tokens, canonical(["lot", number.strip()]))
