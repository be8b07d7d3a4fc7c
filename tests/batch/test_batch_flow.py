"""A batch that was run before: nothing that stands is computed again, and what comes out is the same bytes as of one run."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest

import manyworlds
from batchworld import bids_file, bundle_of, content, lots, run, terms, world
from registertables import DAY, World
from relparty.batch import flow, output, parts
from relparty.batch.parts import Part
from relparty.batch.screener import Screener
from relparty.batch.store import Tables
from relparty.bundle.reading import Bundle
from relparty.errors import UsageError
from relparty.model.finding import Verdict
from relparty.phrases import Sentence

WORLD = world("p>a=60 p>b=60 q>c=100 q:d=head q:b=director r>e=100 e>f=33.3333 f>a=50 f>c=50", untokened="r")
BIDS = lots(*["a b", "a c x", "d e f", "b d", "a e f", "x y", "c d", "f a=1 a=2"] * 6)


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "_ONE_IN", 5)


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    return bundle_of(tmp_path_factory.mktemp("bundle"), WORLD)


@pytest.fixture
def computed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many lots each call of the kernels judged; one call of a run loads the kernels and judges none."""
    sizes: list[int] = []
    plain = Screener._tables

    def counted(self: Screener, told: Any) -> Tables:
        sizes.extend([len(told.ids)] if len(told.ids) else [])
        return plain(self, told)

    monkeypatch.setattr(Screener, "_tables", counted)
    return sizes


def kept(out: Path) -> dict[str, tuple[int, int]]:
    """The files of finished parts: which they are and when each was written."""
    return {path.name: (path.stat().st_ino, path.stat().st_mtime_ns) for path in out.with_name(f"{out.name}.parts").glob("*.arrow")}


def fresh(bundle: Bundle, bids: Path, folder: Path, kind: str = "parquet", **asked: Any) -> tuple[bytes, bytes]:
    """What a batch writes that was never run before."""
    folder.mkdir(parents=True)
    run(bundle, bids, folder / f"o.{kind}", **asked)
    return content(folder / f"o.{kind}")


# Again


def test_a_second_run_computes_nothing_and_writes_the_same(bundle: Bundle, tmp_path: Path, computed: list[int]) -> None:
    bids = bids_file(tmp_path, BIDS)
    wanted = fresh(bundle, bids, tmp_path / "1")
    assert sum(computed) == 48
    assert len(kept(tmp_path / "1" / "o.parquet")) > 8
    before = kept(tmp_path / "1" / "o.parquet")
    computed.clear()
    for path in (tmp_path / "1" / "o.parquet", output.lots_file(tmp_path / "1" / "o.parquet")):
        path.unlink()
    said = run(bundle, bids, tmp_path / "1" / "o.parquet")
    assert computed == []
    assert f"Parts that an earlier run finished: {len(before) // 2}; they are taken as they are" in said
    assert content(tmp_path / "1" / "o.parquet") == wanted
    assert kept(tmp_path / "1" / "o.parquet") == before


def test_finished_parts_of_a_run_that_broke_off_are_not_computed_again(
    bundle: Bundle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, computed: list[int]
) -> None:
    bids = bids_file(tmp_path, BIDS)
    wanted = fresh(bundle, bids, tmp_path / "whole")
    plain = Screener.screened
    finished: list[Part] = []

    def broken(self: Screener, part: Part) -> Tables:
        if len(finished) == 4:
            raise OSError("no space left")
        finished.append(part)
        return plain(self, part)

    with monkeypatch.context() as patch:
        patch.setattr(Screener, "screened", broken)
        with pytest.raises(OSError, match="no space"):
            run(bundle, bids, tmp_path / "o.parquet")
    before = kept(tmp_path / "o.parquet")
    assert before
    assert not (tmp_path / "o.parquet").exists()
    computed.clear()
    run(bundle, bids, tmp_path / "o.parquet")
    after = kept(tmp_path / "o.parquet")
    assert {name: after[name] for name in before} == before
    done = {name.split(".")[0] for name in before if ".lots." in name}
    assert 0 < sum(computed) < 48
    assert sum(computed) == 48 - sum(part.end - part.first for part in finished if part.key in done)
    assert content(tmp_path / "o.parquet") == wanted


