"""A bidder's own page: what stands on it, what a link is worth, and the deadline."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import httpx2
import pytest

import guestseat
import lotmaker
import openbook
from guestseat import Guests, form
from relparty.casebook import invitations, lots
from relparty.casebook.lots import Terms

FORM = ("form", ("采集表.json", form()))
HOSTILE = "甲“<script>alert(1)</script>”\u202e有限公司" + "长" * 170
UNTOLD = {"x-request-id", "date", "content-length"}


@pytest.fixture
def guests(tmp_path: Path, database_url: str) -> Guests:
    return Guests(openbook.world(tmp_path, database_url))


def shape(answer: httpx2.Response) -> tuple[object, ...]:
    """All of an answer that whoever asks can tell apart from another's."""
    headers = {name: value for name, value in answer.headers.items() if name not in UNTOLD}
    return answer.status_code, answer.content, headers


def test_the_page_says_lot_deadline_and_that_nothing_is_in(guests: Guests) -> None:
    page = guests.invited().says()
    for words in ("办公设备采购 L-1", "2026-12-01 09:00", "未提交", "甲辰", "请勿转发"):
        assert words in page
    assert "已提交" not in page


def test_what_was_handed_in_stands_on_the_page_with_its_receipt(guests: Guests) -> None:
    seat = guests.invited()
    answer = seat.upload(FORM)
    assert (answer.status_code, answer.headers["location"]) == (303, seat.path())
    (version,) = guests.versions(seat)
    page = seat.says()
    assert f"已收到，回执编号 {version.receipt}" in page
    assert "第 1 次提交" in page
    assert "正在识读“采集表.json”" in page
    assert f"已收到，回执编号 {version.receipt}" not in seat.says()
    guests.read()
    page = seat.says()
    assert "正在识读" not in page
    assert "结论：" in page


def test_the_result_of_reading_is_shown_in_steps_of_time_and_its_page_looks_again_then(guests: Guests) -> None:
    seat = guests.invited()
    seat.upload(FORM)
    guests.world.hands.by(seconds=12)
    assert 'data-reload="10"' in seat.see()
    guests.read()
    assert "正在识读" in seat.see()
    guests.world.hands.by(seconds=3)
    assert "data-reload" not in seat.see()


def test_a_form_that_is_not_read_for_long_is_no_longer_waited_for(guests: Guests) -> None:
    seat = guests.invited()
    seat.upload(FORM)
    guests.world.hands.by(hours=1)
    page = seat.see()
    assert "data-reload" not in page
    assert "还没有识读完" in page


def test_numbers_of_persons_are_masked_wherever_they_stand(guests: Guests) -> None:
    seat = guests.invited()
    seat.upload(("form", (f"{lotmaker.person_id(1000)}.json", form())))
    guests.read()
    (version,) = guests.versions(seat)
    for path in ("", "/upload", f"/receipts/{version.receipt}"):
        for lang in ("zh", "en"):
            page = seat.see(path, lang)
            assert not re.search(r"\d{17}[\dX]", page), path
            assert "********" in page or path == "/upload"


def test_the_form_of_another_lot_or_another_bidder_is_told(guests: Guests) -> None:
    seat = guests.invited("甲辰", 101)
    seat.upload(("form", ("f.json", form(lot="L-2"))))
    guests.read()
    page = seat.says()
    assert "项目编号是“L-2”，本项目是“L-1”" in page
    assert f"信用代码是 {lotmaker.company_code(100)}，邀请的是 {lotmaker.company_code(101)}" in page
    seat.upload(FORM)
    guests.read()
    assert "本项目是" not in seat.says()


def test_the_right_form_is_not_warned_about_however_its_numbers_are_written(guests: Guests) -> None:
    seat = guests.invited()
    seat.upload(("form", ("f.json", form(lot="Ｌ-1", bidder={"uscc": lotmaker.company_code(100).lower()}))))
    guests.read()
    page = seat.says()
    assert "结论：" in page
    assert "请核对是否交错了表" not in page


