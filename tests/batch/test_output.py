"""The tables that a batch writes: their columns, their types, and what other programs read in them."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow.csv
import pyarrow.parquet as pq
import pytest

from batchworld import bids_file, bundle_of, lots, run, world
from registertables import World
from relparty.batch import output
from relparty.errors import UsageError

PAIRS = {
    "lot_id": "VARCHAR",
    "bidder_a": "VARCHAR",
    "bidder_b": "VARCHAR",
    "rule": "VARCHAR",
    "level": "VARCHAR",
    "certainty": "VARCHAR",
    "hops": "INTEGER",
    "effective_percent": "DOUBLE",
    "via": "VARCHAR",
}
LOTS = {
    "lot_id": "VARCHAR",
    "verdict": "VARCHAR",
    "received": "INTEGER",
    "after_bar": "INTEGER",
    "groups": "INTEGER",
    "independent": "INTEGER",
    "unchecked": "BOOLEAN",
}
AWKWARD = ['a "quoted" one', "a, with a comma", "a\nof two lines", "007", "'", "=1+1", "长 城", "\t"]
FOUND: World = world("c>a=33.3333 c>b=50 p>c=100 q:a=head q:b=head q>d=100 d>e=40 r:e=head s>f t>g=100")
BIDS = lots("a b", "d e", "f g", "a x", "g d")


def batch(folder: Path, kind: str, told: World = FOUND, rows: list[tuple[str, str, str]] = BIDS) -> Path:
    run(bundle_of(folder, told), bids_file(folder, rows), folder / f"pairs.{kind}")
    return folder / f"pairs.{kind}"


def rows(path: Path) -> list[tuple[Any, ...]]:
    """The rows as DuckDB reads them, in their order."""
    read = "read_parquet" if path.suffix == ".parquet" else "read_csv"
    types = ", ".join(f"'{name}': '{each}'" for name, each in (LOTS if "lots" in path.name else PAIRS).items())
    how = "" if path.suffix == ".parquet" else f", header = true, nullstr = '', columns = {{{types}}}"
    return duckdb.connect().execute(f"FROM {read}('{path}'{how})").fetchall()


def test_the_file_of_lots_stands_beside_that_of_pairs() -> None:
    assert output.lots_file(Path("x/pairs.csv")) == Path("x/pairs-lots.csv")
    assert output.lots_file(Path("x/a.b.parquet")) == Path("x/a.b-lots.parquet")


@pytest.mark.parametrize("name", ["pairs", "pairs.xlsx", "pairs.parquet.gz", ".csv"])
def test_a_file_of_another_kind_is_refused(name: str) -> None:
    with pytest.raises(UsageError) as caught:
        output.check(Path("x") / name, Path("bids.csv"))
    assert caught.value.say("en") == f"x/{name}: the file to write must end in .parquet or .csv. give it another name."
    assert caught.value.say("zh") == f"x/{name}：输出文件须为 .parquet 或 .csv。请改文件名。"


def test_the_columns_of_parquet_and_their_types(tmp_path: Path) -> None:
    out = batch(tmp_path, "parquet")
    for path, wanted in ((out, PAIRS), (output.lots_file(out), LOTS)):
        found = duckdb.connect().execute(f"DESCRIBE FROM read_parquet('{path}')").fetchall()
        assert {row[0]: row[1] for row in found} == wanted
        assert [row[0] for row in found] == list(wanted)


def test_the_columns_of_csv(tmp_path: Path) -> None:
    out = batch(tmp_path, "csv")
    for path, wanted in ((out, PAIRS), (output.lots_file(out), LOTS)):
        with path.open(encoding="utf-8", newline="") as file:
            assert next(csv.reader(file)) == list(wanted)


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_what_is_written_of_each_pair_and_lot(tmp_path: Path, kind: str) -> None:
    out = batch(tmp_path, kind)
    assert rows(out) == [
        ("L0", "a", "b", "same_head", "bar", "confirmed", 2, None, "q"),
        ("L0", "a", "b", "shared_shareholder", "review", "confirmed", 2, 33.3333, "c"),
        ("L1", "d", "e", "direct_holding", "review", "confirmed", 1, 40.0, None),
    ]
    assert rows(output.lots_file(out)) == [
        ("L0", "stop", 2, 0, 1, 1, False),
        ("L1", "review", 2, 2, 1, 1, False),
        ("L2", "clear", 2, 2, 2, 2, False),
        ("L3", "incomplete", 2, 2, 2, 2, True),
        ("L4", "clear", 2, 2, 2, 2, False),
    ]


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_ids_come_back_as_they_went_in(tmp_path: Path, kind: str) -> None:
    told: World = {
        "companies": [(each, "甲", None, None, None) for each in AWKWARD],
        "persons": [("p,\"'\n", "尉迟", "t")],
        "holdings": [],
        "offices": [("p,\"'\n", each, "head", None, None) for each in AWKWARD],
    }
    out = batch(tmp_path, kind, told, [(lot, bidder, "1") for lot in AWKWARD for bidder in AWKWARD])
    pairs = [(a, b) for at, a in enumerate(sorted(AWKWARD, key=str.encode)) for b in sorted(AWKWARD, key=str.encode)[at + 1 :]]
    wanted = [(lot, a, b) for lot in sorted(AWKWARD, key=str.encode) for a, b in pairs]
    assert [row[:3] for row in rows(out)] == wanted
    assert {row[-1] for row in rows(out)} == {"p,\"'\n"}
    assert [row[0] for row in rows(output.lots_file(out))] == sorted(AWKWARD, key=str.encode)
    frame = pd.read_parquet(out) if kind == "parquet" else pd.read_csv(out, dtype=str, keep_default_na=False)
    assert list(zip(frame["lot_id"], frame["bidder_a"], frame["bidder_b"], strict=True)) == wanted


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_a_batch_without_a_finding_writes_an_empty_table_of_pairs(tmp_path: Path, kind: str) -> None:
    out = batch(tmp_path, kind, rows=lots("f g"))
    assert rows(out) == []
    assert [row[:2] for row in rows(output.lots_file(out))] == [("L0", "clear")]
    assert list((pd.read_parquet if kind == "parquet" else pd.read_csv)(out).columns) == list(PAIRS)


@pytest.mark.parametrize(
    ("told", "share"),
    [
        ("p>a=100 p>b=100", 100.0),
        ("p>a=0.0001 p>b=51", 0.0001),
        ("p>a=12.5 p>b=99.9999", 12.5),
        ("p>a p>b=60", None),
        ("p>c=60 c>a=60 p>b=90", 36.0),
        ("p>a=60 p>a=60,2020-01-01 p>b=50", None),
    ],
)
def test_the_effective_percent_of_a_shared_holder_is_the_lesser_of_two(tmp_path: Path, told: str, share: float | None) -> None:
    (row,) = rows(batch(tmp_path, "csv", world(told), lots("a b")))
    assert row[-2:] == (share, "p")


def test_both_kinds_hold_the_same(tmp_path: Path) -> None:
    csv_out, parquet_out = batch(tmp_path / "1", "csv"), batch(tmp_path / "2", "parquet")
    assert rows(csv_out) == rows(parquet_out)
    assert rows(output.lots_file(csv_out)) == rows(output.lots_file(parquet_out))


def test_a_table_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    table = pyarrow.table({"lot_id": ["L0"]})

    def broken() -> Any:
        yield table
        raise OSError("no space left")

    out = tmp_path / "o.parquet"
    output.write(out, [table, table], [table])
    for pairs, of_lots in ((broken(), [table] * 3), ([table] * 3, broken())):
        with pytest.raises(OSError, match="no space"):
            output.write(out, pairs, of_lots)
        assert (pq.read_table(out).num_rows, pq.read_table(output.lots_file(out)).num_rows) == (2, 1)