def test_added_lots_are_computed_with_their_part_alone(bundle: Bundle, tmp_path: Path, computed: list[int]) -> None:
    run(bundle, bids_file(tmp_path, BIDS), tmp_path / "o.parquet")
    before = kept(tmp_path / "o.parquet")
    computed.clear()
    bids = bids_file(tmp_path, [*BIDS, ("L2z", "a", "1"), ("L2z", "0", "1")])
    run(bundle, bids, tmp_path / "o.parquet")
    after = kept(tmp_path / "o.parquet")
    assert sum(computed) < 48 / 2
    assert len(before.keys() - after.keys()) <= 2
    assert all(after[name] == before[name] for name in before.keys() & after.keys())
    assert content(tmp_path / "o.parquet") == fresh(bundle, bids, tmp_path / "fresh")


@pytest.mark.parametrize("asked", [{"min_quotes": 3}, {"day": date(2026, 11, 21)}], ids=["terms", "day"])
def test_parts_of_other_terms_or_another_day_are_computed_again(
    bundle: Bundle, tmp_path: Path, computed: list[int], asked: dict[str, Any]
) -> None:
    bids = bids_file(tmp_path, BIDS)
    run(bundle, bids, tmp_path / "o.parquet")
    before = kept(tmp_path / "o.parquet")
    computed.clear()
    run(bundle, bids, tmp_path / "o.parquet", **asked)
    assert sum(computed) == 48
    assert not before.keys() & kept(tmp_path / "o.parquet").keys()
    assert content(tmp_path / "o.parquet") == fresh(bundle, bids, tmp_path / "fresh", **asked)


def test_what_a_killed_run_left_half_written_is_not_taken_and_removed(bundle: Bundle, tmp_path: Path) -> None:
    bids = bids_file(tmp_path, BIDS)
    wanted = fresh(bundle, bids, tmp_path / "1")
    folder = tmp_path / "1" / "o.parquet.parts"
    for path in [*folder.glob("*.lots.arrow")][:2]:
        path.rename(path.with_suffix(".unfinished"))
    (folder / "0.lots.unfinished").write_bytes(b"ARROW")
    (tmp_path / "1" / ".o.parquet.unfinished").write_bytes(b"PAR1")
    run(bundle, bids, tmp_path / "1" / "o.parquet")
    assert content(tmp_path / "1" / "o.parquet") == wanted
    assert not [*folder.glob("*.unfinished"), *(tmp_path / "1").glob(".*unfinished")]


# Another register


def changed(told: World, **tables: Any) -> World:
    return {**told, **tables}


def test_after_a_changed_register_only_lots_around_the_change_are_judged_again(bundle: Bundle, tmp_path: Path, computed: list[int]) -> None:
    bids = bids_file(tmp_path, BIDS)
    run(bundle, bids, tmp_path / "o.parquet")
    computed.clear()
    other = bundle_of(tmp_path / "other", changed(WORLD, offices=[*WORLD["offices"], ("p", "d", "head", None, None)]))
    said = run(other, bids, tmp_path / "o.parquet")
    assert sum(computed) == sum(1 for lot in {row[0] for row in BIDS} if (lot, "d", "1") in BIDS)
    assert any(each.startswith("Parts computed with another bundle: ") for each in said)
    assert content(tmp_path / "o.parquet") == fresh(other, bids, tmp_path / "fresh")
    computed.clear()
    run(other, bids, tmp_path / "o.parquet")
    assert computed == []


def test_another_bundle_of_the_same_rows_judges_nothing_again(bundle: Bundle, tmp_path: Path, computed: list[int]) -> None:
    bids = bids_file(tmp_path, BIDS)
    run(bundle, bids, tmp_path / "o.parquet")
    computed.clear()
    names = [(row[0], f"{row[1]}（集团）", *row[2:]) for row in WORLD["companies"]]
    other = bundle_of(tmp_path / "other", changed(WORLD, companies=names))
    assert other.sha256 != bundle.sha256
    run(other, bids, tmp_path / "o.parquet")
    assert sum(computed) == 0
    assert content(tmp_path / "o.parquet") == fresh(other, bids, tmp_path / "fresh")


@pytest.mark.parametrize(
    "change",
    [
        {"persons": [(*row[:2], None) for row in WORLD["persons"]]},
        {"persons": [*WORLD["persons"], ("a0", "尉迟", None)]},
        {"companies": [*WORLD["companies"], ("x", "甲", None, None, None)]},
        {"companies": [(*row[:3], "listed" if row[0] == "f" else "company", None) for row in WORLD["companies"]]},
        {"holdings": [*WORLD["holdings"], ("p", "d", "10", DAY.isoformat(), None)]},
        {"holdings": [(*row[:4], DAY.isoformat() if row[0] == "r" else None) for row in WORLD["holdings"]]},
        {"holdings": [(row[0], row[1], "33.3334" if row[2] == "33.3333" else row[2], None, None) for row in WORLD["holdings"]]},
        {"holdings": [("香", row[1], *row[2:]) if row[0] == "e" else row for row in WORLD["holdings"]]},
    ],
    ids=["no tokens", "another person", "another company", "a kind", "a holding", "an end", "a share", "a holder that is not there"],
)
def test_a_changed_register_comes_to_what_a_fresh_run_comes_to(bundle: Bundle, tmp_path: Path, change: dict[str, Any]) -> None:
    bids = bids_file(tmp_path, BIDS)
    run(bundle, bids, tmp_path / "o.csv")
    other = bundle_of(tmp_path / "other", changed(WORLD, **change))
    run(other, bids, tmp_path / "o.csv")
    assert content(tmp_path / "o.csv") == fresh(other, bids, tmp_path / "fresh", "csv")


