"""天眼查 through the real client, against a service that checks its token and speaks its envelope."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tianyanchaservice import FULL, PARENT, Tianyancha, envelope

from registerserver import CAPTCHA, Reply, Request, client_for, serving
from registerworld import Company, Holder, Officer, company, world
from relparty.errors import NotLookedUp, SourceUnusable
from relparty.model.evidence import Extract
from relparty.model.party import PartyKind
from relparty.registers.lookup import Wanted
from relparty_scrapers.cn_tianyancha import parse

COMPANY = FULL
WANTED = Wanted(COMPANY.name, COMPANY.code)
ROWS = "services/open/ic/holder/2.0"
Alter = Callable[[dict[str, Any]], object]


def asked(tmp_path: Path, service: Callable[[Request], Reply], wanted: Wanted = WANTED) -> Extract:
    with serving(service) as server:
        return parse.company(client_for("cn_tianyancha", server.url, tmp_path).look_up(wanted))


def changed(path: str, change: Alter, of: Company = COMPANY) -> Callable[[Request], Reply]:
    """The service with the result of one path changed."""

    def service(request: Request) -> Reply:
        reply = Tianyancha(world(of))(request)
        if request.path.endswith(path):
            change(reply.body["result"])  # type: ignore[index]  # the envelope is a dict
        return reply

    return service


def with_capital(*capital: dict[str, str]) -> Callable[[Request], Reply]:
    """The service of which the first holder's instalments are these."""
    return changed(ROWS, lambda result: result["items"][0].update(capital=list(capital)))


def many(count: int) -> Company:
    return company("甲辰", 100, "罗启航", *(Holder(f"股东{n}", "1%", own_id=f"H{n}") for n in range(count)))


def test_it_tells_the_company_its_head_and_former_names(tmp_path: Path) -> None:
    found = asked(tmp_path, Tianyancha(world(COMPANY)))
    assert found.name
    assert found.uscc
    assert found.head
    assert found.head_party
    assert (found.name.text, found.uscc.text, found.head.text) == (COMPANY.name, COMPANY.code, "罗启航")
    assert found.head_party.kind is PartyKind.PERSON
    assert [each.text for each in found.former_names] == ["深圳市甲寅工程有限公司"]
    assert not found.unread
    assert not found.notes


def test_it_tells_holders_and_former_holders_with_their_days_in_china(tmp_path: Path) -> None:
    found = asked(tmp_path, Tianyancha(world(COMPANY)))
    assert found.holders
    assert [(each.name.text, each.percent, each.party and each.party.kind, each.since, each.until) for each in found.holders] == [
        ("罗启航", 491_900, PartyKind.PERSON, date(2019, 3, 1), None),
        (PARENT.name, 508_100, PartyKind.COMPANY, None, None),
        ("裘菁茗", 100_000, PartyKind.PERSON, date(2019, 3, 1), date(2026, 8, 15)),
    ]
    assert found.shows_all_holders
    assert found.holders[0].name.source.place.pointer == "/answers/1/body/result/items/0/name"


def test_it_tells_staff_and_changes_without_their_markup(tmp_path: Path) -> None:
    found = asked(tmp_path, Tianyancha(world(COMPANY)))
    assert found.staff
    assert [(each.name.text, each.office and each.office.text) for each in found.staff] == [
        ("罗启航", "执行董事、总经理"),
        ("卓蔚", "监事"),
    ]
    assert found.changes
    assert (found.changes[0].before.text, found.changes[0].after.text, found.changes[0].on) == ("裘菁茗", "罗启航", date(2026, 8, 15))


def test_a_persons_own_id_is_that_of_the_person_and_not_that_of_the_name(tmp_path: Path) -> None:
    namesake = company("乙木", 101, "罗启航", Holder("罗启航", "100%", own_id="H-another"))
    services = Tianyancha(world(COMPANY, namesake))
    one, other = asked(tmp_path / "1", services), asked(tmp_path / "2", services, Wanted(namesake.name, namesake.code))
    ids = [each.party and each.party.register_id for found in (one, other) for each in found.holders or ()]
    assert ids == ["cn_tianyancha:H-luo", "", "", "cn_tianyancha:H-another"]


def test_staff_who_hold_shares_have_the_id_of_the_holder(tmp_path: Path) -> None:
    found = asked(tmp_path, Tianyancha(world(COMPANY)))
    assert [each.party and each.party.register_id for each in found.staff or ()] == ["cn_tianyancha:H-luo", ""]


def test_two_holders_of_one_name_lend_their_id_to_nobody(tmp_path: Path) -> None:
    two = company(
        "甲辰",
        100,
        "卓蔚",
        Holder("罗启航", "50%", own_id="H-1"),
        Holder("罗启航", "50%", own_id="H-2"),
        staff=(Officer("罗启航", "监事"),),
    )
    found = asked(tmp_path, Tianyancha(world(two)))
    assert [each.party and each.party.register_id for each in found.staff or ()] == [""]


