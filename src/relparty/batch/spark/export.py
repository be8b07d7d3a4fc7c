"""The register and the bids as the Parquet tables that the SQL steps read."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from relparty.batch.bids import Bids
from relparty.batch.parts import Part
from relparty.bundle.layout import TWIN_BIT, UNDATED
from relparty.bundle.reading import Bundle

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

    Columns = Sequence[NDArray[np.integer]]

HOLDINGS = ("company", "holder", "share", "flags")
OFFICES = ("company", "person", "office", "flags")
BIDS = ("part", "lot", "bidder", "party", "flags")
"""`bidder` is a code of the bundle, `party` the lowest code of the same company (both negative for who is not there); `flags` are
the party's. Lots are told by their number, those of one `part` are screened together."""

_COMPANIES = 1 << 20
"""The rows of so many companies are in memory at once."""
_LOTS = 2048
"""So many lots that stand together are one part."""


def register(bundle: Bundle, day: date, folder: Path) -> Path:
    """The folder of the register's tables: the rows that stand on a day, every party by the lowest of its codes.

    They are written once for a version of the bundle and a day; those of others are removed.
    """
    path = folder / f"register-{bundle.sha256[:16]}-{day.isoformat()}"
    if path.is_dir():
        return path
    for other in folder.glob("register-*"):
        shutil.rmtree(other)
    unfinished = path.with_name(f"{path.name}.unfinished")
    unfinished.mkdir()
    who = _who(bundle)
    today = (day - date(1970, 1, 1)).days
    _write(unfinished / "holdings.parquet", HOLDINGS, _holdings(bundle, who, today))
    _write(unfinished / "offices.parquet", OFFICES, _rows(bundle, "office", who, today))
    unfinished.replace(path)
    return path


def bids(told: Bids, bundle: Bundle, missing: Sequence[Part], path: Path) -> None:
    """Writes the bids of some parts of a batch."""
    _write(path, BIDS, _bids(told, bundle, missing))


def _bids(told: Bids, bundle: Bundle, missing: Sequence[Part]) -> Iterator[Columns]:
    import numpy as np

    who = _who(bundle)
    for part in missing:
        begins = told.begins[part.first : part.end + 1]
        lots = np.repeat(np.arange(part.first, part.end), np.diff(begins))
        codes = told.codes[begins[0] : begins[-1]]
        known = np.maximum(codes, 0)
        party, flags = (np.where(codes < 0, without, told[known]) for without, told in ((codes, who.same), (0, who.flags)))
        yield lots // _LOTS, lots, codes, party, flags


def _holdings(bundle: Bundle, who: _Who, today: int) -> Iterator[Columns]:
    """The holdings without own shares and shares of 0 %."""
    for company, holder, share, flags in _rows(bundle, "up", who, today):
        told = (company != holder) & (share != 0)
        yield company[told], holder[told], share[told], flags[told]


def _rows(bundle: Bundle, name: str, who: _Who, today: int) -> Iterator[Columns]:
    """The rows that stand: company, the other party, what is told, what the other party is."""
    import numpy as np

    at, rows = bundle.array(f"{name}_at"), bundle.array(f"{name}_rows")
    for first in range(0, bundle.companies, _COMPANIES):
        begins = at[first : first + _COMPANIES + 1]
        other, told, since, until = rows[begins[0] : begins[-1]].T
        company = np.repeat(np.arange(first, first + len(begins) - 1), np.diff(begins))
        stands = (since <= today) & ((until == UNDATED) | (today < until))
        yield who.same[company[stands]], who.same[other[stands]], told[stands], who.flags[other[stands]]


@dataclass(frozen=True, slots=True)
class _Who:
    """The lowest code of the same company or person, of each code; and what is told of any of these codes."""

    same: NDArray[np.int32]
    flags: NDArray[np.uint8]


def _who(bundle: Bundle) -> _Who:
    import numpy as np

    twin = bundle.array("twin")
    same, flags = _same(twin), bundle.array("party") & np.uint8(255 - TWIN_BIT)  # the lowest code stands for all of them
    among = np.flatnonzero(twin != np.arange(len(twin)))
    np.bitwise_or.at(flags, same[among], flags[among])
    flags[among] = flags[same[among]]
    return _Who(same, flags)


def _same(twin: NDArray[np.int32]) -> NDArray[np.int32]:
    """The lowest code of the same company or person, of each code."""
    import numpy as np

    same = np.arange(len(twin), dtype=np.int32)
    among = np.flatnonzero(twin != same)
    at = twin[among]
    while len(among):
        same[among] = np.minimum(same[among], at)
        is_round = at == among
        among, at = among[~is_round], twin[at[~is_round]]
    return same


def _write(path: Path, names: Sequence[str], parts: Iterator[Columns]) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema([(name, pa.int16() if name == "flags" else pa.int32()) for name in names])
    with pq.ParquetWriter(path, schema) as writer:
        for columns in parts:
            writer.write_table(_table(columns, schema))


def _table(columns: Columns, schema: pa.Schema) -> pa.Table:
    import pyarrow as pa

    return pa.table([pa.array(column).cast(field.type) for column, field in zip(columns, schema, strict=True)], schema=schema)
