"""A casebook for tests: its clock is set by hand, its office is small and invented."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from argon2 import PasswordHasher

from relparty.casebook import actors, clock, group, invitations, lots, opening, place, submissions, users
from relparty.casebook.book import Casebook
from relparty.casebook.rights import Caller, Duty, caller
from relparty.casebook.submissions import Submission, Upload
from relparty.casebook.users import NewUser, Role

REAL_HASHER = users._HASHER
"""The program's own, which takes its time on purpose: a world of tests hashes a dozen passwords."""
users._HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
users._NO_PASSWORD = users._HASHER.hash("nobody has this password")

PASSWORD = "seven blue herons at dawn"
DEADLINE = datetime(2026, 12, 1, 1, 0, tzinfo=UTC)


@dataclass
class Hands:
    """A clock that stands still until somebody moves it."""

    now: datetime = field(default_factory=lambda: datetime(2026, 11, 20, 1, 0, tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.now

    def to(self, now: datetime) -> None:
        self.now = now

    def by(self, **parts: float) -> None:
        self.now += timedelta(**parts)


@dataclass
class World:
    """A casebook with its clock and its people, as they act."""

    book: Casebook
    hands: Hands
    administrator: Caller
    clerk: Caller
    leader: Caller
    member: Caller
    supervisor: Caller
    auditor: Caller

    def lot(self, number: str = "L-1", **terms: object) -> lots.Lot:
        """A lot of the clerk's with a whole group."""
        made = lots.open_(self.book, self.clerk, a_lot(number, **terms))
        for who, duty in ((self.leader, Duty.LEADER), (self.member, Duty.MEMBER), (self.supervisor, Duty.SUPERVISOR)):
            group.add(self.book, self.clerk, made.id, who.user.id, duty)
        return made

    def user(self, login: str, role: Role) -> Caller:
        """One more account."""
        return caller(users.add(self.book, self.administrator.actor, NewUser(login, f"某{login}", role, PASSWORD)))

    def invited(self, lot: lots.Lot, bidder: str, uscc: str) -> str:
        """The secret of a new invitation's link."""
        return invitations.invite(self.book, self.clerk, lot.id, bidder, uscc)[1]

    def handed_in(self, secret: str, content: bytes, key: str = "page-1", name: str = "form.json") -> Submission:
        """A submission of one form."""
        return submissions.hand_in(self.book, secret, key, [self.upload(content, name)])

    def upload(self, content: bytes, name: str = "form.json") -> Upload:
        """A form, stored."""
        return Upload(name, "form", self.book.files.put(content))


def a_lot(number: str = "L-1", **terms: object) -> lots.Terms:
    """The terms of a lot."""
    told: dict[str, object] = {"deadline": clock.stamp(DEADLINE), "opens_on": "2026-12-01", "chosen_how": "pool_draw"}
    return lots.Terms(number, f"办公设备采购 {number}", **(told | terms))  # type: ignore[arg-type]  # terms are of several types


def world(folder: Path, url: str = "", hands: Hands | None = None) -> World:
    """A new casebook with an administrator, a clerk, three officers and an auditor."""
    hands = hands or Hands()
    book = opening.opened(place.place(folder / "casebook", url), hands)
    first = users.first(book, "某街道采购办", NewUser("admin", "某管理员", Role.ADMINISTRATOR, PASSWORD))
    actor = actors.user(first.id)

    def added(login: str, role: Role) -> Caller:
        return caller(users.add(book, actor, NewUser(login, f"某{login}", role, PASSWORD)))

    people = [added(each, Role.OFFICER) for each in ("leader", "member", "supervisor")]
    return World(book, hands, caller(first), added("clerk", Role.CLERK), *people, added("auditor", Role.AUDITOR))
