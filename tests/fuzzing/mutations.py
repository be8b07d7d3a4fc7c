"""Damage to a file, decided by a seeded random number generator alone."""

from __future__ import annotations

import io
import random
import zipfile
import zlib
from collections.abc import Callable, Sequence

Random = random.Random
Mutation = Callable[[bytes, Random], bytes]


def flip_bits(content: bytes, dice: Random) -> bytes:
    """One to eight bits turned over."""
    changed = bytearray(content)
    for _ in range(dice.randint(1, 8)):
        changed[dice.randrange(len(changed))] ^= 1 << dice.randrange(8)
    return bytes(changed)


def overwrite(content: bytes, dice: Random) -> bytes:
    """A range overwritten with random bytes, zeros or 0xFF."""
    start, end = _range(content, dice, 512)
    filling = dice.choice((dice.randbytes(end - start), bytes(end - start), b"\xff" * (end - start)))
    return content[:start] + filling + content[end:]


def delete(content: bytes, dice: Random) -> bytes:
    start, end = _range(content, dice, 2048)
    return content[:start] + content[end:]


def repeat(content: bytes, dice: Random) -> bytes:
    start, end = _range(content, dice, 2048)
    return content[:end] + content[start:end] * dice.randint(1, 3) + content[end:]


def truncate(content: bytes, dice: Random) -> bytes:
    """The end missing: half of the time only a little of it."""
    most = len(content) if dice.random() < 0.5 else min(len(content), 200)
    return content[: len(content) - dice.randint(1, most)]


def splice(content: bytes, dice: Random, others: Sequence[bytes]) -> bytes:
    """The beginning of one file and the end of another."""
    other = dice.choice(others)
    return content[: dice.randrange(len(content))] + other[dice.randrange(len(other)) :]


def swap_ranges(content: bytes, dice: Random) -> bytes:
    """Two ranges in each other's place."""
    a, b = sorted(dice.randrange(len(content)) for _ in range(2))
    c, d = sorted(dice.randrange(b, len(content)) for _ in range(2))
    return content[:a] + content[c:d] + content[b:c] + content[a:b] + content[d:]


PLAIN: tuple[Mutation, ...] = (flip_bits, overwrite, delete, repeat, truncate, swap_ranges)


def inside_zip(content: bytes, dice: Random) -> bytes:
    """A member of a zip damaged and packed again with right checksums, so that the parser of the member meets it."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            members = {name: package.read(name) for name in package.namelist()}
    except (zipfile.BadZipFile, OSError, ValueError):
        return content
    name = dice.choice([name for name, body in members.items() if body])
    if dice.random() < 0.7:
        name = max(members, key=lambda each: len(members[each]) if _holds_text(each) else 0)
    nested = name.endswith(".xlsx")
    members[name] = (inside_zip if nested else _small)(members[name], dice)
    if dice.random() < 0.05:
        del members[dice.choice(list(members))]
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for each, body in members.items():
            package.writestr(each, body)
    return target.getvalue()


def _holds_text(name: str) -> bool:
    return name.endswith(("document.xml", "sharedStrings.xml", ".xlsx")) or "/worksheets/" in name


def inside_streams(content: bytes, dice: Random) -> bytes:
    """A PDF's deflated stream damaged inside and deflated again to a valid stream."""
    starts = [at for at in _places(content, b"stream\n") if content[at - 3 : at] != b"end"]
    if not starts:
        return content
    at = dice.choice(starts) + len(b"stream\n")
    end = content.find(b"endstream", at)
    try:
        plain = zlib.decompress(_unarmoured(content[at:end]))
    except (zlib.error, ValueError):
        return _small(content, dice)
    damaged = zlib.compress(_small(plain, dice))
    return content[:at] + _like(content[at:end], damaged) + b"\n" + content[end:]


def _places(content: bytes, mark: bytes) -> list[int]:
    found, at = [], content.find(mark)
    while at >= 0:
        found.append(at)
        at = content.find(mark, at + 1)
    return found


def _unarmoured(stream: bytes) -> bytes:
    """The bytes of a stream, out of ASCII 85 where it is written so."""
    import base64

    stream = stream.strip()
    return base64.a85decode(stream, adobe=False) if not stream.endswith(b"~>") else base64.a85decode(b"<~" + stream, adobe=True)


def _like(before: bytes, plain: bytes) -> bytes:
    """Bytes written as the stream before them was."""
    import base64

    return base64.a85encode(plain) + b"~>" if before.strip().endswith(b"~>") else plain


def _small(content: bytes, dice: Random) -> bytes:
    return dice.choice((flip_bits, overwrite, delete, repeat, truncate, _turn_byte, _turn_byte))(content, dice)


def _turn_byte(content: bytes, dice: Random) -> bytes:
    """One byte made another character of text."""
    at = dice.randrange(len(content))
    return content[:at] + bytes([dice.choice(b"0123456789abcxyzAXZ<>/\"'=&; \n-")]) + content[at + 1 :]


INSIDE: dict[str, Mutation] = {"xlsx": inside_zip, "docx": inside_zip, "zip": inside_zip, "pdf": inside_streams}


_SPLICED = 1 / 7
"""How much of the damage is a splice of two files."""


def mutated(content: bytes, suffix: str, seed: str, others: Sequence[bytes]) -> bytes:
    """The file damaged as this seed says; the same seed always gives the same file."""
    dice = random.Random(seed)
    inside = INSIDE.get(suffix)
    if inside and dice.random() < 0.5:
        return inside(content, dice) or b"\0"
    if suffix in ("json", "csv") and dice.random() < 0.3:
        return _turn_byte(content, dice)
    for _ in range(dice.choice((1, 1, 1, 2, 3))):
        if len(content) < 2:
            break
        content = splice(content, dice, others) if dice.random() < _SPLICED else dice.choice(PLAIN)(content, dice)
    return content


def _range(content: bytes, dice: Random, most: int) -> tuple[int, int]:
    start = dice.randrange(len(content))
    return start, min(len(content), start + dice.randint(1, max(1, min(most, len(content) // 4))))
