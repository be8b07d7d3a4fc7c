"""Whether a PDF is whole: readers repair broken ones silently, and what they could not repair is then missing."""

from __future__ import annotations

import io
import re
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdftypes import PDFStream

_END = b"%%EOF"
_TAIL = 2048
_STARTXREF = re.compile(rb"startxref\s+(\d{1,12})\s")
_REFERENCES = re.compile(rb"\s*(?:xref\s|\d+\s+\d+\s+obj\b)")
_MOST_OBJECTS = 20_000


def is_whole(content: bytes) -> bool:
    """True when the PDF ends as it should, its cross-references hold, and every compressed stream unpacks to its end."""
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfparser import PDFParser

    if _END not in content[-_TAIL:] or not _ends_at_its_references(content):
        return False
    try:
        document = PDFDocument(PDFParser(io.BytesIO(content)), fallback=False)
        return _objects_hold(document)
    except Exception:  # noqa: BLE001  # pdfminer meets broken files with errors of every kind
        return False


def _ends_at_its_references(content: bytes) -> bool:
    """Whether the file's last word on where its cross-references stand is right: a byte lost before them moves them."""
    told = _STARTXREF.findall(content[-_TAIL:])
    return bool(told) and _REFERENCES.match(content, int(told[-1])) is not None


def _objects_hold(document: PDFDocument) -> bool:
    from pdfminer.pdftypes import PDFStream

    numbers = sorted({number for table in document.xrefs for number in table.get_objids()} - {0})
    if len(numbers) > _MOST_OBJECTS:
        return True  # too many to look at; the limits on time and pages stand
    found = (document.getobj(number) for number in numbers)
    return all(_unpacks(each) for each in found if isinstance(each, PDFStream))


def _unpacks(stream: PDFStream) -> bool:
    """Whether a stream that is deflated and nothing else before it unpacks to its end with the right checksum."""
    filters = [str(name).strip("/'") for name, _ in stream.get_filters()]
    if not filters or stream.rawdata is None:
        return True
    packed = stream.rawdata
    if filters[0] in ("ASCII85Decode", "A85") and len(filters) > 1:
        from pdfminer.ascii85 import ascii85decode

        packed, filters = ascii85decode(packed), filters[1:]
    if filters[0] not in ("FlateDecode", "Fl"):
        return True
    unpacker = zlib.decompressobj()
    while packed and not unpacker.eof:
        unpacker.decompress(packed, _CHUNK)
        packed = unpacker.unconsumed_tail
    return unpacker.eof


_CHUNK = 1 << 20
"""Bytes unpacked at once and let go: a stream may be a bomb."""
