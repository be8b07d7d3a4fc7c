"""The form online: what was posted is what is kept, nothing more and nothing less."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relparty.errors import UnreadableFile, UsageError
from relparty.forms import machine
from relparty.forms.blank import fields
from relparty.forms.online.asked import BLOCKS, COLUMN_PATHS, FIELD_PATHS, SECTIONS
from relparty.forms.online.form import machine_form, posted
from relparty.forms.online.inputs import MOST_CHARACTERS, MOST_FIELDS, MOST_ROWS, cell_name, spot
from relparty.forms.online.page import page
from relparty.forms.online.posting import values
from test_lots import LOTS

SCHEMA = json.loads(files("relparty.forms").joinpath("declaration.schema.json").read_text(encoding="utf-8"))
NAMES = [
    *FIELD_PATHS,
    *(cell_name(block, row, column) for block, columns in COLUMN_PATHS.items() for column in columns for row in (1, 2, 3, 9)),
]
BIDDER = {"bidder_name": "深圳市甲辰工程有限公司"}

texts = st.text(max_size=12) | st.sampled_from(["无", "不设监事", " 60.5％ ", "110108********0006", "<script>", "[]", "null"])
posts = st.dictionaries(st.sampled_from(NAMES), texts, max_size=25)


def form_of(told: Mapping[str, str]) -> dict[str, Any]:
    form: dict[str, Any] = json.loads(machine_form(told))
    return form


def filled(told: Mapping[str, str]) -> dict[str, str]:
    """What of a post is not empty, with the rows of each block closed up."""
    answers = values(told)
    cells = {
        cell_name(block, at, column): text
        for block, rows in answers.rows.items()
        for at, row in enumerate(rows, start=1)
        for column, text in row.cells.items()
    }
    return {**answers.fields, **cells}


@given(posts)
def test_what_was_posted_comes_back(told: dict[str, str]) -> None:
    assert posted(machine_form(told)) == filled(told)
    kept = sorted(text for text in told.values() if text.strip())
    assert sorted(filled(told).values()) == kept


@given(posts)
def test_the_same_post_gives_the_same_bytes_in_any_order(told: dict[str, str]) -> None:
    first = machine_form(told)
    assert machine_form(list(reversed(told.items()))) == first
    assert machine_form(posted(first)) == first


@given(posts)
def test_a_form_with_a_bidder_follows_the_published_schema(told: dict[str, str]) -> None:
    jsonschema.validate(form_of({**told, **BIDDER}), SCHEMA)


def leaves(schema: Mapping[str, Any], path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every value that the schema knows, key by key."""
    inner = schema.get("properties") or schema.get("items", {}).get("properties")
    if inner is None:
        yield path
    for key, each in (inner or {}).items():
        yield from leaves(each, (*path, key))


def test_every_field_of_the_schema_can_be_answered_online() -> None:
    reached = {*FIELD_PATHS.values(), *((block, *path) for block, paths in COLUMN_PATHS.items() for path in paths.values())}
    assert set(leaves(SCHEMA)) - {("form",), (machine.UNANSWERED,)} == reached


def test_everything_that_the_printed_form_asks_is_asked_but_seal_and_signature() -> None:
    printed = {each.name for section in (*fields.SECTIONS, fields.FOOT) for each in section.fields}
    assert printed - {each.name for section in SECTIONS for each in section.fields} == {"seal", "head_signature"}
    assert fields.BLOCKS == BLOCKS
    assert {block.name: list(COLUMN_PATHS[block.name]) for block in BLOCKS} == {
        block.name: [column.name for column in block.columns] for block in fields.BLOCKS
    }


def test_each_input_lands_where_the_reader_looks_for_it() -> None:
    told = {name: f"答{number}" for number, name in enumerate(each for each in NAMES if "-" not in each or "-1-" in each)}
    form = form_of(told)
    assert form["head"] == {"name": told["head_name"], "id": told["head_id"]}
    assert form["upper_holdings"][0]["holder"]["name"] == told["upper_holdings-1-name"]
    assert form["declared_on"] == told["filled_on"]
    assert machine.UNANSWERED in form
    assert form[machine.UNANSWERED] == []
    _, read = machine.read(own_file(machine_form(told)), machine_form(told))
    assert not read.not_understood
    assert sorted(cell.text for cell in machine._all(read)) == sorted(told.values())


def own_file(content: bytes) -> Any:
    from relparty.model.lot import form_file

    return form_file("online.json", content)


def test_rows_left_empty_are_dropped_and_the_others_keep_their_order() -> None:
    form = form_of({"kin-9-person": "乙", "kin-2-person": " \t", "kin-3-person": "甲", "kin-1-unit": ""})
    assert [row["person"] for row in form["kin"]] == ["甲", "乙"]


def test_a_block_answered_with_none_is_answered_and_one_left_empty_is_named() -> None:
    form = form_of({"kin-1-person": "无"})
    assert form["kin"] == [{"person": "无", "relative": ""}]
    assert "kin" not in form[machine.UNANSWERED]
    assert "changes" in form[machine.UNANSWERED]


