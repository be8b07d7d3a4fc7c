"""What holds for every service, whatever its interface: each trouble of the network, each field, each value of another shape.

The recorded examples are the service, so that a new source is held to all of it from its first day.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from replaying import SERVICES, Replay, altered, places, recording, recordings

from registerserver import BROKEN, CAPTCHA, CUT, DRIP, ELSEWHERE, HUGE, TOO_MANY, TOO_MANY_FOR_LONG, Reply, client_for, secrets_of, serving
from relparty.errors import NotLookedUp, SourceUnusable
from relparty.model.evidence import Extract
from relparty.registers import catalog, lookup
from relparty.registers.lookup import Answer, Lookup

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
FIELD = "unknownField"
BESIDE = {
    "cn_qichacha": set(),
    "cn_qixin": set(),
    "cn_tianyancha": {"industryAll"},
    "gb_companies_house": {"accounts", "address", "links", "officer", "registered_office_address"},
    "int_gleif": {
        *("errors", "expiration", "fund-manager", "goldenCopy", "headquartersAddress", "legalAddress", "legalForm", "links"),
        *("managing-lou", "meta", "registeredAt", "validatedAt"),
    },
}
"""The objects that each source passes over whole, by name."""
CHOOSING = {"search", "direct_parent", "ultimate_parent"}
"""Calls that only tell which company is meant: what they tell of it is told by another."""


@pytest.mark.parametrize("trouble", [TOO_MANY, BROKEN, CUT], ids=["429", "500", "cut"])
@pytest.mark.parametrize("at", ["first", "last"])
@pytest.mark.parametrize("name", SERVICES)
def test_a_passing_trouble_is_waited_out(tmp_path: Path, name: str, at: str, trouble: Reply) -> None:
    recorded = recording(name)
    with serving(_troubled(recorded, at, [trouble])) as server:
        found = client_for(name, server.url, tmp_path).look_up(recorded.wanted)
    assert [answer.body for answer in found.answers] == [answer.body for answer in recorded.answers]
    assert len(server.requests) == len(recorded.answers) + 1


@pytest.mark.parametrize(
    ("troubles", "failure", "words"),
    [
        ([TOO_MANY] * 3, SourceUnusable, "asks to wait"),
        ([TOO_MANY_FOR_LONG], SourceUnusable, "asks to wait 86400 seconds"),
        ([BROKEN] * 3, NotLookedUp, "service failed"),
        ([CUT] * 3, NotLookedUp, "was cut"),
        ([CAPTCHA], NotLookedUp, "no JSON"),
        ([Reply(b"[1]")], NotLookedUp, "no JSON"),
        ([ELSEWHERE], SourceUnusable, "another address"),
        ([HUGE] * 3, NotLookedUp, "larger than 1 MB"),
    ],
    ids=["429", "429 for a day", "500", "cut", "web page", "list", "redirect", "huge"],
)
@pytest.mark.parametrize("at", ["first", "last"])
@pytest.mark.parametrize("name", SERVICES)
def test_a_lasting_trouble_is_one_of_the_two_failures_and_a_later_run_asks_only_the_rest(
    tmp_path: Path, name: str, at: str, troubles: list[Reply], failure: type[Exception], words: str
) -> None:
    recorded = recording(name)
    with serving(_troubled(recorded, at, troubles)) as server:
        client = client_for(name, server.url, tmp_path, megabytes=1)
        with pytest.raises(failure, match=words) as raised:
            client.look_up(recorded.wanted)
        assert client.look_up(recorded.wanted).answers
    assert len(server.requests) == len(recorded.answers) + len(troubles)
    assert recorded.wanted.name not in str(raised.value)


@pytest.mark.parametrize("name", SERVICES)
def test_a_drip_ends_at_the_time_limit(tmp_path: Path, name: str) -> None:
    recorded = recording(name)
    with serving(_troubled(recorded, "first", [DRIP])) as server, pytest.raises(NotLookedUp, match=r"no whole answer within 0\.2 seconds"):
        client_for(name, server.url, tmp_path, seconds=0.2, tries=1).look_up(recorded.wanted)


@pytest.mark.parametrize("name", SERVICES)
def test_no_name_is_in_the_log_or_in_the_name_of_a_file_and_no_secret_anywhere(tmp_path: Path, name: str) -> None:
    recorded = recording(name)
    with serving(Replay(recorded)) as server:
        found = client_for(name, server.url, tmp_path).look_up(recorded.wanted)
    logged = (tmp_path / "requests.jsonl").read_text(encoding="utf-8")
    called = [path.name for path in tmp_path.rglob("*")] + [found.file.file]
    for word in filter(None, (recorded.wanted.name, recorded.wanted.code)):
        assert word not in logged
        assert not [each for each in called if word in each]
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()) + lookup.content(found)
    proof = catalog.source(name).service[0].signed(found.answers[0].call, client_for(name, server.url, tmp_path).secrets, NOW)
    for secret in (
        *secrets_of(catalog.source(name)).values(),
        *(value for key, value in (*proof.params, *proof.headers) if key in _signs(name)),
    ):
        assert secret.encode() not in kept


@pytest.mark.parametrize(("name", "recorded"), recordings(), ids=lambda each: each if isinstance(each, str) else "")
def test_an_unknown_field_of_any_object_is_told(name: str, recorded: Lookup) -> None:
    silent = []
    for at, answer in enumerate(recorded.answers):
        if answer.call.name in CHOOSING:
            continue
        for way, value in places(answer.body):
            if isinstance(value, dict) and not BESIDE[name] & set(way) and not _is_beside(name, answer, value):
                found = _parsed(name, _changed(recorded, at, altered(answer.body, way, lambda each: {**each, FIELD: "示例"})))
                if not any(FIELD in told.text for told in (*found.unread, *found.notes)):
                    silent.append((answer.call.name, way))
    assert not silent


@pytest.mark.parametrize("value", [None, "", "x", 7, [], {}, [[]], [{}], True], ids=repr)
@pytest.mark.parametrize(("name", "recorded"), recordings(), ids=lambda each: each if isinstance(each, str) else "")
def test_a_value_of_another_shape_is_one_of_the_two_failures_or_said_as_it_is(name: str, recorded: Lookup, value: Any) -> None:
    for at, answer in enumerate(recorded.answers):
        for way, _ in places(answer.body):
            changed = _changed(recorded, at, altered(answer.body, way, lambda _: value))
            try:
                found = _asked_again(name, changed)
            except (NotLookedUp, SourceUnusable):
                continue
            assert found.name
            assert found.name.text != "None", (answer.call.name, way)


def _signs(name: str) -> set[str]:
    """The parameters and headers that prove who asks, without those that are the same for everybody."""
    access = catalog.source(name).card.access
    return set(access.signed_with) - {"Auth-Version", "Timespan", "timestamp"} if access else set()


def _troubled(recorded: Lookup, at: str, troubles: list[Reply]) -> Any:
    """The recording, with troubles before the answer to its first or its last call."""
    left, place = list(troubles), recorded.answers[0 if at == "first" else -1].call

    def service(request: Any) -> Reply:
        is_there = request.path == place.path and dict(place.params).items() <= request.params.items()
        return left.pop(0) if left and is_there else Replay(recorded)(request)

    return service


def _is_beside(name: str, answer: Answer, value: object) -> bool:
    """True for the answer that there is nothing, and for dates of a filing of GLEIF's."""
    relation = answer.body.get("data") if isinstance(answer.body, dict) else None
    is_filing = name == "int_gleif" and "relationship" in answer.call.name and isinstance(relation, dict)
    return answer.status == 404 or (is_filing and isinstance(relation, dict) and value is relation["attributes"].get("registration"))


def _changed(recorded: Lookup, at: int, body: object) -> Lookup:
    answers = list(recorded.answers)
    answers[at] = replace(answers[at], body=body)
    return replace(recorded, answers=tuple(answers))


def _parsed(name: str, recorded: Lookup) -> Extract:
    return catalog.source(name).service[1].company(recorded)


def _asked_again(name: str, changed: Lookup) -> Extract:
    """What the source makes of the answers, its conversation held with them as long as it asks what was recorded."""
    fetch, parse = catalog.source(name).service
    conversation = fetch.company(changed.wanted)
    answers: list[Answer] = []
    recorded = {answer.call: answer for answer in changed.answers}
    try:
        call = next(conversation)
        while call in recorded:
            parse.check(recorded[call])
            answers.append(recorded[call])
            call = conversation.send(recorded[call])
    except StopIteration:
        pass
    return parse.company(replace(changed, answers=tuple(answers)))
