"""Pages: which are asked for, and what they are together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from relparty.model.evidence import Told
from relparty.model.lot import form_file
from relparty.model.record import Place, Source
from relparty.registers.fields import Fields
from relparty.registers.lookup import Answer, Call, Conversation, Wanted, made
from relparty.registers.paging import Rows, gaps, listed, pages, skipping

Page = tuple[Sequence[object], int | None]
FILE = form_file("register/x.json", b"{}")


def answer(call: Call, body: object = None) -> Answer:
    return Answer(call, 200, datetime(2026, 11, 22, tzinfo=UTC), body)


def numbered(number: int) -> Call:
    return Call.of("list", "list", at=number)


def rows(found: Answer) -> Rows:
    assert isinstance(found.body, tuple)
    return Rows(*found.body)


def asked(conversation: Conversation, *told: Page) -> list[int]:
    """The numbers asked for, when the pages are answered one after the other."""
    numbers: list[int] = []
    try:
        call = next(conversation)
        for page in told:
            numbers.append(int(call.params[0][1]))
            call = conversation.send(answer(call, page))
    except StopIteration:
        return numbers
    return [*numbers, int(call.params[0][1])]


@pytest.mark.parametrize(
    ("told", "numbers"),
    [
        ([(["a", "b"], 2)], [1]),
        ([(["a", "b"], 3), (["c"], 3)], [1, 2]),
        ([(["a", "b"], 3), (["a", "b"], 3)], [1, 2]),
        ([(["a", "b"], 9), ([], 9)], [1, 2]),
        ([([], 0)], [1]),
        ([(["a", "b"], None), (["c"], None)], [1, 2]),
        ([(["a"], None)], [1]),
    ],
)
def test_pages_are_asked_for_until_all_rows_are_there(told: list[Page], numbers: list[int]) -> None:
    assert asked(pages(numbered, rows, full=2), *told) == numbers


def test_where_no_page_says_more_and_none_is_full_one_is_all() -> None:
    assert asked(pages(numbered, rows), (["a", "b"], None)) == [1]


def test_rows_are_passed_over_by_how_many_came() -> None:
    assert asked(skipping(numbered, rows), (["a", "b", "c"], 5), (["d"], 5), (["e"], 5)) == [0, 3, 4]


def page(*names: str) -> list[Fields]:
    return [Fields.of({"name": name}, FILE, "/rows", "cc_example") for name in names]


@pytest.mark.parametrize(
    ("found", "count", "is_whole"),
    [
        ([], None, True),
        ([(page(), 0)], 0, True),
        ([(page("a", "b"), 3), (page("c"), 3)], 3, True),
        ([(page("a", "b"), 3), (page("a", "b"), 3)], 2, False),
        ([(page("a", "b"), None)], 2, False),
        ([(page("a", "b"), None), (page("c"), None)], 3, True),
    ],
)
def test_a_list_is_whole_where_its_pages_say_so(found: list[tuple[list[Fields], int | None]], count: int | None, is_whole: bool) -> None:
    together = listed(found, full=2)
    assert (None if together.rows is None else len(together.rows), together.is_whole) == (count, is_whole)


def test_lists_not_asked_for_and_lists_cut_off_are_told_each_as_what_it_is() -> None:
    lookup = made("cc_example", Wanted("甲"), [answer(Call.of("holders", "x"), {})])
    name = Told("甲", Source(FILE.file, Place(pointer="/name"), FILE.sha256, "甲", "register"))
    found = gaps(lookup, name, ["holders", "staff"], ["holders", "staff"])
    assert [each.text for each in found] == ["staff: not asked", "holders: not all pages"]
    assert {each.source.place.pointer for each in found} == {"/name"}
