"""Evidence: every chain once, shortest first, up to a bound that is said; hubs end a path."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import lotmaker
import running
from relparty.settings import Limits


def web(layers: int, width: int) -> dict[str, Any]:
    """A bidder below `layers` layers of `width` companies each, everyone held by everyone above, one person on top."""
    name = "深圳市第{}层{}号控股有限公司".format
    uppers = []
    for layer in range(layers):
        for place in range(width):
            above = [(name(layer + 1, n), f"${300 + (layer + 1) * width + n}", "company") for n in range(width)]
            if layer + 1 == layers:
                above = [("尉迟砚山", "#40", "person")]
            uppers += [
                {"company": name(layer, place), "holder": {"name": holder, "id": number, "kind": kind}, "percent": 100 / len(above)}
                for holder, number, kind in above
            ]
    own = [{"name": name(0, n), "id": f"${300 + n}", "kind": "company", "percent": 100 / width} for n in range(width)]
    return {"shareholders": own, "upper_holdings": uppers}


def test_an_explosion_of_paths_is_bounded_and_the_bound_is_said(tmp_path: Path) -> None:
    lot = {"regime": "tendering", "bidders": {"甲辰": web(7, 5), "乙木": {"head": {"name": "尉迟砚山", "id": "#40"}}, "丙火": {}}}
    told = running.told(lotmaker.write(tmp_path, lot))
    (finding,) = (f for f in told["findings"] if f["rule"] == "common_controller")
    lengths = [len(path["steps"]) for path in finding["paths"]]
    assert len(lengths) == Limits().paths
    assert lengths == sorted(lengths)


def test_every_chain_is_shown_once(tmp_path: Path) -> None:
    lot = {"regime": "tendering", "bidders": {"甲辰": web(1, 3), "乙木": {"head": {"name": "尉迟砚山", "id": "#40"}}, "丙火": {}}}
    (finding,) = (f for f in running.told(lotmaker.write(tmp_path, lot))["findings"] if f["rule"] == "common_controller")
    chains = [
        tuple((step["from"], step["relation"], step["to"]) for step in path["steps"]) for path in finding["paths"] if "第0层" in str(path)
    ]
    assert len(chains) == len(set(chains))
    assert len([chain for chain in chains if all("持股" in relation for _, relation, _ in chain)]) == 3


def test_a_clearing_house_and_a_holder_of_very_many_are_no_relation(tmp_path: Path) -> None:
    def held(name: str, number: str) -> dict[str, Any]:
        rest = [{"name": f"外人{number}", "kind": "person", "id": f"#{number}", "percent": 90}]
        return {"shareholders": [{"name": name, "kind": "company", "id": "$700", "percent": 10}, *rest]}

    clearing = {"甲辰": held("香港中央结算有限公司", "51"), "乙木": held("香港中央结算有限公司", "52"), "丙火": {}}
    told = running.told(lotmaker.write(tmp_path / "a", {"regime": "sub_threshold", "bidders": clearing}))
    assert {(f["rule"], f["level"]) for f in told["findings"]} == {("shared_shareholder", "note")}
    assert told["verdict"] == "clear"
    many = {"甲辰": held("深圳市万家投资股份有限公司", "51"), "乙木": held("深圳市万家投资股份有限公司", "52"), "丙火": {}}
    folder = lotmaker.write(tmp_path / "b", {"regime": "sub_threshold", "bidders": many})
    result = running.document(running.screened(folder, Limits(hub_holdings=1)), "zh")
    assert {f["level"] for f in result["findings"] if len(f["bidders"]) == 2} == {"note"}
    assert any("超过 1 家" in f["summary"] for f in result["findings"] if f["level"] == "unchecked")
