"""The trail as the office reads it: entries by number, deeds in words, users by name.

Administrators keep accounts and know nothing of lots: they are told that something was done and by which user, not in which
lot. Bidders are named to nobody here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.engine import Connection

from relparty.casebook import deeds, tables
from relparty.casebook.book import Casebook
from relparty.casebook.rights import DUTY_WORDS, Caller, Duty, OfficeDeed, require_office
from relparty.casebook.users import ROLE_WORDS, Role
from relparty.phrases import Phrase, Sentence, verbatim

PAGE = 50
"""Entries on a page."""

_ACTORS = {
    "system": Phrase("系统", "the system"),
    "command": Phrase("服务器命令行", "a command on the server"),
    "nobody": Phrase("未登录者", "somebody not signed in"),
    "bidder": Phrase("投标人", "a bidder"),
    "key": Phrase("接口密钥", "an API key"),
}
_OPENED = {True: Phrase("成功", "succeeded"), False: Phrase("未成功", "failed")}
_NO_ACCOUNT = Phrase("没有这个账号", "no such account")


@dataclass(frozen=True, slots=True)
class LotSeen:
    """The lot of an entry, for who may see lots."""

    id: str
    number: str


@dataclass(frozen=True, slots=True)
class Line:
    """An entry: its number and moment, who did what, about which user or with which outcome, in which lot."""

    number: int
    at: str
    actor: Phrase | Sentence
    deed: Phrase
    about: tuple[Phrase | Sentence, ...]
    lot: LotSeen | None


@dataclass(frozen=True, slots=True)
class TrailPage:
    """Entries from the newest down; `older` is where the next page begins, `newer` where the one before did."""

    lines: tuple[Line, ...]
    older: int | None
    newer: int | None
    last: int
    shows_lots: bool


def page(book: Casebook, caller: Caller, upto: int | None = None) -> TrailPage:
    """The entries up to a number, from the last one where none is given; raises NotThere for who may not read the trail."""
    require_office(caller.user, OfficeDeed.SEE_TRAIL)
    sees_lots = caller.user.role is Role.AUDITOR
    with book.look() as db:
        last = db.execute(select(tables.trail_head.c.entry)).scalar_one()
        top = last if upto is None else max(1, min(upto, last))
        wanted = select(tables.trail).where(tables.trail.c.id <= top).order_by(tables.trail.c.id.desc()).limit(PAGE)
        rows = db.execute(wanted).all()
        names = names_of(db, rows)
        lots = _lots(db, rows) if sees_lots else {}
    lines = tuple(_line(row, names, lots) for row in rows)
    lowest = lines[-1].number if lines else 0
    return TrailPage(lines, lowest - 1 if lowest > 1 else None, min(top + PAGE, last) if top < last else None, last, sees_lots)


def _line(row: Row[tuple[object, ...]], names: Mapping[str, str], lots: Mapping[str, str]) -> Line:
    note = json.loads(row.note)
    lot = LotSeen(row.lot_id, lots[row.lot_id]) if row.lot_id in lots else None
    return Line(row.id, row.at, actor(row.actor, names), deeds.words(row.deed), tuple(_about(row.deed, note, names)), lot)


def actor(text: str, names: Mapping[str, str]) -> Phrase | Sentence:
    """Who did it: a user by name, anybody else by what they are."""
    kind, _, id = text.partition(":")
    if kind == "user":
        return verbatim(names.get(id, id))
    return _ACTORS.get(kind, Phrase(kind, kind))


def _about(deed: str, note: Mapping[str, Any], names: Mapping[str, str]) -> Iterable[Phrase | Sentence]:
    """What the note of an entry tells that is no secret of a lot."""
    if note.get("user") in names:
        yield verbatim(names[note["user"]])
    elif deed == "session.tried" and "user" in note:
        yield _NO_ACCOUNT
    if note.get("role") in set(Role):
        yield ROLE_WORDS[Role(note["role"])]
    if note.get("duty") in set(Duty):
        yield DUTY_WORDS[Duty(note["duty"])]
    for key in ("opened", "proved"):
        if key in note:
            yield _OPENED[bool(note[key])]


def names_of(db: Connection, rows: Iterable[Row[tuple[object, ...]]]) -> dict[str, str]:
    """The names of the users that entries tell of."""
    ids = {str(row.actor).partition(":")[2] for row in rows} | {json.loads(row.note).get("user") or "" for row in rows}
    users = tables.users.c
    return {row.id: row.name for row in db.execute(select(users.id, users.name).where(users.id.in_(ids - {""})))}


def _lots(db: Connection, rows: Iterable[Row[tuple[object, ...]]]) -> dict[str, str]:
    lots = tables.lots.c
    ids = {row.lot_id for row in rows if row.lot_id}
    return {row.id: row.number for row in db.execute(select(lots.id, lots.number).where(lots.id.in_(ids)))}
