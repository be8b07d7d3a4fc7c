"""Holders whose presence proves nothing: clearing houses, nominees, the state, holders of very many.

A path ends at them; two bidders that share one get a note and never a relation.
"""

from __future__ import annotations

from relparty.model.party import Party, PartyKind
from relparty.names.folding import fold
from relparty.ownership.holdings import HoldingGraph

_NOMINEES = frozenset(
    fold(name)
    for name in (
        "香港中央结算有限公司",
        "香港中央结算（代理人）有限公司",
        "香港中央结算(代理人)有限公司",
        "HKSCC Nominees Limited",
        "中国证券金融股份有限公司",
        "中央汇金资产管理有限责任公司",
        "中国证券登记结算有限责任公司",
        "The Depository Trust Company",
    )
)
"""Their full names: a name that merely contains one of them is some other company."""


def hubs(graph: HoldingGraph, parties: dict[str, Party], holdings_cap: int) -> frozenset[str]:
    """The parties of a graph at which a path ends."""
    return frozenset(key for key in graph if is_hub(parties[key]) or graph.out_degree(key) > holdings_cap)


def is_hub(party: Party) -> bool:
    """True for state bodies and for clearing houses and nominees, by kind and by name."""
    return party.kind is PartyKind.STATE or fold(party.name) in _NOMINEES
