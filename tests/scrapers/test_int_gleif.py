"""GLEIF through the real client, against a service that speaks its envelope."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from gleifservice import ALONE, COMPANY, MIDDLE, OWN_CODE, PARENT_CODE, TOP, WORLD, Gleif, Holder, Parent, lei

from registerserver import BROKEN, CAPTCHA, CUT, TOO_MANY, TOO_MANY_FOR_LONG, Reply, Request, Server, client_for, serving
from relparty.errors import NotLookedUp, SourceUnusable
from relparty.model.evidence import Extract, RegisteredHolder
from relparty.model.party import Mention, PartyKind
from relparty.registers.lookup import Wanted
from relparty_scrapers.int_gleif import parse

WANTED = Wanted(COMPANY.name, OWN_CODE)


def asked(tmp_path: Path, service: Any = WORLD, wanted: Wanted = WANTED, *troubles: Reply) -> Extract:
    return asked_of(tmp_path, service, wanted, *troubles)[0]


def asked_of(tmp_path: Path, service: Any, wanted: Wanted = WANTED, *troubles: Reply) -> tuple[Extract, Server]:
    with serving(service) as server:
        server.troubles.extend(troubles)
        return parse.company(client_for("int_gleif", server.url, tmp_path).look_up(wanted)), server


def told(tmp_path: Path, holder: Holder) -> Extract:
    return asked(tmp_path, Gleif((holder, MIDDLE, TOP)), Wanted(holder.name, holder.lei))


def party(row: RegisteredHolder) -> Mention:
    assert row.party
    return row.party


def texts(told: tuple[Any, ...]) -> list[str]:
    return [each.text for each in told]


def test_it_tells_the_parents_and_never_a_share(tmp_path: Path) -> None:
    found = asked(tmp_path)
    assert found.name
    assert found.uscc
    assert found.number
    assert (found.name.text, found.uscc.text, found.number.text) == (COMPANY.name, OWN_CODE, f"XI-LEI-{COMPANY.lei}")
    assert found.holders
    assert [(each.name.text, each.percent, each.most, party(each).number, party(each).kind, each.since) for each in found.holders] == [
        (MIDDLE.name, None, None, PARENT_CODE, PartyKind.COMPANY, date(2018, 2, 1)),
        (TOP.name, None, None, "GB-COH-00229269", PartyKind.COMPANY, date(2018, 2, 1)),
    ]
    assert [each.share and each.share.text for each in found.holders] == [
        f"IS_{level}_CONSOLIDATED_BY (ACTIVE): accounting consolidation, not a share; ACCOUNTING_STANDARD IFRS"
        for level in ("DIRECTLY", "ULTIMATELY")
    ]
    assert not found.shows_all_holders
    assert (found.staff, found.changes, found.head) == (None, None, None)
    assert texts(found.former_names) == ["深圳市甲寅工程有限公司"]
    assert texts(found.notes) == ["ALTERNATIVE_LANGUAGE_LEGAL_NAME: Invented Jiachen Engineering Co., Ltd."]
    assert not found.unread


def test_every_value_says_where_it_stands(tmp_path: Path) -> None:
    found = asked(tmp_path)
    assert found.holders
    source = found.holders[0].name.source
    assert (source.file, source.sha256) == (found.file.file, found.file.sha256)
    assert source.place.pointer == "/answers/2/body/data/attributes/entity/legalName/name"


def test_a_parent_of_both_levels_is_one_holder_with_both_words(tmp_path: Path) -> None:
    found = asked(tmp_path, WORLD, Wanted(MIDDLE.name, PARENT_CODE))
    assert found.holders
    assert len(found.holders) == 1
    assert found.holders[0].share
    assert "IS_DIRECTLY_" in found.holders[0].share.text
    assert "IS_ULTIMATELY_" in found.holders[0].share.text


def test_a_percentage_of_consolidation_is_words_and_no_share(tmp_path: Path) -> None:
    measured = Parent(MIDDLE.lei, more={"quantifiers": [{"method": "ACCOUNTING_CONSOLIDATION", "amount": "1.00", "units": "PERCENTAGE"}]})
    found = told(tmp_path, replace(COMPANY, direct=measured, ultimate=None))
    assert found.holders
    assert found.holders[0].percent is None
    assert found.holders[0].share
    assert "ACCOUNTING_CONSOLIDATION 1.00 PERCENTAGE" in found.holders[0].share.text


@pytest.mark.parametrize(("until", "day"), [("2026-03-31T00:00:00Z", date(2026, 3, 31)), (None, date(2026, 11, 22))])
def test_a_relation_that_ended_is_past(tmp_path: Path, until: str | None, day: date) -> None:
    found = told(tmp_path, replace(COMPANY, direct=Parent(MIDDLE.lei, status="INACTIVE", until=until), ultimate=None))
    assert found.holders
    assert found.holders[0].until == day


def test_an_ended_period_of_an_active_relation_ends_nothing(tmp_path: Path) -> None:
    found = told(tmp_path, replace(COMPANY, direct=Parent(MIDDLE.lei, until="2026-03-31T00:00:00Z"), ultimate=None))
    assert found.holders
    assert found.holders[0].until is None


@pytest.mark.parametrize("reason", ["NATURAL_PERSONS", "NON_CONSOLIDATING", "NO_LEI", "NO_KNOWN_PERSON", "BINDING_LEGAL_COMMITMENTS"])
def test_a_reason_why_no_parent_is_told_is_told(tmp_path: Path, reason: str) -> None:
    found = told(tmp_path, replace(COMPANY, direct=Parent(reason=reason), ultimate=Parent(reason=reason), entity={}))
    assert found.holders is None
    assert texts(found.notes) == [f"direct-parent is not told: {reason}", f"ultimate-parent is not told: {reason}"]


def test_neither_a_parent_nor_a_reason_is_said_as_that(tmp_path: Path) -> None:
    found = told(tmp_path, replace(COMPANY, direct=None, ultimate=None, entity={}))
    assert found.holders is None
    assert texts(found.notes) == [f"{level}-parent: neither a parent nor a reason is told" for level in ("direct", "ultimate")]


def test_data_that_is_null_is_nothing(tmp_path: Path) -> None:
    def null(request: Request) -> Reply:
        reply = WORLD(request)
        return Reply({"data": None}) if reply.status == 404 else reply

    assert texts(asked(tmp_path, null, Wanted(TOP.name, TOP.lei)).notes)[0] == "direct-parent is not told: NO_KNOWN_PERSON"


def test_a_british_company_has_its_number_and_another_its_lei(tmp_path: Path) -> None:
    top = asked(tmp_path, WORLD, Wanted(TOP.name, "GB-COH-229269"))
    assert top.number
    assert (top.number.text, top.uscc) == ("GB-COH-00229269", None)
    assert f"lei: {TOP.lei}" in texts(top.notes)
    alone = told(tmp_path / "alone", ALONE)
    assert alone.number
    assert alone.number.text == f"XI-LEI-{ALONE.lei}"
    assert "registeredAs: 559589-0160 (RA000544, SE)" in texts(alone.notes)


def test_a_code_of_china_belongs_to_a_company_of_china(tmp_path: Path) -> None:
    assert told(tmp_path, replace(COMPANY, country="HK")).uscc is None
    assert told(tmp_path / "wrong", replace(COMPANY, registered_as=OWN_CODE[:-1] + "?")).uscc is None


def test_what_stands_beside_is_told_by_whether_it_bears_on_relations(tmp_path: Path) -> None:
    found = told(tmp_path, ALONE)
    assert texts(found.unread) == [
        "surprise: invented",
        f"associatedEntity: INVENTED OAK HOLDINGS PLC, {TOP.lei}",
        "relationships: fund-manager",
    ]
    notes = texts(found.notes)
    assert {"entity status: INACTIVE", "registration status: LAPSED, to be renewed by 2020-06-12T06:45:00Z", "slogan: invented"} <= set(
        notes
    )


def test_who_succeeds_a_company_is_told(tmp_path: Path) -> None:
    found = told(tmp_path, replace(COMPANY, entity={"successorEntities": [{"lei": TOP.lei, "name": TOP.name}]}))
    assert texts(found.unread) == [f"successorEntities: {TOP.name}, {TOP.lei}"]


def test_an_unknown_field_of_a_relation_is_told_as_unread(tmp_path: Path) -> None:
    found = told(tmp_path, replace(COMPANY, direct=Parent(MIDDLE.lei, more={"actingFor": "卓蔚"}), ultimate=None))
    assert texts(found.unread) == ["actingFor: 卓蔚"]


@pytest.mark.parametrize(
    ("wanted", "first"),
    [
        (Wanted("", COMPANY.lei), f"lei-records/{COMPANY.lei}"),
        (Wanted("", f"XI-LEI-{COMPANY.lei}"), f"lei-records/{COMPANY.lei}"),
        (Wanted("", f"CN-SAIC-{OWN_CODE}"), "lei-records"),
        (Wanted(COMPANY.name), "lei-records"),
        (Wanted("深圳市甲寅工程有限公司"), "lei-records"),
        (Wanted("Invented Jiachen Engineering Company Limited"), "lei-records"),
    ],
)
def test_an_lei_a_number_and_each_name_find_the_company(tmp_path: Path, wanted: Wanted, first: str) -> None:
    found, server = asked_of(tmp_path, WORLD, wanted)
    assert found.name
    assert found.name.text == COMPANY.name
    assert server.requests[0].path == first


@pytest.mark.parametrize("code", ["SE-BLV-559589-0160", "559589-0160"])
def test_a_number_of_another_country_finds_its_company(tmp_path: Path, code: str) -> None:
    found = asked(tmp_path, WORLD, Wanted("anything", code))
    assert found.name
    assert found.name.text == ALONE.name


def test_the_same_number_in_another_country_is_another_company(tmp_path: Path) -> None:
    with pytest.raises(NotLookedUp, match="does not know the company"):
        asked(tmp_path, WORLD, Wanted("anything", "NO-BRC-559589-0160"))


@pytest.mark.parametrize("wanted", [Wanted("Invented Ash AB"), Wanted("Invented Elm"), Wanted("", lei(77)), Wanted("", "GB-COH-09999999")])
def test_a_company_without_an_lei_is_not_looked_up(tmp_path: Path, wanted: Wanted) -> None:
    with pytest.raises(NotLookedUp, match="does not know the company"):
        asked(tmp_path, WORLD, wanted)


def test_two_companies_of_one_name_are_not_chosen_between(tmp_path: Path) -> None:
    other = replace(ALONE, lei=lei(5), registered_as="111111-1111")
    with pytest.raises(NotLookedUp, match="2 companies of that name"):
        asked(tmp_path, Gleif((ALONE, other)), Wanted(ALONE.name))
    duplicate = replace(other, registration={"status": "DUPLICATE"})
    assert asked(tmp_path / "duplicate", Gleif((ALONE, duplicate)), Wanted(ALONE.name)).name


def test_another_company_than_was_asked_for_is_refused(tmp_path: Path) -> None:
    def another(request: Request) -> Reply:
        return WORLD(replace(request, path=request.path.replace(COMPANY.lei, MIDDLE.lei)))

    for at, wanted in enumerate([Wanted("", COMPANY.lei), WANTED, Wanted(COMPANY.name)]):
        with pytest.raises(NotLookedUp, match="another company"):
            asked(tmp_path / str(at), another, wanted)


def test_a_relation_of_others_is_refused(tmp_path: Path) -> None:
    wrong = replace(COMPANY, direct=Parent(MIDDLE.lei, more={"endNode": {"id": lei(77), "type": "LEI"}}))
    with pytest.raises(NotLookedUp, match="not as its interface says"):
        told(tmp_path, wrong)


@pytest.mark.parametrize("body", [{"data": {"type": "lei-records"}}, {"data": [1]}, {"surprise": 1}])
def test_what_an_answer_may_not_lack_is_missed(tmp_path: Path, body: dict[str, Any]) -> None:
    with pytest.raises(NotLookedUp, match="not as its interface says"):
        asked(tmp_path, lambda _: Reply(body), Wanted("", COMPANY.lei))


@pytest.mark.parametrize("trouble", [TOO_MANY, BROKEN, CUT])
def test_a_passing_trouble_is_waited_out(tmp_path: Path, trouble: Reply) -> None:
    assert asked(tmp_path, WORLD, WANTED, trouble).name


@pytest.mark.parametrize(
    ("troubles", "failure", "words"),
    [
        ([TOO_MANY] * 3, SourceUnusable, "asks to wait"),
        ([TOO_MANY_FOR_LONG], SourceUnusable, "asks to wait 86400 seconds"),
        ([CAPTCHA], NotLookedUp, "no JSON"),
        ([Reply(b"<html>Not found</html>", 404)], NotLookedUp, "no JSON"),
        ([Reply({"errors": []}, 403)], SourceUnusable, "no right"),
        ([Reply({"errors": []}, 400)], NotLookedUp, "refused the request"),
        ([BROKEN] * 3, NotLookedUp, "service failed"),
    ],
)
def test_a_lasting_trouble_is_one_of_the_two_failures(tmp_path: Path, troubles: list[Reply], failure: type[Exception], words: str) -> None:
    with pytest.raises(failure, match=words):
        asked(tmp_path, WORLD, WANTED, *troubles)
