"""Where bidders meet: the same party, or a namesake, standing behind two of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Generic, TypeVar

from relparty.model.tie import Certainty
from relparty.ownership.snapshot import Snapshot

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

Stands = Mapping[str, Mapping[str, T]]
"""By bidder key, the parties that stand behind the bidder and what is known of each."""


@dataclass(frozen=True, slots=True)
class Meeting(Generic[T_co]):
    """A party behind bidder `a` that is, or may be, the one behind bidder `b`."""

    a: str
    b: str
    party_a: str
    party_b: str
    what_a: T_co
    what_b: T_co
    certainty: Certainty


def meetings(snapshot: Snapshot, stands: Stands[T]) -> Iterator[Meeting[T]]:
    """Every meeting of two bidders that are not one legal person, in a stable order.

    Namesakes are met only where the snapshot knows them, and only as what they are: name only.
    """
    bidders_of: dict[str, list[str]] = defaultdict(list)
    for bidder in sorted(stands):
        for party in stands[bidder]:
            bidders_of[party].append(bidder)
    for party, bidders in bidders_of.items():
        for a, b in combinations(bidders, 2):
            if snapshot.legal_persons[a] != snapshot.legal_persons[b]:
                yield Meeting(a, b, party, party, stands[a][party], stands[b][party], snapshot.certainty)
        for namesake in snapshot.namesakes(party):
            yield from _namesake_meetings(snapshot, stands, bidders_of, party, namesake)


def _namesake_meetings(
    snapshot: Snapshot, stands: Stands[T], bidders_of: Mapping[str, Sequence[str]], party: str, namesake: str
) -> Iterator[Meeting[T]]:
    for a in bidders_of[party]:
        for b in bidders_of.get(namesake, ()):
            if a < b and snapshot.legal_persons[a] != snapshot.legal_persons[b]:
                yield Meeting(a, b, party, namesake, stands[a][party], stands[b][namesake], Certainty.NAME_ONLY)


def by_pair(snapshot: Snapshot, stands: Stands[T]) -> dict[tuple[str, str], list[Meeting[T]]]:
    """The meetings of each pair of bidders."""
    found: dict[tuple[str, str], list[Meeting[T]]] = defaultdict(list)
    for meeting in meetings(snapshot, stands):
        found[meeting.a, meeting.b].append(meeting)
    return found


def by_bidder(snapshot: Snapshot, parties: Callable[[str], Mapping[str, T]]) -> dict[str, Mapping[str, T]]:
    """What stands behind each bidder, asked by the bidder's party."""
    return {bidder.key: parties(snapshot.nodes[bidder.key]) for bidder in snapshot.bidders}


def is_independent(snapshot: Snapshot, meeting: Meeting[object]) -> bool:
    """True when the party stands behind each bidder otherwise than through the other one.

    What reaches B only through bidder A is A's own holding of B, which other rules state.
    """
    node_a, node_b = snapshot.nodes[meeting.a], snapshot.nodes[meeting.b]
    if meeting.party_a in (node_a, node_b) or meeting.party_b in (node_a, node_b):
        return False
    return meeting.party_a in snapshot.above(node_a, without=node_b) and meeting.party_b in snapshot.above(node_b, without=node_a)
