"""Forms are taken from our own pages, in the session or visit that read them; sessions end when nobody uses them."""

from __future__ import annotations

from dataclasses import replace

import pytest
import webshell
from webshell import SETTINGS, Client, Ticking, shop, with_clock

from relparty.web.security import signing
from relparty.web.settings import WebSettings

SECURE = replace(SETTINGS, public_url="https://office.example")


@pytest.fixture(autouse=True)
def _nothing_saved() -> None:
    webshell.saved.clear()


def signed_in(client: Client, name: str = "zhang") -> Client:
    assert client.post("/login", data={"name": name, "csrf": client.token("/form")}).status_code == 303
    return client


@pytest.mark.parametrize("path", ["/form", "/plain"])
def test_a_form_of_ours_is_taken_and_read_once_for_check_and_route(path: str) -> None:
    client = Client(shop())
    assert client.post(path, data={"word": "甲", "csrf": client.token()}).text == "甲"
    assert client.post(path, files={"paper": b"x"}, data={"word": "乙", "csrf": client.token()}).text == "乙"
    assert client.post(path, data={"word": "丙"}, headers={"x-csrf": client.token()}).text == "丙"
    assert webshell.saved == ["甲", "乙", "丙"]


@pytest.mark.parametrize("mark", [None, "", ".", "a.b", "甲.乙", "x" * 100_000])
def test_a_form_without_the_right_mark_is_refused_and_nothing_is_saved(mark: str | None) -> None:
    client = Client(shop())
    client.token()
    for path in ("/form", "/plain"):
        answer = client.post(path, data={"word": "甲"} | ({"csrf": mark} if mark is not None else {}))
        assert answer.status_code == 403
        assert "没有保存" in answer.text
    assert webshell.saved == []


def test_the_mark_of_another_visit_is_refused() -> None:
    app = shop()
    one, other = Client(app), Client(app)
    other.token()
    assert other.post("/form", data={"word": "甲", "csrf": one.token()}).status_code == 403
    assert webshell.saved == []


def test_the_mark_of_another_session_and_of_the_visit_before_signing_in_are_refused() -> None:
    app = shop()
    one, other = signed_in(Client(app), "one"), Client(app)
    before = other.token()
    signed_in(other, "other")
    assert other.post("/form", data={"word": "甲", "csrf": before}).status_code == 403
    assert other.post("/form", data={"word": "甲", "csrf": one.token()}).status_code == 403
    assert other.post("/form", data={"word": "甲", "csrf": other.token()}).status_code == 200


def test_a_forged_visit_cookie_is_no_visit() -> None:
    forged = f"mine.{signing.Signer(b'other key').mark('visit', 'mine')}"
    answer = Client(shop()).get("/", headers={"cookie": f"relparty-visit={forged}"})
    assert answer.headers["set-cookie"].startswith("relparty-visit=")
    assert forged not in answer.headers["set-cookie"]
    kept = answer.headers["set-cookie"].partition(";")[0]
    assert "set-cookie" not in Client(shop()).get("/", headers={"cookie": kept}).headers


def test_two_pages_of_one_visit_are_both_good_whichever_was_opened_last() -> None:
    client = Client(shop())
    first, second = client.token(), client.token()
    assert first != second
    assert client.post("/form", data={"word": "甲", "csrf": first}).status_code == 200
    assert client.post("/form", data={"word": "乙", "csrf": second}).status_code == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"sec-fetch-site": "same-origin"}, 200),
        ({"origin": "http://shop.example", "sec-fetch-site": "same-origin"}, 200),
        ({"origin": "http://shop.example"}, 200),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"origin": "http://shop.example", "sec-fetch-site": "cross-site"}, 403),
        ({"origin": "https://shop.example"}, 403),
        ({"origin": "http://shop.example:81"}, 403),
        ({"origin": "http://shop.example.evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": ""}, 403),
    ],
)
def test_where_a_form_comes_from_is_asked_beside_the_mark(headers: dict[str, str], status: int) -> None:
    client = Client(shop())
    assert client.post("/form", data={"word": "甲", "csrf": client.token()}, headers=headers).status_code == status


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_every_unsafe_method_is_asked_on_every_path(method: str) -> None:
    for path in ("/form", "/nowhere", "/api/v1/raw", "/b/right-token"):
        assert Client(shop()).ask(method, path, headers={"origin": "https://evil.example"}).status_code == 403


def test_programs_need_no_mark() -> None:
    assert Client(shop()).post("/api/v1/raw", content=b"abc").json() == {"bytes": 3}


