"""The block of changes in the last twelve months: who held an office or shares before, and until when."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from relparty.forms import problems
from relparty.forms.values import written_share
from relparty.model.party import Mention, PartyKind
from relparty.model.record import Office, OfficeKind, Problem, Record, Shareholding, Source

_SEPARATORS = re.compile(r"[、，,；;\n]+")
_SHARE = re.compile(r"[(（:：]?\s*(?:持股|出资|占股|占)?(?:比例)?[:：]?\s*(\d+(?:\.\d+)?\s*[%％])\s*[)）]?$")
_NUMBER = re.compile(r"[(（]?\s*([0-9Xx*]{15,18}|[0-9A-Z]{18})\s*[)）]?$")


@dataclass(frozen=True, slots=True)
class Change:
    """One row of the block; `item` is `head`, `holder`, `officer` or empty when of another kind."""

    item: str
    before: str
    after: str
    date: date | None
    office: OfficeKind
    source: Source


def former_records(change: Change, company: Mention, kind_of: Callable[[str], PartyKind]) -> tuple[list[Record], Problem | None]:
    """The offices and shareholdings that ended by a change, dated, and the problem if it has no date.

    Who stands before and after the change ended nothing.
    """
    if not change.item or not change.before:
        return [], None
    if change.date is None:
        return [], problems.change_without_date(change.source)
    after = {name for name, _, _ in _parties(change.after)}
    gone = [party for party in _parties(change.before) if party[0] not in after]
    if change.item == "holder":
        return [_holding(change, company, party, kind_of) for party in gone], None
    office = OfficeKind.HEAD if change.item == "head" else change.office
    return [_office(change, company, party, office) for party in gone], None


def _holding(change: Change, company: Mention, party: tuple[str, str, int | None], kind_of: Callable[[str], PartyKind]) -> Shareholding:
    name, number, percent = party
    holder = Mention(name, kind_of(name), number, document=company.document)
    return Shareholding(holder, company, percent, change.source, until=change.date)


def _office(change: Change, company: Mention, party: tuple[str, str, int | None], office: OfficeKind) -> Office:
    person = Mention(party[0], PartyKind.PERSON, party[1], document=company.document)
    return Office(person, company, office, change.source, until=change.date)


def _parties(text: str) -> list[tuple[str, str, int | None]]:
    """The parties in a text such as 「甲公司（60%）、张三 40%」: name, number, share."""
    return [_party(words.strip()) for words in _SEPARATORS.split(text) if words.strip()]


def _party(words: str) -> tuple[str, str, int | None]:
    percent = None
    share = _SHARE.search(words)
    if share:
        written = written_share(share.group(1))
        percent = written.as_percent if written else None
        words = words[: share.start()].strip()
    number = _NUMBER.search(words)
    if number:
        words = words[: number.start()].strip()
    return words, number.group(1).upper() if number else "", percent
