from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import lotmaker
from relparty.identifiers import uscc

codes = st.integers(0, 99_999).map(lotmaker.company_code)


@given(codes)
def test_made_codes_are_valid_and_folding_keeps_them(code: str) -> None:
    assert uscc.is_valid(code)
    wide = "".join(chr(ord(char) + 0xFEE0) for char in code.lower())
    assert uscc.fold(f" {wide[:6]} {wide[6:]}") == code


@given(codes, st.integers(0, 17), st.sampled_from(uscc.ALPHABET))
def test_one_wrong_character_is_never_valid(code: str, at: int, char: str) -> None:
    wrong = code[:at] + char + code[at + 1 :]
    assert uscc.is_valid(wrong) == (wrong == code)


@pytest.mark.parametrize("letter", "IOSVZ")
def test_letters_that_never_occur_are_invalid(letter: str) -> None:
    assert not uscc.is_valid(letter + lotmaker.company_code(7)[1:])


def test_other_lengths_are_invalid() -> None:
    assert not uscc.is_valid(lotmaker.company_code(7)[:17])
    assert not uscc.is_valid("")


def test_letter_o_for_zero_has_a_likely_reading() -> None:
    code = lotmaker.company_code(7)
    assert uscc.likely(code.replace("0", "O", 1)) == code


@pytest.mark.parametrize("at", [0, 3, 9, 16])
def test_two_neighbours_swapped_are_put_right(at: int) -> None:
    code = "91440300MA28869139"
    swapped = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
    assert uscc.likely(swapped) in (code, None)
    assert swapped == code or not uscc.is_valid(swapped)


def test_a_swap_with_one_explanation_is_named() -> None:
    assert uscc.likely("91440300MA28869193") == "91440300MA28869139"


def test_nonsense_has_no_likely_reading() -> None:
    assert uscc.likely("无") is None
    assert uscc.likely("ABC") is None
    assert uscc.likely("0" * 18) is None