def test_a_holder_of_another_type_is_what_its_name_says(tmp_path: Path) -> None:
    of = company("甲辰", 100, "卓蔚", Holder("深圳市示例持股平台（有限合伙）", "60%", kind="other"), Holder("卓蔚", "40%", kind="other"))
    found = asked(tmp_path, Tianyancha(world(of)))
    assert [each.party and each.party.kind for each in found.holders or ()] == [PartyKind.COMPANY, PartyKind.PERSON]


def test_shares_are_worked_out_of_the_contributions_where_none_is_told(tmp_path: Path) -> None:
    found = asked(tmp_path, Tianyancha(world(COMPANY), percents=False))
    assert [(each.percent, each.share and each.share.text) for each in found.holders or ()] == [
        (491_900, "491.9万人民币"),
        (508_100, "508.1万人民币"),
        (None, None),
    ]


def test_contributions_that_are_not_the_capital_make_no_shares(tmp_path: Path) -> None:
    partial = company("甲辰", 100, "罗启航", Holder("罗启航", "40%", own_id="H"), Holder("卓蔚", "20%", own_id="I"))
    found = asked(tmp_path, Tianyancha(world(partial), percents=False))
    assert [each.percent for each in found.holders or ()] == [None, None]


@pytest.mark.parametrize(
    ("capital", "percent"),
    [
        ([{"percent": "30%", "amomon": "300万人民币"}, {"percent": "19.19%", "amomon": "191.9万人民币"}], 491_900),
        ([{"percent": "49.19%", "amomon": "250万人民币"}, {"percent": "49.19%", "amomon": "241.9万人民币"}], 491_900),
        ([{"percent": "49.19%", "amomon": "-"}, {"percent": "49.19%", "amomon": "-"}], None),
        ([{"percent": "0.4919", "amomon": "-"}], None),
        ([{"percent": "149.19%", "amomon": "-"}], None),
    ],
)
def test_instalments_make_one_share_or_none_that_is_told_as_unread(
    tmp_path: Path, capital: list[dict[str, str]], percent: int | None
) -> None:
    found = asked(tmp_path, with_capital(*capital))
    assert found.holders
    assert found.holders[0].percent == percent
    assert bool(found.unread) == (percent is None)


def test_the_contributions_of_some_pages_make_no_shares(tmp_path: Path) -> None:
    def first_page_without_capital(request: Request) -> Reply:
        asked_for = Request(request.path, {**request.params, "pageNum": "1"}, request.headers)
        reply = Tianyancha(world(many(30)), percents=False)(asked_for)
        if request.path.endswith("normal"):
            reply.body["result"]["regCapital"] = "-"  # type: ignore[index]  # the envelope is a dict
        return reply

    found = asked(tmp_path, first_page_without_capital)
    assert {each.percent for each in found.holders or ()} == {None}


@pytest.mark.parametrize("count", [20, 45])
def test_all_pages_are_asked_for(tmp_path: Path, count: int) -> None:
    found = asked(tmp_path, Tianyancha(world(many(count))))
    assert len(found.holders or ()) == count
    assert found.shows_all_holders


def test_a_second_page_that_repeats_the_first_is_told_and_not_counted(tmp_path: Path) -> None:
    def repeating(request: Request) -> Reply:
        return Tianyancha(world(many(30)))(Request(request.path, {**request.params, "pageNum": "1"}, request.headers))

    found = asked(tmp_path, repeating)
    assert len(found.holders or ()) == 20
    assert not found.shows_all_holders


def test_an_empty_list_is_a_company_without_them(tmp_path: Path) -> None:
    found = asked(tmp_path, changed(ROWS, lambda result: result.update(total=0, items=[])))
    assert [each.until for each in found.holders or ()] == [date(2026, 8, 15)]
    assert found.shows_all_holders


def test_no_data_on_a_list_is_not_a_company_without_them(tmp_path: Path) -> None:
    found = asked(tmp_path, Tianyancha(world(company("甲辰", 100, "罗启航"))))
    assert (found.holders, found.staff, found.changes) == (None, None, None)
    assert not found.unread


def test_what_lies_beyond_the_bound_of_calls_is_told(tmp_path: Path) -> None:
    found = asked(tmp_path, Tianyancha(world(many(90)), page_size=2))
    assert not found.shows_all_holders
    assert found.staff is None
    assert [each.text for each in found.unread] == ["staff: not asked", "changes: not asked", "former_holders: not asked"]


