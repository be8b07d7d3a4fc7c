"""Whether an answer is about the company that was asked for, by whatever it was asked."""

from __future__ import annotations

import pytest

import lotmaker
from relparty.errors import NotLookedUp
from relparty.evidence.alike import is_same
from relparty.registers.parties import check_is_wanted

USCC = lotmaker.company_code(7)
NAME = "INVENTED CEDAR LIMITED"


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        (USCC, [USCC]),
        (f"CN-SAIC-{USCC}", [USCC]),
        ("GB-COH-01234567", ["GB-COH-01234567"]),
        ("GB-COH-1234567", ["GB-COH-01234567", "01234567"]),
        ("01234567", ["GB-COH-01234567", "01234567"]),
        ("SC 123456", ["SC123456"]),
        ("440300100000042", ["440300100000042"]),
    ],
)
def test_asked_by_a_number_the_number_decides_and_not_the_name(asked: str, codes: list[str]) -> None:
    check_is_wanted("x", asked, "SOMETHING ELSE LIMITED", codes)
    with pytest.raises(NotLookedUp, match="another company"):
        check_is_wanted("x", asked, asked, ["GB-COH-07654321"])
    with pytest.raises(NotLookedUp, match="another company"):
        check_is_wanted("x", asked, NAME, [])


def test_the_same_digits_of_another_register_are_another_company() -> None:
    with pytest.raises(NotLookedUp, match="another company"):
        check_is_wanted("x", "GB-COH-01234567", NAME, ["NO-BRC-01234567"])


@pytest.mark.parametrize("asked", ["Invented Cedar Ltd", "invented  cedar ltd.", "INVENTED CEDAR LIMITED"])
def test_asked_by_a_name_it_decides_in_each_writing(asked: str) -> None:
    check_is_wanted("x", asked, NAME, ["GB-COH-01234567"])
    check_is_wanted("x", asked, "CEDAR GROUP PLC", ["GB-COH-01234567"], ["SOMETHING LIMITED", NAME])
    with pytest.raises(NotLookedUp, match=r"another company \(CEDAR GROUP PLC\)"):
        check_is_wanted("x", asked, "CEDAR GROUP PLC", ["GB-COH-01234567"])


@pytest.mark.parametrize("asked", ["TESCO", "Route66", "3M"])
def test_a_name_of_one_word_is_no_number(asked: str) -> None:
    check_is_wanted("x", asked, asked.lower(), ["GB-COH-01234567"])
    with pytest.raises(NotLookedUp):
        check_is_wanted("x", asked, NAME, [asked])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("A & B Co. Ltd", "A AND B COMPANY LIMITED"),
        ("O'Brien Works Ltd", "OBRIEN WORKS LIMITED"),
        ("深圳市甲辰工程有限公司", "深圳市甲辰工程有限责任公司"),
    ],
)
def test_one_company_in_two_writings(one: str, other: str) -> None:
    assert is_same(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Invented Cedar Limited", "Invented Cedar PLC"),
        ("Invented Cedar Limited", "Invented Cedar (Holdings) Limited"),
        ("Invented Cedars Limited", "Invented Cedar Limited"),
        ("甲辰", "乙木"),
        ("...", "---"),
        ("", ""),
    ],
)
def test_near_names_are_other_companies(one: str, other: str) -> None:
    assert is_same(one, other) == (one == other)
