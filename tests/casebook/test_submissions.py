from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

import openbook
from relparty.casebook import invitations, lots, submissions, sweeping
from relparty.casebook.errors import NotThere, Refused

ONE, OTHER = "91440300MA000100XJ", "91440300MA0001018J"


def latest(world: openbook.World, invitation_id: str) -> submissions.Submission | None:
    with world.book.look() as db:
        return submissions.latest(db, invitation_id)


def test_the_last_version_in_time_counts(world: openbook.World) -> None:
    secret = world.invited(world.lot(), "甲", ONE)
    first = world.handed_in(secret, b"{}", "page-1")
    second = world.handed_in(secret, b"{ }", "page-2")
    assert (first.version, second.version, first.is_late, second.is_late) == (1, 2, False, False)
    assert latest(world, first.invitation_id) == second
    assert first.receipt != second.receipt


def test_the_same_page_sent_twice_is_one_submission(world: openbook.World) -> None:
    secret = world.invited(world.lot(), "甲", ONE)
    assert world.handed_in(secret, b"{}", "page-1") == world.handed_in(secret, b"{}", "page-1")


def test_a_page_that_was_changed_and_sent_again_is_another_submission(world: openbook.World) -> None:
    secret = world.invited(world.lot(), "甲", ONE)
    sent = [world.handed_in(secret, content, "page-1") for content in (b"1", b"2", b"2", b"1", b"1")]
    assert [each.version for each in sent] == [1, 2, 2, 3, 3]
    assert latest(world, sent[0].invitation_id) == sent[-1]


def test_an_open_page_keeps_the_files_it_showed_though_another_was_handed_in_since(world: openbook.World) -> None:
    secret, book = world.invited(world.lot(), "甲", ONE), world.book
    licence = submissions.Upload("licence.pdf", "evidence", book.files.put(b"%PDF"))
    first = submissions.hand_in(book, secret, "page-1", [world.upload(b"1"), licence])
    world.handed_in(secret, b"2", "page-2")
    sent = [submissions.hand_in(book, secret, "page-3", [world.upload(b"3")], [first.attachments[1].id]) for _ in range(2)]
    assert [each.name for each in sent[0].attachments] == ["form.json", "licence.pdf"]
    assert sent[0] == sent[1]


def test_submissions_at_the_same_instant_are_all_kept_and_none_twice(world: openbook.World) -> None:
    secret = world.invited(world.lot(), "甲", ONE)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda at: world.handed_in(secret, b"%d" % (at % 4), f"page-{at % 4}"), range(16)))
    assert sorted({each.version for each in found}) == [1, 2, 3, 4]
    assert len({each.id for each in found}) == 4


def test_at_the_deadline_it_is_late_and_recorded_by_hash_alone(world: openbook.World) -> None:
    secret = world.invited(world.lot(), "甲", ONE)
    in_time = world.handed_in(secret, b"in time", "page-1")
    world.hands.to(openbook.DEADLINE)
    late = world.handed_in(secret, b"late", "page-2")
    assert late.is_late
    assert [each.file_id for each in late.attachments] == [None]
    assert latest(world, late.invitation_id) == in_time
    world.hands.to(datetime.now(UTC) + timedelta(days=2))
    assert sweeping.sweep(world.book) == 1
    assert list(world.book.files.ids()) == [in_time.attachments[0].sha256]


def test_a_clock_moved_back_does_not_open_the_deadline_again(world: openbook.World) -> None:
    secret = world.invited(world.lot(), "甲", ONE)
    world.hands.to(openbook.DEADLINE + timedelta(seconds=1))
    assert world.handed_in(secret, b"{}", "page-1").is_late
    world.hands.to(openbook.DEADLINE - timedelta(days=1))
    assert world.handed_in(secret, b"{}", "page-2").is_late


def test_just_before_the_deadline_it_is_in_time(world: openbook.World) -> None:
    secret = world.invited(world.lot(), "甲", ONE)
    world.hands.to(openbook.DEADLINE - timedelta(microseconds=20))
    assert not world.handed_in(secret, b"{}", "page-1").is_late


