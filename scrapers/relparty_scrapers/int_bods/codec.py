"""JSON objects to dataclasses and back without loss: what has no field, or does not fit it, is kept beside the fields as it stands."""

from __future__ import annotations

import re
import types
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, TypeAlias, TypeVar, Union, get_args, get_origin, get_type_hints

Json: TypeAlias = "bool | int | Decimal | str | list[Json] | dict[str, Json] | None"
Number: TypeAlias = int | Decimal

_CAPITAL = re.compile(r"_([a-z])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """An object of the standard. `other` holds what it has besides the standard's fields, or in a shape they cannot have."""

    other: Mapping[str, Json] = field(default_factory=dict)


class Oddness(StrEnum):
    """Why something is not as the standard says."""

    FIELD = "field"
    CODE = "code"
    SHAPE = "shape"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Codes:
    """A closed list of codes; a code outside it is kept and told."""

    known: frozenset[str]
    why: Oddness = Oddness.CODE

    def knows(self, text: str) -> bool:
        """Whether a text is one of the codes."""
        return text in self.known


@dataclass(frozen=True, slots=True)
class Readable:
    """A text that something has to be read from; one that says nothing is kept and told."""

    read: Callable[[str], object]
    why: Oddness = Oddness.DAY

    def knows(self, text: str) -> bool:
        """Whether anything can be read from a text."""
        return bool(self.read(text))


Rule: TypeAlias = Codes | Readable


@dataclass(frozen=True, slots=True)
class Odd:
    """Something that the standard does not know, kept as it stands; `pointer` leads to it, `text` shows it."""

    pointer: str
    text: str
    why: Oddness


@dataclass(frozen=True, slots=True)
class _Slot:
    name: str
    hint: Any
    is_read: bool
    rule: Rule | None


class _UnfitError(Exception):
    """A value that its field cannot have."""


N = TypeVar("N", bound=Node)


def read(kind: type[N], value: Mapping[str, Json]) -> N:
    """The object as a dataclass; never fails: what does not fit stays in `other`."""
    slots, known, other = _slots(kind), dict[str, Any](), dict[str, Json]()
    for key, each in value.items():
        slot = slots.get(key)
        try:
            fitted = _fitted(slot.hint, each) if slot and slot.is_read else None
        except _UnfitError:
            fitted = None
        if slot is None or fitted is None:
            other[key] = each
        else:
            known[slot.name] = fitted
    return kind(**known, other=other)


def write(node: Node) -> dict[str, Json]:
    """The object that a dataclass was read from, or stands for: fields in the order of the standard, then the others."""
    told = {key: getattr(node, slot.name) for key, slot in _slots(type(node)).items()}
    return {key: _plain(each) for key, each in told.items() if each is not None} | dict(node.other)


def odd(node: Node, pointer: str) -> Iterator[Odd]:
    """What the standard does not know in an object and in all that stands under it."""
    slots = _slots(type(node))
    for key, value in node.other.items():
        yield Odd(at(pointer, key), f"{key}: {_shown(value)}", Oddness.SHAPE if key in slots else Oddness.FIELD)
    for key, slot in slots.items():
        value = getattr(node, slot.name)
        for place, each in _each(at(pointer, key), value):
            if isinstance(each, Node):
                yield from odd(each, place)
            elif slot.rule is not None and not slot.rule.knows(str(each)):
                yield Odd(place, f"{key}: {each}", slot.rule.why)


def at(pointer: str, key: str | int) -> str:
    """The JSON pointer to a member of what a pointer leads to."""
    return f"{pointer}/{str(key).replace('~', '~0').replace('/', '~1')}"


def _each(pointer: str, value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, tuple):
        yield from ((at(pointer, n), each) for n, each in enumerate(value))
    elif value is not None:
        yield pointer, value


_SLOTS: dict[type[Node], dict[str, _Slot]] = {}


def _slots(kind: type[Node]) -> dict[str, _Slot]:
    """The fields of a dataclass by their keys in the standard, worked out once."""
    found = _SLOTS.get(kind)
    if found is None:
        found = _SLOTS[kind] = _found_slots(kind)
    return found


def _found_slots(kind: type[Node]) -> dict[str, _Slot]:
    hints = get_type_hints(kind, include_extras=True)
    ours = [each for each in fields(kind) if each.name != "other"]
    return {
        each.metadata.get("key") or _key(each.name): _Slot(
            each.name, hints[each.name], not each.metadata.get("chosen"), _rule(hints[each.name])
        )
        for each in ours
    }


def _key(name: str) -> str:
    return _CAPITAL.sub(lambda found: found[1].upper(), name)


def _fitted(hint: Any, value: Json) -> object:  # noqa: ANN401 -- a type hint is any object
    origin = get_origin(hint)
    if origin is Annotated:
        return _fitted(get_args(hint)[0], value)
    if origin in (Union, types.UnionType):
        return _first_fitting([each for each in get_args(hint) if each is not types.NoneType], value)
    if origin is tuple and isinstance(value, list):
        return tuple(_fitted(get_args(hint)[0], each) for each in value)
    if isinstance(hint, type) and issubclass(hint, Node) and isinstance(value, dict):
        return read(hint, value)
    if hint is type(value):
        return value
    raise _UnfitError


def _first_fitting(hints: list[Any], value: Json) -> object:
    for hint in hints:
        try:
            return _fitted(hint, value)
        except _UnfitError:
            continue
    raise _UnfitError


def _rule(hint: Any) -> Rule | None:  # noqa: ANN401 -- a type hint is any object
    if get_origin(hint) is Annotated:
        return next((each for each in get_args(hint) if isinstance(each, Codes | Readable)), None)
    return next((rule for each in get_args(hint) if (rule := _rule(each))), None)


def _plain(value: Any) -> Json:  # noqa: ANN401 -- a field of a dataclass is any of its types
    if isinstance(value, Node):
        return write(value)
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    plain: Json = value
    return plain


def _shown(value: Json) -> str:
    from relparty_scrapers.int_bods.jsontext import encoded

    return value if isinstance(value, str) else encoded(value)
