"""The terms of a lot as a form shows and sends them: what was typed is kept, and each error stands beside its field."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import TypeAlias, TypeVar

from starlette.datastructures import FormData

from relparty.casebook import clock
from relparty.casebook.errors import Refused
from relparty.casebook.lots import CHOSEN_WORDS, Chosen, Terms
from relparty.phrases import Phrase, Sentence
from relparty.regimes import regime as regimes
from relparty.web.pages import moments
from relparty.web.pages.posted import line, text

Said: TypeAlias = "Phrase | Sentence"
_T = TypeVar("_T")

LABELS: dict[str, Phrase] = {
    "number": Phrase("项目编号", "Lot number"),
    "name": Phrase("项目名称", "Lot name"),
    "buyer": Phrase("采购人", "Buyer"),
    "regime": Phrase("适用制度", "Regime"),
    "overlay": Phrase("地方规定", "Local rules"),
    "deadline": Phrase("截止时间", "Deadline"),
    "opens_on": Phrase("开启日", "Day of opening"),
    "min_quotes": Phrase("最少报价家数", "Fewest quotes"),
    "lookback_months": Phrase("回溯月数", "Months looked back"),
    "chosen_how": Phrase("受邀承包商如何选定", "How the invited contractors were chosen"),
    "chosen_why": Phrase("选定的理由和经过", "Why and how they were chosen"),
    "policy": Phrase("单位内部规定（policy.toml）", "The unit's own rules (policy.toml)"),
}
HINTS: dict[str, Phrase] = {
    "number": Phrase("与采购文件一致，不得重复。", "As in the procurement papers; each number once."),
    "name": Phrase("投标人在其页面和回执上看到的名称。", "Bidders read it on their page and on receipts."),
    "buyer": Phrase("与投标人有任职经历关系时用于核对。", "Compared with what bidders tell of earlier service."),
    "overlay": Phrase("只会加严，不会放宽。", "It raises levels and lowers none."),
    "deadline": Phrase(
        "中国时间。到时自动停止接收，迟到的只作记录。", "China time. Nothing is accepted after it; what comes late is recorded alone."
    ),
    "opens_on": Phrase("按这一天有效的规定核查。", "The rules in force on this day are applied."),
    "min_quotes": Phrase("少于此数的报价不足以成立，通常为 3。", "Fewer quotes than this are too few; usually 3."),
    "lookback_months": Phrase(
        "变更和已终止的关系向前看多少个月，通常为 12。", "How far back changes and ended relations count; usually 12."
    ),
    "chosen_how": Phrase(
        "《通知》第 21 项。可以稍后填写，但筛查前必须写明。", "Item 21 of the notice. It may wait, but must be told before the screening."
    ),
    "chosen_why": Phrase(
        "例如抽取的时间、地点、见证人，或集体研究的日期。", "For instance when and where the draw was held and who saw it."
    ),
    "policy": Phrase(
        "没有就留空。只能加严；每一处加严都会在报告中注明“单位内部规定”。",
        "Leave it empty if there is none. It may only raise levels; each raise is marked in the report.",
    ),
}

_NEEDED = Phrase("请填写{field}", "fill in: {field}")
_NO_MOMENT = Phrase("“{text}”不是日期和时间，请按 2026-11-22 09:30 填写", "“{text}” is no date and time; type it like 2026-11-22 09:30")
_NO_DAY = Phrase("“{text}”不是日期，请按 2026-11-22 填写", "“{text}” is no date; type it like 2026-11-22")
_NO_COUNT = Phrase("“{text}”不是 {least} 到 {most} 之间的整数", "“{text}” is no whole number between {least} and {most}")
_NOT_OFFERED = Phrase("请从列出的选项中选择", "choose one of those offered")
_TOO_SOON = Phrase("开启日早于截止日，请核对", "the opening is before the deadline: check both")
_SAY_HOW = Phrase("选择“其他方式”时请写明方式和理由", "where it was otherwise, say how and why")
_FACT = Phrase("{fact}。{next_step}", "{fact}; {next_step}")


@dataclass(frozen=True, slots=True)
class Typed:
    """The form as it was typed, what is wrong by field (`""`: with the whole), and the terms where nothing is."""

    texts: Mapping[str, str]
    errors: Mapping[str, Said]
    terms: Terms | None


def regime_options() -> tuple[tuple[str, Phrase], ...]:
    """The regimes that a lot can have, with their titles."""
    overlays = regimes.overlay_names()
    return tuple((each, regimes.title_of(each)) for each in regimes.built_in_names() if each not in overlays)


def overlay_options() -> tuple[tuple[str, Phrase], ...]:
    """The overlays that can be laid over a regime, with their titles."""
    return tuple((each, regimes.title_of(each)) for each in regimes.overlay_names())


def new() -> Mapping[str, str]:
    """The texts of an empty form."""
    return of(Terms("", "", "", ""))


def of(terms: Terms) -> Mapping[str, str]:
    """The texts of a form that shows these terms."""
    texts = {each.name: str(getattr(terms, each.name)) for each in fields(Terms)}
    return texts | {"deadline": moments.field(terms.deadline) if terms.deadline else ""}


def read(form: FormData) -> Typed:
    """The terms that a form sent, or what is wrong with them."""
    texts = {each.name: line(form, each.name) for each in fields(Terms)}
    texts |= {"chosen_why": text(form, "chosen_why"), "policy": text(form, "policy", 20_000)}
    errors = dict(_errors(texts))
    if errors:
        return Typed(texts, errors, None)
    told: dict[str, object] = texts | {
        "deadline": moments.typed(texts["deadline"]),
        "opens_on": moments.day(texts["opens_on"]).isoformat(),
        "min_quotes": int(texts["min_quotes"]),
        "lookback_months": int(texts["lookback_months"]),
    }
    return Typed(texts, {}, Terms(**told))  # type: ignore[arg-type]  # terms are of several types


def refused(typed: Typed, error: Refused) -> Typed:
    """The same form with what the casebook had against it, beside the field that it is about."""
    places = {LABELS[name].zh: name for name in ("number", "name", "deadline")} | {"policy.toml": "policy", "lot.toml": "regime"}
    name = places.get(error.place if isinstance(error.place, str) else error.place.zh, "")
    return Typed(typed.texts, {name: _FACT(fact=error.fact, next_step=error.next_step)}, None)


def choice_errors(how: str, why: str) -> Iterator[tuple[str, Said]]:
    """What is wrong with how the invited were chosen, as told."""
    if how and how not in {each.value for each in CHOSEN_WORDS}:
        yield "chosen_how", _NOT_OFFERED
    elif how == Chosen.OTHER and not why:
        yield "chosen_why", _SAY_HOW


def _errors(texts: Mapping[str, str]) -> Iterator[tuple[str, Said]]:
    for name in ("number", "name", "regime", "deadline", "opens_on"):
        if not texts[name]:
            yield name, _NEEDED(field=LABELS[name])
    for name, options in (("regime", regime_options()), ("overlay", overlay_options())):
        if texts[name] and texts[name] not in dict(options):
            yield name, _NOT_OFFERED
    yield from _date_errors(texts)
    for name, most in (("min_quotes", 100), ("lookback_months", 600)):
        if not _is_count(texts[name], most):
            yield name, _NO_COUNT(text=texts[name], least=1, most=most)
    yield from choice_errors(texts["chosen_how"], texts["chosen_why"])


def _date_errors(texts: Mapping[str, str]) -> Iterator[tuple[str, Said]]:
    deadline, opens_on = _parsed(moments.typed, texts["deadline"]), _parsed(moments.day, texts["opens_on"])
    if texts["deadline"] and deadline is None:
        yield "deadline", _NO_MOMENT(text=texts["deadline"])
    if texts["opens_on"] and opens_on is None:
        yield "opens_on", _NO_DAY(text=texts["opens_on"])
    if deadline is not None and opens_on is not None and opens_on < clock.day(deadline):
        yield "opens_on", _TOO_SOON


def _parsed(parse: Callable[[str], _T], typed: str) -> _T | None:
    try:
        return parse(typed)
    except (ValueError, OverflowError):
        return None


def _is_count(typed: str, most: int) -> bool:
    return typed.isascii() and typed.isdigit() and len(typed) <= 4 and 1 <= int(typed) <= most
