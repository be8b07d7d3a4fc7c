"""Every route, by everybody: who may not is told exactly what they would be told of a thing that does not exist."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from rightsmatrix import MAY
from webshell import Client

import decidedlot
import openbook
from relparty.casebook import api_keys, group, invitations, letters, lots, opening, place, registerfiles, submissions
from relparty.casebook.api_keys import Scope
from relparty.casebook.clock import stamp
from relparty.casebook.rights import Caller, Duty
from relparty.casebook.submissions import Upload
from relparty.casebook.users import Role
from relparty.settings import Settings
from relparty.web import api, guests, pages
from relparty.web.assembled import assembled
from relparty.web.settings import Rate, RateSettings, WebSettings

WEB = WebSettings(public_url="http://shop.example", rates=RateSettings(*[Rate(10**6, 10**6)] * 7))
VISITORS = (
    "nobody", "administrator", "clerk", "other_clerk", "leader", "member", "supervisor", "auditor", "other_leader",
    "bidder", "platform", "other_platform", "bare_platform",
)  # fmt: skip
NOWHERE = "0" * 30
KINDS = {"/lots/{lot}/dossier.{kind}": "json", "/lots/{lot}/screenings/{screening}/graph/files/{kind}": "svg"}
ABSENT = {"secret": "A" * 43, "receipt": "AAAA-AAAA-AAAA-AAAA", "kind": "xlsx", "uscc": "91440300MA000100XJ"}
"""What stands for a part that does not exist, where it is no id; the empty form and a company's page are there for any."""


BODIES: dict[str, dict[str, Any]] = {
    "/api/v1/lots/{lot}/invitations": {"json": {"bidder": "某单位", "uscc": "91440300MA0001077M"}},
    "/api/v1/lots/{lot}/invitations/{invitation}/quote": {"json": {"amount": "1.00", "submitted_at": "2026-11-30T09:00:00+08:00"}},
    "/api/v1/lots/{lot}/invitations/{invitation}/submissions": {"files": {"form": ("form.json", b"{}")}},
}
"""What programs send: a wrong body is told before anything is looked for, the same for everybody."""


def routes() -> list[str]:
    """Every route of the application, by method and path."""
    found = (route for router in (*pages.routers(), *guests.routers(), *api.routers()) for route in router.routes)
    return [f"{method} {route.path}" for route in found for method in sorted(route.methods)]


@dataclass(frozen=True)
class Prepared:
    """A casebook to be copied, the ids in it, each visitor's cookies, and the keys of platforms."""

    folder: Path
    hands: openbook.Hands
    real: dict[str, str]
    own: dict[str, str]
    """The parts of the bidder who visits; `real` holds another's."""
    cookies: dict[str, httpx.Cookies]
    keys: dict[str, str]

    def client(self, folder: Path, visitor: str) -> Client:
        """The visitor at a copy of the casebook of its own."""
        shutil.copytree(self.folder / "casebook", folder / "casebook")
        book = opening.opened(place.place(folder / "casebook", key_file=self.folder / "casebook.key"), self.hands)
        return Client(assembled(book, Settings(), WEB), jar=httpx.Cookies(self.cookies.get(visitor)))


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    folder = tmp_path_factory.mktemp("matrix")
    world = openbook.world(folder)
    decided = decidedlot.decided(world, has_conflict=False)
    real, own = _parts(world, decided)
    others = {"other_clerk": world.user("other_clerk", Role.CLERK), "other_leader": world.user("other_leader", Role.OFFICER)}
    _elsewhere(world, others)
    app = assembled(world.book, Settings(), WEB)
    names = ("administrator", "clerk", "leader", "member", "supervisor", "auditor", *others)
    cookies = {name: _signed_in(Client(app), (others.get(name) or getattr(world, name)).user.login) for name in names}
    keys = {
        "platform": api_keys.make(world.book, world.clerk, "甲", tuple(Scope), 30)[1],
        "other_platform": api_keys.make(world.book, others["other_clerk"], "乙", tuple(Scope), 30)[1],
        "bare_platform": api_keys.make(world.book, others["other_clerk"], "丙", (Scope.SCREEN,), 30)[1],
    }
    real["key"] = api_keys.listed(world.book, world.clerk)[0].id
    world.book.engine.dispose()
    return Prepared(folder, world.hands, real, own, cookies, keys)


def _parts(world: openbook.World, decided: decidedlot.Decided) -> tuple[dict[str, str], dict[str, str]]:
    """The ids of everything in the lot, and what is the visiting bidder's own of it."""
    book = world.book
    page = Upload("登记.txt", "evidence", book.files.put(b"page"))
    registerfiles.add(book, world.clerk, decided.id, [page])
    issued = {
        each.bidder: each
        for each in letters.issue(book, world.clerk, decided.id, decided.screening.id, stamp(world.hands.now + timedelta(days=3)))
    }
    mine, theirs = (invitations.guest(book, decided.secrets[word]).invitation for word in ("甲辰", "乙木"))
    with book.look() as db:
        first = {each.id: submissions.of_invitation(db, each.id)[0] for each in (mine, theirs)}
        attachment = submissions.attachments(db, decided.id)[0].id
        member = next(each.id for each in group.members(db, decided.id) if each.duty is Duty.MEMBER)
    real = {
        "lot": decided.id,
        "member": member,
        "invitation": theirs.id,
        "attachment": attachment,
        "submission": first[theirs.id].id,
        "screening": decided.screening.id,
        "finding": decided.points()[0].kept.finding,
        "letter": issued[theirs.bidder].id,
        "receipt": first[theirs.id].receipt,
        "account": world.member.user.id,
        "ended": "f" * 64,
        "secret": decided.secrets["乙木"],
        "kind": "xlsx",
        "uscc": theirs.uscc,
    }
    invitations.renew(book, world.clerk, decided.id, invitations.guest(book, decided.secrets["丙火"]).invitation.id)
    own = {
        "revoked": decided.secrets["丙火"],
        "secret": decided.secrets["甲辰"],
        "receipt": first[mine.id].receipt,
        "letter": issued[mine.bidder].id,
    }
    return real, own


