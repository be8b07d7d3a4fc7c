"""JSON text of any layout (an array, one object, objects line by line) to values and back, numbers to the last digit."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from relparty.encoding import decoded
from relparty.registers import strict_json
from relparty_scrapers.int_bods.codec import Json

DEEPEST = 60
"""Objects and lists inside each other; the standard itself needs eight."""

_BLANK = re.compile(r"\s*")
_HALF = re.compile("[\ud800-\udfff]")


class TooDeepError(ValueError):
    """Objects inside objects beyond all sense."""


def values(content: bytes) -> Iterator[Json]:
    """The values that stand in a text one after the other, those of a list each by itself.

    Raises strict_json.RepeatedKeyError; ValueError (or RecursionError, ArithmeticError) for what is no JSON.
    """
    text = decoded(content)
    decoder = strict_json.decoder(Decimal)
    start = _after_blank(text, 0)
    while start < len(text):
        value, end = decoder.raw_decode(text, start)
        _refuse_deep(value)
        yield from value if isinstance(value, list) else [value]
        start = _after_blank(text, end)


def encoded(value: Json) -> str:
    """A value as JSON text; raises nothing for what `values` gives."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{encoded(key)}: {encoded(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(encoded, value)) + "]"
    if isinstance(value, Decimal):
        return str(value)
    return _HALF.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False))


def text_of(all_values: Iterable[Json], *, lines: bool) -> bytes:
    """The text of a file: a list with one value a line, or one value a line and nothing else."""
    rows = [encoded(value) for value in all_values]
    text = "\n".join(rows) if lines else "[\n" + ",\n".join(rows) + "\n]"
    return f"{text}\n".encode() if rows else (b"" if lines else b"[]\n")


def _after_blank(text: str, start: int) -> int:
    found = _BLANK.match(text, start)
    return found.end() if found else start


def _refuse_deep(value: Json) -> None:
    level: list[Json] = [value]
    for _ in range(DEEPEST):
        level = [inner for each in level for inner in _inside(each)]
        if not level:
            return
    raise TooDeepError


def _inside(value: Json) -> Iterable[Json]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()
