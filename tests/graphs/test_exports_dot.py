"""DOT: Graphviz itself reads the same graph, and draws every name as it stands."""

from __future__ import annotations

import html
from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

import pygraphviz as pgv
import pytest
from exportlots import company, example, held, picture
from exportreading import MORE_HOSTILE, PARTS, line, named, part, pictures, told_edges, told_nodes
from hypothesis import given, settings

from relparty.graph_formats import Picture, draw

LOOKS = {"shape", "penwidth", "style", "key"}


def read(told: Picture) -> Any:
    return pgv.AGraph(string=draw("dot", told, "zh").decode(), strict=False, directed=True)


def text_of(raw: str) -> str:
    """What a reader of raw values makes of one, as the page of exports says."""
    return html.unescape(raw.replace("\\\\", "\\"))


def words(attributes: dict[str, Any]) -> dict[str, str]:
    return {name: str(value).lower() if isinstance(value, bool) else str(value) for name, value in attributes.items()}


def told_of(element: Any) -> dict[str, str]:
    return {name: text_of(value) for name, value in element.attr.items() if name not in LOOKS and value}


def assert_equal(told: Picture) -> None:
    graph = read(told)
    assert {str(node): told_of(node) for node in graph.nodes()} == {key: words(each) for key, each in told_nodes(told).items()}
    found = {(start, end, key): told_of(graph.get_edge(start, end, key)) for start, end, key in graph.edges(keys=True)}
    assert found == {key: words(each) for key, each in told_edges(told).items()}
    assert len(graph.edges()) == len(told.edges)


@pytest.mark.parametrize("told", PARTS)
def test_every_example_lot_is_read_back_equal(told: str) -> None:
    assert_equal(part(told))


@pytest.mark.parametrize("text", MORE_HOSTILE)
def test_a_name_is_a_name_and_nothing_else(text: str) -> None:
    assert_equal(named(text))


@settings(max_examples=60, deadline=None)
@given(pictures())
def test_any_picture_is_read_back_equal(told: Picture) -> None:
    assert_equal(told)


def test_nothing_at_all_is_a_graph_too() -> None:
    assert list(read(picture([], [])).nodes()) == []


@pytest.mark.parametrize("text", ["\\N\\l\\G &lt;&#60;\\", "甲\"乙'&amp;有限公司", "<b>甲</b>", "<script>alert(1)</script>"])
def test_graphviz_draws_the_name_as_it_stands(text: str) -> None:
    graph = read(picture([company("n1", text), company("n2", "乙")], [held("n1", "n2", words=text)]))
    graph.layout("dot")
    drawn = ["".join(each.itertext()) for each in ET.fromstring(graph.draw(format="svg")).iter("{http://www.w3.org/2000/svg}text")]
    assert sorted(each.replace("\xa0", " ") for each in drawn) == sorted([line(text), "乙", line(text)])


def test_it_looks_as_our_pictures_do() -> None:
    graph = read(example("D01-demo"))
    bidders = {node for node in graph.nodes() if node.attr["bidder"] == "true"}
    assert bidders
    assert {node.attr["penwidth"] for node in bidders} == {"3"}
    persons = {node.attr["shape"] for node in graph.nodes() if node.attr["kind"] == "person"}
    assert persons == {"ellipse"}
    dotted = [edge for edge in graph.edges() if edge.attr["style"] == "dotted"]
    assert [edge.attr["judgement"] for edge in dotted] == ["true"] * len(dotted) != []


@pytest.mark.parametrize(("until", "dash"), [(date(2026, 12, 1), "dashed"), (date(2026, 12, 2), "solid")])
def test_only_what_ended_by_the_day_of_opening_is_dashed(until: date, dash: str) -> None:
    told = picture([company("n1"), company("n2")], [held("n1", "n2", until=until)])
    assert told.lot.opens_on == date(2026, 12, 1)
    graph = read(told)
    (ends,) = graph.edges(keys=True)
    assert graph.get_edge(*ends).attr["style"] == dash
