"""What a file really is, by its first bytes, and whether its name says so."""

from __future__ import annotations

import io
import re
import zipfile
from enum import StrEnum

from relparty.phrases import Phrase


class FileKind(StrEnum):
    """A kind of file by its content; those without a reader are named so that a person knows what came in."""

    XLSX = "xlsx"
    XLS = "xls"
    DOCX = "docx"
    DOC = "doc"
    PDF = "pdf"
    PNG = "png"
    JPEG = "jpg"
    JSON = "json"
    CSV = "csv"
    ZIP = "zip"
    LOCKED = "locked"
    HTML = "html"
    MHTML = "mhtml"
    ARCHIVE = "archive"
    OTHER_PICTURE = "other_picture"
    PROGRAM = "program"
    UNKNOWN = "unknown"


KIND_WORDS: dict[FileKind, Phrase] = {
    FileKind.XLSX: Phrase("Excel 表格", "an Excel workbook"),
    FileKind.XLS: Phrase("Excel 97-2003 表格", "an Excel 97-2003 workbook"),
    FileKind.DOCX: Phrase("Word 文档", "a Word document"),
    FileKind.DOC: Phrase("Word 97-2003 文档", "a Word 97-2003 document"),
    FileKind.PDF: Phrase("PDF", "a PDF"),
    FileKind.PNG: Phrase("PNG 图片", "a PNG picture"),
    FileKind.JPEG: Phrase("JPEG 图片", "a JPEG picture"),
    FileKind.JSON: Phrase("JSON 数据", "JSON"),
    FileKind.CSV: Phrase("文本表格", "a text table"),
    FileKind.ZIP: Phrase("ZIP 压缩包", "a ZIP archive"),
    FileKind.LOCKED: Phrase("设有密码的 Office 文件", "an Office file with a password"),
    FileKind.HTML: Phrase("网页", "a web page"),
    FileKind.MHTML: Phrase("单文件网页（MHTML）", "a web page saved as one file (MHTML)"),
    FileKind.ARCHIVE: Phrase("RAR、7z 等压缩包", "a RAR, 7z or other archive"),
    FileKind.OTHER_PICTURE: Phrase("GIF、BMP、TIFF、WebP 或 HEIC 图片", "a GIF, BMP, TIFF, WebP or HEIC picture"),
    FileKind.PROGRAM: Phrase("可执行程序", "a program"),
    FileKind.UNKNOWN: Phrase("无法辨认的内容", "content of no known kind"),
}

_SUFFIXES: dict[str, frozenset[FileKind]] = {
    **dict.fromkeys(("xlsx", "xls", "et", "xlsm"), frozenset({FileKind.XLSX, FileKind.XLS})),
    **dict.fromkeys(("docx", "doc", "wps", "docm"), frozenset({FileKind.DOCX, FileKind.DOC})),
    **dict.fromkeys(("png", "jpg", "jpeg"), frozenset({FileKind.PNG, FileKind.JPEG})),
    **dict.fromkeys(("html", "htm", "mhtml", "mht"), frozenset({FileKind.HTML, FileKind.MHTML})),
    "pdf": frozenset({FileKind.PDF}),
    "json": frozenset({FileKind.JSON}),
    "csv": frozenset({FileKind.CSV}),
    "zip": frozenset({FileKind.ZIP}),
}
"""The kinds that a suffix may hold: offices save .et and .wps in any of the formats of their family."""

