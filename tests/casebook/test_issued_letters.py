from __future__ import annotations

import json
from datetime import timedelta

import pytest
from pypdf import PdfReader

import decidedlot
import openbook
from decidedlot import Decided
from relparty.casebook import clock, invitations, letters
from relparty.casebook.errors import NotThere, Refused


@pytest.fixture
def decided(world: openbook.World) -> Decided:
    return decidedlot.decided(world)


def in_days(decided: Decided, days: float) -> str:
    return clock.stamp(decided.world.hands.now + timedelta(days=days))


def issue(decided: Decided, days: float = 3) -> tuple[letters.Letter, ...]:
    return letters.issue(decided.world.book, decided.world.clerk, decided.id, decided.screening.id, in_days(decided, days))


def text(content: bytes) -> str:
    from io import BytesIO

    return "".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


def test_each_bidder_that_is_asked_something_gets_its_own_letter(decided: Decided) -> None:
    found = {each.bidder: decided.world.book.files.read(each.file) for each in issue(decided)}
    assert sorted(name[3:5] for name in found) == ["丁香", "丙火", "乙木", "甲辰"]
    for name, content in found.items():
        said = text(content)
        assert name in said
        assert not any(other in said for other in found if other != name)


def test_letters_are_issued_once(decided: Decided) -> None:
    first = issue(decided)
    assert issue(decided, 5) == first


def test_what_is_shown_before_is_what_is_issued(decided: Decided) -> None:
    world = decided.world
    with world.book.look() as db:
        (first, *_) = letters.drafts(world.book, db, decided.screening)
    shown = letters.draft(world.book, world.auditor, decided.id, first.invitation_id)
    (found,) = [each for each in issue(decided) if each.invitation_id == first.invitation_id]
    assert letters.issued(world.book, world.auditor, decided.id, found.id) == (found, shown)


def test_letters_of_an_earlier_screening_are_not_issued(decided: Decided) -> None:
    before = decided.screening.id
    decided.screen_again()
    with pytest.raises(Refused, match="screened again"):
        letters.issue(decided.world.book, decided.world.clerk, decided.id, before, in_days(decided, 3))


@pytest.mark.parametrize("days", [0, -1])
def test_a_time_to_reply_that_has_passed_is_refused(decided: Decided, days: float) -> None:
    with pytest.raises(Refused, match="passed"):
        issue(decided, days)
    with decided.world.book.look() as db:
        assert letters.of_lot(db, decided.id) == ()


@pytest.mark.parametrize("who", ["member", "supervisor", "auditor", "administrator"])
def test_only_the_clerk_and_who_leads_issue_letters(decided: Decided, who: str) -> None:
    with pytest.raises(NotThere):
        letters.issue(decided.world.book, getattr(decided.world, who), decided.id, decided.screening.id, in_days(decided, 3))


def test_a_letter_of_another_lot_is_not_there(decided: Decided) -> None:
    letter = issue(decided)[0]
    other = decidedlot.decided(decided.world, number="L-2")
    with pytest.raises(NotThere):
        letters.issued(decided.world.book, decided.world.clerk, other.id, letter.id)
    with pytest.raises(NotThere):
        letters.draft(decided.world.book, decided.world.clerk, other.id, letter.invitation_id)


def test_a_bidder_sees_the_letters_to_it_alone(decided: Decided) -> None:
    issue(decided)
    for word, secret in decided.secrets.items():
        guest = invitations.guest(decided.world.book, secret)
        with decided.world.book.look() as db:
            assert all(word in each.bidder for each in letters.to_guest(db, guest))


def test_two_bidders_of_one_name_get_each_their_own(world: openbook.World) -> None:
    named_alike = decidedlot.decided(world, names={"乙木": "深圳市甲辰工程有限公司"})
    found = {each.invitation_id: text(world.book.files.read(each.file)) for each in issue(named_alike)}
    for word in ("甲辰", "乙木"):
        invitation = invitations.guest(world.book, named_alike.secrets[word]).invitation
        others = invitations.guest(world.book, named_alike.secrets["乙木" if word == "甲辰" else "甲辰"]).invitation
        assert invitation.uscc in found[invitation.id]
        assert others.uscc not in found[invitation.id]


def test_a_form_that_came_by_anothers_link_is_quoted_to_nobody(decided: Decided) -> None:
    """甲辰 hands in a form that says it is 丙火: a letter to 丙火 would tell it what 甲辰 wrote."""
    invitation = invitations.guest(decided.world.book, decided.secrets["丙火"]).invitation
    told = json.loads(decidedlot.form("丙火", decidedlot.BIDDERS["丙火"]))
    told["shareholders"][1]["name"] = "路人甲"
    decided.replace("甲辰", {}, content=json.dumps(told, ensure_ascii=False).encode())
    decided.screen_again()
    with decided.world.book.look() as db:
        held = {each.invitation_id: each.is_own for each in letters.drafts(decided.world.book, db, decided.screening)}
    assert held[invitation.id] is False
    issued = {each.invitation_id: text(decided.world.book.files.read(each.file)) for each in issue(decided)}
    assert invitation.id not in issued
    assert not any("路人甲" in said for said in issued.values())
