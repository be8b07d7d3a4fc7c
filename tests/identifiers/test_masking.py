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
