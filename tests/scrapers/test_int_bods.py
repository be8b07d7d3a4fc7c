"""What BODS files tell of companies: holders and their shares, officers, indirect and unnamed parties, and what a person must read."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import bods_fixtures
import pytest
from bodsmaker import Statement, content, entity, interest, lines, person, relation, shares

import lotmaker
from relparty.errors import UnreadableFile
from relparty.forms import labels
from relparty.model.evidence import Extract, RegisteredHolder
from relparty.model.lot import form_file
from relparty.model.party import PartyKind
from relparty.registers import catalog
from relparty.registers.card import SourceKind
from relparty.resolve.entities import resolve
from relparty_scrapers.int_bods import parse

CODE = lotmaker.company_code(100)
COMPANY = entity("c-jiachen", "深圳市甲辰工程有限公司", CODE)
PARENT = entity("c-dizhi", "深圳市地支投资有限公司", lotmaker.company_code(901))
LUO = person("p-luo", "罗启航", details={"birthDate": "1980-05"})


def told(*statements: Statement, file: str = "data/bods.json") -> tuple[Extract, ...]:
    of = content(*statements)
    return parse.extracts(form_file(file, of), of)


def about(name: str, *statements: Statement) -> Extract:
    return next(each for each in told(*statements) if each.name and each.name.text == name)


def of_company(*statements: Statement) -> Extract:
    return about("深圳市甲辰工程有限公司", COMPANY, *statements)


def rows(extract: Extract) -> list[tuple[str, int | None, int | None, str]]:
    return [(each.name.text, each.percent, each.most, each.share.text if each.share else "") for each in extract.holders or ()]


def only(extract: Extract) -> RegisteredHolder:
    assert extract.holders
    assert len(extract.holders) == 1
    return extract.holders[0]


def unread(extract: Extract) -> str:
    return "\n".join(each.text for each in extract.unread)


def test_it_is_a_source_of_files() -> None:
    source = catalog.source("int_bods")
    assert source.card.kind is SourceKind.FILES
    assert source.reader is parse


def test_holders_have_their_shares_kinds_numbers_and_days() -> None:
    found = of_company(
        PARENT,
        LUO,
        relation("r-1", "c-jiachen", "c-dizhi", shares(50.81)),
        relation("r-2", "c-jiachen", "p-luo", shares(49.19, startDate="2019-03-01")),
    )
    assert (found.uscc and found.uscc.text, found.source, found.retrieved_on) == (CODE, "int_bods", date(2026, 11, 2))
    assert rows(found) == [("深圳市地支投资有限公司", 508_100, None, "50.81%"), ("罗启航", 491_900, None, "49.19%")]
    assert found.shows_all_holders
    assert not found.shows_all_staff
    assert not found.unread
    assert found.holders
    parent, luo = (each.party for each in found.holders)
    assert parent
    assert luo
    assert (parent.kind, parent.number) == (PartyKind.COMPANY, lotmaker.company_code(901))
    assert (luo.kind, luo.number, luo.born) == (PartyKind.PERSON, "", "1980-05")
    assert luo.register_id == "int_bods:https://register.example/p-luo"
    assert found.holders[1].since == date(2019, 3, 1)
    assert found.holders[1].share
    assert found.holders[1].share.source.place.pointer == "/4/recordDetails/interests/0/share"


def test_a_file_that_does_not_tell_all_of_the_shares_does_not_show_all_holders() -> None:
    assert not of_company(LUO, relation("r-1", "c-jiachen", "p-luo", shares(75))).shows_all_holders


@pytest.mark.parametrize(
    ("share", "percent", "most", "words"),
    [
        ({"exact": 33.333333}, 333_333, None, "33.333333%"),
        ({"exact": 60, "minimum": 60, "maximum": 60}, 600_000, None, "60%"),
        ({"minimum": 25, "maximum": 50}, 250_000, 500_000, "≥25% ≤50%"),
        ({"exclusiveMinimum": 25, "maximum": 50}, 250_001, 500_000, ">25% ≤50%"),
        ({"minimum": 50, "exclusiveMaximum": 75}, 500_000, 749_999, "≥50% <75%"),
        ({"minimum": 75}, 750_000, 1_000_000, "≥75%"),
        ({"exclusiveMaximum": 25}, 0, 249_999, "<25%"),
        ({"minimum": 40, "maximum": 40}, 400_000, None, "≥40% ≤40%"),
        ({}, None, None, ""),
    ],
)
def test_a_share_is_exact_or_between_bounds(share: dict[str, float], percent: int | None, most: int | None, words: str) -> None:
    found = of_company(LUO, relation("r-1", "c-jiachen", "p-luo", shares(share=share)))
    assert rows(found) == [("罗启航", percent, most, words)]
    assert not found.unread


@pytest.mark.parametrize("share", [{"exact": 130}, {"exact": -1}, {"minimum": 50, "maximum": 25}, {"exact": 10, "minimum": 25}])
def test_a_share_that_cannot_be_is_no_share_and_told(share: dict[str, float]) -> None:
    found = of_company(LUO, relation("r-1", "c-jiachen", "p-luo", shares(share=share)))
    assert only(found).percent is None
    assert "比例自相矛盾或超出范围" in unread(found)


def test_interests_that_are_no_shares_make_a_holder_whose_words_say_them() -> None:
    found = of_company(
        LUO, relation("r-1", "c-jiachen", "p-luo", interest("votingRights", 60), interest("appointmentOfBoard", details="任免多数董事"))
    )
    assert rows(found) == [("罗启航", None, None, "表决权 60% votingRights；有权任免董事会成员 appointmentOfBoard 任免多数董事")]
    assert found.staff is None


def test_votes_that_go_with_the_shares_say_nothing_new_and_others_are_told() -> None:
    same = of_company(LUO, relation("r-1", "c-jiachen", "p-luo", shares(60), interest("votingRights", 60)))
    assert rows(same) == [("罗启航", 600_000, None, "60%")]
    assert not same.unread
    more = of_company(LUO, relation("r-1", "c-jiachen", "p-luo", shares(10), interest("votingRights", 60)))
    assert rows(more) == [("罗启航", 100_000, None, "10%")]
    assert "股权以外的权益 interest besides the shares: 罗启航；表决权 60% votingRights" in unread(more)


def test_an_interest_of_a_type_nobody_knows_is_kept_and_told() -> None:
    found = of_company(LUO, relation("r-1", "c-jiachen", "p-luo", interest("futureInterest", details="新")))
    assert rows(found) == [("罗启航", None, None, "未知权益 futureInterest 新")]
    assert "type: futureInterest" in unread(found)


def test_a_relationship_without_interests_and_an_unpublished_one_are_told() -> None:
    found = of_company(LUO, relation("r-1", "c-jiachen", "p-luo"), relation("r-2", "c-jiachen", "p-luo", interest("unpublishedInterest")))
    assert unread(found).count("未写明权益的性质") == 2
    assert rows(found) == [("罗启航", None, None, "权益不明 unknownInterest；权益未公布 unpublishedInterest")]


@pytest.mark.parametrize(
    ("kind", "details", "words", "office"),
    [
        ("boardMember", "", "董事", "director"),
        ("boardMember", "独立董事", "独立董事", "director"),
        ("boardMember", "non-executive", "董事 non-executive", "director"),
        ("boardChair", "", "董事长", "chair"),
        ("seniorManagingOfficial", "", "经理", "manager"),
        ("seniorManagingOfficial", "财务负责人", "财务负责人", "finance"),
        ("boardMember", "监事", "监事", "supervisor"),
    ],
)
def test_offices_are_in_words_that_forms_use(kind: str, details: str, words: str, office: str) -> None:
    told_details = {"details": details} if details else {}
    found = of_company(LUO, relation("r-1", "c-jiachen", "p-luo", interest(kind, startDate="2020-02-03", **told_details)))
    assert found.staff
    assert [(each.name.text, each.office and each.office.text, each.since) for each in found.staff] == [("罗启航", words, date(2020, 2, 3))]
    assert labels.load().kind("offices", words, "") == office
    assert found.head is None
    assert found.holders is None


@pytest.mark.parametrize("details", ["法定代表人", "Legal Representative", "单位负责人"])
def test_the_legal_representative_is_the_head(details: str) -> None:
    found = of_company(LUO, relation("r-1", "c-jiachen", "p-luo", interest("seniorManagingOfficial", details=details)))
    assert found.head
    assert found.head.text == "罗启航"
    assert found.staff is None


def test_an_office_beside_it_is_kept_and_a_second_head_is_told() -> None:
    found = of_company(
        LUO,
        person("p-2", "卓蔚"),
        relation("r-1", "c-jiachen", "p-luo", interest("boardChair", details="董事长兼法定代表人")),
        relation("r-2", "c-jiachen", "p-2", interest("seniorManagingOfficial", details="法定代表人")),
    )
    assert found.head
    assert found.staff
    assert (found.head.text, found.staff[0].office and found.staff[0].office.text) == ("罗启航", "董事长兼法定代表人")
    assert "不止一名法定代表人 more than one legal representative: 卓蔚" in unread(found)


def test_a_former_legal_representative_is_no_head() -> None:
    found = of_company(
        LUO, relation("r-1", "c-jiachen", "p-luo", interest("seniorManagingOfficial", details="法定代表人", endDate="2026-05-01"))
    )
    assert found.head is None
    assert found.staff
    assert found.staff[0].until == date(2026, 5, 1)


def test_the_newest_statement_of_a_record_counts_and_what_it_no_longer_has_is_over() -> None:
    found = of_company(
        LUO,
        relation("r-1", "c-jiachen", "p-luo", shares(60), interest("boardMember"), on="2026-06-01"),
        relation("r-1", "c-jiachen", "p-luo", shares(100), interest("boardMember"), on="2020-01-01"),
        relation("r-1", "c-jiachen", "p-luo", shares(30), on="2026-10-01", status="updated"),
    )
    assert rows(found) == [("罗启航", 300_000, None, "30%")]
    assert only(found).until is None
    assert found.staff
    assert [each.until for each in found.staff] == [date(2026, 10, 1)]


def test_an_interest_that_came_back_is_not_over() -> None:
    found = of_company(
        LUO,
        relation("r-1", "c-jiachen", "p-luo", shares(60), on="2020-01-01"),
        relation("r-1", "c-jiachen", "p-luo", interest("boardMember"), on="2022-01-01", status="updated"),
        relation("r-1", "c-jiachen", "p-luo", shares(60), on="2024-01-01", status="updated"),
    )
    assert only(found).until is None
    assert found.staff
    assert [each.until for each in found.staff] == [date(2024, 1, 1)]


def test_a_closed_relationship_ended_on_its_own_day_or_on_that_of_the_statement() -> None:
    found = of_company(
        LUO,
        PARENT,
        relation("r-1", "c-jiachen", "p-luo", shares(60, endDate="2026-08-15"), status="closed"),
        relation("r-2", "c-jiachen", "c-dizhi", shares(40), status="closed"),
    )
    assert found.holders
    assert [each.until for each in found.holders] == [date(2026, 8, 15), date(2026, 11, 2)]
    assert not found.shows_all_holders


def test_two_statements_of_one_day_that_differ_are_told() -> None:
    second = relation("r-1", "c-jiachen", "p-luo", shares(70)) | {"statementId": "another-statement-of-the-same-day-0001"}
    found = of_company(LUO, relation("r-1", "c-jiachen", "p-luo", shares(60)), second)
    assert "同一记录同一日期有不同内容的声明" in unread(found)


def test_a_former_name_comes_from_an_earlier_statement() -> None:
    earlier = entity("c-jiachen", "深圳市甲寅工程有限公司", CODE, on="2020-01-01")
    found = about("深圳市甲辰工程有限公司", COMPANY, earlier, LUO, relation("r-1", "c-jiachen", "p-luo", shares(10)))
    assert [each.text for each in found.former_names] == ["深圳市甲寅工程有限公司"]


_PART = relation("r-part", "c-jiachen", "c-dizhi", shares(60), details={"isComponent": True})
_TOP = relation("r-top", "c-dizhi", "p-luo", shares(50), details={"isComponent": True})


def _indirect(*components: str) -> Statement:
    return relation("r-all", "c-jiachen", "p-luo", shares(30, "indirect"), details={"componentRecords": list(components)})


def test_an_indirect_interest_is_told_by_its_components() -> None:
    found = of_company(PARENT, LUO, _PART, _TOP, _indirect("c-dizhi", "r-part", "r-top"))
    assert rows(found) == [("深圳市地支投资有限公司", 600_000, None, "60%")]
    assert not found.unread


@pytest.mark.parametrize("components", [(), ("c-dizhi",), ("r-part",)])
def test_an_indirect_interest_without_the_whole_way_is_kept_in_words(components: tuple[str, ...]) -> None:
    found = of_company(PARENT, LUO, _PART, _TOP, _indirect(*components))
    assert ("罗启航", None, None, "间接持股 30% shareholding") in rows(found)


def test_components_that_are_not_in_the_file_are_told() -> None:
    found = of_company(PARENT, LUO, _PART, _indirect("r-part", "r-gone"))
    assert "间接关系的组成记录不在文件中 component records not in the file: r-gone" in unread(found)
    assert ("罗启航", None, None, "间接持股 30% shareholding") in rows(found)


def test_components_that_are_over_do_not_tell_an_interest_that_is_not() -> None:
    over = _PART | {"recordStatus": "closed"}
    found = of_company(PARENT, LUO, over, _TOP, _indirect("c-dizhi", "r-part", "r-top"))
    assert ("罗启航", None, None, "间接持股 30% shareholding") in rows(found)


def test_components_in_a_circle_end() -> None:
    back = relation("r-back", "c-dizhi", "c-jiachen", shares(10), details={"isComponent": True})
    found = of_company(PARENT, LUO, _PART, back, _indirect("r-part", "r-back"))
    assert ("罗启航", None, None, "间接持股 30% shareholding") in rows(found)


def _hidden(record: str) -> Statement:
    return person(record, kind="anonymousPerson", details={"unspecifiedPersonDetails": {"reason": "interestedPartyExemptFromDisclosure"}})


def test_unnamed_parties_are_never_one_party() -> None:
    found = of_company(
        _hidden("p-1"),
        _hidden("p-2"),
        entity("c-u", kind="unknownEntity"),
        *(relation(f"r-{each}", "c-jiachen", each, shares(20)) for each in ("p-1", "p-2", "c-u")),
    )
    assert found.holders
    parties = [each.party for each in found.holders if each.party]
    other = told(COMPANY, _hidden("p-1"), relation("r-1", "c-jiachen", "p-1", shares(21)))[0]
    assert other.holders
    parties += [each.party for each in other.holders if each.party]
    assert {each.kind for each in parties} == {PartyKind.OTHER}
    assert len(set(resolve(parties).probable.values())) == 4
    assert "利害关系人免于披露 interestedPartyExemptFromDisclosure" in found.holders[0].name.text
    assert unread(found).count("利害关系人的身份未写明") == 3
    assert not found.shows_all_holders


def test_a_party_that_is_only_a_reason_is_told_and_not_drawn() -> None:
    found = of_company(
        relation("r-1", "c-jiachen", {"reason": "subjectUnableToConfirmOrIdentifyBeneficialOwner", "description": "无法确认"}, shares(5))
    )
    assert found.holders is None
    assert "企业不能确认受益所有人 subjectUnableToConfirmOrIdentifyBeneficialOwner；无法确认；持股 5% shareholding" in unread(found)


def test_references_that_lead_nowhere_are_told() -> None:
    found = of_company(
        LUO,
        relation("r-1", "c-jiachen", "p-gone", shares(40)),
        relation("r-2", "c-gone", "p-luo", shares(10)),
        relation("r-3", "p-luo", "c-jiachen", shares(10)),
        entity("c-else", "丁未公司", about="c-nowhere"),
    )
    words = unread(found)
    assert "利害关系人的记录不在文件中 record of the interested party is not in the file: p-gone；持股 40% shareholding" in words
    assert "relationship of an entity that is not in the file: c-gone" in words
    assert "relationship of an entity that is not in the file: p-luo" in words
    assert "declaration subject not in the file: c-nowhere" in words


def test_what_concerns_no_company_of_the_file_stands_in_each_extract_but_not_without_end() -> None:
    found = of_company(LUO, *(relation(f"r-{n}", f"c-gone-{n}", "p-luo", shares(1)) for n in range(30)))
    assert len(found.unread) == 21
    assert found.unread[-1].text.endswith(": 10")


def test_a_statement_without_a_record_is_told() -> None:
    stray = relation("r-1", "c-jiachen", "p-luo", shares(40))
    del stray["recordId"]
    wrong = entity("c-x", "丙公司") | {"recordType": "vessel"}
    assert unread(of_company(LUO, stray, wrong)).count("statement without a usable record") == 2


@pytest.mark.parametrize(
    ("names", "nationality", "expected"),
    [
        ([("transliteration", "Luo Qihang"), ("legal", "罗启航")], "CN", "罗启航"),
        ([("legal", "Luo Qihang"), ("transliteration", "罗启航")], "CN", "罗启航"),
        ([("former", "罗小航"), ("legal", "Luo Qihang")], "CN", "Luo Qihang"),
        ([("translation", "艾达"), ("legal", "Ada Example")], "GB", "Ada Example"),
        ([("alternative", "A. Example"), ("legal", "Ada Example")], "", "Ada Example"),
        ([("legal", "Luo Qihang"), ("alternative", "罗启航")], "", "罗启航"),
    ],
)
def test_a_person_goes_by_the_name_in_its_own_script(names: list[tuple[str, str]], nationality: str, expected: str) -> None:
    details = {"nationalities": [{"name": nationality, "code": nationality}]} if nationality else {}
    found = of_company(person("p-1", *names, details=details), relation("r-1", "c-jiachen", "p-1", shares(1)))
    assert only(found).name.text == expected


@pytest.mark.parametrize(
    ("birth", "born"),
    [("1980", "1980"), ("1980-05", "1980-05"), ("1980-05-06T00:00:00Z", "1980-05-06"), ("1980-13", ""), ("about 1980", "")],
)
def test_a_birth_date_is_a_year_a_month_or_a_day(birth: str, born: str) -> None:
    found = only(of_company(person("p-1", "罗启航", details={"birthDate": birth}), relation("r-1", "c-jiachen", "p-1", shares(1))))
    assert found.party
    assert found.party.born == born


def test_the_number_of_an_identity_card_is_the_persons_and_of_a_passport_is_not() -> None:
    number = lotmaker.person_id(7)
    cards = [{"scheme": "CHN-PASSPORT", "id": "E00000000"}, {"scheme": "CHN-IDCARD", "id": number}]
    found = only(
        of_company(person("p-1", "罗启航", details={"identifiers": cards}), relation("r-1", "c-jiachen", "p-1", shares(1))),
    )
    assert found.party
    assert found.party.number == number


@pytest.mark.parametrize(
    ("identifiers", "country", "uscc", "number"),
    [
        ([{"scheme": "CN-SAIC", "id": CODE}], "CN", CODE, None),
        ([{"scheme": "CHN-USCC", "id": CODE.lower()}], "", CODE, None),
        ([{"schemeName": "RA000092", "id": CODE}], "CN", CODE, None),
        ([{"schemeName": "RA000092", "id": CODE}], "GB", None, None),
        ([{"scheme": "CN-SAIC", "id": CODE[:-1] + "0"}], "CN", None, "CN-SAIC-" + CODE[:-1] + "0"),
        ([{"scheme": "XI-LEI", "id": "00000000000000000001"}, {"scheme": "GB-COH", "id": "01234567"}], "GB", None, "GB-COH-01234567"),
        (
            [{"scheme": "XI-LEI", "id": "00000000000000000001"}, {"scheme": "CN-SAIC", "id": CODE}],
            "CN",
            CODE,
            "XI-LEI-00000000000000000001",
        ),
        ([{"schemeName": "Somewhere", "id": "12"}], "", None, None),
    ],
)
def test_numbers_of_companies_go_by_their_scheme(
    identifiers: list[dict[str, str]], country: str, uscc: str | None, number: str | None
) -> None:
    details: dict[str, Any] = {"identifiers": identifiers} | ({"jurisdiction": {"name": country, "code": country}} if country else {})
    found = about("甲公司", entity("c-1", "甲公司", details=details, about="c-1"))
    assert (found.uscc and found.uscc.text, found.number and found.number.text) == (uscc, number)


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("某市国有资产监督管理委员会", "stateBody", PartyKind.STATE),
        ("甲国资投资有限公司", "stateBody", PartyKind.COMPANY),
        ("Ministry of Works", "stateBody", PartyKind.OTHER),
        ("Opaque SA", "registeredEntity", PartyKind.COMPANY),
        ("丁未家族信托", "arrangement", PartyKind.OTHER),
        ("A Someday Thing", "somedayEntity", PartyKind.OTHER),
    ],
)
def test_an_entity_is_what_its_type_and_its_name_say_and_never_a_person(name: str, kind: str, expected: PartyKind) -> None:
    found = only(of_company(entity("c-2", name, kind=kind), relation("r-1", "c-jiachen", "c-2", shares(1))))
    assert found.party
    assert found.party.kind is expected


def test_a_listed_company_is_one_where_its_name_can_be_one() -> None:
    listed = {"publicListing": {"hasPublicListing": True}}
    for name, expected in (("厦门市戊申新材料股份有限公司", PartyKind.LISTED), ("厦门市戊申新材料有限公司", PartyKind.COMPANY)):
        found = only(of_company(entity("c-2", name, details=listed), relation("r-1", "c-jiachen", "c-2", shares(1))))
        assert found.party
        assert found.party.kind is expected


def test_an_entity_without_a_name_goes_by_its_number() -> None:
    nameless = entity("c-2", details={"identifiers": [{"scheme": "GB-COH", "id": "01234567"}]})
    found = only(of_company(nameless, relation("r-1", "c-jiachen", "c-2", shares(1))))
    assert found.party
    assert (found.name.text, found.party.number) == ("GB-COH-01234567", "GB-COH-01234567")


def test_unknown_fields_are_told_where_they_may_bear_on_a_relation_and_noted_elsewhere() -> None:
    strange = relation("r-1", "c-jiachen", "p-luo", shares(10, votesVia="协议"), details={"proxy": "p-2"}, annotations=[{"colour": "red"}])
    found = of_company(LUO | {"recordDetails": LUO["recordDetails"] | {"shoeSize": 42, "names": "罗启航"}}, strange)
    assert {"votesVia: 协议", "proxy: p-2", "names: 罗启航"} <= {each.text for each in found.unread}
    assert {each.text for each in found.notes} == {"shoeSize: 42", "colour: red"}


def test_a_correction_by_the_publisher_is_told_and_a_comment_is_not() -> None:
    remarks = [{"statementPointerTarget": "", "motivation": each, "description": f"{each} it"} for each in ("correcting", "commenting")]
    found = of_company(LUO, relation("r-1", "c-jiachen", "p-luo", shares(10), annotations=remarks))
    assert unread(found) == "发布方的更正 correction: correcting it"


def test_it_was_retrieved_when_its_newest_statement_was_published() -> None:
    newer = relation("r-1", "c-jiachen", "p-luo", shares(10), on="2026-11-20")
    newer["publicationDetails"]["publicationDate"] = "2026-11-21T08:00:00Z"
    assert of_company(LUO, newer).retrieved_on == date(2026, 11, 21)
    bare = [each | {"publicationDetails": {"bodsVersion": "0.4"}} for each in (COMPANY, LUO, newer)]
    assert told(*bare)[0].retrieved_on == date(2026, 11, 20)
    undated = [each | {"statementDate": None} for each in bare]
    assert told(*undated)[0].retrieved_on is None


def test_a_circle_of_owners_is_two_plain_extracts() -> None:
    of = json.dumps(bods_fixtures.load("edge-cases/10-circular-ownership").statements).encode()
    one, other = parse.extracts(form_file("bods.json", of), of)
    assert rows(one) == [("Beta Corp Ltd", 1_000_000, None, "100%")]
    assert rows(other) == [("Alpha Corp Ltd", 1_000_000, None, "100%")]


def test_a_file_that_tells_of_no_company_is_refused() -> None:
    with pytest.raises(UnreadableFile) as caught:
        told(LUO)
    assert caught.value.place == "data/bods.json"
    assert "it tells nothing of any company (1 statements)" in caught.value.say("en")


def test_half_a_character_does_not_stop_the_reading() -> None:
    broken = content(COMPANY, LUO, relation("r-1", "c-jiachen", "p-luo", shares(10))).replace("罗启航".encode(), b"\\ud800\\u822a")
    found = parse.extracts(form_file("bods.json", broken), broken)
    assert only(found[0]).name.text == "?航"


def test_it_recognises_its_files_and_no_others() -> None:
    assert parse.recognises(content(COMPANY))
    assert parse.recognises(lines(COMPANY))
    assert parse.recognises(content(COMPANY).decode().encode("utf-16"))
    assert parse.recognises(content({"statementID": "x", "statementType": "entityStatement"}))
    assert not parse.recognises(b'{"form": "relparty/declaration/1", "lot": {}}')
    assert not parse.recognises(b'{"id": "x", "schema": "Person", "properties": {}}')
    assert not parse.recognises(b'{"ocid": "ocds-213czf-1", "tender": {}, "note": "recordDetails"}')
    assert not parse.recognises(b"statementId,recordDetails")
    assert not parse.recognises(b"")
