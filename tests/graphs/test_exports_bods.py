"""BODS 0.4: the standard's own checker finds nothing, our reader reads back what went out, and nothing is claimed that nobody told."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import requests
from exportlots import FORM, HOSTILE, LOTS, company, example, held, hostile, person, picture, serves
from libcovebods import additionalfields, jsonschemavalidate, run_tasks
from libcovebods.config import LibCoveBODSConfig
from libcovebods.data_reader import DataReader
from libcovebods.schema import SchemaBODS
from libcovebods.tasks.checks import legacy_checks, record_based_checks

import lotmaker
import running
from relparty.graph_formats import Picture, PictureSource, draw, suffix
from relparty.model.evidence import Extract
from relparty.model.lot import form_file
from relparty.model.party import PartyKind
from relparty.model.record import OFFICE_WORDS, OfficeKind
from relparty_graphs.standards.network import OWNERSHIP
from relparty_scrapers.int_bods import parse

Statement = dict[str, Any]

_ORG_IDS = ["CN-SAIC", "GB-COH", "HK-CR", "XI-LEI"]
"""Codes of org-id.guide, whose whole list the checker would fetch."""


class _Today(datetime):
    @classmethod
    def now(cls, tz: Any = None) -> _Today:
        return cls(running.DAY.year, running.DAY.month, running.DAY.day, tzinfo=tz)


@pytest.fixture(autouse=True)
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """The checker as it is, but for the list that it would fetch and for what day it is."""

    def refused(*_: object, **__: object) -> None:
        raise AssertionError("the checker went to the network")

    for module in (legacy_checks, record_based_checks):
        monkeypatch.setattr(module, "get_orgids_prefixes", lambda: _ORG_IDS)
    monkeypatch.setattr(record_based_checks, "datetime", _Today)
    monkeypatch.setattr(requests.Session, "request", refused)


def statements(told: Picture) -> list[Statement]:
    found: list[Statement] = json.loads(draw("bods", told, "zh"))
    return found


def objections(content: bytes, folder: Path) -> list[object]:
    """All that the standard's checker has to say against a file: errors, additional checks, fields that it does not know."""
    path = folder / "statements.json"
    path.write_bytes(content)
    reader, config = DataReader(str(path)), LibCoveBODSConfig()
    schema = SchemaBODS(reader, config)
    assert schema.schema_version == "0.4"
    errors = [each.json() for each in jsonschemavalidate.JSONSchemaValidator(schema).validate(reader)]
    checks = run_tasks.process_additional_checks(reader, config, schema, run_tasks.TASK_CLASSES)["additional_checks"]
    return [*errors, *checks, *additionalfields.AdditionalFields(schema).process(reader)]


def of(found: list[Statement], kind: str) -> list[Statement]:
    return [each["recordDetails"] for each in found if each["recordType"] == kind]


def interests(found: list[Statement]) -> list[Statement]:
    return [interest for each in of(found, "relationship") for interest in each["interests"]]


@pytest.mark.parametrize("name", LOTS)
def test_the_checker_of_the_standard_objects_to_nothing(name: str, tmp_path: Path) -> None:
    content = draw("bods", example(name), "zh")
    assert objections(content, tmp_path) == []
    found = json.loads(content)
    ids = [each["statementId"] for each in found]
    assert all(32 <= len(each) <= 64 for each in ids)
    assert len(set(ids)) == len(ids)
    kinds = [each["recordType"] for each in found]
    assert kinds == sorted(kinds)  # entity, person, relationship


