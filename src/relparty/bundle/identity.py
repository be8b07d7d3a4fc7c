"""Who is who in extracts: the ids under which companies and persons of files of statements stand in a bundle.

It is what the resolution of a lot does with the same extracts: a company is its number, else its name; a person the id
that its source gives it. A name alone makes no two persons one.
"""

from __future__ import annotations

from collections.abc import Iterator

from relparty.forms import labels
from relparty.forms.kinds import heads_named, party_kind
from relparty.identifiers import org_id, resident, uscc
from relparty.identifiers.masking import masked_number
from relparty.model.evidence import Extract, RegisteredHolder, RegisteredOfficer
from relparty.model.party import Mention, PartyKind


def company_of(extract: Extract) -> Mention:
    """The company that an extract is of, as it names it."""
    number = extract.uscc or extract.number
    name = extract.name.text if extract.name else ""
    return Mention(name, PartyKind.COMPANY, number.text if number else "")


def party_of(told: RegisteredHolder | RegisteredOfficer) -> Mention:
    """The holder or officer as its source knows it, else by its name alone."""
    return told.party or _named(told.name.text)


def heads_of(extract: Extract) -> Iterator[Mention]:
    """The persons who are told to head the company.

    A head of whom only the name is told is the holder or officer whose name stands at the same place: one record of the source.
    """
    head = extract.head
    if head is None:
        return
    told: list[RegisteredHolder | RegisteredOfficer] = [*(extract.holders or ()), *(extract.staff or ())]
    same = (each.party for each in told if each.name == head)
    party = extract.head_party or next(same, None)
    names = heads_named(head.text)
    for name in names:
        mention = party if party and len(names) == 1 else _named(name)
        if mention.kind is PartyKind.PERSON:
            yield mention


def id_of(party: Mention, company: str) -> str:
    """The id of a party that is told of in the company of that id."""
    if party.kind is PartyKind.PERSON:
        return party.register_id or f"{company}/{party.name}"
    return org_id.normalised(party.number) or party.name


def code_of(party: Mention) -> str:
    """The 统一社会信用代码 of a company, also a wrong one; empty for a number of another register."""
    return "" if party.kind is PartyKind.PERSON or org_id.is_org_id(party.number) else uscc.fold(party.number)


def whole_number(person: Mention) -> str:
    """The resident id of a person where it is told whole and is right."""
    return person.number if resident.is_valid(person.number) else ""


def kept_number(party: Mention) -> str:
    """The number as a bundle keeps it: of a resident id what may be shown, of one that is wrong nothing."""
    if party.kind is not PartyKind.PERSON or not resident.looks_like(party.number) or resident.is_masked(party.number):
        return party.number
    return masked_number(party.number) if whole_number(party) else ""


def birth_of(person: Mention) -> str:
    """When a person was born, as told or as the resident id tells."""
    day = resident.birth_date(person.number) if whole_number(person) else None
    return day.isoformat() if day else person.born


def _named(name: str) -> Mention:
    return Mention(name, party_kind("", name, labels.load()))
