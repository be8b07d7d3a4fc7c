"""Extracts as rows of the four tables, as far as a table can tell what they tell."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from relparty.bundle.identity import code_of, company_of, heads_of, id_of, party_of, whole_number
from relparty.forms import labels
from relparty.identifiers import uscc
from relparty.model.evidence import Extract, RegisteredOfficer
from relparty.model.party import Mention, PartyKind
from relparty.model.record import WHOLE, OfficeKind

if TYPE_CHECKING:
    import pyarrow as pa

_KINDS = (PartyKind.LISTED, PartyKind.STATE, PartyKind.COMPANY, PartyKind.OTHER)
"""What a company is of which several things are told: the first of them."""
_PLACES = 4
T = TypeVar("T", bound=Hashable)

Holding = tuple[str, int | None, date | None, date | None]
"""The holder's id, the share (the least where it is told between bounds), since, until."""
Post = tuple[str, OfficeKind, date | None, date | None]
"""The person's id, the office, since, until."""


@dataclass(slots=True)
class _Company:
    """A company and what each extract tells of it: the day, the holders, the heads, the staff."""

    names: dict[str, date] = field(default_factory=dict)
    codes: list[str] = field(default_factory=list)
    kinds: set[PartyKind] = field(default_factory=set)
    holdings: list[tuple[date, tuple[Holding, ...]]] = field(default_factory=list)
    heads: list[tuple[date, tuple[str, ...]]] = field(default_factory=list)
    staff: list[tuple[date, tuple[Post, ...]]] = field(default_factory=list)


@dataclass(slots=True)
class _Person:
    name: str
    numbers: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Rows:
    """The companies and persons of extracts, each once, and what is told of them."""

    _companies: dict[str, _Company] = field(default_factory=dict)
    _persons: dict[str, _Person] = field(default_factory=dict)

    def add(self, extract: Extract) -> str:
        """Takes an extract with a name in, and gives the id of its company."""
        on, company = extract.retrieved_on or date.min, company_of(extract)
        id_ = self._party(company, "", on)
        told = self._companies[id_]
        if extract.holders is not None:
            held = [(self._party(party_of(each), id_, date.min), each.percent or None, each.since, each.until) for each in extract.holders]
            told.holdings.append((on, tuple(_summed(held))))
        if heads := tuple(self._party(head, id_, date.min) for head in heads_of(extract)):
            told.heads.append((on, heads))
        if extract.staff:
            told.staff.append((on, tuple(self._posts(extract.staff, id_))))
        return id_

    def _posts(self, staff: Iterable[RegisteredOfficer], company: str) -> Iterator[Post]:
        for each in staff:
            person = party_of(each)
            if person.kind is PartyKind.PERSON:
                id_ = self._party(person, company, date.min)
                yield from ((id_, kind, each.since, each.until) for kind in _offices(each))

    def _party(self, party: Mention, company: str, on: date) -> str:
        """The id of a party, which is known from now on."""
        id_ = id_of(party, company)
        if party.kind is PartyKind.PERSON:
            self._persons.setdefault(id_, _Person(party.name)).numbers.update({whole_number(party)} - {""})
            return id_
        told = self._companies.setdefault(id_, _Company())
        told.names.setdefault(party.name, on)
        told.kinds.add(party.kind)
        if code := code_of(party):
            told.codes.append(code)
        return id_

    def write(self, folder: Path) -> dict[str, Path]:
        """Writes the four tables and gives their files."""
        import pyarrow.parquet as pq

        folder.mkdir()
        found = {
            "companies": self._company_table(),
            "persons": self._person_table(),
            "holdings": self._holdings(),
            "offices": self._offices(),
        }
        for name, table in found.items():
            pq.write_table(table, folder / f"{name}.parquet")
        return {name: folder / f"{name}.parquet" for name in found}

    def _company_table(self) -> pa.Table:
        rows = [
            (
                id_,
                max(each.names, key=lambda name: (each.names[name], name)),
                next((code for code in each.codes if uscc.is_valid(code)), next(iter(each.codes), None)),
                next(kind for kind in _KINDS if kind in each.kinds),
            )
            for id_, each in sorted(self._companies.items())
        ]
        return _table({"company_id": "string", "name": "string", "uscc": "string", "kind": "string"}, rows)

    def _person_table(self) -> pa.Table:
        """A person's token stands for the resident id and tells nothing of it: persons of one id have one."""
        tokens: dict[str, str] = {}
        rows = []
        for id_, each in sorted(self._persons.items()):
            number = next(iter(each.numbers)) if len(each.numbers) == 1 else ""
            rows.append((id_, each.name, tokens.setdefault(number, f"resident-{len(tokens) + 1}") if number else None))
        return _table({"person_id": "string", "name": "string", "id_token": "string"}, rows)

    def _holdings(self) -> pa.Table:
        rows = [
            (holder, id_, None if percent is None else Decimal(percent).scaleb(-_PLACES), since, until)
            for id_, each in sorted(self._companies.items())
            for holder, percent, since, until in _newest_holdings(each.holdings)
        ]
        columns = {"holder_id": "string", "company_id": "string", "percent": "decimal", "since": "day", "until": "day"}
        return _table(columns, rows)

    def _offices(self) -> pa.Table:
        rows = [
            (person, id_, kind, since, until)
            for id_, each in sorted(self._companies.items())
            for person, kind, since, until in _newest_posts(each)
        ]
        return _table({"person_id": "string", "company_id": "string", "office": "string", "since": "day", "until": "day"}, rows)


