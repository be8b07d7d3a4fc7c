"""A page for each finding: what was found, on what ground and by which steps, what would refute it, and room to decide."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from relparty.phrases import Lang
from relparty.reports import words
from relparty.reports.dossier import steps
from relparty.reports.dossier.blocks import (
    Banner,
    Blank,
    Block,
    Crop,
    Fields,
    Heading,
    PageBreak,
    Paragraph,
    Picture,
    Points,
    Signatures,
    Table,
)
from relparty.reports.dossier.labels import CERTAINTY_MEANING, LABELS
from relparty.reports.dossier.order import Numbered
from relparty.reports.dossier.refutation import REFUTATIONS, SOURCE_WRONG

Document = Mapping[str, Any]

MOST_PAGES = 100
"""So many findings have a page of their own; of more, the most serious, and the rest are rows of a table that says so."""


def index(found: Sequence[Numbered], lang: Lang) -> tuple[Block, ...]:
    """The list of the findings that have pages."""
    heading = Heading(LABELS["index"].say(lang))
    if not found:
        return heading, Paragraph(words.TITLES["no_findings"].say(lang))
    head = tuple(LABELS[name].say(lang) for name in ("no", "level", "rule", "sentence"))
    rows = tuple(
        (str(each.number), words.LEVEL[each.level].say(lang), each.finding["title"], each.finding["summary"]) for each in found[:MOST_PAGES]
    )
    return heading, Paragraph(LABELS["index_note"].say(lang), "quiet"), Table(head, rows, (8, 14, 24, 54))


def pages(found: Sequence[Numbered], pictures: Mapping[str, Picture], lang: Lang) -> Iterator[Block]:
    """The pages of the most serious findings, and the rest as one table."""
    for each in found[:MOST_PAGES]:
        yield PageBreak()
        yield from _page(each, pictures.get(each.finding["id"]), lang)
    if len(found) > MOST_PAGES:
        yield PageBreak()
        yield from _rest(found, lang)


def signatures(lang: Lang) -> Signatures:
    """Lines for the whole group to sign on."""
    labels = (LABELS[name].say(lang) for name in ("leader", "member", "member", "finance"))
    return Signatures(tuple(labels), LABELS["day"].say(lang))


def _page(told: Numbered, picture: Picture | None, lang: Lang) -> Iterator[Block]:
    finding = told.finding
    yield Heading(LABELS["finding"](n=told.number, title=finding["title"]).say(lang), 2)
    level = words.LEVEL[told.level].say(lang)
    yield Banner(level[:1].upper() + level[1:], finding["summary"], told.level, words.LEVEL_MEANING[told.level].say(lang))
    yield Fields(_facts(finding, lang))
    yield Heading(words.TITLES["basis"].say(lang), 3)
    yield Fields(tuple((basis["article"], basis["text"]) for basis in finding["basis"]))
    yield from _evidence(finding, picture, lang)
    yield Heading(LABELS["refute"].say(lang), 3)
    yield from _refutation(finding, lang)
    yield Heading(words.TITLES["next_step"].say(lang), 3)
    yield Paragraph(finding["next_step"], "strong")
    yield from _decision(finding, lang)


def _facts(finding: Document, lang: Lang) -> tuple[tuple[str, str], ...]:
    title = words.TITLES
    concerned = title["joiner"].say(lang).join(finding["bidders"]) or title["whole_lot"].say(lang)
    known = finding["certainty"]
    sure = LABELS["no_certainty"].say(lang)
    if known:
        sure = f"{words.CERTAINTY[known].say(lang)}{title['colon'].say(lang)}{CERTAINTY_MEANING[known].say(lang)}"
    return (title["concerns"].say(lang), concerned), (LABELS["certainty_of"].say(lang), sure), (title["id"].say(lang), finding["id"])


def _evidence(finding: Document, picture: Picture | None, lang: Lang) -> Iterator[Block]:
    if not finding["paths"]:
        return
    yield Heading(words.TITLES["evidence_paths"].say(lang), 3)
    chains = steps.chains(finding, lang)
    if chains:
        yield Points(chains)
    effective = dict.fromkeys(path["effective_percent"] for path in finding["paths"] if path["effective_percent"] is not None)
    for percent in effective:
        meaning = words.TITLES["effective_meaning"].say(lang)
        yield Paragraph(LABELS["effective"](percent=str(percent), meaning=meaning).say(lang))
    yield source_table(finding, lang)
    yield Paragraph(LABELS["hash_note"](n=steps.SHORT_HASH).say(lang), "quiet")
    yield from crops(finding, lang)
    if picture:
        yield picture


def source_table(finding: Document, lang: Lang) -> Table:
    """The steps of a finding with their sources."""
    head = (words.TITLES["step"].say(lang), *(LABELS[name].say(lang) for name in ("relation", "source", "written")))
    return Table(head, steps.rows(finding, lang), (7, 35, 29, 29))


def crops(finding: Document, lang: Lang) -> Iterator[Crop]:
    """The pieces of scans and photos that a finding was read from."""
    for piece in steps.pieces(finding):
        yield Crop(piece.png, LABELS["crop_words"](file=piece.file, place=piece.place).say(lang))


def _refutation(finding: Document, lang: Lang) -> Iterator[Block]:
    refutation = REFUTATIONS[finding["rule"]]
    facts = (*refutation.facts, SOURCE_WRONG) if finding["paths"] else refutation.facts
    yield Points(tuple(fact.say(lang) for fact in facts))
    if refutation.no_answer:
        yield Paragraph(LABELS["no_answer"](text=refutation.no_answer).say(lang), "quiet")


def _decision(finding: Document, lang: Lang) -> Iterator[Block]:
    """Room for those concerned to answer and for the group to decide; the lot itself has nobody to answer for it."""
    if finding["bidders"]:
        yield Blank(LABELS["reply"].say(lang), 3)
        yield Signatures((LABELS["bidder_seal"].say(lang),), LABELS["day"].say(lang))
    choices = tuple(LABELS[name].say(lang) for name in ("upheld", "dismissed", "further"))
    yield Blank(f"{LABELS['group_decision'].say(lang)} — {LABELS['reasons'].say(lang)}", 4, choices)
    yield signatures(lang)


def _rest(found: Sequence[Numbered], lang: Lang) -> Iterator[Block]:
    """The findings without a page: what they rest on is said once a rule, each sentence with its id and next step."""
    rest = found[MOST_PAGES:]
    yield Heading(LABELS["rest"].say(lang))
    yield Paragraph(LABELS["rest_told"](n=len(found), pages=MOST_PAGES, rest=len(rest)).say(lang), "notice")
    grounds: dict[str, dict[str, None]] = {}
    for each in rest:
        grounds.setdefault(_kind(each, lang), {}).update(dict.fromkeys(basis["article"] for basis in each.finding["basis"]))
    yield Fields(tuple((kind, "\n".join(articles)) for kind, articles in grounds.items()))
    head = (LABELS["no"], LABELS["level"], LABELS["sentence"], words.TITLES["next_step"])
    rows = tuple(
        (str(each.number), _kind(each, lang), f"{each.finding['summary']}\n{each.finding['id']}", each.finding["next_step"])
        for each in rest
    )
    yield Table(tuple(phrase.say(lang) for phrase in head), rows, (7, 16, 44, 33))


def _kind(told: Numbered, lang: Lang) -> str:
    return words.LEVEL[told.level].say(lang) + words.TITLES["colon"].say(lang) + str(told.finding["title"])
