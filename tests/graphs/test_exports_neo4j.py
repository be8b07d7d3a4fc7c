"""Neo4j: the script and the import tables hold the same graph, keys are a lot's own, and no name becomes a statement."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from cypherreading import run
from exportlots import company, example, held, person, picture
from exportreading import MORE_HOSTILE, PARTS, line, named, part, pictures, told_edges, told_nodes, unzipped
from hypothesis import given, settings

from relparty.graph_formats import Picture, cut, draw
from relparty_graphs.propertygraph import relation_type
from relparty_graphs.standards.ids import party_ids

Rows = list[dict[str, Any]]
TYPED: dict[str, Callable[[str], Any]] = {
    "boolean": lambda text: {"true": True, "false": False}[text],
    "double": float,
    "int": int,
    "date": str,
    "": str,
}


def script(told: Picture) -> str:
    return draw("cypher", told, "zh").decode()


def tables(told: Picture) -> tuple[Rows, Rows]:
    files = unzipped(draw("neo4j", told, "zh"))
    assert list(files) == ["nodes.csv", "relationships.csv"]
    nodes, relations = (rows(content.decode()) for content in files.values())
    return nodes, relations


def rows(text: str) -> Rows:
    """The rows with typed values; heads that Neo4j reads itself stay as they are."""
    assert not text.startswith("\ufeff")
    head, *others = csv.reader(io.StringIO(text, newline=""), strict=True)
    assert all(len(row) == len(head) for row in others)
    assert text.count("\n") == len(others) + 1
    return [dict(_typed(name, cell) for name, cell in zip(head, row, strict=True)) for row in others]


def _typed(head: str, cell: str) -> tuple[str, Any]:
    name, _, kind = head.partition(":")
    if kind in ("ID", "START_ID", "END_ID", "TYPE", "LABEL"):
        return kind, cell
    return name, TYPED[kind](cell) if cell else None


def told_by_key(told: Picture) -> tuple[dict[str, Any], list[Any]]:
    """What every node and relation must say, by the keys of their parties."""
    keys, of = party_ids(told), {"lot": line(told.lot.id), "as_of": told.lot.as_of.isoformat()}
    nodes = {keys[node]: {"name": each.pop("label"), **of, **each} for node, each in told_nodes(told).items()}
    relations = [(keys[start], keys[end], {"words": each.pop("label"), **of, **each}) for (start, end, _), each in told_edges(told).items()]
    return nodes, relations


def present(properties: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in properties.items() if value is not None and value != ""}


def plain(mapping: dict[str, Any]) -> dict[str, Any]:
    return dict(sorted(present(mapping).items()))


def in_order(relations: list[Any]) -> list[str]:
    return sorted(repr((start, end, plain(each))) for start, end, each in relations)


def assert_equal(told: Picture) -> None:
    nodes, relations = told_by_key(told)
    stored, joined = run(script(told))
    assert {key: plain(each) for key, (_, each) in stored.items()} == {key: plain(each) for key, each in nodes.items()}
    assert in_order([(start, end, each) for start, end, _, each in joined.values()]) == in_order(relations)
    node_rows, relation_rows = tables(told)
    assert {row.pop("ID"): (frozenset(row.pop("LABEL").split(";")), plain(row)) for row in node_rows} == {
        key: (labels, plain(each)) for key, (labels, each) in stored.items()
    }
    assert {row.pop("key"): (row.pop("START_ID"), row.pop("END_ID"), row.pop("TYPE"), plain(row)) for row in relation_rows} == {
        key: (start, end, word, plain(each)) for key, (start, end, word, each) in joined.items()
    }


@pytest.mark.parametrize("told", PARTS)
def test_every_example_lot_is_told_whole_by_script_and_tables(told: str) -> None:
    assert_equal(part(told))
    assert len(run(script(part(told)))[1]) == len(part(told).edges)


@pytest.mark.parametrize("text", MORE_HOSTILE)
def test_a_name_is_a_name_and_no_statement(text: str) -> None:
    assert_equal(named(text))


@settings(max_examples=60, deadline=None)
@given(pictures())
def test_any_picture_is_told_whole(told: Picture) -> None:
    assert_equal(told)


def test_nothing_at_all_leaves_the_constraints_and_the_heads() -> None:
    nothing = picture([], [])
    assert run(script(nothing)) == ({}, {})
    assert tables(nothing) == ([], [])


def test_the_heads_are_those_of_the_import() -> None:
    nodes, relations = (content.decode().splitlines()[0] for content in unzipped(draw("neo4j", picture([], []), "zh")).values())
    assert nodes == '"key:ID","name","lot","as_of:date","kind","number","bidder:boolean","level","hub:boolean","folded:int",":LABEL"'
    assert relations == (
        '":START_ID",":END_ID",":TYPE","key","words","lot","as_of:date","relation","percent:double","percent_from:double",'
        '"percent_to:double","control:boolean",'
        '"since:date","until:date","judgement:boolean","source_kinds","sources","findings"'
    )


def test_labels_are_kinds_and_types_are_relations() -> None:
    nodes, relations = run(script(example("D01-demo")))
    by_kind = {each["kind"]: labels - {"Bidder"} for labels, each in nodes.values()}
    assert by_kind["person"] == {"Party", "Person"}
    assert by_kind["company"] == {"Party", "Company"}
    assert by_kind["fact"] == {"Fact"}
    assert {word for _, _, word, _ in relations.values()} >= {"HOLDS", "HEAD", "SAME_NAME", "GROUP_MEMBER"}
    assert all(("Bidder" in labels) == each["bidder"] for labels, each in nodes.values())


@pytest.mark.parametrize("word", ["", "1x", "a`b", "持股", "holds {x: 1}]->() DETACH DELETE n //", "ſ", "ﬁ"])
def test_a_relation_of_any_word_is_a_type_that_needs_no_quotes(word: str) -> None:
    assert re.fullmatch(r"[A-Z][A-Z0-9_]*", relation_type(word))


def test_formulas_are_names_to_a_database() -> None:
    nodes, _ = tables(picture([company("n1", "=cmd|' /C calc'!A0")], []))
    assert nodes[0]["name"] == "=cmd|' /C calc'!A0"


def test_the_part_that_proves_findings_has_the_keys_of_the_whole() -> None:
    whole = example("P05-layers")
    keys, part_keys = (set(run(script(each))[1]) for each in (whole, cut(whole)))
    assert part_keys < keys


def test_persons_of_one_name_and_parties_of_other_lots_stay_apart() -> None:
    told = picture([person("n1", "张伟", ""), person("n2", "张伟", ""), company("n3"), company("n4")], [held("n3", "n4")])
    assert len(run(script(told))[0]) == 4
    other = replace(told, lot=replace(told.lot, id="L2"))
    assert set(run(script(told))[0]).isdisjoint(run(script(other))[0])
    assert set(run(script(told))[1]).isdisjoint(run(script(other))[1])


def test_two_relations_between_the_same_parties_are_two() -> None:
    told = picture([company("n1"), company("n2")], [held("n1", "n2", 60), held("n1", "n2", 55), held("n1", "n2", None)])
    assert sorted(str(each["percent"]) for *_, each in run(script(told))[1].values()) == ["55.0", "60.0", "None"]


def test_a_backslash_and_a_u_never_meet() -> None:
    told = script(picture([company("n1", "a\\u0027b\\\\u0027\\U0027")], []))
    assert "name: 'a\\\\' + 'u0027b\\\\\\\\' + 'u0027\\\\' + 'U0027'" in told
