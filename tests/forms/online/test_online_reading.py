"""What the machine form says since it is filled in online: answers to whole blocks, blocks left empty, the new keys."""

from __future__ import annotations

import json
from typing import Any

import pytest

import lotmaker
from relparty.forms import machine
from relparty.forms.read import machine_form
from relparty.model.lot import Declaration, form_file


def declared(**told: Any) -> Declaration:
    content = json.dumps({**lotmaker.forms({"bidders": {"甲辰": {}}})["甲辰"], **told}, ensure_ascii=False).encode()
    return machine_form(form_file("forms/a.json", content), content)


def reasons(**told: Any) -> list[str]:
    return [each.reason for each in declared(**told).problems]


NONE_ROWS: list[tuple[str, dict[str, Any]]] = [
    ("officers", {"name": "不设监事"}),
    ("upper_holdings", {"company": "无", "holder": {"name": ""}}),
    ("related_units", {"name": "无", "uscc": "无", "relation": "/"}),
    ("kin", {"person": "没有", "relative": ""}),
    ("changes", {"item": "无"}),
    ("prior_service", {"person": "无"}),
]


@pytest.mark.parametrize(("block", "row"), NONE_ROWS)
def test_a_row_of_none_answers_the_block_as_on_paper(block: str, row: dict[str, Any]) -> None:
    assert reasons(**{block: [row]}) == []
    assert len(declared(**{block: [row]}).records) == len(declared(**{block: []}).records)


def test_a_row_that_says_more_than_none_is_a_row() -> None:
    assert reasons(changes=[{"item": "无", "before": "厉昶远"}]) == ["change_not_understood"]
    assert len(declared(officers=[{"name": "不设监事"}, {"name": "戎珩砚", "office": "chair"}]).records) == len(declared().records) + 1


def test_no_shareholder_is_no_answer_for_the_bidders_own_shares() -> None:
    assert "shares_sum" in reasons(shareholders=[{"name": "无"}])


@pytest.mark.parametrize("block", ["officers", "related_units", "kin", "changes", "prior_service"])
def test_a_block_that_was_asked_for_and_left_empty_is_told(block: str) -> None:
    form = {**lotmaker.forms({"bidders": {"甲辰": {}}})["甲辰"], machine.UNANSWERED: [block], block: None}
    content = json.dumps(form).encode()
    (problem,) = machine_form(form_file("a.json", content), content).problems
    assert problem.reason == "missing_answer"
    assert reasons(**{block: None}) == []


def test_a_block_that_is_answered_all_the_same_is_answered() -> None:
    assert reasons(unanswered=["kin"], kin=[]) == []


@pytest.mark.parametrize("names", [["nothing"], [3], "kin", [["kin"]]])
def test_what_is_no_block_is_not_understood(names: Any) -> None:
    assert reasons(unanswered=names) == ["not_understood"]


def test_earlier_service_is_read_by_a_person_and_former_names_are_the_bidders() -> None:
    assert reasons(prior_service=[{"person": "厉昶远", "unit": "示例局", "content": "设计"}]) == ["remark"]
    bidder = {**lotmaker.forms({"bidders": {"甲辰": {}}})["甲辰"]["bidder"], "former_names": "深圳市旧名工程有限公司"}
    assert [each.name for each in declared(bidder=bidder).former_names] == ["深圳市旧名工程有限公司"]
    assert reasons(filled_by="厉昶远") == []
