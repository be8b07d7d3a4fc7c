"""Ties to findings: levels by regime, capped by certainty; one finding a rule and pair, nothing said twice."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from relparty.model.finding import Basis, Finding, Level
from relparty.model.tie import Certainty, EvidencePath, Tie
from relparty.phrases import Phrase, Sentence
from relparty.regimes.regime import Regime

_AND_MORE = Phrase("{first}；{second}", "{first}; {second}")
_FURTHER = Phrase("{first}；另有 {n} 项同类证据，见证据路径", "{first}; {n} more of the kind, see the evidence paths")
_PATHS_CUT = Phrase("{first}（共 {n} 条证据路径，列出最短的 {shown} 条）", "{first} ({n} evidence paths; the shortest {shown} are listed)")
_NO_STATUTE = Basis(
    Phrase("不属于法定禁止情形，仅供核实参考", "no statute forbids it; a question worth asking"), Phrase("核查线索", "lead for checking")
)
_NO_ARTICLE = Basis(
    Phrase("该日期没有收录有效条文，请人工核对依据", "no article on file was in force on that day; look up the basis"),
    Phrase("依据待补", "basis to be looked up"),
    verified=False,
)
_SHOWN_TOGETHER = 3

_CERTAINTY_ORDER = {Certainty.CONFIRMED: 3, Certainty.PROBABLE: 2, Certainty.NAME_ONLY: 1, None: 3}

_STRENGTH = (
    "same_legal_entity",
    "same_head",
    "direct_holding",
    "management",
    "shared_bid_person",
    "same_bond_account",
    "same_insured_unit",
    "control_chain",
    "common_controller",
    "declared_kin",
    "shared_contact",
    "shared_person",
    "shared_shareholder",
    "past_relation",
)
"""Which rule speaks when two of one level are about the same party and pair."""


@dataclass(frozen=True, slots=True)
class _Graded:
    tie: Tie
    level: Level
    basis: tuple[Basis, ...]

    @property
    def rank(self) -> tuple[int, int, int]:
        rule = self.tie.rule
        strength = -_STRENGTH.index(rule) if rule in _STRENGTH else -len(_STRENGTH)
        return self.level, strength, _CERTAINTY_ORDER[self.tie.certainty]


def findings(ties: Iterable[Tie], regime: Regime, lot_id: str, on: date, path_limit: int) -> list[Finding]:
    """The findings that ties make under a regime, on a day."""
    by_bidders: dict[tuple[str, ...], list[_Graded]] = defaultdict(list)
    for graded in (_graded(tie, regime, on) for tie in ties):
        if graded:
            by_bidders[graded.tie.bidders].append(graded)
    return [finding for bidders, each in by_bidders.items() for finding in _of_bidders(bidders, each, lot_id, path_limit)]


def capped(level: Level, certainty: Certainty | None, rare_name: bool) -> Level:
    """The level after the identity ladder: `bar` and `deemed` need confirmed identity, a mere name less still."""
    if certainty is Certainty.PROBABLE:
        return min(level, Level.REVIEW)
    if certainty is Certainty.NAME_ONLY:
        return min(level, Level.REVIEW if rare_name else Level.LEAD)
    return level


def _graded(tie: Tie, regime: Regime, on: date) -> _Graded | None:
    """The tie with its level and basis; None for an ended relation that would only be context if it stood."""
    if tie.former:
        was = regime.grade(*tie.former).level
        if was < Level.LEAD:
            return None
        tie = replace(tie, variant="was_bar" if was is Level.BAR else "was_other")
    grade = regime.grade(tie.rule, tie.variant)
    level = capped(grade.level, tie.certainty, tie.rare_name)
    return _Graded(tie, level, regime.basis(grade, on) or _without_articles(level))


def _without_articles(level: Level) -> tuple[Basis, ...]:
    """What is printed where no article of the regime is in force: a lead needs none, more than that must be looked up."""
    if level is Level.UNCHECKED:
        return ()
    return (_NO_STATUTE,) if level <= Level.LEAD else (_NO_ARTICLE,)


def _of_bidders(bidders: tuple[str, ...], graded: list[_Graded], lot_id: str, path_limit: int) -> list[Finding]:
    """One finding a rule (and, for what is unchecked, a reason); weaker ones on the same party left out."""
    groups: dict[tuple[str, ...], list[_Graded]] = defaultdict(list)
    claimed: dict[str, tuple[str, ...]] = {}
    for each in sorted(
        graded, key=lambda g: (*(-part for part in g.rank), g.tie.rule, g.tie.variant, g.tie.summary.say("zh"), sorted(g.tie.subjects))
    ):
        tie = each.tie
        group = (tie.rule, tie.variant, tie.summary.say("zh")) if len(bidders) < 2 else (tie.rule,)
        stronger = {claimed.get(subject) for subject in tie.subjects}
        if len(bidders) == 2 and len(stronger) == 1 and (claim := stronger.pop()) is not None and claim != group:
            groups[claim].append(each)
            continue
        groups[group].append(each)
        claimed.update({subject: group for subject in tie.subjects if subject not in claimed})
    return [_finding(each, lot_id, path_limit) for each in groups.values()]


def _finding(graded: list[_Graded], lot_id: str, path_limit: int) -> Finding:
    best = graded[0]
    own = _distinct([each.tie for each in graded if each.tie.rule == best.tie.rule])
    every = _paths([each.tie for each in graded], best.tie.rule)
    tie = best.tie
    return Finding(
        id=_id(tie, lot_id),
        rule=tie.rule,
        variant=tie.variant,
        level=best.level,
        bidders=tie.bidders,
        certainty=tie.certainty,
        summary=_summary(own, every, path_limit),
        basis=best.basis,
        next_step=tie.next_step,
        paths=every[:path_limit],
    )


def _paths(ties: list[Tie], rule: str) -> tuple[EvidencePath, ...]:
    """The paths of the rule's own ties, and of weaker ones about the same party those that show something new."""
    paths = dict.fromkeys(path for tie in ties if tie.rule == rule for path in tie.paths)
    shown = {step for path in paths for step in path.steps}
    for path in (path for tie in ties if tie.rule != rule for path in tie.paths):
        if not shown.issuperset(path.steps):
            paths[path] = None
            shown.update(path.steps)
    return tuple(paths)


