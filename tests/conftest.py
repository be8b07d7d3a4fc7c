"""Shared by all tests."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Condition
from typing import TYPE_CHECKING

# numpy starts a thread a core when it is imported, and a process with threads cannot fork its readers cheaply.
os.environ["OPENBLAS_NUM_THREADS"] = "1"

import pytest

from relparty.documents.ocr import engine

if TYPE_CHECKING:
    from sqlalchemy.engine.interfaces import DBAPIConnection

    from postgresqlserver import Server

_PATIENCE = 120
"""Seconds that a thread has to end what it is doing with a database."""


@pytest.fixture(autouse=True)
def without_ocr(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests behave alike whether or not the OCR extra is installed, but for those that ask for it."""
    if not request.node.get_closest_marker("ocr"):
        monkeypatch.setattr(engine, "is_installed", lambda: False)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[Server]:
    """One server for all tests that ask for it, from the first of them on; where PostgreSQL is missing they fail and say so.

    A test that kills a server takes one of its own: `postgresqlserver.running()`.
    """
    import postgresqlserver  # its libraries load only for the tests that use it

    with postgresqlserver.running(fsync=False) as server:
        yield server


@pytest.fixture(params=[pytest.param("sqlite"), pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty database: once of SQLite, once of PostgreSQL; what the test leaves connected is closed."""
    if request.param == "sqlite":
        with _connections_closed():
            yield f"sqlite:///{tmp_path / 'casebook.sqlite3'}"
        return
    server: Server = request.getfixturevalue("postgresql_server")
    url = server.database()
    with _connections_closed():
        yield url
    server.drop(url)


@contextmanager
def _connections_closed() -> Iterator[None]:
    """Closes what the pools of the context still hold: drivers warn of connections that are collected while open.

    A connection that a thread is still using is waited for: SQLite's crashes the process when it is closed in the middle.
    """
    from sqlalchemy import Pool, event

    opened: list[DBAPIConnection] = []
    used: list[DBAPIConnection] = []
    changed = Condition()

    def note(connection: DBAPIConnection, _: object) -> None:
        opened.append(connection)

    def take(connection: DBAPIConnection, *_: object) -> None:
        with changed:
            used.append(connection)

    def give_back(connection: DBAPIConnection | None, *_: object) -> None:
        with changed:
            used[:] = [each for each in used if each is not connection]
            changed.notify_all()

    heard = (("connect", note), ("checkout", take), ("checkin", give_back), ("invalidate", give_back))
    for name, listener in heard:
        event.listen(Pool, name, listener)
    try:
        yield
    finally:
        with changed:
            assert changed.wait_for(lambda: not used, _PATIENCE), "a thread of the test does not give its connection back"
            for connection in opened:
                connection.close()
        for name, listener in heard:
            event.remove(Pool, name, listener)
