"""Decisions on findings: who said what with which reason, and what stands because of it.

A decision is about facts. It goes on standing when a lot is screened again and the finding says the same, under whatever
id it then has (the id of a finding about one bidder follows its files), and falls when it says something else. Dismissing a `bar` or `deemed` finding takes the leader and the finance supervision, each for
themselves; any other is decided by the leader or a deputy. Nobody decides about a finding that names them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Row, select
from sqlalchemy.engine import Connection

from relparty.casebook import conflicts, findings, group, screenings, tables
from relparty.casebook.book import Casebook
from relparty.casebook.errors import Refused
from relparty.casebook.findings import GRAVE, OPEN_LEVELS, Kept
from relparty.casebook.group import Member
from relparty.casebook.lots import refuse_if_done
from relparty.casebook.rights import Caller, Deed, Duty, Standing, require
from relparty.phrases import Phrase

_decisions = tables.decisions.c


class Outcome(StrEnum):
    """What somebody says of a finding."""

    UPHOLD = "uphold"
    DISMISS = "dismiss"
    CLARIFY = "clarify"


OUTCOME_WORDS = {
    Outcome.UPHOLD: Phrase("成立", "upheld"),
    Outcome.DISMISS: Phrase("排除", "dismissed"),
    Outcome.CLARIFY: Phrase("需澄清", "to be clarified"),
}

OPEN = Phrase("未决定", "open")

_FINDING = Phrase("本项发现", "this finding")
_OUTDATED = Phrase(
    "决定所依据的是较早的一次筛查；之后已重新筛查", "the decision is about an earlier screening; the lot was screened again since"
)
_LOOK_AGAIN = Phrase("未保存；请看最新一次筛查后再决定", "nothing was saved; look at the latest screening, then decide")
_NO_REASON = Phrase("没有写明理由", "it has no reason")
_GIVE_REASON = Phrase("请写明理由后再提交", "give a reason and decide again")
_ABOUT_YOU = Phrase("涉及您本人，您不能对它作出决定", "it names you, so you cannot decide about it")
_OTHERS = Phrase("请由其他成员决定；您须申明回避或作出说明", "leave it to the others; you must recuse yourself or explain")
_CONFLICT_FIRST = Phrase("您有一项利益冲突尚未申明", "you have not answered a conflict of interest")
_ANSWER = Phrase("请先申明回避或作出说明", "recuse yourself or explain first")
_NOT_YOURS = Phrase("{what}须由{who}作出", "only {who} may decide: {what}")
_GRAVE_WHAT = Phrase("对“禁止”“视为串通”类发现的决定", "findings barred or deemed collusion")
_PLAIN_WHAT = Phrase("本项发现的决定", "this finding")
_GRAVE_WHO = Phrase("组长和财务监督分别", "the leader and the finance supervision, each for themselves")
_PLAIN_WHO = Phrase("组长或副组长", "the leader or a deputy")
_SAY_SO = Phrase("您可以填写“需澄清”作为意见", "you may say “to be clarified” as your opinion")


@dataclass(frozen=True, slots=True)
class Decision:
    """What one person said of a finding as it then was, in which duty, when and why."""

    about: Kept
    user_id: str
    name: str
    duty: Duty
    outcome: Outcome
    reason: str
    decided_at: str
    screening_id: str


@dataclass(frozen=True, slots=True)
class Standpoint:
    """Where a finding stands: the outcome that counts if there is one, what was said, what fell, and who is still to sign."""

    kept: Kept
    outcome: Outcome | None
    said: tuple[Decision, ...]
    fallen: tuple[Decision, ...]
    """What was said while the finding said something else."""
    wanted: tuple[Duty, ...]
    """Whose dismissal is still wanting, where one of the two has dismissed it."""

    @property
    def is_open(self) -> bool:
        """Whether it must be decided before anybody signs and is not."""
        return self.kept.level in OPEN_LEVELS and self.outcome in (None, Outcome.CLARIFY)


def decide(book: Casebook, caller: Caller, lot_id: str, screening_id: str, finding: str, outcome: Outcome, reason: str) -> Standpoint:
    """Where the finding stands after this person's word.

    Raises Refused for a decision on an earlier screening, without a reason, by somebody whom the finding names, by
    somebody with an unanswered conflict, and by somebody whose word does not decide such a finding.
    """
    if not reason.strip():
        raise Refused(_FINDING, _NO_REASON(), _GIVE_REASON())
    with book.act(caller.actor, "finding.decided", lot_id, finding=finding, outcome=outcome) as act:
        lot, standing = require(act.db, caller.user, lot_id, Deed.DECIDE, act.now)
        refuse_if_done(lot)
        kept = _current(act.db, lot_id, screening_id, finding)
        _check(act.db, lot_id, kept, standing, outcome)
        row = {
            "lot_id": lot_id,
            "screening_id": screening_id,
            "finding": finding,
            "facts": kept.facts,
            "user_id": caller.user.id,
            "duty": standing.duty,
            "outcome": outcome,
            "reason": reason.strip(),
            "decided_at": act.now,
        }
        act.insert(tables.decisions, row)
        return next(each for each in standpoints(act.db, lot_id, screening_id) if each.kept.finding == finding)


def standpoints(db: Connection, lot_id: str, screening_id: str) -> tuple[Standpoint, ...]:
    """Where each finding of a screening stands now, in the document's order."""
    everything, members, found = said(db, lot_id), group.members(db, lot_id), findings.listed(db, screening_id)
    ids, facts = {each.finding for each in found}, {each.facts for each in found}
    points = []
    for kept in found:
        about = [each for each in everything if _is_about(each.about, kept, ids)]
        now = tuple(each for each in about if each.about.facts == kept.facts)
        fallen = tuple(each for each in about if each.about.facts not in facts)
        points.append(_standpoint(kept, now, fallen, members))
    return tuple(points)


