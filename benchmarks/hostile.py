"""Every hostile file of the tests through `relparty screen` at the default limits: seconds, peak memory, sentence.

Each file is all that one bidder of a lot of four hands in. The memory is the greatest sum over the program and
all its children (shared pages counted once, Linux only), the seconds are of the whole program.
`python benchmarks/hostile.py [NAME ...]` takes the names' beginnings; exit code 1 when a file costs more
than 60 s or 1.5 GB, leaves the lot clear, or ends in another sentence than the tests know.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from hostile import FILES, PLACES, people, sentences

SECONDS, MEGABYTES = 60.0, 1500.0
_EVERY = 0.02


class Watch(threading.Thread):
    """Looks at a process and all below it until it ends, and remembers the greatest memory."""

    def __init__(self, root: int) -> None:
        super().__init__(daemon=True)
        self.root = root
        self.peak = 0.0

    def run(self) -> None:
        while Path(f"/proc/{self.root}").exists():
            self.peak = max(self.peak, sum(map(_megabytes, _family(self.root))))
            time.sleep(_EVERY)


def _family(root: int) -> Iterator[int]:
    yield root
    for listed in Path(f"/proc/{root}/task").glob("*/children"):
        try:
            children = listed.read_text().split()
        except OSError:
            continue
        for child in children:
            yield from _family(int(child))


def _megabytes(process: int) -> float:
    """The memory of a process, each shared page divided by how many share it."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)


def screened(folder: Path) -> tuple[float, float, dict[str, Any]]:
    """Seconds, peak megabytes and screening of the lot in a folder."""
    told = folder.parent / "screening.json"
    command = [sys.executable, "-m", "relparty", "screen", str(folder), "--out", str(folder.parent / "report"), "--json", str(told)]
    start = time.perf_counter()
    program = subprocess.Popen([*command, "--as-of", "2026-11-22"], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    watch = Watch(program.pid)
    watch.start()
    _, complaint = program.communicate()
    seconds = time.perf_counter() - start
    watch.join(1)
    if not told.exists():
        print(complaint.decode(errors="replace"))
        return seconds, watch.peak, {"verdict": "CRASHED", "findings": []}
    return seconds, watch.peak, json.loads(told.read_text(encoding="utf-8"))


def _expected(name: str, file: str) -> list[list[str]]:
    told = sentences.ALL.get(name, ())
    choices = told if isinstance(told, list) else [told]
    return [sorted(each.replace("{file}", file).replace("{seconds}", "50") for each in choice) for choice in choices]


def _one(name: str) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        lot = Path(folder) / "lot"
        lot.mkdir()
        forms = people.lot_without_form(lot)
        if name in FILES:
            suffix, make = FILES[name]
            file = people.BIDDER + (f".{suffix}" if suffix else "")
            (forms / file).write_bytes(make())
            choices, may_be_clear = _expected(name, f"forms/{file}"), name in sentences.READ_WELL
        else:
            PLACES[name](forms, people.BIDDER)
            choices, may_be_clear = [sorted(sentences.PLACES[name])], not sentences.PLACES[name]
        seconds, memory, told = screened(lot)
    found = sorted(each["summary"] for each in told["findings"] if each["level"] == "unchecked" and each["bidders"] == [people.BIDDER])
    wrong = [
        *(["slow"] if seconds > SECONDS else []),
        *(["large"] if memory > MEGABYTES else []),
        *(["CLEAR"] if told["verdict"] == "clear" and not may_be_clear else []),
        *(["broken"] if told["verdict"] == "CRASHED" else []),
        *(["other words"] if choices != [[]] and found not in choices else []),
    ]
    words = "; ".join(found)
    print(f"{name:44} {seconds:6.1f} s {memory:6.0f} MB  {told['verdict']:10} {words[:150]} {' '.join(wrong).upper()}", flush=True)
    return not wrong


def main() -> None:
    chosen = [name for name in (*FILES, *PLACES) if not sys.argv[1:] or name.startswith(tuple(sys.argv[1:]))]
    good = [_one(name) for name in chosen]
    print(f"{sum(good)} of {len(good)} hostile files within {SECONDS:.0f} s and {MEGABYTES:.0f} MB, each in its sentence")
    sys.exit(0 if all(good) else 1)


if __name__ == "__main__":
    main()
