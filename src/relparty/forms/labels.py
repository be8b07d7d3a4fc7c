"""The synonym table (`labels.toml`) in the shapes that the layout reader asks of it."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from typing import TypeVar

from relparty.forms import misread, ticks

_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_NUMBERING = re.compile(r"^(?:第?[一二三四五六七八九十]{1,3}[、.．:]|\(?[一二三四五六七八九十\d]{1,2}\)|\d{1,2}[、.．](?!\d)|[★*▲※]+)")
_PAGE_NUMBER = re.compile(r"[-—\s]*第?\s*\d{1,4}\s*页?\s*[,，/]?\s*(?:共?\s*\d{1,4}\s*页?)?[-—\s]*")

IGNORED = "ignored"
"""The field and column of answers that the form may hold and no rule asks for."""

_LONGEST_HEADING = 60
"""Longer lines are notes, whatever words stand in them."""
_PERSONS = ("head_name", "agent", "contact", "project_lead", "technical_lead")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Labels:
    """Words of the form: fields, block headings, column headings, answers and kinds."""

    title: tuple[str, ...]
    remark: tuple[str, ...]
    remark_begins: tuple[str, ...]
    fields: dict[str, str]
    headings: tuple[tuple[str, str], ...]
    owners: tuple[tuple[str, str], ...]
    owner_words: tuple[str, ...]
    owned: dict[str, str]
    """What may be asked of the head or a bid person in one label, by the words behind its owner."""
    own_fields: dict[str, dict[str, str]]
    """Labels that name a field inside one block only."""
    columns: dict[str, dict[str, str]]
    answers: dict[str, frozenset[str]]
    kinds: dict[str, dict[str, tuple[str, ...]]]
    no_names: tuple[str, ...]
    """Words that stand in no person's name."""
    words: frozenset[str] = frozenset()
    """Every word of the table, plain: what is one of them is no misread other one."""
    forgives: bool = False
    """Whether a label may have one wrong character, as in a text read from a picture."""

    def forgiving(self) -> Labels:
        """The same words for a text read from a picture."""
        return replace(self, forgives=True)

    def field(self, text: str, block: str = "") -> str | None:
        """The field that a label names, or None when it is no label; 「姓名」 is the head's inside the head's block.

        A label that says whose the answer is (「授权代表身份证号」) names both: `agent.person_id`.
        """
        return self._named(self.own_fields.get(block, {}), text) or self._named(self.fields, text) or self._owned_field(text)

    def _owned_field(self, text: str) -> str | None:
        words = _without_brackets(text)
        if not words.startswith(self.owner_words):
            return None
        for begin, who in self.owners:
            part = self.owned.get(words[len(begin) :].removeprefix("的")) if words.startswith(begin) else None
            if part is not None:
                return f"{who}.{part}" if part else who
        return None

    def column(self, block: str, text: str) -> str | None:
        """The column of a block that a heading names, or None."""
        return self._named(self.columns.get(block, {}), text)

    def _named(self, known: Mapping[str, str], text: str) -> str | None:
        words, bare = plain(text), _without_brackets(text)
        found = known.get(words) or known.get(bare)
        if found or not self.forgives or words in self.words or bare in self.words:
            return found
        return misread.nearest(bare, known)

    def block(self, text: str) -> str | None:
        """The block that a heading line opens, or None; a form's title opens none.

        What stands in brackets explains a heading and decides only where the heading itself says nothing.
        """
        bare, words = _without_brackets(text), plain(text)
        if not words or self.is_title(text) or len(bare) > _LONGEST_HEADING:
            return None
        found = next(filter(None, (self._headed(each) for each in (bare, words))), None)
        if found or not self.forgives or words in self.words:
            return found
        return misread.nearest_within(bare, self.headings)

    def _headed(self, words: str) -> str | None:
        """The block of the longest phrase in these words; of two as long, the one that comes first."""
        found = [(-len(phrase), words.index(phrase), block) for phrase, block in self.headings if phrase in words]
        return min(found)[2] if found else None

    def is_title(self, text: str) -> bool:
        return any(words in text for words in self.title)

    def is_remark(self, text: str) -> bool:
        printed = any(words in text for words in self.remark) or text.startswith(self.remark_begins)
        return printed or _PAGE_NUMBER.fullmatch(text) is not None

    def is_answer(self, sort: str, text: str) -> bool:
        """True when the text is, or ticks, one of the printed answers `none`, `some`, `withheld`, `lawful`."""
        chosen = ticks.chosen(text)
        words = text if chosen is None else chosen[0] if len(chosen) == 1 else ""
        return bool(words) and plain(words).strip("()") in self.answers[sort]

    def is_total(self, text: str) -> bool:
        """True for the first words of a row of sums: 「合计」, 「合计：100%」."""
        return re.split(r"[:\d]", _without_brackets(text))[0] in self.answers["totals"]

    def is_elsewhere(self, text: str) -> bool:
        """True when the answer is said to stand in another paper: 「详见附件」."""
        begins = plain(text).strip("()").startswith(tuple(self.answers["elsewhere"]))
        return begins and not self.is_answer("some", text)

    def answers_block(self, text: str) -> bool:
        """True when the text alone can answer a whole block."""
        return self.is_elsewhere(text) or any(self.is_answer(sort, text) for sort in ("none", "lawful", "some"))

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
    ignored = _turned({IGNORED: table["ignored"]["columns"]})
    labels = Labels(
        title=tuple(table["title"]["contains"]),
        remark=tuple(table["remark"]["contains"]),
        remark_begins=tuple(table["remark"]["begins"]),
        fields=_turned({IGNORED: table["ignored"]["fields"]}) | _turned(table["fields"]),
        owners=_owners(table["fields"]),
        owner_words=tuple(words for words, _ in _owners(table["fields"])),
        owned=_turned({"": table["owned"]["name"]} | {part: table["fields"][part] for part in ("person_id", "phone", "insured_at")}),
        headings=tuple(sorted(headings, key=lambda pair: -len(pair[0]))),
        own_fields={name: _turned(block["fields"]) for name, block in blocks.items() if "fields" in block},
        columns={name: ignored | _turned(block["columns"]) for name, block in blocks.items() if "columns" in block},
        answers={sort: frozenset(plain(words) for words in each) for sort, each in table["answers"].items()},
        kinds={sort: {name: tuple(plain(w) for w in words) for name, words in table[sort].items()} for sort in sorts},
        no_names=tuple(table["names"]["without"]),
    )
    return replace(labels, words=_all_words(labels))


def _owners(fields: dict[str, list[str]]) -> tuple[tuple[str, str], ...]:
    """The words for the head and the bid persons, longest first."""
    return tuple(sorted(((plain(words), who) for who in _PERSONS for words in fields[who]), key=lambda pair: -len(pair[0])))


def _all_words(labels: Labels) -> frozenset[str]:
    """Every word that is a label, an answer or a kind by itself."""
    columns = (words for known in labels.columns.values() for words in known)
    answers = (words for known in labels.answers.values() for words in known)
    kinds = (word for names in labels.kinds.values() for words in names.values() for word in words)
    return frozenset((*labels.fields, *columns, *answers, *kinds))


def _turned(table: dict[str, list[str]]) -> dict[str, str]:
    return {plain(words): name for name, each in table.items() for words in each}


@lru_cache(maxsize=1 << 16)
def _without_brackets(text: str) -> str:
    return plain(_BRACKETED.sub("", unicodedata.normalize("NFKC", text)))
