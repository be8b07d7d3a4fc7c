from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pyotp
import pytest

import openbook
from officedesk import Browser, Desk, desk
from relparty.casebook import own_account, sessions, users
from relparty.casebook.errors import Refused
from relparty.casebook.users import NewUser, Role

pytestmark = pytest.mark.usefixtures("cheap_passwords")

NEW = "a sentence of my own"
CHANGED = {"old": openbook.PASSWORD, "new": NEW, "again": NEW}


@pytest.fixture
def office(tmp_path: Path, database_url: str) -> Desk:
    return desk(tmp_path, database_url)


@pytest.fixture
def small(tmp_path: Path) -> Desk:
    """On SQLite alone, for what no database has a part in."""
    return desk(tmp_path)


def begun(browser: Browser, code: str = "") -> tuple[str, str]:
    """The secret of the picture and the sealed one of its form."""
    page = browser.post("/me/totp", {"proof": openbook.PASSWORD, "code": code}, form_at="/me")
    assert page.status_code == 200
    secret = re.search(r"<code>([A-Z2-7 ]+)</code>", page.text)
    sealed = re.search(r'name="enrolment" value="([^"]+)"', page.text)
    assert secret
    assert sealed
    assert 'src="data:image/svg+xml' in page.text
    assert page.headers["cache-control"] == "no-store"
    return secret[1].replace(" ", ""), unescape(sealed[1])


def test_the_page_shows_who_one_is(office: Desk) -> None:
    users.set_resident_id(office.world.book, office.world.administrator.actor, office.world.clerk.user.id, "110108196702030001")
    page = office.browser("clerk").get("/me").text
    assert "某clerk" in page
    assert "经办人" in page
    assert "已登记" in page
    assert "110108" not in page


def test_another_password_ends_what_is_open_elsewhere_and_not_here(office: Desk) -> None:
    browser, elsewhere = office.browser("clerk"), office.browser("clerk")
    before = browser.client.cookies["relparty-session"]
    assert browser.post("/me/password", CHANGED, form_at="/me").headers["location"] == "/me"
    assert browser.client.cookies["relparty-session"] != before
    assert browser.is_in()
    assert not elsewhere.is_in()
    assert office.browser().sign_in("clerk").status_code == 422
    assert office.browser().sign_in("clerk", NEW).status_code == 303


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"old": "wrong wrong wrong"}, "不正确"),
        ({"again": "another"}, "不一样"),
        ({"new": "short", "again": "short"}, "少于 12 个字符"),
        ({"new": "clerkclerkcl", "again": "clerkclerkcl"}, "太容易猜到"),
        ({"new": openbook.PASSWORD, "again": openbook.PASSWORD}, "与原密码相同"),
    ],
)
def test_a_password_that_is_refused_changes_nothing(small: Desk, told: dict[str, str], words: str) -> None:
    browser, elsewhere = small.browser("clerk"), small.browser("clerk")
    answer = browser.post("/me/password", CHANGED | told, form_at="/me")
    assert answer.status_code == 422
    assert words in answer.text
    assert elsewhere.is_in()
    assert small.browser().sign_in("clerk").status_code == 303


def test_a_second_factor_is_kept_when_a_code_of_it_was_right(office: Desk) -> None:
    browser = office.browser("clerk")
    secret, sealed = begun(browser)
    totp = pyotp.TOTP(secret)
    wrong = f"{(int(totp.at(office.world.hands.now)) + 1) % 10**6:06d}"
    again = browser.post("/me/totp/confirm", {"enrolment": sealed, "totp_code": wrong}, form_at="/me")
    assert again.status_code == 422
    assert secret in again.text.replace(" ", "")
    assert office.browser().sign_in("clerk").status_code == 303
    right = totp.at(office.world.hands.now)
    assert browser.post("/me/totp/confirm", {"enrolment": sealed, "totp_code": right}, form_at="/me").status_code == 303
    assert office.browser().sign_in("clerk").status_code == 422
    office.world.hands.by(seconds=30)
    assert office.browser().sign_in("clerk", code=totp.at(office.world.hands.now)).status_code == 303


