"""The ledger of a lookup: what nobody took of the objects in it is told, by whether it may bear on relations."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from relparty.errors import NotLookedUp
from relparty.model.evidence import Extract, ExtractKind
from relparty.registers.ledger import Ledger
from relparty.registers.lookup import Answer, Call, Wanted, made
from relparty.registers.paging import Page

NOTHING = {"status": "none"}


def ledger(*answers: tuple[str, object]) -> Ledger:
    """The ledger of these answers, each with the name of its call."""
    moment = datetime(2026, 11, 22, tzinfo=UTC)
    return Ledger(made("cc_example", Wanted("甲"), [Answer(Call.of(name, name), 200, moment, body) for name, body in answers]))


def page(of: Ledger, at: int, _: Answer) -> Page | None:
    body = of.body(at, "status")
    return None if body.value == NOTHING else (body.parts("rows"), 3)


def settled(of: Ledger) -> Extract:
    return of.settled(Extract(of.lookup.file, ExtractKind.ANSWER))


def rows(*names: str, **beside: str) -> dict[str, object]:
    return {"status": "ok", "rows": [{"name": name} for name in names], **beside}


def test_what_nobody_took_is_unread_in_a_row_and_a_note_around_it() -> None:
    kept = ledger(("list", rows("甲", "乙", "丙", slogan="示例")))
    found = kept.listed("list", page)
    for row in (found.rows or [])[:2]:
        row.needed("name")
    told = settled(kept)
    assert [(each.text, each.source.place.pointer) for each in told.unread] == [("name: 丙", "/answers/0/body/rows/2/name")]
    assert [(each.text, each.source.place.pointer) for each in told.notes] == [("slogan: 示例", "/answers/0/body/slogan")]


def test_what_a_parser_itself_tells_comes_before_the_rest() -> None:
    kept = ledger(("basic", {"name": "甲", "new": "示例", "inner": {"other": "示例"}}))
    about = kept.body(kept.place("basic"))
    kept.relevant.append(about.needed_part("inner"))
    kept.unread.append(about.told("name", "unread"))
    kept.notes.append(about.needed("name"))
    told = settled(kept)
    assert [each.text for each in told.unread] == ["unread", "other: 示例"]
    assert [each.text for each in told.notes] == ["甲", "new: 示例"]


def test_a_field_taken_after_the_object_came_into_the_ledger_is_not_told() -> None:
    kept = ledger(("basic", {"name": "甲", "address": "示例路"}))
    about = kept.body(0, "address")
    about.needed("name")
    assert settled(kept).notes == ()


def test_a_list_is_put_together_of_its_pages_and_whole_where_all_of_it_is_there() -> None:
    kept = ledger(("list", rows("甲", "乙")), ("other", rows("丁")), ("list", rows("丙")))
    found = kept.listed("list", page)
    assert [row.value["name"] for row in found.rows or []] == ["甲", "乙", "丙"]
    assert found.is_whole
    assert not kept.listed("other", page).is_whole


def test_a_list_on_which_there_is_nothing_has_no_rows() -> None:
    kept = ledger(("list", NOTHING))
    assert kept.listed("list", page).rows is None
    assert kept.listed("never asked", page).rows is None
    assert settled(kept).unread == ()


def test_the_place_of_an_answer_is_that_of_its_call_and_one_that_is_missing_is_said() -> None:
    kept = ledger(("search", {}), ("basic", {"name": "甲"}))
    assert kept.place("basic") == 1
    with pytest.raises(NotLookedUp, match="/answers/profile"):
        kept.place("profile")


@pytest.mark.parametrize("body", ["<html>", [], None, 7])
def test_an_answer_that_is_no_object_is_said_with_its_place(body: object) -> None:
    with pytest.raises(NotLookedUp, match="/answers/1/body"):
        ledger(("basic", {}), ("list", body)).body(1)
