"""Bidders at their own pages, asked in memory: each has a browser and a link, and forms are read when a test says so."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import httpx2
from fastapi import FastAPI
from fastapi.testclient import TestClient

import lotmaker
import openbook
from relparty.casebook import clock, invitations, lots, readings, submissions
from relparty.settings import FileLimits, Settings
from relparty.web.assembled import assembled
from relparty.web.settings import BodyLimits, Rate, RateSettings, WebSettings

Sent: TypeAlias = tuple[str, tuple[str, bytes]]
ADDRESS = "http://testserver"
_OFTEN = RateSettings(*[Rate(10**6, 10**6)] * 7)
_MARK = re.compile(r'name="csrf" value="([^"]+)"')
_KEY = re.compile(r'name="key" value="([^"]+)"')
_INPUT = re.compile(r'<input id="([^"]+)" name="[^"]+" type="text" value="([^"]*)"')
_TAG = re.compile(r"<[^>]+>")


def text(page: str) -> str:
    """What a page says, without its tags."""
    return " ".join(html.unescape(_TAG.sub(" ", page)).split())


@dataclass
class Seat:
    """A bidder's browser at one link."""

    client: TestClient
    secret: str

    def path(self, rest: str = "") -> str:
        return f"/b/{self.secret}{rest}"

    def get(self, rest: str = "", lang: str = "zh") -> httpx2.Response:
        return self.client.get(self.path(rest), headers={"accept-language": lang})

    def see(self, rest: str = "", lang: str = "zh") -> str:
        """The page as HTML."""
        answer = self.get(rest, lang)
        assert answer.status_code == 200, (rest, answer.status_code, text(answer.text)[:500])
        return answer.text

    def says(self, rest: str = "", lang: str = "zh") -> str:
        """The words of a page."""
        return text(self.see(rest, lang))

    def opened(self, rest: str) -> dict[str, str]:
        """The hidden inputs of a page with a form, as they are sent back with it."""
        page = self.see(rest)
        return {"csrf": html.unescape(_MARK.findall(page)[0]), "key": html.unescape(_KEY.findall(page)[0])}

    def filled(self, rest: str = "/form") -> dict[str, str]:
        """The texts that stand in the form."""
        return {name: html.unescape(value) for name, value in _INPUT.findall(self.see(rest)) if value}

    def post(self, rest: str, told: dict[str, Any], files: Sequence[Sent] = (), lang: str = "zh") -> httpx2.Response:
        headers = {"accept-language": lang}
        return self.client.post(self.path(rest), data=told, files=list(files) or None, headers=headers)

    def upload(self, *files: Sent, hidden: dict[str, Any] | None = None) -> httpx2.Response:
        """The answer to an upload, from a page opened just now unless one is told."""
        return self.post("/upload", hidden or self.opened("/upload"), files)

    def fill(self, answers: dict[str, str], act: str = "hand_in", hidden: dict[str, str] | None = None) -> httpx2.Response:
        """The answer to the form online."""
        return self.post("/form", (hidden or self.opened("/form")) | answers | {"act": act})


@dataclass
class Guests:
    """A lot whose bidders come by their links; nothing is read in the background."""

    world: openbook.World
    limits: BodyLimits = field(default_factory=BodyLimits)
    number: str = "L-1"
    address: str = ADDRESS
    deadline: str = clock.stamp(openbook.DEADLINE)
    app: FastAPI = field(init=False)
    lot: lots.Lot = field(init=False)

    def __post_init__(self) -> None:
        self.app = assembled(self.world.book, Settings(), self.settings)
        self.app.state.office.background.stop()
        self.lot = self.world.lot(self.number, deadline=self.deadline)

    @property
    def settings(self) -> WebSettings:
        return WebSettings(public_url=self.address, rates=_OFTEN, body=self.limits)

    def seat(self, secret: str) -> Seat:
        """A new browser at a link."""
        return Seat(TestClient(self.app, base_url=self.address, follow_redirects=False, raise_server_exceptions=False), secret)

    def invited(self, word: str = "甲辰", number: int = 100) -> Seat:
        """A bidder that was invited just now; 100 is the code that `form` bears."""
        return self.seat(self.world.invited(self.lot, lotmaker.company_name(word), lotmaker.company_code(number)))

    def read(self) -> None:
        """Reads what waits, and lets the time go by until bidders are shown it."""
        with self.world.book.look() as db:
            waiting = readings.unread(db)
        for each in waiting:
            readings.read(self.world.book, each, FileLimits())
        self.world.hands.by(seconds=6)

    def versions(self, seat: Seat) -> tuple[submissions.Submission, ...]:
        """What is on record of a bidder, the latest first."""
        invitation = invitations.guest(self.world.book, seat.secret).invitation
        with self.world.book.look() as db:
            return submissions.of_invitation(db, invitation.id)


def form(word: str = "甲辰", lot: str = "L-1", **told: Any) -> bytes:
    """The machine form of a bidder, whose code is that of company 100."""
    made = lotmaker.forms({"id": lot, "name": "办公设备采购", "bidders": {word: told}})[word]
    return json.dumps(made, ensure_ascii=False).encode()


ANSWERS = {
    "address": "深圳市坪山区示例路1号",
    "phone": "0755-80000000",
    "email": "bid@bidder.example",
    "bidder_kind": "有限责任公司",
    "head_name": "罗启航",
    "head_id": lotmaker.person_id(1),
    "shareholders-1-name": "罗启航",
    "shareholders-1-number": lotmaker.person_id(1),
    "shareholders-1-kind": "自然人",
    "shareholders-1-percent": "100",
    "filled_on": "2026-11-10",
}
"""Answers of a form online, beside those that the page brings."""


def content(told: dict[str, Any]) -> bytes:
    """A machine form as a file."""
    return json.dumps(told, ensure_ascii=False).encode()
