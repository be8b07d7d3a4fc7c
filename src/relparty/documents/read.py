"""One file's content to rows of cells, by what the content is and not by what the name says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePosixPath

from relparty.documents import delimited, packages, pdf, spreadsheet, word
from relparty.documents.cells import FormDocument
from relparty.documents.kind import KIND_WORDS, FileKind, fits, kind_of
from relparty.documents.next_step import NEXT
from relparty.errors import UnreadableFile
from relparty.model.lot import FormFile
from relparty.model.record import Place, Problem, Source
from relparty.phrases import Phrase
from relparty.settings import MEGABYTE, FileLimits


def _picture(file: FormFile, content: bytes, limits: FileLimits) -> FormDocument:
    from relparty.documents import picture  # most lots have none

    return picture.read(file, content, limits)


def _page(file: FormFile, content: bytes, limits: FileLimits) -> FormDocument:
    from relparty.documents import markup  # as above

    return markup.read(file, content, limits)


def _page_archive(file: FormFile, content: bytes, limits: FileLimits) -> FormDocument:
    from relparty.documents import markup  # as above

    return markup.read_archive(file, content, limits)


_READERS: dict[FileKind, Callable[[FormFile, bytes, FileLimits], FormDocument]] = {
    FileKind.XLSX: spreadsheet.read,
    FileKind.XLS: spreadsheet.read,
    FileKind.DOCX: word.read,
    FileKind.PDF: pdf.read,
    FileKind.PNG: _picture,
    FileKind.JPEG: _picture,
    FileKind.CSV: delimited.read,
    FileKind.HTML: _page,
    FileKind.MHTML: _page_archive,
}

_EMPTY = Phrase("文件是空的", "the file is empty")
_TOO_LARGE = Phrase("文件超过 {limit} MB", "the file is larger than {limit} MB")
_SMALLER = Phrase("请该投标人压缩图片或拆分后重新提交", "ask for smaller pictures or several files")
_UNKNOWN = Phrase(
    "后缀为 .{suffix}，内容却无法辨认：文件可能已损坏，或并不是该类文件",
    "the name ends in .{suffix} but the content is of no known kind: the file may be damaged or something else",
)
_UNNAMED = Phrase(
    "内容无法辨认：文件可能已损坏，或并不是该类文件", "the content is of no known kind: the file may be damaged or something else"
)
_NO_READER = Phrase("内容是{kind}，不能识读", "it is {kind}, which cannot be read")
_PASSWORD = Phrase("文件设有密码", "the file has a password")
_NO_PASSWORD = Phrase("请该投标人重新提交未加密、可正常打开的文件", "ask the bidder for a file that opens without a password")
_WRONG_SUFFIX = Phrase(
    "文件后缀是 .{suffix}，内容却是{kind}；已按内容读取", "the name ends in .{suffix} but the content is {kind}; it was read as such"
)
_WHY = Phrase("请核对文件来源，必要时请投标人重新提交", "find out where the file comes from and ask for it again if need be")


def suffix_of(file: FormFile) -> str:
    """The suffix of a file's name in lower case, without the dot."""
    return PurePosixPath(file.file).suffix.removeprefix(".").lower()


def content_kind(file: FormFile, content: bytes, limits: FileLimits) -> FileKind:
    """What the file is; raises UnreadableFile when it is empty, too large, locked, or nothing we can read."""
    if not content.strip(b"\x00 \t\r\n"):
        raise UnreadableFile(file.file, _EMPTY(), NEXT())
    if len(content) > limits.size:
        raise UnreadableFile(file.file, _TOO_LARGE(limit=limits.size // MEGABYTE), _SMALLER())
    kind = kind_of(content, suffix_of(file))
    if kind is FileKind.LOCKED:
        raise UnreadableFile(file.file, _PASSWORD(), _NO_PASSWORD())
    if kind is FileKind.UNKNOWN:
        suffix = suffix_of(file)
        raise UnreadableFile(file.file, _UNKNOWN(suffix=suffix) if suffix else _UNNAMED(), NEXT())
    if kind not in (*_READERS, FileKind.JSON, FileKind.ZIP, FileKind.DOC):
        raise UnreadableFile(file.file, _NO_READER(kind=KIND_WORDS[kind]), NEXT())
    return kind


def read(file: FormFile, content: bytes, kind: FileKind, limits: FileLimits) -> FormDocument:
    """The document in a file of a kind with a reader; raises UnreadableFile with the reason."""
    problems = list(suffix_problems(file, kind))
    if kind in (FileKind.XLSX, FileKind.DOCX):
        problems += packages.check(file, content, kind, limits)
    document = _READERS[kind](file, content, limits)
    return replace(document, file=replace(file, picture=document.picture), problems=(*problems, *document.problems))


def suffix_problems(file: FormFile, kind: FileKind) -> tuple[Problem, ...]:
    """The problem that a name promises another kind than the content is, if it does."""
    if fits(kind, suffix_of(file)):
        return ()
    fact = _WRONG_SUFFIX(suffix=suffix_of(file), kind=KIND_WORDS[kind])
    return (Problem("wrong_suffix", fact, _WHY(), (Source(file.file, Place(), file.sha256, ""),)),)
