from __future__ import annotations

import re
from pathlib import Path

import pytest

import lotmaker
from officedesk import Desk, desk
from relparty.casebook import invitations, office_trail, users
from relparty.casebook.errors import NotThere

pytestmark = pytest.mark.usefixtures("cheap_passwords")


@pytest.fixture
def office(tmp_path: Path, database_url: str) -> Desk:
    """An office with a lot and a bidder in it."""
    made = desk(tmp_path, database_url)
    lot = made.world.lot("SECRET-LOT")
    invitations.invite(made.world.book, made.world.clerk, lot.id, "某秘密公司", lotmaker.company_code(1))
    return made


def numbers(text: str) -> list[int]:
    return [int(each) for each in re.findall(r'<th scope="row">(\d+)</th>', text)]


def test_an_administrator_reads_who_did_what_and_nothing_of_lots(office: Desk) -> None:
    page = office.browser("admin").get("/office/trail").text
    for words in ("立项", "邀请投标人", "加入采购小组", "新设账号", "某clerk", "以密码登录", "成功"):
        assert words in page
    for secret in ("SECRET-LOT", "某秘密公司", "/lots/", lotmaker.company_code(1)):
        assert secret not in page


def test_an_auditor_reads_the_lot_too_and_no_bidder(office: Desk) -> None:
    page = office.browser("auditor").get("/office/trail").text
    assert "SECRET-LOT" in page
    assert "/lots/" in page
    assert "某秘密公司" not in page


@pytest.mark.parametrize("login", ["clerk", "leader"])
def test_others_read_nothing(office: Desk, login: str) -> None:
    assert office.browser(login).get("/office/trail").status_code == 404
    with pytest.raises(NotThere):
        office_trail.page(office.world.book, getattr(office.world, login))


def test_failed_tries_stand_there_without_what_was_typed(office: Desk) -> None:
    office.browser().sign_in("clerk", "my secret, mistyped")
    office.browser().sign_in("my secret typed as login", "x")
    page = office.browser("auditor").get("/office/trail").text
    assert "未成功" in page
    assert "没有这个账号" in page
    assert "my secret" not in page


def test_every_entry_stands_on_one_page(office: Desk) -> None:
    for _ in range(60):
        users.set_subject(office.world.book, office.world.administrator.actor, office.world.clerk.user.id, "")
    browser = office.browser("auditor")
    page = browser.get("/office/trail").text
    last = numbers(page)[0]
    met = numbers(page)
    while older := re.search(r'href="(/office/trail\?upto=\d+)" rel="next"', page):
        page = browser.get(older[1]).text
        met += numbers(page)
    assert met == list(range(last, 0, -1))
    newer = re.search(r'href="(/office/trail\?upto=\d+)" rel="prev"', page)
    assert newer
    assert numbers(browser.get(newer[1]).text)[-1] > 1
    assert numbers(browser.get("/office/trail?upto=1").text) == [1]
    assert numbers(browser.get("/office/trail?upto=999999999").text)[0] == last
    for wrong in ("0", "-1", "x", str(2**70)):
        assert browser.get(f"/office/trail?upto={wrong}").status_code == 422
