"""The whole application over a casebook for tests, asked as a browser would ask it: with cookies and the marks of forms."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path
from types import MappingProxyType
from typing import Any

import httpx2
from fastapi import FastAPI
from fastapi.testclient import TestClient

import openbook
from relparty.casebook.book import Casebook
from relparty.settings import Settings
from relparty.web.assembled import assembled
from relparty.web.settings import Rate, RateSettings, WebSettings

PUBLIC = "http://office.example"
OFTEN = Rate(10**6, 10**6)
MARK = re.compile(r'name="csrf" value="([^"]+)"')


@dataclass
class Browser:
    """One browser: it keeps cookies and follows nothing by itself."""

    client: TestClient

    def get(self, path: str, **more: Any) -> httpx2.Response:
        return self.client.get(path, **more)

    def post(self, path: str, told: Mapping[str, str] | None = None, *, form_at: str = "") -> httpx2.Response:
        """The answer to a form, sent with the mark of the page it stands on."""
        found = MARK.search(self.get(form_at or path).text)
        assert found, f"no form at {form_at or path}"
        return self.client.post(path, data={"csrf": unescape(found[1]), **(told or {})})

    def sign_in(self, login: str, password: str = openbook.PASSWORD, code: str = "", onward: str = "") -> httpx2.Response:
        told = {"login": login, "password": password, "code": code}
        return self.post("/login", told | ({"next": onward} if onward else {}))

    def is_in(self) -> bool:
        """Whether this browser is signed in."""
        return self.get("/me").status_code == 200


@dataclass
class Desk:
    """A served casebook and its people."""

    world: openbook.World
    app: FastAPI

    def browser(self, login: str = "", address: str = "203.0.113.7") -> Browser:
        """A new browser, signed in where a login is told."""
        client = TestClient(
            self.app,
            base_url=PUBLIC,
            follow_redirects=False,
            raise_server_exceptions=False,
            headers={"accept-language": "zh"},
            client=(address, 50000),
        )
        browser = Browser(client)
        if login:
            assert browser.sign_in(login).status_code == 303
        return browser


def desk(folder: Path, url: str = "", *, rates: RateSettings | None = None, environ: Mapping[str, str] | None = None) -> Desk:
    """The application over a new casebook with its people; its clock is the casebook's, its rates are reached by no test that sets none."""
    world = openbook.world(folder, url)
    return Desk(world, served(world.book, rates, environ))


def served(book: Casebook, rates: RateSettings | None = None, environ: Mapping[str, str] | None = None, *, setup_code: str = "") -> FastAPI:
    """The application over a casebook, on the casebook's clock."""
    web = WebSettings(public_url=PUBLIC, rates=rates or RateSettings(OFTEN, OFTEN, OFTEN, OFTEN, OFTEN, OFTEN, OFTEN))
    app = assembled(book, Settings(environ=MappingProxyType(dict(environ or {}))), web, setup_code=setup_code)
    app.state.shell = replace(app.state.shell, clock=lambda: book.clock().timestamp())
    return app
