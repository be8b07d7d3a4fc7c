"""What the papers of a lot cost, as ratios to laying out its picture alone: a lot of eight bidders and one of a hundred.

    python benchmarks/report_time.py

The layout alone is Graphviz placing the boxes of what proves the findings. Beside it: the report folder that `screen` writes,
the dossier in each format, the letters, the interactive page. Medians of turns in one process.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import large_lot

import lotmaker
import running
from relparty import papers, report_folder
from relparty.graph_formats import cut, draw, lot_picture
from relparty_graphs.fold import folded
from relparty_graphs.layout import drawing
from relparty_graphs.view import picture_view

TURNS = 5
WORDS = "甲辰 乙木 丙火 丁香 戊土 己未 庚午 辛酉".split()


def eight() -> dict[str, Any]:
    """Eight bidders with three relations among them."""
    head, holder = {"name": "罗启航", "id": "#1"}, {"name": "尉迟砚山", "kind": "person", "id": "#2"}
    made: dict[str, Any] = {word: {} for word in WORDS}
    made["甲辰"]["head"] = made["乙木"]["head"] = head
    for word, other in (("丙火", 3), ("丁香", 4)):
        made[word]["shareholders"] = [
            {**holder, "percent": 60},
            {"name": lotmaker.person_name(other), "kind": "person", "id": f"#{other}", "percent": 40},
        ]
    made["戊土"]["people"] = made["己未"]["people"] = [{"name": "牟珩", "id": "#5", "role": "agent", "phone": "13900000001"}]
    return {"id": "L8", "regime": "gov_procurement", "bidders": made}


def costs(told: dict[str, Any], out: Path) -> dict[str, Callable[[], object]]:
    """What is timed, the layout alone first."""
    whole = lot_picture(told)
    view = picture_view(folded(cut(whole), "zh"), "zh")
    jobs: dict[str, Callable[[], object]] = {
        "layout alone": lambda: drawing(view.plan),
        "report folder": lambda: report_folder.write(out, told, ("csv", "xlsx"), "zh"),
        "letters, docx": lambda: papers.letters(told, "docx"),
        "interactive page": lambda: draw("html", whole, "zh"),
    }
    return jobs | {f"dossier, {kind}": (lambda kind=kind: papers.dossier(told, kind)) for kind in ("html", "docx", "pdf", "xlsx")}


def median(job: Callable[[], object]) -> float:
    job()  # loads what it needs
    times = []
    for _ in range(TURNS):
        start = time.perf_counter()
        job()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main() -> None:
    for lot in (eight(), large_lot.large_lot()):
        with tempfile.TemporaryDirectory() as folder:
            told = running.told(lotmaker.write(Path(folder) / "lot", lot))
            seconds = {name: median(job) for name, job in costs(told, Path(folder) / "report").items()}
        parties, findings = len(told["graph"]["parties"]), len(told["findings"])
        print(f"{len(told['bidders'])} bidders, {parties} parties, {findings} findings; medians of {TURNS} turns")
        for name, took in seconds.items():
            print(f"  {name:20} {took * 1000:9.1f} ms  {took / seconds['layout alone']:8.1f} x the layout")


if __name__ == "__main__":
    main()
