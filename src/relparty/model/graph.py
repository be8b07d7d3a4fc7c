"""The graph of a lot as a screening leaves it: who is who, and every relation that was looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from relparty.model.party import Party
from relparty.model.tie import Step


@dataclass(frozen=True, slots=True)
class LotGraph:
    """The parties of the bidders (by bidder key), the relations between all parties, and what pictures tell of both.

    A party that is only probably one stands under several keys: `subjects` leads from each to the one that names it.
    """

    bidders: Mapping[str, Party] = field(default_factory=dict)
    relations: tuple[Step, ...] = ()
    controls: frozenset[tuple[str, str]] = frozenset()
    """Who controls whom by its own shares alone, by key."""
    hubs: frozenset[str] = frozenset()
    subjects: Mapping[str, str] = field(default_factory=dict)

    def probable(self) -> frozenset[str]:
        """The keys that name several parties who are only probably one."""
        return frozenset(key for key, parts in Counter(self.subjects.values()).items() if parts > 1)