def test_another_authenticator_needs_a_code_of_the_first(office: Desk) -> None:
    browser = office.browser("clerk")
    secret, sealed = begun(browser)
    totp = pyotp.TOTP(secret)
    browser.post("/me/totp/confirm", {"enrolment": sealed, "totp_code": totp.at(office.world.hands.now)}, form_at="/me")
    refused = browser.post("/me/totp", {"proof": openbook.PASSWORD}, form_at="/me")
    assert refused.status_code == 422
    assert "enrolment" not in refused.text
    office.world.hands.by(seconds=30)
    assert begun(browser, totp.at(office.world.hands.now))[0] != secret


def test_a_picture_is_good_for_its_session_alone(small: Desk) -> None:
    sealed = begun(small.browser("leader"))[1]
    browser = small.browser("clerk")
    for enrolment in (sealed, "", "AAAA", "not base64 at all", "é"):
        answer = browser.post("/me/totp/confirm", {"enrolment": enrolment, "totp_code": "000000"}, form_at="/me")
        assert answer.headers["location"] == "/me"
        assert "二维码已失效" in browser.get("/me").text
    assert not next(each for each in users.listed(small.world.book) if each.login == "clerk").has_totp


def test_a_wrong_password_gets_no_picture(small: Desk) -> None:
    answer = small.browser("clerk").post("/me/totp", {"proof": "wrong wrong wrong"}, form_at="/me")
    assert answer.status_code == 422
    assert "data:image" not in answer.text


def test_sessions_are_listed_and_ended_one_by_one(office: Desk) -> None:
    browser, other = office.browser("clerk"), office.browser("clerk")
    strangers = office.browser("leader")
    paths = re.findall(r'action="(/me/sessions/[0-9a-f]{64}/end)"', browser.get("/me").text)
    assert len(paths) == 2
    theirs = re.findall(r'action="(/me/sessions/[0-9a-f]{64}/end)"', strangers.get("/me").text)
    assert browser.post(theirs[0], form_at="/me").status_code == 404
    assert browser.post("/me/sessions/" + "0" * 64 + "/end", form_at="/me").status_code == 404
    assert strangers.is_in()
    mine = [each for each in own_account.open_sessions(office.world.book, session_of(office, browser)) if not each.is_this]
    assert browser.post(f"/me/sessions/{mine[0].id}/end", form_at="/me").headers["location"] == "/me"
    assert not other.is_in()
    assert browser.is_in()
    this = session_of(office, browser).id
    assert browser.post(f"/me/sessions/{this}/end", form_at="/me").headers["location"] == "/login"
    assert not browser.is_in()


def session_of(office: Desk, browser: Browser) -> sessions.Session:
    found = sessions.of(office.world.book, browser.client.cookies["relparty-session"])
    assert found is not None
    return found


def test_all_other_sessions_end_together(office: Desk) -> None:
    browser, others = office.browser("clerk"), [office.browser("clerk") for _ in range(3)]
    strangers = office.browser("leader")
    browser.post("/me/sessions/end-others", form_at="/me")
    assert browser.is_in()
    assert not any(each.is_in() for each in others)
    assert strangers.is_in()


def test_who_comes_by_the_provider_has_no_password_to_change(office: Desk) -> None:
    book = office.world.book
    users.add(book, office.world.administrator.actor, NewUser("sso", "某人", Role.OFFICER, None, oidc_subject="s"))
    begun = sessions.begin_known(book, "s")
    assert begun is not None
    session = sessions.of(book, begun[0])
    assert session is not None
    with pytest.raises(Refused):
        own_account.change_password(book, session, "", "", NEW)


def test_the_language_stays_as_chosen(small: Desk) -> None:
    browser = small.browser("clerk")
    assert "My account" in browser.get("/me?lang=en").text
    assert "My account" in browser.get("/me").text
