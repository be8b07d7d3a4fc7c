"""FollowTheMoney: the model itself reads every entity and drops nothing, and so does our own reader."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from typing import Any

import pytest
from exportlots import HOSTILE, LOTS, company, example, held, hostile, person, picture, serves
from followthemoney import model
from followthemoney.proxy import EntityProxy

import lotmaker
from relparty.graph_formats import Picture, draw, suffix
from relparty.model.evidence import Extract
from relparty.model.lot import form_file
from relparty.model.party import PartyKind
from relparty.model.record import OFFICE_WORDS, OfficeKind
from relparty_graphs.standards.network import OFFICES, OWNERSHIP
from relparty_scrapers.int_ftm import parse, shares

Entity = dict[str, Any]


def entities(told: Picture) -> list[Entity]:
    return [json.loads(line) for line in draw("ftm", told, "zh").splitlines()]


def cleaned(entity: Entity) -> EntityProxy:
    """The entity as the model takes it in from outside, with all its values checked."""
    proxy = EntityProxy.from_dict(entity, cleaned=False)
    assert proxy.id == entity["id"]
    return proxy


def of(found: list[Entity], *schemata: str) -> list[Entity]:
    return [each["properties"] for each in found if each["schema"] in schemata]


def assert_nothing_dropped(found: list[Entity]) -> None:
    """Every value survives, fits its property, and every reference leads to an entity of a schema that may stand there."""
    schemata = {each["id"]: model.get(each["schema"]) for each in found}
    assert len(schemata) == len(found)
    for entity in found:
        proxy = cleaned(entity)
        assert proxy.to_dict()["properties"] == entity["properties"]
        proxy.schema.validate(entity)
        for prop, value in proxy.itervalues():
            if prop.range is not None:
                schema = schemata[value]
                assert schema is not None
                assert schema.is_a(prop.range), (entity["schema"], prop.name, schema.name)


@pytest.mark.parametrize("name", LOTS)
def test_the_model_drops_nothing(name: str) -> None:
    told = example(name)
    found = entities(told)
    assert_nothing_dropped(found)
    schemata = Counter(each["schema"] for each in found)
    relations = Counter(edge.relation for edge in told.edges)
    assert schemata["Ownership"] == relations["holds"] + relations["branch"]
    assert schemata["Directorship"] == sum(relations[office] for office in OFFICES)
    assert schemata["Representation"] == relations["agent"]
    assert schemata["Family"] == relations["kin"]
    assert schemata["Company"] + schemata["PublicBody"] >= len(told.lot.bidders) > 0


def _expected(told: Picture) -> Counter[tuple[object, ...]]:
    nodes = {node.id: node for node in told.nodes}
    words = {kind.value: phrase.zh for kind, phrase in OFFICE_WORDS.items()}
    return Counter(
        (
            nodes[edge.end].number,
            nodes[edge.start].name,
            nodes[edge.start].number,
            words.get(edge.relation, "holds"),
            edge.percent,
            edge.until,
        )
        for edge in told.edges
        if edge.relation in OWNERSHIP
    )


def _read_back(extracts: tuple[Extract, ...]) -> Counter[tuple[object, ...]]:
    head = OFFICE_WORDS[OfficeKind.HEAD].zh
    found: Counter[tuple[object, ...]] = Counter()
    for extract in extracts:
        code = extract.uscc.text if extract.uscc else ""
        for holder in extract.holders or ():
            found[code, holder.party.name, holder.party.number, "holds", holder.percent, holder.until] += 1
        for officer in extract.staff or ():
            assert officer.party
            assert officer.office
            office = officer.office.text.replace("法定代表人、单位负责人", head)
            found[code, officer.party.name, officer.party.number, office, None, officer.until] += 1
        if extract.head:
            assert extract.head_party
            found[code, extract.head_party.name, extract.head_party.number, head, None, None] += 1
    return found


@pytest.mark.parametrize("name", [name for name in LOTS if name != "Q08-one-code-twice"])
def test_our_own_reader_reads_every_holding_and_office_back(name: str) -> None:
    told = example(name)
    content = draw("ftm", told, "zh")
    extracts = parse.extracts(form_file("entities.ftm.json", content), content)
    assert _read_back(extracts) == _expected(told)


def test_our_own_reader_tells_of_two_heads_of_one_company() -> None:
    content = draw("ftm", example("Q08-one-code-twice"), "zh")
    extracts = parse.extracts(form_file("entities.ftm.json", content), content)
    (twice,) = (each for each in extracts if each.unread)
    assert "芮骁昶" in str(twice.unread) + str(twice.head)


def test_a_wrong_credit_code_is_kept_as_a_registration_number() -> None:
    code = lotmaker.company_code(1)
    wrong = code[:-1] + ("A" if code[-1] != "A" else "B")
    found = of(
        entities(picture([company("n1", number=code, is_bidder=True), company("n2", "乙公司", number=wrong, is_bidder=True)], [])),
        "Company",
    )
    assert [(each["registrationNumber"], each.get("uscCode")) for each in found] == [([code], [code]), ([wrong], None)]
    # What the model does with a wrong one where its own code should stand, and why it does not stand there:
    proxy = cleaned({"id": "x", "schema": "Company", "properties": {"name": ["乙"], "uscCode": [wrong]}})
    assert proxy.get("uscCode") == []


@pytest.mark.parametrize("name", HOSTILE)
def test_any_name_is_only_a_name(name: str) -> None:
    found = entities(hostile(name))
    for entity in found:
        proxy = cleaned(entity)
        sizes = {key: len(values) for key, values in proxy.to_dict()["properties"].items()}
        assert sizes == {key: len(values) for key, values in entity["properties"].items()}
        assert proxy.caption
    assert len(draw("ftm", hostile(name), "zh").splitlines()) == len(found)
    assert draw("ftm", hostile(name), "zh") == draw("ftm", hostile(name), "en")


@pytest.mark.parametrize(
    ("percent", "words", "written"),
    [
        (33.3333, "持股 33.3333%", "33.3333"),
        (25, "持股 25%–50%", "25-50"),
        (25.0001, "持股 25%–50%", ">25, <=50"),
        (25.0001, "持股 25%–49.9999%", ">25, <50"),
        (25, "持股 25%–49.9999%", ">=25, <50"),
    ],
)
def test_shares_are_read_back_to_the_unit(percent: float, words: str, written: str) -> None:
    found = of(entities(picture([company("n1"), person("n2")], [held("n2", "n1", percent, words=words)])), "Ownership")
    assert found[0]["percentage"] == [written]
    read = shares.share(written)
    assert read
    assert read.percent == round(percent * 10_000)
    assert read.most == (None if "–" not in words else 499_999 if "49.9999" in words else 500_000)


def test_a_share_that_is_not_told_is_not_written() -> None:
    (one,) = of(entities(picture([company("n1"), person("n2")], [held("n2", "n1", None)])), "Ownership")
    assert "percentage" not in one


def test_relations_say_when_and_where() -> None:
    ended = held("n2", "n1", since=date(2020, 3, 1), until=date(2026, 1, 5))
    found = entities(picture([company("n1", is_bidder=True), person("n2")], [ended, serves("n2", "n1", "supervisor")]))
    (paper,) = (each for each in found if each["schema"] == "Document")
    assert paper["properties"] == {"fileName": ["forms/01.xlsx"], "title": ["forms/01.xlsx"], "description": [f"sha256 {'a' * 64}"]}
    (ownership,), (office,) = of(found, "Ownership"), of(found, "Directorship")
    assert (ownership["startDate"], ownership["endDate"]) == (["2020-03-01"], ["2026-01-05"])
    assert ownership["proof"] == office["proof"] == [paper["id"]]
    assert ownership["description"] == [f"forms/01.xlsx 采集表!B7 (sha256 {'a' * 64})"]
    assert office["role"] == ["监事"]


def test_schemata_fit_what_the_model_lets_stand_there() -> None:
    nodes = [
        company("n1", is_bidder=True),
        company("n2", "某国资局", kind=PartyKind.STATE),
        company("n3", "某股份有限公司", kind=PartyKind.LISTED),
        company("n4", "某基金", number="", kind=PartyKind.OTHER),
        company("n5", "某资管计划", number="", kind=PartyKind.OTHER),
        company("n6", "某事业单位", number="", kind=PartyKind.OTHER),
        company("n7", "某政府", number="", kind=PartyKind.STATE),
        person("n8"),
    ]
    edges = [held(node.id, "n1", 10) for node in nodes[1:]] + [held("n8", "n5"), serves("n8", "n6"), held("n8", "n7")]
    found = entities(picture(nodes, edges))
    assert_nothing_dropped(found)
    schemata = {each["properties"]["name"][0]: each["schema"] for each in found if "name" in each["properties"]}
    assert list(schemata.values()) == ["Company", "PublicBody", "Company", "LegalEntity", "Company", "Organization", "Company", "Person"]


def test_facts_and_judgements_stay_away() -> None:
    told = example("D01-demo")
    text = draw("ftm", told, "zh").decode()
    assert "姓名相同" not in text
    assert "Similar" not in text
    assert len(of(entities(told), "Person")) == sum(node.kind is PartyKind.PERSON for node in told.nodes)
    lines = [each for each in entities(example("Q17-same-bond-account")) if "bond" in str(each) or "755901234567890" in str(each)]
    assert not lines


def test_holders_whom_nobody_names_are_never_one_entity() -> None:
    nodes = [company("n1", is_bidder=True), company("n2", is_bidder=True), company("n3", "其他股东", number="", kind=PartyKind.OTHER)]
    found = entities(picture(nodes, [held("n3", "n1", 30), held("n3", "n2", 20)]))
    one, other = (each["owner"] for each in of(found, "Ownership"))
    assert one != other
    assert_nothing_dropped(found)


def test_no_whole_resident_id_leaves() -> None:
    number = lotmaker.person_id(40)
    nodes = [company("n1", f"甲{number}", number=number, is_bidder=True), person("n2", f"厉昶远{number}", number=number)]
    text = draw("ftm", picture(nodes, [held("n2", "n1")], lot="L1"), "zh").decode()
    assert number not in text
    assert f"{number[:6]}********{number[-4:]}" in text


def test_nothing_to_tell_is_an_empty_file_and_the_suffix_says_what_it_is() -> None:
    assert draw("ftm", picture([], []), "zh") == b""
    assert suffix("ftm") == ".ftm.json"
