"""The work alone, in a process that has started and loaded its code: `python benchmarks/engine_alone.py relparty TABLES BUNDLE`.

What a nightly run costs in a process that stays: `relparty` opens the bundle, reads the bids, screens and writes both tables, once before the
turns that count; `networkx` has two lines, reading the tables into a graph, and on that graph the closures and pairs, with reading the bids and
writing. Prints the seconds of each.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

Made = TypeVar("Made")


def timed(work: Callable[[], Made]) -> tuple[float, Made]:
    """The seconds that work took, and what it made."""
    start = time.perf_counter()
    made = work()
    return time.perf_counter() - start, made


def relparty(tables: Path, bundle: Path, turns: int) -> list[float]:
    """The seconds of each turn of the embedded engine, whose output nobody has computed before."""
    from relparty.batch import flow, grades
    from relparty.bundle.reading import opened
    from relparty.model.lot import Policy
    from relparty.regimes import regime

    terms = grades.terms(regime.load("sub_threshold", "", Policy(), ()), 3)

    def turn() -> float:
        with tempfile.TemporaryDirectory() as folder:

            def work() -> None:
                there = opened(bundle)
                batch = flow.Batch(tables, there, Path(folder) / "pairs.parquet", terms, there.as_of)
                flow.run(batch, lambda _: None, lambda _done, _lots: None)

            return timed(work)[0]

    return [turn() for _ in range(turns + 1)][1:]


def networkx(tables: Path) -> tuple[float, float]:
    """The seconds of reading the tables into a graph, and of the bids, the closures and the pairs on that graph."""
    import pyarrow.parquet as pq
    from engine_networkx import graph_of, pairs_on
    from engine_rows import lots

    reading, bidders = timed(lambda: lots(tables))
    building, graph = timed(lambda: graph_of(tables, bidders))
    with tempfile.TemporaryDirectory() as folder:
        closures, _ = timed(lambda: pq.write_table(pairs_on(graph, bidders), Path(folder) / "pairs.parquet"))
    return building, reading + closures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("method", choices=("relparty", "networkx"))
    parser.add_argument("tables", type=Path)
    parser.add_argument("bundle", type=Path)
    parser.add_argument("--turns", type=int, default=3, help="of relparty; networkx has one")
    told = parser.parse_args()
    print(*(relparty(told.tables, told.bundle, told.turns) if told.method == "relparty" else networkx(told.tables)))


if __name__ == "__main__":
    main()
