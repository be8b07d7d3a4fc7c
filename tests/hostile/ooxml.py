"""Office packages: their parts written by hand, and good ones with something changed inside."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping

from hostile.packing import Packed, ole, packed
from hostile.people import EVIL

XML = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
TYPES = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>%s</Types>'
RELS = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>'
REL = b'<Relationship Id="%s" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s" Target="%s"/>'
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml."
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def override(path: str, content_type: str) -> bytes:
    return f'<Override PartName="/{path}" ContentType="{content_type}"/>'.encode()


def plain(text: bytes) -> Packed:
    return packed((text, 1))


def swapped(whole: bytes, changes: Mapping[str, tuple[str, str]], added: Mapping[str, bytes] | None = None) -> bytes:
    """An office file with a text replaced in some of its parts, and parts added."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name in changes:
                before, after = (each.encode() for each in changes[name])
                assert before in content, f"{before!r} is not in {name}"
                content = content.replace(before, after)
            new.writestr(name, content)
        for name, content in (added or {}).items():
            new.writestr(name, content)
    return target.getvalue()


def lying(whole: bytes) -> bytes:
    """A zip whose headers say 1000 bytes where there are more than 2^29."""
    changed = bytearray(whole)
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = whole.find(mark)
        while start >= 0:
            if int.from_bytes(whole[start + at : start + at + 4], "little") >> 29:
                changed[start + at : start + at + 4] = (1000).to_bytes(4, "little")
            start = whole.find(mark, start + 4)
    return bytes(changed)


def locked_book() -> bytes:
    """What Excel and Word write when a password is set."""
    info = struct.pack("<HHI", 4, 4, 0x40) + b'<encryption xmlns="http://schemas.microsoft.com/office/2006/encryption"></encryption>'
    return ole({"EncryptionInfo": info, "EncryptedPackage": struct.pack("<Q", 9000) + EVIL * 3})


def cut(whole: bytes) -> bytes:
    """The first two thirds of a file, as a broken upload leaves it."""
    return whole[: len(whole) * 2 // 3]
