"""The memory pages: what is remembered, said with its caution, and no table with a live formula."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from pathlib import Path

import pytest

import decidedlot
import lotmaker
import openbook
import seats
from relparty.casebook import clock
from relparty.casebook.decisions import Outcome
from relparty.casebook.users import Role
from relparty.web.pages.memory_words import likelihood

CODES = tuple(lotmaker.company_code(500 + number) for number in range(3))


@pytest.fixture
def room(tmp_path: Path) -> seats.Room:
    return seats.Room(openbook.world(tmp_path))


def collected(room: seats.Room, number: str, names: tuple[str, ...], **terms: object) -> str:
    """A lot to which these handed in, closed now."""
    world = room.world
    lot = world.lot(number, deadline=clock.stamp(world.hands.now + timedelta(days=11)), **terms)
    for code, name in zip(CODES, names, strict=False):
        world.handed_in(world.invited(lot, name, code), b"{}")
    world.hands.by(days=11)
    return lot.id


def rows(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_pairs_stand_with_their_chance_in_words_and_the_caution(room: seats.Room) -> None:
    for number in range(3):
        collected(room, f"L-{number}", ("甲公司", "乙公司"))
    page = seats.text(room.sit(room.world.auditor).see("/memory"))
    assert "甲公司 乙公司" in page
    assert "3 次" in page
    assert "3、3 个项目" in page
    assert "必然如此" in page
    assert "相遇次数多不能证明任何问题" in page


def test_lots_below_what_they_need_stand_with_how_they_were_chosen(room: seats.Room) -> None:
    collected(room, "L-1", ("甲公司", "乙公司"), chosen_how="recommended", chosen_why="会议研究")
    few = seats.text(room.sit(room.world.clerk).see("/memory")).partition("家数不足的项目")[2]
    for words in ("L-1", "部门推荐后集体研究确定", "会议研究", "不足", "未筛查"):
        assert words in few


def test_tables_hold_no_live_formula_and_no_markup_matters(room: seats.Room) -> None:
    names = ('=HYPERLINK("http://x")', "<b>乙</b>")
    for number in ("@L-1", "+L-2"):
        collected(room, number, names, chosen_why="-1+1")
    seat = room.sit(room.world.clerk)
    pairs = rows(seat.get("/memory/pairs.csv").content)
    few = rows(seat.get("/memory/few-quotes.csv").content)
    cells = [cell for row in (*pairs, *few) for cell in row]
    assert '\'=HYPERLINK("http://x")' in cells
    assert "'@L-1" in cells
    assert "'-1+1" in cells
    assert not [each for each in cells if each.startswith(("=", "+", "-", "@"))]
    assert "<b>乙" not in seat.see("/memory")
    assert seat.get("/memory/pairs.csv").headers["content-disposition"] == 'attachment; filename="pairs.csv"'
    assert rows(seat.get("/memory/pairs.csv", "en").content)[0][0] == "Bidder one"


def test_the_past_of_a_bidder_tells_how_its_findings_were_decided(room: seats.Room) -> None:
    lot = decidedlot.decided(room.world)
    lot.say(room.world.leader, "same_head", Outcome.UPHOLD, "<i>同一法定代表人</i>")
    code = lotmaker.company_code(100)
    page = room.sit(room.world.auditor).see(f"/memory/bidders/{code}")
    said = seats.text(page)
    for words in ("成立", "同一法定代表人", "单位负责人为同一人", "禁止", "乙木", "以前的发现不是对本次的认定"):
        assert words in said
    assert "<i>" not in page
    assert f'href="/memory/bidders/{lotmaker.company_code(101)}"' in page


def test_a_bidder_of_a_lot_that_still_collects_is_as_unknown_as_any(room: seats.Room) -> None:
    room.world.invited(room.world.lot(), "甲公司", CODES[0])
    seat = room.sit(room.world.clerk)
    asked = [seat.get(f"/memory/bidders/{each}") for each in (CODES[0], CODES[1], "x", "%00", "a" * 31)]
    assert {each.status_code for each in asked} == {404}
    assert len({each.content for each in asked}) == 1
    assert "甲公司" not in seat.see("/memory")


def test_only_clerks_and_auditors_have_a_memory(room: seats.Room) -> None:
    collected(room, "L-1", ("甲公司", "乙公司"))
    for who in (room.world.leader, room.world.administrator, room.world.user("officer-2", Role.OFFICER)):
        seat = room.sit(who)
        for path in ("/memory", "/memory/pairs.csv", "/memory/few-quotes.csv", f"/memory/bidders/{CODES[0]}"):
            assert seat.get(path).status_code == 404


def test_links_lead_only_where_the_reader_may_go(room: seats.Room) -> None:
    lot = collected(room, "L-1", ("甲公司", "乙公司"))
    other = room.sit(room.world.user("clerk-2", Role.CLERK))
    for path in ("/memory", f"/memory/bidders/{CODES[0]}"):
        assert "L-1" in other.see(path)
        assert f"/lots/{lot}" not in other.see(path)
        assert f"/lots/{lot}" in room.sit(room.world.clerk).see(path)


@pytest.mark.parametrize(
    ("chance", "said"),
    [
        (1.0, "必然如此"),
        (0.5, "很常见（每 10 次约 5 次）"),
        (0.2, "约 5 分之一"),
        (1 / 20, "约 20 分之一"),
        (1 / 123_456, "约 120,000 分之一"),
        (1e-9, "不到百万分之一"),
        (0.0, "不到百万分之一"),
    ],
)
def test_a_probability_is_said_as_people_say_it(chance: float, said: str) -> None:
    words = likelihood(chance)
    assert words.say("zh") == said
    assert words.say("en")


def test_odd_places_in_the_lists_are_no_errors(room: seats.Room) -> None:
    seat = room.sit(room.world.clerk)
    for query in ("from=99999", "after=%00", "after=zzz"):
        assert seat.get(f"/memory?{query}").status_code == 200
    assert seat.get("/memory?from=-1").status_code == 422
