"""One form file to its answers and what is wrong with them, read in a child process like every file handed in."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from relparty.documents import packages
from relparty.documents import read as documents
from relparty.documents.cells import FormDocument
from relparty.documents.kind import FileKind
from relparty.documents.next_step import NEXT
from relparty.errors import UnreadableFile
from relparty.forms import labels, machine
from relparty.forms.attachments import ATTACHMENT_WORDS, BEARS_ON_RELATIONS
from relparty.forms.declaration import declaration
from relparty.forms.filled import FilledForm
from relparty.forms.parts import Attachment, parts
from relparty.forms.read import no_form
from relparty.intake import office, workers
from relparty.intake.workers import Failure, Job
from relparty.model.lot import Declaration, FormFile, form_file
from relparty.model.record import Problem
from relparty.phrases import Phrase
from relparty.settings import FileLimits

_STOPPED = Phrase(
    "识读超出时间或内存限制，或文件可能损坏，已停止", "reading it was stopped: too much time or memory, or the file is damaged"
)
_BROKEN = Phrase("读取时出错（{reason}）", "reading it failed ({reason})")
_ARCHIVE = Phrase("是压缩包，不是采集表", "it is an archive and not a form")
_UNPACK = Phrase("请解压后逐个检查其中的采集表", "unpack it and check the forms in it one by one")
_PAPER = Phrase("文件中另有{kind}，未与采集表核对", "the file also holds a {kind}, which was not compared with the form")
_UNKNOWN_PAPER = Phrase("文件中有一部分不是采集表，内容未识别", "a part of the file is not the form and was not understood")
_PICTURES = Phrase("文件中有 {count} 张图片，其内容未识读", "the file holds {count} pictures, which were not read")
_COMPARE = Phrase("请人工查看，并与采集表核对", "look at it and compare it with the form")


@dataclass(frozen=True, slots=True)
class ReadForm:
    """One form of a file: its answers, the declaration they make, or why they make none."""

    file: FormFile
    filled: FilledForm
    problems: tuple[Problem, ...]
    told: Declaration | None = None
    error: UnreadableFile | None = None


@dataclass(frozen=True, slots=True)
class ReadFile:
    """The forms in one file, or why there are none; `is_old_word` when LibreOffice must convert it first.

    `beside` is what the file holds besides forms and nobody has read here: papers and pictures.
    """

    file: FormFile
    forms: tuple[ReadForm, ...] = ()
    beside: tuple[UnreadableFile, ...] = ()
    error: UnreadableFile | None = None
    is_old_word: bool = False


def read(name: str, path: Path, limits: FileLimits) -> ReadFile:
    """The forms in the file at `path`, called `name`; whatever goes wrong is in the answer."""
    found = _in_child(name, path, limits)
    if not found.is_old_word:
        return found
    if office.program() is None:
        return replace(found, error=UnreadableFile(name, office.MISSING(), office.INSTALL()))
    with tempfile.TemporaryDirectory(prefix="relparty-", ignore_cleanup_errors=True) as folder:
        job = Job(office.convert, ([path], Path(folder)), limits.seconds, limits.picture_memory)
        ((_, made),) = workers.run([job], 1)
        if isinstance(made, Failure) or made[0] is None:
            return replace(found, error=UnreadableFile(name, office.NOT_CONVERTED(), office.ASK_DOCX()))
        return _in_child(name, made[0], limits, found.file)


def _in_child(name: str, path: Path, limits: FileLimits, as_handed_in: FormFile | None = None) -> ReadFile:
    job = Job(read_here, (name, path, limits, as_handed_in), limits.seconds, limits.picture_memory)
    ((_, result),) = workers.run([job], 1)
    if isinstance(result, Failure):
        return ReadFile(as_handed_in or FormFile(name, "", ""), error=UnreadableFile(name, _STOPPED(), NEXT()))
    return result  # type: ignore[no-any-return]  # a job gives what its function gives


def read_here(name: str, path: Path, limits: FileLimits, as_handed_in: FormFile | None = None) -> ReadFile:
    """The forms in a file, read in this process; reach for `read` instead, which is safe from hostile files."""
    content = path.read_bytes()
    file = as_handed_in or form_file(name, content)
    try:
        kind = documents.content_kind(file, content, limits)
        if kind is FileKind.ZIP:
            return ReadFile(file, error=UnreadableFile(name, _ARCHIVE(), _UNPACK()))
        if kind is FileKind.DOC:
            return ReadFile(file, is_old_word=True)
        return _machine_form(file, content) if kind is FileKind.JSON else _forms(file, content, kind, limits)
    except UnreadableFile as error:
        return ReadFile(file, error=error)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  # any failure of a reader is an answer to whoever checks the file
        return ReadFile(file, error=UnreadableFile(name, _BROKEN(reason=type(error).__name__), NEXT()))


def read_own(name: str, content: bytes) -> ReadFile:
    """The form in a machine form that we made ourselves, read in this process: no hostile file, and its size is bounded."""
    file = form_file(name, content)
    try:
        return _machine_form(file, content)
    except UnreadableFile as error:
        return ReadFile(file, error=error)


def _machine_form(file: FormFile, content: bytes) -> ReadFile:
    document, filled = machine.read(file, content)
    return ReadFile(file, (_read(replace(document, problems=documents.suffix_problems(file, FileKind.JSON)), filled),))


def _forms(file: FormFile, content: bytes, kind: FileKind, limits: FileLimits) -> ReadFile:
    split = parts(documents.read(file, content, kind, limits), labels.load())
    if not split.forms:
        return ReadFile(file, error=no_form(file))
    forms = tuple(_read(document, filled) for document, filled in split.forms)
    return ReadFile(file, forms, (*_papers(split.attachments), *_pictures(file, content, kind)))


def _read(document: FormDocument, filled: FilledForm) -> ReadForm:
    try:
        told = declaration(document, filled, labels.load())
    except UnreadableFile as error:
        return ReadForm(document.file, filled, document.problems, error=error)
    return ReadForm(document.file, filled, (*document.problems, *told.problems), told)


def _papers(attachments: Iterable[Attachment]) -> Iterator[UnreadableFile]:
    """Papers in the same file that can tell of a relation: a screening reads what it can of them, this command none."""
    files = {paper.kind: paper.document.file for paper in attachments}
    for kind, file in files.items():
        if kind is None or kind in BEARS_ON_RELATIONS:
            fact = _PAPER(kind=ATTACHMENT_WORDS[kind]) if kind else _UNKNOWN_PAPER()
            yield UnreadableFile(file.file, fact, _COMPARE())


def _pictures(file: FormFile, content: bytes, kind: FileKind) -> Iterator[UnreadableFile]:
    count = len(packages.pictures(content)) if kind in (FileKind.XLSX, FileKind.DOCX) else 0
    if count:
        yield UnreadableFile(file.file, _PICTURES(count=count), _COMPARE())