@pytest.mark.parametrize(
    "name",
    [
        "head",
        "shareholders-0-name",
        "shareholders-01-name",
        "shareholders-1-phone",
        "nobody-1-name",
        "kin",
        "",
        "é",
        "\ud800",
        "<script>" * 90,
    ],
)
def test_an_unknown_input_is_refused_by_name(name: str) -> None:
    assert spot(name) is None
    with pytest.raises(UsageError) as caught:
        machine_form({name: "甲"})
    assert caught.value.say("zh").isprintable()
    assert len(caught.value.say("zh")) < 200


def test_unknown_inputs_are_refused_even_when_empty() -> None:
    with pytest.raises(UsageError):
        machine_form({"head_nmae": ""})


def test_an_input_posted_twice_is_refused() -> None:
    with pytest.raises(UsageError, match="twice"):
        machine_form([("head_name", "甲"), ("head_name", "乙")])


def test_what_the_page_adds_is_no_answer() -> None:
    pairs = [("csrf", "x"), ("act", "check"), ("add", "kin"), ("head_name", "甲乙")]
    assert machine_form(pairs, beside=("csrf",)) == machine_form({"head_name": "甲乙"})
    with pytest.raises(UsageError, match="csrf"):
        machine_form(pairs)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"address": "路" * (MOST_CHARACTERS + 1)}, str(MOST_CHARACTERS)),
        ({f"kin-{MOST_ROWS + 1}-person": ""}, str(MOST_ROWS)),
        ({"head_name": "\ud800"}, "cannot be kept"),
        ({"head_name": b"file"}, "no text"),
    ],
)
def test_too_much_is_refused_and_never_cut(told: Any, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        machine_form(told)


def test_as_much_as_may_be_is_taken() -> None:
    form = form_of({"address": "路" * MOST_CHARACTERS, f"kin-{MOST_ROWS}-person": "甲"})
    assert len(form["bidder"]["address"]) == MOST_CHARACTERS
    assert len(form["kin"]) == 1


def test_more_inputs_than_the_form_can_have_are_refused_before_they_are_looked_at() -> None:
    with pytest.raises(UsageError, match=str(MOST_FIELDS)):
        machine_form(("act", "check") for _ in range(MOST_FIELDS + 1))


def test_machine_forms_made_elsewhere_fill_the_page_too() -> None:
    forms = [path for lot in LOTS for path in Path(lot).glob("forms/*.json")]
    assert forms
    for path in forms:
        form = json.loads(path.read_text(encoding="utf-8"))
        again = form_of(posted(path.read_bytes()))
        assert again["bidder"]["name"] == form["bidder"]["name"]
        assert len(again.get("shareholders", [])) == len(form["shareholders"])


def test_an_empty_list_and_numbers_come_back_as_a_person_would_type_them() -> None:
    form = {"form": machine.FORM, "bidder": {"name": "甲"}, "kin": [], "shareholders": [{"name": "乙", "percent": 60.0, "capital": 0.5}]}
    told = posted(json.dumps(form).encode())
    assert told == {
        "bidder_name": "甲",
        "kin-1-person": "无",
        "shareholders-1-name": "乙",
        "shareholders-1-percent": "60",
        "shareholders-1-capital": "0.5",
    }


@pytest.mark.parametrize(
    "more",
    [
        {"secret": 1},
        {"kin": "无"},
        {"kin": ["无"]},
        {"kin": [{"person": "甲", "age": 3}]},
        {"bidder": {"name": ["甲"]}},
        {"head": "甲"},
        {"lot": {"x": {"y": 1}}},
    ],
)
def test_what_the_form_online_does_not_ask_is_told_and_not_dropped(more: dict[str, Any]) -> None:
    with pytest.raises(UsageError, match="/"):
        posted(json.dumps({"form": machine.FORM, "bidder": {"name": "甲"}, **more}).encode())


def test_what_is_no_machine_form_fills_nothing() -> None:
    with pytest.raises(UnreadableFile):
        posted(b"{}")


def test_the_page_shows_every_text_as_typed_and_one_row_more_when_asked() -> None:
    shown = page([("kin-4-person", " 甲 "), ("head_name", ""), ("add", "kin"), ("add", "nobody")])
    assert shown.texts == {"kin-4-person": " 甲 ", "head_name": ""}
    assert shown.rows["kin"] == 5
    assert shown.rows["changes"] == page().rows["changes"]


def test_no_row_is_added_beyond_the_bound() -> None:
    assert page([(f"kin-{MOST_ROWS}-person", "甲"), ("add", "kin")]).rows["kin"] == MOST_ROWS


def test_the_button_none_answers_an_empty_block_and_overwrites_nothing() -> None:
    assert page([("kin-1-person", " "), ("none", "kin")]).texts["kin-1-person"] == "无"
    assert page([("kin-2-unit", "甲"), ("none", "kin")]).texts == {"kin-2-unit": "甲"}