def _spoilt(change: str) -> list[Statement]:
    found = statements(example("P03-parent-and-subsidiary"))
    last = found[-1]
    if change == "out of order":
        return [last, *found[:-1]]
    if change == "same id":
        return [*found, dict(last)]
    if change == "future":
        last["statementDate"] = "2026-11-23"
    if change == "short id":
        last["statementId"] = "x" * 31
    if change == "unknown scheme":
        found[0]["recordDetails"]["identifiers"][0]["scheme"] = "CN-USCC"
    if change == "exact and bounds":
        last["recordDetails"]["interests"] = [{"type": "shareholding", "share": {"exact": 60, "minimum": 50}}]
    if change == "unknown field":
        last["recordDetails"]["percent"] = 60
    return found


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("out of order", "relationship_subject_not_before_relationship_in_dataset"),
        ("same id", "duplicate_statement_id"),
        ("future", "statement_date_is_future_date"),
        ("short id", "is too short"),
        ("unknown scheme", "entity_identifiers_not_known_scheme"),
        ("exact and bounds", "statement_relationship_interests_exact_has_min_max"),
        ("unknown field", "recordDetails/percent"),
    ],
)
def test_the_checker_does_object_where_there_is_something(change: str, words: str, tmp_path: Path) -> None:
    assert words in str(objections(json.dumps(_spoilt(change)).encode(), tmp_path))


_HEAD = OFFICE_WORDS[OfficeKind.HEAD].zh
_SECOND_HEAD = "不止一名法定代表人 more than one legal representative: "


def _expected(told: Picture) -> Counter[tuple[object, ...]]:
    """Every holding, branch and office of a picture in plain words; of a present head our reader keeps the name alone."""
    nodes = {node.id: node for node in told.nodes}
    words = {kind.value: phrase.zh for kind, phrase in OFFICE_WORDS.items()}
    found: Counter[tuple[object, ...]] = Counter()
    for edge in (edge for edge in told.edges if edge.relation in OWNERSHIP):
        word, holder = words.get(edge.relation, edge.relation), nodes[edge.start]
        number = "" if word == _HEAD and edge.until is None else holder.number
        found[nodes[edge.end].number, holder.name, number, word, edge.percent, edge.since, edge.until] += 1
    return found


def _read_back(extracts: tuple[Extract, ...]) -> Counter[tuple[object, ...]]:
    found: Counter[tuple[object, ...]] = Counter()
    for extract in extracts:
        code = extract.uscc.text if extract.uscc else ""
        for holder in extract.holders or ():
            sort = "holds" if holder.is_direct else "branch"
            found[code, holder.party.name, holder.party.number, sort, holder.percent, holder.since, holder.until] += 1
        for officer in extract.staff or ():
            assert officer.party
            assert officer.office
            found[code, officer.party.name, officer.party.number, officer.office.text, None, officer.since, officer.until] += 1
        seconds = [each.text.removeprefix(_SECOND_HEAD) for each in extract.unread if each.text.startswith(_SECOND_HEAD)]
        for name in (extract.head.text if extract.head else "", *seconds):
            found[code, name, "", _HEAD, None, None, None] += bool(name)
    return +found


@pytest.mark.parametrize("name", LOTS)
def test_our_own_reader_reads_every_holding_and_office_back(name: str) -> None:
    told = example(name)
    content = draw("bods", told, "zh")
    extracts = parse.extracts(form_file("statements.json", content), content)
    assert _read_back(extracts) == _expected(told)
    assert all(each.text.startswith(_SECOND_HEAD) for extract in extracts for each in extract.unread)
    assert {node.number for node in told.nodes if node.is_bidder} <= {extract.uscc.text for extract in extracts if extract.uscc}


def test_what_is_no_ownership_stays_away() -> None:
    told = example("D01-demo")
    kinds = {edge.relation for edge in told.edges}
    assert {"same_name", "agent", "insured_at", "group_member"} <= kinds
    text = draw("bods", told, "zh").decode()
    assert len(of(statements(told), "relationship")) == sum(edge.relation in OWNERSHIP for edge in told.edges)
    assert "滑峤珩" not in text  # an agent who holds no office
    assert "姓名相同" not in text
    assert "group.csv" not in text
    assert not of(statements(replace(told, edges=())), "relationship")


def test_namesakes_are_two_persons() -> None:
    found = [each for each in of(statements(example("D01-demo")), "person") if each["names"][0]["fullName"] == "张伟"]
    parties = [each["interestedParty"] for each in of(statements(example("D01-demo")), "relationship")]
    assert len(found) == 2
    assert len(set(parties)) == len({edge.start for edge in example("D01-demo").edges if edge.relation in OWNERSHIP})


