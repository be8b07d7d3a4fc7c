"""Findings: graded ties and lot-level results, and the screening that holds them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum

from relparty.model.graph import LotGraph
from relparty.model.lot import Bidder, FormFile, Lot
from relparty.model.tie import Certainty, EvidencePath
from relparty.phrases import Phrase, Sentence


class Level(IntEnum):
    """How serious a finding is; the order is the order of severity."""

    UNCHECKED = 0
    NOTE = 1
    LEAD = 2
    REVIEW = 3
    DEEMED = 4
    BAR = 5

    @property
    def word(self) -> str:
        """The name as data files and screening.json write it."""
        return self.name.lower()

    @staticmethod
    def of(word: str) -> Level:
        """The level of that name; KeyError when there is none."""
        return Level[word.upper()]


LEVEL_WORDS: dict[Level, Phrase] = {
    Level.BAR: Phrase("禁止", "barred"),
    Level.DEEMED: Phrase("视为串通", "deemed collusion"),
    Level.REVIEW: Phrase("须核实", "review"),
    Level.LEAD: Phrase("线索", "lead"),
    Level.NOTE: Phrase("备注", "note"),
    Level.UNCHECKED: Phrase("未能核查", "unchecked"),
}


class Verdict(StrEnum):
    """What the screening says of the lot."""

    STOP = "stop"
    REVIEW = "review"
    INCOMPLETE = "incomplete"
    CLEAR = "clear"


VERDICT_WORDS: dict[str, Phrase] = {
    Verdict.STOP.value: Phrase("暂停处理", "Stop"),
    Verdict.REVIEW.value: Phrase("须先核实", "Review first"),
    Verdict.INCOMPLETE.value: Phrase("核查不完整", "Incomplete"),
    Verdict.CLEAR.value: Phrase("未发现须处理的关系", "Clear"),
}


@dataclass(frozen=True, slots=True)
class Basis:
    """What a level rests on; `verified` is False for a text not yet compared with the official one (待核)."""

    text: Phrase
    article: Phrase
    verified: bool = True


@dataclass(frozen=True, slots=True)
class Finding:
    """A graded tie between two bidders, a finding about one, or a result about the lot."""

    id: str
    rule: str
    variant: str
    level: Level
    bidders: tuple[str, ...]
    certainty: Certainty | None
    summary: Sentence
    basis: tuple[Basis, ...]
    next_step: Sentence
    paths: tuple[EvidencePath, ...] = ()


@dataclass(frozen=True, slots=True)
class Counts:
    """Three ways to ask how many real quotes there are, and how many the lot needs."""

    required: int
    received: int
    after_bar: int
    groups: int
    independent: int


COUNT_WORDS: dict[str, Phrase] = {
    "required": Phrase("要求家数", "required"),
    "received": Phrase("收到报价", "received"),
    "after_bar": Phrase("剔除禁止后", "left after removing barred bidders"),
    "groups": Phrase("归并后组数", "groups"),
    "independent": Phrase("最多相互独立家数", "independent at most"),
}
"""The words of the counts, by field."""


@dataclass(frozen=True, slots=True)
class Screening:
    """One run over one lot."""

    lot: Lot
    verdict: Verdict
    counts: Counts
    bidders: tuple[Bidder, ...]
    findings: tuple[Finding, ...]
    evidence: tuple[FormFile, ...]
    graph: LotGraph = field(default_factory=LotGraph, repr=False)
