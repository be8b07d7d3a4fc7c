"""Thousands of damaged forms through the whole flow: none may hang, break the screening, or leave a lot clear unnoticed.

Each file is a good form of one kind, damaged by a seed, and the only form of one bidder in a lot of four:
`python benchmarks/fuzz.py --files 10000 --seed 1`. Exit code 1 and the seeds of the files when one fails;
`--keep FOLDER` writes those files there. A form is *damaged* when a strict reader of its format, that is none
of ours, finds it broken, or when rows of the form went missing; one that is whole and has all its rows (a letter
of a name is another) is simply another form, which nobody could tell, and may be read as such.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # a process of one thread may fork its children, which is faster
sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from fuzzing.judging import FAILURES, Result
from fuzzing.running import Bench, Judged, Kinds, every_kind, made
from relparty.documents.ocr import engine
from relparty.settings import FileLimits

BATCH = 500
SLOW = {"doc": 40, "png": 60, "jpg": 60}
"""Kinds that take seconds a file, and how many of them are tried at most."""


def main() -> None:
    options = _options()
    kinds = every_kind(engine.is_installed() and not options.no_pictures)
    plain: Kinds = {name: pair for name, pair in kinds.items() if pair[0] not in SLOW}
    bench = Bench(kinds, FileLimits())
    print("undamaged:", ", ".join(f"{name} {'clear' if clear else 'not clear'}" for name, clear in bench.clear.items()), flush=True)
    table: dict[str, Counter[Result]] = defaultdict(Counter)
    bad: list[Judged] = []
    start = time.perf_counter()
    plans = [(plain, range(options.files))]
    plans += [({name: pair}, range(min(SLOW[pair[0]], options.files // 10))) for name, pair in kinds.items() if pair[0] in SLOW]
    for chosen, numbers in plans:
        for first in range(numbers.start, numbers.stop, BATCH):
            batch = made(chosen, options.seed, range(first, min(first + BATCH, numbers.stop)))
            for judged in bench.judged(batch):
                table[judged.case.kind][judged.result] += 1
                bad += [judged] if judged.result in FAILURES else []
                if options.show and judged.result.name.lower() == options.show:
                    print(f"{judged.case.seed} {judged.case.kind}: {judged.detail}", flush=True)
    _print(table, time.perf_counter() - start)
    _keep(bad, options.keep)
    sys.exit(1 if bad else 0)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="a folder for the files that fail")
    parser.add_argument("--show", choices=[result.name.lower() for result in Result], help="print the files that end so")
    parser.add_argument("--no-pictures", action="store_true")
    return parser.parse_args()


def _print(table: dict[str, Counter[Result]], seconds: float) -> None:
    whole: Counter[Result] = sum(table.values(), Counter())
    for name, counts in [*sorted(table.items()), ("all", whole)]:
        print(f"{name:22} {counts.total():6}  " + "  ".join(f"{counts[result]:6} {result.name.lower()}" for result in Result))
    print("\n".join(f"{result.name.lower():8} {result.value}" for result in Result))
    print(f"{whole.total()} files in {seconds:.0f} s")


def _keep(bad: list[Judged], folder: Path | None) -> None:
    for judged in bad:
        print(f"{judged.case.seed} {judged.case.kind}: {judged.result.value}: {judged.detail}")
        if folder:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f"{judged.case.seed}.{judged.case.suffix}").write_bytes(judged.case.content)


if __name__ == "__main__":
    main()
