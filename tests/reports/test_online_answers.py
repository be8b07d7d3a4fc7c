"""A form online is answered at once, each problem beside the input it is about."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import lotmaker
from relparty.errors import UsageError
from relparty.forms.online.asked import BLOCKS, COLUMN_PATHS, FIELD_PATHS
from relparty.forms.online.form import machine_form, posted
from relparty.forms.online.inputs import cell_name, spot
from relparty.reports.online_answers import answers, for_script, live

FINE = posted(json.dumps(lotmaker.forms({"bidders": {"甲辰": {}}})["甲辰"]).encode()) | {
    "prior_service-1-person": "无",
    "upper_holdings-1-company": "无",
}
MANDATORY = {
    "lot_name", "lot_id", "bidder_name", "bidder_uscc", "bidder_kind", "address", "phone", "email", "head_name", "head_id",
    "shareholders", "people",
}  # fmt: skip


def facts(found: Any, name: str) -> str:
    return " ".join(each.fact for each in found.beside.get(name, ()))


def test_a_form_without_a_flaw_is_fine() -> None:
    found = answers(machine_form(FINE), "zh")
    assert found.document["schema"] == "relparty/check/1"
    assert (found.document["verdict"], found.beside, found.whole) == ("fine", {}, ())


def test_an_empty_form_says_beside_each_mandatory_input_that_it_is_missing() -> None:
    found = answers(machine_form({}), "zh")
    assert set(found.beside) == MANDATORY
    assert {each.state for told in found.beside.values() for each in told} == {"missing"}
    assert found.whole == ()


@pytest.mark.parametrize("block", ["officers", "related_units", "kin", "changes", "prior_service"])
def test_a_block_left_empty_is_asked_for_as_on_paper(block: str) -> None:
    told = {name: text for name, text in FINE.items() if not name.startswith(block)}
    found = answers(machine_form(told), "zh")
    assert (found.document["verdict"], set(found.beside)) == ("correct", {block})


def test_the_diagram_may_stay_empty_where_persons_alone_hold_the_bidder() -> None:
    told = {name: text for name, text in FINE.items() if not name.startswith("upper_holdings")}
    assert answers(machine_form(told), "zh").document["verdict"] == "fine"
    company = told | {
        "shareholders-1-name": "深圳市同源控股有限公司",
        "shareholders-1-kind": "企业法人",
        "shareholders-1-number": "91440300MA000050XX",
    }
    assert "upper_holdings" in answers(machine_form(company), "zh").beside


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ({"bidder_uscc": "91440300MA000100XK"}, "bidder_uscc"),
        ({"head_id": "110101198408220002"}, "head_id"),
        ({"phone": "见附件"}, "phone"),
        ({"filled_on": "2026-13-40"}, "filled_on"),
        ({"shareholders-1-percent": "60"}, "shareholders"),
        ({"shareholders-1-percent": "多数"}, "shareholders-1-percent"),
        ({"shareholders-1-number": "110101198408220002"}, "shareholders-1-number"),
        ({"changes-1-item": "股东", "changes-1-before": "厉昶远 40%", "changes-1-after": "封骁昶 40%"}, "changes-1-date"),
        ({"people-1-insured_at": "详见附件"}, "people-1-insured_at"),
        ({"prior_service-1-person": "厉昶远", "prior_service-1-content": "设计"}, "prior_service-1-person"),
        ({"kin-1-person": "厉昶远"}, "kin-1-person"),
        (
            {"upper_holdings-1-company": "", "upper_holdings-1-name": "厉昶远", "upper_holdings-1-percent": "100"},
            "upper_holdings-1-company",
        ),
    ],
)
def test_each_problem_stands_beside_the_input_it_is_about(told: dict[str, str], name: str) -> None:
    found = live(FINE | told, "zh")
    assert name in found.beside, (found.beside, found.whole)
    assert all(each.fact and each.next_step for each in found.beside[name])


def test_rows_keep_the_numbers_of_the_page() -> None:
    moved = {name.replace("shareholders-1", "shareholders-7"): text for name, text in FINE.items()}
    found = live(moved | {"shareholders-7-percent": "多数"}, "zh")
    assert "shareholders-7-percent" in found.beside
    assert "shareholders-1-percent" in answers(machine_form(moved | {"shareholders-7-percent": "多数"}), "zh").beside


def test_no_answer_shows_a_whole_id() -> None:
    told = FINE | {"head_id": "110101198408220002", "head_name": "封骁昶、甲乙"}
    text = json.dumps([for_script(live(told, "zh")), live(told, "zh").document], ensure_ascii=False)
    assert "110101********0002" in text
    assert "19840822" not in text


def test_english_is_said_throughout() -> None:
    found = live({"head_name": "封骁昶"}, "en")
    assert "mandatory" in facts(found, "bidder_name")
    assert found.verdict.startswith("Verdict")


def test_a_post_that_is_refused_is_told() -> None:
    with pytest.raises(UsageError):
        live({"nobody": ""}, "zh")


NAMES = [
    *FIELD_PATHS,
    *(cell_name(block, row, column) for block, columns in COLUMN_PATHS.items() for column in columns for row in (1, 2, 5)),
]
SOME = st.sampled_from(
    [
        "无",
        "封骁昶",
        "深圳市甲辰工程有限公司",
        "60",
        "110101198408220002",
        "详见附件",
        "□是 ☑否",
        "<b>",
        "股东",
        "2026-01-01",
        "\x00",
        "\u202e甲",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from(NAMES), SOME | st.text(max_size=8), max_size=20))
def test_every_problem_is_told_somewhere_and_every_name_is_an_input_or_block(told: dict[str, str]) -> None:
    found = live(told | {"bidder_name": "深圳市甲辰工程有限公司"}, "zh")
    names = {block.name for block in BLOCKS}
    assert all(name in names or spot(name) for name in found.beside)
    problems = [each for each in found.document["problems"] if each["reason"] != "missing_answer"]
    said = [*found.whole, *(each for group in found.beside.values() for each in group)]
    assert sum(each.state != "missing" for each in said) == len(problems)
    assert not any(char in each.fact for each in said for char in "\x00\x1b\u202e")
