"""What the office remembers across lots: pairs that keep meeting, earlier findings, persons by keyed token, lots below three.

A person is known across lots by the keyed hash of the whole resident id, never by a name.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from math import comb
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.engine import Connection

from relparty.casebook import tables
from relparty.casebook.book import Act, Casebook
from relparty.casebook.keys import keyed
from relparty.identifiers import resident
from relparty.model.lot import declared_records
from relparty.model.party import PartyKind
from relparty.model.record import mentions_of

if TYPE_CHECKING:
    from relparty.model.finding import Screening as Result


@dataclass(frozen=True, slots=True)
class Meeting:
    """A pair of bidders that met: how often, how often chance would have it, and how likely so often is by chance."""

    usccs: tuple[str, str]
    times: int
    lots: tuple[int, int]
    """In how many lots each of the two was."""
    expected: float
    chance: float


def meetings(lots: Iterable[Collection[str]], fewest: int = 2) -> tuple[Meeting, ...]:
    """The pairs that met in at least `fewest` lots, the least likely first.

    Chance is drawn without replacement: of N lots, a bidder that is in a of them and one that is in b meet in a*b/N on
    average, and in k or more with the tail of the hypergeometric distribution. It says how remarkable a pair is, and
    nothing of why: contractors of one trade meet often.
    """
    present = [frozenset(each) for each in lots]
    seen = Counter(code for each in present for code in each)
    met = Counter(pair for each in present for pair in combinations(sorted(each), 2))
    found = [_meeting(pair, times, seen, len(present)) for pair, times in met.items() if times >= fewest]
    return tuple(sorted(found, key=lambda each: (each.chance, -each.times, each.usccs)))


def tail(lots: int, one: int, other: int, times: int) -> float:
    """How likely two bidders, in `one` and `other` of so many lots, meet in at least `times` of them by chance; exact until it is said."""
    first = max(times, one + other - lots)
    ways = comb(one, first) * comb(lots - one, other - first) if first <= min(one, other) else 0
    total = 0
    for each in range(first, min(one, other) + 1):
        total += ways
        ways = ways * (one - each) * (other - each) // ((each + 1) * (lots - one - other + each + 1))  # the next term from this one
    return total / comb(lots, other)


def _meeting(pair: tuple[str, str], times: int, seen: Mapping[str, int], lots: int) -> Meeting:
    one, other = seen[pair[0]], seen[pair[1]]
    return Meeting(pair, times, (one, other), one * other / lots, tail(lots, one, other, times))


@dataclass(frozen=True, slots=True)
class Earlier:
    """A finding of another lot about one of these bidders, from the last screening of that lot, and what was said of it."""

    lot_id: str
    number: str
    opens_on: str
    rule: str
    level: str
    usccs: tuple[str, ...]
    finding: str
    screening_id: str
    facts: str


@dataclass(frozen=True, slots=True)
class SeenAgain:
    """One person, by keyed token, with bidders of this lot and with other companies in other lots."""

    usccs: tuple[str, ...]
    elsewhere: tuple[tuple[str, str], ...]
    """Number of the other lot and code of the other bidder."""


def ended(now: str) -> ColumnElement[bool]:
    """The condition on lots that collecting has ended: before, nobody but the clerk of a lot may learn who its bidders are."""
    return tables.lots.c.closed_at.is_not(None) | (tables.lots.c.deadline <= now)


def present(db: Connection, now: str) -> dict[str, tuple[str, ...]]:
    """The codes of those who handed in, by lot, in the lots whose collecting has ended."""
    invitations, submissions = tables.invitations.c, tables.submissions.c
    wanted = (
        select(invitations.lot_id, invitations.uscc)
        .distinct()
        .join(tables.submissions, submissions.invitation_id == invitations.id)
        .join(tables.lots, tables.lots.c.id == invitations.lot_id)
        .where(submissions.state == "accepted", invitations.revoked_at.is_(None), ended(now))
    )
    found: dict[str, list[str]] = defaultdict(list)
    for lot_id, uscc in db.execute(wanted):
        found[lot_id].append(uscc)
    return {lot: tuple(sorted(codes)) for lot, codes in found.items()}


def names(db: Connection, now: str, usccs: Collection[str] | None = None) -> dict[str, str]:
    """The name under which each code was invited last, to the lots whose collecting has ended; of all codes where none are told."""
    invitations = tables.invitations.c
    wanted = (
        select(invitations.uscc, invitations.bidder)
        .join(tables.lots, tables.lots.c.id == invitations.lot_id)
        .where(ended(now))
        .order_by(invitations.created_at, invitations.id)
    )
    chosen = wanted if usccs is None else wanted.where(invitations.uscc.in_(usccs))
    return dict(tuple(row) for row in db.execute(chosen))


def earlier(db: Connection, lot_id: str, usccs: Collection[str]) -> tuple[Earlier, ...]:
    """What the last screenings of other lots found about these bidders, the latest lot first; notes are left out."""
    findings, screenings, lots = tables.findings.c, tables.screenings.c, tables.lots.c
    last = select(screenings.lot_id, func.max(screenings.number).label("number")).where(screenings.state == "done")
    runs = last.group_by(screenings.lot_id).subquery()
    wanted = (
        select(tables.findings, lots.number, lots.opens_on, screenings.lot_id)
        .join(tables.screenings, screenings.id == findings.screening_id)
        .join(runs, (runs.c.lot_id == screenings.lot_id) & (runs.c.number == screenings.number))
        .join(tables.lots, lots.id == screenings.lot_id)
        .where(
            or_(findings.uscc_a.in_(usccs), findings.uscc_b.in_(usccs)),
            screenings.lot_id != lot_id,
            findings.level.in_(("bar", "deemed", "review", "lead")),
        )
    )
    rows = db.execute(wanted.order_by(lots.opens_on.desc(), lots.number, findings.position)).all()
    return tuple(
        Earlier(
            row.lot_id,
            row.number,
            row.opens_on,
            row.rule,
            row.level,
            tuple(each for each in (row.uscc_a, row.uscc_b) if each),
            row.finding,
            row.screening_id,
            row.facts,
        )
        for row in rows
    )


def seen_again(db: Connection, lot_id: str, screening_id: str) -> tuple[SeenAgain, ...]:
    """The persons of this screening who stood with another company in another lot, known by their keyed token alone."""
    appearances, screenings, lots = tables.appearances.c, tables.screenings.c, tables.lots.c
    mine: dict[str, set[str]] = defaultdict(set)
    for person, uscc in db.execute(select(appearances.person, appearances.uscc).where(appearances.screening_id == screening_id)):
        mine[person].add(uscc)
    others = (
        select(appearances.person, appearances.uscc, lots.number)
        .distinct()
        .join(tables.screenings, screenings.id == appearances.screening_id)
        .join(tables.lots, lots.id == screenings.lot_id)
        .where(appearances.person.in_(mine), screenings.lot_id != lot_id)
        .order_by(lots.number, appearances.uscc)
    )
    elsewhere: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for person, uscc, number in db.execute(others):
        if uscc not in mine[person]:
            elsewhere[person].append((number, uscc))
    return tuple(
        sorted((SeenAgain(tuple(sorted(mine[each])), tuple(found)) for each, found in elsewhere.items()), key=lambda each: each.usccs)
    )


def keep_appearances(book: Casebook, act: Act, screening_id: str, result: Result) -> None:
    """Writes which persons stood with which bidders, each by the keyed hash of a whole and valid resident id."""
    found = {
        (bidder.uscc, keyed(book.keys.persons, resident.fold(mention.number)))
        for bidder in result.bidders
        for record in declared_records([bidder])
        for mention in mentions_of(record)
        if mention.kind is PartyKind.PERSON and bidder.uscc and resident.is_valid(resident.fold(mention.number))
    }
    for uscc, person in sorted(found):
        act.insert(tables.appearances, {"screening_id": screening_id, "uscc": uscc, "person": person, "part": "declared"})
