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

LISTED = 100_000
"""How many rows are listed; all are counted."""


def add_twice(con: DuckDBPyConnection, name: str, rows: NDArray[np.int64]) -> None:
    """Counts rows of a table among those left out because an earlier one says the same."""
    import pyarrow as pa

    con.register("said_twice", pa.table({"row": rows}))
    con.execute("INSERT INTO rejected SELECT ?, row, ? FROM said_twice", [list(TABLES).index(name), Reason.SAID_TWICE.value])
    con.unregister("said_twice")


def write(con: DuckDBPyConnection, folder: Path, tables: Mapping[str, Table]) -> int:
    """Writes the list and gives the number of all rows left out.

    What a row says is written as it may be shown: long personal numbers masked. Two reasons for a row are never told.
    """
    con.execute(f"CREATE TABLE listed AS FROM rejected ORDER BY place, row LIMIT {LISTED}")
    with (folder / REJECTED).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("table", "row", "reason", "text"))
        for at, name in enumerate(TABLES):
            if not number(con, f"SELECT count(*) FROM listed WHERE place = {at}"):
                continue
            for row, reason, *said in con.execute(_query(at, tables[name])).fetchall():
                writer.writerow((name, row, reason, _harmless(" | ".join(map(shown, said)))))
    return number(con, "SELECT count(*) FROM rejected")


def _query(at: int, table: Table) -> str:
    said = ", ".join(f"coalesce(CAST(told.{column} AS VARCHAR), '')" for column in table.written)
    return (
        f"SELECT listed.row, listed.reason, {said} FROM {table.source} AS told "
        f"JOIN listed ON listed.row = told.relparty_row AND listed.place = {at} ORDER BY listed.row"
    )


def _harmless(said: str) -> str:
    """The text as a spreadsheet will not take for a formula."""
    return f"'{said}" if said.startswith(("=", "+", "-", "@", "\t")) else said
