"""The machine form: what is no text, and what is too much."""

from __future__ import annotations

import json
from typing import Any

import pytest

import lotmaker
from formpapers import BIDDER, declared, table
from relparty.errors import UnreadableFile
from relparty.forms.bounds import MOST_ROWS
from relparty.forms.read import machine_form
from relparty.model.lot import Declaration, form_file


def _form(**told: Any) -> dict[str, Any]:
    return {**lotmaker.forms({"bidders": {"甲辰": {}}})["甲辰"], **told}


def _read(text: str) -> Declaration:
    return machine_form(form_file("forms/a.json", text.encode()), text.encode())


def _holders(count: int) -> list[dict[str, Any]]:
    return [{"name": f"厉昶{chr(0x4E00 + n)}", "kind": "person", "percent": 100 / count} for n in range(count)]


@pytest.mark.parametrize("half", ["\ud800", "甲\udc00乙", "\udc00\ud800"])
@pytest.mark.parametrize("where", ["value", "id", "key", "row", "bidder"])
def test_half_a_character_is_told_where_it_stands(half: str, where: str) -> None:
    form = _form()
    forms = {
        "value": _form(lot={**form["lot"], "name": half}),
        "id": _form(head={**form["head"], "id": half}),
        "key": _form(**{half: "甲"}),
        "row": _form(kin=[{"person": "滑峤珩", "relative": "滑峤砚", "relation": half}]),
        "bidder": _form(bidder={**form["bidder"], "name": f"{half}甲辰有限公司"}),
    }
    got = _read(json.dumps(forms[where]))
    (source,) = (source for problem in got.problems if problem.reason == "not_understood" for source in problem.sources)
    assert "\ufffd" in f"{source.text}{source.place.say('zh')}"
    assert not any("?" in each.source.text for each in got.records)
    assert repr(got).isprintable()


def test_half_a_character_in_a_repeated_key_is_told_too() -> None:
    with pytest.raises(UnreadableFile) as caught:
        _read('{"\\ud800": 1, "\\ud800": 2}')
    assert "\ufffd" in caught.value.say("zh")


def test_a_pair_of_surrogates_is_a_character() -> None:
    text = json.dumps(_form(head={"name": "𬱖明", "id": lotmaker.person_id(40)}))
    assert "\\ud873" in text
    assert _read(text).problems == ()


def test_an_empty_list_is_an_answer_here() -> None:
    assert _read(json.dumps(_form(officers=[], kin=[], changes=[]))).problems == ()


@pytest.mark.parametrize("block", ["shareholders", "kin"])
def test_more_rows_than_any_bidder_has_are_refused(block: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        _read(json.dumps(_form(**{block: [{}] * (MOST_ROWS + 1)})))
    assert caught.value.place == "forms/a.json"
    assert str(MOST_ROWS + 1) in caught.value.fact.say("zh")
    assert caught.value.next_step.say("zh")


def test_as_many_rows_as_may_be_are_read() -> None:
    assert len(_read(json.dumps(_form(shareholders=_holders(MOST_ROWS)))).records) > MOST_ROWS


@pytest.mark.parametrize(("count", "is_refused"), [(MOST_ROWS, False), (MOST_ROWS + 1, True)])
def test_a_printed_form_has_the_same_bound(count: int, is_refused: bool) -> None:
    rows = [["一、股东信息"], ["股东名称", "持股比例"], *([each["name"], "0.2"] for each in _holders(count))]
    if not is_refused:
        assert len(declared(table([BIDDER, *rows])).records) == MOST_ROWS
        return
    with pytest.raises(UnreadableFile, match=str(count)):
        declared(table([BIDDER, *rows]))


def test_a_label_repeated_without_end_is_refused_too() -> None:
    with pytest.raises(UnreadableFile, match="phone"):
        declared(table([BIDDER, *[["联系电话", "0755-1234567"]] * (MOST_ROWS + 1)]))
