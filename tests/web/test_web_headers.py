"""What browsers are told, and the policy of pages made whole."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from dataclasses import replace

import pytest
from webshell import SETTINGS, Client, shop

from relparty.web import static
from relparty.web.security.headers import POLICY, csp_for


@pytest.mark.parametrize("path", ["/", "/lots/x", "/fails/broken", "/api/v1/fails/missing", "/health", "/nowhere", "/static/none.css"])
def test_every_answer_has_the_headers(path: str) -> None:
    told = Client(shop()).get(path).headers
    assert told["content-security-policy"] == POLICY
    assert told["x-content-type-options"] == "nosniff"
    assert told["referrer-policy"] == "same-origin"
    assert told["cross-origin-opener-policy"] == told["cross-origin-resource-policy"] == "same-origin"
    assert "microphone=()" in told["permissions-policy"]
    assert told["cache-control"] == "no-store"
    assert "strict-transport-security" not in told


def test_refusals_before_the_routes_have_the_headers_too() -> None:
    answer = Client(shop()).post("/form", headers={"origin": "https://evil.example"}, data={"word": "x"})
    assert answer.status_code == 403
    assert answer.headers["content-security-policy"] == POLICY


def test_a_secure_office_is_told_to_stay_secure() -> None:
    client = Client(shop(replace(SETTINGS, public_url="https://office.example")), base="https://office.example")
    assert client.get("/").headers["strict-transport-security"] == "max-age=63072000; includeSubDomains"


def test_policy_without_inline_script_or_style_and_without_other_hosts() -> None:
    assert "unsafe" not in POLICY
    assert "http" not in POLICY
    assert "frame-ancestors 'none'" in POLICY


def test_policy_of_a_whole_page_allows_its_own_parts_and_no_more() -> None:
    script, style = b"alert('\xe7\x94\xb2');\n", b"p { color: red }"
    page = b"<html><style>" + style + b"</style><script type='module'>" + script + b"</script><script src=x></script>"
    policy = csp_for(page)
    for part in (script, style):
        assert f"'sha256-{b64encode(hashlib.sha256(part).digest()).decode()}'" in policy
    assert policy.count("sha256-") == 2
    assert "script-src 'sha256" in policy
    assert "unsafe-inline" not in policy.replace("style-src-attr 'unsafe-inline'", "")
    assert "allow-same-origin" not in policy


def test_policy_of_a_page_without_scripts_allows_none() -> None:
    assert "script-src 'none'" in csp_for(b"<p>nothing</p>")


def test_static_files_are_kept_for_ever_by_their_version_alone() -> None:
    client = Client(shop())
    address = static.address("base.css")
    kept = client.get(address)
    assert kept.status_code == 200
    assert kept.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert client.get("/static/base.css").headers["cache-control"] == "no-cache"
    assert client.get("/static/base.css?v=0").headers["cache-control"] == "no-cache"
    assert client.get(address, headers={"if-none-match": kept.headers["etag"]}).status_code == 304
    assert address in client.get("/").text


@pytest.mark.parametrize("path", ["/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static/", "/static/a%00b"])
def test_nothing_but_static_files_is_served(path: str) -> None:
    assert Client(shop()).get(path).status_code == 404


def test_health_says_ok_and_nothing_else() -> None:
    answer = Client(shop(), base="http://10.1.2.3:8000").get("/health")
    assert (answer.status_code, answer.text) == (200, "ok")


def test_documentation_loads_nothing_from_elsewhere() -> None:
    client = Client(shop())
    assert [client.get(path).status_code for path in ("/docs", "/redoc", "/openapi.json", "/api/openapi.json")] == [404, 404, 404, 200]