def test_hostile_names_are_words_on_every_page(guests: Guests) -> None:
    seat = guests.seat(guests.world.invited(guests.lot, HOSTILE, lotmaker.company_code(100)))
    seat.upload(("form", ("<img src=x onerror=alert(1)>.json", form())), ("evidence", ('"><script>.pdf', b"%PDF")))
    guests.read()
    (version,) = guests.versions(seat)
    for path in ("", "/form", "/upload", f"/receipts/{version.receipt}"):
        page = seat.see(path)
        assert "<script>alert" not in page
        assert "<img" not in page
        assert "<script>.pdf" not in page
    assert seat.get(f"/receipts/{version.receipt}.pdf").content.startswith(b"%PDF")


def test_receipts_prove_what_came_as_a_page_and_as_pdf(guests: Guests) -> None:
    seat = guests.invited()
    seat.upload(FORM, ("evidence", ("营业执照.pdf", b"%PDF-1.4 licence")))
    (version,) = guests.versions(seat)
    page = seat.says(f"/receipts/{version.receipt}")
    for each in version.attachments:
        assert each.sha256 in page
        assert each.name in page
    assert seat.see(f"/receipts/{version.receipt}").count("<h1>") == 1
    pdf = seat.get(f"/receipts/{version.receipt}.pdf")
    assert pdf.content == seat.get(f"/receipts/{version.receipt}.pdf").content
    assert f'filename="receipt-{version.receipt}.pdf"' in pdf.headers["content-disposition"]


def test_empty_forms_bear_lot_and_bidder(guests: Guests) -> None:
    seat = guests.invited()
    for kind in ("xlsx", "docx"):
        sent = seat.get(f"/blank.{kind}")
        assert seat.upload(("form", (f"blank.{kind}", sent.content))).status_code == 303
    guests.read()
    page = seat.says()
    assert lotmaker.company_code(100) in page
    assert "请核对是否交错了表" not in page


def test_whatever_is_no_link_is_answered_by_the_same_bytes(guests: Guests) -> None:
    world, first, other = guests.world, guests.invited(), guests.invited("乙木", 101)
    first.upload(FORM)
    other.upload(("form", ("b.json", form())))
    (theirs,) = guests.versions(other)
    ids = [invitations.guest(world.book, each.secret).invitation.id for each in (first, other)]
    hidden = first.opened("/upload")
    sent = hidden | {"act": "check"}
    expected = {"GET": shape(first.client.get("/nowhere")), "POST": shape(first.client.post("/nowhere", data=sent))}
    invitations.revoke(world.book, world.clerk, guests.lot.id, ids[0])
    invitations.renew(world.book, world.clerk, guests.lot.id, ids[1])
    cancelled = cancelled_link(world)
    for secret in (first.secret, other.secret, cancelled, "A" * 43, "A" * 300, "%00", "甲"):
        for rest in ("", "/form", "/upload", "/blank.xlsx", "/blank.exe", f"/receipts/{theirs.receipt}", "/letters/" + "0" * 30):
            assert shape(first.client.get(f"/b/{secret}{rest}")) == expected["GET"], (secret, rest)
        for rest in ("/form", "/check", "/upload", "/letters/" + "0" * 30):
            assert shape(first.client.post(f"/b/{secret}{rest}", data=sent)) == expected["POST"], (secret, rest)


def cancelled_link(world: openbook.World) -> str:
    lot = world.lot("L-9")
    secret = world.invited(lot, "某", lotmaker.company_code(105))
    lots.cancel(world.book, world.clerk, lot.id, "重新采购")
    return secret


def test_anothers_receipt_is_one_that_does_not_exist(guests: Guests) -> None:
    mine, theirs = guests.invited(), guests.invited("乙木", 101)
    theirs.upload(FORM)
    (version,) = guests.versions(theirs)
    for kind in ("", ".pdf"):
        there = mine.get(f"/receipts/{version.receipt}{kind}")
        assert shape(there) == shape(mine.get(f"/receipts/AAAA-AAAA-AAAA-AAAA{kind}"))
        assert there.status_code == 404


def test_a_renewed_link_shows_what_was_handed_in_by_the_old_one(guests: Guests) -> None:
    seat = guests.invited()
    seat.upload(FORM)
    invitation = invitations.guest(guests.world.book, seat.secret).invitation
    again = guests.seat(invitations.renew(guests.world.book, guests.world.clerk, guests.lot.id, invitation.id))
    assert "第 1 次提交" in again.says()


