from __future__ import annotations

import pytest

import decidedlot
import openbook
from relparty.casebook import bidders, clock, group, invitations, lotpage, lots, quotes
from relparty.casebook.decisions import Outcome
from relparty.casebook.errors import NotThere
from relparty.casebook.users import Role

ONE, OTHER = "91440300MA000100XJ", "91440300MA0001018J"


def test_before_the_deadline_only_the_clerk_is_told_of_bidders(world: openbook.World) -> None:
    lot = world.lot()
    world.handed_in(world.invited(lot, "甲", ONE), b"{}")
    assert lotpage.shown(world.book, world.clerk, lot.id).entrants is not None
    for who in (world.leader, world.member, world.supervisor, world.auditor):
        page = lotpage.shown(world.book, who, lot.id)
        assert (page.entrants, page.register_files, page.screenings, page.after) == (None, None, None, None)
        assert {part for part, _ in page.lacking} == {"deadline"}


def test_whether_anybody_handed_in_is_no_part_of_what_others_see_missing(world: openbook.World) -> None:
    lot = world.lot()
    assert "forms" not in {part for part, _ in lotpage.shown(world.book, world.leader, lot.id).lacking}
    assert "forms" in {part for part, _ in lotpage.shown(world.book, world.clerk, lot.id).lacking}


def test_each_part_that_is_missing_is_named(world: openbook.World) -> None:
    made = lots.open_(world.book, world.clerk, openbook.a_lot(chosen_how=""))
    assert {part for part, _ in lotpage.shown(world.book, world.clerk, made.id).lacking} == {"deadline", "forms", "choice", "group"}


def test_who_has_no_part_in_the_lot_does_not_find_it(world: openbook.World) -> None:
    lot = world.lot()
    for who in (world.administrator, world.user("clerk-2", Role.CLERK), world.user("officer-2", Role.OFFICER)):
        with pytest.raises(NotThere):
            lotpage.shown(world.book, who, lot.id)


def test_a_bidder_has_its_versions_the_latest_first_what_came_late_and_its_quote(world: openbook.World) -> None:
    lot = world.lot()
    secret = world.invited(lot, "甲", ONE)
    world.invited(lot, "乙", OTHER)
    world.handed_in(secret, b"1", "page-1")
    world.handed_in(secret, b"2", "page-2")
    world.hands.to(openbook.DEADLINE)
    world.handed_in(secret, b"3", "page-3")
    with world.book.look() as db:
        first = next(each for each in invitations.listed(db, lot.id) if each.uscc == ONE)
    quotes.tell(world.book, world.clerk, lot.id, first.id, "98000.50", clock.stamp(openbook.DEADLINE))
    with world.book.look() as db:
        one, other = sorted(bidders.of_lot(db, lot.id), key=lambda each: each.invitation.uscc != ONE)
    assert [(each.number, each.is_late) for each in one.versions] == [(3, True), (2, False), (1, False)]
    assert one.counted is not None
    assert one.counted.number == 2
    assert [each.number for each in one.late] == [3]
    assert one.quote is not None
    assert one.quote.amount == "98000.50"
    assert (other.counted, other.late, other.quote) == (None, (), None)


def test_a_submission_is_found_in_its_own_lot_alone(world: openbook.World) -> None:
    mine, other = world.lot("L-1"), world.lot("L-2")
    made = world.handed_in(world.invited(mine, "甲", ONE), b"{}")
    assert bidders.handed_in(world.book, world.clerk, mine.id, made.id).submission == made
    for who, lot in ((world.clerk, other), (world.leader, mine)):
        with pytest.raises(NotThere):
            bidders.handed_in(world.book, who, lot.id, made.id)


def test_after_a_screening_it_says_what_each_reader_has_still_to_do(world: openbook.World) -> None:
    lot = decidedlot.decided(world, has_conflict=True)
    before = lotpage.shown(world.book, world.leader, lot.id).after
    assert before is not None
    assert (before.own_conflicts, before.is_ready_to_sign, before.is_signed_by_reader) == (0, False, False)
    assert before.undecided > 0
    named = lotpage.shown(world.book, lot.named, lot.id).after
    assert named is not None
    assert named.own_conflicts == 1
    lot.decide_all(Outcome.UPHOLD)
    after = lotpage.shown(world.book, world.leader, lot.id).after
    assert after is not None
    assert (after.undecided, after.is_ready_to_sign) == (0, False)  # the conflict is not answered
    with world.book.look() as db:
        member = next(each for each in group.members(db, lot.id) if each.user_id == lot.named.user.id)
    group.take_out(world.book, world.clerk, lot.id, member.id)
    ready = lotpage.shown(world.book, world.leader, lot.id).after
    assert ready is not None
    assert ready.is_ready_to_sign
