"""A lot that was screened and is to be decided: two bidders with one head, two with a common holder, a member of the group's own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType
from typing import Any

import lotmaker
import openbook
from relparty.casebook import clock, decisions, group, invitations, lots, screenings, submissions, tables, users
from relparty.casebook.decisions import Outcome, Standpoint
from relparty.casebook.rights import Caller, Duty, caller
from relparty.casebook.screenings import Screening
from relparty.casebook.users import NewUser, Role
from relparty.settings import Settings

_HEAD = {"name": "厉昶远", "id": "#1"}


def _holders(*told: tuple[str, str, float]) -> dict[str, Any]:
    return {"shareholders": [{"name": name, "id": number, "kind": "person", "percent": percent} for name, number, percent in told]}


BIDDERS: dict[str, Any] = {
    "甲辰": {"head": _HEAD} | _holders(("厉昶远", "#1", 100)),
    "乙木": {"head": _HEAD} | _holders(("伊宫商", "#3", 100)),
    "丙火": _holders(("甘棠梨", "#4", 60), ("仲秋月", "#5", 40)),
    "丁香": _holders(("甘棠梨", "#4", 60), ("暴雪晴", "#6", 40)),
    "戊土": {"officers": [{"name": "某委员", "id": "#9", "office": "supervisor"}]},
}
"""甲辰 and 乙木 have one head (bar), 丙火 and 丁香 one controller (review), an officer of 戊土 sits in the group where it is asked for."""


@dataclass
class Decided:
    """A screened lot and its people."""

    world: openbook.World
    lot: lots.Lot
    screening: Screening
    secrets: dict[str, str]
    named: Caller
    """The member whom the officer of 戊土 is, where the lot has a conflict; else an officer outside the group."""

    @property
    def id(self) -> str:
        return self.lot.id

    def points(self) -> tuple[Standpoint, ...]:
        with self.world.book.look() as db:
            return decisions.standpoints(db, self.id, self.screening.id)

    def point(self, rule: str) -> Standpoint:
        return next(each for each in self.points() if each.kept.rule == rule)

    def say(self, who: Caller, rule: str, outcome: Outcome, reason: str = "已核对证据") -> Standpoint:
        finding = self.point(rule).kept.finding
        return decisions.decide(self.world.book, who, self.id, self.screening.id, finding, outcome, reason)

    def decide_all(self, outcome: Outcome = Outcome.UPHOLD) -> None:
        """Has the leader decide whatever is open, and the supervisor too where it takes both."""
        for each in self.points():
            for who in (self.world.leader, self.world.supervisor) if each.is_open else ():
                if who is self.world.leader or each.kept.level in ("bar", "deemed"):
                    decisions.decide(self.world.book, who, self.id, self.screening.id, each.kept.finding, outcome, "已核对证据")

    def replace(self, word: str, told: dict[str, Any], indent: int = 2, content: bytes = b"") -> None:
        """Puts another form in the place of a bidder's, as bringing a lot in again does; no bidder could after the deadline."""
        invitation = invitations.guest(self.world.book, self.secrets[word]).invitation
        upload = self.world.upload(content or form(word, told, indent), f"{word}.json")
        with self.world.book.act(self.world.clerk.actor, "test.replaced", self.id) as act:
            versions = len(submissions.of_invitation(act.db, invitation.id))
            row = {
                "invitation_id": invitation.id,
                "version": versions + 1,
                "key": f"again-{versions}",
                "state": "accepted",
                "origin": "office",
                "received_at": act.now,
                "receipt": f"R-{word}-{versions}",
            }
            submissions.attach(act, act.insert(tables.submissions, row), [upload])

    def screen_again(self) -> Screening:
        """The lot screened once more; what follows is about that."""
        self.screening = screened(self.world, self.id)
        return self.screening


def form(word: str, told: dict[str, Any], indent: int = 1, lot: str = "L-1") -> bytes:
    """The form of a bidder as a file; another indent is another file that says the same."""
    number = list(BIDDERS).index(word)
    bidders = {each: told if each == word else BIDDERS[each] for each in BIDDERS}
    made = lotmaker.forms({"id": lot, "name": "办公设备采购", "bidders": bidders})[word]
    assert made["bidder"]["uscc"] == lotmaker.company_code(100 + number)
    return json.dumps(made, ensure_ascii=False, indent=indent).encode()


def decided(
    world: openbook.World,
    *,
    has_conflict: bool = False,
    number: str = "L-1",
    words: tuple[str, ...] = tuple(BIDDERS),
    names: Mapping[str, str] = MappingProxyType({}),
) -> Decided:
    """A lot with these bidders, closed and screened; with a conflict, somebody of 戊土 is a member of the group.

    `names` gives bidders other names than their own.
    """
    lot = world.lot(number, deadline=clock.stamp(world.hands.now + timedelta(days=11)))
    known = NewUser("member-9", "某委员", Role.OFFICER, openbook.PASSWORD, resident_id=lotmaker.person_id(9))
    named = caller(users.add(world.book, world.administrator.actor, known)) if has_conflict else world.auditor
    if has_conflict:
        group.add(world.book, world.clerk, lot.id, named.user.id, Duty.DEPUTY)
    secrets = {}
    for word in words:
        name = names.get(word, lotmaker.company_name(word))
        secrets[word] = world.invited(lot, name, lotmaker.company_code(100 + list(BIDDERS).index(word)))
        told = BIDDERS[word] | {"bidder": {"name": name}}
        world.handed_in(secrets[word], form(word, told, lot=number), name=f"{word}.json")
    world.hands.by(days=11)
    return Decided(world, lot, screened(world, lot.id), secrets, named)


def screened(world: openbook.World, lot_id: str) -> Screening:
    """A finished screening of a lot."""
    job = screenings.ask(world.book, world.clerk, lot_id)
    found = screenings.run(world.book, job, Settings(), screenings.Progress())
    assert found.state is screenings.Run.DONE, found.trouble
    return found


def changed(word: str, **told: Any) -> dict[str, Any]:  # parts of a form are any JSON value
    """The declaration of a bidder with some of it told otherwise."""
    return deepcopy(BIDDERS[word]) | told
