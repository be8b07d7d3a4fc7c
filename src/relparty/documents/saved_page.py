"""What one file of a saved web page holds: the page's text, the pages in its frames, its style sheets, when it was saved."""

from __future__ import annotations

import codecs
import email
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from email import policy
from email.errors import MessageDefect
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from relparty.encoding import decoded
from relparty.errors import UnreadableFile
from relparty.model.lot import FormFile
from relparty.phrases import Phrase
from relparty.settings import MEGABYTE, FileLimits

_NO_TEXT = Phrase("网页的文字编码无法识别", "the encoding of the page is unknown")
_BROKEN = Phrase("单文件网页（MHTML）不完整或已损坏（{reason}）", "the web archive (MHTML) is cut short or broken ({reason})")
_NO_PAGE = Phrase("单文件网页（MHTML）中没有网页", "the web archive (MHTML) holds no page")
_TOO_MANY = Phrase("单文件网页（MHTML）内超过 {limit} 个文件", "the web archive (MHTML) holds more than {limit} files")
_TOO_LARGE = Phrase("解码后超过 {limit} MB", "it decodes to more than {limit} MB")
SAVE_AGAIN = Phrase(
    "请在浏览器中重新打开该页面，待显示完整后另存为“网页，单个文件（.mhtml）”，或打印为 PDF",
    "open the page again, wait until it is complete, and save it as a single file (.mhtml) or print it to PDF",
)

_CHARSET = re.compile(rb"""<meta\b[^>]{0,200}\bcharset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"""<\?xml\b[^>]{0,100}\bencoding\s*=\s*["']([\w.:-]{2,40})""", re.IGNORECASE)
_CHARSET_WITHIN = 8192
_TOLD_BY_BYTES = ("utf-8", "utf-8-sig", "ascii", "gb2312", "gbk", "gb18030", "hz", "iso8859-1", "cp1252")
"""Encodings that servers and editors declare whatever the page is in; the bytes themselves tell which of them it is."""
_CHINA = timezone(timedelta(hours=8))
_HARMLESS = frozenset({"InvalidBase64PaddingDefect", "InvalidHeaderDefect", "HeaderMissingRequiredValue", "NonASCIILocalPartDefect"})


@dataclass(frozen=True, slots=True)
class SavedPage:
    """A page with what was saved beside it in the same file; nothing is ever fetched or opened.

    `frames` are the pages shown inside it, by the addresses that its frames name.
    """

    html: str
    frames: Mapping[str, str] = field(default_factory=dict)
    sheets: tuple[str, ...] = ()
    saved_at: datetime | None = None


def plain(file: FormFile, content: bytes) -> SavedPage:
    """The page of an .html file; raises UnreadableFile when its encoding is unknown."""
    return SavedPage(_text(file, content, ""))


def archive(file: FormFile, content: bytes, limits: FileLimits) -> SavedPage:
    """The page of an .mhtml file with its frames; raises UnreadableFile when it is broken, too large, or holds no page."""
    try:
        letter = email.message_from_bytes(content, policy=policy.default)
        parts = list(_parts(file, letter, limits))
    except (RecursionError, LookupError, ValueError, TypeError, AttributeError) as error:  # what the parser of letters fails with
        raise UnreadableFile(file.file, _BROKEN(reason=type(error).__name__), SAVE_AGAIN()) from error
    pages = [(part, text) for part, text in parts if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    if not pages:
        raise UnreadableFile(file.file, _NO_PAGE(), SAVE_AGAIN())
    sheets = tuple(text for part, text in parts if part.get_content_type() == "text/css")
    frames = {address: text for part, text in pages[1:] for address in _addresses(part)}
    return SavedPage(pages[0][1], frames, sheets, _saved_at(letter))


def _parts(file: FormFile, letter: EmailMessage, limits: FileLimits) -> Iterator[tuple[EmailMessage, str]]:
    """The pages and style sheets of an archive with their texts."""
    size = 0
    for number, part in enumerate(letter.walk(), start=1):
        if number > limits.members:
            raise UnreadableFile(file.file, _TOO_MANY(limit=limits.members), SAVE_AGAIN())
        _whole(file, part.defects)
        if part.get_content_type() not in ("text/html", "application/xhtml+xml", "text/css"):
            continue
        content = part.get_payload(decode=True)
        _whole(file, part.defects)  # decoding finds more of them
        content = content if isinstance(content, bytes) else b""
        size += len(content)
        if size > limits.unpacked:
            raise UnreadableFile(file.file, _TOO_LARGE(limit=limits.unpacked // MEGABYTE), SAVE_AGAIN())
        yield part, _text(file, content, part.get_content_charset() or "")


def _whole(file: FormFile, defects: Iterable[MessageDefect]) -> None:
    """Raises UnreadableFile for damage that can have lost content, as when the file was cut."""
    found = next((name for defect in defects if (name := type(defect).__name__) not in _HARMLESS), None)
    if found:
        raise UnreadableFile(file.file, _BROKEN(reason=found), SAVE_AGAIN())


def _addresses(part: EmailMessage) -> list[str]:
    """The addresses by which a frame may name this part."""
    name, location = str(part["Content-ID"] or "").strip().strip("<>"), str(part["Content-Location"] or "").strip()
    return [address for address in (f"cid:{name}" if name else "", location) if address]


def _saved_at(letter: EmailMessage) -> datetime | None:
    """When the archive was made, as the clock in China showed; browsers write it in world time."""
    try:
        written = parsedate_to_datetime(str(letter["Date"]))
        return (written if written.tzinfo else written.replace(tzinfo=UTC)).astimezone(_CHINA)
    except (ValueError, TypeError, OverflowError):
        return None


def _text(file: FormFile, content: bytes, declared: str) -> str:
    """The text of a page: by its byte-order mark, then as it declares, then UTF-8, then GB 18030."""
    head = content[:_CHARSET_WITHIN]
    found = _XML_CHARSET.search(head) or _CHARSET.search(head)
    has_mark = content.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        name = codecs.lookup(declared or (found[1].decode("ascii") if found else "utf-8")).name
    except LookupError:
        name = "utf-8"
    try:
        if has_mark or name in _TOLD_BY_BYTES or name.startswith("utf-16"):  # a page whose <meta> can be read is not in UTF-16
            return decoded(content)
        return content.decode(name)
    except (ValueError, LookupError) as error:
        raise UnreadableFile(file.file, _NO_TEXT(), SAVE_AGAIN()) from error
