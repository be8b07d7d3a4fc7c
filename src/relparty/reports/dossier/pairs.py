"""Who bid, and which pairs of bidders have findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from relparty.phrases import Lang
from relparty.reports import words
from relparty.reports.dossier.blocks import Block, Heading, Paragraph, Table
from relparty.reports.dossier.labels import LABELS
from relparty.reports.dossier.order import Numbered, Pair, pairs, strongest

Document = Mapping[str, Any]

MOST_PAIRS = 300
"""So many pairs are listed; of more, those with the most serious findings, and the table says so."""


def bidder_table(told: Document, all_told: Sequence[Numbered], lang: Lang) -> tuple[Block, ...]:
    """The bidders with their codes, whether their form was read, and the most serious finding about each."""
    title = words.TITLES
    heading = Heading(title["bidders"].say(lang))
    if not told["bidders"]:
        return heading, Paragraph(title["no_bidders"].say(lang))
    levels: dict[str, list[str]] = {}
    for each in all_told:
        for name in each.finding["bidders"]:
            levels.setdefault(name, []).append(each.level)
    worst = {name: words.LEVEL[strongest(found)].say(lang) for name, found in levels.items()}
    head = tuple(phrase.say(lang) for phrase in (LABELS["no"], title["bidder"], title["uscc"], title["status"], title["strongest"]))
    rows = tuple(
        (
            str(number),
            each["name"],
            each["uscc"] or "",
            words.STATUS[each["status"]].say(lang),
            worst.get(each["name"], title["none"].say(lang)),
        )
        for number, each in enumerate(told["bidders"], start=1)
    )
    return heading, Table(head, rows, (8, 36, 27, 13, 16))


def pair_table(all_told: Sequence[Numbered], lang: Lang) -> tuple[Block, ...]:
    """The pairs with findings, the most serious first."""
    found = pairs(all_told)
    heading = Heading(words.TITLES["pairs"].say(lang))
    if not found:
        return heading, Paragraph(words.TITLES["no_pairs"].say(lang))
    left = len(found) - MOST_PAIRS
    told = LABELS["pairs_rest_told"](n=len(found), shown=MOST_PAIRS, rest=left).say(lang)
    head = tuple(words.TITLES[name].say(lang) for name in ("pair", "strongest", "which"))
    table = Table(head, tuple(_row(each, lang) for each in found[:MOST_PAIRS]), (52, 14, 34))
    return (heading, *((Paragraph(told, "notice"),) if left > 0 else ()), table)


def _row(pair: Pair, lang: Lang) -> tuple[str, str, str]:
    which = (f"{each.number} {each.finding['title']}" for each in pair.findings)
    return words.TITLES["joiner"].say(lang).join(pair.bidders), words.LEVEL[pair.level].say(lang), "\n".join(which)
