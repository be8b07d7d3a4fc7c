"""Persons and companies in the rows of Companies House: names in one order, births, registration numbers with their scheme."""

from __future__ import annotations

from dataclasses import replace

from relparty.identifiers import org_id, uscc
from relparty.model.evidence import Told
from relparty.model.party import Mention, PartyKind
from relparty.registers.fields import Fields
from relparty.registers.ledger import Ledger
from relparty.registers.parties import party

_KINGDOM = frozenset(
    "uk|gb|united kingdom|united kingdom (england and wales)|great britain|england|wales|england and wales|england wales|scotland|"
    "northern ireland|british".split("|")
)
_COMPANIES_HOUSE = ("companies house", "registrar of companies", "register of companies")
_KINGDOM_WORDS = ("england", "wales", "scotland", "northern ireland", "united kingdom", "cardiff", "edinburgh", "belfast")


def person(ledger: Ledger, row: Fields, name: Told, own_id: str = "") -> Mention:
    """A natural person, named in one order whether a list puts the surname first or has a title before the name."""
    birth, elements = row.part("date_of_birth"), row.part("name_elements")
    ledger.relevant += [each for each in (birth, elements) if each]
    found = party(ledger.lookup, name, PartyKind.PERSON, own_id=own_id, born=_born(birth) if birth else "")
    called = (_elements(elements) if elements else "") or _forenames_first(name.text)
    return replace(found, name=called)


def body(ledger: Ledger, row: Fields, name: Told, kind: PartyKind) -> Mention:
    """A company or another body; a number of a register elsewhere, which cannot be compared, is a note."""
    identification = row.part("identification")
    if identification is None:
        return party(ledger.lookup, name, kind)
    ledger.relevant.append(identification)
    written, country = identification.text("registration_number"), identification.text("country_registered")
    place, number = identification.text("place_registered"), ""
    identification.ignore("legal_authority", "legal_form", "identification_type")
    if written:
        is_ours = _text(identification, "identification_type") == "uk-limited-company"
        number = _number(written.text, country.text if country else "", place.text if place else "", is_ours=is_ours)
    if written and not number:
        where = ", ".join(each.text for each in (country, place) if each)
        ledger.notes.append(identification.told("registration_number", f"{name.text}: {written.text} ({where})"))
    return party(ledger.lookup, name, kind, number=number)


def _number(written: str, country: str, place: str, *, is_ours: bool) -> str:
    """The number with its scheme where the register that gave it can be told; else none, for it may be any country's."""
    code = uscc.fold(written)
    if uscc.is_valid(code):
        return code
    if is_ours or _is_kingdom(country, place):
        number = org_id.companies_house(written)
        return f"{org_id.GB_COH}-{number}" if number else ""
    return ""


def _is_kingdom(country: str, place: str) -> bool:
    """True for a company of the United Kingdom: its country decides where it is told, else the name of its register."""
    if country:
        return " ".join(country.casefold().replace("&", " and ").replace(",", " ").split()) in _KINGDOM
    told = place.casefold()
    return (
        told in _KINGDOM
        or "companies house" in told
        or (told.startswith(_COMPANIES_HOUSE) and any(word in told for word in _KINGDOM_WORDS))
    )


def _born(birth: Fields) -> str:
    """The month of birth, `1962-03`; the year alone where that is all."""
    birth.ignore("day")
    year, month = birth.text("year"), birth.text("month")
    if not year or not year.text.isdecimal():
        return ""
    return f"{int(year.text):04d}-{int(month.text):02d}" if month and month.text.isdecimal() else f"{int(year.text):04d}"


def _elements(elements: Fields) -> str:
    names = [elements.text(key) for key in ("forename", "middle_name", "other_forenames", "surname")]
    elements.ignore("title", "honours")
    return " ".join(each.text for each in names if each)


def _forenames_first(name: str) -> str:
    """`WHITE, Samuel David, Dr` as `Samuel David WHITE`."""
    surname, *rest = (part.strip() for part in name.split(","))
    return f"{rest[0]} {surname}" if rest and rest[0] else name


def _text(fields: Fields, key: str) -> str:
    told = fields.text(key)
    return told.text if told else ""
