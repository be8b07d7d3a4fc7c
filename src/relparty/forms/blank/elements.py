"""Of what an empty form is made: labelled answers in sections, columns in blocks, and how their words are printed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from relparty.phrases import Lang, Phrase


class Sort(StrEnum):
    """What an answer is, which decides how a spreadsheet keeps and checks it."""

    TEXT = "text"
    USCC = "uscc"
    PERSON_ID = "person_id"
    ANY_ID = "any_id"
    SHARE = "share"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Field:
    """One labelled answer: `hint` stands in brackets behind its label, `tip` is said when its cell is chosen."""

    name: str
    label: Phrase
    tip: Phrase
    is_mandatory: bool = False
    is_wide: bool = True
    sort: Sort = Sort.TEXT
    hint: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Labelled answers under one heading; two that are not wide share a line."""

    name: str
    heading: Phrase
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a block; it is as wide as `span` columns of the sheet."""

    name: str
    label: Phrase
    tip: Phrase
    span: int = 1
    is_mandatory: bool = False
    sort: Sort = Sort.TEXT
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A table under one heading, with as many empty rows as usual bidders need."""

    name: str
    heading: Phrase
    hint: str
    columns: tuple[Column, ...]
    rows: int
    is_mandatory: bool = False
    has_total: bool = False


def printed(words: Phrase, lang: Lang, hint: str = "", *, is_mandatory: bool = False) -> str:
    """Printed words of the form: Chinese, with a star where an answer must be given; in English with a gloss in brackets."""
    star = "*" if is_mandatory else ""
    gloss = f"（{words.en}）" if lang == "en" else ""
    return f"{star}{words.zh}{gloss}" + (f"（{hint}）" if hint else "")
