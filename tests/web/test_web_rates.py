"""How often somebody may come; and that honest bidders behind one address are never refused."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from webshell import SETTINGS, Client, Ticking, shop, with_clock

from relparty.web.security import rates
from relparty.web.security.buckets import Buckets
from relparty.web.settings import Rate, RateSettings


def few(**kinds: Rate) -> RateSettings:
    return replace(RateSettings(), **kinds)


def client_with(rate_settings: RateSettings, clock: Ticking, **more: str) -> Client:
    return Client(with_clock(shop(replace(SETTINGS, rates=rate_settings)), clock), **more)


def test_a_bucket_gives_its_burst_and_then_its_rate() -> None:
    clock = Ticking(0)
    buckets = Buckets(few(login=Rate(3, 6)), clock)
    assert [buckets.take("login", "a") for _ in range(4)] == [0, 0, 0, 10]
    clock.now += 9.5
    assert buckets.take("login", "a") == 1
    clock.now += 0.5
    assert [buckets.take("login", "a") for _ in range(2)] == [0, 10]
    clock.now += 3600
    assert [buckets.take("login", "a") for _ in range(4)] == [0, 0, 0, 10]


def test_a_clock_moved_back_gives_nothing_and_takes_nothing() -> None:
    clock = Ticking(1000)
    buckets = Buckets(few(login=Rate(1, 60)), clock)
    assert buckets.take("login", "a") == 0
    clock.now = 0
    assert buckets.take("login", "a") == 1
    clock.now = 1
    assert buckets.take("login", "a") == 0


def test_memory_is_bounded_and_a_flood_of_one_kind_leaves_the_others_alone() -> None:
    buckets = Buckets(replace(few(login=Rate(1, 1), page=Rate(1, 1)), remembered=100), Ticking(0))
    assert buckets.take("page", "kept") == 0
    for number in range(10_000):
        buckets.take("login", str(number))
    assert len(buckets._of["login"]) == 100
    assert buckets.take("page", "kept") == 60
    assert buckets.take("login", "9999") == 60


def test_signing_in_too_often_is_refused_with_the_time_to_wait() -> None:
    clock = Ticking()
    client = client_with(few(login=Rate(2, 6)), clock)
    mark = client.token()
    answers = [client.post("/login", data={"name": "a", "csrf": mark}) for _ in range(3)]
    assert [each.status_code for each in answers] == [303, 303, 429]
    assert answers[2].headers["retry-after"] == "10"
    assert "请等 10 秒再试" in answers[2].text
    assert client.get("/login").status_code == 200, "reading the page is not a try"
    clock.now += 10
    assert client.post("/login", data={"name": "a", "csrf": mark}).status_code == 303


def test_another_address_is_another_bucket() -> None:
    app = with_clock(shop(replace(SETTINGS, rates=few(page=Rate(1, 1)))), Ticking())
    assert [Client(app, each).get("/").status_code for each in ("192.0.2.1", "192.0.2.1", "192.0.2.2")] == [200, 429, 200]


def test_two_hundred_bidders_behind_one_address_in_one_minute_are_all_served() -> None:
    clock = Ticking()
    client = client_with(RateSettings(), clock)
    statuses = []
    for bidder in range(200):
        clock.now += 0.3
        statuses += [client.get(f"/b/right-token-{bidder}{part}").status_code for part in ("", "/field", "/field", "")]
    assert set(statuses) == {200}
    assert len(statuses) == 800


def test_a_guesser_is_refused_while_his_honest_neighbours_are_served() -> None:
    client = client_with(few(guess=Rate(3, 6)), Ticking())
    guesses = [client.get(f"/b/wrong-{number}").status_code for number in range(5)]
    assert guesses == [404, 404, 404, 429, 429]
    assert client.get("/b/right-token-new").status_code == 200
    assert Client(client.app, "198.51.100.1").get("/b/wrong-9").status_code == 404


def test_one_link_asked_too_often_is_refused_from_every_address() -> None:
    client = client_with(few(bidder=Rate(2, 1)), Ticking())
    statuses = [Client(client.app, f"192.0.2.{number}").get("/b/right-token-a").status_code for number in range(3)]
    assert statuses == [200, 200, 429]
    assert client.get("/b/right-token-b").status_code == 200


def test_wrong_keys_of_the_api_are_counted_by_address_and_a_right_one_goes_on() -> None:
    client = client_with(few(guess=Rate(2, 6)), Ticking())
    wrong = [client.get("/api/v1/keyed", headers={"authorization": f"Bearer {number}"}) for number in range(3)]
    assert [each.status_code for each in wrong] == [401, 401, 429]
    assert wrong[2].headers["content-type"] == "application/problem+json"
    assert wrong[2].json()["status"] == 429
    assert client.get("/api/v1/keyed", headers={"authorization": "Bearer right"}).status_code == 200


def test_requests_with_files_have_a_rate_of_their_own() -> None:
    client = client_with(few(upload=Rate(1, 1)), Ticking())
    assert [client.post("/api/v1/files", files={"paper": b"x"}).status_code for _ in range(2)] == [200, 429]
    assert client.post("/api/v1/raw", content=b"x").status_code == 200


def test_static_files_and_health_are_never_refused() -> None:
    client = client_with(few(page=Rate(1, 1)), Ticking())
    assert {client.get("/health").status_code for _ in range(5)} == {200}
    assert {client.get("/static/base.css").status_code for _ in range(5)} == {200}


def test_the_forwarded_address_counts_behind_a_trusted_proxy_only() -> None:
    once = few(page=Rate(1, 1))
    trusting = with_clock(shop(replace(SETTINGS, rates=once, trusted_proxies=("10.0.0.1",))), Ticking())
    proxy = Client(trusting, "10.0.0.1")
    forwarded = [proxy.get("/", headers={"x-forwarded-for": each}).status_code for each in ("192.0.2.1", "192.0.2.2", "192.0.2.1")]
    assert forwarded == [200, 200, 429]
    assert proxy.get("/", headers={"x-forwarded-for": "192.0.2.99, 192.0.2.3"}).status_code == 200
    assert proxy.get("/", headers={"x-forwarded-for": "192.0.2.98, 192.0.2.3"}).status_code == 429, (
        "what the client itself wrote is not believed"
    )
    stranger = Client(with_clock(shop(replace(SETTINGS, rates=once)), Ticking()), "10.0.0.1")
    assert [stranger.get("/", headers={"x-forwarded-for": each}).status_code for each in ("192.0.2.1", "192.0.2.2")] == [200, 429]


@pytest.mark.parametrize(
    ("client", "address"),
    [
        (("192.0.2.1", 1), "192.0.2.1"),
        (("2001:db8:1:2:3:4:5:6", 1), "2001:db8:1:2::/64"),
        (("::ffff:192.0.2.1", 1), "192.0.2.1"),
        (("unix", 0), "-"),
        (None, "-"),
    ],
)
def test_an_address_is_a_subscriber(client: object, address: str) -> None:
    assert rates.address({"client": client}) == address


def test_nothing_of_a_token_or_an_account_is_kept_as_text() -> None:
    client = client_with(RateSettings(), Ticking())
    client.get("/b/right-token-secret")
    client.get("/api/v1/keyed", headers={"authorization": "Bearer right"})
    kept = repr(client.app.state.shell.buckets._of)
    assert re.search("secret|Bearer|right", kept) is None
    assert "bidder" in kept
