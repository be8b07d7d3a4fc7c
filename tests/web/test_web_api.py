"""The interface for platforms, as a platform uses it."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest
from webshell import Client

import apioffice
import lotmaker
import openbook
from relparty.casebook import lots
from relparty.casebook.api_keys import Scope

NEW = {"number": "PT-1", "name": "某采购", "deadline": "2026-12-01T09:00:00+08:00", "opens_on": "2026-12-01", "chosen_how": "pool_draw"}
Ask = Callable[..., httpx.Response]


@pytest.fixture
def world(tmp_path: Path, database_url: str) -> openbook.World:
    return openbook.world(tmp_path, database_url)


def asking(world: openbook.World, *scopes: Scope) -> Ask:
    """A platform with a key of these scopes."""
    client, key = Client(apioffice.app_of(world), base="http://testserver"), apioffice.key_of(world, *scopes)

    def ask(method: str, path: str, repeat: str = "", **more: Any) -> httpx.Response:
        headers = {"Authorization": f"Bearer {key}"} | ({"Idempotency-Key": repeat} if repeat else {})
        return client.ask(method, f"/api/v1{path}", headers=headers, **more)

    return ask


def test_a_lot_is_opened_once_however_often_it_is_sent(world: openbook.World) -> None:
    ask = asking(world)
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: ask("POST", "/lots", "one", json=NEW), range(8)))
    assert {each.status_code for each in answers} == {201}
    assert len({each.text for each in answers}) == 1
    assert lots.count(world.book, world.clerk) == 1
    other = ask("POST", "/lots", "one", json=NEW | {"name": "另一个"})
    assert (other.status_code, other.json()["status"]) == (409, 409)
    again = ask("POST", "/lots", json=NEW)
    assert again.status_code == 409
    assert "已经立项" in again.json()["detail"]


def test_the_round_of_a_platform(world: openbook.World, tmp_path: Path) -> None:
    ask = asking(world)
    lot = ask("POST", "/lots", json=NEW).json()["id"]
    forms = lotmaker.write(tmp_path / "lot", {"id": "PT-1", "bidders": {"甲辰": {}, "乙木": {}}}) / "forms"
    for form in sorted(forms.iterdir()):
        told = json.loads(form.read_text("utf-8"))["bidder"]
        invited = ask(
            "POST", f"/lots/{lot}/invitations", f"invite-{told['uscc']}", json={"bidder": told["name"], "uscc": told["uscc"]}
        ).json()
        assert invited["link"].startswith("http://testserver/b/")
        place = f"/lots/{lot}/invitations/{invited['id']}"
        assert ask("PUT", f"{place}/quote", json={"amount": "98000.00", "submitted_at": "2026-11-30T09:00:00+08:00"}).status_code == 204
        sent = [ask("POST", f"{place}/submissions", f"form-{form.name}", files={"form": (form.name, form.read_bytes())}) for _ in range(2)]
        assert sent[0].status_code == 201
        assert sent[0].text == sent[1].text
        assert sent[0].json()["version"] == 1
    listed = ask("GET", f"/lots/{lot}/invitations").json()["invitations"]
    assert [each["version"] for each in listed] == [1, 1]
    assert all(each["link"] is None for each in listed)
    world.hands.to(openbook.DEADLINE)
    late = ask("POST", f"{place}/submissions", files={"form": ("late.json", b"{}")}).json()
    assert (late["state"], late["version"]) == ("late", 2)
    missing = ask("POST", f"/lots/{lot}/screenings")
    assert missing.status_code == 409
    assert "采购小组缺少组长" in missing.json()["detail"]


def test_lots_come_page_by_page_and_each_once(world: openbook.World) -> None:
    ask = asking(world, Scope.LOTS_READ)
    made = {world.lot(f"L-{number}").id for number in range(7)}
    found, after = [], ""
    while True:
        page = ask("GET", "/lots", params={"limit": 3, "after": after}).json()
        found += [each["id"] for each in page["lots"]]
        after = page["next"]
        if not after:
            break
    assert len(found) == 7
    assert set(found) == made
    assert [each["number"] for each in ask("GET", "/lots", params={"text": "L-3"}).json()["lots"]] == ["L-3"]
    assert ask("GET", "/lots", params={"text": "%"}).json()["lots"] == []


def test_findings_come_page_by_page_with_where_they_stand(tmp_path: Path, database_url: str) -> None:
    served = apioffice.served(tmp_path, database_url)
    ask = asking(served.world)
    place = f"/lots/{served.ids['lot']}/screenings/{served.ids['screening']}"
    whole = ask("GET", f"{place}/findings").json()
    assert whole["verdict"] == "stop"
    pages, after = [], 0
    while after is not None:
        page = ask("GET", f"{place}/findings", params={"limit": 1, "after": after}).json()
        pages += page["findings"]
        after = page["next"]
    assert pages == whole["findings"]
    assert {each["is_open"] for each in pages if each["level"] == "bar"} == {True}
    english = ask("GET", f"{place}/document", params={"lang": "en"}).json()
    assert (english["lang"], english["verdict"]) == ("en", "stop")
    assert ask("GET", f"/lots/{served.ids['lot']}/dossier").content.startswith(b"%PDF")


@pytest.mark.parametrize(
    ("scope", "path"),
    [(Scope.SCREEN, "/lots"), (Scope.LOTS_READ, "/lots/{lot}/dossier"), (Scope.DOSSIER_READ, "/lots/{lot}")],
)
def test_a_scope_that_is_wanting_is_told_nothing(world: openbook.World, scope: Scope, path: str) -> None:
    ask, lot = asking(world, scope), world.lot()
    answer = ask("GET", path.format(lot=lot.id))
    assert answer.status_code == 404
    assert answer.text == ask("GET", f"/lots/{'0' * 30}/dossier").text


def test_what_cannot_be_understood_is_told_by_place(world: openbook.World) -> None:
    answer = asking(world)("POST", "/lots", json={"number": "", "name": "x", "deadline": 0, "opens_on": "2026-12-01", "more": 1})
    assert answer.status_code == 422
    assert {each["place"] for each in answer.json()["errors"]} == {"body/number", "body/deadline", "body/more"}
