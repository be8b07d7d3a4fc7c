"""Office packages (zips of XML) looked over before they are parsed: size, macros, pictures inside."""

from __future__ import annotations

import io
import zipfile
import zlib

from relparty.documents.kind import KIND_WORDS, FileKind
from relparty.errors import UnreadableFile
from relparty.model.lot import FormFile
from relparty.model.record import Place, Problem, Source
from relparty.phrases import Phrase
from relparty.settings import MEGABYTE, FileLimits

_TOO_LARGE = Phrase("解压后超过 {limit} MB，疑为压缩炸弹", "it unpacks to more than {limit} MB and may be a zip bomb")
_BROKEN = Phrase("{kind}不完整或已损坏（{reason}）", "{kind} that is cut short or broken ({reason})")
_ASK_AGAIN = Phrase("请该投标人重新提交可正常打开的文件", "ask the bidder for a file that opens")
_ENTITIES = Phrase(
    "文件中含有自定义实体（DTD），可能隐藏内容或被恶意构造",
    "the file defines entities of its own (DTD), which may hide content or be made to do harm",
)
_ZIP_ERRORS = (zipfile.BadZipFile, zlib.error, ValueError, OSError, NotImplementedError, EOFError, RuntimeError)
_CHUNK = 1 << 16
_MACROS = Phrase("文件含宏；未执行，仅读取了单元格和文字", "the file holds macros; none was run, only cells and text were read")
_NO_MACROS = Phrase("请该投标人改交不含宏的文件，并核对内容", "ask for a file without macros and compare the contents")
_SMALLEST_FILE = 8_000
_SMALLEST_PAGE = 400_000
"""Bytes and pixels below which a picture inside a document is a logo, a seal or a line and no page."""


def check(file: FormFile, content: bytes, kind: FileKind, limits: FileLimits) -> tuple[Problem, ...]:
    """The problems of a package as such (macros); call it before any parser sees the package.

    Parsers of one format or another pass over XML that is broken, and over entities; so every part is
    looked at here. Raises UnreadableFile when the package is broken, unpacks beyond the limit, or defines entities.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            members = package.infolist()
            if sum(member.file_size for member in members) > limits.unpacked:
                raise UnreadableFile(file.file, _TOO_LARGE(limit=limits.unpacked // MEGABYTE), _ASK_AGAIN())
            has_entities = any(_defines_entities(package, member) for member in members)
    except (*_ZIP_ERRORS, SyntaxError) as error:
        raise UnreadableFile(file.file, _BROKEN(kind=KIND_WORDS[kind], reason=type(error).__name__), _ASK_AGAIN()) from error
    if has_entities:
        raise UnreadableFile(file.file, _ENTITIES(), _ASK_AGAIN())
    if any(member.filename.lower().endswith(("vbaproject.bin", "vbadata.xml")) for member in members):
        return (Problem("macros", _MACROS(), _NO_MACROS(), (Source(file.file, Place(), file.sha256, ""),)),)
    return ()


def _defines_entities(package: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    """Whether a part has a document type of its own; reading it to the end proves that it is whole.

    Raises SyntaxError (lxml's XMLSyntaxError) for a part that is no XML though its name says so.
    """
    with package.open(member) as part:
        if not member.filename.lower().endswith((".xml", ".rels")):
            while part.read(_CHUNK):
                pass
            return False
        from lxml import etree

        seen = _DocumentType()
        parser = etree.XMLParser(target=seen, resolve_entities=False, no_network=True)
        try:
            while not seen.found and (chunk := part.read(_CHUNK)):
                parser.feed(chunk)
            if not seen.found:
                parser.close()
        except etree.XMLSyntaxError:
            if not seen.found:  # an entity that the parser refuses is told as one
                raise
        return seen.found


class _DocumentType:
    """What lxml tells of a part while it is read: here only whether it has a document type."""

    def __init__(self) -> None:
        self.found = False

    def doctype(self, *_: str | None) -> None:
        self.found = True

    def close(self) -> None:
        pass


def pictures(content: bytes) -> list[tuple[str, bytes]]:
    """The pictures inside a whole package that are large enough to be pages, by the names of their members."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            members = sorted(package.infolist(), key=lambda member: member.filename)
            found = [member for member in members if "/media/" in member.filename and member.file_size >= _SMALLEST_FILE]
            read = ((member.filename.rpartition("/")[2], package.read(member)) for member in found)
            return [(name, picture) for name, picture in read if _is_page(picture)]
    except _ZIP_ERRORS:
        return []


def _is_page(picture: bytes) -> bool:
    """Whether a picture is large enough to hold writing; its header tells, nothing is unpacked."""
    from PIL import Image  # comes with pdfplumber; few documents hold pictures

    try:
        with Image.open(io.BytesIO(picture)) as opened:
            return opened.width * opened.height >= _SMALLEST_PAGE
    except (OSError, ValueError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return picture.startswith((b"\x89PNG", b"\xff\xd8\xff"))
