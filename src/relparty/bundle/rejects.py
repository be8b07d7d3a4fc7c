"""`rejected.csv`: the rows that were left out, each with its reason and what it says."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from relparty.bundle.engine import number
from relparty.bundle.layout import REJECTED
from relparty.bundle.reasons import Reason
from relparty.bundle.tables import TABLES, Table
from relparty.identifiers.masking import shown

if TYPE_CHECKING:
    import numpy as np
    from duckdb import DuckDBPyConnection
    from numpy.typing import NDArray

Rows = list[list[str]]
"""Lines of the list: table, row, reason, text."""

LISTED = 100_000
"""How many rows are listed; all are counted."""


def begin(con: DuckDBPyConnection) -> None:
    """Makes the table in which the rows left out are gathered."""
    con.execute("CREATE TABLE rejected (place TINYINT, row BIGINT, reason VARCHAR)")


def add_twice(con: DuckDBPyConnection, name: str, rows: NDArray[np.int64]) -> None:
    """Counts rows of a table among those left out because an earlier one says the same."""
    import pyarrow as pa

    con.register("said_twice", pa.table({"row": rows}))
    con.execute("INSERT INTO rejected SELECT ?, row, ? FROM said_twice", [list(TABLES).index(name), Reason.SAID_TWICE.value])
    con.unregister("said_twice")


def listed(folder: Path) -> dict[str, Rows]:
    """The rows that the list of a version has of each table."""
    found: dict[str, Rows] = {name: [] for name in TABLES}
    with (folder / REJECTED).open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file):
            if row[0] in found:
                found[row[0]].append(row)
    return found


def write(con: DuckDBPyConnection, folder: Path, tables: Mapping[str, Table], kept: Mapping[str, Rows]) -> int:
    """Writes the list and gives the number of all rows left out; `kept` are all those of the tables that were not read again.

    What a row says is written as it may be shown: long personal numbers masked. Two reasons for a row are never told.
    """
    room = LISTED
    with (folder / REJECTED).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("table", "row", "reason", "text"))
        for at, name in enumerate(TABLES):
            rows = kept[name][:room] if name in kept else _found(con, at, tables[name], room)
            writer.writerows(rows)
            room -= len(rows)
    return number(con, "SELECT count(*) FROM rejected") + sum(map(len, kept.values()))


def _found(con: DuckDBPyConnection, at: int, table: Table, room: int) -> Rows:
    con.execute(f"CREATE OR REPLACE TABLE listed AS SELECT row, reason FROM rejected WHERE place = {at} ORDER BY row LIMIT {room}")
    if not number(con, "SELECT count(*) FROM listed"):
        return []
    said = ", ".join(f"coalesce(CAST(told.{column} AS VARCHAR), '')" for column in table.written)
    query = (
        f"SELECT listed.row, listed.reason, {said} FROM {table.source} AS told "
        "JOIN listed ON listed.row = told.relparty_row ORDER BY listed.row"
    )
    found = con.execute(query).fetchall()
    return [[table.name, str(row), reason, _harmless(" | ".join(map(shown, texts)))] for row, reason, *texts in found]


def _harmless(said: str) -> str:
    """The text as a spreadsheet will not take for a formula."""
    return f"'{said}" if said.startswith(("=", "+", "-", "@", "\t")) else said
