"""The records that the statements of a file are about: of each the statement that counts, and the interests with their days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from relparty.forms.values import written_date
from relparty_scrapers.int_bods.codec import at
from relparty_scrapers.int_bods.records import EntityDetails, Interest, PersonDetails, RelationshipDetails, Statement

CLOSED = "closed"


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


@dataclass(frozen=True, slots=True)
class Record:
    """What the publisher recorded of one entity, person or relationship: its statements, the one that counts last."""

    id: str
    series: tuple[Placed, ...]
    is_disputed: bool = False
    """Whether two statements of one day and status tell different things, so that none of them is the newest."""

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
    """One interest of a party in a subject: present, or ended on a day. `relationship` tells it, at `pointer`."""

    relationship: Record
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

    def is_carried(self, details: RelationshipDetails) -> bool:
        """Whether the components of an indirect relationship lead, in this file, all the way from the subject to the party."""
        parts = [each for name in details.component_records or () if (each := self.relationship(name)) and not self.records[name].is_closed]
        above: dict[str, set[str]] = defaultdict(set)
        for part in parts:
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
    """The interests of a relationship: those of the newest statement, and those that it or an earlier one no longer has."""
    newest = record.newest
    ended = newest.on if record.is_closed else None
    yield from _interests(record, newest, ended)
    present = _sorts(newest)
    for earlier, later in pairwise(record.series):
        gone = _sorts(earlier) - _sorts(later) - present
        yield from (each for each in _interests(record, earlier, later.on) if each.until and _sort(earlier, each.interest) in gone)


def day(text: str | None) -> date | None:
    """The day of a date or a moment; None where there is none or it cannot be."""
    return written_date(text[:10]) if text else None


def _record(name: str, series: list[Placed]) -> Record:
    newest = series[-1].told
    rivals = [
        each.told for each in series if (each.told.statement_date, each.told.record_status) == (newest.statement_date, newest.record_status)
    ]
    return Record(name, tuple(series), is_disputed=any(each.record_details != newest.record_details for each in rivals))


def _interests(record: Record, placed: Placed, ended: date | None) -> Iterator[Held]:
    details = placed.told.record_details
    if isinstance(details, RelationshipDetails):
        for n, each in enumerate(details.interests or ()):
            pointer = at(at(placed.details, "interests"), n)
            yield Held(record, pointer, each, day(each.start_date), day(each.end_date) or ended)


def _sorts(placed: Placed) -> set[tuple[object, object]]:
    details = placed.told.record_details
    interests = details.interests or () if isinstance(details, RelationshipDetails) else ()
    return {_sort(placed, each) for each in interests}


def _sort(placed: Placed, interest: Interest) -> tuple[object, object]:
    return interest.type, _party(placed)


def _party(placed: Placed) -> object:
    details = placed.told.record_details
    party = details.interested_party if isinstance(details, RelationshipDetails) else None
    return party if isinstance(party, str) else None


def _order(placed: Placed) -> tuple[str, int]:
    return placed.told.statement_date or "", int(placed.pointer.rpartition("/")[2])


def _is_of_kind(series: list[Placed] | None, statement: Statement) -> bool:
    return not series or type(series[0].told.record_details) is type(statement.record_details)
