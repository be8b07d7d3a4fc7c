"""Engines side by side, each in a process of its own: ours, the floor, and the plain job by libraries that people use.

    python benchmarks/engines.py made/100k made/1m --bundles made/bundles --turns 3 --json engines.json

Ours is the whole of `relparty batch`: rules, levels, counts and both tables written. The floor is reading every value of
the five tables once. The plain job is less than ours (see engine_jobs): which bidders of a lot share a party, no rule, no
share, no holder of thousands set aside. Its methods read the same tables, and all must come to the same pairs; the command
ends with 1 where one does not. Prints medians of wall time with start and imports, as ratios to the floor and to ours, peak
memory, pairs, and how the time grows for ten times the companies. Where networkx runs, its closures are set against ours three
times: whole processes, and the work alone in processes that have started (see engine_alone), with and without its building of the graph.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import math
import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path

from engine_check import Content
from engine_jobs import COLUMNS, DAY, MODULES
from engine_turns import Turn, turn

HERE = Path(__file__).parent
OURS, FLOOR, CLOSURES = "relparty", "floor", "networkx"
SLOW = ("pandas", "rustworkx", "networkx", "pyspark")
"""The methods that are left out where there are very many companies."""
_FINISHED = (0, 1, 3)
"""How `relparty batch` ends once it is done: nothing found, something, or something that could not be checked."""


@dataclass(frozen=True, slots=True)
class Size:
    """Tables to run on, the bundle built of them, and how much there is."""

    tables: Path
    bundle: Path
    companies: int
    lots: int


@dataclass(frozen=True, slots=True)
class Measured:
    """One method on one size: the median of its turns, the most memory, the pairs found and their checksum."""

    method: str
    companies: int
    lots: int
    seconds: float
    turns: tuple[float, ...]
    memory: int
    pairs: int | None = None
    checksum: str = ""


@dataclass(frozen=True, slots=True)
class Alone:
    """Medians of seconds of the work alone on one size: ours, and of networkx the graph and the closures on it."""

    companies: int
    ours: float
    graph: float
    closures: float


def content(file: Path, *columns: str) -> Content:
    """What the columns of a file hold, counted by another process."""
    rows, different, checksum = turn([sys.executable, str(HERE / "engine_check.py"), str(file), *columns]).said.split()
    return Content(int(rows), int(different), checksum)


def size(tables: Path, bundles: Path) -> Size:
    """The size of the tables in a folder, with its bundle, which is built unless it is there."""
    bundle = bundles / tables.name
    turn([sys.executable, "-m", "relparty", "register", "build", str(tables), "--out", str(bundle), "--as-of", f"{DAY}"])
    companies = content(tables / "companies.parquet", "company_id").different
    return Size(tables, bundle, companies, content(tables / "bids.parquet", "lot_id").different)


def ours(at: Size, out: Path) -> Turn:
    command = [sys.executable, "-m", "relparty", "batch", str(at.tables), "--register", str(at.bundle), "--out", str(out), "--lang", "en"]
    took = turn(command, _FINISHED)
    if not out.exists():  # Python ends with 1 as well where it breaks off
        raise RuntimeError(f"relparty wrote no {out.name}: {took.said}")
    return took


def floor(at: Size, _: Path) -> Turn:
    return turn([sys.executable, str(HERE / "floor.py"), str(at.tables), "--library", "duckdb"])


def plain(method: str) -> Callable[[Size, Path], Turn]:
    """The plain job by a method."""

    def run(at: Size, out: Path) -> Turn:
        took = turn([sys.executable, str(HERE / "engine_jobs.py"), method, str(at.tables), str(out)])
        return Turn(took.seconds, took.memory + int(took.said.split()[-1]), took.said)

    return run


RUNS = {FLOOR: floor, OURS: ours} | {method: plain(method) for method in MODULES}


def missing(method: str) -> str:
    """What a method lacks on this machine; nothing where it can run."""
    if method in MODULES and not importlib.util.find_spec(method):
        return f"{method} is not installed"
    if method == "pyspark" and not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        return "there is no Java"
    return ""


def left_out(methods: Iterable[str], companies: int, most_slow: int) -> dict[str, str]:
    """The methods that do not run on so many companies, and why."""
    found: dict[str, str] = {}
    for method in methods:
        too_slow = f"slow, and {companies:,} companies are more than {most_slow:,} (--most-companies-slow)"
        reason = missing(method) or (too_slow if method in SLOW and companies > most_slow else "")
        found |= {method: reason} if reason else {}
    return found


def measured(at: Size, methods: Sequence[str], turns: int) -> list[Measured]:
    """The methods on one size, in turns; RuntimeError where a method does not come to the same pairs each time."""
    took: dict[str, list[Turn]] = {method: [] for method in methods}
    found: dict[str, frozenset[Content]] = dict.fromkeys(methods, frozenset())
    for method in methods[:2]:
        _one(method, at)  # thrown away: the tables are in memory from here on, and our kernels compiled
    for number in range(turns):
        for method in methods:
            cost, pairs = _one(method, at)
            took[method].append(cost)
            found[method] |= frozenset(pairs)
            print(f"{at.companies:,} companies, turn {number + 1} of {turns}, {method}: {cost.seconds:.2f} s", file=sys.stderr)
    return [_settled(method, at, took[method], found[method]) for method in methods]


def _one(method: str, at: Size) -> tuple[Turn, list[Content]]:
    """What one turn cost, and the pairs it wrote if it writes any; the folder is a new one each time."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "pairs.parquet"
        cost = RUNS[method](at, out)
        return cost, [content(out, *COLUMNS)] if out.exists() else []


