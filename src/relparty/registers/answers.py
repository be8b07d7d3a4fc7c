"""What the answers of most services have in common: an envelope that is an object, a company found, numbers of rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from relparty.registers import failures
from relparty.registers.lookup import Answer


@dataclass(frozen=True, slots=True)
class FoundCompany:
    """The company that a first call found: its name, its code or number, its former names; the lists are asked for by these."""

    name: str
    code: str
    former_names: tuple[str, ...]


def envelope(answer: Answer, source: str) -> Mapping[str, object]:
    """The object that an answer is; raises NotLookedUp where it is none: a web page, a list, `null`."""
    if not isinstance(answer.body, Mapping):
        raise failures.not_json(source)
    return answer.body


def text(value: object) -> str:
    """A value of an answer as text; empty for `null` and for what is no single value."""
    return "" if value is None or isinstance(value, Mapping | list) else str(value).strip()


def count(value: object) -> int | None:
    """A number of rows, as a number or in digits; None for anything else, which is told nowhere as "all of them"."""
    told = text(value)
    return int(told) if told.isdecimal() else None
