"""One form file to one declaration, whatever its kind; a file that cannot be read says why."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import PurePosixPath

from relparty.documents import pdf, spreadsheet, word
from relparty.documents.cells import FormDocument
from relparty.errors import UnreadableFile
from relparty.forms import labels, layout, machine
from relparty.forms.declaration import declaration
from relparty.model.lot import Declaration, FormFile
from relparty.phrases import Phrase

_READERS: dict[str, Callable[[FormFile, bytes], FormDocument]] = {"xlsx": spreadsheet.read, "docx": word.read, "pdf": pdf.read}

_EMPTY = Phrase("文件是空的", "the file is empty")
_NO_READER = Phrase("本版本尚不能识读 .{kind} 文件", "this version cannot read .{kind} files yet")
_NO_FORM = Phrase("文件中没有找到采集表的任何栏目", "the file has none of the fields of the declaration form")
_UNEXPECTED = Phrase("读取时出错（{reason}）", "reading it failed ({reason})")
_NEXT = Phrase(
    "请投标人改交 Excel（.xlsx）、Word（.docx）、可复制文字的 PDF 或 JSON，或人工核对该表",
    "ask for Excel (.xlsx), Word (.docx), a PDF with text or JSON, or check this form by hand",
)


def form_file(file: str, content: bytes) -> FormFile:
    """The identity of a file handed in: its path in the lot, hash and kind (by suffix)."""
    kind = PurePosixPath(file).suffix.removeprefix(".").lower()
    return FormFile(file, hashlib.sha256(content).hexdigest(), kind)


def read(file: FormFile, content: bytes) -> Declaration:
    """The declaration in one file.

    Raises UnreadableFile with the reason and the next step; no other error leaves it, so that one bad
    file never stops the others.
    """
    if not content.strip():
        raise UnreadableFile(file.file, _EMPTY(), _NEXT())
    try:
        return declaration(*_filled_form(file, content), labels.load())
    except UnreadableFile:
        raise
    except Exception as error:
        raise UnreadableFile(file.file, _UNEXPECTED(reason=type(error).__name__), _NEXT()) from error


def _filled_form(file: FormFile, content: bytes) -> tuple[FormDocument, layout.FilledForm]:
    if file.kind == "json":
        return machine.read(file, content)
    reader = _READERS.get(file.kind)
    if reader is None:
        raise UnreadableFile(file.file, _NO_READER(kind=file.kind), _NEXT())
    document = reader(file, content)
    form = layout.read(document, labels.load())
    if not form.fields and not form.blocks:
        raise UnreadableFile(file.file, _NO_FORM(), _NEXT())
    return document, form
