"""The two reports of the memory as tables for a spreadsheet: UTF-8 with BOM, and no cell that is a live formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from relparty.casebook.few_quotes import Few
from relparty.casebook.lots import CHOSEN_WORDS, STATE_WORDS
from relparty.casebook.meetings import Meetings
from relparty.identifiers.masking import shown
from relparty.phrases import Lang, Phrase
from relparty.reports.table import harmless
from relparty.web.pages.memory_words import PAGE

_PAIR_HEADS = ("one", "one_code", "other", "other_code", "met", "one_lots", "other_lots", "expected", "probability")
_FEW_HEADS = ("number", "name", "opens_on", "state", "needed", "invited", "handed_in", "independent", "chosen", "why")
_WORDS: dict[str, Phrase] = {each.value: words for each, words in CHOSEN_WORDS.items()}


def pairs(met: Meetings, lang: Lang) -> bytes:
    """The pairs that keep meeting."""
    rows = (
        (
            each.names[0],
            each.meeting.usccs[0],
            each.names[1],
            each.meeting.usccs[1],
            str(each.meeting.times),
            str(each.meeting.lots[0]),
            str(each.meeting.lots[1]),
            f"{each.meeting.expected:.2f}",
            f"{each.meeting.chance:.3g}",
        )
        for each in met.pairs
    )
    return _table(_PAIR_HEADS, rows, lang)


def few(found: Iterable[Few], lang: Lang) -> bytes:
    """The lots below what they need."""
    rows = (
        (
            each.number,
            each.name,
            each.opens_on,
            STATE_WORDS[each.state].say(lang),
            str(each.min_quotes),
            str(each.invited),
            str(each.handed_in),
            (PAGE["not_screened"].say(lang) if each.independent is None else str(each.independent)),
            _WORDS.get(each.chosen_how, PAGE["not_told"]).say(lang),
            each.chosen_why,
        )
        for each in found
    )
    return _table(_FEW_HEADS, rows, lang)


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]], lang: Lang) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([PAGE[each].say(lang) for each in heads])
    writer.writerows([harmless(shown(cell)) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")
