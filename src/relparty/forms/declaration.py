"""A filled form to a declaration: typed records with sources, and the problems found on the way."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import chain, islice

from relparty.documents.cells import Cell, FormDocument
from relparty.errors import UnreadableFile
from relparty.forms import problems, settle
from relparty.forms.answers import Answers, Told
from relparty.forms.blocks import foot
from relparty.forms.blocks.changes import changed
from relparty.forms.blocks.contacts import contacts
from relparty.forms.blocks.head import branch, heads
from relparty.forms.blocks.holders import shareholders, upper_holdings
from relparty.forms.blocks.officers import officers
from relparty.forms.blocks.people import people
from relparty.forms.blocks.remarks import remarks
from relparty.forms.blocks.unanswered import unanswered
from relparty.forms.blocks.units import kin, related_units
from relparty.forms.bounds import refuse_long
from relparty.forms.filled import FilledForm, holds_anything, is_unread
from relparty.forms.labels import Labels
from relparty.forms.mentions import mention
from relparty.model.lot import Declaration, EntityForm
from relparty.model.party import Mention, PartyKind
from relparty.model.record import Problem
from relparty.names.company import head_office_name, parse
from relparty.names.folding import fold

MANDATORY_FIELDS = ("lot_name", "lot_id", "bidder_uscc", "bidder_kind", "address", "phone", "email", "head_name")
_SINGLE = ("bidder_name", "bidder_uscc", "parent")
"""The fields of which a form has one; a seal or signature may repeat it."""
_UNDECODED = re.compile(r"\(cid:\d+\)|\ufffd")
"""What stands for a character that a font or an encoding does not tell."""
_MOST_UNDECODED = 20
MANDATORY_BLOCKS = ("shareholders", "people")


def declaration(document: FormDocument, form: FilledForm, labels: Labels) -> Declaration:
    """The declaration that a filled form makes.

    Raises UnreadableFile when the form names no bidder, for its claims then belong to nobody, and when it is of absurd length.
    """
    refuse_long(document.file, {name: len(rows) for name, rows in form.blocks.items()})
    refuse_long(document.file, {name: len(cells) for name, cells in form.fields.items()})
    sure, doubts = settle.settled(document, form, labels)
    answers = Answers(document, sure, labels)
    name_cell = answers.cell("bidder_name")
    if name_cell is None:
        raise UnreadableFile(document.file.file, problems.NO_BIDDER(), problems.NO_BIDDER_NEXT())
    bidder, unclear = mention(answers, name_cell.text.strip(), PartyKind.COMPANY, answers.cell("bidder_uscc"))
    records, found = _told(answers, bidder)
    return Declaration(
        file=document.file,
        bidder=bidder,
        bidder_source=answers.source(name_cell),
        lot_name=answers.value("lot_name"),
        lot_id=answers.value("lot_id"),
        records=tuple(records),
        problems=(*doubts, *unclear, *found, *foot.foot(answers), *_left_over(answers), *_undecoded(document)),
        former_names=_former_names(answers, bidder),
        declared_on=foot.day(answers),
        blocks=frozenset((*form.blocks, *form.none_answers, *form.headed)),
        is_pictured=any(cell.confidence < 1 for row in document.rows for cell in row.cells),
    )


def _told(answers: Answers, bidder: Mention) -> Told:
    """All that the blocks say, in the form's order; changes date what the other blocks say."""
    entity = _entity_form(answers, bidder)
    told: tuple[Told, ...] = (
        ([], _missing(answers, bidder, entity)),
        heads(answers, bidder),
        branch(answers, bidder),
        contacts(answers, bidder),
        shareholders(answers, bidder, entity),
        upper_holdings(answers),
        officers(answers, bidder),
        people(answers, bidder),
        related_units(answers, bidder),
        kin(answers, bidder),
    )
    records, wrong_changes = changed(answers, bidder, list(chain.from_iterable(each for each, _ in told)))
    further = (*unanswered(answers, records), *wrong_changes, *remarks(answers, records))
    return records, [*chain.from_iterable(found for _, found in told), *further]


def _entity_form(answers: Answers, bidder: Mention) -> EntityForm:
    told = answers.labels.kind("entity_forms", answers.value("bidder_kind"), "")
    if told:
        return EntityForm(told)
    return EntityForm.BRANCH if head_office_name(bidder.name) else EntityForm.OTHER


def _missing(answers: Answers, bidder: Mention, entity: EntityForm) -> list[Problem]:
    """The mandatory answers that the form does not give; one that could not be read is there."""
    form = answers.form
    answered = {name for name, cells in form.fields.items() if any(map(holds_anything, cells))}
    missing = [name for name in MANDATORY_FIELDS if name not in answered]
    missing += [name for name in MANDATORY_BLOCKS if not form.blocks.get(name) and name not in form.none_answers]
    if answers.cell("head_name") and all(answers.is_blank(cell.text) and not is_unread(cell) for cell in form.head_ids.values()):
        missing.append("head_id")
    if entity is EntityForm.BRANCH and not head_office_name(bidder.name) and not _may_have_parent(answers):
        missing.append("parent")
    return [problems.missing_answers(missing, answers.source(*form.fields["bidder_name"]))] if missing else []


def _may_have_parent(answers: Answers) -> bool:
    return answers.cell("parent") is not None or any(map(is_unread, answers.form.fields.get("parent", ())))


def _former_names(answers: Answers, bidder: Mention) -> tuple[Mention, ...]:
    """The bidder under the names it bore before, so that documents that still use them mean it."""
    names = re.split(r"[、，,；;]", answers.value("former_names"))
    return tuple(replace(bidder, name=name.strip()) for name in names if parse(name).form)


def _differing(answers: Answers, name: str) -> list[Cell]:
    """The further answers of a field that do not repeat the first one."""
    told = answers.cells(name)
    words = [fold(cell.text) for cell in told]
    return [cell for cell, each in zip(told, words, strict=True) if not (each.startswith(words[0]) or words[0].startswith(each))]


def _left_over(answers: Answers) -> list[Problem]:
    """What nobody understood, and answers given twice and differently where there can be but one."""
    cells = [*answers.form.not_understood, *(cell for name in _SINGLE for cell in _differing(answers, name))]
    return [problems.not_understood(answers.source(*cells))] if cells else []


def _undecoded(document: FormDocument) -> list[Problem]:
    """A problem for each cell with a character that its font does not tell."""
    cells = (cell for row in document.rows for cell in row.cells if _UNDECODED.search(cell.text))
    return [problems.not_understood(document.source([cell])) for cell in islice(cells, _MOST_UNDECODED)]
