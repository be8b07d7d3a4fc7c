"""Three ways to count how many real quotes a lot has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from relparty.model.finding import Counts, Finding, Level
from relparty.model.lot import Bidder, Lot


def counts(lot: Lot, bidders: Iterable[Bidder], found: Iterable[Finding]) -> Counts:
    """The counts of a lot: received, after bars, groups of related bidders, and the most that are independent.

    A bidder counts when it has quoted; without a list of quotes each readable form counts as one.
    """
    import networkx as nx

    quoting = [b.key for b in bidders if (b.declarations if lot.quotes is None else b.quote)]
    pairs = [(f.level, f.bidders) for f in found if len(f.bidders) == 2]
    barred = {key for level, pair in pairs if level is Level.BAR for key in pair}
    related: nx.Graph[str] = nx.Graph()
    related.add_nodes_from(quoting)
    related.add_edges_from(pair for level, pair in pairs if level >= Level.REVIEW and set(pair) <= set(quoting))
    return Counts(
        required=lot.min_quotes,
        received=len(quoting),
        after_bar=sum(1 for key in quoting if key not in barred),
        groups=nx.number_connected_components(related),
        independent=largest_independent_set({key: set(related[key]) for key in related}),
    )


def largest_independent_set(neighbours: Mapping[str, set[str]]) -> int:
    """The size of the largest set of nodes no two of which are neighbours; exact.

    Branch and bound over bit masks: a node whose neighbours are all neighbours of each other is taken outright; where
    there is none, the node with most neighbours is either left out or taken. Components are solved apart.
    """
    names = sorted(neighbours)
    index = {name: i for i, name in enumerate(names)}
    masks = [sum(1 << index[other] for other in neighbours[name]) for name in names]
    return sum(_largest(part, masks) for part in _components((1 << len(names)) - 1, masks))


def _largest(alive: int, masks: list[int]) -> int:
    taken = best = 0
    while alive:
        node = next((i for i in _bits(alive) if _is_clique(masks[i] & alive, masks)), None)
        if node is not None:
            taken += 1
            alive &= ~(1 << node) & ~masks[node]
            continue
        parts = _components(alive, masks)
        if len(parts) > 1:
            return max(best, taken + sum(_largest(part, masks) for part in parts))
        _, node = max(((masks[i] & alive).bit_count(), i) for i in _bits(alive))
        alive &= ~(1 << node)
        best = max(best, taken + 1 + _largest(alive & ~masks[node], masks))
    return max(best, taken)


def _is_clique(nodes: int, masks: list[int]) -> bool:
    """Whether every two of some nodes are neighbours."""
    left = nodes
    while left:
        low = left & -left
        left ^= low
        if left & ~masks[low.bit_length() - 1]:
            return False
    return True


def _components(alive: int, masks: list[int]) -> list[int]:
    parts = []
    while alive:
        part = frontier = alive & -alive
        while frontier:
            reached = 0
            for i in _bits(frontier):
                reached |= masks[i]
            frontier = reached & alive & ~part
            part |= frontier
        parts.append(part)
        alive &= ~part
    return parts


def _bits(mask: int) -> list[int]:
    found = []
    while mask:
        low = mask & -mask
        found.append(low.bit_length() - 1)
        mask ^= low
    return found
