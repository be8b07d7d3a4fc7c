"""Pairs that meet, lots below what they need, the past of a bidder: for who may see them, and of lots whose collecting has ended."""

from __future__ import annotations

from datetime import timedelta

import pytest

import decidedlot
import lotmaker
import openbook
from relparty.casebook import clock, few_quotes, lots, meetings, pasts
from relparty.casebook.decisions import Outcome
from relparty.casebook.errors import NotThere
from relparty.casebook.users import Role

CODES = tuple(lotmaker.company_code(500 + number) for number in range(4))


def collected(world: openbook.World, number: str, handed_in: tuple[int, ...], missing: tuple[int, ...] = (), **terms: object) -> lots.Lot:
    """A lot to which these handed in and those did not; its deadline is eleven days away."""
    lot = world.lot(number, deadline=clock.stamp(world.hands.now + timedelta(days=11)), **terms)
    for each in handed_in:
        world.handed_in(world.invited(lot, f"第{each}家 {number}", CODES[each]), b"{}")
    for each in missing:
        world.invited(lot, f"第{each}家 {number}", CODES[each])
    return lot


def test_pairs_are_counted_over_lots_whose_collecting_has_ended(world: openbook.World) -> None:
    collected(world, "L-1", (0, 1, 2))
    collected(world, "L-2", (0, 1))
    assert meetings.listed(world.book, world.clerk) == meetings.Meetings(0, 0, ())
    world.hands.by(days=11)
    collected(world, "L-3", (0, 1, 2, 3))
    found = meetings.listed(world.book, world.auditor)
    assert (found.lots, found.count) == (2, 1)
    assert meetings.listed(world.book, world.auditor, 0, 5) == found
    assert meetings.listed(world.book, world.auditor, 1, 5).pairs == ()
    (pair,) = found.pairs
    assert pair.meeting.usccs == tuple(sorted(CODES[:2]))
    assert pair.meeting.times == 2
    assert set(pair.names) == {"第0家 L-2", "第1家 L-2"}  # not the names in the lot that still collects


def test_lots_below_what_they_need_stand_with_how_the_invited_were_chosen(world: openbook.World) -> None:
    collected(world, "few-in", (0, 1), (2,), opens_on="2026-12-03", chosen_why="抽取三家")
    collected(world, "few-asked", (0, 1), (), opens_on="2026-12-02", chosen_how="rotation")
    collected(world, "enough", (0, 1, 2))
    collected(world, "two-suffice", (0, 1), min_quotes=2)
    assert few_quotes.listed(world.book, world.clerk) == ((), "")
    world.hands.by(days=11)
    found, following = few_quotes.listed(world.book, world.clerk)
    assert [(each.number, each.invited, each.handed_in, each.independent) for each in found] == [
        ("few-in", 3, 2, None),
        ("few-asked", 2, 2, None),
    ]
    assert (found[0].chosen_how, found[0].chosen_why, found[1].chosen_how) == ("pool_draw", "抽取三家", "rotation")
    assert following == ""
    first, after = few_quotes.listed(world.book, world.clerk, limit=1)
    second, end = few_quotes.listed(world.book, world.clerk, after, 1)
    assert [each.number for each in (*first, *second)] == ["few-in", "few-asked"]
    assert end == ""
    assert few_quotes.listed(world.book, world.clerk, limit=None)[0] == found


def test_a_lot_with_enough_forms_and_too_few_independent_ones_is_found(world: openbook.World) -> None:
    lot = decidedlot.decided(world, words=("甲辰", "乙木", "丙火"))
    (found,), _ = few_quotes.listed(world.book, world.clerk)
    assert (found.lot_id, found.invited, found.handed_in, found.independent) == (lot.id, 3, 3, 2)


def test_a_lot_that_was_screened_and_has_enough_is_not_found(world: openbook.World) -> None:
    decidedlot.decided(world)
    assert few_quotes.listed(world.book, world.clerk) == ((), "")


def test_the_past_of_a_bidder_tells_its_lots_and_how_findings_were_decided(world: openbook.World) -> None:
    lot = decidedlot.decided(world)
    lot.say(world.leader, "same_head", Outcome.UPHOLD, "同一法定代表人")
    past = pasts.of_bidder(world.book, world.clerk, lotmaker.company_code(100).lower())
    assert [(each.number, each.has_handed_in, each.is_visible) for each in past.lots] == [("L-1", True, True)]
    point = next(each for each in past.findings if each.earlier.rule == "same_head")
    assert point.standpoint.outcome is Outcome.UPHOLD
    assert [each.reason for each in point.standpoint.said] == ["同一法定代表人"]
    assert past.others[lotmaker.company_code(101)] == lotmaker.company_name("乙木")


def test_only_the_last_screening_of_a_lot_counts_even_where_it_found_nothing_of_the_bidder(world: openbook.World) -> None:
    lot = decidedlot.decided(world)
    lot.replace("甲辰", {"head": {"name": "罗启航", "id": "#31"}})
    lot.screen_again()
    past = pasts.of_bidder(world.book, world.clerk, lotmaker.company_code(100))
    assert [each for each in past.findings if each.earlier.rule == "same_head"] == []


def test_a_bidder_in_a_lot_that_still_collects_has_no_past(world: openbook.World) -> None:
    collected(world, "L-1", (0,))
    for code in (CODES[0], CODES[3]):
        with pytest.raises(NotThere):
            pasts.of_bidder(world.book, world.auditor, code)
    world.hands.by(days=11)
    collected(world, "L-2", (0,))
    assert [each.number for each in pasts.of_bidder(world.book, world.auditor, CODES[0]).lots] == ["L-1"]


def test_another_clerk_sees_that_a_lot_was_and_may_not_open_it(world: openbook.World) -> None:
    collected(world, "L-1", (0, 1))
    world.hands.by(days=11)
    other = world.user("clerk-2", Role.CLERK)
    assert [each.is_visible for each in pasts.of_bidder(world.book, other, CODES[0]).lots] == [False]
    assert [each.is_visible for each in few_quotes.listed(world.book, other)[0]] == [False]


def test_officers_and_administrators_have_no_memory(world: openbook.World) -> None:
    collected(world, "L-1", (0, 1))
    world.hands.by(days=11)
    for who in (world.leader, world.administrator):
        for ask in (
            lambda who: meetings.listed(world.book, who),
            lambda who: few_quotes.listed(world.book, who),
            lambda who: pasts.of_bidder(world.book, who, CODES[0]),
        ):
            with pytest.raises(NotThere):
                ask(who)
