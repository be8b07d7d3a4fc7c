"""The plain job by one method, in a process of its own: `python benchmarks/engine_jobs.py pandas TABLES PAIRS.parquet`.

The job: every pair of bidders of a lot that share a party. A bidder's parties are the bidder itself, its present holders
and officers, theirs, and so on for twenty layers; nothing is sought above persons, listed companies and state bodies. Prints the peak memory in bytes of the
processes that the method started beside this one.
"""

from __future__ import annotations

import argparse
import importlib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from engine_turns import peak_of_children

if TYPE_CHECKING:
    import pyarrow as pa

LAYERS = 20
DAY = date(2026, 11, 22)
"""The day that the tables of register_maker tell of."""
ENDS = ("listed", "state")
"""The kinds of company above which nothing is sought."""
COLUMNS = ("lot_id", "bidder_a", "bidder_b")
"""The columns of the pairs: the lesser id of the two first."""

Job = Callable[[Path], "pa.Table"]
MODULES = {
    "duckdb": "engine_duckdb",
    "pandas": "engine_pandas",
    "rustworkx": "engine_rustworkx",
    "networkx": "engine_networkx",
    "pyspark": "engine_pyspark",
}
"""The methods, each named as the library it needs, with the module that does the job by it."""


def job(method: str) -> Job:
    """The function of a method that gives the pairs of the tables in a folder; ImportError where its library is missing."""
    found: Job = importlib.import_module(MODULES[method]).pairs
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("method", choices=MODULES)
    parser.add_argument("tables", type=Path)
    parser.add_argument("out", type=Path)
    told = parser.parse_args()
    table = job(told.method)(told.tables)
    import pyarrow.parquet as pq

    pq.write_table(table, told.out)
    print(peak_of_children())


if __name__ == "__main__":
    main()
