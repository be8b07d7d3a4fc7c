"""What the form of a bidder and the documents of the register in the lot say differently of it.

A difference is one tie of the bidder; what a person must look at first, because it was read off a picture or
because the register may lag behind, is unchecked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from relparty.dates import months_before
from relparty.evidence.comparison import Compared, Field, Outcome
from relparty.evidence.freshness import OLD_AFTER_MONTHS
from relparty.model.evidence import EXTRACT_KIND_WORDS, Extract, ExtractKind
from relparty.model.lot import Bidder, Lot
from relparty.model.party import Party, PartyKind
from relparty.model.record import Source
from relparty.model.tie import EvidencePath, Step, Tie
from relparty.phrases import Part, Phrase, Sentence

_DIFFERS = Phrase(
    "{bidder} 的采集表与所附登记材料不一致：{facts}（{documents}）", "the form of {bidder} and the register differ: {facts} ({documents})"
)
_DOUBTFUL = Phrase(
    "{bidder} 所附登记材料有内容须人工核对：{facts}（{documents}）",
    "a person must look at documents of the register of {bidder}: {facts} ({documents})",
)
_LATE = Phrase(
    "{bidder} 的采集表与所附登记材料不同，但可能是登记尚未更新：{facts}（{documents}）",
    "the form of {bidder} and the register differ, but the register may not yet show a change: {facts} ({documents})",
)
_BY_PICTURE = Phrase("{fact}〔图片识读〕", "{fact} [read off a picture]")
_MORE = Phrase("另有 {n} 处", "{n} more")
_SEEN_ON = Phrase("{kind}，查询于 {day}", "{kind}, retrieved on {day}")
_SEEN_LONG_AGO = Phrase("{kind}，查询于 {day}，距开启已 {n} 个月", "{kind}, retrieved on {day}, {n} months before opening")
_UNDATED = Phrase("{kind}，未显示查询日期", "{kind}, not dated")
_FROM = Phrase("{kind} {source}", "{kind} {source}")
_LICENCE = Phrase("{kind}", "{kind}")

_EXPLAIN = Phrase(
    "请投标人书面说明，并在国家企业信用信息公示系统核对登记信息",
    "have the bidder explain it in writing, and look the company up on the register",
)
_LOOK_FIRST = Phrase(
    "请先看原图（截图片段见附）是否识读有误，再请投标人书面说明，并在国家企业信用信息公示系统核对登记信息",
    "look at the picture first, for it may be misread; then have the bidder explain it and look the company up on the register",
)
_LOOK = Phrase("请对照原图核对；看不清的请投标人重新提交", "compare with the picture; ask for a better one where it cannot be read")
_ASK_NEWER = Phrase(
    "请在国家企业信用信息公示系统重新查询，或请投标人提交变更通知书",
    "look it up on the register again, or ask for the notice of the change",
)
_SAYS = Phrase("登记材料与采集表所载", "says")
_UNTESTED = Phrase("未能核查的内容", "what could not be tested")
_FACTS = 8


def find(lot: Lot, bidder: Bidder, party: Party) -> Iterator[Tie]:
    """The ties of one bidder: at most one for what differs, one for what must be looked at, one for what may be late."""
    found = _answers(lot, bidder)
    differing = _of(found, Outcome.DIFFERS)
    if differing:
        next_step = _LOOK_FIRST() if any(each.is_pictured for each in differing) else _EXPLAIN()
        summary = _sentence(_DIFFERS, bidder, differing, lot.opens_on)
        yield Tie("declaration_mismatch", "register", (bidder.key,), summary, next_step, (_path(party, "says", _SAYS, differing),))
    for variant, words, next_words, outcomes in (
        ("evidence_doubtful", _DOUBTFUL, _LOOK, (Outcome.LOOK_ALIKE, Outcome.UNREADABLE)),
        ("evidence_late", _LATE, _ASK_NEWER, (Outcome.LATE,)),
    ):
        unsettled = _of(found, *outcomes)
        if unsettled:
            summary = _sentence(words, bidder, unsettled, lot.opens_on)
            yield Tie("unchecked", variant, (bidder.key,), summary, next_words(), (_path(party, "unchecked", _UNTESTED, unsettled),))


def _answers(lot: Lot, bidder: Bidder) -> list[Compared]:
    """Every comparison, each fact once.

    What is open in one document of the register and told by another is left out, and so is a difference where a
    newer document agrees with the form.
    """
    from relparty.evidence.compare import compare, compare_above

    since = months_before(lot.opens_on, lot.lookback_months)
    every = [
        (_day_of(extract), each)
        for extract in bidder.extracts
        for declaration in bidder.declarations
        for each in compare(extract, declaration, since, lot.opens_on)
    ]
    every += [
        (_day_of(extract), each)
        for extract in bidder.above
        for declaration in bidder.declarations
        for each in compare_above(extract, declaration)
    ]
    told = {(each.field, each.about) for _, each in every if each.outcome in (Outcome.EQUAL, Outcome.DIFFERS)}
    equal_on: dict[tuple[Field, str], date] = {}
    for day, each in every:
        if each.outcome is Outcome.EQUAL:
            equal_on[each.field, each.about] = max(day, equal_on.get((each.field, each.about), day))
    kept: dict[tuple[Outcome, str], Compared] = {}
    for day, each in every:
        is_open = each.outcome in (Outcome.LOOK_ALIKE, Outcome.UNREADABLE, Outcome.LATE)
        is_outdated = each.outcome is Outcome.DIFFERS and day < equal_on.get((each.field, each.about), date.min)
        if not is_outdated and not (is_open and (each.field, each.about) in told):
            kept.setdefault((each.outcome, each.fact.say("zh")), each)
    return list(kept.values())


def _day_of(extract: Extract) -> date:
    """The day of which an extract tells; a licence, which never says when it was looked at, counts as the oldest."""
    return date.min if extract.kind is ExtractKind.LICENCE else extract.retrieved_on or date.min


def _of(found: Iterable[Compared], *outcomes: Outcome) -> list[Compared]:
    return [each for each in found if each.outcome in outcomes]


def _sentence(words: Phrase, bidder: Bidder, found: list[Compared], opens_on: date) -> Sentence:
    facts: list[Part] = [_BY_PICTURE(fact=each.fact) if each.is_pictured else each.fact for each in found[:_FACTS]]
    if len(found) > _FACTS:
        facts.append(_MORE(n=len(found) - _FACTS))
    files = {source.file for each in found for source in each.sources}
    documents = dict.fromkeys(_said(extract, opens_on) for extract in (*bidder.extracts, *bidder.above) if extract.file.file in files)
    return words(bidder=bidder.name, facts=_listed(facts), documents=_listed(list(documents)))


def _listed(parts: list[Part]) -> Part:
    """The parts with semicolons between them, for the parts have commas of their own."""
    whole = parts[0]
    for part in parts[1:]:
        whole = _AND(first=whole, second=part)
    return whole


_AND = Phrase("{first}；{second}", "{first}; {second}")


def _said(extract: Extract, opens_on: date) -> Sentence:
    """Which document it is, and how old."""
    kind = _FROM(kind=EXTRACT_KIND_WORDS[extract.kind], source=extract.source) if extract.source else EXTRACT_KIND_WORDS[extract.kind]
    if extract.kind is ExtractKind.LICENCE:
        return _LICENCE(kind=kind)
    if extract.retrieved_on is None:
        return _UNDATED(kind=kind)
    day = extract.retrieved_on
    if day >= months_before(opens_on, OLD_AFTER_MONTHS):
        return _SEEN_ON(kind=kind, day=day)
    months = (opens_on.year - day.year) * 12 + opens_on.month - day.month
    return _SEEN_LONG_AGO(kind=kind, day=day, n=months - (day > months_before(opens_on, months)))


def _path(party: Party, relation: str, words: Phrase, found: list[Compared]) -> EvidencePath:
    sources: dict[Source, None] = {source: None for each in found for source in each.sources}
    end = Party(f"f:register:{party.key}", "", PartyKind.FACT)
    return EvidencePath((Step(party, end, relation, words, tuple(sources)),))
