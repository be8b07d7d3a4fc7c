"""The cover: what was screened and when, the verdict and what it means, and how many quotes are left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from relparty.phrases import Lang
from relparty.regimes.regime import title_of
from relparty.reports import words
from relparty.reports.dossier.blocks import Banner, Block, Fields, Heading, Paragraph, Table
from relparty.reports.dossier.labels import LABELS

Document = Mapping[str, Any]


def cover(told: Document, lang: Lang) -> tuple[Block, ...]:
    """The cover as blocks."""
    title = words.TITLES
    return (
        Fields(_facts(told, lang)),
        Banner(words.VERDICT[told["verdict"]].say(lang), words.VERDICT_MEANING[told["verdict"]].say(lang), told["verdict"]),
        Heading(title["counts"].say(lang), 3),
        _counts(told["quotes"], lang),
        Heading(LABELS["findings_by_level"].say(lang), 3),
        _levels(told, lang),
        Paragraph(words.MEMO.say(lang), "notice"),
        *(Paragraph(title[name].say(lang), "quiet") for name in ("secret", "masked", "limits", "retention")),
    )


def regime(lot: Document, lang: Lang) -> str:
    """The titles of the lot's regime and overlay; a unit's own by its name."""
    return " + ".join(title_of(name).say(lang) for name in (lot["regime"], lot["overlay"]) if name)


def _facts(told: Document, lang: Lang) -> tuple[tuple[str, str], ...]:
    lot, title = told["lot"], words.TITLES
    facts = (
        (LABELS["lot_name"], lot["name"]),
        (title["lot_id"], lot["id"]),
        (title["regime"], regime(lot, lang)),
        (title["opens_on"], lot["opens_on"]),
        (title["as_of"], lot["as_of"]),
        (LABELS["bidder_count"], title["bidder_count"](n=len(told["bidders"])).say(lang)),
    )
    return tuple((label.say(lang), text) for label, text in facts)


def _counts(quotes: Document, lang: Lang) -> Table:
    """The counts with what they mean; whether one falls short of what is required is said in words."""
    head = tuple(LABELS[name].say(lang) for name in ("count_of", "number", "what_it_means"))
    rows = tuple(
        (phrase.say(lang), _counted(name, quotes, lang), words.COUNT_MEANING[name].say(lang)) for name, phrase in words.COUNTS.items()
    )
    return Table(head, rows, (24, 16, 60))


def _counted(name: str, quotes: Document, lang: Lang) -> str:
    if name in ("required", "independent"):
        return str(quotes[name])
    is_short = quotes[name] < quotes["required"]
    said = words.TITLES["short" if is_short else "enough"].say(lang)
    return f"{quotes[name]}（{said}）" if lang == "zh" else f"{quotes[name]} ({said})"


def _levels(told: Document, lang: Lang) -> Table:
    counted = Counter(finding["level"] for finding in told["findings"])
    head = tuple(LABELS[name].say(lang) for name in ("level", "number", "what_it_means"))
    rows = tuple((words.LEVEL[name].say(lang), str(counted[name]), words.LEVEL_MEANING[name].say(lang)) for name in words.LEVEL)
    return Table(head, rows, (24, 16, 60))