def _distinct(ties: list[Tie]) -> list[Tie]:
    """One tie a subject: the same party at a weaker certainty or another row adds nothing to the sentence."""
    kept: list[Tie] = []
    for tie in ties:
        if not any(tie.subjects and tie.subjects <= other.subjects for other in kept) and tie.summary not in [k.summary for k in kept]:
            kept.append(tie)
    return kept


def _summary(ties: list[Tie], paths: tuple[EvidencePath, ...], path_limit: int) -> Sentence:
    sentence = ties[0].summary
    for tie in ties[1:_SHOWN_TOGETHER]:
        sentence = _AND_MORE(first=sentence, second=tie.summary)
    if len(ties) > _SHOWN_TOGETHER:
        sentence = _FURTHER(first=sentence, n=len(ties) - _SHOWN_TOGETHER)
    if len(paths) > path_limit:
        sentence = _PATHS_CUT(first=sentence, n=len(paths), shown=path_limit)
    return sentence


def _id(tie: Tie, lot_id: str) -> str:
    """A name for the finding that stays the same from run to run; nothing personal goes into it."""
    told = "\n".join((lot_id, *sorted(tie.bidders)))
    if len(tie.bidders) < 2:
        told += "\n" + "\n".join(
            source.sha256 + source.place.say("en") for path in tie.paths for step in path.steps for source in step.sources
        )
        told += f"\n{tie.variant}"
    return f"{tie.rule}-{hashlib.sha256(told.encode()).hexdigest()[:12]}"


def in_order(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings strongest first, always in the same order, with a number behind an id that occurs twice."""
    seen: dict[str, int] = defaultdict(int)
    unique = []
    for finding in sorted(found, key=lambda each: (-each.level, each.rule, each.bidders, each.variant, each.id, each.summary.say("zh"))):
        seen[finding.id] += 1
        unique.append(finding if seen[finding.id] == 1 else replace(finding, id=f"{finding.id}-{seen[finding.id]}"))
    return tuple(unique)
