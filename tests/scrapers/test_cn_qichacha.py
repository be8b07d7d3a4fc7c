"""企查查 through the real client, against a service that checks its signature and speaks its envelope."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from qichachaservice import FULL, PARENT, Qichacha

from registerserver import Reply, Request, client_for, serving
from registerworld import Holder, company, world
from relparty.errors import NotLookedUp, SourceUnusable
from relparty.model.evidence import Extract
from relparty.model.party import PartyKind
from relparty.registers.card import Bounds
from relparty.registers.lookup import Wanted
from relparty_scrapers.cn_qichacha import parse

COMPANY = FULL
WANTED = Wanted(COMPANY.name, COMPANY.code)


def asked(tmp_path: Path, service: object, wanted: Wanted = WANTED, *troubles: Reply) -> Extract:
    with serving(service) as server:  # type: ignore[arg-type]  # a service is any callable
        server.troubles.extend(troubles)
        return parse.company(client_for("cn_qichacha", server.url, tmp_path).look_up(wanted))


def test_it_tells_holders_staff_changes_and_former_holders(tmp_path: Path) -> None:
    found = asked(tmp_path, Qichacha(world(COMPANY)))
    assert found.name
    assert found.uscc
    assert found.head
    assert (found.name.text, found.uscc.text, found.head.text) == (COMPANY.name, COMPANY.code, "罗启航")
    assert found.holders
    told = [(each.name.text, each.percent, each.party and each.party.kind, each.until) for each in found.holders]
    assert told == [
        ("罗启航", 491_900, PartyKind.PERSON, None),
        (PARENT.name, 508_100, PartyKind.COMPANY, None),
        ("裘菁茗", 100_000, PartyKind.PERSON, date(2026, 8, 15)),
    ]
    parties = [each.party for each in found.holders]
    assert parties[0]
    assert parties[1]
    assert parties[0].register_id == "cn_qichacha:p00luo"
    assert (parties[1].number, parties[1].register_id) == (PARENT.code, "")
    assert found.staff
    assert [(each.name.text, each.office and each.office.text) for each in found.staff] == [
        ("罗启航", "执行董事"),
        ("卓蔚", "监事"),
    ]
    assert found.changes
    assert found.changes[0].on == date(2026, 8, 15)
    assert [each.text for each in found.former_names] == ["深圳市甲寅工程有限公司"]
    assert not found.unread
    assert not found.notes


def test_every_value_says_where_it_stands(tmp_path: Path) -> None:
    found = asked(tmp_path, Qichacha(world(COMPANY)))
    assert found.holders
    source = found.holders[0].name.source
    assert source.file == found.file.file
    assert source.sha256 == found.file.sha256
    assert source.place.pointer == "/answers/1/body/Result/0/StockName"


def test_all_pages_are_asked_for(tmp_path: Path) -> None:
    many = company("甲辰", 100, "罗启航", *(Holder(f"股东{n}", "1%", own_id=f"p{n}") for n in range(45)))
    found = asked(tmp_path, Qichacha(world(many)))
    assert found.holders
    assert len(found.holders) == 45
    assert found.shows_all_holders


def test_a_second_page_that_repeats_the_first_is_told_and_not_counted(tmp_path: Path) -> None:
    many = company("甲辰", 100, "罗启航", *(Holder(f"股东{n}", "1%", own_id=f"p{n}") for n in range(30)))

    def repeating(request: Request) -> Reply:
        return Qichacha(world(many))(Request(request.path, {**request.params, "pageIndex": "1"}, request.headers))

    found = asked(tmp_path, repeating)
    assert found.holders
    assert len(found.holders) == 20
    assert not found.shows_all_holders


def test_no_result_for_a_list_is_nothing_shown_and_not_nobody(tmp_path: Path) -> None:
    found = asked(tmp_path, Qichacha(world(company("甲辰", 100, "罗启航"))))
    assert found.holders is None
    assert found.staff is None


def test_a_former_holder_without_a_day_is_told_as_unread(tmp_path: Path) -> None:
    left = company("甲辰", 100, "罗启航", Holder("罗启航", "100%"), Holder("裘菁茗", "10%", until="-"))
    found = asked(tmp_path, Qichacha(world(left)))
    assert found.holders
    assert [each.name.text for each in found.holders] == ["罗启航"]
    assert [each.text for each in found.unread] == ["裘菁茗: OutDate -"]


def test_lists_beyond_the_bound_of_calls_are_told_as_not_asked(tmp_path: Path) -> None:
    with serving(Qichacha(world(COMPANY))) as server:
        client = client_for("cn_qichacha", server.url, tmp_path)
        client.source = replace(client.source, card=replace(client.source.card, bounds=Bounds(calls=2)))
        found = parse.company(client.look_up(WANTED))
    assert found.holders
    assert found.staff is None
    assert [each.text for each in found.unread] == ["employees: not asked", "changes: not asked", "former_partners: not asked"]


def test_an_unknown_field_in_a_list_is_told_as_unread_and_one_beside_the_name_as_a_note(tmp_path: Path) -> None:
    def with_more(request: Request) -> Reply:
        reply = Qichacha(world(COMPANY))(request)
        result = reply.body["Result"]  # type: ignore[index]  # the envelope is a dict
        if request.path == "ECIPartner/GetList":
            result[0]["ActingFor"] = "卓蔚"
        if request.path == "ECIV4/GetBasicDetailsByName":
            result["Slogan"] = "示例"
        return reply

    found = asked(tmp_path, with_more)
    assert [each.text for each in found.unread] == ["ActingFor: 卓蔚"]
    assert [each.text for each in found.notes] == ["Slogan: 示例"]


def test_a_company_that_is_not_there_is_not_looked_up(tmp_path: Path) -> None:
    with pytest.raises(NotLookedUp, match="does not know the company"):
        asked(tmp_path, Qichacha(world()))


def test_a_code_that_is_not_the_one_asked_for_is_refused(tmp_path: Path) -> None:
    other = company("乙木", 101, "卓蔚")

    def another(request: Request) -> Reply:
        return Qichacha(world(other))(Request(request.path, {**request.params, "keyword": other.code}, request.headers))

    with pytest.raises(NotLookedUp, match="another company"):
        asked(tmp_path, another)


def test_a_former_name_finds_the_company(tmp_path: Path) -> None:
    found = asked(tmp_path, Qichacha(world(COMPANY)), Wanted("深圳市甲寅工程有限公司"))
    assert found.name
    assert found.name.text == COMPANY.name


@pytest.mark.parametrize(
    ("code", "failure"), [("101", SourceUnusable), ("112", SourceUnusable), ("105", SourceUnusable), ("203", NotLookedUp)]
)
def test_the_codes_of_the_envelope_are_the_two_failures(tmp_path: Path, code: str, failure: type[Exception]) -> None:
    def failing(_: Request) -> Reply:
        return Reply({"Status": code, "Message": "…", "Result": None})

    with pytest.raises(failure, match=code):
        asked(tmp_path, failing)


def test_a_wrong_key_is_refused_by_its_service(tmp_path: Path) -> None:
    with serving(Qichacha(world(COMPANY))) as server:
        client = client_for("cn_qichacha", server.url, tmp_path)
        client.secrets = {"key": "another", "secret": "another"}
        with pytest.raises(SourceUnusable, match="101"):
            client.look_up(WANTED)


def test_a_company_without_a_code_is_asked_for_by_its_name(tmp_path: Path) -> None:
    asked_by: list[str] = []

    def uncoded(request: Request) -> Reply:
        reply = Qichacha(world(COMPANY))(request)
        if request.path == "ECIV4/GetBasicDetailsByName":
            reply.body["Result"]["CreditCode"] = None  # type: ignore[index]  # the envelope is a dict
        else:
            asked_by.append(request.params["searchKey"])
        return reply

    assert asked(tmp_path, uncoded, Wanted(COMPANY.name)).holders
    assert set(asked_by) == {COMPANY.name}


@pytest.mark.parametrize("path", ["ECIPartner/GetList", "ECIEmployee/GetList", "ECIChange/GetList"])
def test_an_empty_list_is_a_company_without_them_and_no_result_is_not(tmp_path: Path, path: str) -> None:
    alone = company("甲辰", 100, "罗启航")

    def empty(request: Request) -> Reply:
        return Reply({"Status": "200", "Message": "查询成功", "Result": []}) if request.path == path else Qichacha(world(alone))(request)

    found = asked(tmp_path, empty)
    told = {"ECIPartner/GetList": found.holders, "ECIEmployee/GetList": found.staff, "ECIChange/GetList": found.changes}
    assert told.pop(path) == ()
    assert set(told.values()) == {None}


def test_former_holders_alone_are_not_all_holders(tmp_path: Path) -> None:
    left = company("甲辰", 100, "罗启航", Holder("裘菁茗", "10%", own_id="p00qiu", since="2019-03-01", until="2026-08-15"))
    found = asked(tmp_path, Qichacha(world(left)))
    assert [each.name.text for each in found.holders or ()] == ["裘菁茗"]
    assert not found.shows_all_holders


def test_a_list_where_the_company_should_stand_is_refused(tmp_path: Path) -> None:
    twice = [{"Name": COMPANY.name, "CreditCode": COMPANY.code}] * 2
    with pytest.raises(NotLookedUp, match="/Result"):
        asked(tmp_path, lambda _: Reply({"Status": "200", "Message": "查询成功", "Result": twice}))


def test_an_unknown_field_of_the_envelope_is_a_note(tmp_path: Path) -> None:
    def with_more(request: Request) -> Reply:
        reply = Qichacha(world(COMPANY))(request)
        if request.path == "ECIPartner/GetList":
            reply.body["Paging"]["IsShortened"] = "true"  # type: ignore[index]  # the envelope is a dict
        return reply

    assert [each.text for each in asked(tmp_path, with_more).notes] == ["IsShortened: true"]
