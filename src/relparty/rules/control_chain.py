"""One bidder controls another through at least one company between, or holds it only through others."""

from __future__ import annotations

from collections.abc import Iterator

from relparty.model.record import percent_text
from relparty.model.tie import EvidencePath, Tie
from relparty.ownership.paths import chains, with_branches
from relparty.ownership.snapshot import Snapshot
from relparty.phrases import Phrase
from relparty.rules.rule import Case, Rule
from relparty.rules.ties import names_of

_SUMMARY = Phrase(
    "{a} 通过中间公司控制 {b}（有效持股 {effective}）", "{a} controls {b} through companies between (effective share {effective})"
)
_INDIRECT = Phrase(
    "{a} 通过中间公司持有 {b} 的股权，未达到控制（有效持股 {effective}）",
    "{a} holds shares of {b} through companies between, below control (effective share {effective})",
)
_NEXT = {
    "chain": Phrase(
        "逐层核对登记的持股比例，请双方说明控制关系", "check the registered shares layer by layer and have both explain the control"
    ),
    "indirect": Phrase(
        "请双方说明间接持股的背景，以及是否参与对方的经营和报价",
        "ask both why the shares are held and whether it takes part in the other's bid",
    ),
}


def find(case: Case) -> Iterator[Tie]:
    """Ties of a bidder and one that it controls or holds only through others, by its standing above it."""
    names = names_of(case)
    for snapshot in case.snapshots:
        for b in sorted(snapshot.nodes):
            company = snapshot.legal_persons[b]
            above = snapshot.above(company)
            for a in sorted(snapshot.nodes):
                holder = snapshot.legal_persons[a]
                variant = _variant(snapshot, holder, company) if holder in above else None
                if variant:
                    yield _tie(snapshot, variant, (a, b), names)


def _variant(snapshot: Snapshot, holder: str, company: str) -> str | None:
    """`chain` for control otherwise than by the own shares alone, `indirect` below it; None where direct_holding speaks."""
    is_direct = snapshot.graph.has_edge(holder, company)
    if is_direct and snapshot.threshold.is_passed(snapshot.holding(holder, company).percent or 0):
        return None
    if company in snapshot.controlled(holder):
        return "chain"
    return None if is_direct else "indirect"


def _tie(snapshot: Snapshot, variant: str, pair: tuple[str, str], names: dict[str, str]) -> Tie:
    holder, company = (snapshot.legal_persons[key] for key in pair)
    effective = snapshot.effective(holder, company)
    words = _SUMMARY if variant == "chain" else _INDIRECT
    return Tie(
        rule="control_chain",
        variant=variant,
        bidders=tuple(sorted(pair)),
        summary=words(a=names[pair[0]], b=names[pair[1]], effective=percent_text(effective)),
        next_step=_NEXT[variant](),
        paths=tuple(EvidencePath(with_branches(snapshot, leg, pair), effective) for leg in chains(snapshot, holder, company)),
        certainty=snapshot.certainty,
    )


RULE = Rule(
    name="control_chain",
    title=Phrase("间接控制、间接持股", "Control or holding through a chain"),
    variants={
        "chain": Phrase("经至少一家中间公司控制", "control through at least one company between"),
        "indirect": Phrase("仅经中间公司持股，未达控制", "a holding only through companies between, below control"),
    },
    find=find,
)
