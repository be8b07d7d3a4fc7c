"""GraphML and GEXF: networkx reads the same graph from them, whatever the names, and their values are of XML's own types."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
from exportlots import company, example, held, picture
from exportreading import MORE_HOSTILE, PARTS, named, part, pictures, told_edges, told_nodes
from hypothesis import given, settings

from relparty.graph_formats import Picture, draw

NETWORKS = ("graphml", "gexf")
GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"
GEXF = "{http://gexf.net/1.3}"
READERS: dict[str, Callable[[io.BytesIO], Any]] = {
    "graphml": lambda content: nx.read_graphml(content, force_multigraph=True),
    "gexf": nx.read_gexf,
}


def read(name: str, told: Picture) -> Any:
    return READERS[name](io.BytesIO(draw(name, told, "zh")))


def assert_equal(name: str, told: Picture) -> None:
    graph = read(name, told)
    assert graph.is_directed()
    assert dict(graph.nodes(data=True)) == told_nodes(told)
    found = {}
    keyed: Any = nx.MultiDiGraph(graph)
    for start, end, key, attributes in keyed.edges(keys=True, data=True):
        plain = dict(attributes)
        found[start, end, plain.pop("id", key)] = plain
    expected = told_edges(told)
    assert found == expected
    assert graph.number_of_edges() == len(told.edges)
    shares = [value for each in found.values() for name, value in each.items() if name.startswith("percent")]
    assert {type(share) for share in shares} <= {float}


@pytest.mark.parametrize("told", PARTS)
@pytest.mark.parametrize("name", NETWORKS)
def test_every_example_lot_is_read_back_equal(name: str, told: str) -> None:
    assert_equal(name, part(told))


@pytest.mark.parametrize("text", MORE_HOSTILE)
@pytest.mark.parametrize("name", NETWORKS)
def test_a_name_is_a_name_and_nothing_else(name: str, text: str) -> None:
    assert_equal(name, named(text))


@settings(max_examples=60, deadline=None)
@given(pictures())
def test_any_picture_is_read_back_equal(told: Picture) -> None:
    for name in NETWORKS:
        assert_equal(name, told)


@pytest.mark.parametrize("name", NETWORKS)
def test_nothing_at_all_is_a_graph_too(name: str) -> None:
    graph = read(name, picture([], []))
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (0, 0)


@pytest.mark.parametrize("name", NETWORKS)
def test_two_relations_between_the_same_parties_both_survive(name: str) -> None:
    nodes = [company("n1"), company("n2")]
    graph = read(name, picture(nodes, [held("n1", "n2", 60), held("n1", "n2", 55)]))
    assert sorted(attributes["percent"] for _, _, attributes in graph.edges(data=True)) == [55.0, 60.0]


@pytest.mark.parametrize("told", PARTS)
def test_no_two_relations_between_the_same_parties_are_of_one_kind_in_gexf(told: str) -> None:
    root = ET.fromstring(draw("gexf", part(told), "zh"))
    met = Counter((edge.get("source"), edge.get("target"), edge.get("kind")) for edge in root.iter(f"{GEXF}edge"))
    assert all(count == 1 for count in met.values())


def test_several_holdings_of_one_company_by_one_holder_are_kinds_of_their_own() -> None:
    nodes = [company("n1"), company("n2")]
    root = ET.fromstring(draw("gexf", picture(nodes, [held("n1", "n2", 60), held("n1", "n2", 55), held("n2", "n1", 5)]), "zh"))
    assert [edge.get("kind") for edge in root.iter(f"{GEXF}edge")] == ["holds", "holds (2)", "holds"]


def test_flags_are_written_as_xml_knows_them() -> None:
    content = {name: draw(name, example("D01-demo"), "zh") for name in NETWORKS}
    root = ET.fromstring(content["graphml"])
    flags = {key.get("id") for key in root.iter(f"{GRAPHML}key") if key.get("attr.type") == "boolean"}
    assert {each.text for each in root.iter(f"{GRAPHML}data") if each.get("key") in flags} == {"true", "false"}
    assert b"True" not in content["gexf"]


def test_the_lot_the_cut_off_day_and_what_was_not_checked_stand_on_the_graph() -> None:
    told = example("D01-demo")
    unchecked = sum(finding.level == 0 for finding in told.findings)
    assert unchecked
    graph = read("graphml", told).graph
    assert {name: graph[name] for name in ("lot", "as_of", "opens_on", "verdict", "unchecked")} == {
        "lot": told.lot.id,
        "as_of": "2026-11-22",
        "opens_on": "2026-12-01",
        "verdict": told.lot.verdict,
        "unchecked": unchecked,
    }
    description = ET.fromstring(draw("gexf", told, "zh")).findtext(f"{GEXF}meta/{GEXF}description") or ""
    assert f"verdict: {told.lot.verdict}; unchecked: {unchecked}" in description


def test_gexf_says_neither_the_day_of_writing_nor_the_version_of_a_library() -> None:
    meta = ET.fromstring(draw("gexf", example("D01-demo"), "zh")).find(f"{GEXF}meta")
    assert meta is not None
    assert meta.attrib == {}
    assert meta.findtext(f"{GEXF}creator") == "relparty"


def test_a_share_nobody_told_is_no_zero() -> None:
    told = picture([company("n1"), company("n2")], [held("n1", "n2", None), held("n2", "n1", 0)])
    for name in NETWORKS:
        shares = {start: attributes.get("percent") for start, _, attributes in read(name, told).edges(data=True)}
        assert shares == {"n1": None, "n2": 0.0}


@pytest.mark.parametrize("name", NETWORKS)
def test_a_share_between_two_bounds_is_told_as_none_of_them(name: str) -> None:
    told = picture([company("n1"), company("n2")], [held("n1", "n2", 25, most=500_000), held("n2", "n1", 25, most=250_000)])
    shares = {
        start: {word: value for word, value in each.items() if "percent" in word} for start, _, each in read(name, told).edges(data=True)
    }
    assert shares == {"n1": {"percent_from": 25.0, "percent_to": 50.0}, "n2": {"percent": 25.0}}
