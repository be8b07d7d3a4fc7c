"""Field by field: equal, look-alike, differs, unreadable, not shown, late."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

import extractpages as pages
import lotmaker
from extractpages import read_off
from relparty.evidence import extract
from relparty.evidence.compare import compare
from relparty.evidence.compare_changes import named
from relparty.evidence.comparison import Compared, Field, Outcome, shown_by
from relparty.forms import labels, machine
from relparty.forms.declaration import declaration
from relparty.model.lot import Declaration, form_file
from relparty.model.record import Place, Problem, Source
from relparty.phrases import verbatim

SINCE, UNTIL = date(2025, 12, 1), date(2026, 12, 1)
HOLDERS = [{"name": "柴昶", "id": "#11", "kind": "person", "percent": 60}, {"name": "孟琰", "id": "#14", "kind": "person", "percent": 40}]
OFFICERS = [{"name": "柴昶", "office": "director"}, {"name": "牟珩", "office": "supervisor"}]


def declared(**told: Any) -> Declaration:
    form = {"head": {"name": "柴昶", "id": "#11"}, "shareholders": HOLDERS, "officers": OFFICERS, **told}
    whole = lotmaker.forms({"bidders": {"甲辰": form}})["甲辰"]
    content = json.dumps(whole, ensure_ascii=False).encode()
    document, filled = machine.read(form_file("forms/01.json", content), content)
    return declaration(document, filled, labels.load())


def compared(rows: list[pages.Row], form: Declaration | None = None, *, pictured: bool = False) -> list[Compared]:
    found = extract.read(pages.pictured(rows) if pictured else pages.document(rows))
    assert found is not None
    return list(compare(found, form or declared(), SINCE, UNTIL))


def open_ones(rows: list[pages.Row], form: Declaration | None = None, *, pictured: bool = False) -> list[tuple[Field, Outcome]]:
    """What is not equal, without what is not shown."""
    found = compared(rows, form, pictured=pictured)
    return [(each.field, each.outcome) for each in found if each.outcome not in (Outcome.EQUAL, Outcome.NOT_SHOWN)]


@pytest.mark.parametrize("pictured", [False, True])
def test_an_equal_report_is_equal_in_every_field(pictured: bool) -> None:
    found = compared(pages.report(), pictured=pictured)
    assert {each.field for each in found if each.outcome is Outcome.EQUAL} == set(Field) - {Field.CHANGE}
    assert {each.outcome for each in found} == {Outcome.EQUAL}


def test_near_misses_are_equal() -> None:
    rows = pages.report(
        holders=[["1", "柴　昶", "自然人股东", "６００．００"], ["2", "孟 琰", "自然人股东", "400万元"]],
        staff=[["1", "柴昶", "执行董事兼总经理"], ["2", "牟珩", "监 事"]],
        企业名称="深圳市 甲辰工程有限责任公司",
        统一社会信用代码=pages.CODE.lower(),
        法定代表人="柴　昶",
        注册资本="1000万人民币",
    )
    assert open_ones(rows) == []


def test_a_share_may_miss_by_rounding_and_no_more() -> None:
    def with_percents(one: str, other: str) -> list[pages.Row]:
        rows = [["序号", "股东名称", "持股比例"], ["1", "柴昶", one], ["2", "孟琰", other]]
        return [*pages.base(), pages.line("股东及出资信息"), *pages.table(*rows)]

    assert open_ones(with_percents("60.04%", "39.96%")) == []
    assert open_ones(with_percents("60.06%", "39.94%")) == [(Field.SHARE, Outcome.DIFFERS)] * 2


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"企业名称": "深圳市丁香工程有限公司"}, Field.NAME),
        ({"统一社会信用代码": lotmaker.company_code(31)}, Field.USCC),
        ({"法定代表人": "厉昶远"}, Field.HEAD),
    ],
)
def test_a_labelled_value_that_differs(changed: dict[str, str], field: Field) -> None:
    assert open_ones(pages.report(**changed)) == [(field, Outcome.DIFFERS)]


def test_a_head_one_character_away_differs_in_text_and_is_alike_in_a_picture() -> None:
    assert open_ones(pages.report(法定代表人="柴旭")) == [(Field.HEAD, Outcome.DIFFERS)]
    assert open_ones(pages.report(法定代表人="柴旭"), pictured=True) == [(Field.HEAD, Outcome.LOOK_ALIKE)]


def test_another_name_read_surely_off_a_picture_differs_and_says_so() -> None:
    (found,) = [
        each for each in compared(pages.report(法定代表人="厉昶远"), pictured=True) if each.outcome is not Outcome.EQUAL and each.sources
    ]
    assert (found.outcome, found.is_pictured) == (Outcome.DIFFERS, True)
    assert {source.kind for source in found.sources} == {"register", "declaration"}


def test_a_doubtful_name_never_differs() -> None:
    rows = pages.report(holders=[["1", "柴昶", "自然人股东", "600"], ["2", read_off("厉远", 0.6, b"png"), "自然人股东", "400"]])
    found = [each for each in compared(rows, pictured=True) if each.outcome is not Outcome.EQUAL]
    assert {each.outcome for each in found} == {Outcome.UNREADABLE}
    assert any(source.crop == b"png" for each in found for source in each.sources)


def test_a_document_whose_company_was_not_read_surely_differs_from_nothing() -> None:
    rows = pages.report(企业名称="深圳市甲晨工程有限公司", 统一社会信用代码="9144", 法定代表人="厉昶远")
    assert {outcome for _, outcome in open_ones(rows, pictured=True)} == {Outcome.LOOK_ALIKE, Outcome.UNREADABLE}
    assert (Field.HEAD, Outcome.UNREADABLE) in open_ones(rows, pictured=True)


def test_a_code_whose_check_digit_is_wrong_never_differs() -> None:
    wrong = pages.CODE[:-1] + ("2" if pages.CODE[-1] != "2" else "3")
    assert open_ones(pages.report(统一社会信用代码=wrong)) == [(Field.USCC, Outcome.LOOK_ALIKE)]
    assert open_ones(pages.report(), declared(bidder={"uscc": wrong})) == [(Field.USCC, Outcome.LOOK_ALIKE)]


def test_holders_differ_by_name_and_by_share() -> None:
    other = pages.report(holders=[["1", "柴昶", "自然人股东", "500"], ["2", "厉昶远", "自然人股东", "500"]])
    assert sorted(open_ones(other)) == [
        (Field.HOLDER, Outcome.DIFFERS),
        (Field.HOLDER, Outcome.DIFFERS),
        (Field.SHARE, Outcome.DIFFERS),
    ]
    says = {each.fact.say("zh") for each in compared(other) if each.outcome is Outcome.DIFFERS}
    assert says == {
        "股东 厉昶远（50%）：登记有，表中未列",
        "股东 孟琰（40%）：表中有，登记未列",
        "柴昶 的持股比例：表中为 60%，登记为 50%",
    }


def test_a_share_off_a_picture_counts_only_where_the_list_proves_itself() -> None:
    rows = pages.report(holders=[["1", "柴昶", "自然人股东", "800"], ["2", "孟琰", "自然人股东", "200"]])
    unproved = [row for row in rows if "注册资本" not in row.cells[0].text]
    assert open_ones(rows, pictured=True) == [(Field.SHARE, Outcome.DIFFERS)] * 2
    assert open_ones(unproved, pictured=True) == [(Field.SHARE, Outcome.LOOK_ALIKE)] * 2


def test_a_holder_that_a_part_of_the_list_does_not_show_is_unreadable() -> None:
    rows = [*pages.base(), pages.line("股东及出资信息"), *pages.table(["序号", "股东名称", "股东类型"], ["1", "柴昶", "自然人股东"])]
    assert open_ones(rows, pictured=True) == [(Field.HOLDER, Outcome.UNREADABLE)]
    assert open_ones(rows) == [(Field.HOLDER, Outcome.DIFFERS)]


@pytest.mark.parametrize("changed", [{"类型": "其他股份有限公司（非上市）"}, {"企业名称": "深圳市甲辰工程股份有限公司"}])
def test_a_joint_stock_company_registers_its_promoters_only(changed: dict[str, str]) -> None:
    rows = pages.report(holders=[["1", "厉昶远", "发起人", "1000"]], **changed)
    assert Field.HOLDER not in {field for field, _ in open_ones(rows)}


def test_staff_must_be_told_whole() -> None:
    rows = pages.report(staff=[["1", "柴昶", "执行董事"], ["2", "厉昶远", "监事"]])
    assert {each.fact.say("zh") for each in compared(rows) if each.outcome is Outcome.DIFFERS} == {
        "主要人员 厉昶远（监事）：登记有，表中未列",
        "主要人员 牟珩（监事）：表中有，登记未列",
    }


def test_the_head_is_named_on_the_form_and_finance_and_deputies_need_not_be_registered() -> None:
    form = declared(officers=[{"name": "牟珩", "office": "supervisor"}, {"name": "石翊", "office": "finance"}])
    assert open_ones(pages.report(), form) == []


def test_one_person_in_two_different_offices_differs_and_a_chair_is_a_director() -> None:
    swapped = declared(officers=[{"name": "柴昶", "office": "chair"}, {"name": "牟珩", "office": "manager"}])
    assert open_ones(pages.report(), swapped) == [(Field.OFFICE, Outcome.DIFFERS)]


CHANGE = {"item": "法定代表人", "before": "厉昶远", "after": "柴昶", "date": "2026-08-01"}


@pytest.mark.parametrize(
    ("item", "before", "after"),
    [
        ("负责人变更（法定代表人、负责人、首席代表等变更）", "姓名：厉昶远", "姓名：柴昶"),
        (
            "投资人变更（包括出资额、出资方式、出资日期、投资人名称等）",
            "姓名: 厉昶远; 出资额: 600; 百分比: 60%",
            "姓名: 柴昶; 出资额: 600; 百分比: 60%",
        ),
        ("高级管理人员备案（董事、监事、经理等）", "1.柴昶【执行董事】 2.厉昶远【监事】", "1.柴昶【执行董事】 2.牟珩【监事】"),
    ],
)
def test_a_registered_change_that_the_form_leaves_out(item: str, before: str, after: str) -> None:
    rows = pages.report(changes=[["1", item, before, after, "2026年08月01日"]])
    assert open_ones(rows) == [(Field.CHANGE, Outcome.DIFFERS)]


@pytest.mark.parametrize(
    ("item", "before", "after", "day"),
    [
        ("住所变更", "深圳市罗湖区", "深圳市坪山区", "2026年08月01日"),
        ("章程备案", "", "", "2026年08月01日"),
        ("法定代表人变更", "厉昶远", "柴昶", "2025年11月30日"),
        ("法定代表人变更", "厉昶远", "柴昶", "2026年12月02日"),
        ("投资人变更（出资时间）", "柴昶；孟琰", "孟琰；柴昶", "2026年08月01日"),
    ],
)
def test_changes_that_the_form_need_not_tell(item: str, before: str, after: str, day: str) -> None:
    assert open_ones(pages.report(changes=[["1", item, before, after, day]])) == []


def test_a_change_told_on_the_form_is_equal_even_some_weeks_apart() -> None:
    rows = pages.report(changes=[["1", "法定代表人变更", "厉昶远", "柴昶", "2026年09月10日"]])
    assert open_ones(rows, declared(changes=[CHANGE])) == []


def test_a_new_head_told_once_is_told_as_director_too_and_not_the_other_way() -> None:
    head = ["1", "法定代表人变更", "厉昶远", "柴昶", "2026年08月01日"]
    director = ["2", "董事备案", "厉昶远", "柴昶", "2026年08月01日"]
    assert open_ones(pages.report(changes=[head, director]), declared(changes=[CHANGE])) == []
    as_director = declared(changes=[CHANGE | {"item": "执行董事"}])
    assert open_ones(pages.report(changes=[head, director]), as_director) == [(Field.CHANGE, Outcome.DIFFERS)]


def test_a_change_told_with_another_day_differs() -> None:
    rows = pages.report(changes=[["1", "法定代表人变更", "厉昶远", "柴昶", "2026年08月01日"]])
    form = declared(changes=[CHANGE | {"date": "2025-10-01"}])
    (found,) = [each for each in compared(rows, form) if each.outcome is Outcome.DIFFERS]
    assert found.fact.say("zh") == "法定代表人变更（厉昶远 → 柴昶）的日期：表中为 2025-10-01，登记为 2026-08-01"


def test_a_form_whose_changes_were_not_understood_is_not_said_to_leave_one_out() -> None:
    rows = pages.report(changes=[["1", "法定代表人变更", "厉昶远", "柴昶", "2026年08月01日"]])
    form = declared(changes=[{"item": "其他", "before": "甲", "after": "乙", "date": "2026-08-01"}])
    assert open_ones(rows, form) == [(Field.CHANGE, Outcome.UNREADABLE)]


def test_a_change_whose_day_cannot_be_read_is_unreadable() -> None:
    rows = pages.report(changes=[["1", "法定代表人变更", "厉昶远", "柴昶", "2026年"]])
    assert open_ones(rows) == [(Field.CHANGE, Outcome.UNREADABLE)]


def test_the_register_may_lag_behind_a_change_that_the_form_tells() -> None:
    rows = pages.report(法定代表人="厉昶远", staff=[["1", "厉昶远", "执行董事"], ["2", "牟珩", "监事"]])
    late = declared(changes=[CHANGE | {"date": "2026-10-20"}], officers=OFFICERS[1:])
    assert (Field.HEAD, Outcome.LATE) in open_ones(rows, late)
    long_ago = declared(changes=[CHANGE | {"date": "2026-07-20"}], officers=OFFICERS[1:])
    assert (Field.HEAD, Outcome.DIFFERS) in open_ones(rows, long_ago)


def test_holders_that_changed_lately_are_late() -> None:
    rows = pages.report(holders=[["1", "柴昶", "自然人股东", "600"], ["2", "厉昶远", "自然人股东", "400"]])
    change = {"item": "股东", "before": "厉昶远 40%", "after": "孟琰 40%", "date": "2026-10-20"}
    assert open_ones(rows, declared(changes=[change])) == [(Field.HOLDER, Outcome.LATE)] * 2


def test_a_licence_may_always_be_older_than_a_change() -> None:
    rows = [pages.line(text) for text in ("营业执照", f"名称：{pages.NAME}", "法定代表人：厉昶远", "注册资本：1000万元", "登记机关")]
    assert open_ones(rows, declared(changes=[CHANGE | {"date": "2026-01-20"}])) == [(Field.HEAD, Outcome.LATE)]
    assert open_ones(rows) == [(Field.HEAD, Outcome.DIFFERS)]


def test_a_former_name_is_late_and_not_another_name() -> None:
    form = declared()
    former = replace(form, former_names=(replace(form.bidder, name="深圳市旧名工程有限公司"),))
    assert open_ones(pages.report(企业名称="深圳市旧名工程有限公司"), former) == [(Field.NAME, Outcome.LATE)]


def test_a_change_shows_after_thirty_days_and_twenty_working_days() -> None:
    assert shown_by(date(2026, 10, 1)) == date(2026, 11, 28)
    assert shown_by(date.max) <= date.max


def test_what_a_scanned_form_may_hide_is_not_said_to_be_missing() -> None:
    form = declared(shareholders=HOLDERS[:1])
    source = Source("forms/01.png", Place(page=1), "0" * 64, "孟X | 40%")
    doubtful = form.with_problems((Problem("doubtful_reading", verbatim("?"), verbatim("?"), (source,)),))
    assert open_ones(pages.report(), form) == [(Field.HOLDER, Outcome.DIFFERS)]
    assert open_ones(pages.report(), doubtful) == [(Field.HOLDER, Outcome.UNREADABLE)]


def test_a_masked_name_is_compared_by_nobody() -> None:
    assert (Field.HEAD, Outcome.LOOK_ALIKE) in open_ones(pages.report(), declared(head={"name": "柴*", "id": "#11"}))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("姓名：柴昶，职务：监事", ("柴昶",)),
        ("1、柴昶 执行董事；2、孟琰 监事", ("柴昶", "孟琰")),
        ("深圳市庚金投资有限公司（60%）、柴昶 40%", ("深圳市庚金投资有限公司", "柴昶")),
        ("企业名称: 甲辰（深圳）科技有限公司; 出资额: 60; 百分比: 60%", ("甲辰（深圳）科技有限公司",)),
        ("柴昶(自然人股东),孟琰[退出]", ("柴昶", "孟琰")),
        ("无", ()),
        ("1000万元人民币", ()),
    ],
)
def test_whom_the_text_of_a_change_names(text: str, names: tuple[str, ...]) -> None:
    assert named(text) == names
