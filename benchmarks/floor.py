"""The floor of every job over a register: reading its Parquet tables once, every value of every column.

    python benchmarks/floor.py made/1m

Prints seconds, with the import of the library, and peak memory of a process of its own for each library. What other
jobs take is told as a ratio of the faster one.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

TABLES = ("companies", "persons", "holdings", "offices", "bids")
BATCH = 131_072


@dataclass(frozen=True, slots=True)
class Cost:
    """What reading cost: seconds of wall time, peak memory in bytes, and the rows read."""

    seconds: float
    memory: int
    rows: int


def with_duckdb(paths: list[Path]) -> int:
    """The number of rows, after DuckDB has summed every column: what is only counted may be left unread."""
    import duckdb

    touch = {"VARCHAR": "sum(strlen({0}))", "DATE": "sum({0} - DATE '2000-01-01')"}
    rows = 0
    with duckdb.connect() as connection:
        for path in paths:
            table = connection.read_parquet(str(path))
            sums = [touch.get(str(sort), "sum({0})").format(name) for name, sort in zip(table.columns, table.types, strict=True)]
            (row,) = table.aggregate(", ".join(["count(*)", *sums])).fetchall()
            rows += row[0]
    return rows


def with_pyarrow(paths: list[Path]) -> int:
    """The number of rows, after pyarrow has decoded every column, a batch at a time."""
    import pyarrow.parquet as pq

    rows = 0
    for path in paths:
        with pq.ParquetFile(path) as file:
            rows += sum(len(batch) for batch in file.iter_batches(BATCH))
    return rows


LIBRARIES: dict[str, Callable[[list[Path]], int]] = {"duckdb": with_duckdb, "pyarrow": with_pyarrow}


def cost(library: str, folder: Path, tables: Sequence[str] = TABLES) -> Cost:
    """What reading the tables in a folder costs with a library, in a new process."""
    asked = [sys.executable, __file__, str(folder), "--library", library, "--tables", *tables]
    told = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
    seconds, memory, rows = told.split()
    return Cost(float(seconds), int(memory), int(rows))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--library", choices=LIBRARIES, help="read with this one here, and print bare figures")
    parser.add_argument("--tables", nargs="+", choices=TABLES, default=TABLES, help="read these alone")
    parser.add_argument("--turns", type=int, default=3)
    told = parser.parse_args()
    if told.library:
        start = time.perf_counter()
        rows = LIBRARIES[told.library]([path for name in told.tables if (path := told.folder / f"{name}.parquet").exists()])
        print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024, rows)
        return
    for library in LIBRARIES:
        turns = sorted((cost(library, told.folder, told.tables) for _ in range(told.turns)), key=lambda each: each.seconds)
        median = turns[len(turns) // 2]
        memory = max(each.memory for each in turns)
        print(f"{library:8} {median.rows:>12,} rows {median.seconds:7.2f} s (median of {told.turns}), peak {memory / 1e9:.2f} GB")


if __name__ == "__main__":
    main()
