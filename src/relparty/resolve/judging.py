"""Two mentions: are they one party? The identity ladder of the rules, one step a line."""

from __future__ import annotations

from enum import IntEnum

from relparty.identifiers import org_id, resident, uscc
from relparty.identifiers.resident import Agreement
from relparty.model.party import Mention, PartyKind
from relparty.names.folding import fold
from relparty.names.key import name_key


class Likeness(IntEnum):
    """What two mentions are to each other; `DIFFERENT` outweighs every likeness."""

    DIFFERENT = -1
    NONE = 0
    NAME = 1
    PROBABLE = 2
    CONFIRMED = 3


def is_person(mention: Mention) -> bool:
    """True for natural persons; everything else is compared as a company."""
    return mention.kind is PartyKind.PERSON


def sure_number(mention: Mention) -> str:
    """The number that alone identifies a party: whole and with right check digits, a register's token for it, or of a named register."""
    if is_person(mention):
        return mention.number if resident.is_valid(mention.number) else mention.token
    return mention.number if uscc.is_valid(mention.number) else org_id.normalised(mention.number)


def judge_persons(one: Mention, other: Mention) -> Likeness:
    """The likeness of two persons.

    Confirmed by the same whole id; probable by the same name and a second attribute that agrees (masked
    id, phone, date of birth, a register's own id, the same form) while none disagrees; else the name alone. A
    whole id with a wrong check digit proves neither sameness nor difference, and neither do two different own ids
    of one register, which may know one person twice.
    """
    agreement = _agreement(one, other)
    if agreement in (Agreement.SAME, Agreement.DIFFER) and sure_number(one) and sure_number(other):
        return Likeness.CONFIRMED if agreement is Agreement.SAME else Likeness.DIFFERENT
    if fold(one.name) != fold(other.name):
        return Likeness.NONE
    if agreement is Agreement.DIFFER:
        return Likeness.DIFFERENT if _is_reliable(one) and _is_reliable(other) else Likeness.NAME
    births = _births(one, other)
    if births is Agreement.DIFFER:
        return Likeness.DIFFERENT
    if Agreement.SAME in (births, _equal(one.phone, other.phone), _equal(one.register_id, other.register_id)):
        return Likeness.PROBABLE
    return Likeness.PROBABLE if agreement is not Agreement.UNKNOWN or one.document == other.document else Likeness.NAME


def _equal(one: str, other: str) -> Agreement:
    return Agreement.SAME if one and one == other else Agreement.UNKNOWN


def _births(one: Mention, other: Mention) -> Agreement:
    """Whether two dates of birth agree as far as both are told: `1970-03` agrees with `1970-03-05`.

    A year alone is no attribute that tells people apart; that two differ does.
    """
    born, other_born = _born(one), _born(other)
    shorter = min(len(born), len(other_born))
    if not shorter or born[:shorter] != other_born[:shorter]:
        return Agreement.DIFFER if shorter else Agreement.UNKNOWN
    return Agreement.SAME if shorter >= _YEAR_AND_MONTH else Agreement.UNKNOWN


def _born(mention: Mention) -> str:
    """When a person was born: as a register tells, or by a resident id that tells it and is right."""
    day = resident.birth_date(mention.number) if resident.is_valid(mention.number) else None
    return day.isoformat() if day else mention.born


_YEAR_AND_MONTH = len("1970-03")


def company_name_key(mention: Mention) -> str:
    """What two companies must have in common to be one when a code is missing; equal keys decide."""
    return name_key(mention.name)


def _agreement(one: Mention, other: Mention) -> Agreement:
    if one.token and other.token:
        return Agreement.SAME if one.token == other.token else Agreement.DIFFER
    resident_ids = resident.looks_like(one.number) and resident.looks_like(other.number)
    if resident_ids:
        return resident.compare(one.number, other.number)
    papers = len(one.number) >= 6 and one.number == other.number
    return Agreement.SAME if papers else Agreement.UNKNOWN


def _is_reliable(mention: Mention) -> bool:
    """Whether the figures shown can tell two people apart: not those of a mistyped number."""
    return resident.is_masked(mention.number) or resident.is_valid(mention.number)