def test_a_share_is_told_to_the_last_digit() -> None:
    text = draw("bods", picture([company("n1", is_bidder=True), person("n2")], [held("n2", "n1", 33.3333)]), "zh").decode()
    assert '"share": {"exact": 33.3333}' in text
    assert '"share": {"exact": 70}' in draw("bods", picture([company("n1"), person("n2")], [held("n2", "n1", 70)]), "zh").decode()


@pytest.mark.parametrize(
    ("percent", "words", "expected"),
    [
        (25, "持股 25%–50%", {"minimum": 25, "maximum": 50}),
        (25.0001, "持股 25%–50%", {"exclusiveMinimum": 25, "maximum": 50}),
        (25.0001, "holds 25%–49.9999%", {"exclusiveMinimum": 25, "exclusiveMaximum": 50}),
        (100, "持股 100%–100%", {"exact": 100}),
        (60, "持股 50%–50%", None),
        (None, "持股（比例不明）", None),
        (0, "持股 0%", {"exact": 0}),
        (130, "持股 130%", None),
    ],
)
def test_a_share_between_bounds_is_never_exact(percent: float | None, words: str, expected: object, tmp_path: Path) -> None:
    told = picture([company("n1", is_bidder=True), person("n2")], [held("n2", "n1", percent, words=words)])
    (interest,) = interests(statements(told))
    assert interest.get("share") == expected
    assert interest["type"] == "shareholding"
    assert objections(draw("bods", told, "zh"), tmp_path) == []


