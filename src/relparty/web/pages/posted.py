"""What a form sent, field by field, as it may be kept: of one line or of many, without characters that mean nothing."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Annotated, TypeAlias

from fastapi import Depends, Request
from starlette.datastructures import FormData, UploadFile

from relparty.web.security import csrf

LINE, TEXT = 200, 4000
"""The most characters of a field of one line, and of one of many."""

_TURNING = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
"""What turns the direction of the text after it (UAX 9)."""


async def _posted(request: Request) -> FormData:
    return await request.form(max_files=csrf.MOST_FILES, max_fields=csrf.MOST_FIELDS)


PostedHere = Annotated[FormData, Depends(_posted)]
Fields: TypeAlias = Mapping[str, str]


def line(form: FormData, name: str, most: int = LINE) -> str:
    """A field of one line without what stands before and after it; empty where it was not sent."""
    return clean(_sent(form, name).replace("\r", " ").replace("\n", " ")).strip()[:most]


def text(form: FormData, name: str, most: int = TEXT) -> str:
    """A field of many lines, each ended in one way."""
    return clean(_sent(form, name).replace("\r\n", "\n").replace("\r", "\n")).strip()[:most]


def clean(sent: str) -> str:
    """The text without what means nothing in a field: control characters, which no database keeps alike, and marks that turn text round.

    Tabs and the ends of lines stay.
    """
    return "".join(char for char in sent if char in "\n\t" or not _means_nothing(char))


def _means_nothing(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cs") or unicodedata.bidirectional(char) in _TURNING


def files(form: FormData, name: str) -> tuple[UploadFile, ...]:
    """The files chosen in a field; a field left empty holds none."""
    return tuple(each for each in form.getlist(name) if isinstance(each, UploadFile) and each.filename)


def _sent(form: FormData, name: str) -> str:
    value = form.get(name, "")
    return value if isinstance(value, str) else ""
