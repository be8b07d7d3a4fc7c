"""A screening as one self-contained page: no script, nothing fetched, the same document in, the same bytes out.

What is written in forms is hostile until escaped: the template escapes everything but the picture.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from relparty.model.finding import Level
from relparty.phrases import Lang, Phrase
from relparty.regimes.regime import title_of
from relparty.reports import words
from relparty.reports.document import Document
from relparty.rules.catalog import rules
from relparty.templates import environment

if TYPE_CHECKING:
    from jinja2 import Template

_SHORT_HASH = 12
_PAIR = 2
_FEW = 12
"""Up to so many findings a page shows all sources at once; above, those of barred and deemed findings."""

_WIDTH = re.compile(r'<svg[^>]*?\swidth="([0-9.]+)(pt|px)?"')
_POINT = 4 / 3
_FITTING = 1250
"""A picture up to so many pixels wide is still readable when shrunk to the page; a wider one scrolls."""


@dataclass(frozen=True, slots=True)
class Hop:
    """One arrow of a chain: the number of its step, what it says, and to whom it leads."""

    number: int
    words: str
    end: str


@dataclass(frozen=True, slots=True)
class Leg:
    """Steps that follow on one another, from `start`; a path from a common holder has two."""

    start: str
    hops: tuple[Hop, ...]


@dataclass(frozen=True, slots=True)
class Path:
    """An evidence path as chains to read."""

    legs: tuple[Leg, ...]
    effective: str


@dataclass(frozen=True, slots=True)
class Told:
    """A finding with what the page says beside it; `steps` are all its steps, each once, numbered from 1."""

    number: int
    finding: Document
    title: str
    flags: tuple[str, ...]
    certainty: str
    paths: tuple[Path, ...]
    steps: tuple[Document, ...]
    source_count: int
    is_open: bool


@dataclass(frozen=True, slots=True)
class Section:
    """All findings of one level."""

    level: str
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two bidders, their strongest level and their findings, the strongest first."""

    bidders: tuple[str, ...]
    level: str
    told: tuple[Told, ...]


def html(told: Document, svg: str, lang: Lang) -> str:
    """The page of a document, with its picture inline; an empty `svg` when there is nothing to draw.

    The picture must be safe to insert; everything else may hold anything.
    """
    from markupsafe import Markup  # comes with jinja2, see _template

    found = sections(told["findings"], lang)
    return _template().render(
        told=told,
        lang=lang,
        page_lang={"zh": "zh-CN", "en": "en"}[lang],
        regime=_regime(told["lot"], lang),
        sections=found,
        pairs=_pairs(found),
        strongest=strongest(told["findings"]),
        picture=Markup(_bare(svg)),  # noqa: S704  # drawn by ourselves from escaped labels
        fits=_fits(svg),
        short=lambda sha256: sha256[:_SHORT_HASH],
        has_unverified=any(is_unverified(basis["article"]) for finding in told["findings"] for basis in finding["basis"]),
        **_vocabulary(lang),
    )


@cache
def _template() -> Template:
    made = environment("relparty.reports", is_kept=True)
    made.tests["unverified"] = is_unverified
    return made.get_template("report.html.j2")


def _vocabulary(lang: Lang) -> dict[str, object]:
    tables: Mapping[str, Mapping[str, Phrase]] = {
        "level_words": words.LEVEL,
        "level_meaning": words.LEVEL_MEANING,
        "verdict_words": words.VERDICT,
        "verdict_meaning": words.VERDICT_MEANING,
        "count_words": words.COUNTS,
        "count_meaning": words.COUNT_MEANING,
        "status_words": words.STATUS,
        "w": words.TITLES,
    }
    said: dict[str, object] = {name: {key: phrase.say(lang) for key, phrase in table.items()} for name, table in tables.items()}
    return said | {"memo": words.MEMO.say(lang)}


def _regime(lot: Document, lang: Lang) -> str:
    """The title of the regime and its overlay; a user's own regime, whose file is not here, by its name."""
    names = [name for name in (lot["regime"], lot["overlay"]) if name]
    return " + ".join(title_of(name).say(lang) for name in names)


