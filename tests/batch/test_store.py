"""Finished parts as they are kept: whole or not at all, of one bundle, for one process at a time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pytest

from relparty.batch import store
from relparty.batch.parts import Part
from relparty.batch.store import Store, Tables
from relparty.errors import UsageError

PART, OTHER = Part(0, 3, "k1"), Part(3, 5, "k2")
ONE = Tables(pa.table({"lot_id": ["L0"]}), pa.table({"lot_id": ["L0", "L1"], "around": [1, 2]}))
TWO = Tables(pa.table({"lot_id": ["M0"]}), pa.table({"lot_id": ["M0", "M1"], "around": [3, 4]}))


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def failing_at(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """Lets the n-th table be written by half, as where the disk is full or the process is killed."""
    plain: Callable[[pa.Table, Path], None] = store._write
    seen = []

    def write(table: pa.Table, path: Path) -> None:
        seen.append(path)
        plain(table, path)
        if len(seen) == number:
            path.write_bytes(path.read_bytes()[:-9])
            raise OSError("no space left")

    monkeypatch.setattr(store, "_write", write)


def test_what_is_kept_comes_back_as_it_was(tmp_path: Path) -> None:
    Store(tmp_path).put(PART, "b1", ONE)
    Store(tmp_path).put(OTHER, "b2", TWO)
    assert [Store(tmp_path).bundle_of(part) for part in (PART, OTHER, Part(5, 6, "k3"))] == ["b1", "b2", ""]
    assert Store(tmp_path).get(PART) == ONE
    assert Store(tmp_path).get(OTHER) == TWO


def test_what_is_kept_again_is_of_the_new_bundle(tmp_path: Path) -> None:
    Store(tmp_path).put(PART, "b1", ONE)
    Store(tmp_path).put(PART, "b2", TWO)
    assert (Store(tmp_path).bundle_of(PART), Store(tmp_path).get(PART)) == ("b2", TWO)


@pytest.mark.parametrize("number", [1, 2])
def test_a_part_that_was_not_written_whole_is_not_finished(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    failing_at(monkeypatch, number)
    with pytest.raises(OSError, match="no space"):
        Store(tmp_path).put(PART, "b1", ONE)
    assert not Store(tmp_path).bundle_of(PART)


@pytest.mark.parametrize("number", [1, 2])
def test_a_part_half_renewed_is_not_finished_with_either_bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    Store(tmp_path).put(PART, "b1", ONE)
    failing_at(monkeypatch, number)
    with pytest.raises(OSError, match="no space"):
        Store(tmp_path).put(PART, "b2", TWO)
    assert not Store(tmp_path).bundle_of(PART)


@pytest.mark.parametrize("name", ["pairs", "lots"])
@pytest.mark.parametrize("left", [0, 7, -8])
def test_a_file_that_was_cut_short_is_no_finished_part(tmp_path: Path, name: str, left: int) -> None:
    Store(tmp_path).put(PART, "b1", ONE)
    path = tmp_path / f"k1.{name}.arrow"
    path.write_bytes(path.read_bytes()[:left])
    assert not Store(tmp_path).bundle_of(PART)


def test_parts_that_nobody_needs_and_what_killed_runs_left_are_removed_and_nothing_else(tmp_path: Path) -> None:
    kept = Store(tmp_path)
    kept.put(PART, "b1", ONE)
    kept.put(OTHER, "b1", TWO)
    for name in ("k1.lots.unfinished", "k2.pairs.unfinished", "k9.lots.unfinished", "k9.pairs.arrow", "notes.txt", ".lock"):
        (tmp_path / name).write_bytes(b"")
    (tmp_path / "overflow").mkdir()
    kept.forget_all_but({"k1"})
    assert names(tmp_path) == {"k1.lots.arrow", "k1.pairs.arrow", "notes.txt", ".lock", "overflow"}
    assert kept.get(PART) == ONE


def test_a_store_is_held_by_one_at_a_time(tmp_path: Path) -> None:
    pytest.importorskip("fcntl")
    folder = tmp_path / "deep" / "o.parts"
    with store.held(folder) as kept:
        assert kept.folder == folder
        with pytest.raises(UsageError) as caught, store.held(folder):
            pass
        with store.held(tmp_path / "other"):
            pass
    said = "another process is writing this output. wait until it has ended, or choose another --out."
    assert caught.value.say("en") == f"{folder}: {said}"
    assert caught.value.say("zh") == f"{folder}：另一个进程正在写此输出。请等它结束后重试，或换一个 --out。"
    with store.held(folder):
        pass
