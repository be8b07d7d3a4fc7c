"""The graph of a lot in its document, and the parts cut from it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import lotmaker
import running
from relparty.graph_formats import Picture, cut, lot_picture
from relparty.model.finding import Level

LOTS = sorted((Path(__file__).parents[1] / "lots").iterdir())
HEAD = {"name": "罗启航", "id": "#1"}
WORLD: dict[str, Any] = {
    "bidders": {
        "甲辰": {"head": HEAD},
        "乙木": {"head": HEAD, "changes": [{"item": "股东", "before": "厉昶远", "after": "戎骁骞", "date": "2026-03-01"}]},
        "丙火": {},
        "丁香": {},
    }
}


@pytest.fixture(scope="module")
def of_lot() -> Callable[[Path], dict[str, Any]]:
    known: dict[Path, dict[str, Any]] = {}

    def told(folder: Path) -> dict[str, Any]:
        if folder not in known:
            known[folder] = running.told(folder)
        return known[folder]

    return told


def names(picture: Picture) -> set[str]:
    return {node.name for node in picture.nodes}


@pytest.mark.parametrize("lot", LOTS, ids=lambda lot: lot.name)
def test_every_step_of_a_finding_is_a_relation_of_the_graph_between_the_same_two(
    lot: Path, of_lot: Callable[[Path], dict[str, Any]]
) -> None:
    told = of_lot(lot)
    parties = {each["id"]: each["name"] for each in told["graph"]["parties"]}
    relations = {each["id"]: each for each in told["graph"]["relations"]}
    for finding in told["findings"]:
        for step in (step for path in finding["paths"] for step in path["steps"]):
            if step["edge"] is None:
                assert finding["level"] == "unchecked" or step["from"] == step["to"] or not step["to"] or step["percent"] is None
                continue
            relation = relations[step["edge"]]
            assert (relation["words"], relation["percent"], relation["until"]) == (step["relation"], step["percent"], step["until"])
            assert [(each["file"], each["place"]) for each in relation["sources"]] == [
                (each["file"], each["place"]) for each in step["sources"]
            ]
            if finding["certainty"] != "probable":
                assert (parties[relation["from"]], parties[relation["to"]]) == (step["from"], step["to"])


@pytest.mark.parametrize("lot", LOTS, ids=lambda lot: lot.name)
def test_a_cut_shows_what_proves_its_findings_and_nothing_else(lot: Path, of_lot: Callable[[Path], dict[str, Any]]) -> None:
    whole = lot_picture(of_lot(lot))
    assert {node.id for node in whole.nodes if node.is_bidder} == set(whole.lot.bidders)
    for finding in whole.findings:
        part = cut(whole, findings=[finding.id])
        assert {edge.id for edge in part.edges} == set(finding.edges)
        assert {node.id for node in part.nodes} == {end for edge in part.edges for end in (edge.start, edge.end)} | set(finding.nodes)
        assert part.findings == (finding,)
    shown = cut(whole)
    assert all(finding.level > Level.UNCHECKED for finding in shown.findings)
    assert {edge.id for edge in shown.edges} == {edge for finding in shown.findings for edge in finding.edges}


def test_the_whole_has_holdings_that_prove_nothing_and_the_cut_has_not(tmp_path: Path) -> None:
    whole = lot_picture(running.told(lotmaker.write(tmp_path, WORLD)))
    part = cut(whole)
    assert len(part.nodes) < len(whole.nodes)
    assert names(part) == {lotmaker.company_name("甲辰"), lotmaker.company_name("乙木"), "罗启航"}
    assert {each.relation for each in whole.edges} >= {"head", "holds"}
    assert all(edge.sources for edge in whole.edges)


def test_a_pair_is_cut_whichever_of_the_two_is_told_first(tmp_path: Path) -> None:
    whole = lot_picture(running.told(lotmaker.write(tmp_path, WORLD)))
    ids = {node.name: node.id for node in whole.nodes if node.is_bidder}
    one, other, third = (ids[lotmaker.company_name(word)] for word in ("甲辰", "乙木", "丙火"))
    assert cut(whole, pair=[one, other]) == cut(whole, pair=[other, one])
    assert names(cut(whole, pair=[one, other])) == {lotmaker.company_name("甲辰"), lotmaker.company_name("乙木"), "罗启航"}
    alone = cut(whole, pair=[one, third])
    assert (len(alone.nodes), alone.edges, alone.findings) == (2, (), ())


def test_levels_are_those_of_the_part_that_is_shown(tmp_path: Path) -> None:
    whole = lot_picture(running.told(lotmaker.write(tmp_path, WORLD)))
    (worst,) = {node.level for node in cut(whole).nodes if node.is_bidder}
    assert worst is Level.BAR
    pair = [node.id for node in whole.nodes if node.name in (lotmaker.company_name("甲辰"), lotmaker.company_name("丙火"))]
    assert {node.level for node in cut(whole, pair=pair).nodes} == {None}


def test_control_is_told_of_more_than_half_alone(tmp_path: Path) -> None:
    def control(percent: float) -> bool:
        holders = [
            {"name": "罗启航", "kind": "person", "id": "#1", "percent": percent},
            {"name": "戎骁骞", "kind": "person", "id": "#2", "percent": 100 - percent},
        ]
        told = running.told(
            lotmaker.write(tmp_path / str(percent), {"bidders": {"甲辰": {"shareholders": holders}, "乙木": {}, "丙火": {}}})
        )
        whole = lot_picture(told)
        (holder,) = (node.id for node in whole.nodes if node.name == "罗启航")
        (edge,) = (edge for edge in whole.edges if edge.start == holder and edge.relation == "holds")
        return edge.is_control

    assert (control(50.0001), control(50), control(49)) == (True, False, False)
