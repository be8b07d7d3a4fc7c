"""The block of changes in the last twelve months: who held an office or shares before, and until when."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from relparty.forms import labels
from relparty.forms.kinds import is_person_name, party_kind
from relparty.forms.values import written_share
from relparty.model.party import Mention, PartyKind
from relparty.model.record import Office, OfficeKind, Record, Shareholding, Source
from relparty.names.company import parse
from relparty.names.folding import fold

_SEPARATORS = re.compile(r"[、，,；;\n]+")
_SHARE = re.compile(r"[(（:：]?\s*(?:持股|出资|占股|占)?(?:比例)?[:：]?\s*(\d+(?:\.\d+)?\s*[%％])\s*[)）]?$")
_NUMBER = re.compile(r"[(（]?\s*([0-9Xx*]{15,18}|[0-9A-Z]{18})\s*[)）]?$")
_LEAD = re.compile(
    r"^(?:原|前|现|由|变更前|变更后)?(?:法定代表人|单位负责人|负责人|执行事务合伙人|股东|投资人|监事|董事|总?经理)?(?:为|是)?\s*[:：]?\s*"
)


@dataclass(frozen=True, slots=True)
class ChangedParty:
    """A party before or after a change, with the share it held if told; `name` is empty for words that name nobody."""

    name: str
    number: str
    percent: int | None


@dataclass(frozen=True, slots=True)
class Change:
    """One row of the block; `item` is `head`, `holder`, `officer`, `irrelevant` or empty when of no known kind.

    `date` is None where the row has none that can be true.
    """

    item: str
    before: tuple[ChangedParty, ...]
    after: tuple[ChangedParty, ...]
    date: date | None
    office: OfficeKind
    source: Source

    @property
    def is_understood(self) -> bool:
        """True when all words before and after name parties."""
        return all(party.name for party in (*self.before, *self.after))


def former_records(change: Change, company: Mention, kind_of: Callable[[str], PartyKind]) -> list[Record]:
    """The offices and shareholdings that ended by a dated change: who is gone after it, or holds another share."""
    after = {fold(party.name): party.percent for party in change.after}
    ended = [p for p in change.before if p.name and (fold(p.name) not in after or _differ(p.percent, after[fold(p.name)]))]
    if change.item == "holder":
        return [_holding(change, company, party, kind_of) for party in ended]
    return [_office(change, company, party) for party in ended] if change.item in ("head", "officer") else []


def began(change: Change) -> frozenset[str]:
    """The folded names of those whose office or share as it stands now began with the change."""
    before = {fold(party.name): party.percent for party in change.before}
    new = (p for p in change.after if fold(p.name) not in before or _differ(p.percent, before[fold(p.name)]))
    return frozenset(fold(party.name) for party in new if party.name)


def parties(text: str) -> tuple[ChangedParty, ...]:
    """The parties in a text such as 「甲公司（60%）、张三 40%」 or 「原股东：甲公司，出资比例80%」."""
    found: list[ChangedParty] = []
    for words in filter(None, (part.strip() for part in _SEPARATORS.split(text))):
        party = _party(words)
        if found and not party.name and party.percent is not None and found[-1].percent is None:
            found[-1] = replace(found[-1], percent=party.percent)
        else:
            found.append(party)
    return tuple(found)


def _differ(one: int | None, other: int | None) -> bool:
    return one is not None and other is not None and one != other


def _holding(change: Change, company: Mention, party: ChangedParty, kind_of: Callable[[str], PartyKind]) -> Shareholding:
    holder = Mention(party.name, kind_of(party.name), party.number, document=company.document)
    return Shareholding(holder, company, party.percent, change.source, until=change.date)


def _office(change: Change, company: Mention, party: ChangedParty) -> Office:
    person = Mention(party.name, PartyKind.PERSON, party.number, document=company.document)
    return Office(person, company, change.office, change.source, until=change.date)


def _party(words: str) -> ChangedParty:
    """A party with its share and number; without a name where the words are none."""
    percent = None
    share = _SHARE.search(words)
    if share:
        written = written_share(share.group(1))
        percent = written.as_percent if written else None
        words = words[: share.start()].strip()
    number = _NUMBER.search(words)
    if number:
        words = words[: number.start()].strip()
    name = _LEAD.sub("", words).strip()
    known = is_person_name(name) or parse(name).form or party_kind("", name, labels.load()) is not PartyKind.OTHER
    return ChangedParty(name if known else "", number.group(1).upper() if number else "", percent)
