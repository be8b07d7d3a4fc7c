from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relparty.names import company, rarity
from relparty.names.folding import fold


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("呂　方 正", "吕方正"),
        ("ＡＢＣ公司", "abc公司"),
        ("鄧麗君", "邓丽君"),
        ("黃飛鴻", "黄飞鸿"),
        ("甲\u200b公司", "甲公司"),
        ("衞國", "卫国"),
    ],
)
def test_one_name_in_two_spellings_folds_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("王伟", "王玮"), ("张三", "章三"), ("甲建设公司", "乙建设公司")])
def test_two_names_stay_two(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text(max_size=30))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("深圳市甲辰建设工程有限公司", "甲辰建设工程（深圳）有限责任公司"),
        ("深圳市甲辰建设工程有限公司", "广东省深圳市甲辰建设工程有限公司"),
        ("深圳甲辰建设工程有限公司", "深圳市甲辰建设工程有限公司"),
    ],
)
def test_equal_parts_in_another_order(one: str, other: str) -> None:
    assert company.parse(one) == company.parse(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("深圳市甲辰建设工程有限公司", "广州市甲辰建设工程有限公司"),
        ("深圳市甲辰建设工程有限公司", "深圳市甲申建设工程有限公司"),
        ("深圳市甲辰建设工程有限公司", "深圳市甲辰建设工程股份有限公司"),
        ("深圳市甲辰建设工程有限公司", "深圳市甲辰建设工程有限公司坪山分公司"),
        ("北京吉林建设有限公司", "吉林建设有限公司"),
        ("深圳市甲辰建设有限公司", "深圳市甲辰建设集团有限公司"),
    ],
)
def test_near_misses_are_other_companies(one: str, other: str) -> None:
    assert company.parse(one) != company.parse(other)


def test_head_office_of_a_branch() -> None:
    assert company.head_office_name("深圳市甲辰建设工程有限公司坪山分公司") == "深圳市甲辰建设工程有限公司"
    assert company.head_office_name("深圳市甲辰建设工程有限公司") is None


def test_common_names_are_common_and_rare_ones_rare() -> None:
    assert not rarity.is_rare("王伟")
    assert not rarity.is_rare("李建国")
    assert rarity.is_rare("令狐翀砚")
    assert rarity.chance_of_namesakes("王伟") > rarity.chance_of_namesakes("林明远") > rarity.chance_of_namesakes("诸葛均平")


@pytest.mark.parametrize("name", ["", "王", "John Smith", "A"])
def test_names_the_table_cannot_judge_count_as_common(name: str) -> None:
    assert not rarity.is_rare(name)


def test_the_users_table_decides() -> None:
    table = rarity.NameTable({"王": 70_000}, {"伟": 10_000}, {"令狐翀砚": 500.0})
    assert not rarity.is_rare("令狐翀砚", table)


@given(st.text(min_size=1, max_size=5))
def test_a_chance_is_a_probability(name: str) -> None:
    assert 0 <= rarity.chance_of_namesakes(name) <= 1