def sections(findings: Sequence[Document], lang: Lang) -> tuple[Section, ...]:
    """The levels that have findings, in the reader's order, the findings numbered through: as every page tells them."""
    ordered = [(level.word, finding) for level in words.ORDER for finding in findings if finding["level"] == level.word]
    told = [_told(number, finding, len(findings), lang) for number, (_, finding) in enumerate(ordered, start=1)]
    grouped = {level.word: tuple(each for each in told if each.finding["level"] == level.word) for level in words.ORDER}
    return tuple(Section(level, found) for level, found in grouped.items() if found)


def _told(number: int, finding: Document, of: int, lang: Lang) -> Told:
    rule = rules().get(finding["rule"])
    steps = {_key(step): step for path in finding["paths"] for step in path["steps"]}
    numbers = {key: n for n, key in enumerate(steps, start=1)}
    return Told(
        number=number,
        finding=finding,
        title=rule.title.say(lang) if rule else finding["rule"],
        flags=rule.ocp if rule else (),
        certainty=words.CERTAINTY[finding["certainty"]].say(lang) if finding["certainty"] else "",
        paths=tuple(_path(path, numbers, lang) for path in finding["paths"]),
        steps=tuple(steps.values()),
        source_count=sum(len(step["sources"]) for step in steps.values()),
        is_open=of <= _FEW or Level.of(finding["level"]) >= Level.DEEMED,
    )


def _key(step: Document) -> str:
    return json.dumps(step, ensure_ascii=False, sort_keys=True)


def _path(path: Document, numbers: Mapping[str, int], lang: Lang) -> Path:
    """The path with its steps joined into legs wherever one begins at the end of the one before.

    A step that leads nowhere (a document says something) stands alone.
    """
    legs: list[Leg] = []
    for step in path["steps"]:
        hop = Hop(numbers[_key(step)], _hop_words(step, lang), step["to"])
        if legs and step["from"] and legs[-1].hops[-1].end == step["from"]:
            legs[-1] = Leg(legs[-1].start, (*legs[-1].hops, hop))
        else:
            legs.append(Leg(step["from"], (hop,)))
    effective = path["effective_percent"]
    return Path(tuple(legs), "" if effective is None else f"{effective}%")


def _hop_words(step: Document, lang: Lang) -> str:
    """The relation with its share, unless it tells it already, and with the days it began and ended."""
    relation = step["relation"]
    share = [f"{step['percent']}%"] if step["percent"] is not None and "%" not in relation else []
    days = [words.TITLES[name](day=step[name]).say(lang) for name in ("since", "until") if step[name]]
    return " ".join([relation, *share]) + "".join(f"{words.TITLES['joiner'].say(lang)}{day}" for day in days)


def _pairs(sections: Iterable[Section]) -> tuple[Pair, ...]:
    found: dict[tuple[str, ...], list[Told]] = {}
    for section in sections:
        for told in section.told:
            if len(told.finding["bidders"]) == _PAIR:
                found.setdefault(tuple(told.finding["bidders"]), []).append(told)
    return tuple(Pair(bidders, all_told[0].finding["level"], tuple(all_told)) for bidders, all_told in found.items())


def strongest(findings: Iterable[Document]) -> dict[str, str]:
    """The strongest level by bidder, for those that stand in a finding."""
    found: dict[str, str] = {}
    for level in reversed(words.ORDER):
        found |= {name: level.word for finding in findings if finding["level"] == level.word for name in finding["bidders"]}
    return found


def is_unverified(article: str) -> bool:
    """Whether an article has not been compared with the official text yet."""
    return "【待核】" in article or "[text to be verified]" in article


def _bare(svg: str) -> str:
    """The picture from its root element on: a prolog or doctype has no place inside a page."""
    _, tag, rest = svg.partition("<svg")
    return (tag + rest).strip()


def _fits(svg: str) -> bool:
    width = _WIDTH.search(svg)
    return width is not None and float(width[1]) * (_POINT if width[2] == "pt" else 1) <= _FITTING
