from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

import decidedlot
import openbook
from decidedlot import Decided
from relparty.casebook import clock, letters, lots, replies
from relparty.casebook.errors import NotThere, Refused
from relparty.casebook.letters import Letter


@pytest.fixture
def decided(world: openbook.World) -> Decided:
    return decidedlot.decided(world)


@pytest.fixture
def sent(decided: Decided) -> dict[str, Letter]:
    """The letters by the word of their bidder."""
    reply_by = clock.stamp(decided.world.hands.now + timedelta(days=3))
    found = letters.issue(decided.world.book, decided.world.clerk, decided.id, decided.screening.id, reply_by)
    return {word: each for each in found for word in decidedlot.BIDDERS if word in each.bidder}


def said(decided: Decided, letter: Letter) -> list[str]:
    with decided.world.book.look() as db:
        return [each.words for each in replies.of_letter(db, letter.id)]


def test_the_same_page_sent_twice_is_one_reply(decided: Decided, sent: dict[str, Letter]) -> None:
    world, secret = decided.world, decided.secrets["甲辰"]
    first = replies.answer(world.book, secret, sent["甲辰"].id, "page-1", "同名不同人", [world.upload(b"id card", "证件.pdf")])
    assert replies.answer(world.book, secret, sent["甲辰"].id, "page-1", "同名不同人", [world.upload(b"id card", "证件.pdf")]) == first
    assert [each.name for each in first.attachments] == ["证件.pdf"]
    assert said(decided, sent["甲辰"]) == ["同名不同人"]


def test_a_page_that_was_changed_and_sent_again_is_another_reply(decided: Decided, sent: dict[str, Letter]) -> None:
    for words in ("一", "二", "二", "一"):
        replies.answer(decided.world.book, decided.secrets["甲辰"], sent["甲辰"].id, "page/1", words, ())
    assert said(decided, sent["甲辰"]) == ["一", "二", "一"]


def test_the_same_page_sent_at_once_from_many_windows_is_one_reply(decided: Decided, sent: dict[str, Letter]) -> None:
    def send(at: int) -> str:
        return replies.answer(decided.world.book, decided.secrets["甲辰"], sent["甲辰"].id, f"page-{at % 2}", f"回复{at % 2}", ()).id

    with ThreadPoolExecutor(6) as pool:
        assert len(set(pool.map(send, range(12)))) == 2
    assert sorted(said(decided, sent["甲辰"])) == ["回复0", "回复1"]


def test_the_same_key_on_another_letter_is_another_reply(decided: Decided, sent: dict[str, Letter]) -> None:
    for word in ("甲辰", "乙木"):
        replies.answer(decided.world.book, decided.secrets[word], sent[word].id, "page-1", word, ())
    assert [said(decided, sent[word]) for word in ("甲辰", "乙木")] == [["甲辰"], ["乙木"]]


def test_a_bidder_neither_reads_nor_answers_anothers_letter(decided: Decided, sent: dict[str, Letter]) -> None:
    for letter in (sent["乙木"].id, "0" * 30):
        with pytest.raises(NotThere):
            replies.answer(decided.world.book, decided.secrets["甲辰"], letter, "page-1", "代为回复", ())
    assert said(decided, sent["乙木"]) == []


def test_a_link_that_is_none_answers_nothing(decided: Decided, sent: dict[str, Letter]) -> None:
    with pytest.raises(NotThere):
        replies.answer(decided.world.book, "guess", sent["甲辰"].id, "page-1", "回复", ())


@pytest.mark.parametrize("words", ["", " \n"])
def test_an_empty_reply_is_refused(decided: Decided, sent: dict[str, Letter], words: str) -> None:
    with pytest.raises(Refused):
        replies.answer(decided.world.book, decided.secrets["甲辰"], sent["甲辰"].id, "page-1", words, ())


def test_a_reply_as_long_as_it_may_be_and_one_longer(decided: Decided, sent: dict[str, Letter]) -> None:
    world, secret = decided.world, decided.secrets["甲辰"]
    replies.answer(world.book, secret, sent["甲辰"].id, "page-1", "字" * replies.LONGEST, ())
    with pytest.raises(Refused):
        replies.answer(world.book, secret, sent["甲辰"].id, "page-2", "字" * (replies.LONGEST + 1), ())
    assert len(said(decided, sent["甲辰"])) == 1


def test_a_reply_after_its_time_is_kept(decided: Decided, sent: dict[str, Letter]) -> None:
    decided.world.hands.by(days=10)
    found = replies.answer(decided.world.book, decided.secrets["甲辰"], sent["甲辰"].id, "page-1", "来迟了", ())
    assert found.received_at > sent["甲辰"].reply_by


def test_the_clerk_enters_what_came_on_paper(decided: Decided, sent: dict[str, Letter]) -> None:
    world = decided.world
    found = replies.enter(world.book, world.clerk, decided.id, sent["乙木"].id, "page-1", "书面回复", [world.upload(b"scan", "回复.pdf")])
    assert (found.origin, found.bidder, found.words) == ("office", sent["乙木"].bidder, "书面回复")


@pytest.mark.parametrize("who", ["leader", "member", "supervisor", "auditor", "administrator"])
def test_nobody_else_enters_a_reply(decided: Decided, sent: dict[str, Letter], who: str) -> None:
    with pytest.raises(NotThere):
        replies.enter(decided.world.book, getattr(decided.world, who), decided.id, sent["乙木"].id, "page-1", "书面回复", ())


def test_a_letter_of_another_lot_is_not_there(decided: Decided, sent: dict[str, Letter]) -> None:
    other = decidedlot.decided(decided.world, number="L-2")
    with pytest.raises(NotThere):
        replies.enter(decided.world.book, decided.world.clerk, other.id, sent["乙木"].id, "page-1", "书面回复", ())


def test_nothing_is_received_of_a_cancelled_lot(decided: Decided, sent: dict[str, Letter]) -> None:
    lots.cancel(decided.world.book, decided.world.clerk, decided.id, "需求取消")
    with pytest.raises(NotThere):
        replies.answer(decided.world.book, decided.secrets["甲辰"], sent["甲辰"].id, "page-1", "回复", ())
