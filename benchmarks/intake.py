"""How much is read, by printing: documents, scans and photos of forms and register pages with known random contents.

    python benchmarks/intake.py                               every printing; exit code 1 when a promise is broken
    python benchmarks/intake.py --printings scan-150-kai,fax-1bit --forms 2 --show
    python benchmarks/intake.py --raw                         what the reader of pictures sees, before it is a form

A field is right and used; or right, but shown to a person as doubtful; or right, but left out because its row is
doubtful; or wrong or missing with a problem that says so; or wrong or missing in silence, which must not happen.
Accuracy counts what was read right, used or not; `used` is the share that the screening goes by.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import numpy as np
from intake_compare import Outcome, Verdict, compared
from intake_forms import forms
from intake_registers import compared_extracts
from intake_rows import Group

import formwriter
import registerpage
import registerwriter
import scanwriter
from relparty.documents.cells import FormDocument
from relparty.documents.read import read
from relparty.intake.flow import read_all
from relparty.intake.reading import read_content
from relparty.intake.tasks import Reading
from relparty.model.lot import HandedIn, form_file
from relparty.settings import FileLimits
from scanpaper import FONT_PACKAGES, missing_fonts

PATIENT = FileLimits(seconds=600)
"""The product's limits but for time: on a busy machine a page given up would count against the reader."""
ENOUGH_FIELDS = 2000
"""How many fields of clean scans must be read before silence about none of them proves anything."""
SCAN_PROMISES = {Group.IDENTIFIER: 0.995, Group.NAME: 0.98, Group.SHARE: 0.98}

Files = list[tuple[str, bytes]]


@dataclass(frozen=True, slots=True)
class Result:
    """One form in one printing."""

    printing: str
    form: int
    outcomes: tuple[Outcome, ...]
    unread: tuple[str, ...]
    seconds: float


@cache
def document_printings() -> Mapping[str, Callable[[Mapping[str, Any]], Files]]:
    """The printings of forms as documents, by name."""
    named: dict[str, Callable[[Mapping[str, Any]], Files]] = {}
    for suffix, write in (*formwriter.PRINTINGS, *formwriter.NEW_PRINTINGS):
        told = write.__name__.replace("_", "-")
        name = told if told.startswith(suffix) else f"{suffix}-{told}"
        named[name] = lambda form, suffix=suffix, write=write: [(f".{suffix}", write(form))]  # type: ignore[misc]  # a default binds it
    return named


def printed(printing: str, form: Mapping[str, Any], number: int, seed: int) -> Files:
    """The files of a form, or of its bidder's page in the register, in a printing."""
    if printing in document_printings():
        return document_printings()[printing](form)
    if printing in registerwriter.PRINTINGS:
        return registerwriter.PRINTINGS[printing](registerwriter.of_form(form), np.random.default_rng([seed, number]))
    return scanwriter.PRINTINGS[printing](form, np.random.default_rng([seed, number]))


def read_one(job: tuple[str, int, int, bool]) -> Result:
    """Prints one form or register page, reads it and compares."""
    printing, number, seed, is_raw = job
    form = forms(number + 1, seed)[number]
    files = printed(printing, form, number, seed)
    start = time.perf_counter()
    outcomes, unread = (_raw(form, files), ()) if is_raw else _compared(printing, form, files)
    return Result(printing, number, tuple(outcomes), tuple(unread), time.perf_counter() - start)


def _raw(form: Mapping[str, Any], files: Files) -> list[Outcome]:
    from intake_raw import compared_cells

    return compared_cells(form, files)


def _compared(printing: str, form: Mapping[str, Any], files: Files) -> tuple[list[Outcome], list[str]]:
    seen: list[FormDocument] = []

    def remembered(*arguments: Any) -> FormDocument:
        seen.append(read(*arguments))
        return seen[-1]

    with mock.patch("relparty.intake.reading.read_document", remembered):  # the product keeps only what it made of its cells
        readings = [each for suffix, content in files for each in _readings(f"form{suffix}", content)]
    unread = [each.error.say("en") for reading in readings for each in reading.unread]
    if printing in registerwriter.PRINTINGS:
        return compared_extracts(registerwriter.of_form(form), readings, is_licence=printing.startswith("licence")), unread
    return compared(form, _joined(readings), seen), unread


def _readings(name: str, content: bytes) -> tuple[Reading, ...]:
    """What a file holds; one that must be unpacked or converted first goes the product's whole way."""
    if not name.endswith((".doc", ".wps", ".zip")):
        return (read_content(form_file(name, content), content, PATIENT),)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        return read_all([HandedIn(name, path)], PATIENT).readings


def _joined(readings: list[Reading]) -> Reading:
    """The readings of one form's files as one."""
    declarations = tuple(each for reading in readings for each in reading.declarations)
    return Reading(readings[0].file, declarations, unread=tuple(each for reading in readings for each in reading.unread))


