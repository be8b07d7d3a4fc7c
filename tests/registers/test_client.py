"""The polite client against a service that fails in every way: what it asks, waits, keeps, and what it says."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from qichachaservice import Qichacha

from registerserver import (
    BROKEN,
    CAPTCHA,
    CUT,
    DRIP,
    ELSEWHERE,
    HUGE,
    TOO_MANY,
    TOO_MANY_FOR_LONG,
    Reply,
    StoppedClock,
    client_for,
    secrets_of,
    serving,
)
from registerworld import Holder, company, world
from relparty.errors import NotLookedUp, SourceUnusable
from relparty.registers import catalog, lookup
from relparty.registers.client import Allowance, LimitReachedError, client
from relparty.registers.lookup import Wanted

COMPANY = company("甲辰", 100, "罗启航", Holder("罗启航", "100%", own_id="p00luo"))
WANTED = Wanted(COMPANY.name, COMPANY.code)
SERVICE = Qichacha(world(COMPANY))
CALLS = 5
"""The calls of a company whose lists have one page each."""


@pytest.mark.parametrize(
    ("trouble", "failure", "words"),
    [
        ([TOO_MANY] * 3, SourceUnusable, "wait 0 seconds"),
        ([TOO_MANY_FOR_LONG], SourceUnusable, "wait 86400 seconds"),
        ([BROKEN] * 3, NotLookedUp, "code 500"),
        ([CUT] * 3, NotLookedUp, "was cut"),
        ([CAPTCHA], NotLookedUp, "no JSON"),
        ([ELSEWHERE], SourceUnusable, "another address"),
    ],
)
def test_each_failure_is_one_of_two(tmp_path: Path, trouble: list[Reply], failure: type[Exception], words: str) -> None:
    with serving(SERVICE) as server:
        server.troubles.extend(trouble)
        with pytest.raises(failure, match=words):
            client_for("cn_qichacha", server.url, tmp_path).look_up(WANTED)
        assert len(server.requests) == len(trouble)


@pytest.mark.parametrize("trouble", [TOO_MANY, BROKEN, CUT])
def test_a_passing_failure_is_waited_out(tmp_path: Path, trouble: Reply) -> None:
    waiting = StoppedClock()
    with serving(SERVICE) as server:
        server.troubles.append(trouble)
        found = client_for("cn_qichacha", server.url, tmp_path, clock=waiting.clock()).look_up(WANTED)
    assert len(found.answers) == CALLS
    assert len(server.requests) == CALLS + 1


@pytest.mark.parametrize(
    ("told", "pause"),
    [("7", 7), ("Sun, 22 Nov 2026 08:00:30 GMT", 30), ("Sun, 22 Nov 2026 07:00:00 GMT", 0), ("soon", 1), ("²", 1), ("", 1)],
)
def test_it_waits_as_long_as_it_is_told_to(tmp_path: Path, told: str, pause: float) -> None:
    waiting = StoppedClock()
    with serving(SERVICE) as server:
        server.troubles.append(Reply({"error": "too many"}, 429, {"Retry-After": told}))
        client_for("cn_qichacha", server.url, tmp_path, clock=waiting.clock(), seconds_between=0).look_up(WANTED)
    assert waiting.slept == [pause]


def test_a_day_of_waiting_told_as_a_date_ends_the_source(tmp_path: Path) -> None:
    with serving(SERVICE) as server:
        server.troubles.append(Reply({"error": "too many"}, 429, {"Retry-After": "Mon, 23 Nov 2026 08:00:00 GMT"}))
        with pytest.raises(SourceUnusable, match="wait 86400 seconds"):
            client_for("cn_qichacha", server.url, tmp_path).look_up(WANTED)


def test_a_drip_ends_at_the_time_limit(tmp_path: Path) -> None:
    with serving(SERVICE) as server:
        server.troubles.append(DRIP)
        with pytest.raises(NotLookedUp, match=r"no whole answer within 0\.2 seconds"):
            client_for("cn_qichacha", server.url, tmp_path, seconds=0.2, tries=1).look_up(WANTED)


def test_an_answer_beyond_its_size_is_refused(tmp_path: Path) -> None:
    with serving(SERVICE) as server:
        server.troubles.append(HUGE)
        with pytest.raises(NotLookedUp, match="larger than 1 MB"):
            client_for("cn_qichacha", server.url, tmp_path, megabytes=1, tries=1).look_up(WANTED)


def test_nobody_there_is_a_connection_that_failed(tmp_path: Path) -> None:
    with serving(SERVICE) as server:
        url = server.url
    with pytest.raises(NotLookedUp, match="failed or was cut") as raised:
        client_for("cn_qichacha", url, tmp_path, tries=1).look_up(WANTED)
    assert COMPANY.name not in str(raised.value)
    assert "invented-key-0042" not in str(raised.value)


def test_requests_keep_their_distance(tmp_path: Path) -> None:
    waiting = StoppedClock()
    with serving(SERVICE) as server:
        client_for("cn_qichacha", server.url, tmp_path, clock=waiting.clock()).look_up(WANTED)
    assert waiting.slept == [0.5] * (CALLS - 1)


def test_what_was_answered_is_not_asked_again_even_by_another_run(tmp_path: Path) -> None:
    with serving(SERVICE) as server:
        first = client_for("cn_qichacha", server.url, tmp_path).look_up(WANTED)
        again = client_for("cn_qichacha", server.url, tmp_path).look_up(WANTED)
        assert len(server.requests) == CALLS
    assert [answer.body for answer in again.answers] == [answer.body for answer in first.answers]


def test_a_kept_answer_tells_when_it_was_retrieved(tmp_path: Path) -> None:
    later = datetime.now(UTC) + timedelta(days=3)
    with serving(SERVICE) as server:
        client_for("cn_qichacha", server.url, tmp_path).look_up(WANTED)
        again = client_for("cn_qichacha", server.url, tmp_path, clock=StoppedClock().clock(later)).look_up(WANTED)
    assert again.retrieved_on == datetime.now(UTC).date()


def test_a_failure_is_never_kept(tmp_path: Path) -> None:
    with serving(SERVICE) as server:
        server.troubles.append(Reply({"Status": "112", "Message": "余额不足", "Result": None}))
        with pytest.raises(SourceUnusable):
            client_for("cn_qichacha", server.url, tmp_path).look_up(WANTED)
        assert len(client_for("cn_qichacha", server.url, tmp_path).look_up(WANTED).answers) == CALLS


def test_a_run_stops_at_its_number_of_requests(tmp_path: Path) -> None:
    with serving(SERVICE) as server:
        asking = client_for("cn_qichacha", server.url, tmp_path, allowance=Allowance(requests=3, money=Decimal(100)))
        with pytest.raises(LimitReachedError):
            asking.look_up(WANTED)
        assert len(server.requests) == 3
        more = client_for("cn_qichacha", server.url, tmp_path, allowance=Allowance(requests=2, money=Decimal(100)))
        assert len(more.look_up(WANTED).answers) == CALLS
        assert len(server.requests) == CALLS


def test_no_paid_call_is_made_without_money_for_it(tmp_path: Path) -> None:
    with serving(SERVICE) as server:
        asking = client_for("cn_qichacha", server.url, tmp_path, allowance=Allowance(requests=100))
        with pytest.raises(LimitReachedError):
            asking.look_up(WANTED)
        assert not server.requests


def test_what_is_spent_is_the_price_of_the_calls_made(tmp_path: Path) -> None:
    allowance = Allowance(requests=100, money=Decimal(1))
    with serving(SERVICE) as server:
        client_for("cn_qichacha", server.url, tmp_path, allowance=allowance).look_up(WANTED)
    assert allowance.spent == catalog.source("cn_qichacha").card.price_of_company
    assert allowance.asked == CALLS


def test_a_key_that_is_not_set_is_said_by_the_names_of_its_variables(tmp_path: Path) -> None:
    with pytest.raises(SourceUnusable, match="RELPARTY_CN_QICHACHA_KEY, RELPARTY_CN_QICHACHA_SECRET"):
        client(catalog.source("cn_qichacha"), tmp_path, {}, Allowance(1))


def test_no_secret_and_no_name_is_in_the_log_and_no_secret_in_the_cache(tmp_path: Path) -> None:
    with serving(SERVICE) as server:
        client_for("cn_qichacha", server.url, tmp_path).look_up(WANTED)
        kept = lookup.content(client_for("cn_qichacha", server.url, tmp_path).look_up(WANTED))
    logged = (tmp_path / "requests.jsonl").read_text(encoding="utf-8")
    cached = b"".join(path.read_bytes() for path in tmp_path.iterdir() if path.name.startswith("answers"))
    for secret in secrets_of(catalog.source("cn_qichacha")).values():
        assert secret not in logged
        assert secret.encode() not in cached
        assert secret.encode() not in kept
    assert COMPANY.name not in logged
    assert COMPANY.code not in logged
    lines = [json.loads(line) for line in logged.splitlines()]
    assert {line["about"] for line in lines} == {lines[0]["about"]}
    assert [line["from_cache"] for line in lines] == [False] * CALLS + [True] * CALLS
    assert sum(Decimal(line["cost"]) for line in lines) == catalog.source("cn_qichacha").card.price_of_company


def test_no_file_is_named_by_a_company(tmp_path: Path) -> None:
    with serving(SERVICE) as server:
        found = client_for("cn_qichacha", server.url, tmp_path).look_up(WANTED)
    names = [path.name for path in tmp_path.rglob("*")] + [found.file.file]
    assert not [name for name in names if COMPANY.name in name or COMPANY.code in name]


def test_the_key_of_the_log_is_its_owners_alone(tmp_path: Path) -> None:
    with serving(SERVICE) as server:
        client_for("cn_qichacha", server.url, tmp_path).look_up(WANTED)
    assert (tmp_path / "requests.key").stat().st_mode & 0o077 == 0


def test_a_call_cannot_leave_its_address(tmp_path: Path) -> None:
    with serving(SERVICE) as server:
        asking = client_for("cn_qichacha", server.url, tmp_path)
        for path in ("//elsewhere.example/x", "../x", "http://elsewhere.example/"):
            with pytest.raises(SourceUnusable, match="another address"):
                asking._answer(lookup.Call("basic", path), WANTED)
        assert not server.requests


def test_what_surrounds_the_program_does_not_redirect_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    with serving(SERVICE) as server:
        assert client_for("cn_qichacha", server.url, tmp_path).look_up(WANTED).answers


def test_a_kept_lookup_reads_back_as_it_was(tmp_path: Path) -> None:
    with serving(SERVICE) as server:
        found = client_for("cn_qichacha", server.url, tmp_path).look_up(WANTED)
    assert lookup.read(found.file, lookup.content(found)) == found


def test_a_conversation_ends_at_the_bound_of_its_card(tmp_path: Path) -> None:
    def endless(request: object) -> Reply:
        server_page = int(getattr(request, "params", {}).get("pageIndex", "1"))
        return Reply({"Status": "200", "Paging": {"TotalRecords": 10**6}, "Result": [{"StockName": f"股东{server_page}"}]})

    with serving(endless) as server:
        asking = client_for("cn_qichacha", server.url, tmp_path)
        asking.source = replace(asking.source, fetch=_Endless())
        assert len(asking.look_up(WANTED).answers) == asking.source.card.bounds.calls


class _Endless:
    """A source that never stops asking."""

    def company(self, wanted: Wanted) -> lookup.Conversation:
        number = 0
        while True:
            number += 1
            yield lookup.Call.of("partners", "ECIPartner/GetList", searchKey=wanted.name, pageIndex=number)

    def signed(self, *_: object) -> object:
        from relparty.registers.source import Signed

        return Signed()


@pytest.mark.parametrize("name", ["answers.sqlite", "requests.jsonl"])
def test_a_place_that_cannot_be_used_is_said_before_anything_is_asked(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    with serving(SERVICE) as server, pytest.raises(SourceUnusable, match="cannot be written, or the answers kept there are damaged"):
        client_for("cn_qichacha", server.url, tmp_path).look_up(WANTED)
    assert not server.requests


def test_a_damaged_cache_is_said(tmp_path: Path) -> None:
    (tmp_path / "answers.sqlite").write_bytes(b"this is no database " * 100)
    with serving(SERVICE) as server, pytest.raises(SourceUnusable, match="damaged"):
        client_for("cn_qichacha", server.url, tmp_path).look_up(WANTED)


@pytest.mark.parametrize("content", [b"", b"short"])
def test_half_a_key_is_no_key(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "requests.key").write_bytes(content)
    with serving(SERVICE) as server:
        asking = client_for("cn_qichacha", server.url, tmp_path)
    assert len(asking.log.key) == 32
    assert (tmp_path / "requests.key").read_bytes() == asking.log.key
    assert [path.name for path in tmp_path.iterdir() if "key." in path.name] == []


def test_the_kept_answers_are_their_owners_alone(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with serving(SERVICE) as server:
        client_for("cn_qichacha", server.url, home).look_up(WANTED)
    assert home.stat().st_mode & 0o077 == 0
    assert (home / "answers.sqlite").stat().st_mode & 0o077 == 0
