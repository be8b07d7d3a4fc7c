"""Ties: a relation found between bidders, before a regime says how serious it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from relparty.model.party import Party
from relparty.model.record import Source
from relparty.phrases import Phrase, Sentence


class Certainty(StrEnum):
    """How sure it is that two documents mean the same party (`rules`, identity ladder)."""

    CONFIRMED = "confirmed"
    PROBABLE = "probable"
    NAME_ONLY = "name_only"


CERTAINTY_WORDS: dict[Certainty, Phrase] = {
    Certainty.CONFIRMED: Phrase("已确认", "confirmed"),
    Certainty.PROBABLE: Phrase("很可能是同一人", "probably the same"),
    Certainty.NAME_ONLY: Phrase("仅姓名相同", "same name only"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One sourced step of an evidence path: `start` stands in `relation` to `end`.

    `percent` is an integer of 0.0001 %. A step of relation `same_name` is a judgement of ours and no claim of a
    document; it carries the sources of both sides.
    """

    start: Party
    end: Party
    relation: str
    words: Phrase | Sentence
    sources: tuple[Source, ...]
    percent: int | None = None
    since: date | None = None
    until: date | None = None
    most: int | None = None
    """The most that the share can be where it is told only between two bounds; `percent` is then the least."""


@dataclass(frozen=True, slots=True)
class EvidencePath:
    """Steps that lead from one bidder to the other; `effective_percent` where the path is one chain down."""

    steps: tuple[Step, ...]
    effective_percent: int | None = None


@dataclass(frozen=True, slots=True)
class Tie:
    """A relation between bidders (two, or one for a finding about a single bidder).

    `variant` names the row of the rule's table, `subjects` the parties it is about (so that a weaker rule
    about the same party is not repeated beside a stronger one), `former` the rule and variant that an
    ended relation would have had.
    """

    rule: str
    variant: str
    bidders: tuple[str, ...]
    summary: Sentence
    next_step: Sentence
    paths: tuple[EvidencePath, ...]
    certainty: Certainty | None = None
    rare_name: bool = False
    subjects: frozenset[str] = frozenset()
    former: tuple[str, str] | None = None
