"""The database of a casebook: an engine that behaves alike over SQLite and PostgreSQL."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import Connection, make_url

_BUSY_SECONDS = 60
WRITES = "relparty_writes"
"""The option of a connection that is going to write: SQLite lets it wait for its turn before it has read anything."""


def engine(url: str) -> Engine:
    """The engine of a casebook's database; a folder for SQLite is made."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        if parsed.drivername == "postgresql":
            parsed = parsed.set(drivername="postgresql+psycopg")
        return create_engine(parsed, pool_pre_ping=True, pool_size=10, max_overflow=20)
    if parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    made = create_engine(url, pool_size=10, max_overflow=20, connect_args={"timeout": _BUSY_SECONDS})
    event.listen(made, "connect", _prepare)
    event.listen(made, "begin", _begin)
    return made


def _prepare(connection: Any, _: object) -> None:  # noqa: ANN401  # the driver's connection has no type of SQLAlchemy's
    """Sets what SQLite forgets with each connection; begins and ends of transactions are ours alone."""
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    is_writing = connection.get_execution_options().get(WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing else "BEGIN")
