"""The tables as the graph libraries want them: who stands above whom, the bidders of each lot, and the pairs of a lot."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from itertools import combinations
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from engine_jobs import COLUMNS, DAY, ENDS


def edges(tables: Path) -> Iterator[tuple[str, str]]:
    """Company and present holder or officer, but for companies above which nothing is sought."""
    companies = pq.read_table(tables / "companies.parquet", columns=["company_id", "kind"])
    ends = companies.filter(pc.is_in(companies["kind"], pa.array(ENDS)))["company_id"]
    for name, column in (("holdings", "holder_id"), ("offices", "person_id")):
        rows = pq.read_table(tables / f"{name}.parquet", columns=["company_id", column, "since", "until"])
        day = pa.scalar(DAY, pa.date32())
        has_begun = pc.fill_null(pc.less_equal(rows["since"], day), fill_value=True)
        is_present = pc.and_(has_begun, pc.fill_null(pc.greater(rows["until"], day), fill_value=True))
        rows = rows.filter(pc.and_(is_present, pc.invert(pc.is_in(rows["company_id"], ends))))
        yield from zip(rows["company_id"].to_pylist(), rows[column].to_pylist(), strict=True)


def lots(tables: Path) -> dict[str, set[str]]:
    """The bidders of each lot."""
    rows = pq.read_table(tables / "bids.parquet", columns=["lot_id", "bidder_id"])
    found: dict[str, set[str]] = defaultdict(set)
    for lot, bidder in zip(rows["lot_id"].to_pylist(), rows["bidder_id"].to_pylist(), strict=True):
        found[lot].add(bidder)
    return found


def met(bidders: Mapping[str, AbstractSet[str]], parties: Mapping[str, AbstractSet[object]]) -> pa.Table:
    """The pairs of bidders of a lot of whom both have one of their parties in common."""
    found = [
        (lot, one, other)
        for lot, each in bidders.items()
        for one, other in combinations(sorted(each), 2)
        if not parties[one].isdisjoint(parties[other])
    ]
    columns = zip(*found, strict=True) if found else ((), (), ())
    return pa.table(dict(zip(COLUMNS, (pa.array(column, pa.string()) for column in columns), strict=True)))
