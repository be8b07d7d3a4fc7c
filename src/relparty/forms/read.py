"""A document to the declarations in it, and the papers that are none."""

from __future__ import annotations

from dataclasses import dataclass

from relparty.documents.cells import FormDocument
from relparty.documents.next_step import NEXT
from relparty.errors import UnreadableFile
from relparty.forms import labels, machine
from relparty.forms.declaration import declaration
from relparty.forms.parts import Attachment, parts
from relparty.model.lot import Declaration, FormFile, Unread
from relparty.model.record import Problem
from relparty.phrases import Phrase

_NO_FORM = Phrase("文件中没有找到采集表的任何栏目", "the file has none of the fields of the declaration form")


@dataclass(frozen=True, slots=True)
class Forms:
    """What a document holds: declarations, forms that name no bidder, and attached papers."""

    declarations: tuple[Declaration, ...] = ()
    unread: tuple[Unread, ...] = ()
    attachments: tuple[Attachment, ...] = ()


def machine_form(file: FormFile, content: bytes) -> Declaration:
    """The declaration in a machine form; raises UnreadableFile when it is none or names no bidder."""
    return declaration(*machine.read(file, content), labels.load())


def forms_in(document: FormDocument) -> Forms:
    """The declarations and papers in a document; problems of the file go with its first declaration."""
    split = parts(document, labels.load())
    told, unread = [], []
    for part, form in split.forms:
        try:
            told.append(declaration(part, form, labels.load()).with_problems(_that_matter(part)))
        except UnreadableFile as error:
            unread.append(Unread(part.file, error))
    return Forms(tuple(told), tuple(unread), split.attachments)


def _that_matter(document: FormDocument) -> tuple[Problem, ...]:
    """The problems of a document without formulas in rows of totals, which answer nothing."""
    known = labels.load()
    totals = {
        (cell.place.sheet, cell.place.row)
        for row in document.rows
        if any(known.is_answer("totals", each.text) for each in row.filled)
        for cell in row.cells
    }
    places = ((problem, problem.sources[0].place) for problem in document.problems)
    return tuple(problem for problem, place in places if problem.reason != "formula" or (place.sheet, place.row) not in totals)


def is_titled_form(document: FormDocument) -> bool:
    """True when a line of the document is the title of the form, so that it is nothing else."""
    known = labels.load()
    return any(len(row.filled) == 1 and known.is_title(row.filled[0].text) for row in document.rows)


def no_form(file: FormFile) -> UnreadableFile:
    """The error that a file holds nothing of the form."""
    return UnreadableFile(file.file, _NO_FORM(), NEXT())
