"""Invented companies as a register has them: what the tests' services and recorded examples tell of, each in its own words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

import lotmaker


@dataclass(frozen=True)
class Holder:
    """A holder: `own_id` is what the register itself calls it; `until` ends it. A company has a code, a person none."""

    name: str
    percent: str
    code: str = ""
    own_id: str = ""
    since: str = ""
    until: str = ""
    kind: str = "person"


@dataclass(frozen=True)
class Officer:
    name: str
    office: str
    own_id: str = ""
    until: str = ""


@dataclass(frozen=True)
class Change:
    kind: str
    before: str
    after: str
    on: str


@dataclass(frozen=True)
class Company:
    name: str
    code: str
    head: str
    own_id: str = ""
    sort: str = "有限责任公司(自然人投资或控股)"
    holders: tuple[Holder, ...] = ()
    staff: tuple[Officer, ...] = ()
    changes: tuple[Change, ...] = ()
    former_names: tuple[str, ...] = ()

    @property
    def present(self) -> tuple[Holder, ...]:
        return tuple(holder for holder in self.holders if not holder.until)

    @property
    def former(self) -> tuple[Holder, ...]:
        return tuple(holder for holder in self.holders if holder.until)


@dataclass(frozen=True)
class World:
    """All companies by code."""

    companies: Mapping[str, Company] = field(default_factory=lambda: MappingProxyType({}))

    def found(self, asked: str) -> list[Company]:
        """The companies of that name or code."""
        return [each for each in self.companies.values() if asked in (each.code, each.name, *each.former_names)]


def company(word: str, number: int, head: str, *holders: Holder, **more: Any) -> Company:
    """An invented company: `number` is that of its code (`$100` in lotmaker is the first bidder's)."""
    return replace(Company(lotmaker.company_name(word), lotmaker.company_code(number), head, f"c{number:06d}", holders=holders), **more)


def holder_of(held_by: Company, percent: str, **more: Any) -> Holder:
    """A company as a holder of another."""
    return replace(Holder(held_by.name, percent, held_by.code, held_by.own_id, kind="company"), **more)


def world(*companies: Company) -> World:
    """The world of these companies."""
    return World(MappingProxyType({each.code: each for each in companies}))
