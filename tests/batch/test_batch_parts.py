"""How a batch is cut into parts, and what each part is named by."""

from __future__ import annotations

from pathlib import Path

import pytest

from batchworld import Bids, bids_file, bundle_of, world
from relparty.batch import bids, parts
from relparty.batch.parts import Part
from relparty.bundle.reading import Bundle

LOTS = [f"L{number:03}" for number in range(200)]
ROWS = [(lot, bidder, "1") for lot in LOTS for bidder in ("a", "b", "x", "y")]
TERMS = {"min_quotes": 3}


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "_ONE_IN", 8)


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    return bundle_of(tmp_path_factory.mktemp("bundle"), world("p>a=60 q>b=60 r>c=60"))


def cut(bundle: Bundle, folder: Path, rows: Bids = ROWS, terms: dict[str, object] | None = None) -> list[Part]:
    read = bids.read(bids_file(folder, rows), bundle, folder)
    return list(parts.parts(read, terms or TERMS))


def keys(found: list[Part]) -> set[str]:
    return {part.key for part in found}


def test_parts_are_all_lots_in_their_order(bundle: Bundle, tmp_path: Path) -> None:
    found = cut(bundle, tmp_path)
    assert [part.first for part in found] == [0, *(part.end for part in found[:-1])]
    assert found[-1].end == len(LOTS)
    assert 10 < len(found) < 50
    assert len(keys(found)) == len(found)


def test_the_same_bids_and_terms_are_the_same_parts(bundle: Bundle, tmp_path: Path) -> None:
    assert cut(bundle, tmp_path) == cut(bundle, tmp_path, ROWS[::-1])
    assert cut(bundle, tmp_path) == cut(bundle, tmp_path, [*ROWS, *ROWS[:7]])
    assert cut(bundle, tmp_path) == cut(bundle, tmp_path, [(lot, bidder, "2") for lot, bidder, _ in ROWS])


def test_other_terms_are_other_parts_cut_at_the_same_places(bundle: Bundle, tmp_path: Path) -> None:
    one, other = cut(bundle, tmp_path), cut(bundle, tmp_path, terms={"min_quotes": 4})
    assert not keys(one) & keys(other)
    assert [(part.first, part.end) for part in one] == [(part.first, part.end) for part in other]


def test_where_parts_end_depends_on_the_lots_alone(bundle: Bundle, tmp_path: Path) -> None:
    one, other = cut(bundle, tmp_path), cut(bundle, tmp_path, [(lot, "c", "1") for lot in LOTS])
    assert [part.end for part in one] == [part.end for part in other]


@pytest.mark.parametrize("added", ["A", "L000x", "L100x", "L150-2", "M", *(f"L05{n}+" for n in range(4))])
@pytest.mark.parametrize("bidder", ["a", "0"])
def test_an_added_lot_changes_no_part_but_the_one_where_it_stands(bundle: Bundle, tmp_path: Path, added: str, bidder: str) -> None:
    before, after = keys(cut(bundle, tmp_path)), keys(cut(bundle, tmp_path, [*ROWS, (added, bidder, "1")]))
    assert len(before - after) <= 1
    assert 1 <= len(after - before) <= 2


@pytest.mark.parametrize("gone", ["L000", "L077", "L199"])
def test_a_lot_that_is_gone_changes_no_part_but_its_own_and_the_next(bundle: Bundle, tmp_path: Path, gone: str) -> None:
    before, after = keys(cut(bundle, tmp_path)), keys(cut(bundle, tmp_path, [row for row in ROWS if row[0] != gone]))
    assert 1 <= len(before - after) <= 2
    assert len(after - before) <= 1


@pytest.mark.parametrize(
    "change", [("a", "c", "1"), ("x", "xx", "1"), ("x", "a", "2")], ids=["another bidder", "another stranger", "a second bid for a first"]
)
def test_a_changed_bid_changes_its_part_alone(bundle: Bundle, tmp_path: Path, change: tuple[str, str, str]) -> None:
    old, new, amount = change
    changed = [("L100", new, amount) if row == ("L100", old, "1") else row for row in ROWS]
    before, after = cut(bundle, tmp_path), cut(bundle, tmp_path, changed)
    assert len(keys(before) - keys(after)) == len(keys(after) - keys(before)) == 1
    (part,) = [part for part in after if part.key not in keys(before)]
    assert part.first <= 100 < part.end


def test_lots_whose_ids_run_together_are_told_apart(bundle: Bundle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "_ONE_IN", 1 << 60)
    found = [
        cut(bundle, tmp_path, [(lot, bidder, "1") for lot, bidders in told for bidder in bidders])
        for told in ([("a", "ab"), ("bc", "c")], [("ab", "ab"), ("c", "c")], [("a", "a"), ("bc", "bc")], [("a", ["ab"]), ("bc", "c")])
    ]
    assert all(len(each) == 1 for each in found)
    assert len({each[0].key for each in found}) == 4
