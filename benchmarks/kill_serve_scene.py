"""The casebook in which `kill_serve.py` has everybody work: a lot that collects, one that is screened, one that is decided."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kill_serve_clients import Bidder, Clerk, Client, Decider, Ledger, Opener, Platform, Replier, Screener
from killable_server import Server
from sqlalchemy import select

import decidedlot
import lotmaker
import openbook
from decidedlot import Decided
from relparty.casebook import api_keys, clock, invitations, letters, tables
from relparty.casebook.findings import GRAVE
from relparty.casebook.invitations import Invitation
from relparty.casebook.rights import Caller

BIDDERS, PLATFORMS = 4, 2


@dataclass
class Scene:
    """Everybody at their work, and the forms that were there before."""

    clients: list[Client]
    before: frozenset[str]


@dataclass
class Stage:
    """What the clients are made of."""

    world: openbook.World
    server: Server
    ledger: Ledger
    chance: random.Random
    collecting: str
    bearer: dict[str, str]

    def common(self, **headers: str) -> tuple[Server, Ledger, random.Random, dict[str, str]]:
        return self.server, self.ledger, random.Random(self.chance.random()), headers

    def invited(self, number: int) -> tuple[Invitation, str]:
        return invitations.invite(
            self.world.book, self.world.clerk, self.collecting, f"某单位{number}", lotmaker.company_code(300 + number)
        )


def set_up(folder: Path, url: str, server: Server, ledger: Ledger, chance: random.Random) -> Scene:
    """Three lots of one office, begun weeks ago, and those who will work on them."""
    world = openbook.world(folder, url, openbook.Hands(datetime.now(UTC) - timedelta(days=40)))
    decided, screened = decidedlot.decided(world, number="D-1"), decidedlot.decided(world, number="S-1")
    later = clock.stamp(datetime.now(UTC) + timedelta(days=30))
    stage = Stage(world, server, ledger, chance, world.lot("C-1", deadline=later).id, {"authorization": f"Bearer {_key(world)}"})
    letter = letters.issue(world.book, world.clerk, decided.id, decided.screening.id, later)[0]
    clients = [*_bidders(stage), *_platform(stage, screened), *_office(stage, decided, screened)]
    with world.book.look() as db:
        addressee = invitations.one(db, letter.invitation_id).uscc
        before = frozenset(db.execute(select(tables.attachments.c.sha256)).scalars())
    secret = next(each for each in decided.secrets.values() if invitations.guest(world.book, each).invitation.uscc == addressee)
    clients.append(Replier(*stage.common(), secret=secret, letter=letter.id))
    world.book.engine.dispose()
    return Scene(clients, before)


def _key(world: openbook.World) -> str:
    return api_keys.make(world.book, world.clerk, "某平台", tuple(api_keys.Scope), 300)[1]


def _form() -> bytes:
    return decidedlot.form("甲辰", decidedlot.BIDDERS["甲辰"], lot="C-1")


def _bidders(stage: Stage) -> list[Client]:
    return [Bidder(*stage.common(), secret=stage.invited(number)[1], form=_form()) for number in range(BIDDERS)]


def _platform(stage: Stage, screened: Decided) -> list[Client]:
    pushing = [
        Platform(*stage.common(**stage.bearer), lot=stage.collecting, invitation=stage.invited(BIDDERS + number)[0].id, form=_form())
        for number in range(PLATFORMS)
    ]
    opener = Opener(*stage.common(**stage.bearer), code=lotmaker.company_code(7))
    return [*pushing, opener, Screener(*stage.common(**stage.bearer), lot=screened.id)]


def _office(stage: Stage, decided: Decided, screened: Decided) -> list[Client]:
    world = stage.world
    clerk = Clerk(*stage.common(), login="clerk", password=openbook.PASSWORD, lot=screened.id)
    return [clerk, *(_decider(stage, decided, who) for who in (world.leader, world.supervisor, world.member))]


def _decider(stage: Stage, decided: Decided, who: Caller) -> Client:
    """Somebody of the group with what their duty lets them say of each finding; the leader decides, the others where both must."""
    says = [(each.kept.finding, "clarify") for each in decided.points()]
    if who is not stage.world.member:
        grave = [each.kept.finding for each in decided.points() if who is stage.world.leader or each.kept.level in GRAVE]
        says += [(finding, outcome) for finding in grave for outcome in ("uphold", "dismiss")]
    login = who.user.login
    return Decider(
        *stage.common(), login=login, password=openbook.PASSWORD, lot=decided.id, screening=decided.screening.id, says=tuple(says)
    )
