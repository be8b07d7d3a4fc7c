"""Clarification letters (澄清函): to each bidder what its findings raise, told from its own papers alone.

Nothing that relparty worked out goes into a letter: the words are the rule's, the facts are what the bidder itself
wrote, from files that no other bidder handed in. So a letter says neither that there is another, nor how many, nor why.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from relparty.model.finding import Level
from relparty.model.lot import BidderStatus
from relparty.phrases import Lang
from relparty.reports.document import Document
from relparty.reports.dossier.blocks import Blank, Block, Fields, Heading, Paper, Paragraph, Signatures, Table
from relparty.reports.letter_words import AS_DECLARED, CHAIN_OPEN, FORM_MISSING, MATTERS, QUESTIONS, TITLE, TO_CORRECT, WORDS, Question

_ASKED = frozenset(level.word for level in Level if level is not Level.NOTE)
_UNCHECKED = "unchecked"
_ORDER = (*QUESTIONS.values(), FORM_MISSING, CHAIN_OPEN, TO_CORRECT)
_WIDTHS = (3, 3, 3, 8)
_FIGURES = re.compile(r"(\d{1,9})")
_REPLY_LINES = 5
_NONE = "—"


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter, the name of the bidder that it is for, and its place among the bidders of the document."""

    bidder: str
    paper: Paper
    position: int


@dataclass(frozen=True, slots=True)
class _Fact:
    """One thing that the bidder wrote: in which of its documents, where, about what, and the text."""

    document: str
    place: str
    text: str
    matter: str = ""

    @property
    def order(self) -> tuple[object, ...]:
        return _by_figures(self.document), _by_figures(self.place), self.text


def _by_figures(text: str) -> tuple[tuple[int, str], ...]:
    """What orders row 9 before row 10."""
    return tuple((int(part), "") if part.isdecimal() else (-1, part) for part in _FIGURES.split(text))


@dataclass(frozen=True, slots=True)
class _Addressee:
    """A bidder as the lot knows it: its own documents, and those of them that hold nobody else's form, by path."""

    bidder: Document
    parties: frozenset[str]
    handed_in: frozenset[str]
    documents: Mapping[str, str]

    def is_concerned(self, finding: Document) -> bool:
        """Whether a finding is about this bidder, of two of one name the one of that number."""
        named = self.bidder["name"] in finding["bidders"]
        return named and (not self.parties or not finding["parties"] or not self.parties.isdisjoint(finding["parties"]))


def letters(told: Document) -> tuple[Letter, ...]:
    """The letters of a lot, one for each bidder of whom something is to be asked, in the order of the bidders."""
    written = []
    for position, bidder in enumerate(told["bidders"]):
        asked = _asked(told, _addressee(told, bidder))
        if asked:
            written.append(Letter(bidder["name"], _paper(told, bidder, asked), position))
    return tuple(written)


def _addressee(told: Document, bidder: Document) -> _Addressee:
    lang: Lang = told["lang"]
    others = {form["sha256"] for other in told["bidders"] if other is not bidder for form in other["forms"]}
    own = [form for form in bidder["forms"] if form["sha256"] and form["sha256"] not in others]
    kinds = {file["file"]: file["kind"] for file in told["evidence"]}
    return _Addressee(
        bidder,
        frozenset(
            party["id"] for party in told["graph"]["parties"] if party["bidder"] and bidder["uscc"] and party["number"] == bidder["uscc"]
        ),
        frozenset(form["file"] for form in bidder["forms"]),
        {form["file"]: WORDS["form"](n=n, kind=kinds.get(form["file"], _NONE)).say(lang) for n, form in enumerate(own, start=1)},
    )


def _asked(told: Document, addressee: _Addressee) -> dict[Question, list[_Fact]]:
    """The questions with the bidder's own words on each, in an order that no other bidder changes."""
    relations = {each["id"]: each for each in told["graph"]["relations"]}
    hubs = {each["id"] for each in told["graph"]["parties"] if each["hub"]}
    found: dict[Question, set[_Fact]] = {}
    for finding in told["findings"]:
        if finding["level"] in _ASKED and addressee.is_concerned(finding):
            question = _question(finding, addressee, relations, hubs)
            if question:
                found.setdefault(question, set()).update(_facts(finding, addressee, relations, told["lang"]))
    return {question: _distinct(found[question]) for question in _ORDER if question in found}


