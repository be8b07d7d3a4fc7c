"""Which codes are one company or one person: companies with one 统一社会信用代码, persons with one token of the resident id."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from relparty.bundle.arrays import write
from relparty.bundle.layout import ARRAYS
from relparty.identifiers import uscc

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def write_twins(con: DuckDBPyConnection, folder: Path, companies: int, parties: int) -> list[list[int]]:
    """The groups of codes that are one company or person; writes `twin.npy`, which leads from each to the next of its group.

    A code with wrong check digits proves nothing and unites nobody.
    """
    import numpy as np

    groups = [*_companies(con), *_persons(con, companies)]
    twin = np.arange(parties, dtype=np.int32)
    for group in groups:
        twin[group] = [*group[1:], group[0]]
    write(folder / "twin.npy", ARRAYS["twin"], [twin])
    return groups


def _companies(con: DuckDBPyConnection) -> Iterator[list[int]]:
    query = "SELECT uscc, list(code ORDER BY code) FROM coded WHERE uscc <> '' GROUP BY uscc HAVING count(*) > 1 ORDER BY uscc"
    for code, group in con.execute(query).fetchall():
        if uscc.is_valid(code):
            yield group


def _persons(con: DuckDBPyConnection, first: int) -> Iterator[list[int]]:
    """Grouped by a hash of the token, which takes a fraction of the memory, then by the token itself."""
    query = (
        "WITH often AS (SELECT hash(token) AS mark FROM person WHERE token <> '' GROUP BY mark HAVING count(*) > 1) "
        f"SELECT list((rowid + {first})::INTEGER ORDER BY rowid) FROM person WHERE token <> '' AND hash(token) IN (FROM often) "
        "GROUP BY token HAVING count(*) > 1 ORDER BY min(rowid)"
    )
    for (group,) in con.execute(query).fetchall():
        yield group