def test_what_the_clerk_closed_early_takes_nothing_more(world: openbook.World) -> None:
    lot = world.lot()
    secret = world.invited(lot, "甲", ONE)
    lots.close(world.book, world.clerk, lot.id)
    assert world.handed_in(secret, b"{}").is_late


def test_links_that_are_none_any_more_are_answered_like_guesses(world: openbook.World) -> None:
    lot = world.lot()
    secret = world.invited(lot, "甲", ONE)
    invitation = world.handed_in(secret, b"{}").invitation_id
    new = invitations.renew(world.book, world.clerk, lot.id, invitation)
    for gone in (secret, "guess", ""):
        with pytest.raises(NotThere):
            world.handed_in(gone, b"{}", "page-2")
    assert world.handed_in(new, b"{}", "page-2").version == 2
    invitations.revoke(world.book, world.clerk, lot.id, invitation)
    with pytest.raises(NotThere):
        invitations.guest(world.book, new)


def test_files_of_the_version_before_may_stay_and_only_ones_own(world: openbook.World) -> None:
    lot = world.lot()
    mine, theirs = world.invited(lot, "甲", ONE), world.invited(lot, "乙", OTHER)
    other = world.handed_in(theirs, b"theirs")
    book = world.book
    uploads = [world.upload(b"form"), submissions.Upload("licence.pdf", "evidence", book.files.put(b"%PDF"))]
    first = submissions.hand_in(book, mine, "page-1", uploads)
    kept = [first.attachments[1].id, other.attachments[0].id]
    second = submissions.hand_in(book, mine, "page-2", [world.upload(b"new form")], kept)
    assert [each.name for each in second.attachments] == ["form.json", "licence.pdf"]
    assert other.attachments[0].sha256 not in [each.sha256 for each in second.attachments]


def test_a_submission_needs_a_form_and_few_enough_files(world: openbook.World) -> None:
    secret = world.invited(world.lot(), "甲", ONE)
    evidence = submissions.Upload("licence.pdf", "evidence", world.book.files.put(b"%PDF"))
    with pytest.raises(Refused, match="no form"):
        submissions.hand_in(world.book, secret, "page-1", [evidence])
    with pytest.raises(Refused, match="more than 50"):
        submissions.hand_in(world.book, secret, "page-1", [world.upload(b"{}")] * 51)


def test_the_clerk_hands_in_for_a_bidder_of_the_own_lot_alone(world: openbook.World) -> None:
    lot, other = world.lot(), world.lot("L-2")
    world.invited(lot, "甲", ONE)
    with world.book.look() as db:
        (invitation,) = invitations.listed(db, lot.id)
    found = submissions.hand_in_for(world.book, world.clerk, lot.id, invitation.id, "page-1", [world.upload(b"{}")])
    assert found.origin == "office"
    for caller, lot_id in ((world.clerk, other.id), (world.leader, lot.id), (world.auditor, lot.id)):
        with pytest.raises(NotThere):
            submissions.hand_in_for(world.book, caller, lot_id, invitation.id, "page-2", [world.upload(b"{}")])


def test_a_receipt_is_proved_by_the_key_alone(world: openbook.World) -> None:
    secret = world.invited(world.lot(), "甲", ONE)
    one, other = world.handed_in(secret, b"1", "page-1"), world.handed_in(secret, b"2", "page-2")
    proofs = {submissions.proof(world.book, each) for each in (one, other)}
    assert len(proofs) == 2
    assert all(len(each) == 64 for each in proofs)


def test_a_bidder_is_invited_once_with_a_valid_code(world: openbook.World) -> None:
    lot = world.lot()
    world.invited(lot, "甲", ONE.lower())
    with pytest.raises(Refused, match="invited already"):
        world.invited(lot, "甲二", ONE)
    with pytest.raises(Refused, match="check digit"):
        world.invited(lot, "乙", OTHER[:-1] + "0")
    world.hands.to(openbook.DEADLINE)
    with pytest.raises(Refused, match="collecting has ended"):
        world.invited(lot, "乙", OTHER)
