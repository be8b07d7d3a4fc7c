"""What a register knows of a person beside the name: it may make two mentions probably one, never surely."""

from __future__ import annotations

import pytest

import lotmaker
from relparty.model.party import Mention, PartyKind
from relparty.resolve.entities import resolve
from relparty.resolve.judging import Likeness, judge_persons


def person(name: str = "罗启航", document: str = "a", **more: str) -> Mention:
    return Mention(name, PartyKind.PERSON, document=document, **more)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({"register_id": "x:1"}, {"register_id": "x:1"}, Likeness.PROBABLE),
        ({"register_id": "x:1"}, {"register_id": "x:2"}, Likeness.NAME),
        ({"register_id": "x:1"}, {"register_id": "y:1"}, Likeness.NAME),
        ({"born": "1970-03"}, {"born": "1970-03-05"}, Likeness.PROBABLE),
        ({"born": "1970-03"}, {"born": "1970-04"}, Likeness.DIFFERENT),
        ({"born": "1970"}, {"born": "1970"}, Likeness.NAME),
        ({"born": "1970"}, {"born": "1971"}, Likeness.DIFFERENT),
        ({"register_id": "x:1", "born": "1970-03"}, {"register_id": "x:1", "born": "1971-03"}, Likeness.DIFFERENT),
    ],
)
def test_own_ids_and_dates_of_birth(one: dict[str, str], other: dict[str, str], expected: Likeness) -> None:
    assert judge_persons(person(**one), person(document="b", **other)) is expected


def test_a_date_of_birth_is_compared_with_that_of_a_resident_id() -> None:
    number = lotmaker.person_id(7)
    month, day = f"{number[6:10]}-{number[10:12]}", f"{number[6:10]}-{number[10:12]}-{number[12:14]}"
    for born in (month, day):
        assert judge_persons(person(number=number), person(document="b", born=born)) is Likeness.PROBABLE
    assert judge_persons(person(number=number), person(document="b", born="1901-01")) is Likeness.DIFFERENT


def test_another_name_with_the_same_own_id_is_nobody() -> None:
    assert judge_persons(person(register_id="x:1"), person("卓蔚", "b", register_id="x:1")) is Likeness.NONE


def test_two_persons_of_one_file_whom_it_tells_apart_are_not_one() -> None:
    one, other = person(register_id="x:1"), person(register_id="x:2")
    entities = resolve([one, other])
    assert entities.confirmed[one] != entities.confirmed[other]


@pytest.mark.parametrize(("one", "other"), [("GB-COH-229269", "GB-COH-00229269"), ("XI-LEI-529900T8BM49AURSDO55", "529900T8BM49AURSDO55")])
def test_companies_outside_china_are_one_by_their_number(one: str, other: str) -> None:
    mentions = [Mention("Alpha Ltd", PartyKind.COMPANY, one, document="a"), Mention("Beta Ltd", PartyKind.COMPANY, other, document="b")]
    entities = resolve(mentions)
    assert entities.confirmed[mentions[0]] == entities.confirmed[mentions[1]]


def test_limited_and_ltd_are_one_name() -> None:
    mentions = [
        Mention("Acme (Europe) Limited", PartyKind.COMPANY, document="a"),
        Mention("ACME (EUROPE) LTD", PartyKind.COMPANY, document="b"),
    ]
    entities = resolve(mentions)
    assert entities.confirmed[mentions[0]] == entities.confirmed[mentions[1]]
