"""Evidence paths: sourced steps from a party down to a company, shortest first, up to a bound."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from relparty.model.party import Party, PartyKind
from relparty.model.record import BID_ROLE_WORDS as ROLE_WORDS
from relparty.model.record import OFFICE_WORDS, BidPerson, Branch, Office, Shareholding, Source, share_text, sources_of
from relparty.model.tie import EvidencePath, Step
from relparty.ownership.snapshot import Snapshot
from relparty.phrases import Phrase, Sentence

if TYPE_CHECKING:
    import networkx as nx

Leg = tuple[Step, ...]
"""Steps from one party down to one bidder."""

_HOLDS = Phrase("持股 {percent}", "holds {percent}")
_SHARE_UNKNOWN = Phrase("持股（比例不明）", "holds shares (share not told)")
_BRANCH = Phrase("分支机构", "branch")
_SAME_NAME = Phrase("姓名相同（未确认为同一人）", "same name (not shown to be the same person)")


def holding_step(snapshot: Snapshot, holder: str, company: str) -> Step:
    """The step from a holder to the company held, with all records that say so."""
    held = snapshot.holding(holder, company)
    first = held.records[0]
    words: Phrase | Sentence = (
        _BRANCH if held.is_branch else _SHARE_UNKNOWN if held.percent is None else _HOLDS(percent=share_text(held.percent, held.most))
    )
    return Step(
        start=snapshot.party(holder),
        end=snapshot.party(company),
        relation="branch" if held.is_branch else "holds",
        words=words,
        sources=tuple(dict.fromkeys(source for record in held.records for source in _sources(record))),
        percent=None if held.is_branch else held.percent,
        since=None if isinstance(first, Branch) else first.since,
        until=None if isinstance(first, Branch) else first.until,
        most=held.most,
    )


def _sources(record: Shareholding | Branch) -> tuple[Source, ...]:
    return (record.source,) if isinstance(record, Branch) else sources_of(record)


def chains(snapshot: Snapshot, holder: str, company: str, without: str = "") -> tuple[Leg, ...]:
    """The distinct chains of holdings from a party down to a company, shortest first.

    At most `limits.paths` of them; none leads through `without` or runs on through a hub. Empty when
    there is none, and one empty leg when the two are the same party.
    """
    asked = (holder, company, without if without in snapshot.above(company) else "")
    if asked not in snapshot.known_chains:
        snapshot.known_chains[asked] = tuple(_leg(snapshot, keys) for keys in _key_paths(snapshot, *asked))
    return snapshot.known_chains[asked]


def _key_paths(snapshot: Snapshot, holder: str, company: str, without: str) -> list[list[str]]:
    if holder == company:
        return [[holder]]
    allowed = (snapshot.above(company, without).keys() | {company}) - {without}
    if holder not in allowed:
        return []
    part = snapshot.graph.subgraph(key for key in allowed if key in (holder, company) or key not in snapshot.ends)
    return list(islice(_simple_paths(part, holder, company), snapshot.limits.paths))


def _simple_paths(part: nx.DiGraph[str], holder: str, company: str) -> Iterator[list[str]]:
    import networkx as nx

    try:
        yield from nx.shortest_simple_paths(part, holder, company)
    except nx.NetworkXNoPath:
        return


def _leg(snapshot: Snapshot, keys: list[str]) -> Leg:
    return tuple(holding_step(snapshot, a, b) for a, b in pairwise(keys))


def with_branches(snapshot: Snapshot, leg: Leg, pair: tuple[str, str]) -> Leg:
    """A leg between the legal persons of two bidders, with the steps to those that bid as branches."""
    before, after = ((snapshot.legal_persons[key], snapshot.nodes[key]) for key in pair)
    start = (holding_step(snapshot, *before),) if before[0] != before[1] else ()
    end = (holding_step(snapshot, *after),) if after[0] != after[1] else ()
    return (*start, *leg, *end)


def office_step(snapshot: Snapshot, office: Office) -> Step:
    """The step from a person to the company in which the person holds an office."""
    return Step(
        start=snapshot.party(snapshot.key(office.person)),
        end=snapshot.party(snapshot.key(office.company)),
        relation=office.office.value,
        words=OFFICE_WORDS[office.office],
        sources=sources_of(office),
        since=office.since,
        until=office.until,
    )


def bid_person_step(snapshot: Snapshot, record: BidPerson) -> Step:
    """The step from a bid person to the bidder."""
    start, end = snapshot.party(snapshot.key(record.person)), snapshot.party(snapshot.key(record.bidder))
    return Step(start, end, record.role.value, ROLE_WORDS[record.role], (record.source,))


def fact_step(start: Party, label: str, relation: str, words: Phrase | Sentence, *sources: Source) -> Step:
    """The step from a party to something it shares or says: a phone, an account, an answer of its form."""
    return Step(start, Party(f"f:{relation}:{label}", label, PartyKind.FACT), relation, words, sources)


def same_name_step(one: Party, other: Party, one_leg: Leg, other_leg: Leg) -> Step:
    """The visible step between two persons who share only a name, with the sources of both."""
    sources = tuple(dict.fromkeys((*one_leg[0].sources, *other_leg[0].sources)))
    return Step(one, other, "same_name", _SAME_NAME, sources)


def joined_paths(legs: Sequence[Leg], other_legs: Sequence[Leg], limit: int) -> tuple[EvidencePath, ...]:
    """Paths between two bidders by way of one party: each leg with the shortest of the other side.

    So every distinct chain is shown once, without multiplying the two sides.
    """
    if not legs or not other_legs:
        return ()
    combined = [(legs[0], other_legs[0])]
    combined += [(leg, other_legs[0]) for leg in legs[1:]] + [(legs[0], leg) for leg in other_legs[1:]]
    combined.sort(key=lambda pair: len(pair[0]) + len(pair[1]))
    bridged = [_bridge(one, other) for one, other in combined[:limit]]
    return tuple(EvidencePath(steps) for steps in bridged)


def _bridge(one: Leg, other: Leg) -> Leg:
    apart = one and other and one[0].start.key != other[0].start.key
    between = (same_name_step(one[0].start, other[0].start, one, other),) if apart else ()
    return (*one, *between, *other)
