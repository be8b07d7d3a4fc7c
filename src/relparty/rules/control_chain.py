"""One bidder controls another through at least one company between."""

from __future__ import annotations

from collections.abc import Iterator

from relparty.model.record import percent_text
from relparty.model.tie import EvidencePath, Tie
from relparty.ownership.paths import chains
from relparty.phrases import Phrase
from relparty.rules.rule import Case, Rule
from relparty.rules.ties import names_of

_SUMMARY = Phrase(
    "{a} 通过中间公司控制 {b}（有效持股 {effective}）", "{a} controls {b} through companies between (effective share {effective})"
)
_NEXT = Phrase(
    "逐层核对登记的持股比例，请双方说明控制关系", "compare the registered shares layer by layer and have both explain the control"
)


def find(case: Case) -> Iterator[Tie]:
    """Ties of a bidder and one that it controls, but not by its own shares alone."""
    names = names_of(case)
    for snapshot in case.snapshots:
        for a in sorted(snapshot.nodes):
            holder = snapshot.nodes[a]
            reached = snapshot.controlled(holder)
            for b in sorted(snapshot.nodes):
                company = snapshot.nodes[b]
                if company not in reached or snapshot.legal_persons[a] == snapshot.legal_persons[b]:
                    continue
                direct = snapshot.holding(holder, company).percent if snapshot.graph.has_edge(holder, company) else None
                if direct is not None and snapshot.threshold.is_passed(direct):
                    continue
                effective = snapshot.effective(holder, company)
                yield Tie(
                    rule="control_chain",
                    variant="chain",
                    bidders=tuple(sorted((a, b))),
                    summary=_SUMMARY(a=names[a], b=names[b], effective=percent_text(effective)),
                    next_step=_NEXT(),
                    paths=tuple(EvidencePath(leg, effective) for leg in chains(snapshot, holder, company)),
                    certainty=snapshot.certainty,
                )


RULE = Rule(
    name="control_chain",
    title=Phrase("间接控制", "Control through a chain"),
    variants={"chain": Phrase("经至少一家中间公司控制", "control through at least one company between")},
    find=find,
)
