"""Two lists of names, the form's and the register's: which entry of one answers which of the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from relparty.evidence.alike import is_alike, is_same
from relparty.model.evidence import Told

F = TypeVar("F")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Pairing(Generic[F, R]):
    """Equal entries, entries a slip apart where a picture was read, and what is left of either list."""

    equal: tuple[tuple[F, R], ...]
    alike: tuple[tuple[F, R], ...]
    form_only: tuple[F, ...]
    register_only: tuple[R, ...]


def paired(form: Sequence[tuple[Told, F]], register: Sequence[tuple[Told, R]]) -> Pairing[F, R]:
    """The pairing of two lists of named entries; an entry is used once."""
    left, right = list(form), list(register)
    equal = _taken(left, right, lambda one, other: is_same(one.text, other.text))
    alike = _taken(left, right, _may_be_misread)
    return Pairing(tuple(equal), tuple(alike), tuple(each for _, each in left), tuple(each for _, each in right))


def _may_be_misread(one: Told, other: Told) -> bool:
    is_certain = one.is_sure and other.is_sure and not one.is_pictured and not other.is_pictured
    return not is_certain and is_alike(one.text, other.text)


def _taken(left: list[tuple[Told, F]], right: list[tuple[Told, R]], fits: Callable[[Told, Told], bool]) -> list[tuple[F, R]]:
    """The pairs that fit, taken out of both lists."""
    found = []
    for entry in list(left):
        partner = next((each for each in right if fits(entry[0], each[0])), None)
        if partner is not None:
            left.remove(entry)
            right.remove(partner)
            found.append((entry[1], partner[1]))
    return found
