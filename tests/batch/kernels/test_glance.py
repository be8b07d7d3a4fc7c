"""The first look at a lot: who is passed over in it is related to nobody by the core either."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from batchrows import core_rows, regime_of, written
from batchworld import bids_file, bundle_of, lots, run, world
from relparty.batch import bids

CHAIN = " ".join(f"c{at + 1}>c{at}=60" for at in range(12))


@pytest.mark.parametrize(
    ("told", "bidders", "rules"),
    [
        ("p>a=60 q>b=60", "a b", set()),
        ("p>a=60 p>c=60 q>b=60", "a b", set()),
        (f"{CHAIN} p>c12=100 q>a=100", "c0 a", set()),
        (f"{CHAIN} p>c12=100 p>a=100", "c0 a", {"common_controller"}),
        ("p:a=director p:b=supervisor", "a b", {"shared_person"}),
        ("p:c=head c>a=60 p:b=head", "a b", {"shared_person"}),
        ("a>b=1", "a b", {"direct_holding"}),
        ("c>a=60 b>c=60", "a b", {"control_chain"}),
        ("p>a=60,2020-01-01,2021-01-01 p>b=60 q>a=60", "a b", set()),
        ("p>a=0 p>b=60 q>a=60", "a b", set()),
        ("a>a=40 p>a=60 q>b=60", "a b", set()),
        ("p>a=60 q>b=60", "a zz", set()),
        ("p>a=60", "zz=1 zz=2", {"same_legal_entity"}),
        ("p>a=60", "a=1 a=2", {"same_legal_entity"}),
        ("p>a=60 q>b=60 r>c=60 p>d=60", "a b c d", {"common_controller"}),
    ],
)
def test_who_meets_nobody_is_related_to_nobody(tmp_path: Path, told: str, bidders: str, rules: set[str]) -> None:
    bundle, path = bundle_of(tmp_path, world(told)), bids_file(tmp_path, lots(bidders))
    run(bundle, path, tmp_path / "o.parquet")
    pairs, counted = written(tmp_path / "o.parquet")
    rows, lot = core_rows(bundle, bids.of_lot(path, bundle, tmp_path, "L0"), regime_of())
    assert (pairs.get("L0", set()), counted["L0"]) == (rows, lot)
    assert {row[2] for row in rows} == rules


@pytest.mark.parametrize("untokened", [(), ("p",)])
@pytest.mark.parametrize("codes", [None, {"c": "91000000MA0E0NXH13", "d": "91000000MA0E0NXH13"}])
def test_two_codes_of_one_company_and_persons_without_token_meet(
    tmp_path: Path, untokened: tuple[str, ...], codes: Mapping[str, str] | None
) -> None:
    told = world("c>a=60 p>c=100 d>b=60 q>d=100 p:b=head", codes=codes, untokened=untokened)
    bundle, path = bundle_of(tmp_path, told), bids_file(tmp_path, lots("a b"))
    run(bundle, path, tmp_path / "o.parquet")
    pairs, counted = written(tmp_path / "o.parquet")
    assert (pairs.get("L0", set()), counted["L0"]) == core_rows(bundle, bids.of_lot(path, bundle, tmp_path, "L0"), regime_of())


@pytest.mark.parametrize("kind", ["company", "other", "listed", "state"])
def test_a_chain_that_ends_before_its_top_is_unchecked(tmp_path: Path, kind: str) -> None:
    told = world("c>a=60 q>b=60", kinds={"c": kind})
    bundle, path = bundle_of(tmp_path, told), bids_file(tmp_path, lots("a b"))
    run(bundle, path, tmp_path / "o.parquet")
    rows, lot = core_rows(bundle, bids.of_lot(path, bundle, tmp_path, "L0"), regime_of())
    assert written(tmp_path / "o.parquet")[1]["L0"] == lot
    assert lot[-1] == (kind in ("company", "other"))
    assert not rows
