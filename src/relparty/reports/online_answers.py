"""A form filled in online, answered for at once: the document `relparty/check/1`, and beside which input each problem stands."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from relparty.errors import UsageError
from relparty.forms.online import form as online
from relparty.forms.online.asked import COLUMN_PATHS, FIELD_PATHS
from relparty.forms.online.inputs import Spot, cell_name, spot
from relparty.forms.online.posting import Posted, Values, values
from relparty.identifiers.masking import shown
from relparty.intake import one_form
from relparty.phrases import Lang, Phrase
from relparty.reports import form_answers, form_sentences
from relparty.reports.form_answers import Document

_MISSING = "missing"
_MISSING_ANSWER = "missing_answer"

_FILL = Phrase("必填，还没有填写", "mandatory, and still empty")
_FILL_NEXT = Phrase("请填写", "fill it in")
_ROWS = Phrase("还没有填写", "still empty")
_ROWS_NEXT = Phrase("请逐行填写；没有的，在第一行填“无”", "fill it in row by row; if there is none, write 无 in the first row")

_NEXT: Mapping[str, Phrase] = {
    "wrong": Phrase("请更正；确认无误的，另附书面说明", "correct it; if it is right as it stands, explain it in writing"),
    "unread": Phrase(
        "请改写清楚；确实无法改写的，由采购人人工核对",
        "put it more plainly; where that cannot be done, a person at the office will read it",
    ),
}
"""What the bidder itself can do: the problems of a file say it to the office."""

_ABOUT_BLOCK = frozenset({"shares_sum", "joint_stock"})
"""Problems of a whole block, whichever of its rows they quote first."""
_COLUMN: Mapping[str, str] = {
    "share_unreadable": "percent",
    "share_above_whole": "percent",
    "holds_nothing": "percent",
    "change_without_date": "date",
    "holding_of_nobody": "company",
}
"""The column that a problem of a row is about; the others are about the cell that they quote."""


@dataclass(frozen=True, slots=True)
class Said:
    """One problem as the page says it: `state` is `missing`, `wrong` or, where a person must read, `unread`."""

    state: str
    fact: str
    next_step: str


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers of a form online: `beside` holds the problems by name of input or block, `whole` those of no place."""

    document: Document
    beside: Mapping[str, tuple[Said, ...]]
    whole: tuple[Said, ...]
    verdict: str
    """The verdict in a sentence."""


def answers(machine_form: bytes, lang: Lang) -> Answers:
    """The answers of a machine form that we made, numbers masked, read in this process (it is no file of a stranger).

    Reach for it when a form was handed in; for what is on the page just now use `live`.
    """
    document = form_answers.document(one_form.read_own(online.FILE, machine_form), lang)
    found = [(_spot(each), _said(each, lang)) for each in document["problems"] if each["reason"] != _MISSING_ANSWER]
    found += list(_missing(document, lang))
    beside: dict[str, tuple[Said, ...]] = {}
    for name, said in found:
        if name:
            beside[name] = (*beside.get(name, ()), said)
    whole = tuple(said for name, said in found if not name)
    return Answers(document, beside, whole, form_sentences.verdict([document], document["verdict"], lang))


def live(posted: Posted, lang: Lang, beside: Collection[str] = ()) -> Answers:
    """The answers of what is on the page just now, its rows numbered as they stand there; raises UsageError as `posting.values`."""
    told = values(posted, beside)
    found = answers(online.written(told), lang)
    return Answers(found.document, {_on_page(name, told): said for name, said in found.beside.items()}, found.whole, found.verdict)


def for_script(found: Answers) -> Document:
    """The answers as the page's script takes them: as JSON, by name of input or block."""
    return {
        "verdict": found.document["verdict"],
        "sentence": found.verdict,
        "beside": {name: [_as_json(each) for each in told] for name, told in found.beside.items()},
        "whole": [_as_json(each) for each in found.whole],
    }


def refusal_for_script(error: UsageError, lang: Lang) -> Document:
    """What the page's script is told of a post that was refused: in the shape of `for_script`, as one sentence."""
    return {"verdict": "refused", "sentence": shown(error.say(lang)), "beside": {}, "whole": []}


def _as_json(said: Said) -> Document:
    return {"state": said.state, "fact": said.fact, "next_step": said.next_step}


def _said(problem: Document, lang: Lang) -> Said:
    state = form_sentences.state(problem)
    return Said(state, problem["fact"], _NEXT[state].say(lang))


def _missing(document: Document, lang: Lang) -> Iterator[tuple[str, Said]]:
    for each in document["fields"]:
        if each["state"] == _MISSING:
            yield each["field"], Said(_MISSING, _FILL.say(lang), _FILL_NEXT.say(lang))
    for each in document["blocks"]:
        if each["state"] == _MISSING:
            yield each["block"], Said(_MISSING, _ROWS.say(lang), _ROWS_NEXT.say(lang))


def _spot(problem: Document) -> str:
    """The name of the input or block that a problem is about, by the pointer that it quotes; empty for none."""
    where = _at(problem["place"])
    if where is None or not where.block:
        return where.name if where else ""
    if problem["reason"] in _ABOUT_BLOCK or not where.row:
        return where.block
    column = _COLUMN.get(problem["reason"], where.name)
    return cell_name(where.block, where.row, column if column in COLUMN_PATHS[where.block] else where.name)


def _at(pointer: str) -> Spot | None:
    """What a JSON pointer of the machine form is about; a block of no row has row 0."""
    path = tuple(pointer.split("/")[1:])
    for name, known in FIELD_PATHS.items():
        if path == known:
            return Spot(name)
    if not path or path[0] not in COLUMN_PATHS:
        return None
    row = int(path[1]) + 1 if len(path) > 1 else 0
    columns = (name for name, known in COLUMN_PATHS[path[0]].items() if path[2:] == known)
    return Spot(next(columns, ""), path[0], row)


def _on_page(name: str, told: Values) -> str:
    """The name with the row's number in the page: rows left empty are not in the form."""
    where = spot(name)
    if where is None or not where.block:
        return name
    return cell_name(where.block, told.rows[where.block][where.row - 1].number, where.name)