def _offices(officer: RegisteredOfficer) -> list[OfficeKind]:
    words = labels.load().all_kinds("offices", officer.office.text) if officer.office else ()
    return [OfficeKind(kind) for kind in words] or [OfficeKind.OTHER]


def _summed(rows: Iterable[Holding]) -> list[Holding]:
    """One row a holder and time, with the sum of its shares; without a share where they are more than the whole."""
    found: dict[tuple[str, date | None, date | None], int | None] = {}
    for holder, percent, since, until in rows:
        key = holder, since, until
        told = [each for each in (found.get(key), percent) if each is not None]
        found[key] = sum(told) if told and sum(told) <= WHOLE else None
    return [(holder, percent, since, until) for (holder, since, until), percent in found.items()]


def _newest(told: Sequence[tuple[date, T]], one: Callable[[T], Hashable]) -> list[T]:
    """What the newest tell, each voice once: of one voice is what counts, of several nobody can say."""
    newest = max((on for on, _ in told), default=date.min)
    return list({one(each): each for on, each in reversed(told) if on == newest}.values())


def _newest_holdings(told: Sequence[tuple[date, tuple[Holding, ...]]]) -> list[Holding]:
    """The holdings by the newest extract; of several that differ, those of all, present ones without their shares."""
    voices = _newest(told, frozenset)
    rows = [
        (holder, percent if until or len(voices) == 1 else None, since, until)
        for voice in voices
        for holder, percent, since, until in voice
    ]
    return sorted(dict.fromkeys(rows) if len(voices) == 1 else _summed(dict.fromkeys(rows)), key=str)


def _newest_posts(company: _Company) -> list[Post]:
    """The offices by the newest extract; several heads that contradict each other are officers."""
    heads = _newest(company.heads, frozenset)
    kind = OfficeKind.HEAD if len(heads) == 1 else OfficeKind.OTHER
    posts: list[Post] = [(person, kind, None, None) for voice in heads for person in voice]
    posts += [post for voice in _newest(company.staff, frozenset) for post in voice]
    return sorted(dict.fromkeys(posts), key=str)


def _table(columns: dict[str, str], rows: Sequence[tuple[object, ...]]) -> pa.Table:
    import pyarrow as pa

    types = {"string": pa.string(), "day": pa.date32(), "decimal": pa.decimal128(7, _PLACES)}
    return pa.table({name: pa.array([row[at] for row in rows], types[sort]) for at, (name, sort) in enumerate(columns.items())})
