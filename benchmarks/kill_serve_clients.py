"""Who works with the server that `kill_serve.py` kills: bidders, a platform, members of the group, each in a thread of its own.

Each does as people and programs do after a broken connection: it sends the same page again, or looks first whether its
word is there. What was acknowledged, refused and merely tried is written down here and compared with the casebook in the end.
"""

from __future__ import annotations

import random
import re
import secrets
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from threading import Event
from typing import Any

import requests
from killable_server import RECEIPT, Browser, Cut, Server, unique

_PATIENCE = 180
"""Seconds after which a deed that is never answered is a fault of its own."""


class Over(Exception):
    """The time of working is over; a deed that is under way stays as it is."""


@dataclass
class Ledger:
    """What everybody did, as far as they know; lists and counts are only ever added to."""

    ending: Event = field(default_factory=Event)
    tried: dict[str, set[str]] = field(
        default_factory=lambda: {kind: set() for kind in ("handed in", "replied", "decided", "opened", "screened")}
    )
    acknowledged: list[Told] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def acknowledge(self, kind: str, mark: str, **told: Any) -> None:
        self.acknowledged.append(Told(kind, mark, told))


@dataclass(frozen=True)
class Told:
    """An act that was acknowledged: its kind, what tells it from all others, and what the answer said."""

    kind: str
    mark: str
    told: dict[str, Any]


@dataclass
class Client:
    """Somebody at work: a browser or a program, and the ledger."""

    server: Server
    ledger: Ledger
    chance: random.Random
    headers: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.browser = Browser(self.server.address, self.headers)

    def work(self) -> None:
        """Does one thing after another until the time is over."""
        try:
            self.prepare()
            while True:
                self.turn()
        except Over:
            return
        except Exception as error:  # noqa: BLE001  # whatever broke here is part of the result
            self.ledger.faults.append(f"{type(self).__name__}: {type(error).__name__} {str(error)[:300]}")

    def prepare(self) -> None:
        """What is done once, such as signing in."""

    def turn(self) -> None:
        raise NotImplementedError

    def answered(self, deed: Callable[[], requests.Response]) -> requests.Response:
        """The answer to a deed that may be done again; a cut, a full house and a missing database have it sent once more."""
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            if self.ledger.ending.is_set():
                raise Over
            if not self.server.ready.wait(0.2):
                continue
            try:
                answer = deed()
            except Cut:
                self.ledger.counts["requests cut off"] += 1
                time.sleep(0.05)
                continue
            if answer.status_code not in (429, 503):
                return answer
            self.ledger.counts[f"answers {answer.status_code}"] += 1
            time.sleep(0.3)
        raise RuntimeError("no answer for minutes")

    def page(self, path: str) -> tuple[str, str]:
        """The mark and key of a form, however often it takes."""
        found: list[tuple[str, str]] = []

        def read() -> requests.Response:
            answer = self.browser.get(path)
            if answer.status_code == 200:
                found.append(self.browser.marks(answer))
            return answer

        answer = self.answered(read)
        if answer.status_code != 200:
            raise RuntimeError(f"a page of {path.split('/')[1]} answered {answer.status_code} {answer.headers.get('location', '')}")
        return found[-1]

    def expect(self, answer: requests.Response, status: int, what: str) -> None:
        if answer.status_code != status:
            raise RuntimeError(f"{what} answered {answer.status_code}: {answer.text[:200]}")


@dataclass
class Bidder(Client):
    """Hands in by its upload page, again and again; now and then the same page twice."""

    secret: str = ""
    form: bytes = b""

    def turn(self) -> None:
        mark, key = self.page(f"/b/{self.secret}/upload")
        form, paper = varied(self.form), self.chance.randbytes(self.chance.randrange(1, 400_000))
        self.ledger.tried["handed in"].add(hashed(form))
        files = [("form", ("form.json", form)), ("evidence", ("licence.pdf", paper))]

        def send() -> requests.Response:
            return self.browser.post(f"/b/{self.secret}/upload", data={"csrf": mark, "key": key}, files=files)

        self.expect(self.answered(send), 303, "an upload")
        self.ledger.acknowledge("handed in", hashed(form), hashes={hashed(form), hashed(paper)})
        receipt = self._receipt()
        self.ledger.acknowledge("handed in", hashed(form), receipt=receipt)
        if self.chance.random() < 0.3:
            self.expect(self.answered(send), 303, "an upload sent again")
            if self._receipt() != receipt:
                self.ledger.faults.append("the same page sent again has another receipt")

    def _receipt(self) -> str:
        page = self.answered(lambda: self.browser.get(f"/b/{self.secret}"))
        found = RECEIPT.search(page.text)
        if found is None:
            raise RuntimeError("the page after an upload shows no receipt")
        return found[0]


@dataclass
class Platform(Client):
    """Pushes forms by the interface, each under a key of its own, sent again after every cut."""

    lot: str = ""
    invitation: str = ""
    form: bytes = b""

    def turn(self) -> None:
        form, key = varied(self.form), unique()
        self.ledger.tried["handed in"].add(hashed(form))
        path = f"/api/v1/lots/{self.lot}/invitations/{self.invitation}/submissions"

        def send() -> requests.Response:
            return self.browser.post(path, files={"form": ("form.json", form)}, headers={"Idempotency-Key": key})

        answer = self.answered(send)
        self.expect(answer, 201, "a form of the platform")
        self.ledger.acknowledge("handed in", hashed(form), receipt=answer.json()["receipt"], hashes={hashed(form)}, id=answer.json()["id"])
        if self.chance.random() < 0.3 and self.answered(send).json() != answer.json():
            self.ledger.faults.append("the same request sent again has another answer")


