"""The findings as their page shows them: chosen by bidder and state, in the document's order, a page at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from relparty.casebook.conflicts import Conflict
from relparty.casebook.reviews import Review
from relparty.phrases import Lang
from relparty.reports import html
from relparty.reports.document import Document
from relparty.reports.html import Told
from relparty.web.pages.standing_words import STATES, Stands, stands

PAGE = 100
"""Findings on a page: a lot of a hundred bidders can have thousands."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What part of the findings is asked for; empty means all."""

    bidder: str = ""
    state: str = ""
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """A finding with where it stands."""

    told: Told
    stands: Stands

    @property
    def finding(self) -> Document:
        return self.told.finding


@dataclass(frozen=True, slots=True)
class Group:
    """The findings of one level on this page, and how many the level has of those asked for."""

    level: str
    rows: tuple[Row, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Bidder:
    """A bidder with its strongest level and how many findings it stands in."""

    told: Document
    strongest: str | None
    count: int


@dataclass(frozen=True, slots=True)
class Shown:
    """One page of findings."""

    groups: tuple[Group, ...]
    first: int
    last: int
    total: int

    @property
    def following(self) -> int | None:
        return self.last if self.last < self.total else None

    @property
    def previous(self) -> int | None:
        return max(0, self.first - 1 - PAGE) if self.first > 1 else None


def shown(review: Review, asked: Asked, lang: Lang) -> Shown:
    """The findings asked for, by level."""
    points = {each.kept.finding: each for each in review.points}
    rows = [
        Row(told, stands(points[told.finding["id"]])) for section in html.sections(review.told["findings"], lang) for told in section.told
    ]
    chosen = [each for each in rows if _is_asked(each, asked)]
    here = chosen[asked.offset : asked.offset + PAGE]
    totals = Counter(each.finding["level"] for each in chosen)
    levels = dict.fromkeys(each.finding["level"] for each in here)
    groups = tuple(Group(level, tuple(each for each in here if each.finding["level"] == level), totals[level]) for level in levels)
    return Shown(groups, asked.offset + 1 if here else 0, asked.offset + len(here), len(chosen))


def _is_asked(row: Row, asked: Asked) -> bool:
    is_bidders = not asked.bidder or asked.bidder in row.finding["bidders"]
    return is_bidders and (asked.state not in STATES or row.stands.state == asked.state)


def bidders(told: Document) -> tuple[Bidder, ...]:
    """The bidders in the document's order."""
    strongest = html.strongest(told["findings"])
    counts = Counter(name for each in told["findings"] for name in each["bidders"])
    return tuple(Bidder(each, strongest.get(each["name"]), counts[each["name"]]) for each in told["bidders"])


def own_conflicts(review: Review, member_id: str | None) -> tuple[tuple[Conflict, ...], tuple[Conflict, ...]]:
    """The conflicts of the reader that wait for an answer, and those of others."""
    mine = tuple(each for each in review.unanswered if each.member.id == member_id)
    return mine, tuple(each for each in review.unanswered if each not in mine)


def summaries(told: Document) -> Mapping[str, str]:
    """What each finding says, by id."""
    return {each["id"]: each["summary"] for each in told["findings"]}
