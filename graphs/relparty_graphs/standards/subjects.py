"""Whose declaration a statement belongs to: the first bidder below a party, or else beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from relparty_graphs.standards.network import Network


def declaration_subjects(told: Network) -> dict[str, str]:
    """For every party the bidder whose ownership it is part of, by id; a party of no bidder's is its own subject."""
    above: dict[str, list[str]] = defaultdict(list)
    beside: dict[str, list[str]] = defaultdict(list)
    for each in told.relations:
        above[each.end].append(each.start)
        beside[each.end].append(each.start)
        beside[each.start].append(each.end)
    found = {party.id: party.id for party in told.parties if party.node.is_bidder}
    _spread(found, above)
    _spread(found, beside)
    return found | {party.id: party.id for party in told.parties if party.id not in found}


def _spread(found: dict[str, str], ways: Mapping[str, Iterable[str]]) -> None:
    """Gives everybody who can be reached the subject of whom it is reached from, the nearest first."""
    frontier = list(found)
    while frontier:
        reached = [(other, found[each]) for each in frontier for other in ways.get(each, ())]
        frontier = []
        for other, subject in reached:
            if other not in found:
                found[other] = subject
                frontier.append(other)
