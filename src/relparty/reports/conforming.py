"""The part of JSON Schema that our published schema uses, held against a value: what does not conform is said in words.

A validator of everything would be one more library at run time; the schema stays the only place that says what a
document holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from relparty.phrases import Phrase, Sentence

KEYWORDS = frozenset({"type", "properties", "required", "items", "enum", "const", "pattern", "minimum", "maxItems"})
"""The keywords that are held against a value; `additionalProperties` and words for readers are passed over."""

_MISSING = Phrase("缺少 {place}", "{place} is missing")
_OTHER_KIND = Phrase("{place} 的类型不对", "{place} is of the wrong type")
_OTHER_VALUE = Phrase("{place} 的内容不是可用的值", "{place} has a value that means nothing here")
_TOO_MANY = Phrase("{place} 的项数过多", "{place} has too many entries")
_WHOLE = Phrase("文件整体", "the whole file")
_DAY = r"^\d{4}-\d{2}-\d{2}$"

_KINDS: Mapping[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
}


def faults(value: Any, schema: Mapping[str, Any], place: str = "") -> Iterator[Sentence]:  # noqa: ANN401  # a JSON value is any of JSON's types
    """Each way in which a value does not conform, with the place; nothing is looked for inside of what is of the wrong kind."""
    where = place or _WHOLE()
    if not _is_of_kind(value, schema.get("type")):
        yield _OTHER_KIND(place=where)
    elif not _is_allowed(value, schema):
        yield _OTHER_VALUE(place=where)
    elif isinstance(value, dict):
        yield from (_MISSING(place=_below(place, name)) for name in schema.get("required", ()) if name not in value)
        known = schema.get("properties", {})
        yield from _of_parts(((name, value[name], known[name]) for name in known if name in value), place)
    elif isinstance(value, list):
        if len(value) > schema.get("maxItems", len(value)):
            yield _TOO_MANY(place=where)
        yield from _of_parts(((str(at), each, schema.get("items", {})) for at, each in enumerate(value)), place)


def _of_parts(parts: Iterable[tuple[str, Any, Mapping[str, Any]]], place: str) -> Iterator[Sentence]:
    for name, value, schema in parts:
        yield from faults(value, schema, _below(place, name))


def pruned(value: Any, schema: Mapping[str, Any]) -> Any:  # noqa: ANN401  # as above
    """The value with only what the schema knows: what somebody wrote into the file besides goes nowhere."""
    if isinstance(value, dict) and "properties" in schema:
        return {name: pruned(each, schema["properties"][name]) for name, each in value.items() if name in schema["properties"]}
    if isinstance(value, list):
        return [pruned(each, schema.get("items", {})) for each in value]
    return value


def _below(place: str, name: str) -> str:
    return f"{place}/{name}"


def _is_of_kind(value: object, kinds: str | list[str] | None) -> bool:
    if kinds is None:
        return True
    told = [kinds] if isinstance(kinds, str) else kinds
    if isinstance(value, bool):
        return "boolean" in told
    return any(isinstance(value, _KINDS[kind]) for kind in told)


def _is_allowed(value: object, schema: Mapping[str, Any]) -> bool:
    """Whether a value of the right kind is one of those allowed; a pattern of days wants a day of the calendar."""
    if "const" in schema and value != schema["const"]:
        return False
    if "enum" in schema and not any(value == each and type(value) is type(each) for each in schema["enum"]):
        return False
    if isinstance(value, str) and "pattern" in schema:
        return _is_day(value) if schema["pattern"] == _DAY else bool(re.search(schema["pattern"], value))
    if isinstance(value, bool) or not isinstance(value, int | float):
        return True
    return "minimum" not in schema or bool(value >= schema["minimum"])


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