@pytest.mark.parametrize(
    ("office", "code", "details"),
    [
        ("head", "seniorManagingOfficial", "法定代表人（单位负责人）"),
        ("chair", "boardChair", "董事长"),
        ("director", "boardMember", "董事"),
        ("supervisor", "boardMember", "监事"),
        ("manager", "seniorManagingOfficial", "经理"),
        ("finance", "seniorManagingOfficial", "财务负责人"),
        ("other_officer", "seniorManagingOfficial", "主要人员"),
    ],
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_offices_have_codes_and_their_chinese_names(office: str, code: str, details: str, lang: Any, tmp_path: Path) -> None:
    told = picture([company("n1", is_bidder=True), person("n2")], [serves("n2", "n1", office, words="person in charge")])
    (interest,) = interests(json.loads(draw("bods", told, lang)))
    assert interest == {"type": code, "directOrIndirect": "direct", "details": details}
    assert objections(draw("bods", told, lang), tmp_path) == []


def test_dates_stand_with_the_interest_and_never_the_wrong_way_round(tmp_path: Path) -> None:
    nodes = [company("n1", is_bidder=True), person("n2"), person("n3")]
    ended = held("n2", "n1", since=date(2020, 3, 1), until=date(2026, 1, 5))
    turned = held("n3", "n1", since=date(2026, 3, 1), until=date(2025, 1, 5))
    told = picture(nodes, [ended, turned])
    first, second = interests(statements(told))
    assert (first["startDate"], first["endDate"]) == ("2020-03-01", "2026-01-05")
    assert (second.get("startDate"), second["endDate"]) == (None, "2025-01-05")
    assert objections(draw("bods", told, "zh"), tmp_path) == []


def test_kinds_of_bodies() -> None:
    nodes = [
        company("n1", is_bidder=True),
        company("n2", "深圳市某区国有资产监督管理局", kind=PartyKind.STATE, is_hub=True),
        company("n3", "深圳市某某股份有限公司", kind=PartyKind.LISTED, is_hub=True),
        company("n4", "某产业引导基金", number="", kind=PartyKind.OTHER),
        company("n5", "某研究院", number="", kind=PartyKind.OTHER),
        company("n6", "某控股集团有限公司", is_hub=True),
    ]
    found = of(statements(picture(nodes, [held(node.id, "n1", 10) for node in nodes[1:]])), "entity")
    kinds = {each["name"]: each["entityType"]["type"] for each in found}
    assert list(kinds.values()) == ["registeredEntity", "stateBody", "registeredEntity", "arrangement", "legalEntity", "registeredEntity"]
    assert [each["name"] for each in found if each.get("publicListing") == {"hasPublicListing": True}] == ["深圳市某某股份有限公司"]


@pytest.mark.parametrize(
    "name", ["其他股东", "其余35名自然人股东（合计）", "社会公众股", "不详", "身份未披露的自然人·a1", "Unknown", "other shareholders"]
)
def test_holders_whom_nobody_names_are_never_one_holder(name: str, tmp_path: Path) -> None:
    nodes = [company("n1", is_bidder=True), company("n2", is_bidder=True), company("n3", name, number="", kind=PartyKind.OTHER)]
    told = picture(nodes, [held("n3", "n1", 30), held("n3", "n2", 20)])
    found = statements(told)
    one, other = (each["interestedParty"] for each in of(found, "relationship"))
    assert one != other
    hidden = [each for each in (*of(found, "entity"), *of(found, "person")) if "name" not in each and "names" not in each]
    kinds = {each.get("personType") or each["entityType"]["type"] for each in hidden}
    assert len(hidden) == 2
    assert kinds <= {"unknownEntity", "anonymousEntity", "unknownPerson", "anonymousPerson"}
    why = [each.get("unspecifiedPersonDetails") or each["unspecifiedEntityDetails"] for each in hidden]
    assert {each["description"] for each in why} == {name}
    assert objections(draw("bods", told, "zh"), tmp_path) == []


@pytest.mark.parametrize(
    "node",
    [
        company("n3", "其他股东投资有限公司"),
        company("n3", "公众传媒有限公司", number=""),
        company("n3", "其他股东", number="91440300MA04583099"),
        person("n3", "余其他"),
        person("n3", "于公众", number=""),
        company("n3", "职工持股会", number="", kind=PartyKind.OTHER),
    ],
)
def test_holders_with_a_name_or_a_number_stay_one(node: Any) -> None:
    nodes = [company("n1", is_bidder=True), company("n2", is_bidder=True), node]
    one, other = (each["interestedParty"] for each in of(statements(picture(nodes, [held("n3", "n1"), held("n3", "n2")])), "relationship"))
    assert one == other


@pytest.mark.parametrize("name", HOSTILE)
def test_any_name_is_only_a_name(name: str, tmp_path: Path) -> None:
    content = draw("bods", hostile(name), "zh")
    assert objections(content, tmp_path) == []
    assert content.decode() == draw("bods", hostile(name), "en").decode()


def test_no_whole_resident_id_leaves() -> None:
    number = lotmaker.person_id(40)
    nodes = [company("n1", f"甲{number}", is_bidder=True), person("n2", f"厉昶远{number}", number=number)]
    text = draw(
        "bods", picture(nodes, [held("n2", "n1", sources=(PictureSource(f"forms/{number}.xlsx", number, "1" * 64),))]), "zh"
    ).decode()
    assert number not in text
    assert f"{number[:6]}********{number[-4:]}" in text
    assert "1" * 64 in text  # a hash is no number of a person


def test_sources_say_who_told_it_and_where() -> None:
    sources = (
        FORM,
        PictureSource("register/甲.pdf", "第1页", "c" * 64, "register"),
        PictureSource("register/cn_qichacha-12.json", "/x", "", "register"),
    )
    told = picture([company("n1", is_bidder=True), person("n2"), company("n3", is_bidder=True)], [held("n2", "n1", sources=sources)])
    found = statements(told)
    assert found[-1]["source"] == {
        "type": ["officialRegister", "selfDeclaration", "thirdParty"],
        "description": f"forms/01.xlsx 采集表!B7 (sha256 {'a' * 64})；register/甲.pdf 第1页 (sha256 {'c' * 64})；register/cn_qichacha-12.json /x",
    }
    assert "source" not in found[1]  # a bidder of whom no document was read


def test_every_statement_names_the_bidder_whose_ownership_it_tells() -> None:
    nodes = [
        company("n1", is_bidder=True),
        company("n2", is_bidder=True),
        company("n3"),
        company("n4"),
        person("n5"),
        company("n6"),
        person("n7"),
    ]
    edges = [held("n3", "n1"), held("n4", "n3"), held("n5", "n2"), held("n3", "n6"), serves("n7", "n6")]
    found = statements(picture(nodes, edges))
    subjects = {each["recordId"]: each["declarationSubject"] for each in found}
    bidders = [each["recordId"] for each in found[:2]]
    assert set(subjects.values()) == set(bidders)
    assert [subjects[each["recordId"]] == bidders[0] for each in found] == [
        True,
        False,
        True,
        True,
        True,
        False,
        True,
        True,
        True,
        False,
        True,
        True,
    ]


def test_ids_stay_from_one_screening_to_the_next_and_name_nobody_twice() -> None:
    nodes = [company("n1", is_bidder=True), person("n2"), person("n3", "张伟", number="")]
    edges = [held("n2", "n1"), serves("n3", "n1", "manager")]
    first = {each["recordId"] for each in statements(picture(nodes, edges))}
    renumbered = [replace(node, id=f"n{at}") for at, node in enumerate(nodes, start=7)]
    later = [replace(edge, start=f"n{int(edge.start[1:]) + 6}", end="n7") for edge in edges]
    again = {each["recordId"] for each in statements(picture(renumbered, later, as_of=date(2026, 11, 23)))}
    assert len(first & again) == 3  # the company, the person with a number, and what joins them
    assert not first & {each["recordId"] for each in statements(picture(nodes, edges, lot="L2"))}
    twins = [person("n2", "张伟", "110101********0009"), person("n3", "张伟", "110101********0009")]
    assert len({each["recordId"] for each in statements(picture([nodes[0], *twins], [held("n2", "n1", 10), held("n3", "n1", 10)]))}) == 5


def test_one_relation_told_twice_is_two_statements(tmp_path: Path) -> None:
    told = picture([company("n1", is_bidder=True), person("n2")], [held("n2", "n1", 60), held("n2", "n1", 60), held("n2", "n1", 40)])
    assert len(of(statements(told), "relationship")) == 3
    assert objections(draw("bods", told, "zh"), tmp_path) == []


def test_numbers_have_the_scheme_that_gave_them(tmp_path: Path) -> None:
    numbers = [
        "91440300MA0001050X",
        "91440300MA0001050Y",
        "440301103097413",
        "GB-COH-00229269",
        "XI-LEI-529900T8BM49AURSDO55",
        "HK-CR-0077",
        "A 77",
        "",
    ]
    nodes = [company(f"n{at}", f"第{at}公司", number=number, is_bidder=True) for at, number in enumerate(numbers)]
    found = of(statements(picture(nodes, [])), "entity")
    told = [each["identifiers"][0] if "identifiers" in each else {} for each in found]
    assert [(each.get("scheme"), each.get("id")) for each in told] == [
        ("CN-SAIC", "91440300MA0001050X"),
        ("CN-SAIC", "91440300MA0001050Y"),
        (None, "440301*****7413"),  # it may be a resident id of before 1999
        ("GB-COH", "00229269"),
        ("XI-LEI", "529900T8BM49AURSDO55"),
        ("HK-CR", "0077"),
        (None, "A 77"),
        (None, None),
    ]
    assert objections(draw("bods", picture(nodes, []), "zh"), tmp_path) == []


def test_a_person_who_is_held_or_has_officers_is_a_body_here(tmp_path: Path) -> None:
    nodes = [person("n1", "王记维修部"), person("n2"), person("n3")]
    told = picture(nodes, [held("n2", "n1"), serves("n3", "n1")])
    assert [each["recordType"] for each in statements(told)] == ["entity", "person", "person", "relationship", "relationship"]
    assert objections(draw("bods", told, "zh"), tmp_path) == []


def test_nothing_to_tell_is_an_empty_array_and_the_suffix_says_what_it_is() -> None:
    assert draw("bods", picture([], []), "zh") == b"[]\n"
    assert suffix("bods") == ".bods.json"
