"""Twenty builds of a register bundle killed at random times: the old bundle stays whole, the next build finishes the work.

Whole builds and renewals of a bundle whose holdings alone have changed, in turns. Prints a line a kill and ends with 1 where a bundle was lost: python benchmarks/kill_build.py [--kills 20] [--companies 200000]
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
COPY (SELECT 'p' || range AS person_id, '人' || range AS name, '' AS id_token FROM range({n} + {more})) TO '{folder}/persons.parquet';
COPY (SELECT 'p' || (range * 7919 % {n}) AS holder_id, 'c' || (range // 4) AS company_id, 25 AS percent, NULL::DATE AS since,
      NULL::DATE AS until FROM range({n} * 4 - {less})) TO '{folder}/holdings.parquet';
COPY (SELECT 'p' || range AS person_id, 'c' || range AS company_id, 'head' AS office, NULL::DATE AS since, NULL::DATE AS until
      FROM range({n})) TO '{folder}/offices.parquet';
"""


def tables(folder: Path, companies: int, less: int, more: int) -> Path:
    """Tables of so many companies; `less` holdings make a register that is renewed, `more` persons one that is built whole."""
    import duckdb

    folder.mkdir()
    duckdb.connect().execute(SOURCE.format(n=companies, folder=folder, less=less, more=more))
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
        old, *new = [tables(folder / f"{less}{more}", asked.companies, less, more) for less, more in ((0, 0), (1, 0), (1, 1))]
        versions = {}
        for source in (old, *new):
            timed(source, folder / f"whole-{source.name}")
            versions[source] = present(folder / f"whole-{source.name}")
        bundle, lost = folder / "bundle", 0
        timed(old, bundle)
        for number in range(asked.kills):
            source = new[number % len(new)]
            took = timed(source, bundle)
            timed(old, bundle)
            after = random.uniform(0, took)
            found = killed(source, bundle, after)
            timed(source, bundle)
            finished = present(bundle) == versions[source]
            lost += found not in (versions[old], versions[source]) or not finished
            said = {versions[old]: "the old one", versions[source]: "the new one"}.get(found, found)
            kind = "renewal" if source is new[0] else "whole build"
            print(
                f"{number + 1:3}. {kind} killed after {after:5.2f} of {took:.2f} s: {said}; the next {'finished' if finished else 'FAILED'}"
            )
            timed(old, bundle)
        left = {path.name for path in bundle.iterdir()} - {"current", ".lock", versions[old]}
        print(f"lost: {lost} of {asked.kills}; left behind: {sorted(left) or 'nothing'}")
    return 1 if lost or left else 0


if __name__ == "__main__":
    sys.exit(main())
