"""One file's content to everything it holds. Runs inside a child process: see `workers`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from relparty.documents.cells import FormDocument
from relparty.documents.kind import FileKind
from relparty.documents.next_step import NEXT
from relparty.documents.read import content_kind, suffix_problems
from relparty.documents.read import read as read_document
from relparty.errors import UnreadableFile
from relparty.forms.attachments import ATTACHMENT_WORDS, BEARS_ON_RELATIONS, named
from relparty.forms.parts import Attachment
from relparty.forms.read import forms_in, is_titled_form, machine_form, no_form
from relparty.intake.tasks import Reading
from relparty.model.lot import FormFile, Unread
from relparty.model.record import Problem
from relparty.phrases import Phrase
from relparty.settings import FileLimits

if TYPE_CHECKING:
    from relparty.model.evidence import Extract

_UNEXPECTED = Phrase("读取时出错（{reason}）", "reading it failed ({reason})")
_PAPER = Phrase("附件（{kind}）未能逐项比对", "the attached {kind} was not compared item by item")
_UNKNOWN_PAPER = Phrase("文件中有一部分不是采集表，内容未识别", "a part of the file is not the form and was not understood")
_LOOK = Phrase("请人工查看该附件，并与采集表核对", "look at it and compare it with the form")


def read_content(file: FormFile, content: bytes, limits: FileLimits) -> Reading:
    """Everything in one file; whatever goes wrong is in `unread`, so that one bad file never stops the others."""
    try:
        return _read(file, content, limits)
    except UnreadableFile as error:
        return Reading(file, unread=(Unread(file, error),))
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  # the one edge where any failure of a reader becomes a finding of that file
        reason = _UNEXPECTED(reason=type(error).__name__)
        return Reading(file, unread=(Unread(file, UnreadableFile(file.file, reason, NEXT())),))


def _read(file: FormFile, content: bytes, limits: FileLimits) -> Reading:
    kind = content_kind(file, content, limits)
    if kind is FileKind.JSON and file.is_fetched:
        from relparty.intake.fetched import read  # few lots hold answers of registers

        return read(file, content)
    if kind is FileKind.JSON:
        return Reading(file, (machine_form(file, content).with_problems(suffix_problems(file, kind)),))
    document = read_document(file, content, kind, limits)
    found = None if is_titled_form(document) else _extract(document)
    if found:
        return Reading(document.file, extracts=(found,), unread=_as_unread(document.file, document.problems))
    forms = forms_in(document)
    if not forms.declarations and not forms.unread:
        return _only_papers(document, forms.attachments)
    extracts, unread = _papers(forms.attachments)
    return Reading(document.file, forms.declarations, extracts, (*forms.unread, *unread))


def _extract(document: FormDocument) -> Extract | None:
    from relparty.evidence import extract  # a lot of forms without papers never needs it

    return extract.read(document)


def _papers(attachments: Iterable[Attachment]) -> tuple[tuple[Extract, ...], tuple[Unread, ...]]:
    """Register pages and licences among the papers, and those that a person must read."""
    extracts, unread = [], []
    for paper in attachments:
        found = _extract(paper.document)
        if found:
            extracts.append(found)
        elif paper.kind is None or paper.kind in BEARS_ON_RELATIONS:
            fact = _PAPER(kind=ATTACHMENT_WORDS[paper.kind]) if paper.kind else _UNKNOWN_PAPER()
            unread.append(Unread(paper.document.file, UnreadableFile(paper.document.file.file, fact, _LOOK())))
    return tuple(extracts), tuple(unread)


def _only_papers(document: FormDocument, attachments: tuple[Attachment, ...]) -> Reading:
    """A file without a form: papers, told by their titles or else by the file's name; or nothing we know."""
    titled = tuple(paper for paper in attachments if paper.kind)
    kind = named(document.file.file)
    if titled:
        extracts, unread = _papers(titled)
    elif kind and kind not in BEARS_ON_RELATIONS:
        extracts, unread = (), ()
    elif kind:
        extracts, unread = _papers([Attachment(kind, document)])
    else:
        raise no_form(document.file)
    papers = () if extracts or unread else (document.file,)
    return Reading(document.file, extracts=extracts, unread=(*unread, *_as_unread(document.file, document.problems)), papers=papers)


def _as_unread(file: FormFile, problems: Iterable[Problem]) -> tuple[Unread, ...]:
    """Problems of a file that holds no declaration to carry them."""
    return tuple(Unread(file, UnreadableFile(file.file, problem.fact, problem.next_step)) for problem in problems)
