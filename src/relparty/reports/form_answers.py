"""A checked form as the document `relparty/check/1`: field by field what was read, what is missing, what is wrong.

Masking happens here, once, for the page and for machines alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from relparty import __version__
from relparty.documents.cells import Cell
from relparty.errors import UnreadableFile
from relparty.forms import labels, problems
from relparty.forms.blank.elements import Block, Field
from relparty.forms.blank.fields import BLOCKS, FOOT, SECTIONS
from relparty.forms.filled import BlockRow, is_unread
from relparty.forms.values import shares, written_share
from relparty.identifiers.masking import shown
from relparty.intake.one_form import ReadFile, ReadForm
from relparty.model.record import Place, Problem, Source, percent_text
from relparty.phrases import Lang, Phrase

SCHEMA = "relparty/check/1"
Document: TypeAlias = dict[str, Any]

FIELDS: tuple[Field, ...] = tuple(each for section in (*SECTIONS, FOOT) for each in section.fields if each.name in problems.FIELD_WORDS)
"""The fields that are answered for, in the form's order; who signed it is the office's own concern."""

_CORRECTABLE = frozenset(
    "missing_answer wrong_uscc wrong_resident_id lost_digits shares_sum joint_stock holding_of_nobody share_unreadable "
    "share_above_whole change_without_date change_not_understood several_heads several_names masked_name own_holder "
    "holds_nothing formula cut_off unclear_name day_unreadable".split()
)
"""What whoever fills the form in can put right; all else could not be read or must be read by a person."""

_MANDATORY = frozenset(each.name for each in FIELDS if each.is_mandatory) | {each.name for each in BLOCKS if each.is_mandatory}
_CELLS_LISTED = 50
_LONGEST = 200
"""How many cells not understood are listed, and how much of one cell: a hostile file must not fill the screen."""

_NOT_UNDERSTOOD = Phrase("这一格未能识别", "this cell was not understood")
_MOVE = Phrase("请移到相应栏目，或请采购人人工核对", "move it to the field it belongs to, or have the office read it")


def document(read: ReadFile, lang: Lang) -> Document:
    """The answers of a file in one language, every personal number masked; the same file gives the same document."""
    forms = [_form(each, lang) for each in read.forms]
    first = forms[0] if forms else _nothing(read.error, lang)
    first["problems"] += [_error(each, lang, "beside") for each in read.beside]
    told = [problem for form in (first, *forms[1:]) for problem in form["problems"]]
    return {
        "schema": SCHEMA,
        "relparty": __version__,
        "file": shown(read.file.file),
        "sha256": read.file.sha256,
        "verdict": _verdict(told),
        **first,
        "further_forms": forms[1:],
    }


def _verdict(told: Sequence[Document]) -> str:
    if any(problem["correctable"] for problem in told):
        return "correct"
    return "incomplete" if told else "fine"


def _nothing(error: UnreadableFile | None, lang: Lang) -> Document:
    """The answers of a file that holds no form that could be read."""
    return {"bidder": None, "fields": [], "blocks": [], "problems": [_error(error, lang)] if error else []}


def _error(error: UnreadableFile, lang: Lang, reason: str = "unreadable") -> Document:
    return _told(reason, error.fact.say(lang), error.next_step.say(lang), "", "", "")


def _told(reason: str, fact: str, next_step: str, place: str, text: str, about: str) -> Document:  # noqa: PLR0913  # a problem has the parts it has
    """One problem; `about` is the field or block it is about, empty for the whole form."""
    return {
        "reason": reason,
        "correctable": reason in _CORRECTABLE,
        "fact": shown(fact),
        "next_step": shown(next_step),
        "place": shown(place),
        "text": shown(text),
        "about": about,
    }


def _form(form: ReadForm, lang: Lang) -> Document:
    cells = dict(_cells(form))
    found = list(_problems(form))
    told = [_problem(each, cells, lang) for each in found] + list(_left_over(form, lang))
    if form.error and _is_answered(cells["bidder_name"]):
        told.append(_error(form.error, lang))
    missing = {name for each in found if each.reason == "missing_answer" for name in _missing_names(each)}
    states = {name: _state(name, each, missing, told) for name, each in cells.items()}
    return {
        "bidder": _bidder(cells),
        "fields": [_field(each, cells[each.name], states[each.name], lang) for each in FIELDS],
        "blocks": [_block(each, form, states[each.name], lang) for each in BLOCKS],
        "problems": told,
    }


def _cells(form: ReadForm) -> Iterator[tuple[str, list[Cell]]]:
    """The cells of every field and block by its name, also of those that have none."""
    for each in FIELDS:
        yield each.name, list(form.filled.head_ids.values()) if each.name == "head_id" else form.filled.fields.get(each.name, [])
    for block in BLOCKS:
        rows = form.filled.blocks.get(block.name, [])
        answer = form.filled.none_answers.get(block.name)
        yield block.name, [cell for row in rows for cell in row.all] + ([answer] if answer else [])


def _problems(form: ReadForm) -> Iterator[Problem]:
    """The problems of a form without the one that unites the cells not understood; they are told one by one."""
    left = form.filled.not_understood
    for each in form.problems:
        if not (left and each.reason == "not_understood" and each.sources and each.sources[0].place == left[0].place):
            yield each
    cells = dict(_cells(form))
    if form.told is None and not _is_answered(cells["bidder_name"]):
        missing = [name for name in cells if name in _MANDATORY and not _is_answered(cells[name])]
        yield problems.missing_answers(missing, Source(form.file.file, Place(), form.file.sha256, ""))


def _is_answered(cells: Sequence[Cell]) -> bool:
    return any(cell.text.strip() or is_unread(cell) for cell in cells)


def _missing_names(problem: Problem) -> Iterator[str]:
    """The fields and blocks that a `missing_answer` names."""
    parts = dict(problem.fact.parts).get("fields", ())
    if isinstance(parts, tuple):
        yield from (name for name, words in problems.FIELD_WORDS.items() if words in parts)


def _problem(problem: Problem, cells: Mapping[str, Sequence[Cell]], lang: Lang) -> Document:
    source = problem.sources[0] if problem.sources else None
    about = _about(source, cells) if source and problem.reason != "missing_answer" else ""
    place, text = (source.place.say(lang), source.text) if source and problem.reason != "missing_answer" else ("", "")
    return _told(problem.reason, problem.fact.say(lang), problem.next_step.say(lang), place, text, about)


def _about(source: Source, cells: Mapping[str, Sequence[Cell]]) -> str:
    """The field or block whose cell a problem quotes: a line of text holds several, so the words must agree too."""
    owners = (name for name, each in cells.items() for cell in each if cell.place == source.place and cell.text in source.text)
    return next(owners, "")


def _left_over(form: ReadForm, lang: Lang) -> Iterator[Document]:
    for cell in form.filled.not_understood[:_CELLS_LISTED]:
        yield _told("not_understood", _NOT_UNDERSTOOD.say(lang), _MOVE.say(lang), cell.place.say(lang), _value(cell), "")


def _state(name: str, cells: Sequence[Cell], missing: set[str], told: Sequence[Document]) -> str:
    """`missing`, `wrong`, `unread` (a person must look), `none` (answered 无), `empty` (not needed) or `read`."""
    about = [each["correctable"] for each in told if each["about"] == name]
    if name in missing:
        return "missing"
    if any(about):
        return "wrong"
    if about or any(map(is_unread, cells)):
        return "unread"
    answers = [cell.text for cell in cells if cell.text.strip()]
    if not answers:
        return "empty"
    known = labels.load()
    return "none" if all(known.is_answer("none", text) or known.is_answer("lawful", text) for text in answers) else "read"


def _bidder(cells: Mapping[str, Sequence[Cell]]) -> Document | None:
    name, code = (next((cell.text for cell in cells[field] if cell.text.strip()), "") for field in ("bidder_name", "bidder_uscc"))
    return {"name": shown(name), "uscc": shown(code) or None} if name else None


def _field(field: Field, cells: Sequence[Cell], state: str, lang: Lang) -> Document:
    given = [cell for cell in cells if cell.text.strip()]
    return {
        "field": field.name,
        "label": problems.FIELD_WORDS[field.name].say(lang),
        "state": state,
        "value": "；".join(_value(cell) for cell in given) or None,
        "place": given[0].place.say(lang) if given else None,
    }


def _value(cell: Cell) -> str:
    """What a cell says, masked before it is cut: half an id would not look like one."""
    text = shown(cell.text.strip())
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


def _block(block: Block, form: ReadForm, state: str, lang: Lang) -> Document:
    rows = form.filled.blocks.get(block.name, [])
    answer = form.filled.none_answers.get(block.name)
    return {
        "block": block.name,
        "label": problems.FIELD_WORDS[block.name].say(lang),
        "state": state,
        "rows": [_row(row, lang) for row in rows],
        "answer": _value(answer) if answer else None,
        "sums": _sums(block.name, rows),
    }


def _row(row: BlockRow, lang: Lang) -> Document:
    return {"place": row.all[0].place.say(lang), "values": {name: _value(cell) for name, cell in row.cells.items() if cell.text.strip()}}


def _sums(block: str, rows: Sequence[BlockRow]) -> list[Document]:
    """The sum of the shares of each company that a block tells the holders of."""
    if block not in ("shareholders", "upper_holdings"):
        return []
    by_company: dict[str, list[BlockRow]] = {}
    for row in rows:
        company = row.cells.get("company")
        by_company.setdefault(company.text.strip() if company else "", []).append(row)
    return [{"company": shown(name) or None, "total": _total(group)} for name, group in by_company.items()]


def _total(rows: Sequence[BlockRow]) -> str:
    written = [written_share(row.cells["percent"].text) if "percent" in row.cells else None for row in rows]
    return percent_text(sum(share or 0 for share in shares(written)))
