"""Holdings and offices by company: the coded rows, sorted, as arrays with a pointer for each company."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from relparty.bundle.arrays import ArrayFile, write
from relparty.bundle.engine import ROWS, batches
from relparty.bundle.layout import ARRAYS, OFFICE_COLUMNS, UNDATED, UP_COLUMNS
from relparty.model.record import TOLERANCE, WHOLE
from relparty.settings import Limits

if TYPE_CHECKING:
    import numpy as np
    from duckdb import DuckDBPyConnection
    from numpy.typing import NDArray

    Columns = dict[str, NDArray[Any]]

_HOLDING_KEY = ("company", "holder", "since", "until")
_OFFICE_KEY = ("company", "person", "kind", "since", "until")


@dataclass(slots=True)
class Sums:
    """What is counted while the holdings pass: present shares by company, companies held by holder."""

    shares: NDArray[np.int64]
    held: NDArray[np.int32]
    _last: tuple[int, int] = (-1, -1)

    @property
    def over_full(self) -> NDArray[np.bool_]:
        """The companies whose present shares add up to more than the whole."""
        return self.shares > WHOLE + TOLERANCE

    @property
    def hubs(self) -> NDArray[np.bool_]:
        """The holders of too many companies to mean anything."""
        return self.held > Limits().hub_holdings

    def add(self, rows: Columns, today: int) -> None:
        """Counts rows that come in the order of company and holder."""
        import numpy as np

        present = (rows["since"] <= today) & ((rows["until"] == UNDATED) | (rows["until"] > today))
        company, holder, percent = (rows[name][present] for name in ("company", "holder", "percent"))
        np.add.at(self.shares, company, np.maximum(percent, 0))
        others = (company != holder) & (percent != 0)
        company, holder = company[others], holder[others]
        if len(company):
            is_new = np.ones(len(company), bool)
            is_new[1:] = (company[1:] != company[:-1]) | (holder[1:] != holder[:-1])
            is_new[0] = (int(company[0]), int(holder[0])) != self._last
            self._last = (int(company[-1]), int(holder[-1]))
            np.add.at(self.held, holder[is_new], 1)


@dataclass(frozen=True, slots=True)
class Written:
    """How many rows were written, and the rows that repeat one before them."""

    rows: int
    twice: NDArray[np.int64]


@dataclass(slots=True)
class _Rows:
    """The rows of a sorted query without those that say again what the row before them says."""

    con: DuckDBPyConnection
    query: str
    key: Sequence[str]
    twice: list[NDArray[np.int64]] = field(default_factory=list)

    def __iter__(self) -> Iterator[Columns]:
        import numpy as np

        last: tuple[int, ...] | None = None
        for batch in batches(self.con, self.query):
            columns = {name: column.to_numpy() for name, column in zip(batch.schema.names, batch.columns, strict=True)}
            is_new = np.zeros(batch.num_rows, bool)
            is_new[0] = tuple(int(columns[name][0]) for name in self.key) != last
            for name in self.key:
                is_new[1:] |= columns[name][1:] != columns[name][:-1]
            last = tuple(int(columns[name][-1]) for name in self.key)
            self.twice.append(columns["row"][~is_new])
            yield {name: column[is_new] for name, column in columns.items()}


def write_holdings(con: DuckDBPyConnection, folder: Path, companies: int, parties: int, as_of: date) -> tuple[Written, Sums]:
    """Writes the holdings upwards by company and gives what was counted on the way."""
    import numpy as np

    sums = Sums(np.zeros(companies, np.int64), np.zeros(parties, np.int32))
    query = (
        "SELECT company, holder, percent, since, until, row FROM holding WHERE reason IS NULL ORDER BY company, holder, since, until, row"
    )

    def counted(rows: _Rows) -> Iterator[Columns]:
        for columns in rows:
            sums.add(columns, _days(as_of))
            yield columns

    rows = _Rows(con, query, _HOLDING_KEY)
    count = _write(folder, "up", UP_COLUMNS, counted(rows), companies)
    return Written(count, _joined(rows.twice)), sums


def summed(folder: Path, companies: int, parties: int, as_of: date) -> Sums:
    """What is counted of holdings that are written already."""
    import numpy as np

    sums = Sums(np.zeros(companies, np.int64), np.zeros(parties, np.int32))
    at, rows = (np.load(folder / f"up_{name}.npy", mmap_mode="r") for name in ("at", "rows"))
    for first in range(0, len(rows), ROWS):
        part = np.asarray(rows[first : first + ROWS])
        company = np.searchsorted(at, np.arange(first, first + len(part)), "right") - 1
        sums.add({"company": company, **dict(zip(UP_COLUMNS, part.T, strict=True))}, _days(as_of))
    return sums


def write_offices(con: DuckDBPyConnection, folder: Path, companies: int) -> Written:
    """Writes the offices by company."""
    query = (
        "SELECT company, person, kind, since, until, row FROM office WHERE reason IS NULL ORDER BY company, person, kind, since, until, row"
    )
    rows = _Rows(con, query, _OFFICE_KEY)
    return Written(_write(folder, "office", OFFICE_COLUMNS, rows, companies), _joined(rows.twice))


def _write(folder: Path, name: str, columns: Sequence[str], parts: Iterator[Columns] | _Rows, companies: int) -> int:
    """Writes sorted rows and the pointers to each company's first, and gives their number."""
    import numpy as np

    counts = np.zeros(companies + 1, np.int64)
    with ArrayFile(folder / f"{name}_rows.npy", ARRAYS[f"{name}_rows"], len(columns)) as file:
        for part in parts:
            file.append(np.column_stack([part[column] for column in columns]))
            np.add.at(counts, part["company"] + 1, 1)
    at = np.cumsum(counts)
    write(folder / f"{name}_at.npy", ARRAYS[f"{name}_at"], [at])
    return int(at[-1])


def _days(day: date) -> int:
    return (day - date(1970, 1, 1)).days


def _joined(parts: list[NDArray[np.int64]]) -> NDArray[np.int64]:
    import numpy as np

    return np.concatenate(parts) if parts else np.zeros(0, np.int64)
