"""What could not be tested: said before anything else is believed, with what would make it go away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from relparty.phrases import Lang
from relparty.reports import words
from relparty.reports.dossier import steps
from relparty.reports.dossier.blocks import Blank, Block, Crop, Heading, Paragraph, Table
from relparty.reports.dossier.labels import LABELS
from relparty.reports.dossier.order import Numbered
from relparty.reports.dossier.refutation import REFUTATIONS, Refutation

Document = Mapping[str, Any]


def unchecked_part(found: Sequence[Numbered], lang: Lang) -> Iterator[Block]:
    """What was not checked, one row a finding, with the pieces of pictures below and room to decide."""
    yield Heading(words.LEVEL["unchecked"].say(lang))
    if not found:
        yield Paragraph(LABELS["unchecked_none"].say(lang))
        return
    yield Paragraph(LABELS["unchecked_means"].say(lang), "notice")
    heads = (LABELS["no"], LABELS["unchecked_about"], LABELS["sentence"], LABELS["source"], words.TITLES["next_step"])
    yield Table(tuple(phrase.say(lang) for phrase in heads), tuple(_row(each, lang) for each in found), (6, 18, 26, 30, 20))
    yield from (crop for each in found for crop in _crops(each, lang))
    yield Paragraph(LABELS["closing"].say(lang) + words.TITLES["colon"].say(lang) + _closing(lang))
    yield Blank(LABELS["unchecked_decision"].say(lang), 4)


def _row(told: Numbered, lang: Lang) -> tuple[str, ...]:
    finding = told.finding
    concerned = "\n".join(finding["bidders"]) or LABELS["lot_itself"].say(lang)
    sources = dict.fromkeys(_source(source, lang) for _, step in steps.numbered(finding) for source in step["sources"])
    return str(told.number), concerned, finding["summary"], "\n".join(sources), finding["next_step"]


def _source(source: Document, lang: Lang) -> str:
    """Where it stands and what stands there, which may be nothing."""
    written = source["text"] and LABELS["written"].say(lang) + words.TITLES["colon"].say(lang) + source["text"]
    return "\n".join(filter(None, (steps.place(source, lang), written)))


def _crops(told: Numbered, lang: Lang) -> Iterator[Crop]:
    lead = LABELS["crops_of"](n=told.number).say(lang) + words.TITLES["colon"].say(lang)
    for piece in steps.pieces(told.finding):
        yield Crop(piece.png, f"{lead}{piece.file} {piece.place}")


def _closing(lang: Lang) -> str:
    how: Refutation = REFUTATIONS["unchecked"]
    return " ".join(phrase.say(lang) for phrase in (*how.facts, *filter(None, (how.no_answer,))))
