from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest

import deciding
from deciding import Deciding, text_of
from relparty.casebook import clock, letters, replies
from relparty.web.pages import moments

pytestmark = pytest.mark.usefixtures("cheap_passwords")


@pytest.fixture
def case(tmp_path: Path) -> Deciding:
    return deciding.deciding(tmp_path)


def in_days(case: Deciding, days: float) -> str:
    return moments.field(clock.stamp(case.desk.world.hands.now + timedelta(days=days)))


def issued(case: Deciding) -> tuple[letters.Letter, ...]:
    with case.desk.world.book.look() as db:
        return letters.of_lot(db, case.decided.id)


def issue(case: Deciding, reply_by: str) -> int:
    told = {"screening": case.decided.screening.id, "reply_by": reply_by}
    return case.browser("leader").post(f"{case.root}/letters", told).status_code


def test_drafts_are_shown_and_issued(case: Deciding) -> None:
    browser = case.browser("leader")
    page = browser.get(f"{case.root}/letters").text
    drafts = re.findall(r'href="([^"]+drafts[^"]+)"', page)
    assert len(drafts) == 4
    assert browser.get(drafts[0]).content.startswith(b"%PDF-")
    assert issue(case, in_days(case, 3)) == 303
    assert [each.reply_by for each in issued(case)] == [clock.stamp(case.desk.world.hands.now + timedelta(days=3))] * 4
    after = text_of(browser.get(f"{case.root}/letters").text)
    assert "没有尚未发出的函" in after
    assert after.count("尚无回复") == 4


@pytest.mark.parametrize("reply_by", ["", "soon", "2026-12-05", "0001-01-01T00:00", "99999-01-01T00:00"])
def test_what_is_no_time_issues_nothing_and_stays_typed(case: Deciding, reply_by: str) -> None:
    assert issue(case, reply_by) == 422
    assert issued(case) == ()


def test_a_time_that_has_passed_is_refused_beside_its_field(case: Deciding) -> None:
    told = {"screening": case.decided.screening.id, "reply_by": in_days(case, -1)}
    answer = case.browser("leader").post(f"{case.root}/letters", told)
    assert answer.status_code == 409
    assert 'id="reply_by-error"' in answer.text
    assert issued(case) == ()


def test_letters_of_a_page_about_an_earlier_screening_are_not_issued(case: Deciding) -> None:
    told = {"screening": case.decided.screening.id, "reply_by": in_days(case, 3)}
    case.decided.screen_again()
    assert case.browser("leader").post(f"{case.root}/letters", told).status_code == 409
    assert issued(case) == ()


def test_replies_stand_with_their_files_whatever_they_say(case: Deciding) -> None:
    world = case.desk.world
    issue(case, in_days(case, 3))
    letter = next(each for each in issued(case) if "甲辰" in each.bidder)
    paper = world.upload(b"paper", '证件 "<i>".pdf')
    replies.answer(world.book, case.decided.secrets["甲辰"], letter.id, "k", "<script>alert(1)</script>\n第二行", [paper])
    page = case.browser("auditor").get(f"{case.root}/letters").text
    assert "<script>alert" not in page
    assert "<script>alert(1)</script> 第二行" in text_of(page)
    (link,) = re.findall(rf'href="({case.root}/files/[0-9a-f]+)"', page)
    assert case.browser("auditor").get(link).content == b"paper"


def test_the_clerk_enters_a_reply_once_however_often_the_page_is_sent(case: Deciding) -> None:
    issue(case, in_days(case, 3))
    letter, browser = issued(case)[0], case.browser("clerk")
    path = f"{case.root}/letters/{letter.id}/reply"
    page = browser.get(path).text
    told = {name: unescape(re.search(rf'name="{name}" value="([^"]+)"', page)[1]) for name in ("csrf", "key")}  # type: ignore[index]  # both are there
    for _ in range(2):
        answer = browser.client.post(path, data=told | {"words": "书面回复"}, files={"files": ("扫描.pdf", b"scan")})
        assert answer.status_code == 303
    with case.desk.world.book.look() as db:
        (found,) = replies.of_letter(db, letter.id)
    assert (found.words, found.origin, [each.name for each in found.attachments]) == ("书面回复", "office", ["扫描.pdf"])


def test_an_empty_reply_is_said_to_be_empty(case: Deciding) -> None:
    issue(case, in_days(case, 3))
    path = f"{case.root}/letters/{issued(case)[0].id}/reply"
    answer = case.browser("clerk").post(path, {"words": "  "})
    assert answer.status_code == 409
    assert "没有文字也没有附件" in text_of(answer.text)
