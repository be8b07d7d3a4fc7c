"""One bidder manages another without holding shares, as declared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from relparty.model.record import RelatedUnit, UnitRelation
from relparty.model.tie import Certainty, EvidencePath, Tie
from relparty.ownership.snapshot import Snapshot
from relparty.phrases import Phrase
from relparty.rules import declared_units
from relparty.rules.rule import Case, Rule
from relparty.rules.ties import names_of

_DECLARED = Phrase("{a} 申报与 {b} 存在管理关系", "{a} declares a management relation with {b}")
_SAME_UNIT = Phrase("{a} 和 {b} 都申报与 {unit} 存在关联", "{a} and {b} both declare that {unit} is related to them")
_NEXT = Phrase("请双方分别说明与 {unit} 的关系，并核对登记信息", "have both explain their relation to {unit} and check the registrations")


def find(case: Case) -> Iterator[Tie]:
    """Ties of bidders with declared management, and leads where both declare the same third unit."""
    snapshot = case.snapshots[-1]
    for tie in declared_units.ties(case, UnitRelation.MANAGEMENT, "management", _DECLARED):
        one, other = (snapshot.nodes[key] for key in tie.bidders)
        if not _holds_majority(snapshot, one, other) and not _holds_majority(snapshot, other, one):
            yield tie
    yield from _same_unit(case)


def _holds_majority(snapshot: Snapshot, holder: str, company: str) -> bool:
    """Whether a holding already states the stronger relation: management means without equity."""
    return snapshot.graph.has_edge(holder, company) and snapshot.threshold.is_passed(snapshot.holding(holder, company).percent or 0)


def _same_unit(case: Case) -> Iterator[Tie]:
    snapshot, names = case.snapshots[-1], names_of(case)
    bidders = {node: key for key, node in snapshot.nodes.items()}
    by_unit: dict[str, dict[str, RelatedUnit]] = defaultdict(dict)
    for record in snapshot.records.related_units:
        unit, declaring = snapshot.key(record.unit), bidders.get(snapshot.key(record.bidder))
        if declaring and unit not in bidders:
            by_unit[unit].setdefault(declaring, record)
    for unit, records in sorted(by_unit.items()):
        for a, b in combinations(sorted(records), 2):
            if snapshot.legal_persons[a] == snapshot.legal_persons[b]:
                continue
            steps = tuple(declared_units.declared_step(snapshot, records[each]) for each in (a, b))
            party = snapshot.party(unit)
            yield Tie(
                rule="management",
                variant="same_unit",
                bidders=(a, b),
                summary=_SAME_UNIT(a=names[a], b=names[b], unit=party.name),
                next_step=_NEXT(unit=party.name),
                paths=(EvidencePath(steps),),
                certainty=Certainty.CONFIRMED,
                subjects=frozenset({unit}),
            )


RULE = Rule(
    name="management",
    title=Phrase("管理关系", "Management relation"),
    variants={
        "declared": Phrase("申报存在管理关系", "declared management relation"),
        "same_unit": Phrase("双方申报了同一关联单位", "both declare the same related unit"),
    },
    find=find,
)
