"""JSON texts of exports: one value a line, the same bytes for the same content, numbers to the last digit."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TypeAlias

Json: TypeAlias = "str | int | float | bool | list[Json] | Mapping[str, Json]"
Value: TypeAlias = Mapping[str, Json]


def json_array(values: Iterable[Value]) -> bytes:
    """A JSON array with one value a line."""
    rows = ",\n".join(map(_line, values))
    return _encoded(f"[\n{rows}\n]\n" if rows else "[]\n")


def json_lines(values: Iterable[Value]) -> bytes:
    """One value a line and nothing else."""
    return _encoded("".join(f"{_line(value)}\n" for value in values))


def json_object(value: Value) -> bytes:
    """One value, indented to be read."""
    return _encoded(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def _line(value: Value) -> str:
    return json.dumps(value, ensure_ascii=False)


def _encoded(text: str) -> bytes:
    """The text in UTF-8; half characters, which no file can hold, are replaced."""
    return text.encode("utf-8", "replace")
