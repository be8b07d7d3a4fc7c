"""What a rule is: its name, its words, the rows of its table and the function that finds its ties."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from relparty.model.lot import Bidder, Lot
from relparty.model.tie import Tie
from relparty.names.rarity import NameTable
from relparty.ownership.snapshot import Snapshot
from relparty.phrases import Phrase


@dataclass(frozen=True, slots=True)
class Case:
    """All that a rule may look at.

    `snapshots` are the lot on the day of opening: with confirmed identities, and where there are any
    also with probable ones; the last one also knows namesakes. `former` are the same for the days just
    before something ended, within the look-back time. Nothing here can reach a file or a network.
    """

    lot: Lot
    bidders: tuple[Bidder, ...]
    snapshots: tuple[Snapshot, ...]
    former: tuple[Snapshot, ...]
    names: NameTable


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; `variants` are the rows of its table, each with what it means.

    `ocp` are the red flags of the Open Contracting Partnership (2024) that it corresponds to.
    """

    name: str
    title: Phrase
    variants: Mapping[str, Phrase]
    find: Callable[[Case], Iterable[Tie]]
    ocp: tuple[str, ...] = field(default=())
