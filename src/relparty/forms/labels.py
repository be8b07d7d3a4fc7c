"""The synonym table (`labels.toml`) in the shapes that the layout reader asks of it."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import TypeVar

_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_NUMBERING = re.compile(r"^(?:第?[一二三四五六七八九十]{1,3}[、.．:]|\(?[一二三四五六七八九十\d]{1,2}\)|\d{1,2}[、.．](?!\d)|[★*▲※]+)")
_PAGE_NUMBER = re.compile(r"[-—\s]*第?\s*\d+\s*页?\s*[,，/]?\s*(?:共?\s*\d+\s*页?)?[-—\s]*")
_BOX = re.compile(r"[☑✓✔√■☒]\s*([^\s☐□]+)")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Labels:
    """Words of the form: fields, block headings, column headings, answers and kinds."""

    title: tuple[str, ...]
    remark: tuple[str, ...]
    remark_begins: tuple[str, ...]
    fields: dict[str, str]
    headings: tuple[tuple[str, str], ...]
    columns: dict[str, dict[str, str]]
    answers: dict[str, frozenset[str]]
    kinds: dict[str, dict[str, tuple[str, ...]]]

    def field(self, text: str) -> str | None:
        """The field that a label names, or None when it is no label."""
        return self.fields.get(plain(text)) or self.fields.get(_without_brackets(text))

    def column(self, block: str, text: str) -> str | None:
        """The column of a block that a heading names, or None."""
        known = self.columns.get(block, {})
        return known.get(plain(text)) or known.get(_without_brackets(text))

    def block(self, text: str) -> str | None:
        """The block that a heading line opens, or None; a form's title opens none."""
        words = plain(text)
        if not words or self.is_title(text):
            return None
        return next((block for phrase, block in self.headings if phrase in words), None)

    def is_title(self, text: str) -> bool:
        return any(words in text for words in self.title)

    def is_remark(self, text: str) -> bool:
        printed = any(words in text for words in self.remark) or text.startswith(self.remark_begins)
        return printed or _PAGE_NUMBER.fullmatch(text) is not None

    def is_answer(self, sort: str, text: str) -> bool:
        """True when the text is one of the printed answers `none`, `withheld`, `lawful`, `totals`."""
        chosen = _BOX.search(text)
        return plain(chosen.group(1) if chosen else text) in self.answers[sort]

    def names_own_unit(self, text: str) -> bool:
        """True when an answer about an insuring unit begins with 「本单位」 or the like."""
        return plain(text).startswith(tuple(self.answers["own_unit"]))

    def names_no_unit(self, text: str) -> bool:
        """True when an answer about an insuring unit names none: 「自缴」, 「灵活就业」, a social-security office."""
        words = plain(text)
        return any(none in words for none in self.answers["no_unit"])

    def kind(self, sort: str, text: str, otherwise: T) -> str | T:
        """The name under `sort` whose words the text is or, failing that, contains; else `otherwise`."""
        words = plain(text)
        known = self.kinds[sort]
        exact = next((name for name, each in known.items() if words in each), None)
        return exact or next((name for name, each in known.items() if any(w in words for w in each)), otherwise)

    def all_kinds(self, sort: str, text: str) -> tuple[str, ...]:
        """Every name under `sort` whose words the text contains."""
        words = plain(text)
        return tuple(name for name, each in self.kinds[sort].items() if any(w in words for w in each))


@lru_cache(maxsize=1 << 16)
def plain(text: str) -> str:
    """A label as it is compared: half-width, no spaces, numbering or closing colon, lower case."""
    words = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).lower().rstrip(":*")
    return _NUMBERING.sub("", words)


@cache
def load() -> Labels:
    """The built-in synonym table."""
    table = tomllib.loads(files("relparty.forms").joinpath("labels.toml").read_text(encoding="utf-8"))
    blocks = table["blocks"]
    headings = [(plain(words), name) for name, block in blocks.items() for words in block["headings"]]
    sorts = ("party_kinds", "entity_forms", "offices", "bid_roles", "unit_relations", "change_items")
    return Labels(
        title=tuple(table["title"]["contains"]),
        remark=tuple(table["remark"]["contains"]),
        remark_begins=tuple(table["remark"]["begins"]),
        fields=_turned(table["fields"]),
        headings=tuple(sorted(headings, key=lambda pair: -len(pair[0]))),
        columns={name: _turned(block.get("columns", {})) for name, block in blocks.items()},
        answers={sort: frozenset(plain(words) for words in each) for sort, each in table["answers"].items()},
        kinds={sort: {name: tuple(plain(w) for w in words) for name, words in table[sort].items()} for sort in sorts},
    )


def _turned(table: dict[str, list[str]]) -> dict[str, str]:
    return {plain(words): name for name, each in table.items() for words in each}


def _without_brackets(text: str) -> str:
    return plain(_BRACKETED.sub("", unicodedata.normalize("NFKC", text)))
