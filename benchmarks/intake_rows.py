"""A form as rows of fields: as it was written, and as the product read it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from relparty.forms.kinds import contact_values
from relparty.identifiers import phone as phones
from relparty.model.lot import Declaration
from relparty.model.record import (
    BidPerson,
    Channel,
    Contact,
    Kinship,
    Office,
    OfficeKind,
    RelatedUnit,
    Shareholding,
    Source,
)
from relparty.names.folding import fold


class Group(StrEnum):
    """What a field is, as the promises tell them apart."""

    IDENTIFIER = "identifiers"
    NAME = "names"
    SHARE = "shares"
    OTHER = "others"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a block by field; `source` is where it was read, None for a row as it was written."""

    block: str
    values: Mapping[str, str]
    source: Source | None = None


_GROUPS = {
    **dict.fromkeys(("uscc", "number"), Group.IDENTIFIER),
    **dict.fromkeys(("name", "company", "person", "relative", "unit", "insured_at"), Group.NAME),
    "share": Group.SHARE,
}


def group_of(field: str) -> Group:
    return _GROUPS.get(field, Group.OTHER)


def written_rows(form: Mapping[str, Any]) -> Iterator[Row]:
    """The form as rows of fields, folded as the product folds them."""
    bidder = form["bidder"]
    yield _row("bidder", name=bidder["name"], uscc=bidder["uscc"])
    yield _row("head", name=form["head"]["name"], number=form["head"].get("id", ""))
    for channel in (Channel.PHONE, Channel.EMAIL, Channel.ADDRESS):
        yield _row(channel.value, value="|".join(contact_values(channel, bidder[channel.value])))
    for holder in form["shareholders"]:
        yield _row("shareholders", name=holder["name"], number=holder["id"], share=_share(holder["percent"]))
    for row in form["upper_holdings"]:
        holder = row["holder"]
        yield _row("upper", company=row["company"], name=holder["name"], number=holder["id"], share=_share(row["percent"]))
    for officer in form["officers"]:
        yield _row("officers", name=officer["name"], number=officer.get("id", ""), office=officer["office"])
    for person in form["people"]:
        told = {"insured_at": person["insured_at"], "role": person["role"], "phone": phones.fold(person["phone"])}
        yield _row("people", name=person["name"], number=person["id"], **told)
    for unit in form["related_units"]:
        yield _row("units", name=unit["name"], uscc=unit["uscc"], relation=unit["relation"])
    for row in form["kin"]:
        yield _row("kin", person=row["person"], relative=row["relative"], relation=row["relation"], unit=row["unit"])
    for change in form["changes"]:
        yield _row("former", name=change["before"], until=change["date"])


def read_rows(declaration: Declaration) -> Iterator[Row]:
    """The declaration as rows of fields."""
    bidder = declaration.bidder
    yield _row("bidder", declaration.bidder_source, name=bidder.name, uscc=bidder.number)
    for record in declaration.records:
        match record:
            case Shareholding(holder=holder, company=company, percent=percent, until=None) if company == bidder:
                yield _row("shareholders", record.source, name=holder.name, number=holder.number, share=_told(percent))
            case Shareholding(holder=holder, company=company, percent=percent, until=None):
                told = {"company": company.name, "share": _told(percent)}
                yield _row("upper", record.source, name=holder.name, number=holder.number, **told)
            case Office(person=person, office=office, until=None):
                block = "head" if office is OfficeKind.HEAD else "officers"
                told = {} if office is OfficeKind.HEAD else {"office": office.value}
                yield _row(block, record.source, name=person.name, number=person.number, **told)
            case Office(person=person, until=until) | Shareholding(holder=person, until=until):
                yield _row("former", record.source, name=person.name, until=f"{until}")
            case BidPerson(person=person):
                insured = record.insured_at.name if record.insured_at else ""
                told = {"insured_at": insured, "role": record.role.value, "phone": person.phone}
                yield _row("people", record.source, name=person.name, number=person.number, **told)
            case Contact(owner=None):
                yield _row(record.channel.value, record.source, value=record.value)
            case RelatedUnit(unit=unit):
                yield _row("units", record.source, name=unit.name, uscc=unit.number, relation=record.relation.value)
            case Kinship():
                names = {"person": record.person.name, "relative": record.relative.name, "unit": record.unit.name if record.unit else ""}
                yield _row("kin", record.source, relation=record.relation, **names)
            case _:
                pass


def _row(block: str, source: Source | None = None, **values: str) -> Row:
    return Row(block, {name: fold(value) for name, value in values.items()}, source)


def _share(percent: float) -> str:
    return str(int(Decimal(str(percent)) * 10_000))


def _told(percent: int | None) -> str:
    return "" if percent is None else str(percent)
