"""Companies that hold one another and that nobody else holds: what stands behind them cannot be told, so a lot with them is never clear."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from batchrows import batch_rows, core_rows, regime_of
from batchworld import bids_file, bundle_of, lots, world
from relparty.batch import bids
from relparty.batch.case import case
from relparty.model.lot import Lot
from relparty.names.rarity import BUILT_IN
from relparty.rules import unchecked
from relparty.settings import Limits

LONG = " ".join(f"h{at + 1}>h{at}=100" for at in range(40))
CODE = "91440300MA00000152"


def is_unchecked(folder: Path, told: str, lot: str, **more: dict[str, str]) -> bool:
    """Whether a lot has something that could not be tested; both engines and the core say the same."""
    bundle, path = bundle_of(folder, world(told, **more)), bids_file(folder, lots(lot))
    counted = batch_rows(bundle, path, folder / "out", regime_of())[1]["L0"]
    assert core_rows(bundle, bids.of_lot(path, bundle, folder, "L0"), regime_of())[1] == counted
    return bool(counted[-1])


@pytest.mark.parametrize(
    ("told", "lot"),
    [
        ("a>b=100 b>a=100 p>c=100", "a c"),
        ("a>b=100 b>a=100 p>c=100", "a b c"),
        ("a>b=100 b>a=100 b>d=100 p>c=100", "c d"),
        ("a>b=100 b>a=100 b>d=40 q>d=60 p>c=100", "c d"),
        ("a>b=60 b>e=60 e>a=60 p>c=100", "a c"),
        ("a>b=100 b>a=100 p>a=60,2020-01-01,2026-06-01 p>c=100", "a c"),
        ("a>b=100 b>a=100 p>a=0 p>c=100", "a c"),
        ("a>b=100 b>a=100 q:a=head p>c=100", "a c"),
        (f"{LONG} h0>h40=100 h0>a=100 p>c=100", "a c"),
    ],
)
def test_nobody_stands_behind_a_closed_circle(tmp_path: Path, told: str, lot: str) -> None:
    assert is_unchecked(tmp_path, told, lot)


@pytest.mark.parametrize(
    ("told", "lot"),
    [
        ("a>b=100 b>a=70 p>a=30 p>c=100", "a b c"),
        ("a>b=100 b>a=99 p>a=1 b>d=100 q>c=100", "c d"),
        ("e>a=60 e>b=60 a>d=50 b>d=50 p>e=100 q>c=100", "c d"),
        (f"{LONG} h0>h40=10 p>h40=90 h0>a=100 q>c=100", "a c"),
    ],
)
def test_a_circle_that_somebody_holds_is_none(tmp_path: Path, told: str, lot: str) -> None:
    assert not is_unchecked(tmp_path, told, lot)


def test_a_listed_company_closes_no_circle(tmp_path: Path) -> None:
    assert not is_unchecked(tmp_path, "a>b=100 b>a=100 p>c=100", "b c", kinds={"a": "listed"})
    assert not is_unchecked(tmp_path / "2", "a>b=100 b>a=100 p>c=100", "a c", kinds={"a": "listed"})


def test_a_circle_of_two_codes_of_one_company_and_another(tmp_path: Path) -> None:
    assert is_unchecked(tmp_path, "a>b=100 b>d=100 p>c=100", "a c", codes={"a": CODE, "d": CODE})


def test_the_sentence_names_the_circle_and_what_to_do(tmp_path: Path) -> None:
    bundle, path = bundle_of(tmp_path, world("a>b=100 b>a=100 b>d=100 p>c=100")), bids_file(tmp_path, lots("c d"))
    day = date(2026, 11, 22)
    told = case(bundle, Lot("L0", "", "", day, day), bids.of_lot(path, bundle, tmp_path, "L0"), BUILT_IN, Limits())
    (tie,) = (each for each in unchecked.find(told) if each.variant == "closed_circle")
    assert tie.summary.say("zh") == "d有限公司 的股权链在 a有限公司、b有限公司 处成环：它们互相持股，环外没有股东"
    assert tie.summary.say("en") == (
        "the chain above d有限公司 ends in a circle: a有限公司, b有限公司 hold one another, and nobody else holds any of them"
    )
    assert [step.end.name for path in tie.paths for step in path.steps][-1] == "d有限公司"
