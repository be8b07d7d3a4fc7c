from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest

import oidcprovider
import openbook
from officedesk import Browser, Desk, served
from oidcprovider import Provider
from relparty.casebook import users
from relparty.errors import UsageError
from relparty.settings import Settings
from relparty.web.assembled import assembled
from relparty.web.oidc import provider as settings_of
from relparty.web.settings import WebSettings

pytestmark = pytest.mark.usefixtures("cheap_passwords")


@pytest.fixture
def world(tmp_path: Path) -> openbook.World:
    made = openbook.world(tmp_path)
    users.set_subject(made.book, made.administrator.actor, made.clerk.user.id, "staff-1")
    return made


@pytest.fixture
def provider(world: openbook.World) -> Iterator[Provider]:
    with oidcprovider.running(world.hands) as made:
        yield made


@pytest.fixture
def office(world: openbook.World, provider: Provider) -> Desk:
    return Desk(world, served(world.book, environ=environ(provider)))


def environ(provider: Provider, **more: str) -> dict[str, str]:
    told = {"ISSUER": provider.issuer, "CLIENT_ID": oidcprovider.CLIENT, "CLIENT_SECRET": oidcprovider.SECRET} | more
    return {f"RELPARTY_OIDC_{name}": value for name, value in told.items()}


def sent_there(browser: Browser, onward: str = "") -> dict[str, str]:
    answer = browser.get("/oidc/start", params={"next": onward} if onward else {})
    assert answer.status_code == 303, answer.text
    return {name: values[0] for name, values in parse_qs(urlsplit(answer.headers["location"]).query).items()}


def come_back(browser: Browser, provider: Provider, onward: str = "", **changed: str) -> httpx2.Response:
    """The answer to somebody who signed in at the provider and comes back, perhaps with something changed on the way."""
    way = urlsplit(provider.authorized(sent_there(browser, onward)))
    query = {name: values[0] for name, values in parse_qs(way.query).items()} | changed
    return browser.get("/oidc/return", params=query)


def test_whom_the_provider_names_is_signed_in_where_there_is_an_account(office: Desk, provider: Provider) -> None:
    browser = office.browser()
    assert "/oidc/start" in browser.get("/login").text
    answer = come_back(browser, provider)
    assert (answer.status_code, answer.headers["location"]) == (303, "/lots")
    assert "某clerk" in browser.get("/me").text
    assert "relparty-provider" not in browser.client.cookies


def test_a_link_of_another_site_signs_nobody_in(office: Desk, provider: Provider) -> None:
    browser, asked = office.browser(), len(provider.asked)
    for site in ("cross-site", "same-site"):
        answer = browser.get("/oidc/start", params={"next": "/lots"}, headers={"sec-fetch-site": site})
        assert (answer.status_code, 'href="/oidc/start?next=' in answer.text) == (200, True)
        assert "relparty-provider" not in browser.client.cookies
    assert len(provider.asked) == asked
    for site in ("same-origin", "none"):
        assert browser.get("/oidc/start", headers={"sec-fetch-site": site}).status_code == 303


def test_one_comes_back_to_the_page_one_wanted(office: Desk, provider: Provider) -> None:
    assert come_back(office.browser(), provider, "/lots/new").headers["location"] == "/lots/new"
    assert come_back(office.browser(), provider, "//evil.example").headers["location"] == "/lots"
    assert come_back(office.browser(), provider, "/" + "a" * 200).headers["location"] == "/lots"


def test_what_is_sent_to_the_provider_is_new_each_time(office: Desk, provider: Provider) -> None:
    first, second = (sent_there(office.browser()) for _ in range(2))
    assert first["redirect_uri"] == "http://office.example/oidc/return"
    for name in ("state", "nonce", "code_challenge"):
        assert first[name] != second[name]
    assert len({first["state"], first["nonce"], first["code_challenge"]}) == 3
    assert oidcprovider.SECRET not in str(first)
    assert "/token" not in provider.asked


def test_an_identity_without_an_account_is_refused_with_a_sentence(office: Desk, provider: Provider) -> None:
    for subject in ("staff-2", "", " ", "staff-1\0", "clerk"):
        provider.subject = subject
        browser = office.browser()
        answer = come_back(browser, provider)
        assert answer.status_code == 403
        assert "没有登录" in answer.text
        assert not browser.is_in()
    provider.subject = "staff-2"
    assert "没有与之对应的账号" in come_back(office.browser(), provider).text