def test_an_unknown_field_in_a_row_is_unread_and_one_beside_is_a_note(tmp_path: Path) -> None:
    found = asked(tmp_path / "1", changed(ROWS, lambda result: result["items"][0].update(actingFor="卓蔚")))
    assert [each.text for each in found.unread] == ["actingFor: 卓蔚"]
    found = asked(tmp_path / "2", with_capital({"percent": "49.19%", "amomon": "491.9万人民币", "heldFor": "卓蔚"}))
    assert [each.text for each in found.unread] == ["heldFor: 卓蔚"]
    found = asked(tmp_path / "3", changed("normal", lambda result: result.update(slogan="示例")))
    assert ([each.text for each in found.notes], found.unread) == (["slogan: 示例"], ())
    found = asked(tmp_path / "4", changed(ROWS, lambda result: result.update(realTotal=3)))
    assert [each.text for each in found.notes] == ["realTotal: 3"]


def test_a_company_that_is_not_there_is_not_looked_up(tmp_path: Path) -> None:
    with pytest.raises(NotLookedUp, match="does not know the company"):
        asked(tmp_path, Tianyancha(world()))


def test_a_code_that_is_not_the_one_asked_for_is_refused(tmp_path: Path) -> None:
    other = company("乙木", 101, "卓蔚")

    def another(request: Request) -> Reply:
        return Tianyancha(world(other))(Request(request.path, {**request.params, "keyword": other.code}, request.headers))

    with pytest.raises(NotLookedUp, match="another company"):
        asked(tmp_path, another)


def test_a_former_name_finds_the_company_and_its_lists(tmp_path: Path) -> None:
    found = asked(tmp_path, Tianyancha(world(COMPANY)), Wanted("深圳市甲寅工程有限公司"))
    assert found.name
    assert found.name.text == COMPANY.name
    assert len(found.holders or ()) == 3


def test_former_names_in_one_text_are_parted(tmp_path: Path) -> None:
    names = "深圳市甲卯工程有限公司;深圳市甲寅工程有限公司;"
    service = changed("normal", lambda result: result.update(historyNameList=None, historyNames=names))
    found = asked(tmp_path, service, Wanted("深圳市甲寅工程有限公司"))
    assert [each.text for each in found.former_names] == ["深圳市甲卯工程有限公司", "深圳市甲寅工程有限公司"]


@pytest.mark.parametrize(
    ("code", "failure", "words"),
    [
        (300002, SourceUnusable, "key"),
        (300003, SourceUnusable, "key"),
        (300004, SourceUnusable, "too often"),
        (300005, SourceUnusable, "no right"),
        (300006, SourceUnusable, "used up"),
        (300007, SourceUnusable, "used up"),
        (300008, NotLookedUp, "wrong parameters"),
        (300009, SourceUnusable, "key"),
        (300001, NotLookedUp, "failed"),
        (399999, NotLookedUp, "failed"),
    ],
)
def test_the_codes_of_the_envelope_are_the_two_failures(tmp_path: Path, code: int, failure: type[Exception], words: str) -> None:
    with pytest.raises(failure, match=rf"{words}.*{code}|{code}.*{words}"):
        asked(tmp_path, lambda _: envelope(code, "…"))


def test_asked_too_often_in_the_middle_keeps_what_was_answered(tmp_path: Path) -> None:
    refusals = [envelope(300004, "访问频率过快")]

    def tired(request: Request) -> Reply:
        return refusals.pop() if refusals and "changeinfo" in request.path else Tianyancha(world(COMPANY))(request)

    with serving(tired) as server:
        client = client_for("cn_tianyancha", server.url, tmp_path)
        with pytest.raises(SourceUnusable):
            client.look_up(WANTED)
        assert parse.company(client.look_up(WANTED)).changes
    asked_for = [request.path.removeprefix("services/open/") for request in server.requests]
    assert asked_for == ["ic/baseinfo/normal", "ic/holder/2.0", "ic/staff/2.0", "ic/changeinfo/2.0", "ic/changeinfo/2.0", "hi/holder/2.0"]


@pytest.mark.parametrize("reply", [CAPTCHA, Reply([]), Reply(b"null"), Reply(b"")])
def test_what_is_no_answer_of_the_interface_is_refused(tmp_path: Path, reply: Reply) -> None:
    with pytest.raises(NotLookedUp, match="no JSON"):
        asked(tmp_path, lambda _: reply)


def test_a_list_where_the_company_should_stand_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotLookedUp, match="/result"):
        asked(tmp_path, lambda _: envelope(0, "ok", [{"name": COMPANY.name}, {"name": COMPANY.name}]))


def test_a_holder_without_a_name_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotLookedUp, match="items/0/name"):
        asked(tmp_path, changed(ROWS, lambda result: result["items"][0].pop("name")))


def test_a_wrong_token_is_refused_by_its_service(tmp_path: Path) -> None:
    with serving(Tianyancha(world(COMPANY))) as server:
        client = client_for("cn_tianyancha", server.url, tmp_path)
        client.secrets = {"token": "another"}
        with pytest.raises(SourceUnusable, match="300002"):
            client.look_up(WANTED)
