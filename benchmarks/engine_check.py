"""How many rows some columns of a Parquet file have, how many different ones, and their checksum, whatever their order.

python benchmarks/engine_check.py pairs.parquet lot_id bidder_a bidder_b
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Content:
    """Rows, different rows, and a checksum of the different ones."""

    rows: int
    different: int
    checksum: str


def content(file: Path, columns: list[str]) -> Content:
    """What the columns of a file hold."""
    import duckdb

    with duckdb.connect() as connection:
        rows = connection.read_parquet(str(file)).project(", ".join(columns))
        counted = rows.count("*").fetchall()[0][0]
        mark = f"md5_number_lower(concat_ws('|', {', '.join(columns)}))::HUGEINT"
        different, total = rows.distinct().aggregate(f"count(*), coalesce(sum({mark}), 0)::VARCHAR").fetchall()[0]
    return Content(counted, different, f"{int(total) % (1 << 64):016x}")


if __name__ == "__main__":
    told = content(Path(sys.argv[1]), sys.argv[2:])
    print(told.rows, told.different, told.checksum)
