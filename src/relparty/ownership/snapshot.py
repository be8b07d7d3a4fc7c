"""A snapshot: who held, controlled and served what on one day, at one certainty of identity.

The rules ask it and nothing else. It is built once for the day of opening, once more with probable
identities if there are any, and once for each day in the look-back time on which something ended.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from relparty.model.lot import Bidder
from relparty.model.party import Mention, Party
from relparty.model.record import TOLERANCE, WHOLE, BidPerson, Branch, Contact, Kinship, Office, Record, RelatedUnit, Shareholding
from relparty.model.tie import Certainty, Step
from relparty.ownership.control import Threshold, controlled, threshold_on
from relparty.ownership.effective import Shares, effective_shares
from relparty.ownership.holdings import Holding, ancestors, holding, holding_graph, is_current
from relparty.ownership.hubs import hubs
from relparty.resolve.entities import Entities
from relparty.settings import Limits

if TYPE_CHECKING:
    from relparty.ownership.holdings import HoldingGraph


@dataclass(frozen=True, slots=True)
class Records:
    """The records of all forms, by kind."""

    holdings: tuple[Shareholding | Branch, ...]
    offices: tuple[Office, ...]
    bid_persons: tuple[BidPerson, ...]
    contacts: tuple[Contact, ...]
    related_units: tuple[RelatedUnit, ...]
    kin: tuple[Kinship, ...]

    @staticmethod
    def sorted_by_kind(records: Iterable[Record]) -> Records:
        every = tuple(records)
        return Records(
            tuple(r for r in every if isinstance(r, Shareholding | Branch)),
            tuple(r for r in every if isinstance(r, Office)),
            tuple(r for r in every if isinstance(r, BidPerson)),
            tuple(r for r in every if isinstance(r, Contact)),
            tuple(r for r in every if isinstance(r, RelatedUnit)),
            tuple(r for r in every if isinstance(r, Kinship)),
        )


@dataclass(slots=True)
class Snapshot:
    """The lot's parties and their relations on `day`, with persons united at `certainty`."""

    entities: Entities
    records: Records
    bidders: tuple[Bidder, ...]
    day: date
    certainty: Certainty
    known_namesakes: Mapping[str, tuple[str, ...]]
    limits: Limits
    threshold: Threshold = field(init=False)
    graph: HoldingGraph = field(init=False)
    ends: frozenset[str] = field(init=False)
    """The hubs, at which a path ends."""
    nodes: Mapping[str, str] = field(init=False)
    """The party of each bidder, by bidder key."""
    legal_persons: Mapping[str, str] = field(init=False)
    """The legal person of each bidder, by bidder key: the head office of a branch, else the bidder itself."""
    offices: Mapping[str, tuple[Office, ...]] = field(init=False)
    """The offices held on the day, by company."""
    known_chains: dict[tuple[str, str, str], tuple[tuple[Step, ...], ...]] = field(init=False, default_factory=dict)
    """The chains already looked up (see `paths.chains`): many pairs ask for the same."""
    _above: dict[tuple[str, str], dict[str, int]] = field(init=False, default_factory=dict)
    _controlled: dict[tuple[str, str], frozenset[str]] = field(init=False, default_factory=dict)
    _effective: dict[str, Shares] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.threshold = threshold_on(self.day)
        self.graph = holding_graph(self.records.holdings, self.clusters, self.day)
        self.ends = hubs(self.graph, dict(self.entities.parties), self.limits.hub_holdings)
        self.nodes = {bidder.key: self.key(bidder.mention) for bidder in self.bidders}
        self.legal_persons = {key: self._head_office(node) for key, node in self.nodes.items()}
        offices: dict[str, list[Office]] = defaultdict(list)
        for office in self.records.offices:
            if is_current(office, self.day):
                offices[self.key(office.company)].append(office)
        self.offices = {company: tuple(each) for company, each in offices.items()}

    def _head_office(self, node: str) -> str:
        above = self.graph.predecessors(node) if node in self.graph else ()
        return next((each for each in above if self.holding(each, node).is_branch), node)

    @property
    def clusters(self) -> Mapping[Mention, str]:
        """Which party each mention stands for in this snapshot."""
        return self.entities.confirmed if self.certainty is Certainty.CONFIRMED else self.entities.probable

    def key(self, mention: Mention) -> str:
        """The party that a mention stands for in this snapshot."""
        return self.clusters[mention]

    def party(self, key: str) -> Party:
        """The party of a key, for showing."""
        return self.entities.parties[key]

    def subject(self, key: str) -> str:
        """The key that names the party in every snapshot of the lot."""
        return self.entities.probable_of.get(key, key)

    def namesakes(self, key: str) -> tuple[str, ...]:
        """Other persons of the same name who may be the same; none where the snapshot is told of none."""
        return self.known_namesakes.get(key, ())

    def holding(self, holder: str, company: str) -> Holding:
        """The holding of one party in another; KeyError when there is none."""
        return holding(self.graph, holder, company)

    def above(self, company: str, without: str = "") -> Mapping[str, int]:
        """Every party above a company, with the fewest layers to it; paths through `without` do not count."""
        if without and without not in self.above(company):
            without = ""
        if (company, without) not in self._above:
            self._above[company, without] = ancestors(self.graph, company, self.ends, without)
        return self._above[company, without]

    def controlled(self, holder: str, without: str = "") -> frozenset[str]:
        """Every company that a party controls; control that runs on through `without` does not count."""
        if without and without not in self.controlled(holder):
            without = ""
        if (holder, without) not in self._controlled:
            self._controlled[holder, without] = controlled(self.graph, holder, self.threshold, self.ends, without)
        return self._controlled[holder, without]

    def effective(self, holder: str, company: str) -> int | None:
        """The effective share of a party in a company, or None when it cannot be told: claims that overlap make more than the whole."""
        if company not in self._effective:
            self._effective[company] = effective_shares(self.graph, company, frozenset(self.above(company)))
        share = self._effective[company].get(holder)
        return share if share is not None and share <= WHOLE + TOLERANCE else None


def snapshots(entities: Entities, records: Records, bidders: tuple[Bidder, ...], day: date, limits: Limits) -> tuple[Snapshot, ...]:
    """The snapshots of one day: confirmed identities, then, where some are only probable, those too.

    Only the last one knows namesakes, so that nothing is said twice.
    """
    certainties = (Certainty.CONFIRMED, Certainty.PROBABLE) if entities.has_probable else (Certainty.CONFIRMED,)
    last = certainties[-1]
    namesakes = {each: entities.namesakes if each is last else {} for each in certainties}
    return tuple(Snapshot(entities, records, bidders, day, each, namesakes[each], limits) for each in certainties)
