"""Pictures that are larger than they look, or that lie about themselves."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable

from hostile.ooxml import cut
from hostile.packing import MB, packed
from hostile.people import EVIL

Maker = Callable[[], bytes]


def png(width: int, height: int, pixels: bytes, chunks: bytes = b"") -> bytes:
    """A grey PNG that says this size, over any (deflated) pixels."""
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunks + _chunk(b"IDAT", pixels) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def large() -> bytes:
    """300 megapixels of black."""
    return png(20_000, 15_000, packed((bytes(20_001 * 100), 150)).zlib)


def absurd() -> bytes:
    """The largest size that a PNG can say, over nothing."""
    return png(0x7FFFFFFF, 0x7FFFFFFF, zlib.compress(b"\0"))


def small_head() -> bytes:
    """A head of 100 x 100 over 1 GB of pixels."""
    return png(100, 100, packed((bytes(MB), 1024)).zlib)


def text_bomb() -> bytes:
    """A small picture whose comment unpacks to 1 GB."""
    comment = _chunk(b"zTXt", b"Comment\0\0" + packed((bytes(MB), 1024)).zlib)
    return png(100, 100, zlib.compress(bytes(101 * 100)), comment)


def photograph(width: int = 640, height: int = 480, exif: bytes = b"") -> bytes:
    """An empty JPEG."""
    from PIL import Image

    target = io.BytesIO()
    Image.new("RGB", (width, height), "white").save(target, "JPEG", exif=exif)
    return target.getvalue()


def absurd_exif() -> bytes:
    """A turn of 99, a date that is none, and a list of tags that goes on in itself."""
    entries = (
        struct.pack("<HHII", 0x0112, 3, 1, 99) + struct.pack("<HHII", 0x9003, 2, 0x7FFFFFFF, 8) + struct.pack("<HHII", 0x8769, 4, 1, 8)
    )
    directory = struct.pack("<H", 3) + entries + struct.pack("<I", 8)
    return photograph(exif=b"Exif\0\0II*\0\x08\0\0\0" + directory)


def lying_jpeg() -> bytes:
    """A photograph whose head says 65,500 x 65,500."""
    whole = bytearray(photograph())
    at = whole.index(b"\xff\xc0") + 5
    whole[at : at + 4] = struct.pack(">HH", 65_500, 65_500)
    return bytes(whole)


def cut_jpeg() -> bytes:
    return cut(photograph(1600, 1200))


def cut_png() -> bytes:
    return cut(png(1000, 1000, zlib.compress(random_rows(1000))))


def random_rows(size: int) -> bytes:
    import random

    numbers = random.Random(7)  # no secrecy needed
    return b"".join(b"\0" + numbers.randbytes(size) for _ in range(size))


def blank() -> bytes:
    return png(1200, 1600, packed((b"\0" + b"\xff" * 1200, 1600)).zlib)


def animated() -> bytes:
    """A GIF of 10,000 frames under .png."""
    frame = b",\0\0\0\0\1\0\1\0\0\2\2D\1\0"
    return b"GIF89a\1\0\1\0\x80\0\0\0\0\0\xff\xff\xff" + frame * 10_000 + b";"


PICTURES: dict[str, tuple[str, Maker]] = {
    "png: 300 megapixels": ("png", large),
    "png: the largest size there is": ("png", absurd),
    "png: a head of 100 x 100 over 1 GB": ("png", small_head),
    "png: a comment of 1 GB": ("png", text_bomb),
    "png: truncated": ("png", cut_png),
    "png: blank": ("png", blank),
    "png: garbage": ("png", lambda: EVIL),
    "png: a GIF of 10,000 frames": ("png", animated),
    "jpg: absurd EXIF": ("jpg", absurd_exif),
    "jpg: a head of 65,500 x 65,500": ("jpg", lying_jpeg),
    "jpg: truncated": ("jpg", cut_jpeg),
    "jpg: garbage": ("jpeg", lambda: b"\xff\xd8\xff" + EVIL),
}
