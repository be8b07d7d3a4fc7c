"""The records that the statements of a file are about: of each the statement that counts, and the interests with their days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import TypeAlias

from relparty_scrapers.int_bods.codec import at
from relparty_scrapers.int_bods.days import day, day_of_birth
from relparty_scrapers.int_bods.records import EntityDetails, Interest, PersonDetails, RelationshipDetails, Statement

NEW = "new"
CLOSED = "closed"
SAYS_NOTHING = frozenset({None, "unknownInterest", "unpublishedInterest"})
"""Types of interests that do not tell what the interest is."""

_Sort: TypeAlias = tuple[str | None, str | None]
"""The type of an interest and who has it."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A statement and its pointer in the file."""

    pointer: str
    told: Statement

    @property
    def details(self) -> str:
        """The pointer to the record's details."""
        return at(self.pointer, "recordDetails")

    @property
    def on(self) -> date | None:
        """The day on which it was declared."""
        return day(self.told.statement_date)

    @property
    def relationship(self) -> RelationshipDetails | None:
        """What it tells of a relationship; None for a statement about something else."""
        details = self.told.record_details
        return details if isinstance(details, RelationshipDetails) else None

    @property
    def party(self) -> str | None:
        """The record of the interested party of a relationship; None where none is told."""
        party = self.relationship.interested_party if self.relationship else None
        return party if isinstance(party, str) else None


@dataclass(frozen=True, slots=True)
class Record:
    """What the publisher recorded of one entity, person or relationship: its statements, the one that counts last."""

    id: str
    series: tuple[Placed, ...]
    is_disputed: bool = False
    """Whether two statements of one day and status tell different things, so that none of them is the newest."""
    is_disordered: bool = False
    """Whether its statements may be about several things, or in another order: begun twice, of other ends, undated, after its end."""
    born: str = ""
    """The birth of a person as the newest statement tells it that tells it at all: nobody is born twice."""

    @property
    def newest(self) -> Placed:
        """The statement that counts."""
        return self.series[-1]

    @property
    def is_closed(self) -> bool:
        """Whether the publisher says that there will be no more statements of it."""
        return self.newest.told.record_status == CLOSED


@dataclass(frozen=True, slots=True)
class Held:
    """One interest of a party in a subject, told at `pointer`: present, or ended on a day."""

    party: str | None
    """The record of the interested party; None where none is told."""
    pointer: str
    interest: Interest
    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class Network:
    """The records of a file by id, and the statements that belong to none."""

    records: Mapping[str, Record]
    stray: tuple[Placed, ...]

    def entity(self, record: str) -> EntityDetails | None:
        """What is told of an entity; None for an id that is no entity's."""
        details = self._details(record)
        return details if isinstance(details, EntityDetails) else None

    def person(self, record: str) -> PersonDetails | None:
        """What is told of a person; None for an id that is no person's."""
        details = self._details(record)
        return details if isinstance(details, PersonDetails) else None

    def relationship(self, record: str) -> RelationshipDetails | None:
        """What is told of a relationship; None for an id that is none's."""
        details = self._details(record)
        return details if isinstance(details, RelationshipDetails) else None

    def relationships(self) -> Iterator[tuple[Record, RelationshipDetails]]:
        """Every relationship, in the order of the file."""
        for record in self.records.values():
            details = record.newest.told.record_details
            if isinstance(details, RelationshipDetails):
                yield record, details

    def is_carried(self, details: RelationshipDetails, interest: Interest) -> bool:
        """Whether components tell, in this file, the same sort of interest all the way from the subject to the party."""
        above: dict[str, set[str]] = defaultdict(set)
        for name in details.component_records or ():
            part = self.relationship(name)
            if part is None or self.records[name].is_closed or not _tells(part, interest):
                continue
            if isinstance(part.subject, str) and isinstance(part.interested_party, str):
                above[part.subject].add(part.interested_party)
        reached = {details.subject} if isinstance(details.subject, str) else set()
        frontier = set(reached)
        while frontier:
            frontier = {party for each in frontier for party in above.get(each, ())} - reached
            reached |= frontier
        return (
            isinstance(details.interested_party, str)
            and details.interested_party != details.subject
            and details.interested_party in reached
        )

    def _details(self, record: str) -> object:
        found = self.records.get(record)
        return found.newest.told.record_details if found else None