def _elsewhere(world: openbook.World, others: dict[str, Caller]) -> None:
    """A lot of somebody else's, with a leader of its own."""
    lot = lots.open_(world.book, others["other_clerk"], openbook.a_lot("L-2", deadline=stamp(world.hands.now.replace(year=2027))))
    group.add(world.book, others["other_clerk"], lot.id, others["other_leader"].user.id, Duty.LEADER)


def _signed_in(client: Client, login: str) -> httpx.Cookies:
    told = {"csrf": client.token("/login"), "login": login, "password": openbook.PASSWORD, "code": ""}
    assert client.post("/login", data=told).status_code == 303
    return client.jar


def test_every_route_has_its_line() -> None:
    assert sorted(routes()) == sorted(MAY)


@pytest.mark.parametrize("visitor", VISITORS)
def test_who_may_not_is_told_that_it_does_not_exist(prepared: Prepared, tmp_path: Path, visitor: str) -> None:
    client = prepared.client(tmp_path, visitor)
    told = {route: _answers(client, prepared, visitor, route) for route in routes() if visitor not in MAY[route]}
    for route, (real, absent) in told.items():
        assert real.status_code in (401, 403, 404) or _is_asked_to_sign_in(real), (route, real.status_code, real.text[:300])
        assert _shape(real) == _shape(absent), route


@pytest.mark.parametrize("visitor", VISITORS)
def test_who_may_is_let_through(prepared: Prepared, tmp_path: Path, visitor: str) -> None:
    client = prepared.client(tmp_path, visitor)
    parts = prepared.real | (prepared.own if visitor == "bidder" else {})
    for route in _gentle_first(each for each in routes() if visitor in MAY[each]):
        answer = _ask(client, prepared, visitor, route, parts)
        assert answer.status_code not in (401, 403, 404, 500), (route, answer.status_code, answer.text[:300])
        assert not _is_asked_to_sign_in(answer) or visitor == "nobody" or route == "POST /logout", route


def _gentle_first(found: Iterator[str]) -> list[str]:
    """The routes in an order in which none takes away what the next ones need."""
    rough = ("/logout", "/close", "/cancel", "/remove", "/revoke", "/renew", "/me/password", "/me/totp", "end-others", "/role")
    return sorted(
        found,
        key=lambda route: (not route.startswith("GET"), next((at for at, end in enumerate(reversed(rough)) if route.endswith(end)), -1)),
    )


def _answers(client: Client, prepared: Prepared, visitor: str, route: str) -> tuple[httpx.Response, httpx.Response]:
    """What is said of the real thing, and of one that does not exist.

    The bidder asks with its own link, for what is another's; everybody else with a link that was one once.
    """
    own = {"secret": prepared.own["secret"]} if visitor == "bidder" else {}
    once = own or {"secret": prepared.own["revoked"]}
    names = re.findall(r"\{(\w+)\}", route)
    absent = {name: ABSENT.get(name, NOWHERE if name != "ended" else "e" * 64) for name in names} | own
    return _ask(client, prepared, visitor, route, prepared.real | once), _ask(client, prepared, visitor, route, absent)


def _ask(client: Client, prepared: Prepared, visitor: str, route: str, parts: dict[str, str]) -> httpx.Response:
    method, _, path = route.partition(" ")
    parts = parts | {"kind": KINDS.get(path, "xlsx")}
    headers = {"Authorization": f"Bearer {prepared.keys[visitor]}"} if visitor in prepared.keys else {}
    address = path.format(**parts)
    if method == "GET":
        return client.get(address, headers=headers)
    if path.startswith("/api/"):
        return client.ask(method, address, headers=headers, **BODIES.get(path, {}))
    mark = _mark(client, path, parts)
    return client.ask(method, address, headers=headers, data={"csrf": mark})


def _mark(client: Client, path: str, parts: dict[str, str]) -> str:
    """The mark of a form that this visitor may see: of the link's page, of a page of their own, else of signing in."""
    first = f"/b/{parts.get('secret', '')}/form" if path.startswith("/b/") else path if path == "/login" else "/me"
    for page in (first, "/login"):
        found = re.findall(r'name="csrf" value="([^"]+)"', client.get(page).text)
        if found:
            return str(found[0])
    return ""


def _is_asked_to_sign_in(answer: httpx.Response) -> bool:
    return answer.status_code == 303 and answer.headers["location"].startswith("/login")


def _shape(answer: httpx.Response) -> tuple[object, ...]:
    """The answer without what is random or its own address: status, size, headers, bytes."""
    masked = re.sub(r'(value="|next=)[^"]+', r"\1…", answer.text)
    headers = {name: value for name, value in answer.headers.items() if name not in ("x-request-id", "location", "set-cookie")}
    return answer.status_code, masked, headers
