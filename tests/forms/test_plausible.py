"""What can be a name, a number, a day: damaged ones cannot, unusual ones can."""

from __future__ import annotations

from datetime import date

import pytest

import lotmaker
from relparty.forms import labels
from relparty.forms.kinds import person_number
from relparty.forms.plausible import is_possible_name, is_possible_number, possible_day

KNOWN = labels.load()


@pytest.mark.parametrize(
    "name",
    [
        "厉昶远",
        "欧阳昶昶",
        "王 明",
        "呂　方正",
        "李㛃",
        "𬱖明",
        "张国家",
        "买买提·吐尔逊",
        "买买提•吐尔逊",
        "买买提．吐尔逊",
        "约翰·F·史密斯",
        "John Smith",
        "O'Neil",
        "Maria-José da Silva",
        "Li",
        "Chan Tai Man 陈大文",
        "호길동",
        "张\u200b三",
    ],
)
def test_unusual_names_are_names(name: str) -> None:
    assert is_possible_name(name, KNOWN)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "王",
        "荣昶昶9董事长",
        "翁昶国资机构",
        "董事长",
        "厉昶远 监事",
        "厉昶远13800000000",
        "张三\x00",
        "张三\ud800",
        "王明abc",
        "A1",
        "厉昶远" * 5,
        "x" * 61,
        "110108",
        "*" * 3,
    ],
)
def test_what_cannot_be_a_name_is_none(name: str) -> None:
    assert not is_possible_name(name, KNOWN)
    assert not is_possible_name(name, KNOWN, is_vouched=True) or name == "厉昶远" * 5


def test_a_long_name_without_dots_is_one_beside_a_right_id() -> None:
    assert not is_possible_name("阿卜杜热依木", KNOWN)
    assert is_possible_name("阿卜杜热依木", KNOWN, is_vouched=True)


def test_figures_that_tell_people_of_one_name_apart_are_right_beside_a_right_id_only() -> None:
    assert not is_possible_name("张伟2", KNOWN)
    assert is_possible_name("张伟2", KNOWN, is_vouched=True)
    assert not is_possible_name("张2伟", KNOWN, is_vouched=True)


@pytest.mark.parametrize(
    "text",
    [
        lotmaker.person_id(40),
        lotmaker.person_id(40, "*"),
        lotmaker.person_id(40, "!"),
        "310104 **** **** 0005",
        "310104＊＊＊＊＊＊＊＊0005",
        "310104????????0005",
        "310104XXXXXXXX000X",
        "310104****0005",
        "3101041990****0005",
        "110108990101000",
        "E12345678",
        "C01X00T47",
        "A123456(3)",
        "H1234567890",
        "01234567",
        "123456789",
    ],
)
def test_resident_ids_and_other_papers_are_numbers(text: str) -> None:
    assert is_possible_number(person_number(text), text)


@pytest.mark.parametrize(
    "text",
    [
        "110108",
        "1101081",
        "3101091964",
        "310109196",
        "31010919640101",
        "3101091964010100",
        "1234567X",
        "310104**2*****0005",
        "310104****01**0005",
        "310104**********0005*",
        "31010429901301****",
        "3101041990130*0005",
        "ABCDEF",
        "13/7",
    ],
)
def test_pieces_of_ids_and_odd_masks_are_no_numbers(text: str) -> None:
    assert not is_possible_number(person_number(text), text)


@pytest.mark.parametrize("text", ["2026.1.5", "2026-01-05", "2026年1月5日", "2026-01-05 00:00:00"])
def test_a_day_is_a_day(text: str) -> None:
    assert possible_day(text) == date(2026, 1, 5)


@pytest.mark.parametrize("text", ["2426-01-05", "1926-01-05", "2026-13-05", "年 月 日", "46027"])
def test_an_impossible_day_is_none(text: str) -> None:
    assert possible_day(text) is None
