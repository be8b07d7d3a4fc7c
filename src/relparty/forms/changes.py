"""The block of changes in the last twelve months: who held an office or shares before, and until when."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from relparty.forms.values import written_share
from relparty.model.party import Mention, PartyKind
from relparty.model.record import Office, OfficeKind, Record, Shareholding, Source

_SEPARATORS = re.compile(r"[、，,；;\n]+")
_SHARE = re.compile(r"[(（:：]?\s*(?:持股|出资|占股|占)?(?:比例)?[:：]?\s*(\d+(?:\.\d+)?\s*[%％])\s*[)）]?$")
_NUMBER = re.compile(r"[(（]?\s*([0-9Xx*]{15,18}|[0-9A-Z]{18})\s*[)）]?$")


@dataclass(frozen=True, slots=True)
class Change:
    """One row of the block; `item` is `head`, `holder`, `officer` or empty when of another kind.

    `date` is None where the row has none that can be true.
    """

    item: str
    before: str
    after: str
    date: date | None
    office: OfficeKind
    source: Source


def former_records(change: Change, company: Mention, kind_of: Callable[[str], PartyKind]) -> list[Record]:
    """The offices and shareholdings that ended by a dated change: who is gone after it, or holds another share."""
    after = {party.name: party.percent for party in _parties(change.after)}
    if change.date is None or not change.item:
        return []
    ended = [party for party in _parties(change.before) if party.name not in after or _differ(party.percent, after[party.name])]
    if change.item == "holder":
        return [_holding(change, company, party, kind_of) for party in ended]
    return [_office(change, company, party) for party in ended]


def began(change: Change) -> frozenset[str]:
    """The names of those whose office or share as it stands now began with the change."""
    before = {party.name: party.percent for party in _parties(change.before)}
    now = _parties(change.after)
    return frozenset(party.name for party in now if party.name not in before or _differ(party.percent, before[party.name]))


def _differ(one: int | None, other: int | None) -> bool:
    return one is not None and other is not None and one != other


def _holding(change: Change, company: Mention, party: _Party, kind_of: Callable[[str], PartyKind]) -> Shareholding:
    holder = Mention(party.name, kind_of(party.name), party.number, document=company.document)
    return Shareholding(holder, company, party.percent, change.source, until=change.date)


def _office(change: Change, company: Mention, party: _Party) -> Office:
    person = Mention(party.name, PartyKind.PERSON, party.number, document=company.document)
    return Office(person, company, change.office, change.source, until=change.date)


@dataclass(frozen=True, slots=True)
class _Party:
    name: str
    number: str
    percent: int | None


def _parties(text: str) -> list[_Party]:
    """The parties in a text such as 「甲公司（60%）、张三 40%」."""
    return [_party(words.strip()) for words in _SEPARATORS.split(text) if words.strip()]


def _party(words: str) -> _Party:
    percent = None
    share = _SHARE.search(words)
    if share:
        written = written_share(share.group(1))
        percent = written.as_percent if written else None
        words = words[: share.start()].strip()
    number = _NUMBER.search(words)
    if number:
        words = words[: number.start()].strip()
    return _Party(words, number.group(1).upper() if number else "", percent)
