"""When bidders are shown what was understood of their form, and in which order forms are read."""

from __future__ import annotations

from datetime import timedelta

import pytest

import lotmaker
import openbook
from relparty.casebook import clock, invitations, readings, receipts
from relparty.casebook.errors import NotThere
from relparty.settings import FileLimits

CAME = openbook.Hands().now


def stamp(seconds: float) -> str:
    return clock.stamp(CAME + timedelta(seconds=seconds))


@pytest.mark.parametrize(
    ("waited", "shown"), [(0, 5), (0.000001, 5), (5, 5), (5.000001, 10), (9, 10), (39, 40), (41, 80), (100_000, 163_840)]
)
def test_the_moment_is_one_of_few_whatever_the_queue(waited: float, shown: float) -> None:
    assert readings.told_at(stamp(0), stamp(waited)) == stamp(shown)


@pytest.mark.parametrize(("waited", "wait"), [(0, 5), (4, 1), (5, 5), (10, 10), (1279, 1), (1280, None), (10**6, None), (-3, 8)])
def test_the_page_looks_again_at_those_moments_and_ends_looking(waited: float, wait: float | None) -> None:
    assert readings.next_look(stamp(0), stamp(waited)) == wait


def test_what_counts_is_read_before_what_was_replaced(world: openbook.World) -> None:
    lot = world.lot()
    one, other = (world.invited(lot, each, lotmaker.company_code(at)) for at, each in enumerate("甲乙"))
    handed_in = [world.handed_in(one, b"%d" % n, f"page-{n}") for n in range(3)]
    later = world.handed_in(other, b"other")
    expected = [handed_in[2], later, handed_in[0], handed_in[1]]
    with world.book.look() as db:
        assert list(readings.unread(db)) == [each.attachments[0].id for each in expected]


def test_the_bidder_is_shown_at_the_moment_what_was_read_before_it(world: openbook.World) -> None:
    made = world.handed_in(world.invited(world.lot(), "甲", lotmaker.company_code(1)), b"no form")
    (file,) = made.attachments
    readings.read(world.book, file.id, FileLimits())
    with world.book.look() as db:
        assert readings.answers(world.book, db, file, "zh") is not None
        assert readings.for_bidder(world.book, db, made, file, "zh") is None
    world.hands.by(seconds=6)
    with world.book.look() as db:
        assert readings.for_bidder(world.book, db, made, file, "zh") == readings.answers(world.book, db, file, "zh")


def test_a_receipt_is_shown_to_who_may_see_the_bidders_of_its_own_lot(world: openbook.World) -> None:
    lot, other = world.lot(), world.lot("L-2")
    secret = world.invited(lot, "甲", lotmaker.company_code(1))
    made = world.handed_in(secret, b"{}")
    invitation = invitations.guest(world.book, secret).invitation
    proof = receipts.receipt(world.book, lot, invitation, made, "zh").proof
    found = receipts.shown(world.book, world.clerk, lot.id, made.receipt, f" {proof[:8]} {proof[8:].upper()}")
    assert (found.is_right, found.invitation, found.submission) == (True, invitation, made)
    assert not receipts.shown(world.book, world.clerk, lot.id, made.receipt, "0" * 64).is_right
    for who, where, code in ((world.clerk, other.id, made.receipt), (world.clerk, lot.id, "A"), (world.leader, lot.id, made.receipt)):
        with pytest.raises(NotThere):
            receipts.shown(world.book, who, where, code, proof)
