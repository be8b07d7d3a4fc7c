"""CSV: a spreadsheet opens both tables, with nothing lost and no formula alive."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from exportlots import company, example, held, picture
from exportreading import MORE_HOSTILE, PARTS, line, named, part, pictures, told_edges, told_nodes, unzipped
from hypothesis import given, settings

from relparty.graph_formats import Picture, draw
from relparty.model.finding import LEVEL_WORDS, Level
from relparty.model.party import PARTY_KIND_WORDS, PartyKind
from relparty.phrases import Lang
from relparty_graphs.formats.csv import EDGE_HEADS, NODE_HEADS

Rows = list[dict[str, str]]
SHARES = ("percent", "percent_from", "percent_to")
KINDS = {"declaration": ("申报", "declaration"), "register": ("登记", "register"), "lot": ("项目文件", "lot file")}


def tables(told: Picture, lang: Lang = "zh") -> tuple[Rows, Rows]:
    """Both tables, with the heads as our own words."""
    files = unzipped(draw("csv", told, lang))
    assert list(files) == ["nodes.csv", "edges.csv"]
    nodes, edges = (_rows(files[name], heads, lang) for name, heads in (("nodes.csv", NODE_HEADS), ("edges.csv", EDGE_HEADS)))
    return nodes, edges


def _rows(content: bytes, heads: dict[str, Any], lang: Lang) -> Rows:
    assert content.startswith(b"\xef\xbb\xbf")
    told = content.decode("utf-8-sig")
    head, *others = csv.reader(io.StringIO(told, newline=""), strict=True)
    assert head == [words.say(lang) for words in heads.values()]
    assert told.count("\r\n") == told.count("\n") == len(others) + 1
    return [dict(zip(heads, row, strict=True)) for row in others]


def unquoted(cell: str) -> str:
    return cell[1:] if cell[:2] in {f"'{sign}" for sign in "=+-@＝＋－＠"} or (cell.startswith("'") and cell[1:].isdigit()) else cell


def cell(value: Any, lang: Lang) -> str:
    if isinstance(value, bool):
        return {"zh": ("否", "是"), "en": ("no", "yes")}[lang][value]
    return "" if value is None else str(value)


def assert_equal(told: Picture, lang: Lang = "zh") -> None:
    nodes, edges = tables(told, lang)
    names = {key: each["label"] for key, each in told_nodes(told).items()}
    for row, (key, each) in zip(nodes, told_nodes(told).items(), strict=True):
        each["kind"] = PARTY_KIND_WORDS[PartyKind(each["kind"])].say(lang)
        each["level"] = LEVEL_WORDS[Level.of(each["level"])].say(lang) if "level" in each else None
        assert {name: unquoted(text) for name, text in row.items()} == {
            name: unquoted(cell(value, lang)) for name, value in ({"folded": None, "number": None} | each | {"id": key}).items()
        }
    for row, ((start, end, key), each) in zip(edges, told_edges(told).items(), strict=True):
        for name in SHARES:
            percent = row.pop(name)
            assert (float(percent) if percent else None) == each.pop(name, None)
        each["source_kinds"] = "; ".join(KINDS[kind][lang == "en"] for kind in each.get("source_kinds", "").split("; ") if kind)
        ends = {"id": key, "source": start, "target": end, "source_name": names[start], "target_name": names[end]}
        assert {name: unquoted(text) for name, text in row.items()} == {
            name: unquoted(cell((ends | each).get(name), lang)) for name in EDGE_HEADS if name not in SHARES
        }


def assert_harmless(told: Picture) -> None:
    for table in tables(told):
        for row in table:
            assert not [text for text in row.values() if text.startswith(tuple("=+-@\t\r＝＋－＠"))]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("told", PARTS)
def test_every_example_lot_is_told_whole(told: str, lang: Lang) -> None:
    assert_equal(part(told), lang)
    assert_harmless(part(told))


@pytest.mark.parametrize("text", MORE_HOSTILE)
def test_a_name_is_a_name_and_no_formula(text: str) -> None:
    assert_equal(named(text))
    assert_harmless(named(text))


@settings(max_examples=60, deadline=None)
@given(pictures())
def test_any_picture_is_told_whole(told: Picture) -> None:
    assert_equal(told)
    assert_harmless(told)


def test_nothing_at_all_leaves_the_heads() -> None:
    assert tables(picture([], [])) == ([], [])


@pytest.mark.parametrize("sign", "=+-@＝＋－＠")
def test_what_would_be_a_formula_has_a_quote_before_it(sign: str) -> None:
    nodes, _ = tables(picture([company("n1", f"{sign}1+1")], []))
    assert nodes[0]["label"] == f"'{sign}1+1"


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("914403001922038216", "'914403001922038216"),
        ("91440300MA000100XJ", "91440300MA000100XJ"),
        ("075512345678", "'075512345678"),
        ("13800000000", "13800000000"),
        ("110101********0009", "110101********0009"),
    ],
)
def test_long_numbers_keep_their_figures_in_a_spreadsheet(number: str, shown: str) -> None:
    nodes, _ = tables(picture([company("n1", number=number)], []))
    assert nodes[0]["number"] == shown


def test_shares_are_plain_numbers() -> None:
    shares = [60, 83.29, 33.3333, 0, 0.0001, None]
    told = picture([company("n1"), company("n2")], [held("n1", "n2", share) for share in shares])
    assert [row["percent"] for row in tables(told)[1]] == ["60", "83.29", "33.3333", "0", "0.0001", ""]


def test_line_breaks_stay_inside_their_row() -> None:
    nodes, _ = tables(picture([company("n1", "甲\r\n乙\t丙")], []))
    assert nodes[0]["label"] == line("甲\r\n乙\t丙") == "甲⟨U+000A⟩乙⟨U+0009⟩丙"


def test_relations_can_be_read_without_looking_ids_up() -> None:
    told = example("D01-demo")
    names = {node.id: node.name for node in told.nodes}
    assert [(row["source_name"], row["target_name"]) for row in tables(told)[1]] == [
        (names[edge.start], names[edge.end]) for edge in told.edges
    ]
