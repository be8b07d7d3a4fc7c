"""A build that is killed leaves the old bundle whole, wherever it is; the next build finishes the work and cleans up.

The child kills itself, as `kill -9` would, at the n-th time that it opens, makes, renames or removes something.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from registertables import WORLD, World, built, with_rows, write
from relparty.bundle import checking, layout

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="the system has no SIGKILL")

CHILD = """
import os, signal, sys
tables, bundle, at = sys.argv[1], sys.argv[2], int(sys.argv[3])
from datetime import date
from pathlib import Path
import duckdb, numpy, pyarrow
from relparty.bundle import building, keys
seen = 0
def hook(event, arguments):
    global seen
    if event in ("open", "os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.link", "shutil.rmtree"):
        if any(isinstance(each, (str, os.PathLike)) and bundle in os.fspath(each) for each in arguments):
            seen += 1
            if seen == at:
                os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(hook)
building.build(Path(tables), Path(bundle), date(2026, 11, 22), lambda _: None)
print(seen)
"""
NEW = with_rows("persons", ("p3", "公冶长青", None))
RENEWED = with_rows("holdings", ("p1", "c4", "12.5", None, None))
"""So much as the old one that the build takes most of it over."""


def child(tables: Path, bundle: Path, at: int) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", CHILD, str(tables), str(bundle), str(at)]
    paths = os.pathsep.join(each for each in sys.path if each)
    return subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": paths})


def versions(bundle: Path) -> set[str]:
    return {path.name for path in bundle.iterdir()}


@pytest.mark.parametrize("world", [NEW, RENEWED], ids=["whole", "renewed"])
def test_killed_anywhere_the_bundle_is_the_old_one_or_the_new_one(tmp_path: Path, world: World) -> None:
    tables = write(tmp_path / "new", world)
    old, new = built(tmp_path / "0"), built(tmp_path / "alone", world).folder.name
    built(tmp_path / "counted")
    steps = int(child(tables, tmp_path / "counted" / "bundle", 0).stdout)
    assert steps > 20
    chosen = random.Random(20261122)
    points = sorted({1, *chosen.sample(range(2, steps - 8), 4), *chosen.sample(range(steps - 8, steps + 4), 5)})
    found = set()
    for at in points:
        place = tmp_path / str(at)
        built(place, WORLD)
        run = child(tables, place / "bundle", at)
        assert run.returncode in (0, -signal.SIGKILL), run.stderr
        assert checking.check(place / "bundle") == (), at
        present = layout.version_folder(place / "bundle").name
        assert present in (old.folder.name, new)
        found.add(present)
        assert child(tables, place / "bundle", 0).returncode == 0
        assert layout.version_folder(place / "bundle").name == new
        assert checking.check(place / "bundle") == ()
    assert found == {old.folder.name, new}


def test_what_a_killed_build_left_is_removed(tmp_path: Path) -> None:
    tables = write(tmp_path / "new", NEW)
    old = built(tmp_path)
    assert child(tables, tmp_path / "bundle", 15).returncode == -signal.SIGKILL
    assert any(name.startswith(".building-") for name in versions(tmp_path / "bundle"))
    assert child(tables, tmp_path / "bundle", 0).returncode == 0
    left = versions(tmp_path / "bundle")
    assert len(left) == 3
    assert {"current", ".lock"} < left
    assert old.folder.name not in left


def test_a_first_build_that_is_killed_leaves_no_bundle_and_can_be_repeated(tmp_path: Path) -> None:
    tables = write(tmp_path / "new", NEW)
    assert child(tables, tmp_path / "bundle", 15).returncode == -signal.SIGKILL
    assert not (tmp_path / "bundle" / "current").exists()
    assert child(tables, tmp_path / "bundle", 0).returncode == 0
    assert checking.check(tmp_path / "bundle") == ()
