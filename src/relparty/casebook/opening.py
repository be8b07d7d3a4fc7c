"""Opening a casebook: the key, the tables, the first line of the trail."""

from __future__ import annotations

from sqlalchemy import insert, inspect, select
from sqlalchemy.exc import IntegrityError

from relparty.casebook import keys as key_files
from relparty.casebook import tables, trail
from relparty.casebook.book import Casebook
from relparty.casebook.clock import Clock, system
from relparty.casebook.database import engine as engine_of
from relparty.casebook.files import FileStore
from relparty.casebook.keys import Keys
from relparty.casebook.place import Place

_BEFORE_TIME = "0001-01-01T00:00:00.000000Z"


def opened(place: Place, clock: Clock = system) -> Casebook:
    """The casebook at a place, made where there is none.

    Raises UsageError where a casebook is there and its key is not.
    """
    place.folder.mkdir(parents=True, exist_ok=True)
    engine = engine_of(place.url)
    is_new = not inspect(engine).has_table(tables.trail_head.name)
    keys = key_files.made(place.key_file) if is_new else key_files.read(place.key_file)
    tables.metadata.create_all(engine)
    book = Casebook(place, engine, keys, FileStore(place.files, keys.files), clock)
    _begin_trail(book, keys)
    return book


def _begin_trail(book: Casebook, keys: Keys) -> None:
    """Writes the head of an empty trail, once: of two who open a new casebook together, one comes second and is content."""
    first = trail.Head(0, _BEFORE_TIME, trail.START)
    row = {"id": "head", "entry": 0, "at": first.at, "digest": first.digest, "mac": trail.head_mac(keys, first)}
    with book.engine.connect() as db, db.begin():
        if db.execute(select(tables.trail_head.c.id)).one_or_none() is None:
            try:
                db.execute(insert(tables.trail_head).values(row))
            except IntegrityError:
                db.rollback()
