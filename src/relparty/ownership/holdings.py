"""The graph of holdings as it stood on one day: an edge leads from a holder to the company held."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from relparty.model.party import Mention
from relparty.model.record import WHOLE, Branch, Office, Shareholding

if TYPE_CHECKING:
    from typing import TypeAlias

    import networkx as nx

    HoldingGraph: TypeAlias = nx.DiGraph[str]


@dataclass(frozen=True, slots=True)
class Holding:
    """What one party holds of one company: an integer share (None when not told) and the records that say so."""

    percent: int | None
    records: tuple[Shareholding | Branch, ...]
    most: int | None = None
    """The most that the share can be, where it is told only between two bounds; `percent` is then the least."""

    @property
    def is_branch(self) -> bool:
        """True for a head office and its branch: one legal person, no holding between two."""
        return isinstance(self.records[0], Branch)


def is_current(record: Shareholding | Office, on: date) -> bool:
    """True when the record holds on that day; an undated one always does."""
    return (record.since is None or record.since <= on) and (record.until is None or on < record.until)


def holding_graph(records: Iterable[Shareholding | Branch], key_of: Mapping[Mention, str], on: date) -> HoldingGraph:
    """The holdings that stood on a day, with a `holding` on each edge; a party's own shares and holdings of 0 % are left out.

    One form that lists a holder twice means both rows together; two forms that differ are both kept, and
    the larger share counts (the difference is a finding of its own).
    """
    import networkx as nx

    by_edge: dict[tuple[str, str], list[Shareholding | Branch]] = defaultdict(list)
    for record in records:
        if isinstance(record, Branch):
            by_edge[key_of[record.head_office], key_of[record.branch]].append(record)
        elif is_current(record, on) and record.percent != 0:
            by_edge[key_of[record.holder], key_of[record.company]].append(record)
    graph: HoldingGraph = nx.DiGraph()
    for (holder, company), each in sorted(by_edge.items()):
        if holder != company:
            graph.add_edge(holder, company, holding=_holding(each))
    return graph


def _holding(records: list[Shareholding | Branch]) -> Holding:
    branches = [record for record in records if isinstance(record, Branch)]
    if branches:
        return Holding(WHOLE, tuple(branches))
    shares = [record for record in records if isinstance(record, Shareholding)]
    by_form: dict[str, list[int | None]] = defaultdict(list)
    for share in shares:
        by_form[share.source.file].append(share.percent)
    sums = [sum(p for p in told if p is not None) for told in by_form.values() if any(p is not None for p in told)]
    percent = max(sums) if sums else None
    bounds = [share.most for share in shares if share.most is not None]
    return Holding(percent, tuple(shares), max(bounds) if bounds and percent is not None else None)


def holding(graph: HoldingGraph, holder: str, company: str) -> Holding:
    """The holding on an edge."""
    found: Holding = graph.edges[holder, company]["holding"]
    return found


def ancestors(graph: HoldingGraph, company: str, ends: frozenset[str], without: str = "") -> dict[str, int]:
    """All holders above a company with the fewest layers to each; nothing is sought above the `ends`.

    `without` names a party through which no path may lead.
    """
    layers = {company: 0}
    level = [company] if company in graph else []
    while level:
        above = {holder for below in level for holder in graph.predecessors(below)} - layers.keys() - {without}
        layers.update(dict.fromkeys(sorted(above), layers[level[0]] + 1))
        level = [holder for holder in sorted(above) if holder not in ends]
    del layers[company]
    return layers