@pytest.mark.parametrize("seed", [1, 2])
def test_a_register_in_which_much_changed_comes_to_what_a_fresh_run_comes_to(tmp_path: Path, seed: int, computed: list[int]) -> None:
    """Parties of the same codes and tokens, but some other kinds, holdings and offices in every third world; and back again."""
    told, random = manyworlds.lots(seed, 40), Random(seed)
    drawn = manyworlds.lots(seed + 100, 40).world
    other = {name: [each for each in rows if _changes(each[0])] for name, rows in drawn.items()}
    kinds = {row[0]: row[3] for row in other["companies"]}
    then = {
        "companies": [(*row[:3], kinds.get(row[0], row[3]), None) for row in told.world["companies"]],
        "persons": told.world["persons"],
        "holdings": [*(row for row in told.world["holdings"] if not _changes(row[1]) or random.random() < 0.8), *other["holdings"]],
        "offices": [*(row for row in told.world["offices"] if not _changes(row[1])), *other["offices"]],
    }
    bids = told.write_bids(tmp_path / "bids.csv")
    bundles = [bundle_of(tmp_path / "1", told.world), bundle_of(tmp_path / "2", then)]
    wanted = [fresh(each, bids, tmp_path / f"fresh{number}") for number, each in enumerate(bundles)]
    lots_there = sum(computed) // 2
    assert wanted[0] != wanted[1]
    for number in (0, 1, 0):
        computed.clear()
        run(bundles[number], bids, tmp_path / "o.parquet")
        assert content(tmp_path / "o.parquet") == wanted[number]
    assert 0 < sum(computed) < lots_there


def _changes(party: str) -> bool:
    """Whether a party is of a world in which something changes: every third."""
    number = party[1:].replace("p", "c").split("c")[0]
    return party.startswith("w") and int(number) % 3 == 0


# While it runs


def test_a_bundle_that_is_replaced_while_a_batch_reads_it_is_read_to_its_end(bundle: Bundle, tmp_path: Path) -> None:
    bids = bids_file(tmp_path, BIDS)
    wanted = fresh(bundle, bids, tmp_path / "1")
    gone = bundle_of(tmp_path / "gone", WORLD)

    def replace(_: Sentence) -> None:
        shutil.rmtree(gone.folder, ignore_errors=True)

    asked = flow.Batch(bids, gone, tmp_path / "o.parquet", terms(), DAY)
    flow.run(asked, replace, lambda _done, _lots: None)
    assert not gone.folder.exists()
    assert content(tmp_path / "o.parquet") == wanted


def test_two_batches_do_not_write_into_one_output(bundle: Bundle, tmp_path: Path) -> None:
    pytest.importorskip("fcntl")
    bids = bids_file(tmp_path, BIDS)
    refused = []

    def meanwhile(_: Sentence) -> None:
        with pytest.raises(UsageError) as caught:
            run(bundle, bids, tmp_path / "o.parquet", min_quotes=3)
        refused.append(caught.value.say("en"))

    flow.run(flow.Batch(bids, bundle, tmp_path / "o.parquet", terms(), DAY), meanwhile, lambda _done, _lots: None)
    assert {each.split(": ", 1)[1].split(".")[0] for each in refused} == {"another process is writing this output"}
    assert content(tmp_path / "o.parquet") == fresh(bundle, bids, tmp_path / "fresh")


def test_progress_counts_every_lot_that_is_computed(bundle: Bundle, tmp_path: Path) -> None:
    bids, seen = bids_file(tmp_path, BIDS), []
    found = flow.run(
        flow.Batch(bids, bundle, tmp_path / "o.parquet", terms(), DAY), lambda _: None, lambda done, whole: seen.append((done, whole))
    )
    assert [whole for _, whole in seen] == [48] * len(seen)
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert seen[-1] == (48, 48)
    assert found.keys() == set(Verdict)
    assert sum(found.values()) == 48