@dataclass
class Opener(Client):
    """Opens lots by the interface and invites a bidder to each."""

    code: str = ""

    def turn(self) -> None:
        number, key = unique(), unique()
        self.ledger.tried["opened"].add(number)
        lot = {"number": number, "name": "办公设备采购", "deadline": "2099-01-01T00:00:00+08:00", "opens_on": "2099-01-01"}

        def send() -> requests.Response:
            return self.browser.post("/api/v1/lots", json=lot, headers={"Idempotency-Key": key})

        answer = self.answered(send)
        self.expect(answer, 201, "a new lot")
        self.ledger.acknowledge("opened", number, id=answer.json()["id"])
        told = {"bidder": "某单位", "uscc": self.code}
        path = f"/api/v1/lots/{answer.json()['id']}/invitations"
        made = self.answered(lambda: self.browser.post(path, json=told, headers={"Idempotency-Key": f"{key}i"}))
        self.expect(made, 201, "an invitation")
        self.ledger.acknowledge("invited", made.json()["id"], lot=answer.json()["id"])
        time.sleep(self.chance.uniform(0, 0.2))


@dataclass
class Screener(Client):
    """Has a lot screened by the interface, and looks how far it is."""

    lot: str = ""

    def turn(self) -> None:
        key = unique()
        path = f"/api/v1/lots/{self.lot}/screenings"
        answer = self.answered(lambda: self.browser.post(path, headers={"Idempotency-Key": key}))
        if answer.status_code == 409:  # another one runs, or ran when the server was killed
            time.sleep(0.1)
            return
        self.expect(answer, 202, "a screening")
        self.ledger.tried["screened"].add(answer.json()["id"])
        self.ledger.acknowledge("screened", answer.json()["id"], lot=self.lot)
        until = time.monotonic() + 20
        while self.answered(lambda: self.browser.get(f"{path}/{answer.json()['id']}")).json()["state"] == "running":
            if time.monotonic() > until:
                break
            time.sleep(0.1)


@dataclass
class Person(Client):
    """Somebody of the office at a browser; signs in anew now and then, and is never signed out by a kill."""

    login: str = ""
    password: str = ""

    def prepare(self) -> None:
        mark, _ = self.page("/login")
        told = {"csrf": mark, "login": self.login, "password": self.password, "code": ""}
        self.expect(self.answered(lambda: self.browser.post("/login", data=told)), 303, "signing in")
        self.ledger.acknowledge("signed in", unique())


@dataclass
class Clerk(Person):
    """Screens in the console."""

    lot: str = ""

    def turn(self) -> None:
        mark, _ = self.page(f"/lots/{self.lot}")
        answer = self.answered(lambda: self.browser.post(f"/lots/{self.lot}/screen", data={"csrf": mark}))
        self.expect(answer, 303, "a screening in the console")
        found = re.fullmatch(rf"/lots/{self.lot}/screenings/([0-9a-f]+)", answer.headers["location"])
        if found is None:
            raise RuntimeError(f"a screening led to {answer.headers['location']}")
        self.ledger.acknowledge("screened", found[1], lot=self.lot)
        time.sleep(self.chance.uniform(0.2, 1))


@dataclass
class Decider(Person):
    """Decides on findings; after a cut it looks whether its word is there before it says it again."""

    lot: str = ""
    screening: str = ""
    says: tuple[tuple[str, str], ...] = ()
    """Findings with what this person may say of each."""

    def turn(self) -> None:
        finding, outcome = self.chance.choice(self.says)
        path, word = f"/lots/{self.lot}/findings/{finding}", unique()
        self.ledger.tried["decided"].add(word)
        while True:
            mark, _ = self.page(path)
            if self._is_there(path, word):
                break
            told = {"csrf": mark, "outcome": outcome, "reason": f"理由 {word}", "screening": self.screening}
            try:
                answer = self.browser.post(path, data=told)
            except Cut:
                self.ledger.counts["requests cut off"] += 1
                continue
            if answer.status_code in (429, 503):
                time.sleep(0.3)
                continue
            if answer.status_code == 409:
                self.ledger.refused.append(("decided", word))
                return
            self.expect(answer, 303, "a decision")
            if not answer.headers["location"].startswith(path):
                raise RuntimeError(f"a decision led to {answer.headers['location']}")
            break
        self.ledger.acknowledge("decided", word)
        if not self._is_there(path, word):
            self.ledger.faults.append("a decision that was acknowledged is not shown")
        if self.chance.random() < 0.05:
            self.prepare()

    def _is_there(self, path: str, word: str) -> bool:
        answer = self.answered(lambda: self.browser.get(path))
        self.expect(answer, 200, "a finding")
        return word in answer.text


@dataclass
class Replier(Client):
    """A bidder that answers its letter."""

    secret: str = ""
    letter: str = ""

    def turn(self) -> None:
        path = f"/b/{self.secret}/letters/{self.letter}"
        mark, key = self.page(path)
        word, paper = unique(), self.chance.randbytes(20_000)
        self.ledger.tried["replied"].add(word)
        told = {"csrf": mark, "key": key, "words": f"答复 {word}"}
        answer = self.answered(lambda: self.browser.post(path, data=told, files={"files": ("paper.pdf", paper)}))
        self.expect(answer, 303, "a reply")
        self.ledger.acknowledge("replied", word, hashes={hashed(paper)})
        time.sleep(self.chance.uniform(0, 0.3))


def varied(form: bytes) -> bytes:
    """The same form as a file that nobody sent before: what JSON does not read tells it apart."""
    return form + "".join(secrets.choice(" \t\n") for _ in range(200)).encode()


def hashed(content: bytes) -> str:
    return sha256(content).hexdigest()
