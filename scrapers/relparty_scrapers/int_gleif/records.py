"""The record of an LEI: its names and numbers. A company has the number of its own register where that can be told.

That number, and not the LEI, is what declarations and other registers know a company by.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from relparty.identifiers import org_id, uscc

_COMPANIES_HOUSE = frozenset({"RA000585", "RA000586", "RA000587"})
"""Companies House as GLEIF's list of registration authorities has it: England and Wales, Northern Ireland, Scotland."""
_NO_RECORD = frozenset({"DUPLICATE", "ANNULLED"})
"""Registrations that stand for no company of their own."""
_SCHEME_PARTS = 3


@dataclass(frozen=True, slots=True)
class LeiRecord:
    """What a record tells of who the company is. `numbers` are all by which it may have been asked for."""

    lei: str
    name: str
    names: tuple[str, ...]
    registered_as: str
    registered_at: str
    jurisdiction: str
    is_counted: bool

    @property
    def code(self) -> str:
        """The 统一社会信用代码 of a company whose own register gave it one; empty for another."""
        code = uscc.fold(self.registered_as)
        return code if uscc.is_valid(code) and self.country == "CN" else ""

    @property
    def number(self) -> str:
        """The number outside China: of Companies House where it registered the company, else the LEI."""
        number = org_id.companies_house(self.registered_as) if self.registered_at in _COMPANIES_HOUSE else ""
        return f"{org_id.GB_COH}-{number}" if number else f"{org_id.XI_LEI}-{self.lei}"

    @property
    def country(self) -> str:
        return self.jurisdiction[:2]

    @property
    def numbers(self) -> tuple[str, ...]:
        return (f"{org_id.XI_LEI}-{self.lei}", self.number, self.code, *self.foreign)

    @property
    def foreign(self) -> tuple[str, ...]:
        """The number as registered, bare: a scheme of another country than this cannot be its own."""
        return (self.registered_as,) if self.registered_as else ()


def read(value: Mapping[str, object]) -> LeiRecord | None:
    """The record in a JSON:API object; None where it has no valid LEI or no name."""
    attributes = _part(value, "attributes")
    entity, registration = _part(attributes, "entity"), _part(attributes, "registration")
    lei, name = uscc.fold(str(attributes.get("lei") or value.get("id") or "")), str(_part(entity, "legalName").get("name") or "")
    if not org_id.is_lei(lei) or not name:
        return None
    return LeiRecord(
        lei=lei,
        name=name,
        names=tuple(_names(entity)),
        registered_as=str(entity.get("registeredAs") or "").strip(),
        registered_at=str(_part(entity, "registeredAt").get("id") or ""),
        jurisdiction=str(entity.get("jurisdiction") or _part(entity, "legalAddress").get("country") or ""),
        is_counted=str(registration.get("status")) not in _NO_RECORD,
    )


def bare(number: str) -> str:
    """A number as its own register writes it: without its scheme."""
    return number.split("-", _SCHEME_PARTS - 1)[-1] if org_id.is_org_id(number) else number


def has_number(record: LeiRecord, number: str) -> bool:
    """True for the record of that number: with a scheme, of a company of the scheme's country."""
    if number in record.numbers:
        return True
    is_same = uscc.fold(bare(number)) == uscc.fold(record.registered_as) != ""
    return is_same and (not org_id.is_org_id(number) or number[:2] == record.country)


def _names(entity: Mapping[str, object]) -> Iterator[str]:
    for key in ("otherNames", "transliteratedOtherNames"):
        listed = entity.get(key)
        for each in listed if isinstance(listed, list) else []:
            if isinstance(each, Mapping) and each.get("name"):
                yield str(each["name"])


def _part(value: Mapping[str, object], key: str) -> Mapping[str, object]:
    part = value.get(key)
    return part if isinstance(part, Mapping) else {}
