"""A register that changed: only lots around which something changed are judged again, and the output is that of a fresh run."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import batchworld
from batchrows import regime_of
from batchworld import bids_file, bundle_of, content, lots, world
from registertables import DAY, World
from relparty.batch import flow, grades, output
from relparty.batch.screener import Screener
from relparty.bundle.building import build
from relparty.bundle.reading import opened

sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))

import register_maker


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    register_maker.write(tmp_path / "tables", 1200, 120, seed=5)
    return tmp_path / "tables"


def run(tables: Path, out: Path) -> tuple[bytes, bytes]:
    build(tables, tables.parent / "bundle", DAY, lambda _: None)
    bundle = opened(tables.parent / "bundle")
    asked = flow.Batch(tables / "bids.parquet", bundle, out, grades.terms(regime_of(), 3), bundle.as_of)
    flow.run(asked, lambda _: None, lambda _done, _lots: None)
    return out.read_bytes(), output.lots_file(out).read_bytes()


def change(tables: Path, name: str, edit: Any) -> None:
    table = pq.read_table(tables / f"{name}.parquet")
    pq.write_table(pa.Table.from_pylist(edit(table.to_pylist()), table.schema), tables / f"{name}.parquet")


def judged(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many lots each call of the kernels judged."""
    counted: list[int] = []
    whole = Screener._tables

    def counting(self: Screener, lots: Any) -> Any:
        counted.append(len(lots.ids))
        return whole(self, lots)

    monkeypatch.setattr(Screener, "_tables", counting)
    return counted


def ended(rows: list[dict[str, Any]], bidder: str) -> list[dict[str, Any]]:
    return [row | {"until": DAY} if row["company_id"] == bidder else row for row in rows]


def added(rows: list[dict[str, Any]], bidder: str) -> list[dict[str, Any]]:
    return [*rows, rows[0] | {"company_id": bidder, "percent": 12.5}]


def head_changed(rows: list[dict[str, Any]], bidder: str) -> list[dict[str, Any]]:
    return [row | {"office": "director"} if row["company_id"] == bidder else row for row in rows]


@pytest.mark.parametrize(("name", "edit"), [("holdings", ended), ("holdings", added), ("offices", head_changed)])
def test_a_changed_register(tables: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, edit: Any) -> None:
    (tmp_path / "kept").mkdir()
    run(tables, tmp_path / "kept" / "pairs.parquet")
    bidder = pq.read_table(tables / "bids.parquet").column("bidder_id")[7].as_py()
    change(tables, name, lambda rows: edit(rows, bidder))
    counted = judged(monkeypatch)
    renewed = run(tables, tmp_path / "kept" / "pairs.parquet")
    assert 0 < sum(counted) < 60
    (tmp_path / "fresh").mkdir()
    assert renewed == run(tables, tmp_path / "fresh" / "pairs.parquet")


def test_nothing_is_judged_when_nothing_around_a_lot_changed(tables: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "kept").mkdir()
    first = run(tables, tmp_path / "kept" / "pairs.parquet")
    change(
        tables,
        "companies",
        lambda rows: [row | {"name": f"{row['name']}新"} if at < 5 and row["kind"] == "company" else row for at, row in enumerate(rows)],
    )
    counted = judged(monkeypatch)
    assert run(tables, tmp_path / "kept" / "pairs.parquet") == first
    assert sum(counted) == 0


def test_a_company_more_shifts_the_codes_and_all_is_judged_again(tables: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "kept").mkdir()
    first = run(tables, tmp_path / "kept" / "pairs.parquet")
    change(tables, "companies", lambda rows: [*rows, rows[0] | {"company_id": "0", "uscc": None, "name": "新设有限公司"}])
    counted = judged(monkeypatch)
    assert run(tables, tmp_path / "kept" / "pairs.parquet") == first
    assert sum(counted) == 120


def rewritten(folder: Path, first: World, second: World, bidders: str) -> None:
    """A run over a register and again over another of the same parties writes what a fresh run over the other writes."""
    path = bids_file(folder, lots(bidders))
    for told, out in ((first, "kept"), (second, "kept"), (second, "fresh")):
        (folder / out).mkdir(exist_ok=True)
        batchworld.run(bundle_of(folder / "register", told), path, folder / out / "pairs.parquet")
    assert content(folder / "kept" / "pairs.parquet") == content(folder / "fresh" / "pairs.parquet")


@pytest.mark.parametrize("office", ["head", "chair", "director", "manager", "supervisor", "other"])
@pytest.mark.parametrize("share", [f"0.000{number}" for number in range(1, 8)])
def test_an_office_is_not_taken_for_a_share(tmp_path: Path, office: str, share: str) -> None:
    rewritten(tmp_path, world(f"p>a={share} p>b=50"), world(f"p>b=50 p:a={office}"), "a b")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("p>a=60 p>b=60", "p>a=60 q>b=60"),
        ("p>a=60 c>a=40 q>b=100", "p>a=40 c>a=60 q>b=100"),
        ("c>a=60 p>c=100 p>b=100", "c>a=60 q>c=100 p>b=100"),
        ("p>a=60 p:b=head", "p:b=head"),
        ("p:a=head p>c=1 c>b=60", "p>c=1 c>b=60 p:c=head"),
        ("p>a=50 p>b=50", "p>a=50.0001 p>b=50"),
        ("p>a p>b=50", "p>a=0 p>b=50"),
        ("a>b=60", "b>a=60"),
    ],
)
def test_what_a_row_tells_and_where_it_stands_is_seen(tmp_path: Path, first: str, second: str) -> None:
    parties = " ".join(["a b c", *(f"{each}>c=0.5" for each in ("p", "q"))])
    rewritten(tmp_path / "1", world(f"{parties} {first}"), world(f"{parties} {second}"), "a b")
    rewritten(tmp_path / "2", world(f"{parties} {second}"), world(f"{parties} {first}"), "a b")
