"""The log tells what happened and where in the code, and nobody's name."""

from __future__ import annotations

import logging
import logging.config
import re

import pytest
from webshell import SETTINGS, Client, served, shop

from relparty.web import logs


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.DEBUG)
    return caplog


def line_of(lines: pytest.LogCaptureFixture) -> str:
    (line,) = [each.getMessage() for each in lines.records if each.name == "relparty.web.access"]
    return line


def test_a_line_a_request_by_the_routes_template(lines: pytest.LogCaptureFixture) -> None:
    client = Client(shop())
    answer = client.get("/lots/深圳甲公司?name=张三")
    line = line_of(lines)
    assert re.fullmatch(rf"GET /lots/\{{lot\}} 404 \d+ms {answer.headers['x-request-id']}", line)


@pytest.mark.parametrize(
    ("path", "template"),
    [
        ("/b/right-token-1/field", "/b/{token}/field"),
        ("/api/v1/fails/missing", "/api/v1/fails/{kind}"),
        ("/outer/inner/张三/x", "/outer/inner/{name}/x"),
        ("/张三/no", "-"),
        ("/numbers/张三", "/numbers/{number}"),
    ],
)
def test_the_template_is_the_whole_one_and_never_the_path(lines: pytest.LogCaptureFixture, path: str, template: str) -> None:
    Client(shop()).get(path)
    assert line_of(lines).split()[1] == template


@pytest.mark.parametrize("kind", ["broken", "gone", "full-sqlite", "full-file", "usage"])
def test_errors_are_found_by_number_and_place_and_say_no_word_of_theirs(lines: pytest.LogCaptureFixture, kind: str) -> None:
    answer = Client(shop()).get(f"/fails/{kind}?who=张三丰", headers={"authorization": "Bearer token-abc", "cookie": "a=token-abc"})
    text = lines.text + "".join(str(each.exc_info) for each in lines.records)
    for secret in ("张三丰", "110000", "token-abc", "alert"):
        assert secret not in text
    if answer.status_code >= 500:
        error = next(each for each in lines.records if each.levelno == logging.ERROR).getMessage()
        assert answer.headers["x-request-id"] in error
        assert re.search(r"webshell\.py:\d+", error)


def test_a_method_of_ones_own_making_is_not_written(lines: pytest.LogCaptureFixture) -> None:
    Client(shop()).ask("ZHANGSAN", "/lots/1")
    assert line_of(lines).startswith("OTHER ")


def test_the_real_server_writes_nothing_more(lines: pytest.LogCaptureFixture) -> None:
    import http.client

    with served() as port:
        for path in ("/fails/broken?who=zhangsan", "/cut", "/b/zhangsan"):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            connection.request("GET", path)
            response = connection.getresponse()
            assert response.getheader("server") is None
            if path != "/cut":
                response.read()
            connection.close()
    assert "zhangsan" not in lines.text
    assert "token-abc" not in lines.text
    assert "CutShort" in lines.text


def test_lines_tell_their_moment_in_utc() -> None:
    record = logging.makeLogRecord({"created": 1790000000.25, "msecs": 250.0, "msg": "x"})
    assert logs.UtcLines("%(asctime)s %(message)s").format(record) == "2026-09-21T14:13:20.250Z x"
    assert logs.server_options(SETTINGS)["log_config"]["formatters"]["line"]["()"] is logs.UtcLines


def test_uvicorn_is_told_to_be_silent_and_to_trust_nobody() -> None:
    options = logs.server_options(SETTINGS)
    assert (options["access_log"], options["server_header"], options["proxy_headers"]) == (False, False, False)
    logging.config.dictConfig(options["log_config"] | {"loggers": {}})
