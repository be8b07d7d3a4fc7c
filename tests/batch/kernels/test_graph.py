"""Graphs in which much is stacked: rows of one holder, layers, rings, holders in common."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from batchrows import core_rows, regime_of, written
from batchworld import bids_file, bundle_of, lots, run, world
from registertables import World
from relparty.batch import bids


def found(folder: Path, told: World, *bidders: str) -> dict[str, tuple[object, ...]]:
    """Level, hops, share and party of each finding by its rule; the same as the core's."""
    bundle, path = bundle_of(folder, told), bids_file(folder, lots(" ".join(bidders)))
    run(bundle, path, folder / "o.parquet")
    rows = written(folder / "o.parquet")[0].get("L0", set())
    assert rows == core_rows(bundle, bids.of_lot(path, bundle, folder, "L0"), regime_of())[0]
    return {row[2]: (row[3], *row[5:]) for row in rows}


def many_rows(holder: str, company: str, count: int) -> list[tuple[str | None, ...]]:
    return [(holder, company, "100", (date(1990, 1, 1) + timedelta(days=day)).isoformat(), None) for day in range(count)]


@pytest.mark.parametrize("rows", [1, 2, 2147, 2148, 2149])
def test_rows_of_one_holder_add_up_however_many_they_are(tmp_path: Path, rows: int) -> None:
    told = world("a b p>a=100")
    share = 1_000_000 if rows == 1 else None
    assert found(tmp_path, {**told, "holdings": [*told["holdings"], *many_rows("a", "b", rows)]}, "a", "b") == {
        "direct_holding": ("bar", 1, share, None)
    }


@pytest.mark.parametrize("second", ["52.4287", "52.4288", "52.4289", "100"])
def test_a_person_whose_rows_add_up_to_any_share_is_a_holder(tmp_path: Path, second: str) -> None:
    told = world("p>a=52.4288 p>b=60 p:a=head p:b=head")
    rows = [*told["holdings"], ("p", "a", second, "1990-01-01", None)]
    assert found(tmp_path, {**told, "holdings": rows}, "a", "b").keys() == {"same_head"}


@pytest.mark.parametrize("layers", [3, 43, 44, 45, 70])
def test_a_register_that_tells_the_whole_twice_in_every_layer_has_no_share(tmp_path: Path, layers: int) -> None:
    rings = " ".join(f"{side}{at + 1}>c{at}=100" for at in range(layers) for side in ("x", "y"))
    told = world(
        rings.replace("x", "c").replace("y", "d") + " " + " ".join(f"c{at + 1}>d{at}=100 d{at + 1}>d{at}=100" for at in range(1, layers))
    )
    assert found(tmp_path, told, "c0", f"c{layers}")["control_chain"][2] is None


@pytest.mark.parametrize("layers", [1, 30, 300])
def test_control_goes_down_through_all_layers(tmp_path: Path, layers: int) -> None:
    chains = [f"{side}{at + 1}>{side}{at}=100" for side in "ab" for at in range(layers)]
    told = world(" ".join([*chains, f"p>a{layers}=51 p>b{layers}=60"]))
    assert found(tmp_path, told, "a0", "b0") == {"common_controller": ("review", 2 * layers + 2, 510000, "p")}


def test_a_company_above_one_that_is_half_held_controls_nothing_below(tmp_path: Path) -> None:
    told = world("a1>a0=100 a2>a1=50 p>a2=100 q>a1=50 p>b0=100 r:b0=head")
    assert found(tmp_path, told, "a0", "b0") == {"shared_shareholder": ("review", 4, 500000, "p")}


def test_of_a_chain_that_controls_both_the_nearest_and_the_topmost_are_told(tmp_path: Path) -> None:
    told = world("d>a=60 d>b=60 e>d=60 f>e=60 p>f=60")
    assert found(tmp_path, told, "a", "b") == {"common_controller": ("review", 2, 600000, "d")}


def test_those_who_control_both_and_each_other_are_all_told(tmp_path: Path) -> None:
    told = world("d>a=60 d>b=60 e>d=60 d>e=60 p>e=10")
    assert found(tmp_path, told, "a", "b")["common_controller"][0] == "review"


def test_three_hundred_holders_in_common_are_one_finding(tmp_path: Path) -> None:
    told = world(" ".join(f"p{at}>a=0.3 p{at}>b=0.2" for at in range(300)))
    assert found(tmp_path, told, "a", "b") == {"shared_shareholder": ("review", 2, 2000, "p0")}


def test_a_person_who_serves_everywhere_relates_those_of_the_lot(tmp_path: Path) -> None:
    told = world(" ".join([*(f"p:c{at}=head" for at in range(1200)), "q>c7=100 q>a=100"]))
    assert found(tmp_path, told, "c3", "c900") == {"same_head": ("bar", 2, None, "p")}
    assert found(tmp_path / "2", told, "c7", "a") == {"common_controller": ("review", 2, 1_000_000, "q")}


def test_a_ring_of_many(tmp_path: Path) -> None:
    told = world(" ".join([*(f"c{at}>c{(at + 1) % 30}=60" for at in range(30)), "p>c7=30 p>a=30"]))
    assert found(tmp_path, told, "c0", "c15")["control_chain"][0] == "review"
    assert set(found(tmp_path / "2", told, "c0", "a")) == {"shared_shareholder"}


def test_lots_from_one_bidder_to_three_hundred(tmp_path: Path) -> None:
    told = world(" ".join(f"p{at // 3}>c{at:03}=60" for at in range(300)))
    bundle = bundle_of(tmp_path, told)
    names = [f"c{at:03}" for at in range(300)]
    path = bids_file(tmp_path, lots(names[0], " ".join(names[:100]), " ".join(names)))
    run(bundle, path, tmp_path / "o.parquet")
    pairs, counted = written(tmp_path / "o.parquet")
    assert {lot: row[1:5] for lot, row in counted.items()} == {"L0": (1, 1, 1, 1), "L1": (100, 100, 34, 34), "L2": (300, 300, 100, 100)}
    assert {lot: len(rows) for lot, rows in pairs.items()} == {"L1": 99, "L2": 300}
