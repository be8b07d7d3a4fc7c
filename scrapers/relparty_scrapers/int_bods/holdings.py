"""The interests in one entity as holders and officers of its extract, and what of them a person has to read."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from relparty.forms import labels
from relparty.model.evidence import RegisteredHolder, RegisteredOfficer, Told
from relparty.model.lot import FormFile
from relparty.model.record import WHOLE
from relparty_scrapers.int_bods import parties, words
from relparty_scrapers.int_bods.codec import at
from relparty_scrapers.int_bods.network import Held, Network, Record, held
from relparty_scrapers.int_bods.parties import Named, told
from relparty_scrapers.int_bods.records import RelationshipDetails, Unspecified
from relparty_scrapers.int_bods.shares import bounds

SHAREHOLDING = "shareholding"
_VOTING = "votingRights"
_UNTOLD = frozenset({None, "unknownInterest", "unpublishedInterest"})
_HEAD = re.compile(r"法定代表人|法人代表|单位负责人|执行事务合伙人|\blegal representative\b", re.IGNORECASE)

_NOBODY = "未写明利害关系人 interested party not told"
_MISSING = "利害关系人的记录不在文件中 record of the interested party is not in the file"
_HIDDEN = "利害关系人的身份未写明 identity of the interested party not told"
_NO_COMPONENT = "间接关系的组成记录不在文件中 component records not in the file"
_NO_INTEREST = "未写明权益的性质 nature of the interest not told"
_BESIDE = "股权以外的权益 interest besides the shares"
_NO_SHARE = "比例自相矛盾或超出范围 share that cannot be"
_SEVERAL_HEADS = "不止一名法定代表人 more than one legal representative"


@dataclass(slots=True)
class Holdings:
    """What the relationships of one entity come to. `used` are the ids of the records that told it."""

    holders: tuple[RegisteredHolder, ...] = ()
    is_whole: bool = False
    staff: tuple[RegisteredOfficer, ...] = ()
    head: Told | None = None
    unread: list[Told] = field(default_factory=list)
    used: dict[str, None] = field(default_factory=dict)
    """A dictionary for its order."""


def holdings(file: FormFile, known: Network, relationships: Iterable[tuple[Record, RelationshipDetails]]) -> Holdings:
    """The holders, officers and head of an entity from the relationships whose subject it is."""
    reader = _Reader(file, known, Holdings())
    interests: dict[str, list[Held]] = defaultdict(list)
    for record, details in relationships:
        reader.found.used[record.id] = None
        party = reader.party_of(record, details)
        if party:
            interests[party] += reader.interests(record, details)
    holders, staff = list[RegisteredHolder](), list[RegisteredOfficer]()
    for party, each in interests.items():
        named = reader.named(party)
        holders += reader.holders(named, [one for one in each if not _is_office(one)])
        staff += reader.staff(named, [one for one in each if _is_office(one)])
    found = reader.found
    found.holders, found.staff = tuple(holders), tuple(staff)
    present = [each.percent for each in holders if each.until is None and each.percent is not None and each.most is None]
    found.is_whole = bool(present) and sum(present) == WHOLE
    return found


@dataclass(slots=True)
class _Reader:
    """Reads the relationships of one entity."""

    file: FormFile
    known: Network
    found: Holdings

    def party_of(self, record: Record, details: RelationshipDetails) -> str | None:
        """The record of the interested party; None, and told, where there is none in the file."""
        place = at(record.newest.details, "interestedParty")
        party = details.interested_party
        if isinstance(party, str) and (self.known.entity(party) or self.known.person(party)):
            self.found.used[party] = None
            return party
        if isinstance(party, str):
            self._tell(place, _MISSING, party, *self._said(details))
        elif not record.is_closed:
            self._tell(place, _NOBODY, *_why(party), *self._said(details))
        return None

    def interests(self, record: Record, details: RelationshipDetails) -> Iterator[Held]:
        """The interests that count: an indirect one is told by its components where the file has them."""
        missing = [name for name in details.component_records or () if name not in self.known.records]
        if missing:
            self._tell(at(record.newest.details, "componentRecords"), _NO_COMPONENT, *missing)
        if not details.interests:
            self._tell(record.newest.details, _NO_INTEREST, record.id)
        is_carried = not missing and self.known.is_carried(details)
        for each in held(record):
            if each.interest.type in _UNTOLD:
                self._tell(each.pointer, _NO_INTEREST, words.interest(each.interest))
            if not (is_carried and each.interest.direct_or_indirect == "indirect" and not _is_office(each)):
                yield each

    def named(self, party: str) -> Named:
        """The interested party by name; one that is not named is told too."""
        record, person, entity = self.known.records[party], self.known.person(party), self.known.entity(party)
        if person is not None:
            named = parties.person(self.file, record, person)
        elif entity is not None:
            named = parties.entity(self.file, record, entity)
        else:
            raise KeyError(party)
        if named.is_hidden:
            self._tell(named.name.source.place.pointer, _HIDDEN, named.name.text)
        return named

    def holders(self, named: Named, interests: list[Held]) -> Iterator[RegisteredHolder]:
        """The rows of one holder: one a shareholding, and one for all else that it has until the same day and without shares."""
        by_day: dict[date | None, list[Held]] = defaultdict(list)
        for each in interests:
            by_day[each.until].append(each)
        for until, together in by_day.items():
            shares = [one for one in together if _is_share(one)]
            others = [one for one in together if not _is_share(one)]
            yield from (self._share(named, one) for one in shares)
            if shares:
                self._beside(named, shares[0], others)
            elif others:
                text = "；".join(words.interest(one.interest) for one in others)
                since = min((one.since for one in others if one.since), default=None)
                yield RegisteredHolder(
                    named.name, None, told(self.file, others[0].pointer, text), named.party, since=since, until=until, is_direct=False
                )

    def staff(self, named: Named, offices: list[Held]) -> Iterator[RegisteredOfficer]:
        """The offices of one person; a present legal representative is the head and, where that is all, no further staff."""
        for each in offices:
            is_head = _HEAD.search(each.interest.details or "") is not None
            if is_head and each.until is None:
                self._lead(named, each)
            office = _office(each)
            if office or each.until is not None:
                text = told(self.file, each.pointer, office or (each.interest.details or "").strip())
                yield RegisteredOfficer(named.name, text, named.party, each.since, each.until)

    def _share(self, named: Named, each: Held) -> RegisteredHolder:
        share = bounds(each.interest.share)
        text = words.shareholding(each.interest)
        if not share.is_sound:
            self._tell(each.pointer, _NO_SHARE, named.name.text, text)
        place = at(each.pointer, "share") if each.interest.share else each.pointer
        return RegisteredHolder(
            named.name,
            share.least if share.is_sound else None,
            told(self.file, place, text) if text else None,
            named.party,
            share.most if share.is_sound else None,
            each.since,
            each.until,
        )

    def _beside(self, named: Named, shares: Held, others: list[Held]) -> None:
        """Tells what a holder has besides its shares, where that is more than the votes of these shares."""
        for each in others:
            is_same = each.interest.share is not None and bounds(each.interest.share) == bounds(shares.interest.share)
            if not (each.interest.type == _VOTING and is_same):
                self._tell(each.pointer, _BESIDE, named.name.text, words.interest(each.interest))

    def _lead(self, named: Named, each: Held) -> None:
        if self.found.head is None:
            self.found.head = named.name
        elif self.found.head != named.name:
            self._tell(each.pointer, _SEVERAL_HEADS, named.name.text)

    def _said(self, details: RelationshipDetails) -> list[str]:
        return [words.interest(each) for each in details.interests or ()]

    def _tell(self, pointer: str, what: str, *texts: str) -> None:
        said = "；".join(text for text in texts if text)
        self.found.unread.append(told(self.file, pointer, f"{what}: {said}" if said else what))


def _is_share(each: Held) -> bool:
    return each.interest.type == SHAREHOLDING and each.interest.direct_or_indirect != "indirect"


def _is_office(each: Held) -> bool:
    return each.interest.type in words.OFFICES


def _office(each: Held) -> str:
    """The office in words that forms use too; empty for one that is nothing but the legal representative's."""
    details = (each.interest.details or "").strip()
    if details and labels.load().kind("offices", details, ""):
        return details
    if each.interest.type == "seniorManagingOfficial" and _HEAD.search(details):
        return ""
    office = words.OFFICES[each.interest.type or ""]
    return f"{office} {details}".strip()


def _why(party: Unspecified | str | None) -> tuple[str, ...]:
    if not isinstance(party, Unspecified):
        return ()
    return words.reason(party), (party.description or "").strip()