def test_a_link_revoked_while_the_page_was_open_takes_nothing(guests: Guests) -> None:
    seat = guests.invited()
    hidden = seat.opened("/upload")
    invitation = invitations.guest(guests.world.book, seat.secret).invitation
    invitations.revoke(guests.world.book, guests.world.clerk, guests.lot.id, invitation.id)
    assert seat.upload(FORM, hidden=hidden).status_code == 404
    again = guests.seat(invitations.renew(guests.world.book, guests.world.clerk, guests.lot.id, invitation.id))
    assert guests.versions(again) == ()


def test_the_deadline_passes_between_opening_the_page_and_sending(guests: Guests) -> None:
    seat, hands = guests.invited(), guests.world.hands
    seat.upload(FORM)
    hands.to(openbook.DEADLINE - timedelta(seconds=1))
    hidden = seat.opened("/upload")
    hands.to(openbook.DEADLINE)
    assert seat.upload(("form", ("late.json", form(kin=[]))), hidden=hidden).status_code == 303
    late, in_time = guests.versions(seat)
    page = seat.says()
    assert "已过截止时间，本次提交未予接收" in page
    assert "逾期，未接收" in page
    assert f"第 {in_time.version} 次提交" in page
    assert [each.file_id for each in late.attachments] == [None]
    notice = seat.says(f"/receipts/{late.receipt}")
    assert "逾期提交未予接收通知" in notice
    assert late.attachments[0].sha256 in notice
    assert seat.get(f"/receipts/{late.receipt}.pdf").content.startswith(b"%PDF")


def test_who_is_late_alone_reads_that_nothing_came_in_time(guests: Guests) -> None:
    seat = guests.invited()
    guests.world.hands.to(openbook.DEADLINE)
    seat.fill(guestseat.ANSWERS)
    page = seat.says()
    assert "没有按时收到采集表" in page
    assert "识读结果" not in page
    assert "还没有提交" not in page


def test_a_clock_moved_back_opens_nothing_again(guests: Guests) -> None:
    seat, hands = guests.invited(), guests.world.hands
    hands.to(openbook.DEADLINE)
    seat.upload(FORM)
    hands.to(openbook.DEADLINE - timedelta(days=3))
    assert "收件已经截止" in seat.says()
    seat.upload(("form", ("again.json", form(kin=[]))))
    assert [each.is_late for each in guests.versions(seat)] == [True, True]


def test_a_deadline_put_off_by_the_clerk_is_shown_and_holds(guests: Guests) -> None:
    seat, world = guests.invited(), guests.world
    told = {each: getattr(guests.lot.terms, each) for each in Terms.__slots__} | {"deadline": "2026-12-02T01:00:00.000000Z"}
    lots.change(world.book, world.clerk, guests.lot.id, Terms(**told))
    world.hands.to(openbook.DEADLINE)
    assert "2026-12-02 09:00" in seat.says()
    seat.upload(FORM)
    assert [each.is_late for each in guests.versions(seat)] == [False]


def test_two_submissions_at_one_instant_are_both_on_record(guests: Guests) -> None:
    one = guests.invited()
    other = guests.seat(one.secret)
    sending = [(one, one.opened("/upload"), form()), (other, other.opened("/upload"), form(kin=[], declared_on="2026-11-11"))]
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda each: each[0].upload(("form", ("f.json", each[2])), hidden=each[1]), sending))
    assert [each.status_code for each in answers] == [303, 303]
    versions = guests.versions(one)
    assert [each.version for each in versions] == [2, 1]
    assert len({each.receipt for each in versions}) == 2


def test_the_same_page_sent_twice_at_one_instant_is_one_submission(guests: Guests) -> None:
    seat = guests.invited()
    hidden = seat.opened("/upload")
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: seat.upload(FORM, hidden=hidden), range(4)))
    assert {each.status_code for each in answers} == {303}
    assert len(guests.versions(seat)) == 1
    (version,) = guests.versions(seat)
    assert version.receipt in seat.says()


def test_a_page_sent_again_after_a_newer_one_says_which_counts(guests: Guests) -> None:
    seat = guests.invited()
    old = seat.opened("/upload")
    seat.upload(FORM, hidden=old)
    seat.upload(("form", ("new.json", form(kin=[], declared_on="2026-11-11"))))
    seat.upload(FORM, hidden=old)
    assert len(guests.versions(seat)) == 2
    assert "仍以第 2 次为准" in seat.says()
