"""Labels: text broken into lines, and how much room it needs, without asking any font.

A picture is drawn on one machine and read on another, with other fonts; so the room is a rule of thumb that is
generous for every font, and the same everywhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from math import ceil

INK = "#1f2328"
_LINE_HEIGHT = 1.4
_BOLD = 1.08
_JOINER = "\u200d"
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_SHOWN_AS_CODE = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
_NOT_FIRST = frozenset("，。、；：！？）】》〉」』”’％,.;:!?)]}%")
_WIDE_LATIN = frozenset("MWmw@%—…")
_NARROW_LATIN = frozenset(" iljtfrI.,;:'|!()[]/-")
_WORD = re.compile(r"[A-Za-z0-9À-ɏ.,;:'&()\[\]/%+-]+ ?|[（〔【《「⟨]\S")


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of a label."""

    text: str
    size: float
    bold: bool = False
    colour: str = INK

    @property
    def width(self) -> float:
        """The room in points."""
        return ems(self.text) * self.size * (_BOLD if self.bold else 1)

    @property
    def height(self) -> float:
        """The room in points, with the space to the next line."""
        return self.size * _LINE_HEIGHT

    @property
    def is_certain(self) -> bool:
        """Whether the rule of thumb holds: all characters are Chinese or Latin."""
        return all(_is_wide(each) or each.isascii() or "\u00a0" <= each <= "\u024f" for each in self.text)


@dataclass(frozen=True, slots=True)
class Label:
    """Lines below each other, each centred."""

    lines: tuple[TextLine, ...]

    @property
    def width(self) -> float:
        """The width of the widest line, in points."""
        return max((line.width for line in self.lines), default=0)

    @property
    def height(self) -> float:
        """The height of all lines, in points."""
        return sum(line.height for line in self.lines)


def label(text: str, size: float, room: float, *, bold: bool = False, colour: str = INK) -> Label:
    """A label of the text, in lines about `room` ems wide and of nearly equal length."""
    return Label(tuple(TextLine(line, size, bold, colour) for line in wrapped(text, room)))


def stacked(*labels: Label) -> Label:
    """One label of several, below each other."""
    return Label(tuple(chain.from_iterable(each.lines for each in labels)))


def shown(text: str) -> str:
    """The text with every character visible: controls and direction marks as ⟨U+202E⟩, line breaks kept.

    A mark that turns the reading direction, or that no one sees, makes one name look like another.
    """
    plain = "\n".join(text.splitlines())
    return "".join(
        each if each in ("\n", _JOINER) or unicodedata.category(each) not in _SHOWN_AS_CODE else f"⟨U+{ord(each):04X}⟩" for each in plain
    )


def wrapped(text: str, room: float) -> tuple[str, ...]:
    """The lines of a text, at most one sign wider than `room` ems; joined they are the text again, but for space at their ends."""
    lines = chain.from_iterable(_balanced(line, room) for line in shown(text).split("\n"))
    return tuple(line.rstrip() for line in lines if line.strip())


def ems(text: str) -> float:
    """The width of a text in ems."""
    return sum(_em(each) for each in text)


def _balanced(line: str, room: float) -> list[str]:
    pieces = list(_pieces(line, room))
    narrow = ems(line) / ceil(ems(line) / room) if ems(line) > room else room
    count = len(_filled(pieces, room))
    while len(_filled(pieces, narrow)) > count and narrow < room:
        narrow += 0.5
    return _filled(pieces, min(narrow, room))


def _filled(pieces: list[str], room: float) -> list[str]:
    lines = [""]
    for piece in pieces:
        fits = ems(lines[-1]) + ems(piece.rstrip()) <= room
        if fits or not lines[-1] or (piece[0] in _NOT_FIRST and ems(lines[-1]) <= room):
            lines[-1] += piece
        else:
            lines.append(piece)
    return lines


def _pieces(line: str, room: float) -> Iterator[str]:
    start = 0
    while start < len(line):
        word = _WORD.match(line, start)
        end = word.end() if word and ems(word.group()) <= room else _cluster_end(line, start)
        yield line[start:end]
        start = end


def _cluster_end(line: str, start: int) -> int:
    """The end of what a reader sees as one character."""
    end = start + 1
    while end < len(line) and (_is_attached(line[end]) or line[end - 1] == _JOINER):
        end += 1
    return end


def _is_attached(char: str) -> bool:
    return char == _JOINER or unicodedata.category(char) in ("Mn", "Me", "Mc") or ord(char) in _SKIN_TONES


def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF" and unicodedata.category(char) != "So"


def _em(char: str) -> float:
    if char == _JOINER or unicodedata.category(char) in ("Mn", "Me"):
        return 0
    if unicodedata.category(char) == "So":
        return 1.3
    if unicodedata.east_asian_width(char) in "WFA":
        return 1
    if char in _WIDE_LATIN:
        return 0.95
    if char in _NARROW_LATIN:
        return 0.42
    return 0.72 if char.isupper() else 0.6
