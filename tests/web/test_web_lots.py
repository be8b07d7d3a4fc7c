"""The pages of lots: who sees what, what is kept of what was typed, and that nothing happens twice."""

from __future__ import annotations

from pathlib import Path

import pytest

import openbook
import seats
from relparty.casebook import clock, group, lots, overview
from relparty.casebook.rights import Duty
from relparty.casebook.users import Role

ONE, OTHER = "91440300MA000100XJ", "91440300MA0001018J"
FORM = {
    "number": "PS-1",
    "name": "路灯维护",
    "buyer": "某局",
    "regime": "sub_threshold",
    "overlay": "shenzhen",
    "deadline": "2026-12-01T09:30",
    "opens_on": "2026-12-01",
    "min_quotes": "3",
    "lookback_months": "12",
    "chosen_how": "",
    "chosen_why": "",
    "policy": "",
}
HOSTILE = ("<script>alert(1)</script>", "\"'><img src=x onerror=alert(1)>&amp;", "长" * 200, "\u202eabc\u2066def")


@pytest.fixture
def room(tmp_path: Path) -> seats.Room:
    return seats.Room(openbook.world(tmp_path))


def only(room: seats.Room) -> lots.Lot:
    (row,), _ = overview.listed(room.world.book, room.world.clerk)
    return row.lot


def test_a_clerk_opens_a_lot_whose_deadline_was_typed_in_the_time_of_china(room: seats.Room) -> None:
    clerk = room.sit(room.world.clerk)
    assert clerk.done("/lots/new", FORM) == f"/lots/{only(room).id}"
    terms = only(room).terms
    assert (terms.deadline, terms.overlay, terms.buyer) == ("2026-12-01T01:30:00.000000Z", "shenzhen", "某局")
    page = seats.text(clerk.see(f"/lots/{only(room).id}"))
    assert "2026-12-01 09:30 （中国时间）" in page
    assert "限额以下（单位自行采购） + 深圳" in page


