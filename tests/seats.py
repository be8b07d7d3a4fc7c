"""The pages of an office over a casebook, asked in memory as one user or another, each signed in without the sign-in page."""

from __future__ import annotations

import html
import re
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx2
import uvicorn
from fastapi import FastAPI
from fastapi.testclient import TestClient

import openbook
from relparty.casebook import sessions
from relparty.casebook.rights import Caller
from relparty.settings import Settings
from relparty.web.assembled import assembled
from relparty.web.security import cookies
from relparty.web.security.signing import Signer
from relparty.web.settings import BodyLimits, Rate, RateSettings, WebSettings

_OFTEN = Rate(10**6, 10**6)
_TOKEN = re.compile(r'name="csrf" value="([^"]+)"')
_TAG = re.compile(r"<[^>]+>")


@dataclass
class Seat:
    """Somebody at the pages: what is sent bears the form's mark."""

    client: TestClient
    _csrf: str = field(default="", repr=False)

    def get(self, path: str, lang: str = "zh") -> httpx2.Response:
        return self.client.get(path, headers={"accept-language": lang})

    def see(self, path: str, lang: str = "zh") -> str:
        """The page as HTML."""
        answer = self.get(path, lang)
        assert answer.status_code == 200, (path, answer.status_code, text(answer.text)[:500])
        return answer.text

    def post(self, path: str, told: Mapping[str, Any] | None = None, files: Any = None) -> httpx2.Response:
        """The answer to a form, its redirect not followed."""
        if not self._csrf:
            found = _TOKEN.search(self.client.get("/me").text)
            assert found is not None
            self._csrf = found[1]
        return self.client.post(path, data={**(told or {}), "csrf": self._csrf}, files=files, headers={"accept-language": "zh"})

    def done(self, path: str, told: Mapping[str, Any] | None = None, files: Any = None) -> str:
        """Where an accepted form leads to."""
        answer = self.post(path, told, files)
        assert answer.status_code == 303, (path, answer.status_code, text(answer.text)[:800])
        return str(answer.headers["location"])


@dataclass
class Room:
    """The office's pages, and the seats at them."""

    world: openbook.World
    limits: BodyLimits = field(default_factory=BodyLimits)
    address: str = "http://testserver"
    app: FastAPI = field(init=False)

    def __post_init__(self) -> None:
        self.app = assembled(self.world.book, Settings(), self.settings)

    @property
    def settings(self) -> WebSettings:
        rates = RateSettings(*[_OFTEN] * 7)
        return WebSettings(public_url=self.address, rates=rates, body=self.limits)

    def nobody(self) -> TestClient:
        """A browser of somebody who is not signed in."""
        return TestClient(self.app, follow_redirects=False)

    def sit(self, who: Caller) -> Seat:
        """The pages as that user sees them, signed in now: a session ends when the clock goes on by half a day."""
        client = self.nobody()
        for name, value in self.cookies(who).items():
            client.cookies.set(name, value)
        return Seat(client)

    def cookies(self, who: Caller) -> dict[str, str]:
        """The cookies of a session that begins now."""
        begun = sessions.begin(self.world.book, who.user.login, openbook.PASSWORD, "")
        assert begun is not None
        now = str(int(time.time()))
        stamp = f"{now}.{Signer(self.world.book.keys.web).mark('idle', now, begun[0])}"
        return {cookies.name(self.settings, "session"): begun[0], cookies.name(self.settings, "idle"): stamp}


@contextmanager
def served(world: openbook.World, limits: BodyLimits | None = None) -> Iterator[Room]:
    """The office at an address of this machine; its work in the background is done, and it is gone at the end."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        room = Room(world, limits or BodyLimits(), f"http://127.0.0.1:{listening.getsockname()[1]}")
        server = uvicorn.Server(uvicorn.Config(room.app, log_config=None))
        running = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        running.start()
        until = time.monotonic() + 60
        while not server.started:
            assert running.is_alive()
            assert time.monotonic() < until
            time.sleep(0.02)
        try:
            yield room
        finally:
            server.should_exit = True
            running.join()


def text(page: str) -> str:
    """What a page says, without its tags."""
    return html.unescape(" ".join(_TAG.sub(" ", page.partition("<main")[2] or page).split()))