def network(statements: Iterable[Statement]) -> Network:
    """The records of a file; statements that stand twice in it, word for word, count once."""
    series: dict[str, list[Placed]] = {}
    stray: list[Placed] = []
    seen: set[str] = set()
    for place, each in enumerate(statements):
        if each.statement_id in seen:
            continue
        if each.statement_id:
            seen.add(each.statement_id)
        placed = Placed(at("", place), each)
        if each.record_id and each.record_details is not None and _is_of_kind(series.get(each.record_id), each):
            series.setdefault(each.record_id, []).append(placed)
        else:
            stray.append(placed)
    return Network({name: _record(name, sorted(each, key=_order)) for name, each in series.items()}, tuple(stray))


def held(record: Record) -> Iterator[Held]:
    """The interests of a relationship: those of the newest statement, and those that an earlier one tells of a time before.

    A relationship without interests is one unknown interest: the party is told, and only how it is interested is not.
    """
    newest = record.newest
    ended = newest.on if record.is_closed else None
    yield from _interests(newest) or [Held(newest.party, newest.details, Interest(), None, ended)]
    again = _beginnings(newest)
    for earlier, later in pairwise(record.series):
        followed = _beginnings(later)
        for each in _interests(earlier):
            until = _end(each, earlier, later, (again.get(_sort(each)), followed.get(_sort(each))))
            if until:
                yield replace(each, until=until)


def _record(name: str, series: list[Placed]) -> Record:
    newest = series[-1].told
    rivals = [
        each.told for each in series if (each.told.statement_date, each.told.record_status) == (newest.statement_date, newest.record_status)
    ]
    is_disputed = any(each.record_details != newest.record_details for each in rivals)
    return Record(name, tuple(series), is_disputed, len(series) > 1 and _is_disordered(series), _born(series))


def _is_disordered(series: list[Placed]) -> bool:
    begun = [each.told.record_details for each in series if each.told.record_status == NEW]
    subjects = {each.relationship.subject for each in series if each.relationship and isinstance(each.relationship.subject, str)}
    is_begun_twice = series[-1].relationship is None and any(each != begun[0] for each in begun)
    is_changed = len(subjects) > 1 or len({each.party for each in series if each.party}) > 1
    is_closed_before = any(each.told.record_status == CLOSED for each in series[:-1])
    return is_begun_twice or is_changed or is_closed_before or not all(each.on for each in series)


def _born(series: list[Placed]) -> str:
    told = (each.told.record_details for each in reversed(series))
    return next((born for each in told if isinstance(each, PersonDetails) and (born := day_of_birth(each.birth_date))), "")


def _tells(part: RelationshipDetails, interest: Interest) -> bool:
    """Whether a component tells of the present an interest of the same sort, and its share where there is one to tell."""
    return interest.type not in SAYS_NOTHING and any(
        each.type == interest.type and not each.end_date and (each.share or not interest.share) for each in part.interests or ()
    )


def _interests(placed: Placed) -> list[Held]:
    told = placed.relationship.interests if placed.relationship else None
    ended = placed.on if placed.told.record_status == CLOSED else None
    here = at(placed.details, "interests")
    return [Held(placed.party, at(here, n), each, day(each.start_date), day(each.end_date) or ended) for n, each in enumerate(told or ())]


def _end(each: Held, earlier: Placed, later: Placed, next_ones: tuple[date | None, date | None]) -> date | None:
    """When an interest of an earlier statement ended; None where a later one tells of the same time, or where nobody knows.

    `next_ones` are since when the newest and the next statement tell of the like. A party that is still interested, but
    since a later day than before, had until that day what the earlier statement tells.
    """
    known = each.since or earlier.on or date.max
    if any(day is not None and day <= known for day in next_ones):
        return None
    _, followed = next_ones
    return min(each.until or followed, followed) if followed else each.until or later.on


def _beginnings(placed: Placed) -> dict[_Sort, date]:
    """Since when a statement tells of each sort of interest; from the beginning of time where it does not say."""
    found: dict[_Sort, date] = {}
    for each in _interests(placed):
        since = each.since or date.min
        found[_sort(each)] = min(since, found.get(_sort(each), since))
    return found


def _sort(each: Held) -> _Sort:
    return each.interest.type, each.party


def _order(placed: Placed) -> tuple[date, str, int]:
    return placed.on or date.min, placed.told.statement_date or "", int(placed.pointer.rpartition("/")[2])


def _is_of_kind(series: list[Placed] | None, statement: Statement) -> bool:
    return not series or type(series[0].told.record_details) is type(statement.record_details)
