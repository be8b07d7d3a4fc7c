"""The dossier: what an office files of one screening, as a paper that any renderer can write."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, cast

from relparty.phrases import Lang
from relparty.reports import words
from relparty.reports.document import masked
from relparty.reports.dossier.blocks import Blank, Block, Heading, PageBreak, Paper, Paragraph, Picture
from relparty.reports.dossier.cover import cover
from relparty.reports.dossier.findings import index, pages, signatures
from relparty.reports.dossier.glossary import glossary
from relparty.reports.dossier.labels import LABELS
from relparty.reports.dossier.manifest import manifest
from relparty.reports.dossier.order import Numbered, numbered, related, unchecked
from relparty.reports.dossier.pairs import bidder_table, pair_table
from relparty.reports.dossier.unchecked import unchecked_part

WHOLE_LOT = ""
"""The key of the picture of the whole lot; those of findings go by finding id."""


def dossier(document: Mapping[str, Any], pictures: Mapping[str, Picture]) -> Paper:
    """The dossier of a screening (`relparty/screening/1`) in its own language, with the pictures that there are.

    The document is masked already; it is masked again here, so that not even one edited by hand can show a number.
    """
    told: Mapping[str, Any] = masked(dict(document))
    lang = cast("Lang", told["lang"])
    foot = LABELS["foot"](lot=told["lot"]["id"], seal=told["sha256"]).say(lang)
    return Paper(LABELS["title"].say(lang), lang, foot, tuple(_blocks(told, pictures, lang)), date.fromisoformat(told["lot"]["as_of"]))


def _blocks(told: Mapping[str, Any], pictures: Mapping[str, Picture], lang: Lang) -> Iterator[Block]:
    all_told = numbered(told["findings"])
    yield from cover(told, lang)
    yield PageBreak()
    yield from bidder_table(told, all_told, lang)
    yield from pair_table(all_told, lang)
    yield from _unverified(all_told, lang)
    yield from index(related(all_told), lang)
    yield from _whole(pictures, lang)
    yield from pages(related(all_told), pictures, lang)
    yield PageBreak()
    yield from unchecked_part(unchecked(all_told), lang)
    yield from manifest(told, lang)
    yield from glossary(lang)
    yield PageBreak()
    yield from _final(lang)


def _unverified(all_told: Sequence[Numbered], lang: Lang) -> Iterator[Block]:
    """The warning about articles not compared with the official text, where one is quoted."""
    articles = (basis["article"] for each in all_told for basis in each.finding["basis"])
    if any("【待核】" in article or "[text to be verified]" in article for article in articles):
        yield Paragraph(LABELS["unverified"].say(lang), "notice")


def _whole(pictures: Mapping[str, Picture], lang: Lang) -> Iterator[Block]:
    if WHOLE_LOT in pictures:
        picture = pictures[WHOLE_LOT]
        yield PageBreak(on_side=picture.is_wide)
        yield Heading(LABELS["picture_whole"].say(lang))
        yield picture
        yield PageBreak()


def _final(lang: Lang) -> Iterator[Block]:
    yield Heading(LABELS["final"].say(lang))
    yield Paragraph(words.MEMO.say(lang), "quiet")
    yield Blank(LABELS["reasons"].say(lang), 8, tuple(LABELS[name].say(lang) for name in ("go_on", "suspend", "start_again")))
    yield signatures(lang)
