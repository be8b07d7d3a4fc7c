"""Rows of holders made one a holder: forms and registers write one holder's several contributions in several rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeVar

from relparty.evidence.alike import is_same
from relparty.identifiers import org_id, resident
from relparty.model.evidence import RegisteredHolder
from relparty.model.party import PartyKind
from relparty.model.record import WHOLE, Shareholding

T = TypeVar("T")


def registered_once(holders: Iterable[RegisteredHolder]) -> list[RegisteredHolder]:
    """Each registered holder once, with the sum of its shares; two whom the register's own ids tell apart stay two."""
    return _once(holders, _is_one_registered, lambda one, other: replace(one, percent=_sum(one.percent, other.percent), most=None))


def declared_once(records: Iterable[Shareholding]) -> list[Shareholding]:
    """Each declared holder once, with the sum of its shares; two whom their numbers tell apart stay two."""
    return _once(records, _is_one_declared, lambda one, other: replace(one, percent=_sum(one.percent, other.percent)))


def is_one_company(record: Shareholding, holder: RegisteredHolder) -> bool:
    """Whether both sides give one company by its number, whatever they call it."""
    if record.holder.kind is PartyKind.PERSON or holder.party is None:
        return False
    number = org_id.normalised(record.holder.number)
    return bool(number) and number == org_id.normalised(holder.party.number)


def _once(rows: Iterable[T], is_one: Callable[[T, T], bool], united: Callable[[T, T], T]) -> list[T]:
    found: list[T] = []
    for row in rows:
        at = next((at for at, other in enumerate(found) if is_one(other, row)), None)
        if at is None:
            found.append(row)
        else:
            found[at] = united(found[at], row)
    return found


def _is_one_registered(one: RegisteredHolder, other: RegisteredHolder) -> bool:
    if one.most is not None or other.most is not None or not is_same(one.called, other.called):
        return False
    ids = [(each.party.register_id, each.party.number, each.party.born) if each.party else ("", "", "") for each in (one, other)]
    return ids[0] == ids[1]


def _is_one_declared(one: Shareholding, other: Shareholding) -> bool:
    if not is_same(one.holder.name, other.holder.name):
        return False
    mine, theirs = resident.fold(one.holder.number), resident.fold(other.holder.number)
    return mine == theirs or not (mine and theirs)


def _sum(one: int | None, other: int | None) -> int | None:
    """The sum of two shares; None where either is not told, or they are more than the whole: then a row stands twice."""
    if one is None or other is None or one + other > WHOLE:
        return None
    return one + other
