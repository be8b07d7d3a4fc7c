"""Error pages: one for everything that is not there, and each other with place, fact and next step."""

from __future__ import annotations

import pytest
from starlette.requests import ClientDisconnect
from webshell import RESIDENT, SECRET, Client, served, shop

from relparty.web import failures


def test_what_does_not_exist_and_what_is_not_for_you_are_the_same_bytes() -> None:
    client = Client(shop())
    paths = [
        "/lots/1",
        "/lots/%3Cscript%3E",
        "/nowhere",
        "/lots/" + "x" * 5000,
        "/b/wrong",
        "/numbers/x",
        "/static/no",
        "/lots/1/",
        "/?x"[:1] + "a?q=1",
    ]
    answers = [client.get(path) for path in paths]
    assert {each.status_code for each in answers} == {404}
    assert len({each.content for each in answers}) == 1
    assert len({tuple(sorted(name for name in each.headers)) for each in answers}) == 1
    assert "set-cookie" not in answers[0].headers
    posted = client.post("/lots/1", headers={"x-csrf": client.token()})
    assert posted.content == answers[0].content


def test_the_page_of_what_is_not_there_is_the_same_for_who_is_signed_in() -> None:
    client = Client(shop())
    before = client.get("/lots/1").content
    client.post("/login", data={"name": "zhang", "csrf": client.token()})
    assert client.get("/me").text == "secret-of-zhang"
    assert client.get("/lots/1").content == before


@pytest.mark.parametrize(
    ("kind", "status", "said"),
    [
        ("missing", 404, "没有这一页"),
        ("usage", 400, "请更正"),
        ("refused", 409, "已截止"),
        ("gone", 503, "请按未保存处理"),
        ("full-file", 507, "没有保存任何内容"),
        ("full-sqlite", 507, "没有保存任何内容"),
        ("full-postgres", 507, "没有保存任何内容"),
        ("broken", 500, "请求编号"),
    ],
)
def test_every_error_says_place_fact_and_next_step_and_nothing_of_the_inside(kind: str, status: int, said: str) -> None:
    client = Client(shop())
    page, english, record = client.get(f"/fails/{kind}"), client.get(f"/fails/{kind}?lang=en"), client.get(f"/api/v1/fails/{kind}")
    assert {page.status_code, english.status_code, record.status_code} == {status}
    assert said in page.text
    assert '<html lang="en">' in english.text
    for part in ("Where", "What happened", "What to do"):
        assert f"<dt>{part}</dt>" in english.text
    assert record.headers["content-type"] == "application/problem+json"
    told = record.json()
    assert told["status"] == status
    assert told["title"]
    assert told["detail"]
    assert told["next_step"]
    assert "<script>alert" not in page.text + english.text
    for text in (page.text, english.text, record.text):
        assert RESIDENT not in text
        for secret in SECRET.split():
            assert secret not in text


def test_a_message_with_a_personal_number_is_masked() -> None:
    page = Client(shop()).get("/fails/usage").text
    assert RESIDENT not in page
    assert "110000********0003" in page
    assert "&lt;script&gt;" in page


def test_the_number_of_the_request_stands_on_the_page_of_our_errors_and_in_the_header() -> None:
    client = Client(shop())
    for path in ("/fails/broken", "/fails/gone", "/api/v1/fails/broken"):
        answer = client.get(path)
        assert answer.headers["x-request-id"] in answer.text
    missing = client.get("/fails/missing")
    assert missing.headers["x-request-id"] not in missing.text


def test_a_database_that_may_come_back_says_when_to_try_again() -> None:
    assert Client(shop()).get("/fails/gone").headers["retry-after"] == "30"


def test_a_wrong_method_keeps_the_header_that_names_the_right_ones() -> None:
    client = Client(shop())
    answer = client.ask("DELETE", "/me", headers={"x-csrf": "x"})
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET"
    assert "按钮或链接" in answer.text


def test_an_invalid_request_says_where_and_never_what_was_sent() -> None:
    answer = Client(shop()).post("/api/v1/files", data={"paper": RESIDENT})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["place"] == "body/paper"
    assert RESIDENT not in answer.text
    client = Client(shop())
    page = client.post("/form", data={"csrf": client.token()})
    assert page.status_code == 422
    assert "没有保存任何内容" in page.text


def test_words_of_libraries_are_shown_to_nobody() -> None:
    for status in (400, 418, 499, 500, 502):
        assert failures.of_status(status).status in (status, 500)
    answer = Client(shop()).post("/api/v1/files", content=b"broken", headers={"content-type": "multipart/form-data"})
    assert answer.status_code == 400
    assert "boundary" not in answer.text


def test_a_client_that_went_away_is_no_error_of_ours() -> None:
    failure = failures.failure_of(ClientDisconnect())
    assert (failure.status, failure.is_ours) == (400, False)


def test_an_answer_that_breaks_on_its_way_is_cut_and_not_completed() -> None:
    import http.client

    with served() as port:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request("GET", "/cut")
        with pytest.raises(http.client.IncompleteRead):
            connection.getresponse().read()
        connection.close()


@pytest.mark.parametrize(
    ("asked", "tag"),
    [
        ({}, "zh-CN"),
        ({"accept-language": "en-GB,en;q=0.9"}, "en"),
        ({"accept-language": "fr, en;q=0.3, zh-CN;q=0.8"}, "zh-CN"),
        ({"accept-language": "fr"}, "zh-CN"),
        ({"accept-language": "zh;q=0, en"}, "en"),
        ({"accept-language": ";;q=,,en;q=x" * 500}, "zh-CN"),
        ({"cookie": "relparty-lang=en"}, "en"),
        ({"cookie": "relparty-lang=<script>"}, "zh-CN"),
    ],
)
def test_the_language_is_the_readers(asked: dict[str, str], tag: str) -> None:
    for path in ("/", "/nowhere"):
        assert f'<html lang="{tag}">' in Client(shop()).get(path, headers=asked).text


def test_the_chosen_language_stays_and_the_switch_keeps_the_address() -> None:
    client = Client(shop())
    page = client.get("/?sort=name&lang=en")
    assert 'href="?sort=name&amp;lang=zh"' in page.text
    assert '<html lang="en">' in client.get("/").text
    hostile = client.get("/?a=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&lang=xx")
    assert "<script>alert" not in hostile.text
