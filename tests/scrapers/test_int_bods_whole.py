"""Nothing that a BODS file tells of an owner, a time or a name is passed over in silence."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from bodsmaker import Statement, content, entity, interest, person, relation, shares

import lotmaker
from relparty.model.evidence import Extract
from relparty.model.lot import form_file
from relparty_scrapers.int_bods import parse

Row = tuple[str, int | None, str | None, str | None]

COMPANY = entity("c-jiachen", "深圳市甲辰工程有限公司", lotmaker.company_code(100))
PARENT = entity("c-dizhi", "深圳市地支投资有限公司", lotmaker.company_code(901))
LUO = person("p-luo", "罗启航")
TRUST = entity("c-trust", "丁未家族信托", kind="arrangement")

DISORDERED = "同一记录的声明前后不一或未注明日期"


def of_company(*statements: Statement) -> Extract:
    of = content(COMPANY, *statements)
    return next(
        each for each in parse.extracts(form_file("data/bods.json", of), of) if each.name and each.name.text.startswith("深圳市甲辰")
    )


def times(extract: Extract) -> list[Row]:
    """Each holder with its share and the days between which it was one."""
    return [(each.name.text, each.percent, _day(each.since), _day(each.until)) for each in extract.holders or ()]


def words(extract: Extract) -> list[tuple[str, str, bool]]:
    return [(each.name.text, each.share.text if each.share else "", each.is_direct) for each in extract.holders or ()]


def unread(extract: Extract) -> str:
    return "\n".join(each.text for each in extract.unread)


def notes(extract: Extract) -> list[str]:
    return [each.text for each in extract.notes]


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def held(on: str, exact: float, since: str = "", **more: Any) -> Statement:
    dated = {"startDate": since} if since else {}
    return relation("r-1", "c-jiachen", "p-luo", shares(exact, **dated), on=on, **more)


def test_a_share_that_changed_on_a_day_was_another_one_before() -> None:
    found = of_company(
        LUO,
        held("2015-02-01", 100, "2012-03-01"),
        held("2021-07-01", 40, "2021-06-15", status="updated"),
        held("2024-07-01", 30, "2024-06-20", status="updated"),
    )
    assert times(found) == [
        ("罗启航", 300_000, "2024-06-20", None),
        ("罗启航", 1_000_000, "2012-03-01", "2021-06-15"),
        ("罗启航", 400_000, "2021-06-15", "2024-06-20"),
    ]
    assert not found.unread


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (held("2019-01-01", 60, "2018-01-01"), held("2024-07-01", 30, "2018-01-01", status="updated")),
        (held("2019-01-01", 60, "2018-01-01"), held("2024-07-01", 30, "2016-01-01", status="updated")),
        (held("2019-01-01", 60, "2018-01-01"), held("2024-07-01", 30, status="updated")),
        (held("2019-01-01", 60), held("2024-07-01", 30, "2018-01-01", status="updated")),
    ],
    ids=["the same day", "an earlier day", "no day", "a day before it was told"],
)
def test_a_newer_share_of_the_same_time_is_the_only_one(first: Statement, second: Statement) -> None:
    assert [row[1] for row in times(of_company(LUO, first, second))] == [300_000]


def test_an_undated_share_lasted_until_the_next_one_began() -> None:
    found = of_company(LUO, held("2019-01-01", 60), held("2024-07-01", 30, "2024-06-01", status="updated"))
    assert times(found) == [("罗启航", 300_000, "2024-06-01", None), ("罗启航", 600_000, None, "2024-06-01")]


def test_shares_that_came_back_are_two_times() -> None:
    found = of_company(
        LUO,
        held("2018-01-01", 60, "2017-05-01"),
        relation("r-1", "c-jiachen", "p-luo", interest("votingRights"), on="2020-01-01", status="updated"),
        held("2024-01-01", 20, "2023-12-01", status="updated"),
    )
    assert times(found)[:2] == [("罗启航", 200_000, "2023-12-01", None), ("罗启航", 600_000, "2017-05-01", "2020-01-01")]


def test_a_former_party_of_a_relationship_is_the_former_holder_and_not_the_next_one() -> None:
    found = of_company(
        LUO, PARENT, held("2019-01-01", 60, "2018-01-01"), relation("r-1", "c-jiachen", "c-dizhi", shares(60, startDate="2022-01-01"))
    )
    assert times(found) == [
        ("深圳市地支投资有限公司", 600_000, "2022-01-01", None),
        ("罗启航", 600_000, "2018-01-01", "2026-11-02"),
    ]
    assert DISORDERED in unread(found)


def test_a_party_that_is_no_longer_told_was_a_holder() -> None:
    found = of_company(LUO, held("2019-01-01", 60, "2018-01-01"), relation("r-1", "c-jiachen", {"reason": "unknown"}, shares(60)))
    assert times(found) == [("罗启航", 600_000, "2018-01-01", "2026-11-02")]
    assert "interested party not told" in unread(found)


@pytest.mark.parametrize(
    "series",
    [
        [entity("c-dizhi", "甲公司", on="2019-01-01"), entity("c-dizhi", "乙公司", on="2020-01-01")],
        [entity("c-dizhi", "甲公司", on="2019-01-01", status="closed"), entity("c-dizhi", "甲公司", on="2020-01-01", status="updated")],
        [entity("c-dizhi", "甲公司", on="2019-01-01"), entity("c-dizhi", "甲公司", on="spring", status="updated")],
    ],
    ids=["two beginnings", "after its end", "no day"],
)
def test_a_record_whose_statements_may_be_about_two_things_is_told(series: list[Statement]) -> None:
    found = of_company(*series, relation("r-1", "c-jiachen", "c-dizhi", shares(10)))
    assert f"{DISORDERED} statements of one record contradict each other or are not dated: c-dizhi" in unread(found)


def test_a_record_that_is_told_again_word_for_word_is_in_order() -> None:
    again = [entity("c-dizhi", "甲公司", on=day) for day in ("2019-01-01", "2020-01-01")]
    assert not of_company(*again, relation("r-1", "c-jiachen", "c-dizhi", shares(10))).unread


def test_a_relationship_without_interests_has_its_party() -> None:
    found = of_company(PARENT, relation("r-1", "c-jiachen", "c-dizhi"))
    assert words(found) == [("深圳市地支投资有限公司", "权益不明 unknownInterest", False)]
    assert unread(found) == "未写明权益的性质 nature of the interest not told: 深圳市地支投资有限公司；权益不明 unknownInterest"


def _indirect(told: Statement, link: Statement) -> Extract:
    return of_company(
        PARENT,
        LUO,
        relation("r-part", "c-jiachen", "c-dizhi", shares(60), details={"isComponent": True}),
        relation("r-top", "c-dizhi", "p-luo", link, details={"isComponent": True}),
        relation("r-all", "c-jiachen", "p-luo", told, details={"componentRecords": ["c-dizhi", "r-part", "r-top"]}),
    )


@pytest.mark.parametrize(
    "link",
    [
        {"directOrIndirect": "unknown"},
        interest("unpublishedInterest"),
        interest("otherInfluenceOrControl"),
        interest("boardMember"),
        shares(),
        shares(50, endDate="2020-01-01"),
    ],
    ids=["no type", "unpublished", "control", "an office", "no share", "over"],
)
def test_an_indirect_share_is_kept_where_its_components_do_not_tell_it(link: Statement) -> None:
    assert ("罗启航", "间接持股 30% shareholding", False) in words(_indirect(shares(30, "indirect"), link))


def test_an_indirect_share_is_told_once_where_its_components_tell_it() -> None:
    assert words(_indirect(shares(30, "indirect"), shares(50))) == [("深圳市地支投资有限公司", "60%", True)]


def test_an_indirect_interest_beside_direct_shares_is_told() -> None:
    found = of_company(LUO, relation("r-1", "c-jiachen", "p-luo", shares(20), shares(30, "indirect")))
    assert words(found) == [("罗启航", "20%", True)]
    assert "股权以外的权益 interest besides the shares: 罗启航；间接持股 30% shareholding" in unread(found)


def test_an_office_that_no_person_has_is_an_interest() -> None:
    found = of_company(TRUST, relation("r-1", "c-jiachen", "c-trust", interest("boardMember", startDate="2023-04-30")))
    assert words(found) == [("丁未家族信托", "董事 boardMember", False)]
    assert found.staff is None


def test_a_company_that_leads_another_is_its_head_and_nothing_besides() -> None:
    leads = interest("seniorManagingOfficial", details="执行事务合伙人")
    found = of_company(PARENT, relation("r-1", "c-jiachen", "c-dizhi", shares(1), leads))
    assert found.head
    assert found.head.text == "深圳市地支投资有限公司"
    assert words(found) == [("深圳市地支投资有限公司", "1%", True)]
    assert not found.unread


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (interest("boardChair", 30), "董事长 30% boardChair"),
        (interest("boardMember", how="indirect"), "间接董事 boardMember"),
        (interest("boardMember", how="unknown"), "董事 boardMember 直接或间接不明"),
    ],
)
def test_an_office_with_a_share_or_through_others_is_told(told: Statement, said: str) -> None:
    found = of_company(LUO, relation("r-1", "c-jiachen", "p-luo", told))
    assert found.staff
    assert unread(found) == f"任职另附比例或并非直接 office with a share, or not direct: 罗启航；{said}"


def test_what_is_known_of_a_party_without_identity_is_told() -> None:
    hidden = person(
        "p-1",
        "某某",
        kind="anonymousPerson",
        details={
            "birthDate": "2015",
            "unspecifiedPersonDetails": {"reason": "interestedPartyExemptFromDisclosure", "description": "未成年"},
        },
    )
    unnamed = entity("c-2", "某基金", kind="anonymousEntity", details={"identifiers": [{"scheme": "GB-COH", "id": "01234567"}]})
    found = of_company(hidden, unnamed, relation("r-1", "c-jiachen", "p-1", shares(1)), relation("r-2", "c-jiachen", "c-2", shares(1)))
    assert "；某某；2015；未成年" in unread(found)
    assert "；某基金；GB-COH-01234567" in unread(found)


def test_a_birth_date_that_a_newer_statement_leaves_out_is_still_the_persons() -> None:
    older = person("p-luo", "罗启航", details={"birthDate": "1980-05"}, on="2020-01-01")
    newer = person("p-luo", "罗启航", status="updated")
    found = of_company(older, newer, relation("r-1", "c-jiachen", "p-luo", shares(1)))
    assert found.holders
    assert found.holders[0].party
    assert found.holders[0].party.born == "1980-05"


def test_other_names_and_numbers_of_parties_are_noted_and_personal_ones_masked() -> None:
    numbers = [{"scheme": "CHN-PASSPORT", "id": "E98765432"}, {"scheme": "CHN-IDCARD", "id": lotmaker.person_id(7)}]
    names = [{"type": "legal", "fullName": "罗启航"}, {"type": "birth", "fullName": "罗小航", "patronymicName": "Luovich"}]
    found = of_company(
        person("p-luo", "罗起航", on="2020-01-01"),
        person("p-luo", details={"names": names, "identifiers": numbers}, status="updated"),
        entity(
            "c-trust", "丁未家族信托", details={"alternateNames": ["Dingwei Trust"], "identifiers": [{"schemeName": "登记册", "id": "77"}]}
        ),
        relation("r-1", "c-jiachen", "p-luo", shares(1, beneficialOwnershipOrControl=True)),
        relation("r-2", "c-jiachen", "c-trust", shares(1)),
    )
    assert notes(found) == [
        "罗启航；names: birth 罗小航 Luovich",
        "罗启航；identifiers: CHN-PASSPORT E********",
        "罗启航；names: legal 罗起航",
        "丁未家族信托；alternateNames: Dingwei Trust",
        "丁未家族信托；identifiers: 登记册 77",
        "受益所有人 beneficial owners: 罗启航",
    ]


def test_names_of_a_party_that_has_its_own_extract_stand_there() -> None:
    owner = entity("c-trust", "丁未家族信托", details={"alternateNames": ["Dingwei Trust"]})
    found = of_company(
        owner, LUO, relation("r-1", "c-jiachen", "c-trust", shares(1)), relation("r-2", "c-trust", "p-luo", interest("settlor"))
    )
    assert not found.notes


def test_an_earlier_number_of_a_company_is_noted() -> None:
    older = entity("c-jiachen", "深圳市甲辰工程有限公司", on="2020-01-01", details={"identifiers": [{"scheme": "CN-REG", "id": "440301"}]})
    assert notes(of_company(older, LUO, held("2026-11-02", 1))) == ["identifiers: CN-REG 440301"]


def test_remarks_are_noted_and_corrections_told_with_their_place() -> None:
    remarks = [
        {"statementPointerTarget": "/recordDetails", "motivation": "correcting", "transformedContent": "40"},
        {"statementPointerTarget": "/", "motivation": "linking", "description": "另见", "url": "https://register.example/1"},
        {"statementPointerTarget": "/", "motivation": "commenting"},
    ]
    found = of_company(LUO, relation("r-1", "c-jiachen", "p-luo", shares(1), annotations=remarks))
    assert unread(found) == "发布方的更正 correction: /recordDetails 40"
    assert notes(found) == ["annotations: linking 另见 https://register.example/1", "annotations: commenting"]


@pytest.mark.parametrize("field", ["startDate", "endDate"])
def test_a_day_that_cannot_be_read_is_told(field: str) -> None:
    found = of_company(LUO, relation("r-1", "c-jiachen", "p-luo", shares(1, **{field: "2021-13-40"})))
    assert unread(found) == f"{field}: 2021-13-40"
