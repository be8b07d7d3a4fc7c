"""Raw containers written by hand, since the libraries refuse to write what hostile files hold: deflate, zip and OLE."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

MB = 1 << 20
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


@dataclass(frozen=True, slots=True)
class Packed:
    """A deflated text: the raw stream, and what the unpacked text would be."""

    stream: bytes
    size: int
    crc: int
    adler: int

    @property
    def zlib(self) -> bytes:
        """The same stream as PNG and PDF hold it."""
        return b"\x78\x9c" + self.stream + struct.pack(">I", self.adler)


def packed(*parts: tuple[bytes, int]) -> Packed:
    """The deflated text of (block, times) parts, in the memory of one block.

    Each block is deflated once and ends in a full flush, so its bytes can stand there any number of times.
    """
    size, crc, adler, stream = 0, 0, 1, []
    for block, times in parts:
        deflater = zlib.compressobj(9, zlib.DEFLATED, -15)
        stream.append((deflater.compress(block) + deflater.flush(zlib.Z_FULL_FLUSH)) * times)
        for _ in range(times):
            crc, adler = zlib.crc32(block, crc), zlib.adler32(block, adler)
        size += len(block) * times
    return Packed(b"".join([*stream, b"\x03\x00"]), size, crc, adler)


@dataclass(frozen=True, slots=True)
class Member:
    """One file of a zip; `said_size` is the unpacked size that its headers give, right or not."""

    name: bytes
    body: Packed
    said_size: int | None = None
    flags: int = 0x800
    unix_mode: int = 0o100644
    key: bytes = b""

    @property
    def stream(self) -> bytes:
        return _locked(self.key, self.body) if self.key else self.body.stream

    @property
    def head(self) -> bytes:
        """What the local and the central header say alike."""
        size = self.body.size if self.said_size is None else self.said_size
        flags = self.flags | (1 if self.key else 0)
        return struct.pack("<HHHHHIIIHH", 20, flags, 8, 0, 0x5D76, self.body.crc, len(self.stream), size, len(self.name), 0)


def archive(members: Iterable[Member], overlapping: int = 1) -> bytes:
    """A zip of these members; `overlapping` names each so many times in the directory while its bytes stand there once."""
    files: list[bytes] = []
    directory: list[bytes] = []
    at = 0
    for member in members:
        entry = struct.pack("<HHHII", 0, 0, 0, member.unix_mode << 16, at) + member.name
        directory += [b"PK\x01\x02\x14\x03" + member.head + entry] * overlapping
        files += [b"PK\x03\x04", member.head, member.name, member.stream]
        at += sum(map(len, files[-4:]))
    listed = b"".join(directory)
    return b"".join([*files, listed, _zip_end(len(directory), len(listed), at)])


def _zip_end(count: int, size: int, at: int) -> bytes:
    large = b""
    if count > 0xFFFF:
        large = b"PK\x06\x06" + struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, count, count, size, at)
        large += b"PK\x06\x07" + struct.pack("<IQI", 0, at + size, 1)
    few = min(count, 0xFFFF)
    return large + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, few, few, size, at, 0)


def member(name: str | bytes, content: bytes, flags: int = 0x800, unix_mode: int = 0o100644, key: bytes = b"") -> Member:
    """A small member with this content."""
    return Member(name if isinstance(name, bytes) else name.encode(), packed((content, 1)), None, flags, unix_mode, key)


def _locked(password: bytes, body: Packed) -> bytes:
    """The stream under the old zip encryption, which every office's packer writes."""
    keys = [0x12345678, 0x23456789, 0x34567890]

    def crc(value: int, byte: int) -> int:
        return zlib.crc32(bytes([byte]), value ^ _FREE) ^ _FREE

    def turn(byte: int) -> None:
        keys[0] = crc(keys[0], byte)
        keys[1] = ((keys[1] + (keys[0] & 0xFF)) * 134775813 + 1) & _FREE
        keys[2] = crc(keys[2], keys[1] >> 24)

    def lock(plain: bytes) -> Iterator[int]:
        for byte in plain:
            key = keys[2] | 2
            yield byte ^ (((key * (key ^ 1)) >> 8) & 0xFF)
            turn(byte)

    for byte in password:
        turn(byte)
    return bytes(lock(bytes(11) + bytes([body.crc >> 24]) + body.stream))


def ole(streams: Mapping[str, bytes]) -> bytes:
    """An OLE file (.doc, .xls, .et, .wps, locked .xlsx) of these streams, each at least 4096 bytes long inside."""
    sectors: list[bytes] = []
    fat: list[int] = []
    entries = [_ole_entry("Root Entry", 5, 1 if streams else _FREE, _END, 0)]
    names = sorted(streams, key=lambda name: (len(name), name.upper()))
    for number, name in enumerate(names, start=1):
        content = streams[name].ljust(4096, b"\0")
        start = len(sectors)
        chunks = [content[at : at + 512].ljust(512, b"\0") for at in range(0, len(content), 512)]
        sectors += chunks
        fat += [*range(start + 1, start + len(chunks)), _END]
        entries.append(_ole_entry(name, 2, _FREE, start, len(content), number + 1 if number < len(names) else _FREE))
    listed = b"".join(entries)
    listed = listed.ljust(-(-len(listed) // 512) * 512, b"\0")
    directory = len(sectors)
    sectors += [listed[at : at + 512] for at in range(0, len(listed), 512)]
    fat += [*range(directory + 1, len(sectors)), _END]
    tables = next(n for n in range(1, 110) if n * 128 >= len(fat) + n)
    fat_at = [len(sectors) + n for n in range(tables)]
    table = struct.pack(f"<{tables * 128}I", *(fat + [_FAT] * tables + [_FREE] * (tables * 128))[: tables * 128])
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIII", 0, tables, directory, 0, 4096, _END, 0, _END, 0)
    return (head + struct.pack("<109I", *(fat_at + [_FREE] * 109)[:109])) + b"".join(sectors) + table


def _ole_entry(name: str, kind: int, child: int, start: int, size: int, right: int = _FREE) -> bytes:
    text = name.encode("utf-16-le").ljust(64, b"\0")
    links = struct.pack("<HBBIII", 2 * len(name) + 2, kind, 1, _FREE, right, child)
    return text + links + bytes(36) + struct.pack("<IQ", start, size)
