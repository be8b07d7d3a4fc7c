"""An entity as a party: its name, code or number, date of birth, and what else it tells that may bear on who it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from relparty.forms.kinds import person_number
from relparty.identifiers import resident, uscc
from relparty.model.evidence import Told
from relparty.model.party import Mention, PartyKind
from relparty.names.folding import fold
from relparty.registers.parties import mention
from relparty_scrapers.int_ftm.known import COMPANY_PASSED_OVER, PERSON, PERSON_PASSED_OVER
from relparty_scrapers.int_ftm.lines import Entity, labelled

SOURCE = "int_ftm"

_CODES = ("uscCode", "registrationNumber", "idNumber", "taxNumber")
"""Where a 统一社会信用代码 may stand: FollowTheMoney drops a bad `uscCode` without a word, so that many write it elsewhere."""
_REGISTERS = {"gb": "GB-COH", "hk": "HK-CR", "sg": "SG-ACRA"}
_NAMES = ("name", "alias", "previousName")
_BIRTH = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_DAY = len("1970-03-05")


@dataclass(frozen=True, slots=True)
class Known:
    """A party as its entity tells it. `aside` may bear on who it is and is told wherever it stands; `notes` do not."""

    name: Told
    mention: Mention
    code: Told | None = None
    number: Told | None = None
    former_names: tuple[Told, ...] = ()
    aside: tuple[Told, ...] = ()
    notes: tuple[Told, ...] = ()


def known(entity: Entity) -> Known | None:
    """The party that an entity is; None for one without a name."""
    names = [_told_name(entity, key) for key in _NAMES]
    name, others = _name(entity, [each for group in names for each in group])
    if name is None:
        return None
    return _person(entity, name, others) if entity.schema == PERSON else _company(entity, name, others)


def _person(entity: Entity, name: Told, others: Sequence[Told]) -> Known:
    entity.ignore(PERSON_PASSED_OVER)
    born, births = _born(entity)
    number, numbers = _number(entity)
    aside = (*_in_one_script(name, others), *births, *numbers, *entity.rest())
    told = mention(name.source.sha256, SOURCE, name, PartyKind.PERSON, own_id=entity.id, born=born)
    is_person = told.kind is PartyKind.PERSON
    return Known(name, replace(told, number=number) if is_person else told, aside=aside, notes=tuple(_elsewhere(name, others)))


def _company(entity: Entity, name: Told, others: Sequence[Told]) -> Known:
    code, codes = _code(entity)
    number = None if code else _foreign(entity)
    sort = entity.all("legalForm")
    entity.ignore(COMPANY_PASSED_OVER)
    former = [each for key in ("alias", "previousName") for each in entity.all(key) if fold(each.text) != fold(name.text)]
    beside = [each for each in others if each not in former]
    aside = (*_in_one_script(name, beside), *codes, *(labelled(each, "legalForm") for each in sort[1:]), *entity.rest())
    kind = PartyKind.STATE if entity.schema == "PublicBody" else PartyKind.COMPANY
    told = mention(name.source.sha256, SOURCE, name, None if entity.schema == "LegalEntity" else kind, number=_shown_number(code, number))
    if told.kind is PartyKind.PERSON:
        told = replace(told, register_id=f"{SOURCE}:{entity.id}")
    return Known(name, told, code, number, tuple(former), aside, tuple(_elsewhere(name, beside)))


def _told_name(entity: Entity, key: str) -> tuple[Told, ...]:
    told = entity.all(key)
    if key != "name" or told:
        return told
    last, first = entity.first("lastName"), entity.first("firstName")
    if last is None or first is None:
        return tuple(each for each in (last, first) if each)
    whole = f"{last.text}{first.text}" if _is_han(last.text + first.text) else f"{first.text} {last.text}"
    return (replace(last, text=whole, source=replace(last.source, text=whole)),)


def _name(entity: Entity, names: Sequence[Told]) -> tuple[Told | None, list[Told]]:
    """The name to go by, in Chinese where there is one, and the others."""
    entity.ignore(("lastName", "firstName"))
    own = [each for each in names if _is_han(each.text)] or list(names)
    chosen = next(iter(own), None)
    return chosen, [each for each in names if chosen and fold(each.text) != fold(chosen.text)]


def _in_one_script(name: Told, others: Iterable[Told]) -> list[Told]:
    """Other names that a form might use: those in the script of the first."""
    return [labelled(each, "name") for each in others if _is_han(each.text) == _is_han(name.text)]


def _elsewhere(name: Told, others: Iterable[Told]) -> list[Told]:
    return [labelled(each, "name") for each in others if _is_han(each.text) != _is_han(name.text)]


def _is_han(text: str) -> bool:
    return any("\u3400" <= char <= "\u9fff" for char in text)


def _code(entity: Entity) -> tuple[Told | None, list[Told]]:
    """The credit code wherever it stands; one that is no valid code only from its own property. Others are told."""
    told = [each for key in _CODES for each in entity.all(key)]
    valid = {uscc.fold(each.text): each for each in reversed(told) if uscc.is_valid(uscc.fold(each.text))}
    first = next((each for each in told if uscc.fold(each.text) in valid), None) or entity.first("uscCode")
    chosen = uscc.fold(first.text) if first else ""
    differing = [each for each in (*valid.values(), *entity.all("uscCode")) if uscc.fold(each.text) != chosen]
    return first, [labelled(each, "uscCode") for each in dict.fromkeys(differing)]


def _foreign(entity: Entity) -> Told | None:
    """The number of a company in another country's register, with that register's scheme, or its LEI."""
    country = next((each.text.lower() for key in ("jurisdiction", "mainCountry", "country") for each in entity.all(key)), "")
    number, lei = entity.first("registrationNumber"), entity.first("leiCode")
    if number and country in _REGISTERS:
        return replace(number, text=f"{_REGISTERS[country]}-{number.text}")
    return replace(lei, text=f"XI-LEI-{lei.text}") if lei else None


def _shown_number(code: Told | None, number: Told | None) -> str:
    return uscc.fold(code.text) if code else number.text if number else ""


def _number(entity: Entity) -> tuple[str, list[Told]]:
    """A person's number; none where two differ, for a wrong one would tell one person from himself."""
    told = [(person_number(each.text), each) for each in entity.all("idNumber")]
    residents = {number for number, _ in told if resident.looks_like(number)} or {number for number, _ in told if number}
    if len(residents) == 1:
        return residents.pop(), []
    return "", [labelled(each, "idNumber") for _, each in told]


def _born(entity: Entity) -> tuple[str, list[Told]]:
    """The date of birth as exactly as it is told; none where two differ, as for numbers."""
    told = entity.all("birthDate")
    days = sorted({each.text[:_DAY] for each in told}, key=len, reverse=True)
    if not days or not all(_BIRTH.fullmatch(each) and days[0].startswith(each) for each in days):
        return "", [labelled(each, "birthDate") for each in told]
    return days[0], []
