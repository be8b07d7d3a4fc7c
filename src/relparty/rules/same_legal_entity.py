"""Two bids of one legal person: head office and branch, two branches, or one code under two names."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from relparty.model.lot import Bidder
from relparty.model.tie import Certainty, EvidencePath, Step, Tie
from relparty.ownership.paths import holding_step
from relparty.ownership.snapshot import Snapshot
from relparty.phrases import Phrase
from relparty.rules.rule import Case, Rule
from relparty.rules.ties import bidder_named

_BRANCH = Phrase("{a} 与 {b} 属同一法人（{head_office}）", "{a} and {b} are one legal person ({head_office})")
_ONE_CODE = Phrase("{a} 与 {b} 使用同一统一社会信用代码，是同一家单位", "{a} and {b} bid under one credit code: they are one unit")
_NEXT = Phrase("核对营业执照；同一法人只能递交一份报价", "compare the licences; one legal person may hand in one bid")
_CODE = Phrase("统一社会信用代码 {code}", "credit code {code}")


def find(case: Case) -> Iterator[Tie]:
    """Ties of bidders that are one legal person."""
    snapshot = case.snapshots[0]
    for a, b in combinations(sorted(snapshot.nodes), 2):
        if snapshot.legal_persons[a] != snapshot.legal_persons[b]:
            continue
        one, other = bidder_named(case, a), bidder_named(case, b)
        head_office = snapshot.party(snapshot.legal_persons[a])
        same_code = snapshot.nodes[a] == snapshot.nodes[b]
        words = _ONE_CODE if same_code else _BRANCH
        steps = _code_steps(snapshot, one, other) if same_code else _branch_steps(snapshot, a, b)
        yield Tie(
            rule="same_legal_entity",
            variant="one_code" if same_code else "branch",
            bidders=(a, b),
            summary=words(a=one.name, b=other.name, head_office=head_office.name),
            next_step=_NEXT(),
            paths=(EvidencePath(steps),),
            certainty=Certainty.CONFIRMED,
            subjects=frozenset({head_office.key}),
        )


def _branch_steps(snapshot: Snapshot, a: str, b: str) -> tuple[Step, ...]:
    head_office = snapshot.legal_persons[a]
    branches = [snapshot.nodes[each] for each in (a, b) if snapshot.nodes[each] != head_office]
    return tuple(holding_step(snapshot, head_office, branch) for branch in branches)


def _code_steps(snapshot: Snapshot, one: Bidder, other: Bidder) -> tuple[Step, ...]:
    party = snapshot.party(snapshot.nodes[one.key])
    sources = [
        *(declaration.bidder_source for bidder in (one, other) for declaration in bidder.declarations),
        *(bidder.quote.source for bidder in (one, other) if bidder.quote),
    ]
    return (Step(party, party, "same_code", _CODE(code=party.number), tuple(sources)),)


RULE = Rule(
    name="same_legal_entity",
    title=Phrase("同一法人", "Same legal person"),
    variants={
        "branch": Phrase("总公司与分支机构，或同一法人的两个分支机构", "head office and branch, or two branches"),
        "one_code": Phrase("同一信用代码以两个名称投标", "one code bidding under two names"),
    },
    find=find,
    ocp=("R044",),
)
