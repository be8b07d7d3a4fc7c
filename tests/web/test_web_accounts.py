from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

import openbook
from officedesk import Desk, desk
from relparty.casebook import tables, users
from relparty.casebook.users import Role, User

pytestmark = pytest.mark.usefixtures("cheap_passwords")

NEW = {"name": "某新人", "login": "newcomer", "role": "officer"}
ID = "110108196702030001"
PROVIDER = {
    f"RELPARTY_OIDC_{name}": value for name, value in (("ISSUER", "https://id.example"), ("CLIENT_ID", "a"), ("CLIENT_SECRET", "b"))
}


@pytest.fixture
def office(tmp_path: Path, database_url: str) -> Desk:
    return desk(tmp_path, database_url, environ=PROVIDER)


@pytest.fixture
def small(tmp_path: Path) -> Desk:
    """On SQLite alone, for what no database has a part in."""
    return desk(tmp_path)


def account(office: Desk, login: str) -> User:
    return next(each for each in users.listed(office.world.book) if each.login == login)


def told_password(text: str) -> str:
    found = re.search(r"<dd><code>([^<]+)</code></dd>", text)
    assert found
    return unescape(found[1])


PATHS = ("", "/new", "/{id}", "/{id}/close")
DEEDS = ("/new", "/{id}/password", "/{id}/role", "/{id}/resident-id", "/{id}/subject", "/{id}/totp-drop", "/{id}/close")


@pytest.mark.parametrize("login", ["clerk", "leader", "auditor"])
def test_nobody_but_an_administrator_sees_or_changes_accounts(small: Desk, login: str) -> None:
    browser = small.browser(login)
    missing = browser.get("/accounts/" + "0" * 30)
    for path in (*(f"/accounts{each}" for each in PATHS), "/office/settings"):
        answer = browser.get(path.replace("{id}", small.world.member.user.id))
        assert (answer.status_code, answer.content) == (404, missing.content)
    before = users.listed(small.world.book)
    for path in (*(f"/accounts{each}" for each in DEEDS), "/office/settings"):
        told = NEW | {"resident_id": ID, "years": "20"}
        answer = browser.post(path.replace("{id}", small.world.member.user.id), told, form_at="/me")
        assert (answer.status_code, answer.content) == (404, missing.content)
    assert users.listed(small.world.book) == before


def test_a_new_account_gets_a_password_that_is_told_once(office: Desk) -> None:
    browser = office.browser("admin")
    page = browser.post("/accounts/new", NEW)
    assert page.headers["cache-control"] == "no-store"
    password = told_password(page.text)
    assert re.fullmatch(r"([a-z2-9]{4}-){6}[a-z2-9]{4}", password)
    found = account(office, "newcomer")
    assert found.must_change
    assert password not in browser.get(f"/accounts/{found.id}").text
    assert office.browser().sign_in("newcomer", password).headers["location"] == "/me/password"


def test_the_administrator_may_choose_the_first_password(office: Desk) -> None:
    page = office.browser("admin").post("/accounts/new", NEW | {"password": "told on the telephone"})
    assert told_password(page.text) == "told on the telephone"
    assert account(office, "newcomer").must_change


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"login": "clerk"}, "已有人使用"),
        ({"login": ""}, "不能为空"),
        ({"name": "某\u200b人"}, "看不见的字符"),
        ({"name": "名" * 101}, "多于 100"),
        ({"role": "owner"}, "请选择角色"),
        ({"password": "short"}, "少于 12 个字符"),
        ({"resident_id": "110108196702030000"}, "校验位不符"),
    ],
)
def test_an_account_that_is_refused_is_not_made(small: Desk, told: dict[str, str], words: str) -> None:
    before = users.listed(small.world.book)
    answer = small.browser("admin").post("/accounts/new", NEW | told)
    assert answer.status_code in (409, 422)
    assert words in answer.text
    assert "110108" not in answer.text
    assert users.listed(small.world.book) == before


def test_markup_in_names_stays_text(small: Desk) -> None:
    name = "<script>alert(1)</script> \"王'某"
    browser = small.browser("admin")
    browser.post("/accounts/new", NEW | {"name": name, "unit": "<b>处</b>"})
    for path in (
        "/accounts",
        f"/accounts/{account(small, 'newcomer').id}",
        f"/accounts/{account(small, 'newcomer').id}/close",
        "/office/trail",
    ):
        text = browser.get(path).text
        assert "<script>alert" not in text
        assert "&lt;script&gt;alert(1)&lt;/script&gt; &#34;王&#39;某" in text


def test_a_reset_password_ends_sessions_and_must_be_changed(office: Desk) -> None:
    browser, member = office.browser("admin"), office.browser("member")
    path = f"/accounts/{account(office, 'member').id}"
    password = told_password(browser.post(f"{path}/password", {}, form_at=path).text)
    assert not member.is_in()
    assert office.browser().sign_in("member").status_code == 422
    assert office.browser().sign_in("member", password).headers["location"] == "/me/password"


