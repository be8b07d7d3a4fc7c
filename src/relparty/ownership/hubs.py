"""Holders whose presence proves nothing: clearing houses, nominees, the state, holders of very many.

A path ends at them; two bidders that share one get a note and never a relation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relparty.model.party import Party, PartyKind
from relparty.names.nominees import is_nominee

if TYPE_CHECKING:
    from relparty.ownership.holdings import HoldingGraph


def hubs(graph: HoldingGraph, parties: dict[str, Party], holdings_cap: int) -> frozenset[str]:
    """The parties of a graph at which a path ends."""
    return frozenset(key for key in graph if is_hub(parties[key]) or graph.out_degree(key) > holdings_cap)


def is_hub(party: Party) -> bool:
    """True for state bodies, for clearing houses and nominees, by kind and by name, and for what a register knows to be one."""
    return party.is_hub or party.kind is PartyKind.STATE or is_nominee(party.name)
