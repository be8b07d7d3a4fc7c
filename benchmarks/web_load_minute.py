"""The last minute before a deadline: every bidder hands in a form while a group screens another lot of eight.

Once all begin at the same moment, once they come one after another over a minute. Beside them two empty pages are asked
for in turns all the time, and once more when nothing else goes on: how long an upload takes is told as a multiple of these.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier, Event, Thread

from killable_server import RECEIPT, Browser, Cut, Server, serving
from sqlalchemy import select

import formwriter
import lotmaker
import openbook
from relparty.casebook import api_keys, clock, invitations, lots, submissions, tables

SPREAD = 60.0
"""Seconds over which the bidders come where they come one after another."""
PROBES = ("/health", "/static/base.css")
SCREENED = ("甲辰", "乙木", "丙火", "丁香", "戊土", "己巳", "庚午", "辛未")


@dataclass
class Seconds:
    """How long each kind of request took."""

    of: dict[str, list[float]] = field(default_factory=dict)

    def note(self, kind: str, begun: float) -> None:
        self.of.setdefault(kind, []).append(time.perf_counter() - begun)


@dataclass
class Told:
    """What bidders were told: receipts by the bidder's link, and everything that went wrong."""

    receipts: dict[str, str] = field(default_factory=dict)
    troubles: list[str] = field(default_factory=list)
    screenings: int = 0


@dataclass
class Scene:
    """A lot with all its bidders' links, one with eight forms to be screened, and a key for it."""

    world: openbook.World
    collecting: str
    secrets: dict[str, str]
    """The form of each bidder by its link."""
    forms: dict[str, bytes]
    screened: str
    key: str


def run(folder: Path, url: str, bidders: int) -> int:
    """How many submissions that were acknowledged are not there; prints the rest."""
    lost = 0
    folder.mkdir()
    world = openbook.world(folder, url, openbook.Hands(datetime.now(UTC) - timedelta(days=40)))
    screened = _screened_lot(world)
    key = api_keys.make(world.book, world.clerk, "某平台", tuple(api_keys.Scope), 300)[1]
    scenes = [(seconds, _scene(world, f"Z-{seconds:.0f}", bidders, screened, key)) for seconds in (0.0, SPREAD)]
    world.hands.to(datetime.now(UTC))
    world.book.engine.dispose()
    with serving(folder, url) as server:
        server.start()
        Browser(server.address).get("/login")  # templates are compiled with the first page
        alone = Seconds()
        _probe(server, alone, 60)
        for seconds, scene in scenes:
            lost += _minute(server, scene, alone, seconds)
        server.stop()
    world.book.engine.dispose()
    return lost


def _screened_lot(world: openbook.World) -> str:
    lot = world.lot("S-1", deadline=clock.stamp(world.hands.now + timedelta(days=11)))
    made = lotmaker.forms({"id": "S-1", "name": "办公设备采购", "bidders": {word: {} for word in SCREENED}})
    for number, (word, form) in enumerate(made.items()):
        secret = world.invited(lot, lotmaker.company_name(word), lotmaker.company_code(100 + number))
        world.handed_in(secret, formwriter.xlsx(form), name=f"{word}.xlsx")
    world.hands.by(days=11)
    return lot.id


def _scene(world: openbook.World, number: str, bidders: int, screened: str, key: str) -> Scene:
    lot = world.lot(number, deadline=clock.stamp(datetime.now(UTC) + timedelta(days=1)))
    words = [f"负载{each:03d}" for each in range(bidders)]
    made = lotmaker.forms({"id": number, "name": "办公设备采购", "bidders": {word: {} for word in words}})
    secrets = {}
    for at, word in enumerate(words):
        _, secret = invitations.invite(world.book, world.clerk, lot.id, lotmaker.company_name(word), lotmaker.company_code(500 + at))
        secrets[secret] = word
    return Scene(world, lot.id, secrets, {word: formwriter.xlsx(form) for word, form in made.items()}, screened, key)


def _minute(server: Server, scene: Scene, alone: Seconds, seconds: float) -> int:
    """One last minute; the deadline falls a minute after the last bidder has begun, or a little later where all begin together."""
    told, took, ending = Told(), Seconds(), Event()
    end = datetime.now(UTC) + timedelta(seconds=seconds + (60 if seconds else 90))
    terms = openbook.a_lot(f"Z-{seconds:.0f}", deadline=clock.stamp(end))
    lots.change(scene.world.book, scene.world.clerk, scene.collecting, terms)
    beside = [Thread(target=_probe, args=(server, took, 10**9, ending)), Thread(target=_screen, args=(server, scene, told, ending))]
    gate = Barrier(len(scene.secrets))
    waits = [seconds * at / max(len(scene.secrets) - 1, 1) for at in range(len(scene.secrets))]
    uploading = [
        Thread(target=_hand_in, args=(server, scene, told, took, secret, gate, wait))
        for secret, wait in zip(scene.secrets, waits, strict=True)
    ]
    begun = time.perf_counter()
    for each in (*beside, *uploading):
        each.start()
    for each in uploading:
        each.join()
    whole = time.perf_counter() - begun
    ending.set()
    for each in beside:
        each.join()
    _print(f"{len(scene.secrets)} bidders {f'over {seconds:.0f} s' if seconds else 'at once'}", whole, told, took, alone)
    return _lost(scene, told)


