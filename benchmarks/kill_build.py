"""Twenty builds of a register bundle killed at random times: the old bundle stays whole, the next build finishes the work.

Prints a line a kill and ends with 1 where a bundle was lost: python benchmarks/kill_build.py [--kills 20] [--companies 200000]
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SOURCE = """
COPY (SELECT 'c' || range AS company_id, '第' || range || '建设有限公司' AS name, NULL::VARCHAR AS uscc, 'company' AS kind
      FROM range({n})) TO '{folder}/companies.parquet';
COPY (SELECT 'p' || range AS person_id, '人' || range AS name, '' AS id_token FROM range({n})) TO '{folder}/persons.parquet';
COPY (SELECT 'p' || (range * 7919 % {n}) AS holder_id, 'c' || (range // 4) AS company_id, 25 AS percent, NULL::DATE AS since,
      NULL::DATE AS until FROM range({n} * 4 - {less})) TO '{folder}/holdings.parquet';
COPY (SELECT 'p' || range AS person_id, 'c' || range AS company_id, 'head' AS office, NULL::DATE AS since, NULL::DATE AS until
      FROM range({n})) TO '{folder}/offices.parquet';
"""


def tables(folder: Path, companies: int, less: int) -> Path:
    """Tables of so many companies; `less` holdings make another register."""
    import duckdb

    folder.mkdir()
    duckdb.connect().execute(SOURCE.format(n=companies, folder=folder, less=less))
    return folder


def build(source: Path, bundle: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "relparty", "register", "build", str(source), "--out", str(bundle), "--as-of", "2026-11-22"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def timed(source: Path, bundle: Path) -> float:
    """The seconds that a build takes which nobody kills."""
    begun = time.perf_counter()
    build(source, bundle).wait()
    return time.perf_counter() - begun


def killed(source: Path, bundle: Path, after: float) -> str:
    """The version that is present after a build was killed after so many seconds."""
    child = build(source, bundle)
    try:
        child.wait(after)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
    return present(bundle)


def present(bundle: Path) -> str:
    """The present version, or why there is none that is sound."""
    from relparty.bundle import checking, layout

    problems = checking.check(bundle)
    return "; ".join(each.say("en") for each in problems) or layout.version_folder(bundle).name


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--companies", type=int, default=200_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sources = [tables(folder / str(less), asked.companies, less) for less in (0, 1)]
        whole = []
        for source in sources:
            timed(source, folder / f"whole-{source.name}")
            whole.append(present(folder / f"whole-{source.name}"))
        bundle, lost = folder / "bundle", 0
        took = timed(sources[0], bundle)
        print(f"a whole build takes {took:.1f} s; old {whole[0]}, new {whole[1]}")
        for number in range(asked.kills):
            after = random.uniform(0, took)
            found = killed(sources[1], bundle, after)
            timed(sources[1], bundle)
            finished = present(bundle) == whole[1]
            lost += found not in whole or not finished
            said = "the new one" if found == whole[1] else "the old one" if found == whole[0] else found
            print(
                f"{number + 1:3}. killed after {after:5.2f} of {took:.2f} s: {said}; the next build {'finished' if finished else 'FAILED'}"
            )
            took = timed(sources[0], bundle)
        left = {path.name for path in bundle.iterdir()} - {"current", ".lock", whole[0]}
        print(f"lost: {lost} of {asked.kills}; left behind: {sorted(left) or 'nothing'}")
    return 1 if lost or left else 0


if __name__ == "__main__":
    sys.exit(main())
