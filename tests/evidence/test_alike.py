"""Names in several writings, names a slip apart, and whose an extract is."""

from __future__ import annotations

from dataclasses import replace

import pytest

import extractpages as pages
import lotmaker
from relparty.evidence import extract
from relparty.evidence.alike import is_alike, is_same
from relparty.evidence.matching import Belonging, belonging, belongs, owners
from relparty.model.evidence import Extract, Told


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("柴昶", "柴 昶"),
        ("吕　方正", "吕方正"),
        ("衛國強", "卫国强"),
        ("买买提·艾力", "买买提・艾力"),
        ("柴昶", "柴昶（法定代表人）"),
        ("深圳市甲辰工程有限公司", "深圳市甲辰工程有限责任公司"),
        ("甲辰（深圳）科技有限公司", "甲辰(深圳)科技有限公司"),
        ("ＡＢＣ科技有限公司", "ABC科技有限公司"),
    ],
)
def test_one_name_in_two_writings_is_the_same(one: str, other: str) -> None:
    assert is_same(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("柴昶", "柴旭"),
        ("深圳市甲辰工程有限公司", "深圳市甲晨工程有限公司"),
        ("深圳市甲辰工程有限公司", "深圳市甲辰工程股份有限公司"),
        ("深圳市甲辰工程有限公司", "广州市甲辰工程有限公司"),
        ("深圳市甲辰工程有限公司", "深圳市甲辰工程有限公司坪山分公司"),
        ("柴昶", "深圳市柴昶有限公司"),
    ],
)
def test_two_names_are_not_the_same(one: str, other: str) -> None:
    assert not is_same(one, other)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("柴昶", "柴旭", True),
        ("孟琰", "柴昶", False),
        ("尉迟砚山", "尉迟砚出", True),
        ("柴昶", "柴昶自然人股东", True),
        ("深圳市甲辰工程有限公司", "深圳市甲晨工程有限公同", True),
        ("深圳市甲辰工程有限公司", "深圳市乙木建设有限公司", False),
    ],
)
def test_what_a_reader_of_pictures_may_have_misread(one: str, other: str, alike: bool) -> None:
    assert is_alike(one, other) is alike


def of(*, pictured: bool = False, **changed: str) -> Extract:
    rows = pages.report(**changed)
    found = extract.read(pages.pictured(rows) if pictured else pages.document(rows))
    assert found is not None
    return found


OTHER = lotmaker.company_code(31)


def test_an_extract_belongs_by_code_then_by_name() -> None:
    assert belonging(of(), "别名有限公司", pages.CODE) is Belonging.CODE
    assert belonging(of(), "深圳市 甲辰工程有限责任公司", "") is Belonging.NAME
    assert belonging(of(), pages.NAME, OTHER) is Belonging.NAME
    assert not belongs(of(), "深圳市乙木工程有限公司", OTHER)


def test_a_name_a_slip_away_belongs_only_where_a_picture_was_read_and_no_code_contradicts() -> None:
    misread = of(pictured=True, 企业名称="深圳市甲晨工程有限公司", 统一社会信用代码="9144O3")
    assert belonging(misread, pages.NAME, pages.CODE) is Belonging.LOOK_ALIKE
    assert not belongs(of(企业名称="深圳市甲晨工程有限公司", 统一社会信用代码="9144"), pages.NAME, pages.CODE)
    assert not belongs(of(pictured=True, 企业名称="深圳市甲晨工程有限公司", 统一社会信用代码=OTHER), pages.NAME, pages.CODE)


def test_the_surest_owner_alone_has_it() -> None:
    alike, misread = "深圳市甲晨工程有限公司", {"企业名称": "深圳市甲展工程有限公司", "统一社会信用代码": "9144"}
    assert owners(of(), [(alike, ""), (pages.NAME, ""), ("别名有限公司", pages.CODE)]) == [2]
    assert owners(of(pictured=True, 统一社会信用代码="9144"), [(alike, ""), (pages.NAME, "")]) == [1]
    assert owners(of(pictured=True, **misread), [(pages.NAME, ""), ("乙木有限公司", "")]) == [0]
    assert owners(of(pictured=True, **misread), [(alike, ""), (pages.NAME, "")]) == []
    assert owners(of(), [(pages.NAME, OTHER), (pages.NAME, "")]) == [0, 1]
    assert owners(of(), []) == []


def test_an_extract_that_names_nobody_belongs_to_nobody() -> None:
    nameless = replace(of(), name=None, uscc=None)
    assert not belongs(nameless, pages.NAME, pages.CODE)
    source = Told("x", of().name.source) if of().name else None  # type: ignore[union-attr]  # a report always has a name
    assert not belongs(replace(nameless, uscc=source), pages.NAME, "")