def _question(finding: Document, addressee: _Addressee, relations: Mapping[str, Document], hubs: set[str]) -> Question | None:
    """What to ask; None where the answer is not the bidder's to give."""
    if finding["rule"] != _UNCHECKED:
        return QUESTIONS.get(finding["rule"])
    if addressee.bidder["status"] == BidderStatus.MISSING.value:
        return FORM_MISSING
    joining = [relations[step["edge"]] for step in _steps(finding) if step["edge"] is not None]
    if joining:
        return None if joining[0]["from"] in hubs else CHAIN_OPEN
    files = {source["file"] for step in _steps(finding) for source in step["sources"]}
    return TO_CORRECT if files & addressee.handed_in else None


def _steps(finding: Document) -> Iterator[Document]:
    return (step for path in finding["paths"] for step in path["steps"])


def _facts(finding: Document, addressee: _Addressee, relations: Mapping[str, Document], lang: Lang) -> Iterator[_Fact]:
    """What the bidder's own documents say on a finding, as written there."""
    for step in _steps(finding):
        kind = relations[step["edge"]]["relation"] if step["edge"] is not None else ""
        matter = MATTERS[kind].say(lang) if kind in MATTERS else ""
        for source in step["sources"]:
            if source["file"] in addressee.documents:
                yield _Fact(addressee.documents[source["file"]], source["place"], source["text"], matter)


def _distinct(facts: set[_Fact]) -> list[_Fact]:
    """Each place once, in the order of the documents, with what it is about where any step tells."""
    kept: dict[tuple[str, str, str], _Fact] = {}
    for fact in sorted(facts, key=lambda each: (*each.order, not each.matter, each.matter)):
        kept.setdefault((fact.document, fact.place, fact.text), fact)
    return list(kept.values())


def _paper(told: Document, bidder: Document, asked: Mapping[Question, list[_Fact]]) -> Paper:
    lang: Lang = told["lang"]
    blocks: list[Block] = [Fields(tuple(_head(told, bidder, lang))), Paragraph(WORDS["opening"].say(lang))]
    for n, (question, facts) in enumerate(asked.items(), start=1):
        blocks += _part(n, question, facts, lang)
    blocks.append(Heading(WORDS["notice"].say(lang)))
    blocks += [Paragraph(WORDS[name].say(lang), "quiet") for name in ("no_judgement", "truth", "secret")]
    blocks.append(Signatures(tuple(WORDS[name].say(lang) for name in ("sender", "stamp", "signed")), WORDS["date"].say(lang)))
    return Paper(TITLE.say(lang), lang, f"{told['lot']['name']} · {TITLE.say(lang)}", tuple(blocks))


def _head(told: Document, bidder: Document, lang: Lang) -> Iterator[tuple[str, str]]:
    lot = told["lot"]
    rows = (("to", bidder["name"]), ("uscc", bidder["uscc"] or _NONE), ("lot", lot["name"]), ("lot_id", lot["id"]))
    yield from ((WORDS[name].say(lang), text) for name, text in rows)
    yield WORDS["sent_on"].say(lang), WORDS["day"].say(lang)
    yield WORDS["answer_by"].say(lang), WORDS["hour"].say(lang)


def _part(n: int, question: Question, facts: list[_Fact], lang: Lang) -> Iterator[Block]:
    """One question: its topic, what is asked, what the bidder wrote, what to attach, and room to answer."""
    yield Heading(WORDS["topic"](n=n, topic=question.topic).say(lang))
    yield Paragraph(question.asks.say(lang), "strong")
    if facts:
        yield Paragraph(WORDS["declared"].say(lang))
        rows = tuple((fact.document, fact.place or _NONE, fact.matter or AS_DECLARED.say(lang), fact.text or _NONE) for fact in facts)
        yield Table(tuple(WORDS[name].say(lang) for name in ("document", "place", "matter", "text")), rows, _WIDTHS)
    yield Paragraph(WORDS["attach"](attach=question.attach).say(lang), "quiet")
    yield Blank(WORDS["reply"].say(lang), _REPLY_LINES)
