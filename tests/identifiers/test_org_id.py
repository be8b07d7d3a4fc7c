from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import lotmaker
from relparty.identifiers import org_id

USCC = lotmaker.company_code(7)
LEI_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def lei(first18: str) -> str:
    return f"{first18}{98 - int(''.join(str(int(char, 36)) for char in first18 + '00')) % 97:02d}"


LEI = lei("52990000INVENTED00")
firsts = st.text(LEI_ALPHABET, min_size=18, max_size=18)


@given(firsts)
def test_a_number_with_its_check_digits_is_an_lei(first18: str) -> None:
    assert org_id.is_lei(lei(first18))


@given(firsts, st.integers(0, 19), st.sampled_from(LEI_ALPHABET))
def test_one_wrong_character_of_its_sort_is_never_an_lei(first18: str, at: int, char: str) -> None:
    """A letter for a digit moves the digits behind it: the standard finds most of these, not all."""
    right = lei(first18)
    assume(char.isdigit() == right[at].isdigit())
    wrong = right[:at] + char + right[at + 1 :]
    assert org_id.is_lei(wrong) == (wrong == right)


@given(firsts, st.integers(0, 18))
def test_two_neighbours_of_a_sort_swapped_are_never_an_lei(first18: str, at: int) -> None:
    right = lei(first18)
    assume(right[at].isdigit() == right[at + 1].isdigit())
    wrong = right[:at] + right[at + 1] + right[at] + right[at + 2 :]
    assert org_id.is_lei(wrong) == (wrong == right)


@pytest.mark.parametrize("false_check", ["00", "01", "99"])
def test_check_digits_that_the_standard_cannot_give_are_refused(false_check: str) -> None:
    """One of them leaves the remainder 1 as well, for the number whose own check digits differ by 97."""
    own = {"00": "97", "01": "98", "99": "02"}[false_check]
    first18 = next(f"5299000000000000{n:02d}" for n in range(100) if lei(f"5299000000000000{n:02d}").endswith(own))
    assert org_id.is_lei(first18 + own)
    assert not org_id.is_lei(first18 + false_check)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("GB-COH-01234567", "GB-COH-01234567"),
        ("gb-coh-1234567", "GB-COH-01234567"),
        ("ＧＢ－ＣＯＨ－０１２３４５６７", "GB-COH-01234567"),
        (" GB-COH- SC123456 ", "GB-COH-SC123456"),
        ("GB-COH-IP12345R", "GB-COH-IP12345R"),
        ("GB-COH-R0000123", "GB-COH-R0000123"),
        (f"CN-SAIC-{USCC}", USCC),
        (USCC.lower(), USCC),
        (LEI, f"XI-LEI-{LEI}"),
        (f"xi-lei-{LEI}", f"XI-LEI-{LEI}"),
        ("NO-BRC-987654321", "NO-BRC-987654321"),
    ],
)
def test_one_number_in_many_writings(written: str, number: str) -> None:
    assert org_id.normalised(written) == number
    assert org_id.normalised(number) == number


@pytest.mark.parametrize(
    "text",
    [
        "",
        "无",
        "01234567",
        "GB-COH-",
        "GB-COH-00000000",
        "GB-COH-123456789",
        "GB-COH-ABCDEFGH",
        f"CN-SAIC-{USCC[:-1]}{'0' if USCC[-1] != '0' else '1'}",
        f"XI-LEI-{LEI[:-2]}00",
        "QQ-XYZ-123",
        "深圳市甲辰工程有限公司",
        "A-B-C",
    ],
)
def test_what_is_no_number_of_a_company_has_none(text: str) -> None:
    assert org_id.normalised(text) == ""
    assert not org_id.is_org_id(text)


def test_a_bare_number_has_no_scheme() -> None:
    assert org_id.is_org_id(f"CN-SAIC-{USCC}")
    assert org_id.is_org_id(f"XI-LEI-{LEI}")
    assert not org_id.is_org_id(USCC)
    assert not org_id.is_org_id(LEI)


def test_another_register_is_another_number() -> None:
    assert org_id.normalised("GB-COH-01234567") != org_id.normalised("NO-BRC-01234567")


@pytest.mark.parametrize(("written", "padded"), [("229269", "00229269"), ("SC 123456", "SC123456"), ("HRB 12345", ""), ("0", "")])
def test_leading_zeros_that_were_left_out_come_back(written: str, padded: str) -> None:
    assert org_id.companies_house(written) == padded


@pytest.mark.parametrize("text", ["SC123456", "01234567", "GB-COH-1", LEI, USCC, USCC[:-1] + "0", "440300100000042"])
def test_a_number_is_told_from_a_name(text: str) -> None:
    assert org_id.looks_like_number(text)


@pytest.mark.parametrize("text", ["Route66", "TESCO", "3M", "Cedar Holdings Limited", "甲辰", "A-B-C", "21 Works Ltd", "2026"])
def test_a_name_is_no_number(text: str) -> None:
    assert not org_id.looks_like_number(text)
