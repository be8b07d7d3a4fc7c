from __future__ import annotations

from pathlib import Path

import pyotp
import pytest

import openbook
from officedesk import Browser, Desk, desk
from relparty.casebook import sessions, tables, users
from relparty.casebook.users import NewUser, Role
from relparty.web.settings import Rate, RateSettings

SESSION = "relparty-session"


pytestmark = pytest.mark.usefixtures("cheap_passwords")


@pytest.fixture
def office(tmp_path: Path, database_url: str) -> Desk:
    return desk(tmp_path, database_url)


@pytest.fixture
def small(tmp_path: Path) -> Desk:
    """On SQLite alone, for what no database has a part in."""
    return desk(tmp_path)


def with_factor(office: Desk) -> pyotp.TOTP:
    """A second factor for the clerk, whose last code is used."""
    totp = pyotp.TOTP(sessions.new_totp())
    sessions.set_totp(office.world.book, office.world.clerk.user, totp.secret, totp.at(office.world.hands.now))
    return totp


def same_page(text: str) -> str:
    """A page without what is new each time: the mark of its form."""
    return "\n".join(line for line in text.splitlines() if 'name="csrf"' not in line)


def test_each_account_comes_to_what_it_is_for(office: Desk) -> None:
    for login, place in (("admin", "/accounts"), ("clerk", "/lots"), ("leader", "/lots"), ("auditor", "/lots")):
        browser = office.browser()
        answer = browser.sign_in(login)
        assert (answer.status_code, answer.headers["location"]) == (303, place)
        assert browser.get("/").headers["location"] == place
        assert browser.is_in()


def test_all_that_is_wrong_is_answered_alike(office: Desk) -> None:
    book, clerk = office.world.book, office.world.clerk
    totp = with_factor(office)
    gone = office.world.user("gone", Role.OFFICER)
    users.close(book, office.world.administrator.actor, gone.user.id)
    users.add(book, office.world.administrator.actor, NewUser("sso", "某人", Role.OFFICER, None, oidc_subject="s"))
    office.world.hands.by(seconds=30)
    wrong = f"{(int(totp.at(office.world.hands.now)) + 1) % 10**6:06d}"
    tries = [("clerk", "wrong wrong wrong", ""), ("nobody", openbook.PASSWORD, ""), ("gone", openbook.PASSWORD, ""), ("sso", "", "")]
    tries += [("clerk", openbook.PASSWORD, ""), ("clerk", openbook.PASSWORD, wrong), ("clerk", "x" * 5000, ""), ("clerk\0", "\0", "１２")]
    answers = [office.browser().sign_in(*each) for each in tries]
    assert {each.status_code for each in answers} == {422}
    assert (
        len(
            {same_page(each.text.replace(f'value="{login}"', 'value=""')) for each, (login, _, _) in zip(answers[:-1], tries, strict=False)}
        )
        == 1
    )
    assert not any(SESSION in each.cookies for each in answers)
    assert clerk.user.id not in answers[0].text


