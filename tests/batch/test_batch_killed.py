"""A batch that is killed loses nothing: finished parts are taken as they are, and the output is that of one run.

The child kills itself, as `kill -9` would, when it is about to give a file its name for the n-th time.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from batchworld import bids_file, bundle_of, content, lots, run, world
from relparty.batch import output, parts
from relparty.batch.parts import Part
from relparty.batch.screener import Screener
from relparty.batch.store import Tables
from relparty.bundle.reading import Bundle

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="the system has no SIGKILL")

ONE_IN = 5
CHILD = f"""
import os, signal, sys
from pathlib import Path
from batchworld import run
from relparty.batch import parts
from relparty.bundle.reading import opened
parts._ONE_IN = {ONE_IN}
name, number, seen = sys.argv[4], int(sys.argv[5]), 0
def hook(event, arguments):
    global seen
    if event == "os.rename" and os.fspath(arguments[1]).endswith(name):
        seen += 1
        if seen == number:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(hook)
run(opened(Path(sys.argv[1])), Path(sys.argv[2]), Path(sys.argv[3]))
"""
WORLD = world("p>a=60 p>b=60 q>c=100 q:d=head q:b=director r>e=100 e>f=33.3333 f>a=50 f>c=50", untokened="r")
BIDS = lots(*["a b", "a c x", "d e f", "b d", "a e f", "x y", "c d", "f a=1 a=2"] * 6)


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    return bundle_of(tmp_path_factory.mktemp("bundle"), WORLD)


def killed(bundle: Bundle, bids: Path, out: Path, name: str, number: int) -> subprocess.CompletedProcess[str]:
    """A run that ends before a file of such a name gets it for the n-th time."""
    command = [sys.executable, "-c", CHILD, *map(str, (bundle.path, bids, out, name, number))]
    paths = os.pathsep.join(each for each in sys.path if each)
    return subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": paths})


def finished(out: Path) -> dict[str, tuple[int, int]]:
    """The parts that are finished: their keys, and which file of lots tells so, written when."""
    stats = {path.name.split(".")[0]: path.stat() for path in out.with_name(f"{out.name}.parts").glob("*.lots.arrow")}
    return {key: (stat.st_ino, stat.st_mtime_ns) for key, stat in stats.items()}


@pytest.mark.parametrize(
    ("name", "number"),
    [(".lots.arrow", 1), (".pairs.arrow", 4), ("o.csv", 1), ("o-lots.csv", 1)],
    ids=["no part is finished", "some are", "all are, no table", "one table is written"],
)
def test_killed_anywhere_nothing_is_lost_and_nothing_is_computed_twice(
    bundle: Bundle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, number: int
) -> None:
    monkeypatch.setattr(parts, "_ONE_IN", ONE_IN)
    bids, out = bids_file(tmp_path, BIDS), tmp_path / "o.csv"
    run(bundle, bids, tmp_path / "whole.csv")
    done = killed(bundle, bids, out, name, number)
    assert done.returncode == -signal.SIGKILL, done.stderr
    before, whole = finished(out), finished(tmp_path / "whole.csv")
    assert before.keys() <= whole.keys()
    assert (len(before) == 0, len(before) == len(whole)) == (name == ".lots.arrow", name.endswith(".csv"))
    assert (out.exists(), output.lots_file(out).exists()) == (name == "o-lots.csv", False)
    again: list[str] = []
    plain = Screener.screened

    def noted(self: Screener, part: Part) -> Tables:
        again.extend([part.key] if part.key else [])
        return plain(self, part)

    monkeypatch.setattr(Screener, "screened", noted)
    run(bundle, bids, out)
    assert sorted(again) == sorted(whole.keys() - before.keys())
    assert {key: each for key, each in finished(out).items() if key in before} == before
    assert content(out) == content(tmp_path / "whole.csv")
    assert not [*tmp_path.rglob("*.unfinished")]
