"""A relation that ended within the look-back time: the same rules, asked of the days before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from relparty.model.tie import Tie
from relparty.phrases import Phrase
from relparty.rules import common_controller, control_chain, direct_holding, same_head, shared_person, shared_shareholder
from relparty.rules.rule import Case, Rule

_SUMMARY = Phrase("已于 {until} 终止的关系：{former}", "a relation that ended on {until}: {former}")
_NEXT = Phrase(
    "核对变更登记的日期及变更后的人员或受让方，请双方说明变更原因、是否为规避而变更",
    "check the dates, and who came after, in the register; have both explain why it was changed before bidding",
)
_RULES = (same_head, direct_holding, control_chain, common_controller, shared_shareholder, shared_person)


def find(case: Case) -> Iterator[Tie]:
    """Ties that stood just before something ended and stand no more, with the rule they would have met."""
    if not case.former:
        return
    standing = {_sameness(tie) for tie in _ties(replace(case, former=()))}
    told: set[tuple[str, str, tuple[str, ...], frozenset[str]]] = set()
    for snapshot in case.former:
        for tie in _ties(replace(case, snapshots=(snapshot,), former=())):
            ended = [step.until for path in tie.paths for step in path.steps if step.until]
            if ended and _sameness(tie) not in standing | told:
                told.add(_sameness(tie))
                yield replace(
                    tie,
                    rule="past_relation",
                    variant="ended",
                    former=(tie.rule, tie.variant),
                    summary=_SUMMARY(until=max(ended), former=tie.summary),
                    next_step=_NEXT(),
                )


def _ties(case: Case) -> Iterator[Tie]:
    for module in _RULES:
        yield from module.RULE.find(case)


def _sameness(tie: Tie) -> tuple[str, str, tuple[str, ...], frozenset[str]]:
    return tie.rule, tie.variant, tie.bidders, tie.subjects


RULE = Rule(
    name="past_relation",
    title=Phrase("近期终止的关系", "Relation ended lately"),
    variants={
        "was_bar": Phrase("若仍存在将被禁止", "barred if it still stood"),
        "was_other": Phrase("若仍存在须核实或属线索", "a review or lead if it still stood"),
    },
    find=find,
)
