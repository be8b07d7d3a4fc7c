"""What one finding says now and said before: for whoever decided about it then and must look again."""

from __future__ import annotations

from collections.abc import Iterator

from relparty.phrases import Lang, Phrase
from relparty.reports.document import Document
from relparty.reports.words import CERTAINTY, LEVEL

_LEVEL = Phrase("级别：{old} → {new}", "level: {old} → {new}")
_CERTAINTY = Phrase("身份认定：{old} → {new}", "identity: {old} → {new}")
_SUMMARY = Phrase("当时：{old}", "then: {old}")
_GONE = Phrase("不再有：{step}", "no more: {step}")
_NEW = Phrase("新出现：{step}", "new: {step}")
_SHARE = Phrase("有效持股：{old} → {new}", "effective share: {old} → {new}")
_NONE = Phrase("无", "none")
_STEP = Phrase("{start} —[{relation}]→ {end}（原文：{texts}）", "{start} —[{relation}]→ {end} (as written: {texts})")
_FACT = Phrase("{start} —[{relation}]（原文：{texts}）", "{start} —[{relation}] (as written: {texts})")


def lines(old: Document, new: Document, lang: Lang) -> tuple[str, ...]:
    """What changed in a finding, a line each: level, identity, sentence, effective share, and the steps that went and came."""
    return tuple(_lines(old, new, lang))


def _lines(old: Document, new: Document, lang: Lang) -> Iterator[str]:
    if old["level"] != new["level"]:
        yield _LEVEL(old=LEVEL[old["level"]], new=LEVEL[new["level"]]).say(lang)
    if old["certainty"] != new["certainty"]:
        yield _CERTAINTY(old=CERTAINTY.get(old["certainty"], _NONE), new=CERTAINTY.get(new["certainty"], _NONE)).say(lang)
    if old["summary"] != new["summary"]:
        yield _SUMMARY(old=old["summary"]).say(lang)
    shares = tuple(tuple(each["effective_percent"] for each in told["paths"]) for told in (old, new))
    if shares[0] != shares[1]:
        yield _SHARE(old=_percents(shares[0], lang), new=_percents(shares[1], lang)).say(lang)
    before, after = (dict.fromkeys(_steps(told, lang)) for told in (old, new))
    yield from (_GONE(step=each).say(lang) for each in before if each not in after)
    yield from (_NEW(step=each).say(lang) for each in after if each not in before)


def _percents(shares: tuple[float | None, ...], lang: Lang) -> str:
    return "、".join(f"{each}%" for each in shares if each is not None) or _NONE.say(lang)


def _steps(finding: Document, lang: Lang) -> Iterator[str]:
    for path in finding["paths"]:
        for step in path["steps"]:
            days = "".join(f" {step[name]}" for name in ("since", "until") if step[name])
            share = f" {step['percent']}%" if step["percent"] is not None and "%" not in step["relation"] else ""
            texts = "；".join(dict.fromkeys(source["text"] for source in step["sources"])) or _NONE.say(lang)
            told = {"start": step["from"], "relation": f"{step['relation']}{share}{days}", "texts": texts}
            yield (_STEP(**told, end=step["to"]) if step["to"] else _FACT(**told)).say(lang)
