"""Register tables for the tests: a small world of companies, persons, holdings and offices as files of either kind."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from relparty.bundle import building, edges
from relparty.bundle.building import Built
from relparty.bundle.layout import HUB_BIT, KIND_BITS, OFFICE_COLUMNS, UP_COLUMNS
from relparty.phrases import Sentence
from relparty.settings import Limits

DAY = date(2026, 11, 22)
COLUMNS = {
    "companies": ("company_id", "name", "uscc", "kind", "status"),
    "persons": ("person_id", "name", "id_token"),
    "holdings": ("holder_id", "company_id", "percent", "since", "until"),
    "offices": ("person_id", "company_id", "office", "since", "until"),
}
DAYS = ("since", "until")

Rows = Sequence[tuple[Any, ...]]
World = Mapping[str, Rows]

WORLD: World = {
    "companies": [
        ("c2", "甲辰建设有限公司", "91440300MA5EX00011", "company", "存续"),
        ("c1", "乙木工程有限公司", None, "listed", "存续"),
        ("c3", "某市国资委", None, "state", None),
        ("c4", "香港中央结算有限公司", None, None, None),
    ],
    "persons": [("p2", "尉迟砚山", "t2"), ("p1", "闻人青禾", None)],
    "holdings": [
        ("p2", "c2", "50", "2020-01-01", None),
        ("c1", "c2", "50", None, None),
        ("c3", "c1", "83.29", None, "2030-01-01"),
        ("c4", "c1", None, None, None),
    ],
    "offices": [("p1", "c2", "head", "2021-05-06", None), ("p2", "c1", "director", None, "2025-01-01")],
}


def with_rows(table: str, *rows: tuple[Any, ...]) -> World:
    """The small world with more rows in one table."""
    return {**WORLD, table: [*WORLD[table], *rows]}


def write(folder: Path, world: World = WORLD, kind: str = "csv") -> Path:
    """Writes the tables into a folder, all of one kind of file."""
    folder.mkdir(parents=True, exist_ok=True)
    for table, rows in world.items():
        (write_csv if kind == "csv" else write_parquet)(folder / f"{table}.{kind}", COLUMNS[table], rows)
    return folder


def write_csv(path: Path, columns: Sequence[str], rows: Rows) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([columns, *(["" if value is None else value for value in row] for row in rows)])


def write_parquet(path: Path, columns: Sequence[str], rows: Rows) -> None:
    """Text columns, but days as dates and shares as floating point, as programs write them."""
    table = {}
    for at, column in enumerate(columns):
        values = [row[at] for row in rows]
        if column in DAYS:
            table[column] = pa.array([value and date.fromisoformat(value) for value in values], pa.date32())
        elif column == "percent":
            table[column] = pa.array([None if value is None else float(value) for value in values], pa.float64())
        else:
            table[column] = pa.array(values, pa.string())
    pq.write_table(pa.table(table), path)


def built(folder: Path, world: World = WORLD, kind: str = "csv", as_of: date = DAY) -> Built:
    """The bundle of a world, built in a folder."""
    return building.build(write(folder / "tables", world, kind), folder / "bundle", as_of, silent)


@contextmanager
def hubs_above(holdings: int) -> Iterator[None]:
    """Bundles built in here take who holds more companies than this for a hub, so that few rows make one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(edges, "Limits", lambda: Limits(hub_holdings=holdings))
        yield


def silent(_: Sentence) -> None:
    """What a builder tells while it works, told to nobody."""


def array(built_bundle: Built, name: str) -> list[Any]:
    """An array of a bundle as a list; `kind` and `hub` are told by `party`, `up_holder` and the like are columns of rows."""

    def read(file: str) -> Any:
        return np.load(built_bundle.folder / f"{file}.npy")

    table, _, column = name.partition("_")
    columns = {"up": UP_COLUMNS, "office": OFFICE_COLUMNS}.get(table, ())
    if column in columns:
        values = read(f"{table}_rows")[:, columns.index(column)]
    else:
        values = read("party") & KIND_BITS if name == "kind" else read("party") & HUB_BIT != 0 if name == "hub" else read(name)
    told: list[Any] = values.tolist()
    return told


def texts(built_bundle: Built, name: str) -> list[str]:
    """The texts of a bundle."""
    at, content = array(built_bundle, f"{name}_at"), (built_bundle.folder / f"{name}.bin").read_bytes()
    return [content[begin:end].decode() for begin, end in pairwise(at)]


def rejected(built_bundle: Built) -> list[tuple[str, ...]]:
    """The rows left out, without the headings."""
    with (built_bundle.folder / "rejected.csv").open(encoding="utf-8", newline="") as file:
        return [tuple(row) for row in csv.reader(file)][1:]
