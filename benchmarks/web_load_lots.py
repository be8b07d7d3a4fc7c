"""A casebook of many lots beside one of a single lot, each with its server: the same pages asked for in turns.

Every lot has a group, three bidders that handed in, and a screening; the rows are written in acts of a hundred lots, so
that the trail answers for each of them. One more lot collects, so that bidders' pages can be measured too.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from killable_server import UNLIMITED, Browser, Server, serving
from sqlalchemy import select

import decidedlot
import lotmaker
import openbook
from relparty.casebook import api_keys, clock, lots, tables, verify
from relparty.casebook.book import Act
from relparty.casebook.submissions import record_file

AN_ACT = 100
"""Lots written in one act."""
EACH = 3
"""Bidders of a lot."""
COMPANIES = 700
TURNS = 25
OPEN = "开放项目"


@dataclass
class Office:
    """A casebook with so many lots, and what is needed to ask its server."""

    world: openbook.World
    some: str
    """The id of a lot in the middle."""
    number: str
    cursor: str
    """What asks for the page of lots after the middle."""
    secret: str
    key: str


def run(one: Path, url_of_one: str, many: Path, url_of_many: str, count: int) -> int:
    """How many faults the trail of the filled casebook has; prints the rest."""
    begun = time.perf_counter()
    offices = _office(one, url_of_one, 1), _office(many, url_of_many, count)
    print(f"{count} lots written in {time.perf_counter() - begun:.0f} s", flush=True)
    with serving(one, url_of_one, UNLIMITED) as first, serving(many, url_of_many, UNLIMITED) as second:
        for server in (first, second):
            begun = time.perf_counter()
            server.start()
            print(f"started in {time.perf_counter() - begun:.1f} s", flush=True)
        _compare((first, second), offices)
        for server in (first, second):
            server.stop()
    begun = time.perf_counter()
    found = verify.verify(offices[1].world.book)
    seconds = time.perf_counter() - begun
    print(f"verify: {seconds:.1f} s for {found.rows} rows and {found.entries} entries, {len(found.faults)} faults")
    for office in offices:
        office.world.book.engine.dispose()
    return len(found.faults)


def _office(folder: Path, url: str, count: int) -> Office:
    folder.mkdir()
    world = openbook.world(folder, url, openbook.Hands(datetime.now(UTC) - timedelta(days=40)))
    for start in range(0, count, AN_ACT):
        _fill(world, range(start, min(start + AN_ACT, count)))
    collecting = world.lot("O-1", deadline=clock.stamp(datetime.now(UTC) + timedelta(days=1)))
    secret = world.invited(collecting, OPEN, lotmaker.company_code(0))
    key = api_keys.make(world.book, world.clerk, "某平台", tuple(api_keys.Scope), 300)[1]
    number = f"L-{count // 2:06d}"
    with world.book.look() as db:
        row = db.execute(select(tables.lots).where(tables.lots.c.number == number)).one()
    world.book.engine.dispose()
    return Office(world, row.id, number, f"{row.created_at}~{row.id}", secret, key)


def _fill(world: openbook.World, numbers: range) -> None:
    """Writes lots with all that they have, in one act."""
    stored = world.book.files.put(decidedlot.form("甲辰", decidedlot.BIDDERS["甲辰"]))
    read = world.book.files.put(b'{"zh": {"fields": [], "verdict": "fine"}, "en": {"fields": [], "verdict": "fine"}}')
    world.hands.by(seconds=1)
    with world.book.act(world.clerk.actor, "lots.taken_over") as act:
        for each in (stored, read):
            record_file(act, each)
        for number in numbers:
            lot = _lot(act, world, number)
            for place in range(EACH):
                _handed_in(act, lot, number * 7 + place * 101, stored.id, read.id)
            told = {"lot_id": lot, "number": 1, "state": "done", "actor": "system", "started_at": act.now, "ended_at": act.now}
            act.insert(tables.screenings, told | {"verdict": "stop", "document": read.id})


def _lot(act: Act, world: openbook.World, number: int) -> str:
    day = clock.stamp(clock.moment(act.now) - timedelta(days=1))
    terms = asdict(lots.Terms(f"L-{number:06d}", f"办公设备采购 {number}", day, "2026-11-01", f"某局{number % 40}", chosen_how="pool_draw"))
    made = act.insert(tables.lots, terms | {"owner_id": world.clerk.user.id, "created_at": act.now, "closed_at": act.now})
    for who, duty in ((world.leader, "leader"), (world.member, "member"), (world.supervisor, "supervisor")):
        act.insert(tables.members, {"lot_id": made, "user_id": who.user.id, "duty": duty, "added_at": act.now})
    return made


def _handed_in(act: Act, lot: str, number: int, form: str, read: str) -> None:
    """A bidder with one submission that was read."""
    code = lotmaker.company_code(number % COMPANIES + 1)
    told = {
        "lot_id": lot,
        "bidder": f"某单位{number % COMPANIES}",
        "uscc": code,
        "contact": "",
        "token": f"{lot}{number}",
        "created_at": act.now,
    }
    invitation = act.insert(tables.invitations, told)
    receipt = f"{lot}-{number}"
    made = {"invitation_id": invitation, "version": 1, "key": "k", "state": "accepted", "origin": "upload", "received_at": act.now}
    submission = act.insert(tables.submissions, made | {"receipt": receipt})
    file = {"owner_id": submission, "position": 0, "part": "form", "name": "form.json", "sha256": form, "size": 1000, "file_id": form}
    act.insert(tables.readings, {"id": act.insert(tables.attachments, file), "answers": read, "read_at": act.now})


def _compare(servers: tuple[Server, Server], offices: tuple[Office, Office]) -> None:
    asking = [dict(_asked(server, office)) for server, office in zip(servers, offices, strict=True)]
    for kind in asking[0]:
        seconds: tuple[list[float], list[float]] = ([], [])
        for _ in range(TURNS):
            for each, took in zip(asking, seconds, strict=True):
                took.append(each[kind]())
        one, many = (statistics.median(each[1:]) for each in seconds)
        print(f"    {kind:42} one lot {one * 1000:7.1f} ms, many {many * 1000:7.1f} ms: {many / one:5.2f} times", flush=True)


def _asked(server: Server, office: Office) -> Iterator[tuple[str, Callable[[], float]]]:
    """Each kind of page with what asks for it once and tells the seconds."""
    platform = Browser(server.address, {"authorization": f"Bearer {office.key}"})
    people = {login: _signed_in(server, login) for login in ("clerk", "leader", "auditor")}
    yield "empty page", _page(platform, "/health")
    for login, browser in people.items():
        yield f"list, {login}", _page(browser, "/lots")
        yield f"search for a number, {login}", _page(browser, f"/lots?q={office.number}")
        yield f"search for what is nowhere, {login}", _page(browser, "/lots?q=nowhere")
    yield "search for what is in most, clerk", _page(people["clerk"], "/lots?q=办公")
    yield "list from the middle on, clerk", _page(people["clerk"], f"/lots?after={office.cursor}")
    yield "one lot, clerk", _page(people["clerk"], f"/lots/{office.some}")
    yield "one lot, member of its group", _page(people["leader"], f"/lots/{office.some}")
    yield "memory, auditor", _page(people["auditor"], "/memory")
    yield "list, interface", _page(platform, "/api/v1/lots")
    yield "list of one, interface", _page(platform, "/api/v1/lots?limit=1")
    yield "search for a number, interface", _page(platform, f"/api/v1/lots?text={office.number}")
    yield "one lot, interface", _page(platform, f"/api/v1/lots/{office.some}")
    bidder = Browser(server.address)
    yield "bidder's page", _page(bidder, f"/b/{office.secret}")
    yield "upload of a form", lambda: _upload(bidder, office)


def _signed_in(server: Server, login: str) -> Browser:
    browser = Browser(server.address)
    answer = browser.sign_in(login, openbook.PASSWORD)
    if answer.status_code != 303:
        raise RuntimeError(f"signing in answered {answer.status_code}")
    return browser


def _page(browser: Browser, path: str) -> Callable[[], float]:
    def ask() -> float:
        begun = time.perf_counter()
        answer = browser.get(path)
        took = time.perf_counter() - begun
        if answer.status_code != 200:
            raise RuntimeError(f"{path.partition('?')[0]} answered {answer.status_code}")
        return took

    return ask


def _upload(browser: Browser, office: Office) -> float:
    path = f"/b/{office.secret}/upload"
    mark, key = browser.marked(path)
    form = decidedlot.form("甲辰", decidedlot.BIDDERS["甲辰"], lot="O-1")
    begun = time.perf_counter()
    answer = browser.post(path, data={"csrf": mark, "key": key}, files={"form": ("form.json", form)})
    took = time.perf_counter() - begun
    if answer.status_code != 303:
        raise RuntimeError(f"an upload answered {answer.status_code}")
    return took
