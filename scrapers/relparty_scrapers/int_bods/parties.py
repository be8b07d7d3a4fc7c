"""Entities and persons of BODS as parties: their name, kind, numbers, and what tells an unnamed one from every other."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from relparty.identifiers import resident, uscc
from relparty.model.evidence import Told
from relparty.model.lot import FormFile
from relparty.model.party import Mention, PartyKind
from relparty.model.record import Place, Source
from relparty.registers.fields import REGISTER
from relparty.registers.parties import mention
from relparty_scrapers.int_bods import words
from relparty_scrapers.int_bods.codec import at
from relparty_scrapers.int_bods.days import day_of_birth
from relparty_scrapers.int_bods.network import Record
from relparty_scrapers.int_bods.records import EntityDetails, Identifier, PersonDetails, PersonName, Statement

NAME = "int_bods"

_HAN = re.compile(r"[\u3400-\u9fff]")
_CHINESE = frozenset({"CN", "HK", "MO", "TW"})
_RANK = {"legal": 0, "birth": 1, "alternative": 2, "transliteration": 3, "translation": 4, "former": 5}
_ENTITY_KINDS = {
    "registeredEntity": PartyKind.COMPANY,
    "legalEntity": PartyKind.COMPANY,
    "state": PartyKind.STATE,
    "stateBody": PartyKind.STATE,
}
_HIDDEN = frozenset({"anonymousPerson", "unknownPerson", "anonymousEntity", "unknownEntity"})
ID_CARD = "CHN-IDCARD"
_LEI = "XI-LEI"


@dataclass(frozen=True, slots=True)
class Named:
    """A party with where its name stands; `is_hidden` where the file does not tell who it is."""

    name: Told
    party: Mention
    is_hidden: bool


def told(file: FormFile, pointer: str, text: str) -> Told:
    """A text as told at a pointer; half characters, which no file of ours can hold, are replaced."""
    text = text.encode("utf-8", "replace").decode()
    return Told(text, Source(file.file, Place(pointer=pointer), file.sha256, text, REGISTER))


def entity(file: FormFile, record: Record, details: EntityDetails) -> Named:
    """An entity as a party. Whether it is a state body or listed is judged by its name too, never by what the file calls it alone."""
    kind = details.entity_type.type if details.entity_type else None
    text, place = (details.name or "").strip(), "name"
    if not text and kind not in _HIDDEN:
        text, place = number(details), "identifiers"
    if kind in _HIDDEN or not text:
        return _hidden(
            file, record, kind or "unknownEntity", words.hidden(kind or "", details.unspecified_entity_details, _identity(file, record))
        )
    name = told(file, at(record.newest.details, place), text)
    wanted = PartyKind.LISTED if is_listed(details) else _ENTITY_KINDS.get(kind or "", PartyKind.OTHER)
    party = mention(file.sha256, NAME, name, wanted, number=number(details))
    if party.kind is PartyKind.PERSON:
        party = replace(party, kind=PartyKind.COMPANY if wanted is PartyKind.LISTED else PartyKind.OTHER, number=number(details), born="")
    return Named(name, party, is_hidden=False)


def person(file: FormFile, record: Record, details: PersonDetails) -> Named:
    """A person as a party, by the name in its own script; its id card's number is its number, the record's id its register's."""
    found = best_name(details)
    if details.person_type in _HIDDEN or found is None:
        kind = details.person_type or "unknownPerson"
        return _hidden(file, record, kind, words.hidden(kind, details.unspecified_person_details, _identity(file, record)))
    place, text = found
    name = told(file, f"{record.newest.details}/names/{place}/fullName", text)
    own_id = f"{_publisher(record.newest.told) or file.sha256[:12]}/{record.id}"
    party = mention(file.sha256, NAME, name, PartyKind.PERSON, own_id=own_id, born=record.born)
    card = next((resident.fold(each.id) for each in details.identifiers or () if each.scheme == ID_CARD and each.id), "")
    if party.kind is PartyKind.PERSON and resident.looks_like(card):
        party = replace(party, number=card)
    return Named(name, party, is_hidden=False)


