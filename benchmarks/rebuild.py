"""What renewing a bundle costs beside building it whole: `python benchmarks/rebuild.py TABLES [--rounds 3]`.

TABLES are those of register_maker. In turns: a whole build, then the same bundle renewed after some holdings ended and
others came, after offices changed, after both, and on another day alone; each in a process of its own, whose memory (with
that of its children) is measured. Every renewed version must be, byte for byte, the version of a whole build.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

DAY, LATER = "2026-11-22", "2026-11-23"
CHANGES = {
    "holdings": "SELECT * REPLACE (CASE WHEN hash(holder_id) % 1000 = 0 THEN DATE '2026-11-01' ELSE until END AS until) FROM old "
    "UNION ALL SELECT * REPLACE (DATE '2026-11-02' AS since) FROM old WHERE hash(holder_id) % 1000 = 1",
    "offices": "SELECT * FROM old WHERE hash(person_id) % 1000 <> 0",
}
"""One row in a thousand ended and one in a thousand more; one in a thousand gone."""


def changed(source: Path, folder: Path, tables: tuple[str, ...]) -> Path:
    """The tables with changes in some of them; the others are linked."""
    import duckdb

    folder.mkdir()
    for path in source.glob("*.parquet"):
        (folder / path.name).symlink_to(path)
    for name in tables:
        (folder / f"{name}.parquet").unlink()
        con = duckdb.connect()
        con.execute(f"CREATE VIEW old AS FROM '{source / name}.parquet'")
        con.execute(f"COPY ({CHANGES[name]}) TO '{folder / name}.parquet'")
    return folder


def build(source: Path, bundle: Path, day: str = DAY) -> tuple[float, float]:
    """The seconds and the megabytes at the peak (the largest process) that a build takes in a process of its own."""
    command = [sys.executable, __file__, str(source), "--child", str(bundle), "--day", day]
    begun = time.perf_counter()
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return time.perf_counter() - begun, float(done.stdout)


def child(source: Path, bundle: Path, day: str) -> None:
    from datetime import date

    from relparty.bundle.building import build as build_bundle

    build_bundle(source, bundle, date.fromisoformat(day), lambda _: None)
    print(max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024)


def turn(source: Path, folder: Path, sources: dict[str, Path]) -> Iterator[tuple[str, float, float]]:
    """A whole build and every renewal of it, each checked against the version that a whole build makes."""
    whole, bundle = folder / "whole", folder / "bundle"
    yield ("whole build", *build(source, whole))
    for name, tables in sources.items():
        day = LATER if name == "another day alone" else DAY
        shutil.copytree(whole, bundle)
        took = build(tables, bundle, day)
        alone = folder / f"alone-{name}"
        if not alone.exists():
            build(tables, alone, day)
        if (bundle / "current").read_bytes() != (alone / "current").read_bytes():
            sys.exit(f"{name}: not the version of a whole build")
        yield (name, *took)
        shutil.rmtree(bundle)
    shutil.rmtree(whole)


def main(source: Path, rounds: int) -> None:
    with tempfile.TemporaryDirectory(dir=Path(tempfile.gettempdir())) as name:
        folder = Path(name)
        sources = {
            "holdings changed": changed(source, folder / "h", ("holdings",)),
            "offices changed": changed(source, folder / "o", ("offices",)),
            "both changed": changed(source, folder / "b", ("holdings", "offices")),
            "another day alone": source,
        }
        found: dict[str, list[tuple[float, float]]] = defaultdict(list)
        for _ in range(rounds):
            for what, seconds, memory in turn(source, folder, sources):
                found[what].append((seconds, memory))
        whole = statistics.median(seconds for seconds, _ in found["whole build"])
        for what, each in found.items():
            seconds, memory = statistics.median(s for s, _ in each), max(m for _, m in each)
            print(f"{what:18} {seconds:6.1f} s  {seconds / whole:5.2f} of a whole build  {memory:5.0f} MB at the peak")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("source", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--child", type=Path)
    parser.add_argument("--day", default=DAY)
    asked = parser.parse_args()
    if asked.child:
        child(asked.source, asked.child, asked.day)
    else:
        main(asked.source.resolve(), asked.rounds)
