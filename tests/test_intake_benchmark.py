"""The intake benchmark tells what was read wrong in silence from what was read wrong and said so."""

from __future__ import annotations

import copy
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import formwriter
import lotmaker

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))

from intake_compare import Outcome, Verdict, compared
from intake_forms import forms
from intake_rows import Group

from relparty.intake.reading import read_content
from relparty.model.lot import form_file
from relparty.settings import FileLimits

FORM = {
    "head": {"name": "罗启航", "id": "#1"},
    "shareholders": [
        {"name": "罗启航", "id": "#1", "kind": "person", "percent": 60},
        {"name": "深圳市覃峤控股有限公司", "id": "$7", "kind": "company", "percent": 40},
    ],
    "officers": [{"name": "尉迟砚山", "office": "chair", "id": "#5"}, {"name": "牧珩", "office": "supervisor"}],
    "upper_holdings": [{"company": "深圳市覃峤控股有限公司", "holder": {"name": "宓昶翊", "kind": "person", "id": "#9"}, "percent": 100}],
    "kin": [{"person": "罗启航", "relative": "罗翊", "relation": "兄弟", "unit": "杭州荇菁智能装备有限公司"}],
}


def form() -> dict[str, Any]:
    return lotmaker.forms({"bidders": {"甲辰": FORM}})["甲辰"]


def read_as(printed: dict[str, Any], written: dict[str, Any]) -> list[Outcome]:
    """What the benchmark says of reading `printed` where `written` was meant."""
    content = formwriter.xlsx(printed)
    return compared(written, read_content(form_file("form.xlsx", content), content, FileLimits()))


def verdicts(outcomes: list[Outcome]) -> dict[str, Verdict]:
    return {outcome.place: outcome.verdict for outcome in outcomes if outcome.verdict is not Verdict.RIGHT}


def test_a_form_read_as_written_is_right_in_every_field() -> None:
    outcomes = read_as(form(), form())
    assert verdicts(outcomes) == {}
    assert Counter(outcome.group for outcome in outcomes) == {Group.IDENTIFIER: 7, Group.NAME: 13, Group.SHARE: 3, Group.OTHER: 8}


@pytest.mark.parametrize(
    ("block", "field", "value"), [("officers", "name", "尉迟砚出"), ("shareholders", "name", "罗启舫"), ("kin", "relative", "罗羽")]
)
def test_another_name_is_wrong_in_silence(block: str, field: str, value: str) -> None:
    printed = copy.deepcopy(form())
    printed[block][0][field] = value
    assert verdicts(read_as(printed, form())) == {f"{block}.{field}": Verdict.WRONG}


def test_a_valid_number_of_somebody_else_is_wrong_in_silence() -> None:
    printed = copy.deepcopy(form())
    printed["officers"][0]["id"] = lotmaker.person_id(77)
    assert verdicts(read_as(printed, form())) == {"officers.number": Verdict.WRONG}


def test_a_number_with_a_wrong_check_digit_is_flagged_and_its_name_is_right() -> None:
    printed = copy.deepcopy(form())
    printed["officers"][0]["id"] = lotmaker.person_id(5, "!")
    assert verdicts(read_as(printed, form())) == {"officers.number": Verdict.FLAGGED}


def test_a_sum_that_is_not_100_flags_the_share_and_not_the_name() -> None:
    printed = copy.deepcopy(form())
    printed["shareholders"][1] |= {"percent": 4, "name": "深圳市覃矫控股有限公司"}
    told = verdicts(read_as(printed, form()))
    assert told["shareholders.share"] is Verdict.FLAGGED
    assert told["shareholders.name"] is Verdict.WRONG


def test_a_row_that_is_missing_is_silent_unless_its_list_says_that_it_is_not_whole() -> None:
    printed = copy.deepcopy(form())
    del printed["officers"][1], printed["shareholders"][1]
    told = verdicts(read_as(printed, form()))
    assert told["officers.name"] is Verdict.WRONG
    assert told["shareholders.name"] is Verdict.FLAGGED


def test_a_row_that_nobody_wrote_is_wrong_in_silence() -> None:
    printed = copy.deepcopy(form())
    printed["officers"].append({"name": "隗龑", "office": "finance", "id": lotmaker.person_id(8)})
    assert verdicts(read_as(printed, form())) == {"officers (nobody wrote it)": Verdict.WRONG}


def test_an_unread_file_is_told_in_every_field() -> None:
    content = b"%PDF-1.4 broken"
    outcomes = compared(form(), read_content(form_file("form.pdf", content), content, FileLimits()))
    assert {outcome.verdict for outcome in outcomes} == {Verdict.FLAGGED}


def test_made_forms_are_the_same_for_the_same_seed_and_differ_among_themselves() -> None:
    assert forms(3, 1) == forms(3, 1)
    assert len({made["bidder"]["uscc"] for made in forms(5, 1)}) == 5
    assert forms(1, 1) != forms(1, 2)
