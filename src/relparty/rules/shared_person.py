"""A person stands behind both bidders in a way that no other rule covers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import product

from relparty.model.party import PartyKind
from relparty.model.record import BID_ROLE_WORDS, OFFICE_WORDS, BidPerson, Office, OfficeKind, percent_text
from relparty.model.tie import EvidencePath, Tie
from relparty.ownership.paths import Leg, bid_person_step, chains, holding_step, joined_paths, office_step
from relparty.ownership.snapshot import Snapshot
from relparty.phrases import Part, Phrase
from relparty.rules.meetings import Meeting, by_bidder, meetings
from relparty.rules.rule import Case, Rule
from relparty.rules.ties import met_tie, names_of, party_words

_SUMMARY = Phrase("{person} 在 {a} 任{as_a}，在 {b} 任{as_b}", "{person}: {as_a} at {a}, {as_b} at {b}")
_HOLDER = Phrase("股东（{percent}）", "holder ({percent})")
_ABOVE = Phrase("上层单位 {company} 的{role}", "{role} of {company} above")
_NEXT = {
    "head_and_majority": Phrase(
        "核对 {party} 的身份和双方登记信息，请双方说明谁实际负责经营和报价",
        "confirm the identity of {party} and both registrations; ask who really runs the business and the bid",
    ),
    "mix": Phrase("请双方说明 {party} 在各自单位的职权，以及是否参与本次报价", "ask both what {party} does there and whether in this bid"),
    "upper": Phrase(
        "请双方说明 {party} 及其任职的上层单位是否影响经营和报价", "ask both whether {party} and the unit above influence business and bid"
    ),
}


@dataclass(frozen=True, slots=True)
class _Position:
    """What a person is at a bidder, or at a company above it."""

    sort: str
    company: str
    record: Office | BidPerson | None = None
    percent: int | None = None


def _is_covered(one: _Position, other: _Position, nodes: tuple[str, str]) -> bool:
    """Whether same_head, shared_bid_person or the shareholder rules state a pair of positions."""
    if one.sort != other.sort:
        return False
    return one.sort in ("holder", "bid_person") or (one.sort == "head" and (one.company, other.company) == nodes)


def find(case: Case) -> Iterator[Tie]:
    """Ties of bidders that share a person in positions that no other rule covers."""
    names = names_of(case)
    for snapshot in case.snapshots:
        for meeting in meetings(snapshot, by_bidder(snapshot, partial(_positions, snapshot))):
            chosen = _choose(snapshot, meeting)
            if chosen is None:
                continue
            variant, one, other = chosen
            summary = _SUMMARY(
                person=party_words(snapshot, meeting),
                a=names[meeting.a],
                b=names[meeting.b],
                as_a=_as_words(snapshot, one, snapshot.nodes[meeting.a]),
                as_b=_as_words(snapshot, other, snapshot.nodes[meeting.b]),
            )
            yield met_tie(case, snapshot, meeting, "shared_person", variant, summary, _NEXT[variant], _paths(snapshot, meeting, one, other))


def _positions(snapshot: Snapshot, node: str) -> dict[str, list[_Position]]:
    """Every person at a bidder or above it, with the positions held there."""
    found: dict[str, list[_Position]] = defaultdict(list)
    for company in (node, *sorted(snapshot.above(node))):
        for office in snapshot.offices.get(company, ()):
            sort = "head" if office.office is OfficeKind.HEAD else "officer"
            found[snapshot.key(office.person)].append(_Position(sort, company, office))
        for holder in snapshot.graph.predecessors(company) if company in snapshot.graph and company not in snapshot.ends else ():
            if snapshot.party(holder).kind is PartyKind.PERSON:
                found[holder].append(_Position("holder", company, percent=snapshot.holding(holder, company).percent))
    for record in snapshot.records.bid_persons:
        if snapshot.key(record.bidder) == node:
            found[snapshot.key(record.person)].append(_Position("bid_person", node, record))
    return found


def _choose(snapshot: Snapshot, meeting: Meeting[list[_Position]]) -> tuple[str, _Position, _Position] | None:
    """The strongest uncovered pair of positions, of those the nearest to the bidders, and its variant; None when other rules cover all."""
    node_a, node_b = snapshot.nodes[meeting.a], snapshot.nodes[meeting.b]
    near_a = {node_a: 0, **snapshot.above(node_a, without=node_b)}
    near_b = {node_b: 0, **snapshot.above(node_b, without=node_a)}
    pairs = [
        (one, other)
        for one, other in product(meeting.what_a, meeting.what_b)
        if one.company in near_a.keys() - {node_b}
        and other.company in near_b.keys() - {node_a}
        and not _is_covered(one, other, (node_a, node_b))
    ]
    ranked = [(_variant(snapshot, one, other, node_a, node_b), one, other) for one, other in pairs]
    order = list(_NEXT)
    return min(ranked, key=lambda each: (order.index(each[0]), near_a[each[1].company] + near_b[each[2].company]), default=None)


def _variant(snapshot: Snapshot, one: _Position, other: _Position, node_a: str, node_b: str) -> str:
    if one.company != node_a or other.company != node_b:
        return "upper"
    for head, holder in ((one, other), (other, one)):
        if head.sort == "head" and holder.sort == "holder" and snapshot.threshold.is_passed(holder.percent or 0):
            return "head_and_majority"
    return "mix"


def _as_words(snapshot: Snapshot, position: _Position, node: str) -> Part:
    if isinstance(position.record, Office):
        role: Part = OFFICE_WORDS[position.record.office]
    elif isinstance(position.record, BidPerson):
        role = BID_ROLE_WORDS[position.record.role]
    else:
        role = _HOLDER(percent=percent_text(position.percent))
    return role if position.company == node else _ABOVE(company=snapshot.party(position.company).name, role=role)


def _paths(snapshot: Snapshot, meeting: Meeting[list[_Position]], one: _Position, other: _Position) -> tuple[EvidencePath, ...]:
    node_a, node_b = snapshot.nodes[meeting.a], snapshot.nodes[meeting.b]
    legs_a = _legs(snapshot, meeting.party_a, one, node_a, without=node_b)
    return joined_paths(legs_a, _legs(snapshot, meeting.party_b, other, node_b, without=node_a), snapshot.limits.paths)


def _legs(snapshot: Snapshot, person: str, position: _Position, node: str, without: str) -> list[Leg]:
    if isinstance(position.record, Office):
        step = office_step(snapshot, position.record)
    elif isinstance(position.record, BidPerson):
        step = bid_person_step(snapshot, position.record)
    else:
        step = holding_step(snapshot, person, position.company)
    return [(step, *chain) for chain in chains(snapshot, position.company, node, without)]


RULE = Rule(
    name="shared_person",
    title=Phrase("共同人员", "Shared person"),
    variants={
        "head_and_majority": Phrase("一方的单位负责人是另一方持股超过 50% 的股东", "head of one and holder of more than 50 % of the other"),
        "mix": Phrase("负责人、主要人员、股东、投标人员的其他交叉", "any other mix of head, officer, holder and bid person"),
        "upper": Phrase("至少一侧只在上层单位任职或持股", "on one side at least, only in a company above the bidder"),
    },
    find=find,
)
