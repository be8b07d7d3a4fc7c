from __future__ import annotations

import threading
from pathlib import Path

import pytest

import openbook
from officedesk import Browser, Desk, desk, served
from relparty.casebook import opening, place, users
from relparty.casebook.book import Casebook
from relparty.casebook.users import Role

pytestmark = pytest.mark.usefixtures("cheap_passwords")

TOLD = {"office": "某街道采购办", "login": "admin", "name": "某管理员", "password": openbook.PASSWORD, "again": openbook.PASSWORD}
CLERK = {"clerk_login": "clerk", "clerk_name": "某经办", "clerk_password": "told on the telephone"}


@pytest.fixture
def book(tmp_path: Path, database_url: str) -> Casebook:
    """A casebook without users."""
    return opening.opened(place.place(tmp_path / "casebook", database_url), openbook.Hands())


def browser_of(book: Casebook, code: str = "") -> Browser:
    return Desk(None, served(book, setup_code=code)).browser()  # type: ignore[arg-type]  # there is nobody yet


@pytest.mark.parametrize("path", ["/", "/lots", "/login", "/accounts", "/me"])
def test_every_page_leads_to_the_first_run(book: Casebook, path: str) -> None:
    assert browser_of(book).get(path).headers["location"] == "/first-run"


def test_it_makes_the_office_the_administrator_and_a_clerk_and_is_gone(book: Casebook) -> None:
    browser = browser_of(book)
    answer = browser.post("/first-run", TOLD | CLERK)
    assert answer.headers["location"] == "/accounts"
    page = browser.get("/accounts").text
    assert "某街道采购办" in page
    assert "首次设置已完成" in page
    assert {(each.login, each.role, each.must_change) for each in users.listed(book)} == {
        ("admin", Role.ADMINISTRATOR, False),
        ("clerk", Role.CLERK, True),
    }
    assert browser.get("/first-run").headers["location"] == "/login"
    mark = page.partition('name="csrf" value="')[2].partition('"')[0]
    other = Browser(browser.client)
    assert other.client.post("/first-run", data=TOLD | {"csrf": mark, "login": "second"}).status_code in (303, 403)
    assert len(users.listed(book)) == 2


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"password": "short", "again": "short"}, "少于 12 个字符"),
        ({"again": "something else entirely"}, "两次输入的密码不一样"),
        ({"office": " "}, "不能为空"),
        ({"login": "x" * 65}, "多于 64"),
        ({"name": "某\u200b员"}, "看不见的字符"),
        ({"clerk_login": "clerk"}, "不能为空"),
        (CLERK | {"clerk_login": "admin"}, "已有人使用"),
        (CLERK | {"clerk_password": "short"}, "少于 12 个字符"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_made(book: Casebook, told: dict[str, str], words: str) -> None:
    browser = browser_of(book)
    answer = browser.post("/first-run", TOLD | told)
    assert answer.status_code in (409, 422)
    assert words in answer.text
    assert openbook.PASSWORD not in answer.text
    assert users.is_empty(book)
    assert browser.post("/first-run", TOLD).status_code == 303


def test_of_two_at_once_one_wins_and_the_other_reads_so(book: Casebook) -> None:
    app = served(book)
    browsers = [Desk(None, app).browser() for _ in range(2)]  # type: ignore[arg-type]  # there is nobody yet
    marks = [each.get("/first-run").text.partition('name="csrf" value="')[2].partition('"')[0] for each in browsers]
    places: list[str] = []

    def send(number: int) -> None:
        told = TOLD | {"csrf": marks[number], "login": f"admin{number}"}
        places.append(browsers[number].client.post("/first-run", data=told).headers["location"])

    threads = [threading.Thread(target=send, args=(number,)) for number in range(2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(30)
    assert sorted(places) == ["/accounts", "/login"]
    assert len(users.listed(book)) == 1
    loser = browsers[[each.is_in() for each in browsers].index(False)]
    assert "首次设置已经有人完成" in loser.get("/login").text


def test_where_others_can_reach_it_the_code_of_the_console_is_asked_for(book: Casebook) -> None:
    browser = browser_of(book, "abcd-efgh")
    assert "设置码" in browser.get("/first-run").text
    for code in ("", "abcd-efgi", "ABCD-EFGH", "码"):
        answer = browser.post("/first-run", TOLD | {"setup_code": code})
        assert "设置码不正确" in answer.text
        assert "abcd-efgh" not in answer.text
    assert users.is_empty(book)
    assert browser.post("/first-run", TOLD | {"setup_code": " abcd-efgh "}).status_code == 303


def test_a_code_is_not_asked_for_on_this_machine_alone(tmp_path: Path) -> None:
    book = opening.opened(place.place(tmp_path / "casebook"), openbook.Hands())
    assert "设置码" not in browser_of(book).get("/first-run").text


def test_who_calls_the_server_by_another_name_gets_nothing(tmp_path: Path) -> None:
    """A hostile page that points its own name at this machine (DNS rebinding)."""
    book = opening.opened(place.place(tmp_path / "casebook"), openbook.Hands())
    assert browser_of(book).get("/first-run", headers={"host": "evil.example"}).status_code == 421


def test_there_is_no_first_run_where_there_are_users(tmp_path: Path) -> None:
    assert desk(tmp_path).browser().get("/first-run").headers["location"] == "/login"