def test_every_wrong_try_takes_the_same_steps(office: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same password is hashed once and the trail gets one entry, whatever was wrong."""
    book = office.world.book
    hashed: list[str | None] = []
    real = users.is_password

    def counted(stored: str | None, password: str) -> bool:
        hashed.append(stored)
        return real(stored, password)

    monkeypatch.setattr(users, "is_password", counted)
    for login, password in (("clerk", "wrong wrong wrong"), ("nobody", openbook.PASSWORD)):
        with book.look() as db:
            before = db.execute(tables.trail_head.select()).one().entry
        hashed.clear()
        assert office.browser().sign_in(login, password).status_code == 422
        with book.look() as db:
            assert db.execute(tables.trail_head.select()).one().entry == before + 1
        assert len(hashed) == 1


def test_a_code_counts_once(office: Desk) -> None:
    totp = with_factor(office)
    assert office.browser().sign_in("clerk", code=totp.at(office.world.hands.now)).status_code == 422
    office.world.hands.by(seconds=30)
    code = totp.at(office.world.hands.now)
    assert office.browser().sign_in("clerk", code=f"{code[:3]}{code[3:]} ").status_code == 303
    assert office.browser().sign_in("clerk", code=code).status_code == 422


def test_a_session_ends_by_age_by_idleness_and_with_its_account(office: Desk) -> None:
    world = office.world
    idle, used, closed = office.browser("clerk"), office.browser("clerk"), office.browser("leader")
    for _ in range(3):
        world.hands.by(minutes=29)
        assert used.is_in()
    assert not idle.is_in()
    assert not closed.is_in()
    closed = office.browser("leader")
    users.close(world.book, world.administrator.actor, world.leader.user.id)
    assert not closed.is_in()
    for _ in range(21):
        world.hands.by(minutes=29)
        used.get("/me")
    assert used.is_in()
    world.hands.by(minutes=29)
    assert not used.is_in()


def test_signing_in_gives_a_new_secret_and_ends_the_old(office: Desk) -> None:
    browser = office.browser()
    browser.client.cookies.set(SESSION, "planted-by-an-attacker", domain="office.example")
    browser.sign_in("clerk")
    first = browser.client.cookies[SESSION]
    assert first != "planted-by-an-attacker"
    stolen = office.browser()
    stolen.client.cookies.update(browser.client.cookies)
    assert stolen.is_in()
    browser.sign_in("clerk")
    assert browser.client.cookies[SESSION] != first
    assert browser.is_in()
    assert not stolen.is_in()


def test_signing_out_ends_the_session_itself(office: Desk) -> None:
    browser = office.browser("clerk")
    kept = office.browser()
    kept.client.cookies.update(browser.client.cookies)
    assert browser.get("/logout").status_code == 405
    assert browser.post("/logout", form_at="/me").headers["location"] == "/login"
    assert not browser.is_in()
    assert not kept.is_in()


def test_forms_without_their_mark_do_nothing(small: Desk) -> None:
    browser = small.browser("clerk")
    other = small.browser("leader").get("/me").text.partition('name="csrf" value="')[2].partition('"')[0]
    for mark in ("", "wrong.mark", other):
        for path in ("/logout", "/me/password", "/me/totp", "/me/sessions/end-others", "/login", "/accounts/new", "/office/settings"):
            assert browser.client.post(path, data={"csrf": mark} if mark else {}).status_code == 403, path
    assert browser.is_in()
    fresh = small.browser()
    assert fresh.client.post("/login", data={"login": "clerk", "password": openbook.PASSWORD}).status_code == 403


@pytest.mark.parametrize("path", ["/lots", "/me", "/accounts", "/office/trail?upto=3", "/office/settings", "/"])
def test_who_is_not_signed_in_is_led_to_it_and_back(small: Desk, path: str) -> None:
    browser = small.browser()
    way = browser.get(path).headers["location"]
    assert way.startswith("/login")
    assert browser.get(path, headers={"sec-fetch-dest": "empty"}).status_code == 401
    answer = browser.post("/login", {"login": "admin", "password": openbook.PASSWORD, "next": path}, form_at=way)
    assert answer.headers["location"] == path


def test_a_form_of_who_was_signed_out_says_that_nothing_was_saved(small: Desk) -> None:
    browser, elsewhere = small.browser("clerk"), small.browser("clerk")
    mark = browser.get("/me").text.partition('name="csrf" value="')[2].partition('"')[0]
    elsewhere.post("/me/sessions/end-others", form_at="/me")
    told = {"csrf": mark, "old": openbook.PASSWORD, "new": "a sentence of my own", "again": "a sentence of my own"}
    answer = browser.client.post("/me/password", data=told)
    assert answer.headers["location"] == "/login"
    assert "没有保存" in browser.get("/login").text
    assert elsewhere.is_in()
    assert small.browser().sign_in("clerk").status_code == 303


@pytest.mark.parametrize(
    "place",
    [
        "//evil.example",
        "/\\evil.example",
        "https://evil.example",
        "javascript:alert(1)",
        "/a\tb",
        "/\n/evil.example",
        "evil",
        "/" + "a" * 400,
    ],
)
def test_a_form_leads_nowhere_else(small: Desk, place: str) -> None:
    assert small.browser().sign_in("clerk", onward=place).headers["location"] == "/lots"


def test_an_account_is_tried_slowly_and_others_are_not_held_up(tmp_path: Path) -> None:
    often = Rate(10**6, 10**6)
    small = desk(tmp_path, rates=RateSettings(often, Rate(3, 1), often, often, often, often, often))
    browser = small.browser()
    answers = [browser.sign_in("clerk", "wrong wrong wrong").status_code for _ in range(5)]
    assert answers == [422, 422, 422, 429, 429]
    refused = browser.sign_in("clerk")
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) > 0
    assert browser.sign_in("leader").status_code == 303
    assert small.browser(address="198.51.100.9").sign_in("clerk").status_code == 303


def test_a_flood_of_passwords_is_sent_away_and_not_queued(small: Desk) -> None:
    browser = small.browser()
    small.app.state.costly.waiting = 60
    assert browser.sign_in("clerk").status_code == 429
    small.app.state.costly.waiting = 0
    assert browser.sign_in("clerk").status_code == 303
    assert small.app.state.costly.waiting == 0


def test_markup_in_a_login_stays_text(small: Desk) -> None:
    answer = small.browser().sign_in('"><script>alert(1)</script>', "wrong wrong wrong")
    assert "<script>alert" not in answer.text
    assert "&lt;script&gt;alert(1)" in answer.text


def test_a_lent_password_ends_after_seven_days(office: Desk) -> None:
    world = office.world
    users.set_password(world.book, world.administrator.actor, world.clerk.user.id, "told on the telephone", is_lent=True)
    world.hands.by(days=7)
    assert office.browser().sign_in("clerk", "told on the telephone").status_code == 303
    world.hands.by(seconds=2)
    assert office.browser().sign_in("clerk", "told on the telephone").status_code == 422


def test_signing_out_has_the_browser_forget(office: Desk) -> None:
    answer = office.browser("clerk").post("/logout", form_at="/me")
    assert (answer.status_code, answer.headers["clear-site-data"]) == (303, '"cache", "storage"')


def test_a_lent_password_is_good_for_nothing_but_choosing_another(office: Desk) -> None:
    world = office.world
    users.set_password(world.book, world.administrator.actor, world.clerk.user.id, "told on the telephone", is_lent=True)
    browser = office.browser()
    assert browser.sign_in("clerk", "told on the telephone", onward="/lots/new").headers["location"] == "/me/password"
    for path in ("/", "/lots", "/me", "/keys"):
        assert browser.get(path).headers["location"] == "/me/password"
    told = {"old": "told on the telephone", "new": "a sentence of my own", "again": "a sentence of my own"}
    same = browser.post("/me/password", told | dict.fromkeys(("new", "again"), "told on the telephone"))
    assert same.status_code == 422
    assert browser.post("/me/password", told).status_code == 303
    assert browser.is_in()
    assert Browser(office.browser().client).sign_in("clerk", "told on the telephone").status_code == 422
    assert office.browser().sign_in("clerk", "a sentence of my own").headers["location"] == "/lots"
