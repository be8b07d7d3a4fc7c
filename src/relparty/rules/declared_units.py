"""What bidders declare of one another in the block of related units, for the rules that look at it."""

from __future__ import annotations

from collections.abc import Iterator

from relparty.model.record import UNIT_RELATION_WORDS, RelatedUnit, UnitRelation
from relparty.model.tie import Certainty, EvidencePath, Step, Tie
from relparty.ownership.snapshot import Snapshot
from relparty.phrases import Phrase
from relparty.rules.rule import Case
from relparty.rules.ties import names_of

_NEXT = Phrase(
    "请申报单位说明该关系并提供证明，核对双方登记信息", "have the declaring bidder explain and prove it; check both registrations"
)


def ties(case: Case, relation: UnitRelation, rule: str, summary: Phrase) -> Iterator[Tie]:
    """The ties of bidders of which one declares that relation to the other."""
    snapshot, names = case.snapshots[-1], names_of(case)
    for record in snapshot.records.related_units:
        if record.relation is not relation:
            continue
        declaring = _bidders_of(snapshot, snapshot.key(record.bidder))
        named = _bidders_of(snapshot, snapshot.key(record.unit))
        for one in declaring:
            for other in named:
                if snapshot.legal_persons[one] != snapshot.legal_persons[other]:
                    yield Tie(
                        rule=rule,
                        variant="declared",
                        bidders=tuple(sorted((one, other))),
                        summary=summary(a=names[one], b=names[other]),
                        next_step=_NEXT(),
                        paths=(EvidencePath((declared_step(snapshot, record),)),),
                        certainty=Certainty.CONFIRMED,
                    )


def declared_step(snapshot: Snapshot, record: RelatedUnit) -> Step:
    """The step from a bidder to the unit that it declares as related."""
    start, end = snapshot.party(snapshot.key(record.bidder)), snapshot.party(snapshot.key(record.unit))
    return Step(start, end, f"declared_{record.relation.value}", UNIT_RELATION_WORDS[record.relation], (record.source,))


def _bidders_of(snapshot: Snapshot, node: str) -> list[str]:
    return sorted(key for key, each in snapshot.nodes.items() if each == node)
