"""What was understood of a form, as its page shows it: the same content as the command `form check` prints."""

from __future__ import annotations

from dataclasses import dataclass

from relparty.forms.blank.fields import BLOCKS
from relparty.forms.problems import FIELD_WORDS
from relparty.phrases import Lang, Phrase
from relparty.reports import form_sentences
from relparty.reports.form_answers import Document
from relparty.web.form.words import WORDS

_STATE_WORDS = {
    "read": WORDS["read"],
    "none": WORDS["answered_none"],
    "empty": WORDS["empty"],
    "missing": form_sentences.STATES["missing"],
    "wrong": WORDS["wrong"],
    "unread": WORDS["unread"],
}
_COLUMNS = {block.name: tuple(column.name for column in block.columns) for block in BLOCKS}


@dataclass(frozen=True, slots=True)
class Told:
    """One problem: `state` is `wrong` or `unread`, `word` says it; `text` is what was written, where the fact does not quote it."""

    state: str
    word: str
    fact: str
    next_step: str
    place: str
    text: str


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A field: what was read, and what is to be said of it."""

    label: str
    state: str
    word: str
    answer: str
    place: str
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class BlockPart:
    """A block: in a sentence, as rows under the columns that any of them has, and what is to be said of it."""

    label: str
    state: str
    word: str
    summary: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    places: tuple[str, ...]
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class FormPart:
    """One form of the file: fields, blocks, and the problems of no field or block."""

    bidder: str
    fields: tuple[FieldRow, ...]
    blocks: tuple[BlockPart, ...]
    rest: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class AnswersPage:
    """All that the template `form/answers.html.j2` shows of a file; without forms it could not be read."""

    title: str
    sha256: str
    verdict: str
    sentence: str
    forms: tuple[FormPart, ...]
    rest: tuple[Told, ...]
    another: str
    other: str


def answers_page(told: Document, lang: Lang) -> AnswersPage:
    """The page of a document `relparty/check/1`, whose texts are masked already."""
    forms = [told, *told["further_forms"]]
    is_read = bool(told["fields"])
    return AnswersPage(
        form_sentences.TITLE(file=told["file"]).say(lang),
        told["sha256"],
        told["verdict"],
        form_sentences.verdict(forms, told["verdict"], lang),
        tuple(_form(each, lang) for each in forms) if is_read else (),
        () if is_read else tuple(_told(each, lang) for each in told["problems"]),
        form_sentences.ANOTHER.say(lang),
        form_sentences.OTHER.say(lang),
    )


def _form(form: Document, lang: Lang) -> FormPart:
    rest = [each for each in form["problems"] if not each["about"] and each["reason"] != "missing_answer"]
    bidder = form["bidder"]
    return FormPart(
        " ".join(filter(None, (bidder["name"], bidder["uscc"]))) if bidder else "",
        tuple(_field(form, each, lang) for each in form["fields"]),
        tuple(_block(form, each, lang) for each in form["blocks"]),
        tuple(_told(each, lang) for each in rest),
    )


def _field(form: Document, field: Document, lang: Lang) -> FieldRow:
    answer = form_sentences.answer(field, lang) if field["value"] else ""
    word = _STATE_WORDS[field["state"]].say(lang)
    return FieldRow(field["label"], field["state"], word, answer, field["place"] or "", _about(form, field["field"], lang))


def _block(form: Document, block: Document, lang: Lang) -> BlockPart:
    held = {name for row in block["rows"] for name in row["values"]}
    known = [name for name in _COLUMNS[block["block"]] if name in held]
    columns = (*known, *sorted(held - set(known)))
    return BlockPart(
        block["label"],
        block["state"],
        _STATE_WORDS[block["state"]].say(lang),
        form_sentences.summary(block, lang),
        tuple(_word(name).say(lang) for name in columns),
        tuple(tuple(row["values"].get(name, "") for name in columns) for row in block["rows"]),
        tuple(row["place"] for row in block["rows"]),
        _about(form, block["block"], lang),
    )


def _word(column: str) -> Phrase:
    return FIELD_WORDS.get(column, Phrase(column, column))


def _about(form: Document, name: str, lang: Lang) -> tuple[Told, ...]:
    return tuple(_told(each, lang) for each in form["problems"] if each["about"] == name)


def _told(problem: Document, lang: Lang) -> Told:
    state = form_sentences.state(problem)
    text = problem["text"] if not problem["about"] and problem["text"] not in problem["fact"] else ""
    return Told(state, _STATE_WORDS[state].say(lang), problem["fact"], problem["next_step"], problem["place"], text)
