"""The register's words (`register_words.toml`) in the shapes that the reader asks of them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from relparty.documents.cells import Cell
from relparty.forms.labels import plain
from relparty.model.evidence import ExtractKind

_HEADING_TAIL = 20
"""How many characters a section's heading may say beside its words: 「（共 3 条）」, 「（企业自行公示）」."""
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_BULLET = re.compile(r"^[·•・●▪■◆>|\[【「『\s]+|[|\]】」』\s]+$")
_NOTHING_ELSE = re.compile(r"^(?:截[至止]当前|此(?:企业|项)|该企业)?[,，]?(?P<none>\S{1,6}).{0,16}$")


@dataclass(frozen=True, slots=True)
class RegisterWords:
    """Titles, marks, labels, section headings and column headings of the register."""

    titles: Mapping[ExtractKind, tuple[str, ...]]
    marks: Mapping[ExtractKind, tuple[str, ...]]
    form_labels: frozenset[str]
    fields: Mapping[str, str]
    sections: tuple[tuple[str, str], ...]
    columns: Mapping[str, Mapping[str, str]]
    none: tuple[str, ...]
    furniture: frozenset[str]
    holder_kinds: tuple[str, ...]
    foot: tuple[str, ...]
    withheld: frozenset[str]
    more: tuple[str, ...]
    barrier: tuple[str, ...]
    label: re.Pattern[str]
    party_label: re.Pattern[str]

    def section(self, text: str) -> str | None:
        """The section that a heading line opens, or None; a line that names two is a menu and opens none."""
        words = _bare(text)
        named = [(phrase, name) for phrase, name in self.sections if phrase in words]
        if not named or len(words) > len(named[0][0]) + _HEADING_TAIL or not words.startswith(named[0][0]):
            return None
        rest = _BRACKETED.sub("", words.replace(named[0][0], "", 1))
        return None if any(phrase in rest for phrase, _ in self.sections) else named[0][1]

    def column(self, section: str, text: str) -> str | None:
        """The column of a section that a heading names, or None."""
        known = self.columns.get(section, {})
        return known.get(_bare(text)) or known.get(_BRACKETED.sub("", _bare(text)))

    def field(self, text: str) -> str | None:
        """The field that a label names, or None when it is no label."""
        return self.fields.get(_bare(text)) or self.fields.get(_BRACKETED.sub("", _bare(text)))

    def says_none(self, text: str) -> bool:
        """True for a line that says there is nothing: 「截至当前，暂无主要人员信息」."""
        found = _NOTHING_ELSE.match(_bare(text))
        return found is not None and found["none"].startswith(self.none)

    def is_furniture(self, text: str) -> bool:
        """True for words of the page itself: 「下一页」, 「查看」."""
        return _bare(text) in self.furniture

    def is_withheld(self, text: str) -> bool:
        """True for words that stand where a value would be: 「登录后查看」."""
        return _bare(text).strip("*.…") in self.withheld

    def tells_of_more(self, text: str) -> bool:
        """True for words behind which the page keeps more entries: 「查看更多」."""
        return _bare(text) in self.more

    def without_more(self, text: str) -> str:
        """A text without 「更多」 or dots at its end; unequal to the text where the page shows only its beginning."""
        kept = text.rstrip()
        for words in self.more:
            kept = kept.removesuffix(words).rstrip()
        return _DOTS.sub("", kept)

    def is_barrier(self, texts: Iterable[str]) -> bool:
        """True when the texts are those of a page shown instead of the one asked for: a captcha, a login, an error."""
        said = "".join(map(_bare, texts))
        return any(words in said for words in self.barrier)

    def is_foot(self, cells: Sequence[Cell]) -> bool:
        """True for a line that belongs to the page and not to what stands on it: who runs it, when it was printed, its name."""
        said = _bare("".join(cell.text for cell in cells))
        if any(words in said for words in self.foot):
            return True
        label = self.label.match(cells[0].text.strip())
        return label is not None and self.field(label["label"]) == "retrieved_on"


_DOTS = re.compile(r"(?:\.{3,}|…+)$")


def _bare(text: str) -> str:
    return plain(_BULLET.sub("", text))


@cache
def load() -> RegisterWords:
    """The built-in table of the register's words."""
    table = tomllib.loads(files("relparty.evidence").joinpath("register_words.toml").read_text(encoding="utf-8"))
    sections = table["sections"]
    headings = [(plain(words), name) for name, section in sections.items() for words in section["headings"]]
    fields = _turned(table["fields"])
    return RegisterWords(
        titles={ExtractKind(kind): tuple(map(plain, words)) for kind, words in table["titles"].items()},
        marks={ExtractKind(kind): tuple(map(plain, words)) for kind, words in table["marks"].items() if kind != "form"},
        form_labels=frozenset(table["marks"]["form"]),
        fields=fields,
        sections=tuple(sorted(headings, key=lambda pair: -len(pair[0]))),
        columns={name: _turned(section.get("columns", {})) for name, section in sections.items()},
        none=tuple(map(plain, table["answers"]["none"])),
        holder_kinds=tuple(sorted(map(plain, table["answers"]["holder_kinds"]), key=len, reverse=True)),
        foot=tuple(
            map(
                plain,
                (
                    *table["answers"]["foot"],
                    *(title for titles in (table["titles"]["register_report"], table["titles"]["register_page"]) for title in titles),
                ),
            )
        ),
        furniture=frozenset(map(plain, table["answers"]["furniture"])),
        withheld=frozenset(map(plain, table["answers"]["withheld"])),
        more=tuple(sorted(map(plain, table["answers"]["more"]), key=len, reverse=True)),
        barrier=tuple(map(plain, table["answers"]["barrier"])),
        label=_spaced(fields),
        party_label=_spaced(map(plain, table["answers"]["party_labels"])),
    )


def _turned(table: Mapping[str, Iterable[str]]) -> dict[str, str]:
    return {plain(words): name for name, each in table.items() for words in each}


def _spaced(words: Iterable[str]) -> re.Pattern[str]:
    """Any of the words as a label before a colon, with the spaces that print puts between their characters."""
    spaced = (r"\s*".join(map(re.escape, each)) for each in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?P<label>{'|'.join(spaced)})(?:\s*[(（][^()（）]{{1,8}}[)）])?\s*[:：]")
