"""The plain job by pandas: layers as merges of two columns of codes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
from engine_jobs import COLUMNS, DAY, ENDS, LAYERS

if TYPE_CHECKING:
    import pyarrow as pa


def pairs(tables: Path) -> pa.Table:
    """The pairs of the tables in a folder."""
    import pyarrow as pa

    bids = pd.read_parquet(tables / "bids.parquet", columns=["lot_id", "bidder_id"]).drop_duplicates()
    edges = _edges(tables)
    codes, ids = pd.factorize(pd.concat([bids["bidder_id"], edges["below"], edges["above"]], ignore_index=True))
    bids = bids.assign(bidder=codes[: len(bids)])
    below, above = codes[len(bids) :].reshape(2, -1)
    reach = _reach(pd.DataFrame({"below": below, "above": above}), bids["bidder"].unique())
    met = _met(bids[["lot_id", "bidder"]], reach)
    told = pd.DataFrame(
        {"lot_id": met["lot_id"].to_numpy(), "one": ids.take(met["bidder_a"].to_numpy()), "other": ids.take(met["bidder_b"].to_numpy())}
    )
    is_turned = told["one"] > told["other"]
    told.loc[is_turned, ["one", "other"]] = told.loc[is_turned, ["other", "one"]].to_numpy()
    return pa.Table.from_pandas(told, preserve_index=False).rename_columns(list(COLUMNS))


def _edges(tables: Path) -> pd.DataFrame:
    """Present holders and officers: who stands above whom, but above the ends."""
    companies = pd.read_parquet(tables / "companies.parquet", columns=["company_id", "kind"])
    ends = companies.loc[companies["kind"].isin(ENDS), "company_id"]
    told = []
    for name, column in (("holdings", "holder_id"), ("offices", "person_id")):
        rows = pd.read_parquet(tables / f"{name}.parquet", columns=["company_id", column, "since", "until"])
        is_present = (rows["since"].isna() | (rows["since"] <= DAY)) & (rows["until"].isna() | (rows["until"] > DAY))
        rows = rows.loc[is_present & ~rows["company_id"].isin(ends), ["company_id", column]]
        told.append(rows.set_axis(["below", "above"], axis=1))
    return pd.concat(told, ignore_index=True)


def _reach(edges: pd.DataFrame, bidders: object) -> pd.DataFrame:
    """Bidder and party, for every party of every bidder."""
    upper = edges[edges["below"].isin(edges["above"].unique())].drop_duplicates()
    start = pd.DataFrame({"bidder": bidders, "node": bidders})
    levels = [start, edges[edges["below"].isin(start["node"])].set_axis(["bidder", "node"], axis=1).drop_duplicates()]
    known = _keys(start)
    for _ in range(LAYERS - 1):
        latest = levels[-1][levels[-1]["node"].isin(upper["below"])]
        latest = latest[~_keys(latest).isin(known)]
        if latest.empty:
            break
        known = known.append(_keys(latest))
        levels.append(latest.merge(upper, left_on="node", right_on="below")[["bidder", "above"]].set_axis(["bidder", "node"], axis=1))
    return pd.concat(levels, ignore_index=True).drop_duplicates()


def _keys(rows: pd.DataFrame) -> pd.Index[int]:
    """One number for each bidder and party."""
    keys: pd.Index[int] = pd.Index((rows["bidder"].to_numpy() << 32) + rows["node"].to_numpy())
    return keys


def _met(bids: pd.DataFrame, reach: pd.DataFrame) -> pd.DataFrame:
    """Lots with two of their bidders that share a party."""
    seen = bids.merge(reach[reach["node"].duplicated(keep=False)], on="bidder")
    seen = seen[seen.duplicated(["lot_id", "node"], keep=False)]
    both = seen.merge(seen, on=["lot_id", "node"], suffixes=("_a", "_b"))
    return both.loc[both["bidder_a"] < both["bidder_b"], ["lot_id", "bidder_a", "bidder_b"]].drop_duplicates()
