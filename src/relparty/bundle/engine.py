"""The engine that reads, checks, joins and sorts the tables: DuckDB within a limit of memory, its overflow beside the bundle."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from relparty.errors import UsageError
from relparty.phrases import Phrase

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MEMORY = "2GB"
"""What DuckDB may take; the process needs about a gigabyte beside it for 10^7 companies."""
THREADS = 4
ROWS = 500_000
"""Rows of a result that are in memory at once."""

_PATTERN = re.compile(r"([*?\[])")

_NO_ROOM = Phrase("磁盘或内存不足（{reason}）", "there is not enough disk or memory ({reason})")
_MAKE_ROOM = Phrase(
    "请释放空间后重试；所需磁盘约为输入表的三倍", "make room and try again; a build needs about three times the size of the tables on disk"
)


@contextmanager
def engine(folder: Path) -> Iterator[DuckDBPyConnection]:
    """A connection that works in a folder and is closed at the end; UsageError where disk or memory do not suffice.

    It never reads Python's variables and never loads an extension, so that a build needs no network.
    """
    import duckdb

    con = duckdb.connect(
        ":memory:",  # a third of the time of tables in a file; what does not fit goes to the temporary directory
        config={
            "memory_limit": MEMORY,
            "threads": str(min(THREADS, os.cpu_count() or 1)),
            "temp_directory": str(folder / "overflow"),
            "python_enable_replacements": "false",
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
        },
    )
    try:
        con.execute("SET enable_progress_bar = false")
        yield con
    except (duckdb.OutOfMemoryException, duckdb.IOException) as error:
        raise UsageError(str(folder.parent), _NO_ROOM(reason=type(error).__name__), _MAKE_ROOM()) from error
    finally:
        con.close()


def batches(con: DuckDBPyConnection, query: str, rows: int = ROWS) -> Iterator[Any]:
    """The rows of a query as Arrow record batches of up to so many, one after the other."""
    yield from con.sql(query).to_arrow_reader(rows)


def number(con: DuckDBPyConnection, query: str) -> int:
    """The one number that a query gives."""
    found = con.execute(query).fetchall()  # all of them: a result that is not read to its end blocks the connection
    return int(found[0][0]) if found and found[0][0] is not None else 0


def quoted(name: str) -> str:
    """A name as SQL names a column."""
    return '"' + name.replace('"', '""') + '"'


def text(value: str) -> str:
    """A text as SQL writes it."""
    return "'" + value.replace("'", "''") + "'"


def file(path: Path) -> str:
    """A file as SQL names it: by its very name, never as a pattern for several."""
    return text(_PATTERN.sub(r"[\1]", str(path)))
