"""A lot of 100 bidders and 5,000 graph nodes from machine forms: time beyond start-up, stage by stage.

Prints medians over turns in one process: python benchmarks/large_lot.py
"""

from __future__ import annotations

import gc
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import lotmaker
from relparty.counting import counts
from relparty.intake.flow import read_all
from relparty.lots.folder import read
from relparty.names.rarity import BUILT_IN
from relparty.regimes import grading
from relparty.regimes.regime import load
from relparty.resolve.bidders import bidders
from relparty.rules.catalog import rules
from relparty.screening import case_of, screen
from relparty.settings import FileLimits, Limits

TURNS = 9
BIDDERS, NODES_EACH, LAYERS = 100, 50, 6


def large_lot() -> dict[str, Any]:
    """100 bidders, each below a tree of companies and persons of its own, six layers deep, with planted ties."""
    made = {f"百家{n:03d}": _bidder(n) for n in range(BIDDERS)}
    made["百家003"]["head"] = made["百家077"]["head"] = {"name": "尉迟砚山", "id": "#40"}
    return {"id": "B2", "regime": "sub_threshold", "bidders": made}


def _bidder(number: int) -> dict[str, Any]:
    base = 10_000 + number * NODES_EACH
    companies = [(f"深圳市上层{number}号{i}控股有限公司", f"${base + i}") for i in range(NODES_EACH // 3)]
    uppers = []
    for i, (company, _) in enumerate(companies):
        for child in (2 * i + 1, 2 * i + 2):
            if child < len(companies):
                name, code = companies[child]
                uppers.append({"company": company, "holder": {"name": name, "kind": "company", "id": code}, "percent": 35})
        persons = 2 if 2 * i + 1 < len(companies) else 3
        rest = 30 if 2 * i + 2 < len(companies) else 65 if 2 * i + 1 < len(companies) else 100
        for p in range(persons):
            who = 2 * base + i * 4 + p
            share = rest // persons if p else rest - rest // persons * (persons - 1)
            uppers.append(
                {"company": company, "holder": {"name": lotmaker.person_name(who), "kind": "person", "id": f"#{who}"}, "percent": share}
            )
    own = {"name": companies[0][0], "kind": "company", "id": companies[0][1], "percent": 100}
    return {"shareholders": [own], "upper_holdings": uppers}


def timed(stages: dict[str, list[float]], name: str, job: Callable[[], Any]) -> Any:
    start = time.perf_counter()
    result = job()
    stages.setdefault(name, []).append(time.perf_counter() - start)
    return result


def main() -> None:
    limits = Limits()
    with tempfile.TemporaryDirectory() as folder:
        lot = lotmaker.write(Path(folder) / "lot", large_lot())
        stages: dict[str, list[float]] = {}
        for _ in range(TURNS):
            gc.collect()
            files = timed(stages, "read the folder", lambda: read(lot, date(2026, 11, 22)))
            regime = timed(stages, "regime", lambda: load(files.lot.regime, "", files.lot.policy, ()))
            intake = timed(stages, "forms to records", lambda: read_all(files.forms, FileLimits()))
            who, _ = timed(stages, "bidders", lambda: bidders(files.lot, intake.readings, files.unread))
            case = timed(stages, "resolve and build the graph", lambda: case_of(files.lot, who, BUILT_IN, limits))
            ties = timed(stages, "rules", lambda: [tie for rule in rules().values() for tie in rule.find(case)])
            found = timed(stages, "grade", lambda: grading.findings(ties, regime, "B2", files.lot.opens_on, limits.paths))
            timed(stages, "count", lambda: counts(files.lot, who, found))
            timed(stages, "screening after reading", lambda: screen(files, intake, regime, BUILT_IN, limits))
        nodes = len(case.snapshots[0].graph)
    print(f"{BIDDERS} bidders, {nodes} graph nodes, {len(found)} findings; medians of {TURNS} turns")
    for name, times in stages.items():
        print(f"  {name:30} {statistics.median(times) * 1000:8.1f} ms")


if __name__ == "__main__":
    main()