def test_the_administrators_own_password_is_not_reset_here(small: Desk) -> None:
    browser = small.browser("admin")
    path = f"/accounts/{small.world.administrator.user.id}"
    assert f"{path}/password" not in browser.get(path).text
    answer = browser.post(f"{path}/password", {"password": "something else entirely"}, form_at=path)
    assert answer.status_code == 409
    assert browser.is_in()


def test_a_role_is_changed_and_the_last_administrator_stays(office: Desk) -> None:
    browser, member = office.browser("admin"), office.browser("member")
    path = f"/accounts/{account(office, 'member').id}"
    assert browser.post(f"{path}/role", {"role": "auditor"}, form_at=path).status_code == 303
    assert account(office, "member").role is Role.AUDITOR
    assert not member.is_in()
    own = f"/accounts/{office.world.administrator.user.id}"
    for deed, told in (("role", {"role": "clerk"}), ("close", {})):
        answer = browser.post(f"{own}/{deed}", told, form_at=own)
        assert answer.status_code == 409
        assert "最后一个管理员" in answer.text
    assert browser.post(f"{path}/role", {"role": "owner"}, form_at=path).status_code == 422


def test_a_resident_id_is_never_shown_again(office: Desk) -> None:
    browser = office.browser("admin")
    path = f"/accounts/{account(office, 'member').id}"
    assert browser.post(f"{path}/resident-id", {"resident_id": "110108196702030000"}, form_at=path).status_code == 409
    browser.post(f"{path}/resident-id", {"resident_id": ID}, form_at=path)
    text = browser.get(path).text
    assert "已登记" in text
    assert ID not in text
    assert "110108" not in text
    with office.world.book.look() as db:
        assert users.resident_id(office.world.book, db, path.rpartition("/")[2]) == ID
        assert ID not in str(db.execute(tables.users.select()).all())
        assert ID not in str(db.execute(tables.trail.select()).all())
    browser.post(f"{path}/resident-id", {"resident_id": ""}, form_at=path)
    assert not account(office, "member").has_resident_id


def test_a_subject_belongs_to_one_account(office: Desk) -> None:
    browser = office.browser("admin")
    paths = [f"/accounts/{account(office, each).id}" for each in ("member", "leader")]
    assert browser.post(f"{paths[0]}/subject", {"subject": " staff-7 "}, form_at=paths[0]).status_code == 303
    assert account(office, "member").oidc_subject == "staff-7"
    answer = browser.post(f"{paths[1]}/subject", {"subject": "staff-7"}, form_at=paths[1])
    assert answer.status_code == 409
    assert "已有人使用" in answer.text
    assert browser.post("/accounts/new", NEW | {"subject": "staff-7"}).status_code == 409
    browser.post(f"{paths[0]}/subject", {"subject": ""}, form_at=paths[0])
    assert browser.post(f"{paths[1]}/subject", {"subject": "staff-7"}, form_at=paths[1]).status_code == 303


def test_an_account_of_the_provider_alone_has_no_password(office: Desk) -> None:
    browser = office.browser("admin")
    answer = browser.post("/accounts/new", NEW | {"way": "provider", "subject": "staff-8"})
    assert answer.status_code == 303
    found = account(office, "newcomer")
    assert (found.has_password, found.must_change, found.oidc_subject) == (False, False, "staff-8")


def test_a_closed_account_is_shown_and_left_alone(office: Desk) -> None:
    browser, member = office.browser("admin"), office.browser("member")
    path = f"/accounts/{account(office, 'member').id}"
    assert "不能恢复" in browser.get(f"{path}/close").text
    assert member.is_in()
    browser.post(f"{path}/close", {})
    assert not member.is_in()
    page = browser.get(path).text
    assert "已停用" in page
    assert "<form" not in page.partition("<main")[2]
    assert browser.get(f"{path}/close").status_code == 404


def test_the_settings_of_the_office_show_at_once_everywhere(office: Desk) -> None:
    browser = office.browser("admin")
    assert browser.post("/office/settings", {"name": "另一个采购办", "years": "20"}).status_code == 303
    assert "另一个采购办" in office.browser().get("/login").text
    assert 'value="20"' in browser.get("/office/settings").text
    for years in ("14", "101", "", "二十", "-15", "15.5", "9" * 30):
        answer = browser.post("/office/settings", {"name": "另一个采购办", "years": years})
        assert answer.status_code == 409
        assert "须为 15 至 100 年" in answer.text
    assert browser.post("/office/settings", {"name": "", "years": "15"}).status_code == 409


def test_another_office_may_have_a_long_name(small: Desk) -> None:
    browser = small.browser("admin")
    assert browser.post("/office/settings", {"name": "名" * 100, "years": "15"}).status_code == 303
    assert browser.post("/office/settings", {"name": "名" * 101, "years": "15"}).status_code == 409
    assert openbook.PASSWORD not in browser.get("/accounts").text
