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
from relparty.model.party import Mention
from relparty.model.record import WHOLE
from relparty_scrapers.int_bods import parties, words
from relparty_scrapers.int_bods.codec import at
from relparty_scrapers.int_bods.network import SAYS_NOTHING, Held, Network, Record, held
from relparty_scrapers.int_bods.parties import Named, told
from relparty_scrapers.int_bods.records import RelationshipDetails, Unspecified
from relparty_scrapers.int_bods.shares import bounds

SHAREHOLDING = "shareholding"
_VOTING = "votingRights"
_HEAD = re.compile(r"法定代表人|法人代表|单位负责人|执行事务合伙人|\blegal representative\b", re.IGNORECASE)

_NOBODY = "未写明利害关系人 interested party not told"
_MISSING = "利害关系人的记录不在文件中 record of the interested party is not in the file"
_HIDDEN = "利害关系人的身份未写明 identity of the interested party not told"
_NO_COMPONENT = "间接关系的组成记录不在文件中 component records not in the file"
_NO_INTEREST = "未写明权益的性质 nature of the interest not told"
_BESIDE = "股权以外的权益 interest besides the shares"
_NO_SHARE = "比例自相矛盾或超出范围 share that cannot be"
_SEVERAL_HEADS = "不止一名法定代表人 more than one legal representative"
_OF_OFFICE = "任职另附比例或并非直接 office with a share, or not direct"
_OWNERS = "受益所有人 beneficial owners"


@dataclass(slots=True)
class Holdings:
    """What the relationships of one entity come to. `used` are the ids of the records that told it."""

    holders: tuple[RegisteredHolder, ...] = ()
    is_whole: bool = False
    staff: tuple[RegisteredOfficer, ...] = ()
    head: Told | None = None
    head_party: Mention | None = None
    unread: list[Told] = field(default_factory=list)
    notes: list[Told] = field(default_factory=list)
    used: dict[str, None] = field(default_factory=dict)
    """A dictionary for its order."""


def holdings(file: FormFile, known: Network, relationships: Iterable[tuple[Record, RelationshipDetails]]) -> Holdings:
    """The holders, officers and head of an entity from the relationships whose subject it is."""
    reader = _Reader(file, known, Holdings())
    interests: dict[str, list[Held]] = defaultdict(list)
    for record, details in relationships:
        reader.found.used[record.id] = None
        reader.check(record, details)
        for one in reader.interests(record, details):
            interests[one.party or ""].append(one)
    holders, staff = list[RegisteredHolder](), list[RegisteredOfficer]()
    for party, each in interests.items():
        named = reader.named(party)
        reader.lead(named, each)
        is_person = known.person(party) is not None
        staff += reader.staff(named, [one for one in each if is_person and _is_office(one)])
        holders += reader.holders(named, [one for one in each if not (_is_office(one) if is_person else _is_mere_head(one))])
    reader.note_owners()
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
    owners: dict[str, str] = field(default_factory=dict)
    """The parties that are beneficial owners, each with where that stands."""

    def check(self, record: Record, details: RelationshipDetails) -> None:
        """Tells of an interested party that is not told or not in the file, and of components that are not in it."""
        place, party = at(record.newest.details, "interestedParty"), details.interested_party
        if isinstance(party, str) and not self._is_described(party):
            self._tell(place, _MISSING, party, *self._said(details))
        elif not isinstance(party, str) and not record.is_closed:
            self._tell(place, _NOBODY, *_why(party), *self._said(details))
        missing = self._missing(details)
        if missing:
            self._tell(at(record.newest.details, "componentRecords"), _NO_COMPONENT, *missing)

    def interests(self, record: Record, details: RelationshipDetails) -> Iterator[Held]:
        """The interests that count, of parties that the file describes: an indirect one is told by its components where it has them."""
        carried: dict[tuple[str | None, bool], bool] = {}
        is_whole = not self._missing(details)
        for each in held(record):
            if each.party is None or not self._is_described(each.party):
                continue
            self.found.used[each.party] = None
            if each.interest.type in SAYS_NOTHING:
                self._tell(each.pointer, _NO_INTEREST, self._named(each.party).name.text, words.interest(each.interest))
            if each.interest.beneficial_ownership_or_control and each.until is None:
                self.owners[each.party] = each.pointer
            if is_whole and each.until is None and each.interest.direct_or_indirect == "indirect" and not _is_office(each):
                sort = (each.interest.type, each.interest.share is None)
                if sort not in carried:
                    carried[sort] = self.known.is_carried(details, each.interest)
                if carried[sort]:
                    continue
            yield each

    def note_owners(self) -> None:
        """Notes whom the file calls a beneficial owner: what it holds stands among the holders and officers."""
        if self.owners:
            named = [self._named(party).name.text for party in self.owners]
            self.found.notes.append(told(self.file, next(iter(self.owners.values())), f"{_OWNERS}: {'；'.join(named)}"))

    def named(self, party: str) -> Named:
        """The interested party by name; one that is not named is told too."""
        named = self._named(party)
        details = self.known.entity(party) or self.known.person(party)
        if named.is_hidden and details:
            self._tell(named.name.source.place.pointer, _HIDDEN, named.name.text, *parties.kept(details))
        return named

    def lead(self, named: Named, interests: list[Held]) -> None:
        """Takes the present legal representative as the head; a second one is told."""
        for each in interests:
            if not _is_head(each) or each.until is not None:
                continue
            if self.found.head is None:
                self.found.head, self.found.head_party = named.name, named.party
            elif self.found.head != named.name:
                self._tell(each.pointer, _SEVERAL_HEADS, named.name.text)

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
        """The offices of one person but that of a present legal representative, who is the head."""
        for each in offices:
            if each.interest.share is not None or each.interest.direct_or_indirect not in (None, "direct"):
                self._tell(each.pointer, _OF_OFFICE, named.name.text, words.interest(each.interest))
            if not _is_mere_head(each):
                text = told(self.file, each.pointer, _office(each) or (each.interest.details or "").strip())
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
            if each.interest.type not in SAYS_NOTHING and not (each.interest.type == _VOTING and is_same):
                self._tell(each.pointer, _BESIDE, named.name.text, words.interest(each.interest))

    def _named(self, party: str) -> Named:
        record, person, entity = self.known.records[party], self.known.person(party), self.known.entity(party)
        if person is not None:
            return parties.person(self.file, record, person)
        if entity is not None:
            return parties.entity(self.file, record, entity)
        raise KeyError(party)

    def _is_described(self, party: str) -> bool:
        return bool(self.known.entity(party) or self.known.person(party))

    def _missing(self, details: RelationshipDetails) -> list[str]:
        return [name for name in details.component_records or () if name not in self.known.records]

    def _said(self, details: RelationshipDetails) -> list[str]:
        return [words.interest(each) for each in details.interests or ()]

    def _tell(self, pointer: str, what: str, *texts: str) -> None:
        said = "；".join(text for text in texts if text)
        self.found.unread.append(told(self.file, pointer, f"{what}: {said}" if said else what))


def _is_share(each: Held) -> bool:
    return each.interest.type == SHAREHOLDING and each.interest.direct_or_indirect != "indirect"


def _is_office(each: Held) -> bool:
    return each.interest.type in words.OFFICES


def _is_head(each: Held) -> bool:
    return _is_office(each) and _HEAD.search(each.interest.details or "") is not None


def _is_mere_head(each: Held) -> bool:
    """Whether an office is the present legal representative's and nothing besides."""
    return _is_head(each) and each.until is None and not _office(each)


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
