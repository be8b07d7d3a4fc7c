"""One finding as its page shows it: every step with its sources, the files they can be opened in, control beside shares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from relparty.casebook.reviews import Evidence
from relparty.phrases import Lang
from relparty.reports import finding_changes, html
from relparty.reports.document import Document
from relparty.reports.html import Told
from relparty.web.pages.standing_words import Stands, stands


@dataclass(frozen=True, slots=True)
class Origin:
    """A source with the id of the file that can be downloaded, if there is one."""

    told: Document
    attachment: str | None


@dataclass(frozen=True, slots=True)
class Shown:
    """A step with its number, its relation as the graph knows it, and its sources."""

    number: int
    told: Document
    is_control: bool
    is_judgement: bool
    origins: tuple[Origin, ...]


@dataclass(frozen=True, slots=True)
class Fell:
    """Decisions that fell together, and what changed since."""

    decision: object
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """Everything about one finding."""

    told: Told
    stands: Stands
    steps: tuple[Shown, ...]
    bidders: frozenset[str]
    fallen: tuple[Fell, ...]
    previous: str | None
    following: str | None
    has_picture: bool
    has_unverified: bool

    @property
    def finding(self) -> Document:
        return self.told.finding

    @property
    def controls(self) -> tuple[int, ...]:
        """The steps whose share alone is control."""
        return tuple(each.number for each in self.steps if each.is_control)

    @property
    def judgements(self) -> tuple[int, ...]:
        return tuple(each.number for each in self.steps if each.is_judgement)


def page(found: Evidence, lang: Lang) -> Page:
    """The page of a finding."""
    told = found.review.told
    ordered = [each for section in html.sections(told["findings"], lang) for each in section.told]
    at = next(at for at, each in enumerate(ordered) if each.finding["id"] == found.point.kept.finding)
    here = ordered[at]
    relations = {each["id"]: each for each in told["graph"]["relations"]}
    return Page(
        here,
        stands(found.point),
        tuple(_step(number, step, relations, found) for number, step in enumerate(here.steps, start=1)),
        frozenset(each["name"] for each in told["bidders"]),
        tuple(Fell(each.decision, finding_changes.lines(each.finding, here.finding, lang)) for each in found.fallen),
        ordered[at - 1].finding["id"] if at else None,
        ordered[at + 1].finding["id"] if at + 1 < len(ordered) else None,
        any(step["edge"] for step in here.steps),
        any(html.is_unverified(each["article"]) for each in here.finding["basis"]),
    )


def _step(number: int, step: Document, relations: Mapping[str, Document], found: Evidence) -> Shown:
    relation = relations.get(step["edge"] or "", {})
    return Shown(
        number,
        step,
        bool(relation.get("control")),
        bool(relation.get("judgement")),
        tuple(_origin(source, found) for source in step["sources"]),
    )


def _origin(source: Document, found: Evidence) -> Origin:
    there = found.places.of(source["file"], source["sha256"])
    return Origin(source, there.id if there is not None else None)