def said(db: Connection, lot_id: str) -> tuple[Decision, ...]:
    """Everything said of findings of a lot, the first first."""
    users, kept = tables.users.c, tables.findings.c
    wanted = (
        select(tables.decisions, users.name)
        .join(tables.users, users.id == _decisions.user_id)
        .where(_decisions.lot_id == lot_id)
        .order_by(_decisions.decided_at, _decisions.id)
    )
    screened = select(_decisions.screening_id).where(_decisions.lot_id == lot_id)
    about = {
        (row.screening_id, row.finding): findings.kept_of(row)
        for row in db.execute(select(tables.findings).where(kept.screening_id.in_(screened)))
    }
    return tuple(_decision(row, about[row.screening_id, row.finding]) for row in db.execute(wanted))


def _is_about(before: Kept, kept: Kept, present: Collection[str]) -> bool:
    """Whether what was said of a finding concerns this one: by id, else by rule and bidders where that id is there no more."""
    return before.finding == kept.finding or (before.finding not in present and (before.rule, before.usccs) == (kept.rule, kept.usccs))


def _standpoint(kept: Kept, now: tuple[Decision, ...], fallen: tuple[Decision, ...], members: Sequence[Member]) -> Standpoint:
    """Where a finding stands: the last word of each person who is in the group with the duty they had then."""
    duties = {each.user_id: each.duty for each in members}
    last = {each.user_id: each for each in now if duties.get(each.user_id) is each.duty}
    words: dict[Duty, Outcome] = {each.duty: each.outcome for each in last.values() if each.duty in (Duty.LEADER, Duty.SUPERVISOR)}
    outcome = _grave(words) if kept.level in GRAVE else _plain(last.values())
    wanted = [duty for duty in (Duty.LEADER, Duty.SUPERVISOR) if words.get(duty) is not Outcome.DISMISS]
    is_half = kept.level in GRAVE and outcome is not Outcome.UPHOLD and len(wanted) == 1
    return Standpoint(kept, outcome, now, fallen, tuple(wanted) if is_half else ())


def _grave(words: dict[Duty, Outcome]) -> Outcome | None:
    """Two dismissals dismiss it; one upholding by either upholds it."""
    said = {words.get(Duty.LEADER), words.get(Duty.SUPERVISOR)}
    if said == {Outcome.DISMISS}:
        return Outcome.DISMISS
    return next((each for each in (Outcome.UPHOLD, Outcome.CLARIFY) if each in said), None)


def _plain(last: Iterable[Decision]) -> Outcome | None:
    """The last word of the leader or a deputy."""
    words = [each for each in last if each.duty in (Duty.LEADER, Duty.DEPUTY)]
    return max(words, key=lambda each: each.decided_at).outcome if words else None


def _current(db: Connection, lot_id: str, screening_id: str, finding: str) -> Kept:
    screenings.of_lot(db, lot_id, screening_id)
    latest = screenings.latest(db, lot_id)
    if latest is None or latest.id != screening_id:
        raise Refused(_FINDING, _OUTDATED(), _LOOK_AGAIN())
    return findings.one(db, screening_id, finding)


def _check(db: Connection, lot_id: str, kept: Kept, standing: Standing, outcome: Outcome) -> None:
    if standing.member_id in kept.members:
        raise Refused(_FINDING, _ABOUT_YOU(), _OTHERS())
    if any(each.member.id == standing.member_id for each in conflicts.unanswered(db, lot_id)):
        raise Refused(_FINDING, _CONFLICT_FIRST(), _ANSWER())
    if outcome is Outcome.CLARIFY:
        return
    is_grave = kept.level in GRAVE
    deciding = (Duty.LEADER, Duty.SUPERVISOR) if is_grave else (Duty.LEADER, Duty.DEPUTY)
    if standing.duty not in deciding:
        words = (_GRAVE_WHAT, _GRAVE_WHO) if is_grave else (_PLAIN_WHAT, _PLAIN_WHO)
        raise Refused(_FINDING, _NOT_YOURS(what=words[0], who=words[1]), _SAY_SO())


def _decision(row: Row[tuple[object, ...]], about: Kept) -> Decision:
    return Decision(
        about,
        row.user_id,
        row.name,
        Duty(row.duty),
        Outcome(row.outcome),
        row.reason,
        row.decided_at,
        row.screening_id,
    )