_MAGIC: tuple[tuple[bytes, FileKind], ...] = (
    (b"\x89PNG\r\n\x1a\n", FileKind.PNG),
    (b"\xff\xd8\xff", FileKind.JPEG),
    (b"{\\rtf", FileKind.DOC),
    (b"MZ", FileKind.PROGRAM),
    (b"\x7fELF", FileKind.PROGRAM),
    (b"Rar!", FileKind.ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", FileKind.ARCHIVE),
    (b"\x1f\x8b", FileKind.ARCHIVE),
    (b"GIF8", FileKind.OTHER_PICTURE),
    (b"BM", FileKind.OTHER_PICTURE),
    (b"II*\x00", FileKind.OTHER_PICTURE),
    (b"MM\x00*", FileKind.OTHER_PICTURE),
    (b"RIFF", FileKind.OTHER_PICTURE),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_APPLE_PICTURES = (b"ftypheic", b"ftypmif1", b"ftypheix")
_LOCKED_BOOK = re.compile(rb"\x09\x08\x10\x00\x00\x06.{14}(?:\x86\x00\x00\x00)?\x2f\x00", re.DOTALL)
"""The beginning of a BIFF8 workbook, perhaps a write protection, and FILEPASS ([MS-XLS] 2.4.117)."""
_HEAD = 1024
_CUT_PACKAGES = {"xlsx": FileKind.XLSX, "xlsm": FileKind.XLSX, "docx": FileKind.DOCX, "docm": FileKind.DOCX}
_TEXT_KINDS = {"json": FileKind.JSON, "csv": FileKind.CSV}
_WEB = (b"<!doctype html", b"<html", b"<table", b"<head")
_WEB_SUFFIXES = ("html", "htm", "mhtml", "mht")
_BEFORE_WEB = re.compile(rb"(?:\s+|<!--.*?-->|<\?.*?\?>)+", re.DOTALL)
"""What may stand before a page's first tag: the address it was saved from, an XML declaration."""
_WEB_HEAD = 8192
_UTF_16 = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_MAIL_HEAD = re.compile(rb"(?:from|date|subject|mime-version|snapshot-content-location|message-id|(?:content|x)-[\w-]+):", re.IGNORECASE)
_MHTML_HEAD = re.compile(rb"^content-type:\s*(?:multipart/related|text/html)\b", re.IGNORECASE | re.MULTILINE)


def fits(kind: FileKind, suffix: str) -> bool:
    """True when a file with this suffix may hold this kind; a suffix that is none of ours promises nothing."""
    return kind in _SUFFIXES.get(suffix, frozenset(FileKind))


def kind_of(content: bytes, suffix: str) -> FileKind:
    """The kind of a file by its content; the suffix decides only between kinds of plain text."""
    head = content[:_HEAD].lstrip()
    if b"%PDF-" in content[:_HEAD]:
        return FileKind.PDF
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _package(content, suffix)
    if content.startswith(_OLE):
        return _compound(content)
    told = next((kind for magic, kind in _MAGIC if content.startswith(magic)), None)
    if told or content[4:12] in _APPLE_PICTURES:
        return told or FileKind.OTHER_PICTURE
    return _web(content[:_WEB_HEAD], suffix) or _text(head, content, suffix)


def _package(content: bytes, suffix: str) -> FileKind:
    """A zip, or what Office makes of one; one that cannot be listed is what its suffix says."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = frozenset(package.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return _CUT_PACKAGES.get(suffix, FileKind.ZIP)
    if "[Content_Types].xml" in names:
        if any(name.startswith("word/") for name in names):
            return FileKind.DOCX
        if any(name.startswith("xl/") for name in names):
            return FileKind.XLSX
    return FileKind.ZIP


def _compound(content: bytes) -> FileKind:
    """An old Office file by the names of its streams; a workbook whose first record is a password is locked."""
    if _LOCKED_BOOK.search(content):
        return FileKind.LOCKED
    for stream, kind in (
        ("EncryptedPackage", FileKind.LOCKED),
        ("WordDocument", FileKind.DOC),
        ("Workbook", FileKind.XLS),
        ("Book", FileKind.XLS),
    ):
        if stream.encode("utf-16-le") in content:
            return kind
    return FileKind.UNKNOWN


def _web(head: bytes, suffix: str) -> FileKind | None:
    """A web page by its first tag, or by the head of the letter that holds one; a piece of a page needs a suffix that says so."""
    if head[:2] in _UTF_16:
        head = head[2:].decode(_UTF_16[head[:2]], "ignore").encode()
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if _MAIL_HEAD.match(head) and _MHTML_HEAD.search(head):
        return FileKind.MHTML
    first = _BEFORE_WEB.match(head)
    tags = head[first.end() :].lower() if first else head.lower()
    is_web = tags.startswith(_WEB) or (suffix in _WEB_SUFFIXES and re.match(rb"<[!a-z]", tags))
    return FileKind.HTML if is_web else None


def _text(head: bytes, content: bytes, suffix: str) -> FileKind:
    if b"\x00" in content[:_HEAD] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return FileKind.UNKNOWN
    if head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith((b"{", b"[")):
        return FileKind.JSON
    return _TEXT_KINDS.get(suffix, FileKind.UNKNOWN)
