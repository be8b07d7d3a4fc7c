from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import lotmaker
from relparty.identifiers import resident
from relparty.identifiers.resident import Agreement

numbers = st.integers(0, 5_000)


@given(numbers)
def test_made_ids_are_valid_and_have_the_order_code_nobody_has(number: int) -> None:
    whole = lotmaker.person_id(number)
    assert resident.is_valid(whole)
    assert whole[14:17] == "000"


@given(numbers)
def test_a_wrong_check_digit_is_found(number: int) -> None:
    assert not resident.is_valid(lotmaker.person_id(number, "!"))


@given(numbers)
def test_a_masked_number_agrees_with_its_whole_and_with_itself(number: int) -> None:
    whole, masked = lotmaker.person_id(number), lotmaker.person_id(number, "*")
    assert resident.compare(whole, masked) is Agreement.AGREE
    assert resident.compare(masked, masked) is Agreement.AGREE
    assert resident.compare(whole, whole) is Agreement.SAME


@given(numbers, numbers)
def test_comparing_does_not_depend_on_the_order(one: int, other: int) -> None:
    a, b = lotmaker.person_id(one, "*"), lotmaker.person_id(other)
    assert resident.compare(a, b) is resident.compare(b, a)


@pytest.mark.parametrize(
    ("one", "other", "agreement"),
    [
        ("110108********0006", "110109********0006", Agreement.DIFFER),
        ("110108************", "**************0006", Agreement.UNKNOWN),
        ("***************006", "110108199001010006", Agreement.UNKNOWN),
        ("", "110108199001010006", Agreement.UNKNOWN),
        ("110108199001010006", "110108199001010014", Agreement.DIFFER),
    ],
)
def test_what_two_numbers_say(one: str, other: str, agreement: Agreement) -> None:
    assert resident.compare(one, other) is agreement


@pytest.mark.parametrize(
    "written",
    [
        "110108********0006",
        "110108＊＊＊＊＊＊＊＊0006",
        "110108XXXXXXXX0006",
        "110108****0006",
        "110108 •••••••• 0006",
        "１１０１０８********０００６",
    ],
)
def test_masks_are_written_in_many_ways(written: str) -> None:
    assert resident.fold(written) == "110108********0006"


def test_a_number_of_fifteen_figures_becomes_its_long_form() -> None:
    long_form = resident.fold("110101600101000")
    assert len(long_form) == 18
    assert resident.is_valid(long_form)


@pytest.mark.parametrize(
    "wrong", ["110101199013010006", "110101199002300006", "E12345678", "", "1101011990010100", "111111111111111111", "000000000000000000"]
)
def test_impossible_dates_and_other_papers_are_not_valid(wrong: str) -> None:
    assert not resident.is_valid(wrong)


def test_residence_permits_have_known_areas_and_an_unknown_area_is_no_error() -> None:
    assert resident.knows_area("810000199001010006")
    assert not resident.knows_area("990000199001010006")