def test_a_closed_account_stays_closed(office: Desk, provider: Provider) -> None:
    users.close(office.world.book, office.world.administrator.actor, office.world.clerk.user.id)
    assert come_back(office.browser(), provider).status_code == 403


LIES: dict[str, dict[str, Any]] = {
    "another nonce": {"nonce": "another"},
    "no nonce": {"nonce": None},
    "another issuer": {"iss": "http://127.0.0.1:1"},
    "the issuer with a slash": {"iss": "SLASH"},
    "no issuer": {"iss": None},
    "another audience": {"aud": "another"},
    "no audience": {"aud": None},
    "audiences without us": {"aud": ["another", "third"]},
    "audiences and another party": {"aud": [oidcprovider.CLIENT, "another"], "azp": "another"},
    "expired": {"exp": "PAST"},
    "no end": {"exp": None},
    "an end that is no number": {"exp": "tomorrow"},
    "of the future": {"iat": "FUTURE", "nbf": "FUTURE"},
    "no subject": {"sub": None},
    "a subject that is no text": {"sub": 7},
}


@pytest.mark.parametrize("lie", sorted(LIES))
def test_a_token_that_does_not_prove_it_opens_nothing(office: Desk, provider: Provider, lie: str) -> None:
    now = int(office.world.hands.now.timestamp())
    meant = {"SLASH": f"{provider.issuer}/", "PAST": now - 120, "FUTURE": now + 3600}
    provider.claims = {name: meant.get(value, value) if isinstance(value, str) else value for name, value in LIES[lie].items()}
    browser = office.browser()
    answer = come_back(browser, provider)
    assert answer.status_code == 403, lie
    assert "不能证明身份" in answer.text
    assert not browser.is_in()
    provider.claims = {}
    assert come_back(browser, provider).status_code == 303


@pytest.mark.parametrize("algorithm", ["none", "HS256"])
def test_a_token_that_anybody_can_make_opens_nothing(office: Desk, provider: Provider, algorithm: str) -> None:
    provider.algorithm = algorithm
    browser = office.browser()
    assert come_back(browser, provider).status_code == 403
    assert not browser.is_in()


def test_a_token_of_another_key_opens_nothing_though_it_bears_the_same_name(office: Desk, provider: Provider) -> None:
    come_back(office.browser(), provider)
    provider.key = oidcprovider.new_key(str(provider.key.kid))
    assert come_back(office.browser(), provider).status_code == 403


def test_new_keys_of_the_provider_are_fetched_but_not_for_every_forgery(office: Desk, provider: Provider) -> None:
    seconds = [0.0]
    office.app.state.entrance.asking.clock = lambda: seconds[0]
    assert come_back(office.browser(), provider).status_code == 303
    provider.key = oidcprovider.new_key()
    provider.shown_keys = [provider.key]
    assert come_back(office.browser(), provider).status_code == 403
    seconds[0] = 61
    assert come_back(office.browser(), provider).status_code == 303
    count = provider.asked.count("/keys")
    provider.key = oidcprovider.new_key()
    for _ in range(5):
        assert come_back(office.browser(), provider).status_code == 403
    assert provider.asked.count("/keys") == count


def test_a_wrong_state_is_refused_before_anything_is_asked(office: Desk, provider: Provider) -> None:
    browser = office.browser()
    for changed in ({"state": "another"}, {"state": ""}, {"state": "é"}):
        provider.asked.clear()
        answer = come_back(browser, provider, **changed)
        assert answer.status_code == 403
        assert "不是从本浏览器" in answer.text
        assert "/token" not in provider.asked


def test_a_way_back_works_in_the_browser_that_began_it_once_and_in_time(office: Desk, provider: Provider) -> None:
    browser, attacked = office.browser(), office.browser()
    way = urlsplit(provider.authorized(sent_there(browser))).query
    sent_there(attacked)
    assert attacked.get(f"/oidc/return?{way}").status_code == 403
    assert office.browser().get(f"/oidc/return?{way}").status_code == 403
    assert browser.get(f"/oidc/return?{way}").status_code == 303
    assert browser.get(f"/oidc/return?{way}").status_code == 403
    late = urlsplit(provider.authorized(sent_there(browser))).query
    office.world.hands.by(minutes=10)
    assert browser.get(f"/oidc/return?{late}").status_code == 403


