"""The plain job of the benchmark: every method finds the same pairs, the planted ones among them, and no others."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))

import engine_jobs
import register_maker
import register_shape

COMPANIES, LOTS = 1000, 100
TODAY = engine_jobs.DAY
TOMORROW = TODAY + timedelta(days=1)
WITHOUT_JAVA = [method for method in engine_jobs.MODULES if method != "pyspark"]
Pairs = set[tuple[str, str, str]]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("made")
    register_maker.write(out, COMPANIES, LOTS, seed=7)
    return out


@pytest.fixture(params=WITHOUT_JAVA)
def method(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    pytest.importorskip(name)
    return name


def found(method: str, tables: Path) -> Pairs:
    """The pairs that a method finds, each once."""
    table = engine_jobs.job(method)(tables)
    assert table.column_names == list(engine_jobs.COLUMNS)
    rows = [(row["lot_id"], row["bidder_a"], row["bidder_b"]) for row in table.to_pylist()]
    assert len(set(rows)) == len(rows)
    return set(rows)


def rows(tables: Path, name: str) -> list[dict[str, Any]]:
    return pq.read_table(tables / f"{name}.parquet").to_pylist()


def write(folder: Path, name: str, content: list[dict[str, Any]]) -> None:
    pq.write_table(pa.Table.from_pylist(content, schema=register_maker.SCHEMAS[name]), folder / f"{name}.parquet")


def little(folder: Path, told: str, lots: str = "ab", kinds: str = "", days: tuple[date | None, date | None] = (None, None)) -> Path:
    """A register in letters: `p>a` is a holding, `p:a` an office, p to z are persons; lots as `ab cd`, kinds as `c=listed`."""
    kind_of = dict(each.split("=") for each in kinds.split())
    since, until = days
    edges = [(each[: each.index(mark)], mark, each[each.index(mark) + 1 :]) for each in told.split() for mark in ">:" if mark in each]
    persons = {who for who, _, _ in edges if who[0] >= "p"}
    companies = {each for who, _, of in edges for each in (who, of)} - persons | set(lots.replace(" ", ""))
    common = {"since": since, "until": until}
    write(folder, "companies", [{"company_id": each, "name": each, "kind": kind_of.get(each)} for each in sorted(companies)])
    write(folder, "persons", [{"person_id": each, "name": each} for each in sorted(persons)])
    write(folder, "holdings", [{"holder_id": who, "company_id": of, "percent": 10.0} | common for who, mark, of in edges if mark == ">"])
    write(folder, "offices", [{"person_id": who, "company_id": of, "office": "head"} | common for who, mark, of in edges if mark == ":"])
    write(
        folder,
        "bids",
        [{"lot_id": f"L{lot}", "bidder_id": each, "amount": 1.0} for lot, bidders in enumerate(lots.split()) for each in bidders],
    )
    return folder


def chain(layers: int) -> str:
    """A company so many layers above `a`, which holds of `b` as well."""
    names = ["a", *(f"c{number}" for number in range(layers))]
    return " ".join([f"{upper}>{lower}" for lower, upper in pairwise(names)] + [f"{names[-1]}>b"])


RELATED = {
    "one holder": {"told": "p>a p>b"},
    "holder here, officer there": {"told": "p>a p:b"},
    "officers of companies above": {"told": "c>a p:c d>b e>d p:e"},
    "one holds of the other": {"told": "a>b"},
    "one above the other": {"told": "a>c c>b"},
    "a ring above both": {"told": "c>d d>c c>a d>b"},
    "a bidder in a ring": {"told": "b>c c>a a>c p>b"},
    "a listed company above both": {"told": "c>a c>b", "kinds": "c=listed"},
    "twenty layers": {"told": chain(20)},
    "held since today": {"told": "p>a p>b", "days": (TODAY, None)},
    "held until tomorrow": {"told": "p>a p>b", "days": (None, TOMORROW)},
    "a bid said twice": {"told": "p>a p>b", "lots": "abba"},
}
UNRELATED = {
    "nobody in common": {"told": "p>a q>b p:a q:b"},
    "a company below both": {"told": "a>c b>c"},
    "a company beside": {"told": "p>a p>c q>c q>b"},
    "two rings": {"told": "c>d d>c c>a e>f f>e e>b"},
    "above a listed company": {"told": "c>a p>c p>b", "kinds": "c=listed"},
    "officer of a state body above": {"told": "c>a p:c p>b", "kinds": "c=state"},
    "above a listed bidder": {"told": "p>a p>b", "kinds": "a=listed"},
    "twenty-one layers": {"told": chain(21)},
    "held since tomorrow": {"told": "p>a p>b", "days": (TOMORROW, None)},
    "held until today": {"told": "p>a p:b", "days": (None, TODAY)},
    "in two lots": {"told": "p>a p>b", "lots": "ac bd"},
    "nobody above anybody": {"told": "c>d"},
}


@pytest.mark.parametrize("case", RELATED.values(), ids=RELATED)
def test_who_shares_a_party_is_a_pair(method: str, case: dict[str, Any], tmp_path: Path) -> None:
    assert found(method, little(tmp_path, **case)) == {("L0", "a", "b")}


@pytest.mark.parametrize("case", UNRELATED.values(), ids=UNRELATED)
def test_who_shares_none_is_no_pair(method: str, case: dict[str, Any], tmp_path: Path) -> None:
    assert found(method, little(tmp_path, **case)) == set()


def test_every_method_finds_the_same_pairs(method: str, made: Path) -> None:
    pairs = found(method, made)
    assert pairs == found("networkx", made)
    assert 0 < len(pairs) < LOTS * 10


def test_every_planted_pair_is_found(method: str, made: Path) -> None:
    planted = {(row["lot_id"], row["bidder_a"], row["bidder_b"]) for row in rows(made, "planted") if row["bidder_a"] != row["bidder_b"]}
    assert len(planted) > 20
    assert planted <= found(method, made)


def test_a_planted_pair_is_missed_once_its_rows_are_gone(method: str, made: Path, tmp_path: Path) -> None:
    planted = next(row for row in rows(made, "planted") if row["rule"] == "same_head")
    for name in ("companies", "persons", "holdings", "bids"):
        write(tmp_path, name, rows(made, name))
    write(tmp_path, "offices", [row for row in rows(made, "offices") if row["person_id"] != planted["via"]])
    pair = (planted["lot_id"], planted["bidder_a"], planted["bidder_b"])
    assert pair in found(method, made)
    assert pair not in found(method, tmp_path)


def test_the_day_is_that_of_the_made_tables() -> None:
    assert (TODAY - date(1970, 1, 1)).days == register_shape.AS_OF