def test_the_same_form_sent_twice_opens_one_lot(room: seats.Room) -> None:
    clerk = room.sit(room.world.clerk)
    assert clerk.done("/lots/new", FORM) == clerk.done("/lots/new", FORM) == f"/lots/{only(room).id}"


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("number", "", "请填写项目编号"),
        ("name", " \u0000 ", "请填写项目名称"),
        ("regime", "shenzhen", "请从列出的选项中选择"),
        ("overlay", "sub_threshold", "请从列出的选项中选择"),
        ("deadline", "明天上午", "“明天上午”不是日期和时间"),
        ("deadline", "2026-12-01", "“2026-12-01”不是日期和时间"),
        ("deadline", "0026-12-01T09:30", "不是日期和时间"),
        ("deadline", "2026-11-19T09:30", "已经过去"),
        ("opens_on", "2026-13-01", "不是日期"),
        ("opens_on", "2026-11-30", "开启日早于截止日"),
        ("min_quotes", "0", "不是 1 到 100 之间的整数"),
        ("min_quotes", "٣", "不是 1 到 100 之间的整数"),
        ("lookback_months", "1e3", "不是 1 到 600 之间的整数"),
        ("chosen_how", "by_magic", "请从列出的选项中选择"),
        ("policy", "[levels]\nno_such_rule = 'bar'", "没有这条规则"),
        ("policy", "[levels]\nsame_head = 'lead'", "只能加严"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_what_was_typed_is_kept(room: seats.Room, field: str, typed: str, said: str) -> None:
    answer = room.sit(room.world.clerk).post("/lots/new", FORM | {field: typed, "buyer": "<b>某局</b>"})
    assert answer.status_code in (409, 422)
    beside = answer.text.partition(f'id="{field}-error"')[2].partition("</p>")[0]
    assert said in seats.text(beside)
    assert f'<a href="#{field}">' in answer.text
    assert 'value="&lt;b&gt;某局&lt;/b&gt;"' in answer.text
    assert overview.listed(room.world.book, room.world.clerk)[0] == ()


def test_a_number_that_is_taken_is_said_beside_the_number(room: seats.Room) -> None:
    room.world.lot("PS-1")
    answer = room.sit(room.world.clerk).post("/lots/new", FORM)
    assert answer.status_code == 409
    assert "已经立项" in answer.text.partition('id="number-error"')[2].partition("</p>")[0]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_text_on_every_page(room: seats.Room, name: str) -> None:
    clerk = room.sit(room.world.clerk)
    clerk.done("/lots/new", FORM | {"number": name[:40], "name": name, "buyer": name, "chosen_how": "other", "chosen_why": name})
    lot = only(room)
    room.world.invited(lot, name, ONE)
    pages = ["", "/edit", "/group", "/invitations", "/close", "/cancel", "/register-files"]
    for page in ["/lots", *(f"/lots/{lot.id}{each}" for each in pages)]:
        for lang in ("zh", "en"):
            shown = clerk.see(page, lang)
            assert "<script>alert" not in shown
            assert "<img" not in shown
            assert "\u202e" not in seats.text(shown)


def test_before_the_deadline_a_group_member_sees_no_bidder_anywhere(room: seats.Room) -> None:
    lot = room.world.lot("PS-1")
    made = room.world.handed_in(room.world.invited(lot, "秘密投标单位", ONE), b"{}")
    room.world.invited(lot, "另一投标单位", OTHER)
    world = room.world
    for who in (world.leader, world.member, world.supervisor, world.auditor):
        seat = room.sit(who)
        for path in ("/lots", f"/lots/{lot.id}", "/lots?q=秘密"):
            page = seat.see(path)
            for secret in ("秘密投标单位", "另一投标单位", ONE, OTHER, "1/2", "没有任何投标人提交", made.receipt):
                assert secret not in page, (path, secret)
        for path in ("/invitations", "/register-files", f"/submissions/{made.id}", "/findings", "/letters", "/dossier", "/edit", "/group"):
            assert seat.get(f"/lots/{lot.id}{path}").status_code == 404, path
    world.hands.to(openbook.DEADLINE)
    assert "秘密投标单位" in room.sit(world.member).see(f"/lots/{lot.id}")


def test_a_lot_of_somebody_else_is_answered_with_the_bytes_of_a_lot_that_does_not_exist(room: seats.Room) -> None:
    lot = room.world.lot("PS-1")
    other = room.sit(room.world.user("clerk-2", Role.CLERK))
    none = other.get(f"/lots/{'0' * 30}")
    assert none.status_code == 404
    paths = ("", "/edit", "/group", "/invitations", "/close", "/cancel", "/register-files")
    asked = [other.get(f"/lots/{lot.id}{each}") for each in paths]
    asked += [other.get(f"/lots/{'0' * 30}{each}") for each in paths]
    asked += [other.post(f"/lots/{lot.id}{each}", FORM | {"reason": "x"}) for each in ("/edit", "/choice", "/close", "/cancel", "/screen")]
    asked += [other.get("/lots/..%2Fetc"), other.get("/lots/%00"), other.get(f"/lots/{lot.id.upper()}x")]
    assert {each.content for each in asked} == {none.content}
    assert {each.status_code for each in asked} == {404}
    assert only(room).closed_at is None


def test_administrators_and_officers_open_no_lots(room: seats.Room) -> None:
    for who in (room.world.administrator, room.world.leader, room.world.auditor):
        seat = room.sit(who)
        assert seat.get("/lots/new").status_code == 404
        assert seat.post("/lots/new", FORM).status_code == 404
    assert room.sit(room.world.administrator).get("/lots").status_code == 404


def test_a_lot_is_changed_while_it_collects_and_afterwards_only_how_they_were_chosen(room: seats.Room) -> None:
    clerk = room.sit(room.world.clerk)
    clerk.done("/lots/new", FORM)
    lot = only(room)
    clerk.done(f"/lots/{lot.id}/edit", FORM | {"name": "路灯改造"})
    assert only(room).terms.name == "路灯改造"
    room.world.hands.to(openbook.DEADLINE)
    room.world.hands.by(minutes=31)
    clerk = room.sit(room.world.clerk)
    assert clerk.post(f"/lots/{lot.id}/edit", FORM | {"name": "再改"}).status_code == 409
    page = clerk.see(f"/lots/{lot.id}/edit")
    assert 'name="chosen_how"' in page
    assert 'name="deadline"' not in page
    assert clerk.post(f"/lots/{lot.id}/choice", {"chosen_how": "other", "chosen_why": ""}).status_code == 422
    clerk.done(f"/lots/{lot.id}/choice", {"chosen_how": "other", "chosen_why": "唯一具备资质"})
    assert (only(room).terms.chosen_how, only(room).terms.chosen_why, only(room).terms.name) == ("other", "唯一具备资质", "路灯改造")


def test_closing_early_and_cancelling_ask_for_a_reason_and_happen_once(room: seats.Room) -> None:
    lot = room.world.lot("PS-1")
    room.world.invited(lot, "甲", ONE)
    clerk = room.sit(room.world.clerk)
    assert "仍有 1 家未提交" in clerk.see(f"/lots/{lot.id}/close")
    assert clerk.post(f"/lots/{lot.id}/close", {"reason": "  "}).status_code == 422
    assert only(room).closed_at is None
    clerk.done(f"/lots/{lot.id}/close", {"reason": "都已提交"})
    closed = only(room).closed_at
    assert closed is not None
    clerk.done(f"/lots/{lot.id}/close", {"reason": "再来一次"})
    assert only(room).closed_at == closed
    assert clerk.get(f"/lots/{lot.id}/close").headers["location"] == f"/lots/{lot.id}"
    clerk.done(f"/lots/{lot.id}/cancel", {"reason": "不再采购"})
    assert only(room).state is lots.State.CANCELLED
    page = clerk.see(f"/lots/{lot.id}")
    assert "都已提交" in page
    assert "再来一次" not in page
    assert "不再采购" in page
    assert clerk.post(f"/lots/{lot.id}/cancel", {"reason": "再来一次"}).status_code == 409
    assert "<form" not in clerk.see(f"/lots/{lot.id}").partition("<main")[2]


def test_each_reader_is_told_what_is_next(room: seats.Room) -> None:
    world = room.world
    lot = lots.open_(world.book, world.clerk, openbook.a_lot("PS-1", chosen_how=""))
    clerk = room.sit(world.clerk)

    def told(seat: seats.Seat) -> str:
        return seats.text(seat.see(f"/lots/{lot.id}").partition('class="next"')[2].partition("</section>")[0])

    assert "邀请投标人" in told(clerk)
    secret = world.invited(lot, "甲", ONE)
    assert "补齐采购小组" in told(clerk)
    for who, duty in ((world.leader, Duty.LEADER), (world.member, Duty.MEMBER), (world.supervisor, Duty.SUPERVISOR)):
        group.add(world.book, world.clerk, lot.id, who.user.id, duty)
    assert "写明如何选定" in told(clerk)
    lots.note_choice(world.book, world.clerk, lot.id, lots.Chosen.ROTATION, "")
    assert "已提交 0 家，共邀请 1 家" in told(clerk)
    world.handed_in(secret, b"{}")
    assert "全部 1 家都已提交" in told(clerk)
    assert "提前截止" in told(clerk)
    assert "正在收件" in told(room.sit(world.leader))
    world.hands.to(openbook.DEADLINE)
    for who in (world.clerk, world.leader):
        assert f'action="/lots/{lot.id}/screen"' in room.sit(who).see(f"/lots/{lot.id}")
    for who in (world.member, world.auditor):
        assert "等待经办人或组长筛查" in told(room.sit(who))


def test_a_list_page_leads_to_the_next_and_back(room: seats.Room) -> None:
    for number in range(53):
        lots.open_(room.world.book, room.world.clerk, openbook.a_lot(f"PS-{number:02}", deadline=clock.stamp(openbook.DEADLINE)))
    clerk = room.sit(room.world.clerk)
    first = clerk.see("/lots?q=PS")
    assert "PS-52" in first
    assert "PS-02" not in first
    following = first.partition('<a href="/lots?')[2].partition('"')[0].replace("&amp;", "&")
    second = clerk.see(f"/lots?{following}")
    assert all(f"PS-{number:02}" in second for number in (0, 1, 2))
    assert "PS-03" not in second
    for odd in ("/lots?q=%00&after=%00", "/lots?after=zzz", "/lots?q=" + "x" * 5000, "/lots?q=%ff%fe"):
        assert clerk.get(odd).status_code == 200


def test_what_no_database_keeps_alike_is_no_error_on_either(tmp_path: Path, database_url: str) -> None:
    room = seats.Room(openbook.world(tmp_path, database_url))
    clerk = room.sit(room.world.clerk)
    clerk.done("/lots/new", FORM | {"name": "路\u0000灯维护\u202e", "policy": "\u0000"})
    assert only(room).terms.name == "路灯维护"
    room.world.invited(only(room), "甲", ONE)
    for path in ("/lots?q=%00&after=%00~%00", "/lots?q=ps", "/memory?after=%00", f"/memory/bidders/{ONE}%00", f"/lots/{only(room).id}"):
        assert clerk.get(path).status_code in (200, 404), path
    assert "PS-1" in clerk.see("/lots?q=ps")
    answer = clerk.post(f"/lots/{only(room).id}/group", {"user": "\u0000", "duty": "\u0000"})
    assert answer.status_code == 422
