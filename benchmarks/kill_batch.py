"""Twenty batches killed at random times: the next run finishes them, computes no finished part again and writes the same bytes.

Prints a line a kill and ends with 1 where something was lost or done twice:
python benchmarks/kill_batch.py [--kills 20] [--companies 100000] [--tables FOLDER]
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import register_maker

ONE_IN = 64
"""One lot of so many ends a part: small parts, so that there are many between which a batch can be killed."""
CHILD = f"from relparty.batch import parts; parts._ONE_IN = {ONE_IN}; from relparty.cli.main import main; main()"


@dataclass(frozen=True)
class Job:
    """What is screened: the bids over a bundle."""

    bids: Path
    bundle: Path

    def start(self, out: Path) -> subprocess.Popen[bytes]:
        out.parent.mkdir(exist_ok=True)
        command = [sys.executable, "-c", CHILD, "batch", str(self.bids), "--register", str(self.bundle), "--out", str(out)]
        return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def timed(self, out: Path) -> float:
        """The seconds that a batch takes which nobody kills."""
        begun = time.perf_counter()
        if self.start(out).wait() != 1:  # related bidders were planted: there is something to act on
            raise RuntimeError("the batch did not end as it should")
        return time.perf_counter() - begun

    def killed(self, out: Path, after: float) -> None:
        child = self.start(out)
        try:
            child.wait(after)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def finished(out: Path) -> dict[str, tuple[int, int]]:
    """The finished parts: their names, and which files they are, written when."""
    stats = {path.name: path.stat() for path in (out.parent / f"{out.name}.parts").glob("*.lots.arrow")}
    return {name: (stat.st_ino, stat.st_mtime_ns) for name, stat in stats.items()}


def content(out: Path) -> dict[str, bytes]:
    """All that lies beside an output but its parts."""
    return {path.name: path.read_bytes() for path in out.parent.iterdir() if path.is_file()}


def made(folder: Path, companies: int, told: Path | None) -> Job:
    """The bids of a made register and its bundle."""
    tables = told or folder / "tables"
    if not told:
        register_maker.write(tables, companies, companies // 10, seed=3)
    command = [sys.executable, "-m", "relparty", "register", "build", str(tables), "--out", str(folder / "bundle"), "--as-of", "2026-11-22"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return Job(tables / "bids.parquet", folder / "bundle")


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--companies", type=int, default=100_000)
    parser.add_argument("--tables", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        job = made(folder, asked.companies, asked.tables)
        job.timed(folder / "first" / "pairs.parquet")  # compiles the kernels where that was not done
        took = job.timed(folder / "whole" / "pairs.parquet")
        wanted, parts = content(folder / "whole" / "pairs.parquet"), finished(folder / "whole" / "pairs.parquet").keys()
        print(f"a whole batch takes {took:.1f} s and has {len(parts)} parts")
        lost = twice = 0
        for number in range(asked.kills):
            out, after = folder / str(number) / "pairs.parquet", random.uniform(0, took)
            job.killed(out, after)
            before = finished(out)
            job.timed(out)
            now = finished(out)
            again = sum(1 for part, file in before.items() if now.get(part) != file)
            same = content(out) == wanted and now.keys() == parts
            lost, twice = lost + (not same), twice + again
            said = "the same bytes" if same else "OTHER BYTES"
            print(
                f"{number + 1:3}. killed after {after:5.2f} of {took:.2f} s: {len(before):3} of {len(parts)} parts finished; "
                f"the next run computed {len(parts) - len(before) + again}, {again} of them again: {said}"
            )
        print(f"outputs lost: {lost} of {asked.kills}; parts computed twice: {twice}")
    return 1 if lost or twice else 0


if __name__ == "__main__":
    sys.exit(main())
