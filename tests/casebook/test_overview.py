from __future__ import annotations

import pytest
from sqlalchemy import event

import openbook
from relparty.casebook import invitations, lots, overview
from relparty.casebook.errors import NotThere
from relparty.casebook.rights import Duty
from relparty.casebook.users import Role

ONE, OTHER, THIRD = "91440300MA000100XJ", "91440300MA0001018J", "91440300MA00000152"


def test_the_clerk_sees_how_many_are_in_and_the_group_does_not_until_the_deadline(world: openbook.World) -> None:
    lot = world.lot()
    secret = world.invited(lot, "甲", ONE)
    world.invited(lot, "乙", OTHER)
    world.handed_in(secret, b"{}", "page-1")
    world.handed_in(secret, b"{ }", "page-2")
    (row,), _ = overview.listed(world.book, world.clerk)
    assert (row.turnout, row.is_own, row.duty, row.verdict) == (overview.Turnout(2, 1), True, None, None)
    for who, duty in ((world.leader, Duty.LEADER), (world.supervisor, Duty.SUPERVISOR), (world.auditor, None)):
        (row,), _ = overview.listed(world.book, who)
        assert (row.turnout, row.is_own, row.duty) == (None, False, duty)
    world.hands.to(openbook.DEADLINE)
    (row,), _ = overview.listed(world.book, world.leader)
    assert row.turnout == overview.Turnout(2, 1)


def test_revoked_links_and_what_came_late_do_not_count(world: openbook.World) -> None:
    lot = world.lot()
    out, late = world.invited(lot, "甲", ONE), world.invited(lot, "乙", OTHER)
    world.handed_in(out, b"{}")
    with world.book.look() as db:
        first = next(each for each in invitations.listed(db, lot.id) if each.uscc == ONE)
    invitations.revoke(world.book, world.clerk, lot.id, first.id)
    world.hands.to(openbook.DEADLINE)
    world.handed_in(late, b"{}")
    (row,), _ = overview.listed(world.book, world.clerk)
    assert row.turnout == overview.Turnout(1, 0)


def test_a_page_of_lots_takes_as_many_queries_as_one_lot(world: openbook.World) -> None:
    asked: list[str] = []
    event.listen(world.book.engine, "before_cursor_execute", lambda *told: asked.append(told[2]))

    def count() -> int:
        asked.clear()
        overview.listed(world.book, world.clerk)
        return len(asked)

    world.lot("L-0")
    one = count()
    for number in range(1, 12):
        world.invited(world.lot(f"L-{number}"), "甲", ONE)
    assert count() == one


def test_search_takes_capital_letters_and_percent_signs_as_written(world: openbook.World) -> None:
    for number in ("PSJD-7", "100%-8"):
        lots.open_(world.book, world.clerk, openbook.a_lot(number))
    assert [each.lot.terms.number for each in overview.listed(world.book, world.clerk, "psjd")[0]] == ["PSJD-7"]
    assert [each.lot.terms.number for each in overview.listed(world.book, world.clerk, "%")[0]] == ["100%-8"]


def test_pages_follow_one_another_without_loss(world: openbook.World) -> None:
    for number in range(7):
        lots.open_(world.book, world.clerk, openbook.a_lot(f"L-{number}"))
    seen, after = [], ""
    while True:
        rows, after = overview.listed(world.book, world.clerk, "", after, 3)
        seen += [each.lot.terms.number for each in rows]
        if not after:
            break
    assert seen == [f"L-{number}" for number in (6, 5, 4, 3, 2, 1, 0)]


def test_administrators_have_no_lots_and_other_clerks_only_their_own(world: openbook.World) -> None:
    world.lot()
    with pytest.raises(NotThere):
        overview.listed(world.book, world.administrator)
    assert overview.listed(world.book, world.user("clerk-2", Role.CLERK)) == ((), "")


def test_the_same_form_sent_twice_is_found_and_another_lot_is_not(world: openbook.World) -> None:
    made = lots.open_(world.book, world.clerk, openbook.a_lot("L-1"))
    assert lots.same(world.book, world.clerk, openbook.a_lot("L-1")) == made
    assert lots.same(world.book, world.clerk, openbook.a_lot("L-1", buyer="另一家")) is None
    assert lots.same(world.book, world.user("clerk-2", Role.CLERK), openbook.a_lot("L-1")) is None
