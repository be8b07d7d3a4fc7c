"""Start-up: `relparty screen` on eight xlsx forms, against importing networkx and against parsing the eight files.

Prints medians of wall time and their ratios, measured in turns in one run: python benchmarks/start.py
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import formwriter
import lotmaker

TURNS = 15
WORDS = "甲辰 乙木 丙火 丁香 戊土 己未 庚金 辛酉".split()


def eight_bidders(folder: Path) -> Path:
    """A lot of eight xlsx forms, two of them related."""
    bidders = {word: {} for word in WORDS} | {word: {"head": {"name": "尉迟砚山", "id": "#40"}} for word in WORDS[:2]}
    lot = {"id": "B1", "regime": "gov_procurement", "bidders": bidders, "quotes": WORDS}
    lotmaker.write(folder, lot)
    for path in (folder / "forms").glob("*.json"):
        path.unlink()
    for number, form in enumerate(lotmaker.forms(lot).values()):
        (folder / "forms" / f"{number}.xlsx").write_bytes(formwriter.xlsx(form))
    return folder


def seconds(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=False, capture_output=True)
    return time.perf_counter() - start


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        lot = eight_bidders(Path(folder) / "lot")
        parse = "import sys, python_calamine\nfor f in sys.argv[1:]:\n    b = python_calamine.load_workbook(f)\n    [b.get_sheet_by_name(n).to_python() for n in b.sheet_names]"
        forms = [str(path) for path in sorted((lot / "forms").iterdir())]
        commands = {
            "relparty screen, 8 xlsx forms": [sys.executable, "-m", "relparty", "screen", str(lot), "--out", f"{folder}/out"],
            "import networkx": [sys.executable, "-c", "import networkx"],
            "parse the 8 forms (python-calamine)": [sys.executable, "-c", parse, *forms],
        }
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(TURNS + 1):
            for name, command in commands.items():
                times[name].append(seconds(command))
    medians = {name: statistics.median(each[1:]) for name, each in times.items()}
    ours = medians["relparty screen, 8 xlsx forms"]
    for name, median in medians.items():
        print(f"{name:40} median {median * 1000:7.0f} ms   ours is {ours / median:5.2f} x")


if __name__ == "__main__":
    main()
