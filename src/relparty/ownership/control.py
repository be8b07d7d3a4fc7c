"""Control: recursive and joint, as in the company-control problem of the Banca d'Italia.

X controls Y when the shares of Y held by X, together with those held by all companies X controls, add up
to more than the threshold (公司法265 of 2023: over 50 %; before 1 July 2024 also exactly 50 %, 公司法216).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from relparty.model.record import WHOLE
from relparty.ownership.holdings import holding

if TYPE_CHECKING:
    from relparty.ownership.holdings import HoldingGraph


@dataclass(frozen=True, slots=True)
class Threshold:
    """The share that control needs, as an integer of 0.0001 %, and whether reaching it is enough."""

    share: int = WHOLE // 2
    inclusive: bool = False

    def is_passed(self, percent: int) -> bool:
        return percent >= self.share if self.inclusive else percent > self.share


COMPANY_LAW_2023 = date(2024, 7, 1)
"""From when the Company Law of 2023 asks for more than half."""


def threshold_on(day: date) -> Threshold:
    """The threshold of control in force on a day."""
    return Threshold(inclusive=day < COMPANY_LAW_2023)


def controlled(
    graph: HoldingGraph, holder: str, threshold: Threshold, ends: frozenset[str] = frozenset(), without: str = ""
) -> frozenset[str]:
    """All companies that a holder controls, itself left out; exact through any number of cycles.

    Shares held by the `ends` (hubs) and by `without` count for nobody above them. Shares not told count
    as none: control is never assumed.
    """
    if holder not in graph:
        return frozenset()
    held: dict[str, int] = defaultdict(int)
    reached = {holder}
    waiting = [holder]
    while waiting:
        owner = waiting.pop()
        for company in graph.successors(owner):
            held[company] += holding(graph, owner, company).percent or 0
            if company not in reached and threshold.is_passed(held[company]):
                reached.add(company)
                if company not in ends and company != without:
                    waiting.append(company)
    return frozenset(reached - {holder})
