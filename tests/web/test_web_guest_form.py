"""The form online: what it begins with, its buttons without script, the answers while it is typed, and handing it in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import lotmaker
import openbook
from guestseat import ANSWERS, Guests, form, text
from relparty.casebook import submissions
from relparty.casebook.submissions import Upload
from relparty.forms.online.inputs import MOST_CHARACTERS, MOST_ROWS

KNOWN = {
    "lot_name": "办公设备采购 L-1",
    "lot_id": "L-1",
    "bidder_name": lotmaker.company_name("甲辰"),
    "bidder_uscc": lotmaker.company_code(100),
}


@pytest.fixture
def guests(tmp_path: Path) -> Guests:
    return Guests(openbook.world(tmp_path))


def test_it_begins_with_lot_and_bidder(guests: Guests) -> None:
    assert guests.invited().filled() == KNOWN


def test_a_row_more_and_none_come_without_script_and_keep_what_was_typed(guests: Guests) -> None:
    seat = guests.invited()
    hidden = seat.opened("/form")
    page = seat.post("/form", hidden | KNOWN | ANSWERS | {"add": "shareholders"}).text
    assert 'name="shareholders-3-name"' in page
    assert 'value="深圳市坪山区示例路1号"' in page
    assert f'name="key" value="{hidden["key"]}"' in page
    page = seat.post("/form", hidden | KNOWN | {"none": "kin"}).text
    assert 'name="kin-1-person" type="text" value="无"' in page
    assert guests.versions(seat) == ()


def test_check_answers_field_by_field_and_saves_nothing(guests: Guests) -> None:
    seat = guests.invited()
    page = text(seat.fill(KNOWN | ANSWERS | {"head_id": "110101198408220002"}, "check").text)
    assert "须更正" in page
    assert guests.versions(seat) == ()


def test_the_live_answers_name_the_input_and_mask_numbers(guests: Guests) -> None:
    seat = guests.invited()
    wrong = "110101198408220002"
    answer = seat.post("/check", seat.opened("/form") | KNOWN | ANSWERS | {"head_id": wrong})
    told = answer.json()
    assert answer.headers["content-type"] == "application/json"
    assert [each["state"] for each in told["beside"]["head_id"]] == ["wrong"]
    assert wrong not in answer.text
    assert seat.post("/check", seat.opened("/form") | {"foreign": "1"}).json()["verdict"] == "refused"
    assert guests.versions(seat) == ()


def test_handed_in_it_is_read_and_stands_in_the_form_again(guests: Guests) -> None:
    seat = guests.invited()
    assert seat.fill(KNOWN | ANSWERS | {"kin-1-person": "无"}).status_code == 303
    (version,) = guests.versions(seat)
    assert (version.origin, [each.name for each in version.attachments]) == ("online", ["online.json"])
    guests.read()
    page = seat.says()
    assert "罗启航" in page
    assert lotmaker.person_id(1) not in page
    assert seat.filled() == KNOWN | ANSWERS | {"kin-1-person": "无"}


def test_a_correction_keeps_the_papers_and_everything_else(guests: Guests) -> None:
    seat = guests.invited()
    seat.upload(("form", ("f.json", form())), ("evidence", ("营业执照.pdf", b"%PDF")))
    seat.fill(KNOWN | ANSWERS)
    seat.fill(KNOWN | ANSWERS | {"address": "新址"})
    assert [[each.name for each in version.attachments] for version in guests.versions(seat)] == [
        ["online.json", "营业执照.pdf"],
        ["online.json", "营业执照.pdf"],
        ["f.json", "营业执照.pdf"],
    ]
    assert seat.filled()["address"] == "新址"


def test_after_a_file_it_begins_anew_and_says_so(guests: Guests) -> None:
    seat = guests.invited()
    seat.upload(("form", ("f.json", form())))
    assert "上次是以文件提交的" in seat.says("/form")
    assert seat.filled() == KNOWN


def test_the_same_page_sent_twice_is_one_and_changed_it_is_another(guests: Guests) -> None:
    seat = guests.invited()
    hidden = seat.opened("/form")
    for address in ("一路", "一路", "二路", "二路"):
        seat.fill(KNOWN | ANSWERS | {"address": address}, hidden=hidden)
    assert len(guests.versions(seat)) == 2
    assert seat.filled()["address"] == "二路"


def test_a_form_in_which_nothing_stands_takes_the_place_of_nothing(guests: Guests) -> None:
    seat = guests.invited()
    seat.upload(("form", ("f.json", form())))
    answer = seat.fill(KNOWN | {"address": "  "})
    assert answer.status_code == 200
    assert "还没有填写任何内容，未提交" in text(answer.text)
    assert len(guests.versions(seat)) == 1
    seat.fill(KNOWN | {"address": "一路"})
    assert len(guests.versions(seat)) == 2


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"shareholders-1-surname": "罗"}, "表中没有"),
        ({"address": "长" * (MOST_CHARACTERS + 1)}, "超过 1000 字的上限"),
        ({f"shareholders-{MOST_ROWS + 1}-name": "罗"}, "超过 200 行的上限"),
        ({"address": ["一路", "二路"]}, "提交了两次"),
    ],
)
def test_what_the_form_cannot_hold_is_refused_whole_and_said(guests: Guests, told: dict[str, str], words: str) -> None:
    seat = guests.invited()
    answer = seat.fill(KNOWN | ANSWERS | told)
    assert answer.status_code == 400
    assert words in text(answer.text)
    assert "没有保存" in text(answer.text)
    assert guests.versions(seat) == ()


@pytest.mark.parametrize("typed", ["<script>alert(1)</script>", 'a" onfocus="alert(1)', "\u202e倒", "'; DROP TABLE lots; --", "😀" * 400])
def test_hostile_words_come_back_as_words(guests: Guests, typed: str) -> None:
    seat = guests.invited()
    assert seat.fill(KNOWN | ANSWERS | {"address": typed}).status_code == 303
    assert seat.filled()["address"] == typed
    page = seat.see("/form")
    assert "<script>alert" not in page
    assert '" onfocus="' not in page
    guests.read()
    assert "<script>alert" not in seat.see()


def test_a_key_that_no_page_of_ours_bears_is_a_page_of_its_own(guests: Guests) -> None:
    seat = guests.invited()
    for key in ("a/2", "a/2", "a", "\x00k\ud800", "k" * 5000, ""):
        assert seat.fill(KNOWN | ANSWERS, hidden=seat.opened("/form") | {"key": key.encode("utf-8", "replace").decode()}).status_code == 303
    assert {each.key for each in guests.versions(seat)} >= {"a-2", "a", "k" * 100}


def test_a_machine_form_that_holds_more_than_the_form_online_is_left_as_it_is(guests: Guests) -> None:
    seat = guests.invited()
    more = json.loads(form()) | {"register": {"n": 1}}
    stored = guests.world.book.files.put(json.dumps(more).encode())
    submissions.hand_in(guests.world.book, seat.secret, "k", [Upload("online.json", "form", stored)], (), "online")
    assert seat.filled() == KNOWN


def test_a_page_without_the_mark_hands_nothing_in(guests: Guests) -> None:
    seat = guests.invited()
    answer = seat.post("/form", KNOWN | ANSWERS | {"act": "hand_in", "csrf": "x"})
    assert answer.status_code == 403
    assert "没有保存任何内容" in answer.text
    assert guests.versions(seat) == ()
