"""A served casebook with a lot of which everything is there, and a key for all of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from fastapi import FastAPI

import lotmaker
import openbook
from relparty.casebook import api_keys, invitations, screenings
from relparty.casebook.api_keys import Scope
from relparty.casebook.screenings import Progress
from relparty.settings import Settings
from relparty.web import api
from relparty.web.app import application
from relparty.web.background import Background
from relparty.web.settings import Rate, RateSettings, WebSettings
from relparty.web.wiring import Office

OFTEN = Rate(10**6, 10**6)


class Screening(Background):
    """Screens and reads no forms: a reading that goes on while a test closes its database takes the interpreter with it."""

    __slots__ = ()

    def read_new(self) -> None:
        """Leaves them unread."""


@dataclass(frozen=True)
class Served:
    """The application, its world, a key with every scope, and the ids of what is there."""

    world: openbook.World
    app: FastAPI
    key: str
    ids: dict[str, str]


def served(folder: Path, url: str) -> Served:
    """An application over a casebook in which two related bidders handed in and were screened."""
    world = openbook.world(folder, url)
    lot = world.lot("API-1")
    lotmaker.write(
        folder / "lot", {"bidders": {"甲辰": {"head": {"name": "罗启航", "id": "#1"}}, "乙木": {"head": {"name": "罗启航", "id": "#1"}}}}
    )
    for number, form in enumerate(sorted((folder / "lot" / "forms").iterdir())):
        secret = world.invited(lot, f"某单位{number}", lotmaker.company_code(900 + number))
        world.handed_in(secret, form.read_bytes(), name=form.name)
    world.hands.to(openbook.DEADLINE)
    job = screenings.ask(world.book, world.clerk, lot.id)
    found = screenings.run(world.book, job, Settings(), Progress())
    with world.book.look() as db:
        invitation = invitations.listed(db, lot.id)[0].id
    return Served(world, app_of(world), key_of(world), {"lot": lot.id, "screening": found.id, "invitation": invitation})


def app_of(world: openbook.World) -> FastAPI:
    """The interface alone, over a casebook, with rates that no test reaches."""
    web = WebSettings(public_url="http://testserver", rates=RateSettings(*[OFTEN] * 7))
    app = application(world.book, web, world.book.keys.web, api.routers())
    app.state.office = Office(world.book, Settings(), web, Screening(world.book, Settings()))
    return app


def key_of(world: openbook.World, *scopes: Scope) -> str:
    """The secret of a key with some scopes, with all where none is told."""
    return api_keys.make(world.book, world.clerk, "某平台", scopes or tuple(Scope), 30)[1]
