"""Many invitations typed at once: a line a bidder, name and code parted by a tab or a comma."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from relparty.identifiers import uscc

MOST = 200

_PARTS = re.compile(r"[,，;；]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line as typed, and what it says; without a name or a code where it does not say both."""

    number: int
    text: str
    bidder: str
    code: str
    contact: str


def read(typed: str) -> tuple[Line, ...]:
    """The lines that say anything."""
    return tuple(_lines(typed))


def _lines(typed: str) -> Iterator[Line]:
    for number, text in enumerate(typed.split("\n"), start=1):
        if text.strip():
            yield Line(number, text.strip(), *_parted(text))


def _parted(text: str) -> tuple[str, str, str]:
    """Name, code and contact: the code is the last part of 18 characters, else the last of all; a name may hold commas."""
    parts = [each.strip().strip("\"“”'") for each in (text.split("\t") if "\t" in text else _PARTS.split(text))]
    like_codes = [at for at, each in enumerate(parts) if len(uscc.fold(each)) == 18]
    at = like_codes[-1] if like_codes else len(parts) - 1
    if at == 0:
        return parts[0], "", ""
    return "，".join(parts[:at]), parts[at], " ".join(parts[at + 1 :])
