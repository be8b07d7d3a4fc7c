"""Saved pages and reports of the 国家企业信用信息公示系统 to an extract: what reads documents reads them, nothing here asks the register."""

from __future__ import annotations

from dataclasses import replace

from relparty.documents.kind import FileKind, kind_of
from relparty.documents.read import content_kind, read
from relparty.errors import UnreadableFile
from relparty.evidence import extract
from relparty.model.evidence import Extract, ExtractKind, Told
from relparty.model.lot import FormFile
from relparty.model.record import Place, Problem, Source
from relparty.phrases import Phrase
from relparty.settings import FileLimits

_NAME = "国家企业信用信息公示系统"
_MARKS = (b"gsxt.gov.cn", _NAME.encode(), _NAME.encode("gb18030"))
_TOLD_BY_READING = frozenset({FileKind.PDF, FileKind.MHTML, FileKind.PNG, FileKind.JPEG})
_OF_THE_REGISTER = frozenset({ExtractKind.REPORT, ExtractKind.PAGE})

_OTHER = Phrase("不是公示系统的页面或公示报告", "it is neither a page nor a report of the register")
_SAVE = Phrase(
    "请在公示系统打开该企业的页面，下载公示报告，或将页面另存为单个文件（.mhtml）",
    "open the company's page on the register and fetch its report, or save the page as one file (.mhtml)",
)


def recognises(content: bytes) -> bool:
    """True for a plain web page that names the register, and for any PDF, web archive or picture: what these show, reading tells."""
    kind = kind_of(content, "")
    return kind in _TOLD_BY_READING or (kind is FileKind.HTML and any(mark in content for mark in _MARKS))


def extracts(file: FormFile, content: bytes) -> tuple[Extract, ...]:
    """What a report or page tells of its one company; raises UnreadableFile for what is neither, and where it cannot be read."""
    limits = FileLimits()
    kind = content_kind(file, content, limits)
    if kind not in _TOLD_BY_READING | {FileKind.HTML}:
        raise UnreadableFile(file.file, _OTHER(), _SAVE())
    document = read(file, content, kind, limits)
    found = extract.read(document)
    if found is None or found.kind not in _OF_THE_REGISTER:
        raise UnreadableFile(file.file, _OTHER(), _SAVE())
    return (replace(found, unread=(*found.unread, *(_told(file, each) for each in document.problems))),)


def _told(file: FormFile, problem: Problem) -> Told:
    """A problem of the file as something that could not be read in it."""
    text = problem.fact.say("zh")
    return Told(text, next(iter(problem.sources), Source(file.file, Place(), file.sha256, text)))
