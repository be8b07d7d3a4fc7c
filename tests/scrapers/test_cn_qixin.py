"""启信宝 through the real client, against a service that checks its signature and speaks its envelope."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from qixinservice import FULL, PARENT, Qixin, envelope

from registerserver import CAPTCHA, Reply, Request, client_for, serving
from registerworld import Company, Holder, company, world
from relparty.errors import NotLookedUp, SourceUnusable
from relparty.model.evidence import Extract
from relparty.model.party import PartyKind
from relparty.registers.lookup import Wanted
from relparty_scrapers.cn_qixin import parse

COMPANY = FULL
WANTED = Wanted(COMPANY.name, COMPANY.code)
Alter = Callable[[dict[str, Any]], object]


def asked(tmp_path: Path, service: Callable[[Request], Reply], wanted: Wanted = WANTED) -> Extract:
    with serving(service) as server:
        return parse.company(client_for("cn_qixin", server.url, tmp_path).look_up(wanted))


def changed(path: str, change: Alter, service: Callable[[Request], Reply] | None = None) -> Callable[[Request], Reply]:
    """The service with what one path tells changed."""

    def altered(request: Request) -> Reply:
        reply = (service or Qixin(world(COMPANY)))(request)
        if request.path.endswith(path) and reply.body["data"]:  # type: ignore[index]  # the envelope is a dict
            change(reply.body["data"])  # type: ignore[index]  # the envelope is a dict
        return reply

    return altered


def many(count: int) -> Company:
    return company("甲辰", 100, "罗启航", *(Holder(f"股东{n}", "1%") for n in range(count)))


def shares(found: Extract) -> list[int | None]:
    return [each.percent for each in found.holders or ()]


def test_it_tells_the_company_its_holders_staff_and_changes(tmp_path: Path) -> None:
    found = asked(tmp_path, Qixin(world(COMPANY)))
    assert found.name
    assert found.uscc
    assert found.head
    assert (found.name.text, found.uscc.text, found.head.text) == (COMPANY.name, COMPANY.code, "罗启航")
    assert found.holders
    assert [(each.name.text, each.percent, each.party and (each.party.kind, each.party.number)) for each in found.holders] == [
        ("罗启航", 491_900, (PartyKind.PERSON, "")),
        (PARENT.name, 508_100, (PartyKind.COMPANY, PARENT.code)),
    ]
    assert found.staff
    assert [(each.name.text, each.office and each.office.text, each.until) for each in found.staff] == [
        ("罗启航", "执行董事", None),
        ("卓蔚", "监事", None),
        ("裘菁茗", "监事", date(2026, 11, 22)),
    ]
    assert found.changes
    assert (found.changes[0].before.text, found.changes[0].after.text, found.changes[0].on) == ("裘菁茗", "罗启航", date(2026, 8, 15))
    assert [each.text for each in found.former_names] == ["深圳市甲寅工程有限公司"]
    assert found.shows_all_holders
    assert not found.unread
    assert not found.notes
    assert found.holders[0].name.source.place.pointer == "/answers/1/body/data/items/0/name"


@pytest.mark.parametrize("written", ["percent", "fraction", "number", "none"])
def test_a_share_is_the_same_however_it_is_written(tmp_path: Path, written: str) -> None:
    found = asked(tmp_path, Qixin(world(COMPANY), shares=written))
    assert shares(found) == [491_900, 508_100]
    assert not found.unread


def test_a_whole_without_a_sign_is_the_whole_and_a_small_percentage_stays_small(tmp_path: Path) -> None:
    alone = company("甲辰", 100, "罗启航", Holder("罗启航", "100%"))
    assert shares(asked(tmp_path / "1", Qixin(world(alone), shares="fraction"))) == [1_000_000]
    small = company("甲辰", 100, "罗启航", Holder("罗启航", "99.5%"), Holder("卓蔚", "0.5%"))
    assert shares(asked(tmp_path / "2", Qixin(world(small), shares="number"))) == [995_000, 5_000]


def test_contributions_that_are_not_the_capital_make_no_shares(tmp_path: Path) -> None:
    partial = company("甲辰", 100, "罗启航", Holder("罗启航", "40%"), Holder("卓蔚", "20%"))
    assert shares(asked(tmp_path, Qixin(world(partial), shares="none"))) == [None, None]


def test_a_share_that_cannot_be_read_is_told_as_unread(tmp_path: Path) -> None:
    def spoilt(found: dict[str, Any]) -> None:
        found["items"][0].update(stock_percent="约一半", should_capi_items=[])

    found = asked(tmp_path, changed("getPartners", spoilt))
    assert shares(found) == [None, 508_100]
    assert [each.text for each in found.unread] == ["约一半"]


def test_fields_written_as_one_word_are_the_same_fields(tmp_path: Path) -> None:
    def joined(found: dict[str, Any]) -> None:
        for row in found["items"]:
            row["stockType"], row["stockPercent"], row["identifyNo"] = (
                row.pop("stock_type"),
                row.pop("stock_percent"),
                row.pop("identify_no"),
            )
            row["identifyType"], row["realCapiItems"] = row.pop("identify_type"), row.pop("real_capi_items")
            row["shouldCapiItems"] = [{"shouldCapi": "1 万人民币", "investType": "货币", "shouldCapiDate": "-"}]
            del row["should_capi_items"]

    found = asked(tmp_path, changed("getPartners", joined))
    assert shares(found) == [491_900, 508_100]
    assert [each.party and each.party.number for each in found.holders or ()] == ["", PARENT.code]
    assert not found.unread


def test_the_contributions_of_some_pages_make_no_shares(tmp_path: Path) -> None:
    def first_page(request: Request) -> Reply:
        return Qixin(world(many(30)), shares="none")(Request(request.path, {**request.params, "skip": "0"}, request.headers))

    service = changed("getBasicInfo", lambda found: found.update(registCapi="-"), first_page)
    assert set(shares(asked(tmp_path, service))) == {None}


@pytest.mark.parametrize("tells_total", [True, False])
@pytest.mark.parametrize(("count", "page_size"), [(20, 20), (45, 20), (27, 20)])
def test_all_rows_are_asked_for(tmp_path: Path, count: int, page_size: int, *, tells_total: bool) -> None:
    found = asked(tmp_path, Qixin(world(many(count)), page_size=page_size, tells_total=tells_total))
    assert len({each.name.text for each in found.holders or ()}) == count
    assert found.shows_all_holders


def test_a_page_of_another_size_leaves_no_gap(tmp_path: Path) -> None:
    found = asked(tmp_path, Qixin(world(many(25)), page_size=10))
    assert [each.name.text for each in found.holders or ()] == [f"股东{n}" for n in range(25)]


@pytest.mark.parametrize("tells_total", [True, False])
def test_a_second_page_that_repeats_the_first_is_told_and_not_counted(tmp_path: Path, *, tells_total: bool) -> None:
    def repeating(request: Request) -> Reply:
        return Qixin(world(many(30)), tells_total=tells_total)(Request(request.path, {**request.params, "skip": "0"}, request.headers))

    found = asked(tmp_path, repeating)
    assert len(found.holders or ()) == 20
    assert not found.shows_all_holders


def test_an_empty_list_is_a_company_without_them_and_no_result_is_not(tmp_path: Path) -> None:
    found = asked(tmp_path / "1", changed("getPartners", lambda found: found.update(total="0", items=[])))
    assert (found.holders, found.shows_all_holders) == ((), True)
    found = asked(tmp_path / "2", Qixin(world(company("甲辰", 100, "罗启航"))))
    assert (found.holders, found.staff, found.changes, found.unread) == (None, None, None, ())


def test_what_lies_beyond_the_bound_of_calls_is_told(tmp_path: Path) -> None:
    found = asked(tmp_path, Qixin(world(many(90)), page_size=2))
    assert not found.shows_all_holders
    assert [each.text for each in found.unread] == ["employees: not asked", "changes: not asked"]


def test_an_unknown_field_in_a_row_is_unread_and_one_beside_is_a_note(tmp_path: Path) -> None:
    found = asked(tmp_path / "1", changed("getPartners", lambda found: found["items"][0].update(acting_for="卓蔚")))
    assert [each.text for each in found.unread] == ["acting_for: 卓蔚"]
    found = asked(tmp_path / "2", changed("getEmployees", lambda found: found["items"][0].update(is_history="部分")))
    assert [each.text for each in found.unread] == ["is_history: 部分"]
    found = asked(tmp_path / "3", changed("getBasicInfo", lambda found: found.update(slogan="示例")))
    assert ([each.text for each in found.notes], found.unread) == (["slogan: 示例"], ())


def test_a_company_that_is_not_there_is_not_looked_up(tmp_path: Path) -> None:
    with pytest.raises(NotLookedUp, match="does not know the company"):
        asked(tmp_path, Qixin(world()))


def test_a_code_that_is_not_the_one_asked_for_is_refused(tmp_path: Path) -> None:
    other = company("乙木", 101, "卓蔚")

    def another(request: Request) -> Reply:
        return Qixin(world(other))(Request(request.path, {**request.params, "keyword": other.code}, request.headers))

    with pytest.raises(NotLookedUp, match="another company"):
        asked(tmp_path, another)


@pytest.mark.parametrize("written", [["深圳市甲寅工程有限公司"], "深圳市甲卯工程有限公司;深圳市甲寅工程有限公司"])
def test_a_former_name_finds_the_company(tmp_path: Path, written: object) -> None:
    service = changed("getBasicInfo", lambda found: found.update(historyNames=written))
    found = asked(tmp_path, service, Wanted("深圳市甲寅工程有限公司"))
    assert found.name
    assert found.name.text == COMPANY.name
    assert found.former_names[-1].text == "深圳市甲寅工程有限公司"


@pytest.mark.parametrize(
    ("code", "failure", "words"),
    [
        ("101", SourceUnusable, "key"),
        ("102", SourceUnusable, "used up"),
        ("104", SourceUnusable, "no right"),
        ("117", SourceUnusable, "refuses what this account asks"),
        ("199", NotLookedUp, "failed"),
        ("202", NotLookedUp, "wrong parameters"),
        ("500", NotLookedUp, "failed"),
    ],
)
def test_the_codes_of_the_envelope_are_the_two_failures(tmp_path: Path, code: str, failure: type[Exception], words: str) -> None:
    with pytest.raises(failure, match=rf"{words}.*{code}|{code}.*{words}"):
        asked(tmp_path, lambda _: envelope(code, "…"))


@pytest.mark.parametrize("reply", [CAPTCHA, Reply([]), Reply(b"null"), Reply(b"")])
def test_what_is_no_answer_of_the_interface_is_refused(tmp_path: Path, reply: Reply) -> None:
    with pytest.raises(NotLookedUp, match="no JSON"):
        asked(tmp_path, lambda _: reply)


def test_a_list_where_the_company_should_stand_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotLookedUp, match="/data"):
        asked(tmp_path, lambda _: envelope("200", "操作成功", [{"name": COMPANY.name}, {"name": COMPANY.name}]))


def test_a_holder_without_a_name_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotLookedUp, match="items/0/name"):
        asked(tmp_path, changed("getPartners", lambda found: found["items"][0].pop("name")))


@pytest.mark.parametrize(
    "secrets", [{"appkey": "another", "secret": "invented-secret-0042"}, {"appkey": "invented-appkey-0042", "secret": "x"}]
)
def test_a_wrong_key_or_signature_is_refused_by_its_service(tmp_path: Path, secrets: dict[str, str]) -> None:
    with serving(Qixin(world(COMPANY))) as server:
        client = client_for("cn_qixin", server.url, tmp_path)
        client.secrets = secrets
        with pytest.raises(SourceUnusable, match="101"):
            client.look_up(WANTED)