def best_name(details: PersonDetails) -> tuple[int, str] | None:
    """The place and text of the name to know a person by: of a Chinese person the one in Chinese, else the legal one."""
    is_chinese = not details.nationalities or any((each.code or "").upper() in _CHINESE for each in details.nationalities)
    names = [(place, each.type, text) for place, each in enumerate(details.names or ()) if (text := whole(each))]

    def rank(name: tuple[int, str | None, str]) -> tuple[bool, bool, int, bool, int]:
        place, kind, text = name
        is_foreign = _HAN.search(text) is None
        return kind == "former", is_chinese and is_foreign, _RANK.get(kind or "legal", 2), is_foreign, place

    best = min(names, key=rank, default=None)
    return (best[0], best[2]) if best else None


def code(details: EntityDetails) -> tuple[int, str] | None:
    """The place and the 统一社会信用代码 of an entity, whatever its scheme is called: both its check digits must agree."""
    for place, each in enumerate(details.identifiers or ()):
        if each.id and uscc.is_valid(uscc.fold(each.id)) and _may_be_chinese(each, details):
            return place, uscc.fold(each.id)
    return None


def org_id(details: EntityDetails) -> tuple[int, str] | None:
    """The place and the number of an entity with its scheme (`GB-COH-01234567`); a national one before the LEI."""
    taken = code(details)
    found = [
        (place, each)
        for place, each in enumerate(details.identifiers or ())
        if each.id and each.scheme and (taken is None or place != taken[0])
    ]
    best = min(found, key=lambda pair: pair[1].scheme == _LEI, default=None)
    return (best[0], f"{best[1].scheme}-{(best[1].id or '').strip()}") if best else None


def number(details: EntityDetails) -> str:
    """The credit code of an entity, else its number with its scheme; empty where neither is told."""
    found = code(details) or org_id(details)
    return found[1] if found else ""


def is_listed(details: EntityDetails) -> bool:
    """Whether the file says that an entity is listed."""
    return details.public_listing is not None and details.public_listing.has_public_listing is True


def kept(details: EntityDetails | PersonDetails) -> tuple[str, ...]:
    """What a file tells of a party whose identity it does not tell."""
    if isinstance(details, EntityDetails):
        why, known = details.unspecified_entity_details, (details.name or "", number(details))
    else:
        name = best_name(details)
        why, known = details.unspecified_person_details, (name[1] if name else "", day_of_birth(details.birth_date))
    return (*known, (why.description or "").strip() if why else "")


def _hidden(file: FormFile, record: Record, kind: str, text: str) -> Named:
    pointer = at(record.newest.details, "personType" if kind.endswith("Person") else "entityType")
    name = told(file, pointer, text)
    return Named(name, Mention(name.text, PartyKind.OTHER, document=file.sha256), is_hidden=True)


def _identity(file: FormFile, record: Record) -> str:
    return f"{record.id}·{file.sha256[:8]}"


def _may_be_chinese(identifier: Identifier, details: EntityDetails) -> bool:
    countries: Iterable[str | None] = (details.jurisdiction.code if details.jurisdiction else None,)
    scheme = (identifier.scheme or "").upper()
    return scheme.startswith(("CN-", "CHN-")) or (not scheme and all(each is None or each.upper().startswith("CN") for each in countries))


def whole(name: PersonName) -> str:
    """A name as told whole, or put together of its parts; empty where it says nothing."""
    if (name.full_name or "").strip():
        return (name.full_name or "").strip()
    parts = [part.strip() for part in (name.family_name, name.given_name) if part and part.strip()]
    return "".join(parts) if _HAN.search("".join(parts)) else " ".join(reversed(parts))


def _publisher(statement: Statement) -> str:
    details = statement.publication_details
    publisher = details.publisher if details else None
    return (publisher.url or publisher.name or "").strip().rstrip("/") if publisher else ""
