"""The fields of an answer: each is taken, passed over by name, or told."""

from __future__ import annotations

from datetime import date

import pytest

from relparty.errors import NotLookedUp
from relparty.model.lot import form_file
from relparty.registers import answers
from relparty.registers.fields import Fields, fraction, milliseconds, percent

FILE = form_file("register/x.json", b"{}")


def fields(**value: object) -> Fields:
    return Fields.of(value, FILE, "/body", "cc_example")


def test_what_nobody_took_is_told_with_its_place() -> None:
    row = fields(name="甲", share="10%", address="示例路", acting_for="卓蔚", empty="", dash="-", nothing=None, no_rows=[], more={"a": 1})
    row.needed("name")
    row.text("share")
    row.ignore("address")
    assert [(each.text, each.source.place.pointer) for each in row.rest()] == [
        ("acting_for: 卓蔚", "/body/acting_for"),
        ('more: {"a": 1}', "/body/more"),
    ]


@pytest.mark.parametrize("said", ["", " ", "-", "--", "—", "null", "暂无", None])
def test_a_field_that_says_nothing_is_none_and_cannot_be_needed(said: str | None) -> None:
    assert fields(name=said).text("name") is None
    with pytest.raises(NotLookedUp, match="/body/name"):
        fields(name=said).needed("name")


@pytest.mark.parametrize("said", [None, "", "x", [], 7])
def test_an_object_that_no_answer_may_lack_is_one_or_is_said_with_its_place(said: object) -> None:
    assert fields(company={"name": "甲"}).needed_part("company").needed("name").text == "甲"
    with pytest.raises(NotLookedUp, match="/body/company"):
        fields(company=said).needed_part("company")
    with pytest.raises(NotLookedUp, match="/body/company"):
        fields().needed_part("company")


def test_zero_says_something() -> None:
    told = fields(share=0).text("share")
    assert told
    assert told.text == "0"


@pytest.mark.parametrize("value", [["a"], {"a": 1}])
def test_a_list_where_a_text_should_stand_is_refused(value: object) -> None:
    with pytest.raises(NotLookedUp, match="/body/name"):
        fields(name=value).text("name")


@pytest.mark.parametrize("value", ["a", 7, {"a": 1}])
def test_a_text_where_a_list_should_stand_is_refused(value: object) -> None:
    with pytest.raises(NotLookedUp, match="/body/rows"):
        fields(rows=value).parts("rows")


def test_an_object_among_texts_is_refused_and_not_passed_over() -> None:
    assert [each.text for each in fields(names=["甲", "-", "乙"]).texts("names")] == ["甲", "乙"]
    with pytest.raises(NotLookedUp, match="/body/names/1"):
        fields(names=["甲", {"name": "乙"}]).texts("names")


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("49.19%", 491_900),
        ("49.19", 491_900),
        ("0.00004", 0),
        ("100", 1_000_000),
        ("100.1%", None),
        ("-1", None),
        ("NaN", None),
        ("x", None),
    ],
)
def test_a_percentage_is_a_share_of_the_whole(text: str, share: int | None) -> None:
    assert percent(text) == share


@pytest.mark.parametrize(("text", "share"), [("0.4919", 491_900), ("1", 1_000_000), ("1%", 10_000), ("1.01", None), ("Infinity", None)])
def test_a_part_of_one_is_a_share_too(text: str, share: int | None) -> None:
    assert fraction(text) == share


@pytest.mark.parametrize(
    ("text", "day"),
    [("1786723200000", date(2026, 8, 15)), ("1786723199999", date(2026, 8, 14)), ("x", None), ("9" * 30, None)],
)
def test_a_moment_is_a_day_in_china(text: str, day: date | None) -> None:
    assert milliseconds(text) == day


@pytest.mark.parametrize(
    ("value", "number"), [(45, 45), ("45", 45), (" 0 ", 0), (None, None), ("", None), ("²", None), (-1, None), (1.5, None), ([], None)]
)
def test_a_number_of_rows_is_digits_and_nothing_else(value: object, number: int | None) -> None:
    assert answers.count(value) == number
