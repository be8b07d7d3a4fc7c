"""What nobody understood about a company above a bidder keeps a lot from being clear, in a batch and in its explanation."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from batchrows import batch_rows, core_rows, regime_of
from registertables import World, built
from relparty.batch.bids import Bid
from relparty.bundle.layout import UNREAD_BIT
from relparty.bundle.reading import opened

WORLD: World = {
    "companies": [
        ("c0", "甲辰建设有限公司", None, "company", None),
        ("c1", "乙木工程有限公司", None, "company", None),
        ("c2", "天干控股有限公司", None, "company", None),
        ("c3", "地支控股有限公司", None, "company", None),
    ],
    "persons": [("p0", "尉迟砚山", "t0"), ("p1", "闻人青禾", "t1")],
    "holdings": [
        ("c2", "c0", "100", None, None),
        ("p0", "c2", "100", None, None),
        ("p1", "c1", "100", None, None),
        ("p1", "c3", "9", None, None),
    ],
    "offices": [],
}


@pytest.mark.parametrize(("company", "verdict"), [(0, "incomplete"), (2, "incomplete"), (3, "clear")])
def test_something_unread(tmp_path: Path, company: int, verdict: str) -> None:
    bundle = opened(built(tmp_path, WORLD).folder.parent)
    party = np.load(bundle.folder / "party.npy")
    party[company] |= UNREAD_BIT
    np.save(bundle.folder / "party.npy", party)
    (tmp_path / "bids.csv").write_text("lot_id,bidder_id,amount\nL,c0,1\nL,c1,2\n", encoding="utf-8")
    _, lots = batch_rows(bundle, tmp_path / "bids.csv", tmp_path / "out", regime_of())
    assert lots["L"] == (verdict, 2, 2, 2, 2, verdict == "incomplete")
    assert core_rows(bundle, [Bid("c0", 0), Bid("c1", 1)], regime_of())[1] == lots["L"]
