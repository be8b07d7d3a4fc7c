"""The group and the invitations of a lot: each line answered for itself, each link shown once."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

import lotmaker
import openbook
import seats
from relparty.casebook import bidders, group, invitations, lots
from relparty.casebook.bidders import Entrant
from relparty.casebook.errors import NotThere
from relparty.casebook.users import Role
from relparty.web.pages import invited_lines

ONE, OTHER = "91440300MA000100XJ", "91440300MA0001018J"
LINK = re.compile(r'value="(http://testserver/b/[^"]+)"')


@pytest.fixture
def room(tmp_path: Path) -> seats.Room:
    return seats.Room(openbook.world(tmp_path))


def entrants(room: seats.Room, lot: lots.Lot) -> dict[str, Entrant]:
    with room.world.book.look() as db:
        return {each.invitation.uscc: each for each in bidders.of_lot(db, lot.id)}


def secret_of(link: str) -> str:
    return link.rpartition("/")[2]


def test_the_group_says_what_it_lacks_until_it_is_whole(room: seats.Room) -> None:
    world = room.world
    lot = lots.open_(world.book, world.clerk, openbook.a_lot())
    clerk = room.sit(world.clerk)
    assert "采购小组缺少组长" in seats.text(clerk.see(f"/lots/{lot.id}/group"))
    for who, duty in ((world.leader, "leader"), (world.member, "member"), (world.supervisor, "supervisor")):
        clerk.done(f"/lots/{lot.id}/group", {"user": who.user.id, "duty": duty})
    page = seats.text(clerk.see(f"/lots/{lot.id}/group"))
    assert "采购小组齐全" in page
    assert "只能按姓名" in page
    with world.book.look() as db:
        first = group.members(db, lot.id)[0]
    clerk.done(f"/lots/{lot.id}/group/{first.id}/remove")
    assert clerk.post(f"/lots/{lot.id}/group/{first.id}/remove").status_code == 404
    assert "采购小组缺少组长" in seats.text(clerk.see(f"/lots/{lot.id}/group"))


def test_whoever_is_no_candidate_or_has_no_duty_is_not_added(room: seats.Room) -> None:
    world, lot = room.world, room.world.lot()
    clerk = room.sit(world.clerk)
    another = world.user("officer-2", Role.OFFICER)
    for user, duty in ((world.auditor.user.id, "member"), (world.leader.user.id, "member"), ("zzz", "member"), (another.user.id, "king")):
        assert clerk.post(f"/lots/{lot.id}/group", {"user": user, "duty": duty}).status_code == 422
    answer = clerk.post(f"/lots/{lot.id}/group", {"user": another.user.id, "duty": "leader"})
    assert answer.status_code == 409
    assert "采购小组已有组长" in answer.text
    with world.book.look() as db:
        assert len(group.members(db, lot.id)) == 3


def test_a_link_is_shown_once_and_leads_to_its_bidder(room: seats.Room) -> None:
    lot = room.world.lot()
    clerk = room.sit(room.world.clerk)
    answer = clerk.post(f"/lots/{lot.id}/invitations", {"bidder": "甲公司", "uscc": ONE.lower(), "contact": "张三"})
    (link,) = LINK.findall(answer.text)
    assert invitations.guest(room.world.book, secret_of(link)).invitation.bidder == "甲公司"
    letter = html.unescape(answer.text.partition("<textarea")[2].partition("</textarea>")[0])
    assert link in letter
    assert "甲公司" in letter
    assert "2026-12-01 09:00" in letter
    again = clerk.post(f"/lots/{lot.id}/invitations", {"bidder": "甲公司", "uscc": ONE, "contact": ""})
    assert (again.status_code, LINK.findall(again.text)) == (409, [])
    assert "已经邀请过这家单位" in again.text
    assert secret_of(link) not in clerk.see(f"/lots/{lot.id}/invitations") + clerk.see(f"/lots/{lot.id}")
    assert len(entrants(room, lot)) == 1


def test_a_new_link_ends_the_old_one_and_a_revoked_one_ends_at_once(room: seats.Room) -> None:
    lot = room.world.lot()
    old = room.world.invited(lot, "甲", ONE)
    it = entrants(room, lot)[ONE].invitation
    clerk = room.sit(room.world.clerk)
    (link,) = LINK.findall(clerk.post(f"/lots/{lot.id}/invitations/{it.id}/renew").text)
    with pytest.raises(NotThere):
        invitations.guest(room.world.book, old)
    clerk.done(f"/lots/{lot.id}/invitations/{it.id}/revoke")
    with pytest.raises(NotThere):
        invitations.guest(room.world.book, secret_of(link))
    assert "已撤销" in clerk.see(f"/lots/{lot.id}/invitations")


def test_many_lines_are_each_answered_for_itself(room: seats.Room) -> None:
    lot = room.world.lot()
    codes = [lotmaker.company_code(number) for number in range(5)]
    room.world.invited(lot, "先来的", codes[4])
    lines = [
        f"甲公司\t{codes[0]}",
        "",
        f"乙，分公司, {codes[1]}，李四 13900000000",
        f"<script>alert(1)</script>\t{codes[2]}",
        "只有名称",
        f"丁\t{codes[3][:-1]}X",
        f"先来的\t{codes[4]}",
        f"甲公司\t{codes[0]}",
    ]
    answer = room.sit(room.world.clerk).post(f"/lots/{lot.id}/invitations/many", {"lines": "\r\n".join(lines)})
    found = entrants(room, lot)
    assert {code: found[code].invitation.bidder for code in codes[:3]} == {
        codes[0]: "甲公司",
        codes[1]: "乙，分公司",
        codes[2]: "<script>alert(1)</script>",
    }
    assert found[codes[1]].invitation.contact == "李四 13900000000"
    assert len(found) == 4
    links = LINK.findall(answer.text)
    assert {invitations.guest(room.world.book, secret_of(each)).invitation.uscc for each in links} == set(codes[:3])
    said = seats.text(answer.text)
    for words in ("已邀请 3 家", "4 行没有处理", "第 5 行：只有名称", "第 6 行：丁", "第 7 行：先来的", "第 8 行：甲公司"):
        assert words in said
    left = html.unescape(answer.text.partition('name="lines"')[2].partition("</textarea>")[0])
    assert [each.partition("\t")[0] for each in left.strip().split("\n")[1:]] == ["只有名称", "丁", "先来的", "甲公司"]
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize("lines", ["", "\n \n", "\n".join(f"第{n}家\t{ONE}" for n in range(invited_lines.MOST + 1))])
def test_no_lines_and_too_many_invite_nobody(room: seats.Room, lines: str) -> None:
    lot = room.world.lot()
    assert room.sit(room.world.clerk).post(f"/lots/{lot.id}/invitations/many", {"lines": lines}).status_code == 422
    assert entrants(room, lot) == {}


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (f"甲\t{ONE}", ("甲", ONE, "")),
        (f"甲,{ONE},张三", ("甲", ONE, "张三")),
        (f'"甲，乙",{ONE}', ("甲，乙", ONE, "")),
        (f"甲；{ONE}", ("甲", ONE, "")),
        (f"甲 {ONE}", (f"甲 {ONE}", "", "")),
        ("甲,9144", ("甲", "9144", "")),
        (f"甲，{ONE.lower()}", ("甲", ONE.lower(), "")),
    ],
)
def test_a_line_is_name_code_and_contact(line: str, told: tuple[str, str, str]) -> None:
    (found,) = invited_lines.read(line)
    assert (found.bidder, found.code, found.contact) == told


def test_nobody_is_invited_after_collecting_has_ended(room: seats.Room) -> None:
    lot = room.world.lot()
    room.world.hands.to(openbook.DEADLINE)
    clerk = room.sit(room.world.clerk)
    assert "<textarea" not in clerk.see(f"/lots/{lot.id}/invitations")
    assert clerk.post(f"/lots/{lot.id}/invitations", {"bidder": "甲", "uscc": ONE}).status_code == 409
    answer = clerk.post(f"/lots/{lot.id}/invitations/many", {"lines": f"甲\t{ONE}"})
    assert answer.status_code == 422
    assert "收件已经截止" in answer.text
    assert entrants(room, lot) == {}


def test_an_invitation_of_another_lot_is_not_there(room: seats.Room) -> None:
    mine, other = room.world.lot("L-1"), room.world.lot("L-2")
    room.world.invited(other, "甲", ONE)
    it = entrants(room, other)[ONE].invitation
    clerk = room.sit(room.world.clerk)
    for deed in ("renew", "revoke", "hand-in", "quote"):
        assert clerk.post(f"/lots/{mine.id}/invitations/{it.id}/{deed}").status_code == 404
    assert not entrants(room, other)[ONE].invitation.is_revoked