def _share(outcomes: Iterable[Outcome], verdicts: tuple[Verdict, ...], group: Group | None = None) -> float | None:
    counted = [outcome.verdict in verdicts for outcome in outcomes if group is None or outcome.group is group]
    return sum(counted) / len(counted) if counted else None


_READ = (Verdict.RIGHT, Verdict.DOUBTFUL, Verdict.WITHHELD)


def table(results: list[Result]) -> str:
    """The Markdown table of accuracy by printing."""
    lines = [
        "| printing | forms | fields | identifiers | names | shares | others | used | doubtful | left out | problem | silence | s |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for printing in dict.fromkeys(result.printing for result in results):
        own = [result for result in results if result.printing == printing]
        outcomes = [outcome for result in own for outcome in result.outcomes]
        accuracy = " | ".join(
            [*(_percent(_share(outcomes, _READ, group)) for group in Group), _percent(_share(outcomes, (Verdict.RIGHT,)))]
        )
        counts = Counter(outcome.verdict for outcome in outcomes)
        rest = " | ".join(str(counts[verdict]) for verdict in Verdict if verdict is not Verdict.RIGHT)
        seconds = sum(result.seconds for result in own) / len(own)
        lines.append(f"| {printing} | {len(own)} | {len(outcomes)} | {accuracy} | {rest} | {seconds:.2f} |")
    return "\n".join(lines)


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.1f} %" if share < 1 else "100 %"


def broken_promises(results: list[Result]) -> list[str]:
    """The promises that these results break, one sentence each."""
    documents = [outcome for result in results if result.printing in _texts() for outcome in result.outcomes]
    broken = []
    if any(outcome.verdict is not Verdict.RIGHT for outcome in documents):
        broken.append("documents: not every field was read")
    for what, printings in (("clean scans", scanwriter.CLEAN), ("clean register pages", registerpage.CLEAN)):
        clean = [outcome for result in results if result.printing in printings for outcome in result.outcomes]
        shares = {group: _share(clean, _READ, group) for group in SCAN_PROMISES}
        below = {group: share for group, share in shares.items() if share is not None and share < SCAN_PROMISES[group]}
        broken += [
            f"{what}: {_percent(share)} of {group.value}, promised {_percent(SCAN_PROMISES[group])}" for group, share in below.items()
        ]
        silent = sum(outcome.verdict is Verdict.WRONG for outcome in clean)
        broken += [f"{what}: {silent} of {len(clean)} fields wrong or missing in silence"] if silent else []
    return broken


def _texts() -> set[str]:
    return {*document_printings(), "report-pdf"}


def shown(result: Result) -> Iterator[str]:
    """A line for each field that was not read right and sure."""
    yield from (f"{result.printing} {result.form} unread: {sentence}" for sentence in result.unread)
    for outcome in result.outcomes:
        if outcome.verdict is not Verdict.RIGHT:
            yield f"{result.printing} {result.form} {outcome.place}: {outcome.written!r} read {outcome.read!r}: {outcome.verdict.value}"


def _results(jobs: list[tuple[str, int, int, bool]], processes: int) -> Iterator[Result]:
    if processes == 1:
        yield from map(read_one, jobs)
        return
    with ProcessPoolExecutor(processes) as pool:
        yield from pool.map(read_one, jobs)


def main() -> int:
    every = [*document_printings(), *scanwriter.PRINTINGS, *registerwriter.PRINTINGS]
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--forms", type=int, default=6, help="forms a printing")
    options.add_argument(
        "--printings", type=lambda text: text.split(","), default=every, help="names with a comma between: " + ", ".join(every)
    )
    options.add_argument("--seed", type=int, default=3)
    options.add_argument("--workers", type=int, default=1, help="processes; a scan already uses every core")
    options.add_argument("--raw", action="store_true", help="compare the cells of the scans, not the declarations")
    options.add_argument("--show", action="store_true", help="list every field that was not read right and sure")
    asked = options.parse_args()
    if missing_fonts():
        options.error("the scans need fonts: apt-get install " + " ".join(FONT_PACKAGES))
    jobs = [(printing, number, asked.seed, asked.raw) for printing in asked.printings for number in range(asked.forms)]
    results = []
    for result in _results(jobs, asked.workers):
        results.append(result)
        if asked.show:
            print("\n".join(shown(result)) or f"{result.printing} {result.form}: all right", file=sys.stderr, flush=True)
    return _told(results)


def _told(results: list[Result]) -> int:
    print(table(results))
    clean = sum(len(result.outcomes) for result in results if result.printing in scanwriter.CLEAN)
    if clean < ENOUGH_FIELDS:
        print(f"\n{clean} fields of clean scans: too few to promise anything of {ENOUGH_FIELDS}")
    broken = broken_promises(results)
    print("\n" + ("\n".join(f"BROKEN: {sentence}" for sentence in broken) or "every promise that was tested is kept"))
    return 1 if broken else 0


if __name__ == "__main__":
    raise SystemExit(main())
