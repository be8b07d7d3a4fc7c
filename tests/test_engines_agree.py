"""The core's graph of one lot and the engines of batches find the same: on random registers, on the example lots, on planted ties.

The SQL steps of the Spark engine run on DuckDB here (see ducksteps); batch/test_spark.py holds Spark itself equal.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import lotmaker
import lottables
from batchrows import Found, batch_rows, core_rows, counts_of, regime_of, rows_of
from registertables import DAY, World, built, hubs_above

sys.path.append(str(Path(__file__).parents[1] / "benchmarks"))

import register_maker

from relparty.batch.bids import Bid
from relparty.bundle.building import build
from relparty.bundle.reading import Bundle, opened
from relparty.regimes import regime

COMPANIES, PERSONS = 8, 6
KINDS = ("company", "company", "company", "company", "other", "listed", "state")
SHARES = (None, "0", "0.0001", "12.5", "33.3333", "40", "49.9999", "50", "50.0001", "51", "100")
DAYS = (None, None, None, "2020-01-01", DAY.isoformat(), "2027-01-01")
HOUSE = "香港中央结算有限公司"


@dataclass(frozen=True)
class Lots:
    """A register, how many companies a holder has at most that is no hub, and the bids of some lots."""

    world: World
    bids: tuple[tuple[str, str, str], ...]
    most_held: int = 1000


@st.composite
def lots(draw: st.DrawFn) -> Lots:
    """Small registers in which much meets: rings, own shares, untold shares, ended rows, twins, persons without token, hubs of many."""
    company, person = st.integers(0, COMPANIES - 1).map("c{}".format), st.integers(0, PERSONS - 1).map("p{}".format)
    codes = st.sampled_from([None, None, lotmaker.company_code(1), lotmaker.company_code(2)])
    companies = [
        (f"c{n}", HOUSE if draw(st.integers(0, 9)) == 0 else f"甲{n}有限公司", draw(codes), draw(st.sampled_from(KINDS)), None)
        for n in range(COMPANIES)
    ]
    persons = [(f"p{n}", f"甲{n}", draw(st.sampled_from([None, None, "t1", "t2", f"t{n}x"]))) for n in range(PERSONS)]
    days = st.tuples(st.sampled_from(DAYS), st.sampled_from(DAYS))
    holding = st.tuples(st.one_of(company, company, person), company, st.sampled_from(SHARES), days)
    post = st.tuples(person, company, st.sampled_from(["head", "director", "supervisor"]), days)
    holdings = [(*row[:3], *row[3]) for row in draw(st.lists(holding, min_size=4, max_size=24))]
    offices = [(*row[:3], *row[3]) for row in draw(st.lists(post, max_size=10))]
    bidder = st.one_of(*[company] * 6, st.just("nobody"))
    told = draw(st.lists(st.lists(st.tuples(bidder, st.sampled_from(["1", "2"])), min_size=1, max_size=5), min_size=1, max_size=4))
    bids = tuple((f"L{number}", who, amount) for number, lot in enumerate(told) for who, amount in lot)
    world = {"companies": companies, "persons": persons, "holdings": holdings, "offices": offices}
    return Lots(world, bids, draw(st.sampled_from([1000, 2, 1])))


def write_bids(path: Path, bids: Sequence[tuple[str, str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("lot_id", "bidder_id", "amount"), *bids])
    return path


def code_of(bundle: Bundle) -> dict[str, int]:
    return {bundle.id(code): code for code in range(bundle.companies)}


def by_lot(bids: Sequence[tuple[str, str, str]], codes: dict[str, int]) -> dict[str, list[Bid]]:
    found: dict[str, list[Bid]] = defaultdict(list)
    for lot, bidder, _ in dict.fromkeys(bids):
        found[lot].append(Bid(bidder, codes.get(bidder, -1)))
    return found


TWINS = Lots(
    {
        "companies": [
            ("c0", "甲", "91440300MA00000152", "company", None),
            ("c1", "乙", None, "company", None),
            ("c2", "甲", "91440300MA00000152", "company", None),
        ],
        "persons": [],
        "holdings": [("c0", "c1", "12.5", None, None), ("c1", "c0", "0.0001", None, None)],
        "offices": [],
    },
    (("L0", "c1", "1"), ("L0", "c2", "1")),
)
"""Two that hold each other, where the second bids by another id of its own than the one in the holdings."""


STRANGERS = Lots(TWINS.world, (("L0", "nobody", "1"), ("L1", "nobody", "1"), ("L1", "nobody", "2")))
"""Nobody of all who bid is in the register."""

CIRCLES = Lots(
    {
        "companies": [(f"c{n}", f"甲{n}有限公司", None, "listed" if n == 5 else "company", None) for n in range(9)],
        "persons": [("p0", "尉迟砚山", "t0")],
        "holdings": [
            ("c0", "c1", "100", None, None),
            ("c1", "c0", "100", None, None),
            ("c0", "c2", "100", None, None),
            ("p0", "c3", "60", None, None),
            ("c1", "c3", "40", None, None),
            ("c5", "c4", "100", None, None),
            ("c4", "c5", "100", None, None),
            ("c7", "c6", "100", None, None),
            ("c6", "c7", "70", None, None),
            ("p0", "c7", "30", None, "2020-01-01"),
            ("p0", "c8", "100", None, None),
        ],
        "offices": [],
    },
    (
        *((f"L{lot}", f"c{lot}", "1") for lot in range(9)),
        *(("L9", each, "1") for each in ("c0", "c2")),
        *(("L10", each, "1") for each in ("c2", "c4")),
    ),
)
"""Two that hold each other and nobody else holds; another below them; one below them and a person; a circle with a listed company; one that a
person held before."""


@pytest.mark.parametrize("name", ["sub_threshold", "gov_procurement", "tendering"])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=lots())
@example(made=TWINS)
@example(made=STRANGERS)
@example(made=CIRCLES)
def test_the_engines_find_what_the_core_finds(tmp_path_factory: pytest.TempPathFactory, name: str, made: Lots) -> None:
    folder = tmp_path_factory.mktemp("agree")
    with hubs_above(made.most_held):
        bundle = opened(built(folder, made.world).folder.parent)
    pairs, counted = batch_rows(bundle, write_bids(folder / "bids.csv", made.bids), folder / "out", regime_of(name))
    for lot, bids in by_lot(made.bids, code_of(bundle)).items():
        rows, counts = core_rows(bundle, bids, regime_of(name))
        assert pairs.get(lot, set()) == rows
        assert counted[lot] == counts


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("register")
    register_maker.write(folder / "tables", 2000, 200, seed=3)
    build(folder / "tables", folder / "bundle", DAY, lambda _: None)
    return folder


@pytest.fixture(scope="module")
def found(register: Path) -> Found:
    return batch_rows(opened(register / "bundle"), register / "tables" / "bids.parquet", register / "out", regime_of())


def test_every_planted_tie_is_found(register: Path, found: Found) -> None:
    pairs, _ = found
    planted: list[dict[str, Any]] = pq.read_table(register / "tables" / "planted.parquet").to_pylist()
    assert len(planted) >= 25
    for tie in planted:
        vias = {(row[0], row[1], row[2], row[5]): row[7] for row in pairs[tie["lot_id"]]}
        key = (tie["bidder_a"], tie["bidder_b"], tie["rule"], tie["hops"])
        assert key in vias
        assert tie["via"] in (None, vias[key]) or tie["rule"] == "same_legal_entity"


def test_the_engines_agree_on_every_lot_of_a_made_register(register: Path, found: Found) -> None:
    bundle, (pairs, counted) = opened(register / "bundle"), found
    bids = [tuple(row.values()) for row in pq.read_table(register / "tables" / "bids.parquet").to_pylist()]
    for lot, told in by_lot(bids, code_of(bundle)).items():
        rows, counts = core_rows(bundle, told, regime_of())
        assert pairs.get(lot, set()) == rows, lot
        assert counted[lot] == counts, lot


LOTS = sorted(path for path in (Path(__file__).parent / "lots").iterdir() if path.is_dir())


@pytest.mark.parametrize("folder", LOTS, ids=[path.name for path in LOTS])
def test_the_engines_agree_on_every_example_lot(folder: Path, tmp_path: Path) -> None:
    lot = lottables.told(folder)
    rule_book = regime.load(lot.case.lot.regime, lot.case.lot.overlay, lot.case.lot.policy, ())
    expected = rows_of(lot.case, rule_book, lot.id_of, lot.id_of_party.__getitem__)
    bundle = opened(built(tmp_path, lot.world, as_of=lot.case.lot.opens_on).folder.parent)
    bids = write_bids(tmp_path / "bids.csv", [("L", each, str(number)) for number, each in enumerate(lot.id_of.values())])
    pairs, counted = batch_rows(bundle, bids, tmp_path / "out", rule_book, lot.case.lot.min_quotes)
    assert pairs.get("L", set()) == expected
    assert counted["L"][1:5] == counts_of(lot.case, rule_book)