@pytest.mark.parametrize(
    ("public_url", "host", "status"),
    [
        ("http://127.0.0.1:8000", "localhost:8000", 200),
        ("http://127.0.0.1:8000", "127.0.0.1:8000", 200),
        ("http://127.0.0.1:8000", "[::1]:8000", 200),
        ("http://127.0.0.1:8000", "evil.example:8000", 421),
        ("http://127.0.0.1:8000", "127.0.0.1", 421),
        ("https://office.example", "office.example", 200),
        ("https://Office.example:443", "office.example", 200),
        ("https://office.example", "localhost", 421),
    ],
)
def test_only_our_own_names_are_answered(public_url: str, host: str, status: int) -> None:
    client = Client(shop(WebSettings(public_url=public_url)))
    assert client.get("/", headers={"host": host}).status_code == status


def test_cookies_by_https_have_the_prefix_and_every_guard() -> None:
    client = Client(shop(SECURE), base="https://office.example")
    visited = client.get("/form").headers.get_list("set-cookie")
    came = client.post("/login", data={"name": "zhang", "csrf": client.token()}).headers.get_list("set-cookie")
    for cookie in (*visited, *came):
        assert cookie.startswith("__Host-relparty-")
        lowered = cookie.lower()
        assert "; path=/" in lowered
        assert "; secure" in lowered
        assert "; httponly" in lowered
        assert "; samesite=lax" in lowered
        assert "domain=" not in lowered
    assert [cookie.partition("=")[0] for cookie in came] == ["__Host-relparty-session", "__Host-relparty-idle", "__Host-relparty-flash"]


def test_a_session_nobody_uses_ends_and_a_used_one_goes_on() -> None:
    clock = Ticking()
    client = signed_in(Client(with_clock(shop(), clock)))
    for _ in range(4):
        clock.now += 29 * 60
        assert client.get("/me").text == "secret-of-zhang"
    clock.now += 30 * 60 + 1
    assert client.get("/me").text == "nobody"
    assert client.get("/me").text == "nobody", "asking does not wake it"


def test_what_a_script_asks_keeps_nobody_signed_in() -> None:
    clock = Ticking()
    client = signed_in(Client(with_clock(shop(), clock)))
    for _ in range(31):
        clock.now += 60
        last = client.get("/me", headers={"sec-fetch-dest": "empty"}).text
    assert last == "nobody"


def test_the_stamp_is_written_at_most_once_a_minute() -> None:
    clock = Ticking()
    client = signed_in(Client(with_clock(shop(), clock)))
    assert "set-cookie" not in client.get("/me").headers
    clock.now += 61
    assert client.get("/me").headers["set-cookie"].startswith("relparty-idle=")


def test_a_stamp_is_good_for_its_own_session_alone_and_cannot_be_written_by_hand() -> None:
    clock = Ticking()
    app = with_clock(shop(), clock)
    one, other = signed_in(Client(app), "one"), signed_in(Client(app), "other")
    clock.now += 3600
    signed_in(one, "one")
    stolen = one.jar["relparty-idle"]
    for stamp in (stolen, f"{int(clock.now)}.x", "x.y", "", stolen.replace(str(int(clock.now)), str(int(clock.now) + 10))):
        client = Client(app)
        cookie = f"relparty-session={other.jar['relparty-session']}; relparty-idle={stamp}"
        assert client.get("/me", headers={"cookie": cookie}).text == "nobody", stamp


def test_a_clock_moved_back_signs_out_and_does_not_prolong() -> None:
    clock = Ticking()
    client = signed_in(Client(with_clock(shop(), clock)))
    clock.now -= 3600
    assert client.get("/me").text == "nobody"


def test_signing_out_takes_the_cookies_and_no_stamp_brings_them_back() -> None:
    clock = Ticking()
    client = signed_in(Client(with_clock(shop(), clock)))
    clock.now += 120
    answer = client.post("/logout", headers={"x-csrf": client.token("/form")})
    assert answer.status_code == 303
    assert client.get("/me").text == "nobody"
    assert "relparty-session" not in client.jar
    assert "relparty-idle" not in client.jar


def test_a_message_is_shown_once_and_cannot_be_written_by_anybody_else() -> None:
    client = signed_in(Client(shop()), "<script>alert(1)</script>")
    assert "已登录：&lt;script&gt;" in client.get("/").text
    assert "script&gt;" not in client.get("/").text
    assert "evil" not in Client(shop()).get("/", headers={"cookie": "relparty-flash=WyJkb25lIiwgImV2aWwiXQ.AAAA"}).text
    assert "evil" not in client.get("/?flash=evil&message=evil").text.replace("?flash=evil&amp;message=evil", "")


def test_marks_of_different_purposes_and_parts_differ() -> None:
    signer = signing.Signer(b"k" * 32)
    marks = [
        signer.mark("form", "ab", "c"),
        signer.mark("form", "a", "bc"),
        signer.mark("visit", "ab", "c"),
        signing.Signer(b"j").mark("form", "ab", "c"),
    ]
    assert len(set(marks)) == 4
    assert "k" * 8 not in repr(signer)
