"""Whether a file is whole by the rules of its own format, found out without the product: a second opinion."""

from __future__ import annotations

import base64
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree import ElementTree as ET

_STREAM = re.compile(rb"(?<!end)stream\r?\n")


def damage(content: bytes, suffix: str) -> str:
    """What a strict reader finds wrong with a file; empty where it finds nothing (so another form may stand there)."""
    try:
        for _ in _CHECKS[suffix](content):
            pass
    except Exception as error:  # noqa: BLE001  # whatever a strict reader stumbles over is damage
        return f"{type(error).__name__}: {error}"
    return ""


def _package(content: bytes) -> Iterator[None]:
    """Every member with its checksum, every XML part parsed."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = package.namelist()
        if len(set(names)) < len(names):
            raise ValueError("a name twice")
        for name in names:
            body = package.read(name)
            if name.endswith((".xml", ".rels")):
                ET.fromstring(body)
            elif name.endswith(".xlsx"):
                yield from _package(body)
            yield


def _json(content: bytes) -> Iterator[None]:
    json.loads(content.decode("utf-8"))
    yield


def _csv(content: bytes) -> Iterator[None]:
    """A text table has no rules to break, except that its text must be text in the encoding that it was written in."""
    text = content.decode("utf-8-sig" if content.startswith(b"\xef\xbb\xbf") else "gb18030")
    if any(ord(char) < 32 and char not in "\r\n\t" for char in text) or text.count('"') % 2:
        raise ValueError("control characters")
    yield


def _pdf(content: bytes) -> Iterator[None]:
    """The cross-references as pypdf checks them strictly, and every stream deflated to its end."""
    import pypdf

    if not content.rstrip().endswith(b"%%EOF"):
        raise ValueError("cut")
    reader = pypdf.PdfReader(io.BytesIO(content), strict=True)
    for page in reader.pages:
        page.get_contents()
        yield
    for found in _STREAM.finditer(content):
        stream = content[found.end() : content.index(b"endstream", found.end())].strip()
        plain = base64.a85decode(b"<~" + stream, adobe=True) if stream.endswith(b"~>") else stream
        zlib.decompress(plain)


def _nothing_known(_: bytes) -> Iterator[None]:
    """Old Office files and pictures: no strict reader is at hand, so what is read must speak for itself."""
    return iter(())


_CHECKS = {
    "xlsx": _package,
    "docx": _package,
    "zip": _package,
    "json": _json,
    "csv": _csv,
    "pdf": _pdf,
    "xls": _nothing_known,
    "doc": _nothing_known,
    "png": _nothing_known,
    "jpg": _nothing_known,
}