def test_a_forged_cookie_is_none(office: Desk, provider: Provider) -> None:
    way = urlsplit(provider.authorized(sent_there(office.browser()))).query
    for forged in ("a.b.c.d", "....", "x", "é", f"secret.{int(office.world.hands.now.timestamp())}..mark"):
        cookie = f"relparty-provider={forged}".encode()
        assert office.browser().get(f"/oidc/return?{way}", headers={"cookie": cookie}).status_code == 403


def test_who_is_refused_there_reads_so(office: Desk, provider: Provider) -> None:
    browser = office.browser()
    state = sent_there(browser)["state"]
    answer = browser.get("/oidc/return", params={"error": "access_denied", "state": state, "error_description": "<script>x</script>"})
    assert answer.status_code == 403
    assert "没有同意登录" in answer.text
    assert "<script>x" not in answer.text
    assert provider.asked == ["/.well-known/openid-configuration"]


@pytest.mark.parametrize(
    "discovered",
    [
        {"issuer": "http://127.0.0.1:1"},
        {"token_endpoint": "http://localhost/token"},
        {"token_endpoint": None},
        {"jwks_uri": "https://elsewhere.example/keys"},
        {"jwks_uri": "file:///etc/passwd"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"authorization_endpoint": 7},
    ],
)
def test_addresses_elsewhere_are_never_asked(office: Desk, provider: Provider, discovered: dict[str, Any]) -> None:
    provider.discovered = discovered
    answer = office.browser().get("/oidc/start")
    assert answer.status_code == 503
    assert "没有正常应答" in answer.text
    assert provider.asked == ["/.well-known/openid-configuration"]


def test_a_redirection_is_not_followed(office: Desk, provider: Provider) -> None:
    provider.discovered = {"jwks_uri": f"{provider.issuer}/moved"}
    assert come_back(office.browser(), provider).status_code == 503
    assert "/keys" not in provider.asked


@pytest.mark.parametrize("status", [400, 302, 500])
def test_a_provider_that_fails_is_said_to(office: Desk, provider: Provider, status: int) -> None:
    provider.token_status = status
    assert come_back(office.browser(), provider).status_code == 503


def test_a_provider_that_is_gone_is_said_to_be(world: openbook.World) -> None:
    with oidcprovider.running(world.hands) as provider:
        told = environ(provider)
    answer = Desk(world, served(world.book, environ=told)).browser().get("/oidc/start")
    assert answer.status_code == 503
    assert answer.headers.get("location") is None


def test_another_claim_can_name_people(world: openbook.World, provider: Provider) -> None:
    office = Desk(world, served(world.book, environ=environ(provider, CLAIM="employee")))
    assert come_back(office.browser(), provider).status_code == 403
    provider.subject, provider.claims = "x", {"employee": "staff-1"}
    assert come_back(office.browser(), provider).status_code == 303


def test_without_a_provider_there_is_no_such_page(world: openbook.World) -> None:
    browser = Desk(world, served(world.book)).browser()
    assert "/oidc" not in browser.get("/login").text
    assert browser.get("/oidc/start").status_code == browser.get("/oidc/return?code=a&state=b").status_code == 404


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"RELPARTY_OIDC_ISSUER": "https://id.example"}, "RELPARTY_OIDC_CLIENT_ID"),
        ({"RELPARTY_OIDC_CLIENT_ID": "a", "RELPARTY_OIDC_CLIENT_SECRET": "b"}, "RELPARTY_OIDC_ISSUER"),
        (dict.fromkeys((settings_of.CLIENT_ID, settings_of.CLIENT_SECRET), "a") | {settings_of.ISSUER: "http://id.example"}, "https"),
    ],
)
def test_half_a_configuration_stops_the_start(world: openbook.World, told: dict[str, str], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        assembled(world.book, Settings(environ=told), WebSettings())
