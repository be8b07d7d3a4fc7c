"""What kernels leave to exact fractions and to the exact search, and that nothing else is left to them."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from batchrows import core_rows, regime_of, written
from batchworld import bids_file, bundle_of, lots, run, world
from registertables import World
from relparty import counting
from relparty.batch import bids, exact


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The findings whose shares were computed in fractions, by their place."""
    places: list[int] = []
    plain = exact._share

    def counted(*arguments: Any) -> int | None:
        places.append(arguments[-1])
        return plain(*arguments)

    monkeypatch.setattr(exact, "_share", counted)
    return places


def found(folder: Path, told: World, *bidders: str) -> tuple[set[tuple[Any, ...]], tuple[Any, ...]]:
    """The rows of the one lot that a batch writes, which are those of the core."""
    bundle, path = bundle_of(folder, told), bids_file(folder, lots(" ".join(bidders)))
    run(bundle, path, folder / "o.parquet")
    pairs, counted = written(folder / "o.parquet")
    core = core_rows(bundle, bids.of_lot(path, bundle, folder, "L0"), regime_of())
    assert (pairs.get("L0", set()), counted["L0"]) == core
    return core


def shares(rows: set[tuple[Any, ...]]) -> dict[str, int | None]:
    """The effective share (0.0001 %) by rule."""
    return {row[2]: row[6] for row in rows}


# Shares


@pytest.mark.parametrize(
    ("told", "share"),
    [
        ("p>c=33.3333 c>a=50 p>b=40", 166666),  # 16.66665 %: the even one of its neighbours
        ("p>c=33.3335 c>a=50 p>b=40", 166668),  # 16.66675 %
        ("p>c=0.0001 c>a=50 p>b=40", 0),  # 0.00005 %
        ("p>c=0.0003 c>a=50 p>b=40", 2),
        ("p>c=0.0001 c>d=50 d>a=50 p>c2=0.0001 c2>e=50 e>a=50 p>b=40", 0),  # twice a quarter of the least share
        ("p>c=33.3333 c>a=25 p>d=33.3333 d>a=25 p>b=40", 166666),  # two halves of an odd share
    ],
)
def test_a_share_in_the_middle_of_two_is_the_even_one(tmp_path: Path, asked: list[int], told: str, share: int) -> None:
    rows, _ = found(tmp_path, world(told), "a", "b")
    assert shares(rows) == {"shared_shareholder": share}
    assert len(asked) == 1


@pytest.mark.parametrize(("told", "share"), [("p>c=33.3334 c>a=50 p>b=40", 166667), ("p>c=33.3333 c>a=49.9999 p>b=40", 166666)])
def test_a_share_that_is_near_the_middle_needs_no_fractions(tmp_path: Path, asked: list[int], told: str, share: int) -> None:
    rows, _ = found(tmp_path, world(told), "a", "b")
    assert shares(rows) == {"shared_shareholder": share}
    assert asked == []


def test_half_of_an_odd_share_held_by_a_bidder_in_the_other(tmp_path: Path, asked: list[int]) -> None:
    rows, _ = found(tmp_path / "1", world("a>c=33.3333 c>b=50"), "a", "b")
    assert shares(rows) == {"control_chain": 166666}
    rows, _ = found(tmp_path / "2", world("b>c=33.3335 c>a=50"), "a", "b")
    assert shares(rows) == {"control_chain": 166668}
    assert len(asked) == 2


def test_half_of_an_odd_share_of_a_person_without_a_token(tmp_path: Path, asked: list[int]) -> None:
    rows, _ = found(tmp_path, world("p>c=33.3333 c>a=50 p>c=1,2020-01-01 c>b=50", untokened="p"), "a", "b")
    assert ("a", "b", "shared_shareholder", "review", "confirmed", 2, 500000, "c") in rows
    rows, _ = found(tmp_path / "2", world("p>c=33.3333 c>a=50 p>d=33.3333 d>b=50", untokened="p"), "a", "b")
    assert {row[4:] for row in rows} == {("probable", 4, 166666, "p")}
    assert asked


# Rings


def test_a_ring_needs_no_fractions(tmp_path: Path, asked: list[int]) -> None:
    rows, _ = found(tmp_path, world("c>d=50 d>c=50 p>c=30 c>a=60 p>b=60"), "a", "b")
    assert shares(rows) == {"shared_shareholder": 240000}  # 30 % of c, which holds a quarter of itself: 0.3 * 0.6 / (1 - 0.25)
    assert asked == []


def test_a_bidder_in_a_ring(tmp_path: Path, asked: list[int]) -> None:
    rows, _ = found(tmp_path, world("b>c=50 c>a=60 a>c=40 p>a=10 p>b=30"), "a", "b")
    assert shares(rows)["control_chain"] == 394737  # 0.5 * 0.6 / (1 - 0.24)
    assert asked == []


def test_a_ring_of_nearly_the_whole_is_solved_in_fractions(tmp_path: Path, asked: list[int]) -> None:
    rows, _ = found(tmp_path, world("c>d=99.9999 d>c=99.9999 p>c=0.0001 c>a=60 p>b=60"), "a", "b")
    assert shares(rows) == {"shared_shareholder": 300000}  # 0.000001 * 0.6 / (1 - 0.999999 * 0.999999)
    assert len(asked) == 1


@pytest.mark.parametrize("told", ["c>d=100 d>c=100 c>a=60 c>b=60", "c>d=100 d>c=100 c>a=100 d>b=100 p>c"])
def test_a_ring_of_the_whole_has_no_share(tmp_path: Path, asked: list[int], told: str) -> None:
    rows, _ = found(tmp_path, world(told), "a", "b")
    assert rows
    assert set(shares(rows).values()) == {None}
    assert asked


def test_claims_of_more_than_the_whole_have_no_share(tmp_path: Path) -> None:
    rows, _ = found(tmp_path, world("p>c=100 p>d=100 c>a=60 d>a=60 p>b=60"), "a", "b")
    assert shares(rows) == {"common_controller": None}


# Counts


def ring_of(bidders: int) -> tuple[World, list[str]]:
    """Bidders each of whom shares a director with the next."""
    names = [f"c{number:02}" for number in range(bidders)]
    told = " ".join(f"p{at}:{one}=director p{at}:{other}=director" for at, (one, other) in enumerate(pairwise([*names, names[0]])))
    return world(told), names


@pytest.mark.parametrize("bidders", [24, 25, 31])
def test_independent_bidders_of_a_ring_are_every_second(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bidders: int) -> None:
    searched: list[int] = []

    def search(neighbours: Mapping[str, set[str]]) -> int:
        searched.append(len(neighbours))
        return counting.largest_independent_set(neighbours)

    monkeypatch.setattr(exact, "largest_independent_set", search)
    told, names = ring_of(bidders)
    _, counted = found(tmp_path, told, *names)
    assert counted[1:5] == (bidders, bidders, 1, bidders // 2)
    assert searched == ([bidders] if bidders > 24 else [])


def test_strangers_and_second_bids_among_very_many_related(tmp_path: Path) -> None:
    told, names = ring_of(30)
    _, counted = found(tmp_path, told, *names, "c00=2", "x", "y=1", "y=2")
    assert counted[1:5] == (34, 30, 3, 17)
