"""Reading many forms: the product against the bare libraries on the same files with as many processes.

    python benchmarks/intake_speed.py                    1,000 docx, xlsx and PDF forms, then scanned pages
    python benchmarks/intake_speed.py --forms 100 --turns 1

Prints medians of wall time and their ratio, measured in turns in one run.
"""

from __future__ import annotations

import argparse
import io
import multiprocessing
import statistics
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from intake_forms import forms

import formwriter
from relparty.documents.ocr import engine
from relparty.intake import workers
from relparty.intake.flow import read_all
from relparty.intake.reading import read_content
from relparty.model.lot import HandedIn, form_file
from relparty.settings import FileLimits

CONTENTS = 8
KINDS = ("docx", "xlsx", "pdf")
SCANS = 4


def made(folder: Path, count: int) -> list[Path]:
    """That many forms, a third of each kind; copies of a few contents, told apart by bytes that no reader shows."""
    writers: dict[str, Callable[[Any], bytes]] = {"docx": formwriter.docx, "xlsx": formwriter.xlsx, "pdf": formwriter.pdf}
    printed = {kind: [writers[kind](form) for form in forms(CONTENTS, 7)] for kind in KINDS}
    paths = []
    for number in range(count):
        kind = KINDS[number % len(KINDS)]
        path = folder / f"{number:04d}.{kind}"
        path.write_bytes(_marked(printed[kind][number // len(KINDS) % CONTENTS], kind, number))
        paths.append(path)
    return paths


def _made_aside(folder: Path, count: int) -> list[Path]:
    """The forms, made in a process of its own: both sides start without the libraries that write them."""
    with multiprocessing.get_context("fork").Pool(1) as pool:
        return pool.apply(made, (folder, count))


def _marked(content: bytes, kind: str, number: int) -> bytes:
    if kind == "pdf":
        return content + f"\n%{number}\n".encode()
    buffer = io.BytesIO(content)
    with zipfile.ZipFile(buffer, "a") as package:
        package.comment = str(number).encode()
    return buffer.getvalue()


def bare(path: Path) -> int:
    """The number of cells that the bare library finds in a file."""
    if path.suffix == ".docx":
        return _bare_docx(path)
    if path.suffix == ".xlsx":
        from python_calamine import load_workbook

        book = load_workbook(str(path))
        return sum(len(row) for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python())
    import pdfplumber

    with pdfplumber.open(path) as document:
        return sum(len(row) for page in document.pages for table in page.extract_tables() for row in table)


def _bare_docx(path: Path) -> int:
    import docx

    document = docx.Document(str(path))
    texts = [
        "".join(paragraph.text for paragraph in cell.p_lst)
        for table in document.tables
        for row in table._tbl.tr_lst  # noqa: SLF001  # the public walk is slower by ten times
        for cell in row.tc_lst
    ]
    return len(texts)


def bare_all(paths: list[Path]) -> int:
    """The bare libraries on all files, with as many processes as the product uses."""
    with multiprocessing.get_context("fork").Pool(workers.cores()) as pool:
        return sum(pool.imap_unordered(bare, paths))


def read_forms(paths: list[Path]) -> int:
    """The product on all files; the number of forms read."""
    readings = read_all([HandedIn(path.name, path) for path in paths], FileLimits()).readings
    return sum(len(reading.declarations) for reading in readings)


def seconds(job: Callable[[], object]) -> float:
    start = time.perf_counter()
    job()
    return time.perf_counter() - start


def documents(count: int, turns: int) -> None:
    """Prints the product beside the libraries: all files, and each kind alone."""
    with tempfile.TemporaryDirectory() as folder:
        paths = _made_aside(Path(folder), count)
        read = read_forms(paths)
        print(f"{count} forms, {read} read, {workers.cores()} processes, medians of {turns} turns")
        print("\n| files | product s | libraries s | ratio |\n|---|--:|--:|--:|")
        for name, own in [("all", paths), *((kind, [path for path in paths if path.suffix == f".{kind}"]) for kind in KINDS)]:
            pairs = [(seconds(lambda own=own: read_forms(own)), seconds(lambda own=own: bare_all(own))) for _ in range(turns)]
            ours, theirs = (statistics.median(times) for times in zip(*pairs, strict=True))
            print(f"| {name} ({len(own)}) | {ours:.2f} | {theirs:.2f} | {statistics.median(a / b for a, b in pairs):.2f} |")


def scans() -> None:
    """Prints the seconds of a scanned page, once the models are loaded."""
    import numpy as np  # starts threads, after which the product cannot fork: only once the documents are measured

    import scanwriter

    if not engine.is_installed():
        print("\nscanned pages: the extra `ocr` is not installed")
        return
    print("\n| scanned page | s |\n|---|--:|")
    for printing in ("scan-200-hei", "scan-300-song", "photo-perspective"):
        pages = [scanwriter.PRINTINGS[printing](form, np.random.default_rng(1))[0] for form in forms(SCANS, 7)]
        times = [seconds(lambda page=page: read_content(form_file(f"p{page[0]}", page[1]), page[1], FileLimits())) for page in pages]
        print(f"| {printing} | {statistics.median(times[1:]):.2f} |")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--forms", type=int, default=1000)
    options.add_argument("--turns", type=int, default=3)
    asked = options.parse_args()
    documents(asked.forms, asked.turns)
    scans()


if __name__ == "__main__":
    main()
