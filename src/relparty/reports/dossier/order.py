"""The findings in the order of the dossier, numbered: what relates bidders first, the most serious on top, then what was not checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from relparty.model.finding import Level
from relparty.reports.words import ORDER

Document = Mapping[str, Any]

_HEED = tuple(level.word for level in ORDER)
_ORDER = tuple(level.word for level in sorted(Level, reverse=True))
_UNCHECKED = Level.UNCHECKED.word
_PAIR = 2


@dataclass(frozen=True, slots=True)
class Numbered:
    """A finding and its number in the dossier."""

    number: int
    finding: Document

    @property
    def level(self) -> str:
        return str(self.finding["level"])


@dataclass(frozen=True, slots=True)
class Pair:
    """Two bidders with their findings, the most serious first."""

    bidders: tuple[str, ...]
    findings: tuple[Numbered, ...]

    @property
    def level(self) -> str:
        return strongest(each.level for each in self.findings)


def strongest(levels: Iterable[str]) -> str:
    """The level that a reader must know of first: what was not checked counts more than mere context."""
    return min(levels, key=_HEED.index)


def numbered(findings: Sequence[Document]) -> tuple[Numbered, ...]:
    """All findings in their order."""
    ordered = sorted(findings, key=lambda finding: _ORDER.index(finding["level"]))
    return tuple(Numbered(number, finding) for number, finding in enumerate(ordered, start=1))


def related(all_told: Sequence[Numbered]) -> tuple[Numbered, ...]:
    """The findings that say something of bidders or the lot."""
    return tuple(each for each in all_told if each.level != _UNCHECKED)


def unchecked(all_told: Sequence[Numbered]) -> tuple[Numbered, ...]:
    """The findings that say what could not be tested."""
    return tuple(each for each in all_told if each.level == _UNCHECKED)


def pairs(all_told: Sequence[Numbered]) -> tuple[Pair, ...]:
    """The pairs of bidders that have findings, the pair with the most serious one first."""
    found: dict[tuple[str, ...], list[Numbered]] = {}
    for each in all_told:
        if len(each.finding["bidders"]) == _PAIR:
            found.setdefault(tuple(each.finding["bidders"]), []).append(each)
    return tuple(Pair(bidders, tuple(findings)) for bidders, findings in found.items())
