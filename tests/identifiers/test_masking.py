from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import lotmaker
from relparty.identifiers.masking import masked, masked_number

numbers = st.integers(0, 5_000)
around = st.text(st.characters(exclude_categories=["Nd", "Cs"], exclude_characters="xXｘＸ-－—"), max_size=8)


@given(numbers, around, around, st.sampled_from(["", "!"]))
def test_no_whole_id_survives_right_or_wrong_whatever_stands_around_it(number: int, before: str, after: str, mark: str) -> None:
    whole = lotmaker.person_id(number, mark)
    shown = masked(f"{before}{whole}{after}")
    assert whole not in shown
    assert whole[6:14] not in shown


@given(numbers, st.lists(st.integers(1, 17), max_size=4), st.sampled_from([" ", "-", "　", "\n", "－"]))
def test_separators_and_wide_figures_hide_nothing_from_the_mask(number: int, cuts: list[int], separator: str) -> None:
    whole = lotmaker.person_id(number)
    written = "".join(separator + char if at in cuts else char for at, char in enumerate(whole))
    wide = "".join(chr(ord(char) + 0xFEE0) if char.isdigit() else char for char in written)
    for text in (written, wide):
        plain = re.sub(r"[\s\-－]", "", masked(text))
        assert whole[6:14] not in plain
        assert "*" in plain


@given(st.integers(0, 99_999).map(lotmaker.company_code))
def test_company_codes_are_shown(code: str) -> None:
    assert masked(f"代码 {code}。") == f"代码 {code}。"


def test_an_all_figure_company_code_is_shown() -> None:
    assert masked("914403001922038216") == "914403001922038216"


@pytest.mark.parametrize("text", ["0755-30169969", "13921732849", "2026-11-10", "486000", "林明远"])
def test_short_numbers_are_shown(text: str) -> None:
    assert masked(text) == text


def test_accounts_are_hidden_in_the_middle() -> None:
    assert masked("6228480123456789012") == "622848*********9012"


@given(st.text(max_size=60))
def test_masking_twice_changes_nothing_more(text: str) -> None:
    assert masked(masked(text)) == masked(text)


def test_a_number_alone_keeps_its_mask() -> None:
    assert masked_number("110108********0006") == "110108********0006"
    assert masked_number("E12345678") == "E********"


GAPS = ["  ", " - ", "\r\n", "\n  ", "\u2009", "\u2003", "\u200b", "–", "\u2011", ".", "/", " · ", "，", "_", ":", "(", " | "]


@pytest.mark.parametrize("gap", GAPS)
def test_no_separator_carries_an_id_past_the_mask(gap: str) -> None:
    whole = lotmaker.person_id(33)
    for cuts in ((6, 14), (6,), (3, 6, 10, 14), (17,)):
        written = "".join(gap + char if at in cuts else char for at, char in enumerate(whole))
        figures = [char for char in masked(f"证件 {written} 止") if char.isdigit() or char in "X*"]
        assert "".join(figures)[6:14] == "*" * 8


@pytest.mark.parametrize("script", ["𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗", "٠١٢٣٤٥٦٧٨٩", "０１２３４５６７８９"])
def test_figures_of_any_script_are_figures(script: str) -> None:
    written = "".join(script[int(char)] if char.isdigit() else char for char in lotmaker.person_id(33))
    assert masked(written).count("*") == 8


def test_a_mistyped_id_that_happens_to_be_a_company_code_is_hidden() -> None:
    assert masked("110101196401200005") == "110101********0005"


def test_a_phone_behind_an_id_stays_readable() -> None:
    assert masked("310106196404100002 | 13900000011") == "310106********0002 | 13900000011"


def test_phones_and_dates_in_a_row_stay_readable() -> None:
    text = "电话 13921732849、0755-30169969 2026-11-10 2026-12-01"
    assert masked(text) == text