def alone(at: Size, turns: int) -> Alone:
    """What the work alone costs, ours and that of networkx in turns."""
    ours, built, closures = [], [], []
    for _ in range(turns):
        for method in (OURS, CLOSURES):
            command = [sys.executable, str(HERE / "engine_alone.py"), method, str(at.tables), str(at.bundle), "--turns", "3"]
            seconds = [float(each) for each in turn(command).said.split()]
            if method == OURS:
                ours.append(statistics.median(seconds))
            else:
                built.append(seconds[0])
                closures.append(seconds[1])
    return Alone(at.companies, *(statistics.median(each) for each in (ours, built, closures)))


def against_closures(rows: Iterable[Measured], work: Alone) -> dict[str, float]:
    """How many times longer the closures of networkx take than ours on one size, by what is counted."""
    whole = {each.method: each.seconds for each in rows if each.companies == work.companies}
    return {
        "whole processes, with start and loading of code": whole[CLOSURES] / whole[OURS],
        "the work alone, networkx reads the tables and builds its graph, ours has its bundle": (work.graph + work.closures) / work.ours,
        "the work alone, the graph of networkx is there as is our bundle": work.closures / work.ours,
    }


def _settled(method: str, at: Size, turns: list[Turn], found: frozenset[Content]) -> Measured:
    if len(found) > 1 or any(each.rows != each.different for each in found if method in MODULES):
        raise RuntimeError(f"{method} gives other pairs each time, or one twice: {found}")
    seconds = tuple(each.seconds for each in turns)
    pairs, checksum = next(((each.different, each.checksum) for each in found), (None, ""))
    return Measured(method, at.companies, at.lots, statistics.median(seconds), seconds, max(each.memory for each in turns), pairs, checksum)


def differing(rows: Iterable[Measured]) -> list[str]:
    """The methods of the plain job whose pairs are not those of most of them, on one size."""
    sums = {each.method: (each.pairs, each.checksum) for each in rows if each.method in MODULES}
    told = list(sums.values())
    return [method for method, mine in sums.items() if mine != max(told, key=told.count)]


def growth(rows: Iterable[Measured]) -> dict[str, list[float]]:
    """How many times the seconds of each method grow for ten times the companies, from each size to the next."""
    by_method: dict[str, list[Measured]] = {}
    for row in sorted(rows, key=lambda each: each.companies):
        by_method.setdefault(row.method, []).append(row)
    return {
        method: [(b.seconds / a.seconds) ** (1 / math.log10(b.companies / a.companies)) for a, b in pairwise(each)]
        for method, each in by_method.items()
        if len(each) > 1
    }


def _table(rows: Sequence[Measured], lacking: dict[str, str]) -> None:
    first = rows[0]
    base, mine = (next(row.seconds for row in rows if row.method == method) for method in (FLOOR, OURS))
    print(f"\n{first.companies:,} companies, {first.lots:,} lots (median of {len(first.turns)} turns)")
    print(f"{'method':10} {'seconds':>9} {'x floor':>9} {'x ours':>9} {'peak GB':>8} {'pairs':>11}  checksum")
    for row in rows:
        pairs = "" if row.pairs is None else f"{row.pairs:,}"
        ratios = f"{row.seconds / base:9.2f} {row.seconds / mine:9.2f}"
        print(f"{row.method:10} {row.seconds:9.2f} {ratios} {row.memory / 1e9:8.2f} {pairs:>11}  {row.checksum}")
    for method, reason in lacking.items():
        print(f"{method:10} left out: {reason}")


def _kept(rows: Sequence[Measured], work: Sequence[Alone]) -> str:
    """The figures as engines_plot reads them."""
    told = {"cpus": os.cpu_count(), "rows": [asdict(row) for row in rows], "growth": growth(rows), "alone": [asdict(each) for each in work]}
    return json.dumps(told, indent=1) + "\n"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tables", type=Path, nargs="+", help="folders that register_maker has written")
    parser.add_argument("--bundles", type=Path, required=True, help="where the bundles are, or are built")
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--methods", nargs="*", choices=MODULES, default=list(MODULES), help="of the plain job (default: all)")
    parser.add_argument("--most-companies-slow", type=int, default=1_000_000, help=f"{', '.join(SLOW)} are left out beyond")
    parser.add_argument("--json", type=Path, help="write the figures here, for engines_plot")
    return parser.parse_args()


def main() -> int:
    told = _arguments()
    rows: list[Measured] = []
    works: list[Alone] = []
    wrong: list[str] = []
    for tables in told.tables:
        at = size(tables, told.bundles)
        lacking = left_out(told.methods, at.companies, told.most_companies_slow)
        here = measured(at, [FLOOR, OURS, *(each for each in told.methods if each not in lacking)], told.turns)
        _table(here, lacking)
        wrong += [f"{method} at {at.companies:,} companies" for method in differing(here)]
        rows += here
        if CLOSURES in {each.method for each in here}:
            works.append(alone(at, told.turns))
            print(f"networkx, a closure a bidder, against ours ({works[-1].ours:.2f} s of work alone):")
            for counted, ratio in against_closures(here, works[-1]).items():
                print(f"  {ratio:6.1f} times: {counted}")
        if told.json:  # after each size: a later one may fail after hours
            told.json.write_text(_kept(rows, works))
    print()
    for method, times in growth(rows).items():
        print(f"{method:10} grows {', '.join(f'{each:.1f}' for each in times)} times for ten times the companies")
    if wrong:
        print(f"not the same pairs as the others: {'; '.join(wrong)}", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
