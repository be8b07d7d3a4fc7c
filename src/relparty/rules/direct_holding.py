"""One bidder holds shares of another."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

from relparty.model.record import UnitRelation, percent_text
from relparty.model.tie import EvidencePath, Tie
from relparty.ownership.paths import holding_step, with_branches
from relparty.ownership.snapshot import Snapshot
from relparty.phrases import Phrase
from relparty.rules import declared_units
from relparty.rules.rule import Case, Rule
from relparty.rules.ties import names_of

_SUMMARY = Phrase("{a} 直接持有 {b} {percent} 的股权", "{a} directly holds {percent} of {b}")
_UNKNOWN = Phrase("{a} 直接持有 {b} 的股权，比例未填", "{a} directly holds shares of {b}; the share is not told")
_DECLARED = Phrase("{a} 申报与 {b} 存在控股关系", "{a} declares a holding relation with {b}")
_NEXT = {
    "majority": Phrase(
        "以登记的股权比例为准核对（“仅代持”不能否定登记）；属实的，两家不得同时参加",
        "check the registered share (“custody only” does not refute it); if true, the two may not both take part",
    ),
    "half": Phrase(
        "请双方提供章程和表决权安排，说明谁能决定股东会决议",
        "ask both for the articles of association and voting rights: who decides at the meeting?",
    ),
    "largest": Phrase(
        "请双方提供章程、其他股东及一致行动安排，说明表决权是否足以控股",
        "ask for the articles of association and agreements: do the votes of the largest holder decide?",
    ),
    "minority": Phrase(
        "请双方说明持股背景，以及是否参与对方的经营和报价", "ask both why the shares are held and whether it takes part in the other's bid"
    ),
    "unknown": Phrase("请双方补充持股比例并核对登记信息", "have both state the share and check the registration"),
}


def find(case: Case) -> Iterator[Tie]:
    """Ties of a bidder and one that it holds directly, by how much it holds; and of declared holdings."""
    names = names_of(case)
    for snapshot in case.snapshots:
        for a, b in permutations(sorted(snapshot.nodes), 2):
            holder, company = snapshot.legal_persons[a], snapshot.legal_persons[b]
            if holder != company and snapshot.graph.has_edge(holder, company):
                yield _tie(snapshot, (a, b), names)
    yield from declared_units.ties(case, UnitRelation.HOLDING, "direct_holding", _DECLARED)


def _tie(snapshot: Snapshot, pair: tuple[str, str], names: dict[str, str]) -> Tie:
    holder, company = (snapshot.legal_persons[key] for key in pair)
    variant = _variant(snapshot, holder, company)
    percent = snapshot.holding(holder, company).percent
    words = _UNKNOWN if percent is None else _SUMMARY
    steps = with_branches(snapshot, (holding_step(snapshot, holder, company),), pair)
    return Tie(
        rule="direct_holding",
        variant=variant,
        bidders=tuple(sorted(pair)),
        summary=words(a=names[pair[0]], b=names[pair[1]], percent=percent_text(percent)),
        next_step=_NEXT[variant](),
        paths=(EvidencePath(steps, snapshot.effective(holder, company)),),
        certainty=snapshot.certainty,
    )


def _variant(snapshot: Snapshot, holder: str, company: str) -> str:
    percent = snapshot.holding(holder, company).percent
    if percent is None:
        return "unknown"
    if snapshot.threshold.is_passed(percent):
        return "majority"
    if percent == snapshot.threshold.share:
        return "half"
    others = (snapshot.holding(each, company).percent or 0 for each in snapshot.graph.predecessors(company))
    return "largest" if percent >= max(others) else "minority"


RULE = Rule(
    name="direct_holding",
    title=Phrase("直接控股、参股", "Direct holding"),
    variants={
        "majority": Phrase("持股超过 50%", "more than 50 %"),
        "half": Phrase("持股恰为 50%", "exactly 50 %"),
        "largest": Phrase("第一大股东（不超过 50%）", "largest holder, at most 50 %"),
        "minority": Phrase("其他持股", "any other share"),
        "unknown": Phrase("持股比例不明", "share not told"),
        "declared": Phrase("一方自行申报控股关系", "holding declared by one of them"),
    },
    find=find,
)