def _hand_in(server: Server, scene: Scene, told: Told, took: Seconds, secret: str, gate: Barrier, wait: float) -> None:
    """One bidder: its page, the upload, the receipt."""
    word, browser = scene.secrets[secret], Browser(server.address)
    try:
        gate.wait()
        time.sleep(wait)
        begun = time.perf_counter()
        mark, key = browser.marked(f"/b/{secret}/upload")
        took.note("page", begun)
        begun = time.perf_counter()
        sent = browser.post(f"/b/{secret}/upload", data={"csrf": mark, "key": key}, files={"form": (f"{word}.xlsx", scene.forms[word])})
        took.note("upload", begun)
        begun = time.perf_counter()
        found = RECEIPT.search(browser.get(f"/b/{secret}").text)
        took.note("receipt", begun)
        if sent.status_code != 303 or found is None:
            told.troubles.append(f"{sent.status_code} {sent.text[:100]}")
        else:
            told.receipts[secret] = found[0]
    except (Cut, RuntimeError) as error:
        told.troubles.append(repr(error)[:200])


def _screen(server: Server, scene: Scene, told: Told, ending: Event) -> None:
    """Screens the lot of eight again and again, as a group that is at work."""
    browser = Browser(server.address, {"authorization": f"Bearer {scene.key}"})
    path = f"/api/v1/lots/{scene.screened}/screenings"
    while not ending.is_set():
        made = browser.post(path)
        if made.status_code != 202:
            told.troubles.append(f"a screening answered {made.status_code} {made.text[:100]}")
            return
        while (state := browser.get(f"{path}/{made.json()['id']}").json()["state"]) == "running":
            ending.wait(0.5)
        told.screenings += state == "done"


def _probe(server: Server, took: Seconds, turns: int, ending: Event | None = None) -> None:
    """Asks for the empty pages in turns."""
    browser, ending = Browser(server.address), ending or Event()
    for _ in range(turns):
        for path in PROBES:
            begun = time.perf_counter()
            browser.get(path)
            took.note(path, begun)
        if ending.wait(0.02):
            return


def _lost(scene: Scene, told: Told) -> int:
    """How many receipts stand for nothing, or for another file than the bidder's own."""
    found = 0
    with scene.world.book.look() as db:
        states = db.execute(
            select(tables.submissions.c.state, tables.submissions.c.id)
            .join(tables.invitations, tables.invitations.c.id == tables.submissions.c.invitation_id)
            .where(tables.invitations.c.lot_id == scene.collecting)
        ).all()
        for secret, receipt in told.receipts.items():
            guest = invitations.guest(scene.world.book, secret)
            kept = [each for each in submissions.of_invitation(db, guest.invitation.id) if each.receipt == receipt]
            content = [scene.world.book.files.read(each.file_id or "") for one in kept for each in one.attachments if each.file_id]
            found += content != [scene.forms[scene.secrets[secret]]]
    late = sum(state == "late" for state, _ in states)
    print(
        f"    receipts {len(told.receipts)} of {len(scene.secrets)}; submissions {len(states)}, {late} of them late; lost: {found}; troubles: {len(told.troubles)}"
    )
    for each in told.troubles[:3]:
        print(f"    {each}")
    return found + len(scene.secrets) - len(told.receipts)


def _print(what: str, whole: float, told: Told, took: Seconds, alone: Seconds) -> None:
    print(
        f"{what}: {whole:.1f} s until the last receipt, {told.screenings} screenings of {len(SCREENED)} bidders done meanwhile", flush=True
    )
    for kind in ("page", "upload", "receipt"):
        middle, high = _quantile(took.of[kind], 50), _quantile(took.of[kind], 95)
        ratios = ", ".join(
            f"{name} {when} {middle / _quantile(each.of[name], 50):.1f} and {high / _quantile(each.of[name], 95):.1f}"
            for name in PROBES
            for when, each in (("meanwhile", took), ("alone", alone))
        )
        print(f"    {kind:8} p50 {middle * 1000:7.1f} ms, p95 {high * 1000:7.1f} ms; p50 and p95 as multiples of {ratios}")


def _quantile(seconds: Sequence[float], percent: int) -> float:
    return statistics.quantiles(seconds, n=100, method="inclusive")[percent - 1]
