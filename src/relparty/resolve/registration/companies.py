"""Companies of a lot with their registrations: which extracts tell of each, and what the forms declare of it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from relparty.evidence.alike import is_same
from relparty.evidence.freshness import is_fresh, is_registration, is_usable
from relparty.forms import labels
from relparty.forms.kinds import party_kind
from relparty.model.evidence import Extract
from relparty.model.lot import Bidder
from relparty.model.party import Mention, PartyKind
from relparty.model.record import Office, Record, Shareholding
from relparty.resolve.judging import company_name_key, is_person, sure_number

NEAR = timedelta(days=62)
"""How far two sides may tell the day of one ending: 30 days to file it, 20 working days to show it, a few for holidays."""

Claim = Shareholding | Office


@dataclass(slots=True)
class Registered:
    """One company: its registrations, newest first, and what the forms declare of it.

    `numbers` leads from the registered number of a bidder to the one on its form where they differ: it is one company.
    """

    company: Mention
    opens_on: date
    numbers: Mapping[str, str]
    extracts: list[Extract] = field(default_factory=list)
    declared: list[Claim] = field(default_factory=list)

    @property
    def shareholdings(self) -> list[Shareholding]:
        return [record for record in self.declared if isinstance(record, Shareholding)]

    @property
    def offices(self) -> list[Office]:
        return [record for record in self.declared if isinstance(record, Office)]

    def newest(self, telling: Sequence[Extract], told: Callable[[Extract], Hashable]) -> tuple[list[Extract], bool]:
        """Those of the newest day among extracts that tell of something, and whether they settle it: fresh, and of one voice.

        `told` is what each tells of it; those that tell the same are one.
        """
        if not telling:
            return [], False
        of_day = {told(extract): extract for extract in reversed(telling) if extract.retrieved_on == telling[0].retrieved_on}
        voices = list(of_day.values())
        return voices, len(voices) == 1 and is_fresh(voices[0], self.opens_on)

    def party(self, extract: Extract, name: str, party: Mention | None) -> Mention:
        """Who is told of: as the source knows it, else by the name alone.

        The document is the company's part of the file: two persons of one name in a file of many companies are two.
        """
        told = party or Mention(name, party_kind("", name, labels.load()))
        number = self.numbers.get(sure_number(told), told.number) if not is_person(told) else told.number
        return _mention(told, number, f"{extract.file.document}|{number_of(self.company)}")


def _mention(told: Mention, number: str, document: str) -> Mention:
    return replace(told, number=number, document=document)


def companies(bidders: Iterable[Bidder], records: Iterable[Record], opens_on: date) -> tuple[list[Registered], list[Record]]:
    """The companies that the office got registrations of, and the records that are about no such company."""
    found: dict[str, Registered] = {}
    every = list(bidders)
    numbers = {number: sure_number(bidder.mention) for bidder in every for number in _other_numbers(bidder)}
    for mention, extract in _owned(every):
        key = number_of(mention)
        registered = found.setdefault(key, Registered(mention, opens_on, numbers))
        if extract not in registered.extracts:
            registered.extracts.append(extract)
    by_name = {company_name_key(each.company): each for each in found.values()}
    rest: list[Record] = []
    for record in records:
        own = _of(found, by_name, record.company) if isinstance(record, Claim) else None
        if own is not None and isinstance(record, Claim):
            own.declared.append(record)
        else:
            rest.append(record)
    for each in found.values():
        each.extracts.sort(key=lambda extract: extract.file.file)
        each.extracts.sort(key=lambda extract: extract.retrieved_on or date.min, reverse=True)
    return [each for _, each in sorted(found.items())], rest


def _owned(bidders: Sequence[Bidder]) -> Iterator[tuple[Mention, Extract]]:
    """Each registration with its company: a bidder under the number on its form, another as the extract names it."""
    for bidder in bidders:
        yield from ((bidder.mention, extract) for extract in bidder.extracts if _is_usable(extract))
    for bidder in bidders:
        yield from ((company_of(extract), extract) for extract in bidder.above if _is_usable(extract))


def _is_usable(extract: Extract) -> bool:
    return is_registration(extract) and extract.name is not None and is_usable(extract.name)


def _other_numbers(bidder: Bidder) -> Iterator[str]:
    """Numbers under which registers know a bidder that are not the one on its form."""
    for extract in bidder.extracts:
        number = sure_number(company_of(extract)) if _is_usable(extract) else ""
        if number and sure_number(bidder.mention) not in ("", number):
            yield number


def company_of(extract: Extract) -> Mention:
    """The company of an extract, as the extract names it."""
    number = extract.uscc or extract.number
    name = extract.name.text if extract.name else ""
    return Mention(name, PartyKind.COMPANY, number.text if number else "", document=extract.file.document)


def number_of(company: Mention) -> str:
    """What tells a company from others: its number, else the parts of its name."""
    return sure_number(company) or company_name_key(company)


def _of(found: Mapping[str, Registered], by_name: Mapping[str, Registered], company: Mention) -> Registered | None:
    """The registered company that a claim is about: by number, else by name where no two numbers contradict."""
    direct = found.get(number_of(company))
    if direct is not None:
        return direct
    named = by_name.get(company_name_key(company))
    contradicts = named is not None and sure_number(company) and sure_number(named.company)
    return None if contradicts else named


def is_same_party(one: Mention, other: Mention) -> bool:
    """Whether a form and a register mean one party: a company by its number where both have one, else by the name."""
    mine, theirs = ("" if is_person(each) else sure_number(each) for each in (one, other))
    return mine == theirs if mine and theirs else is_same(one.name, other.name)


def is_one_time(until: date | None, other: date | None) -> bool:
    """Whether two claims may be of one time: both stand, or they ended at about the same day."""
    if until is None or other is None:
        return until is other
    return abs(until - other) <= NEAR


def with_own_id(declared: Mention, registered: Mention) -> Mention:
    """The party as the form names it, with what the register knows beside: its own id, the date of birth, a company's number."""
    if not is_person(declared) and not is_person(registered) and sure_number(registered):
        declared = replace(declared, number=registered.number)
    return replace(declared, register_id=declared.register_id or registered.register_id, born=declared.born or registered.born)
