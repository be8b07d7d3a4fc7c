"""JSON that means one thing: no key twice, no number that is none, no half character."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable


class RepeatedKeyError(Exception):
    """A key that an object has twice, told by itself: JSON libraries keep the last one silently."""


def parsed(text: str, number: Callable[[str], object]) -> object:
    """A JSON value, its numbers as `number` makes them of their text: `Decimal` where they count, `str` where they only name.

    Reach for it for every file that somebody else wrote. Raises RepeatedKeyError; ValueError for what is no JSON, `NaN`
    and texts that are no text; ArithmeticError for a number that `number` refuses; RecursionError.
    """
    value: object = json.loads(text, object_pairs_hook=_unique, parse_float=number, parse_int=number, parse_constant=_no_number)
    if "\\u" in text:
        # Half of a surrogate pair passes as text until somebody writes it.
        json.dumps(value, ensure_ascii=False, default=str).encode()
    return value


def decoder(number: Callable[[str], object]) -> json.JSONDecoder:
    """What decodes values that stand in a text one after the other: fractions as `number` makes them, whole numbers as such.

    It refuses what `parsed` refuses, but not half of a surrogate pair: who writes the text again has to see to that.
    """
    return json.JSONDecoder(object_pairs_hook=_unique, parse_float=number, parse_constant=_no_number)


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise RepeatedKeyError(next(key for key, times in Counter(key for key, _ in pairs).items() if times > 1))
    return found


def _no_number(text: str) -> object:
    raise ValueError(text)
