"""A paper as blocks: what it says, in order, with nothing about the format it will be written in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeAlias

from relparty.phrases import Lang

Tone: TypeAlias = Literal["plain", "strong", "quiet", "notice"]
"""How a paragraph is meant: `strong` is the sentence to read, `quiet` a remark, `notice` a warning in a box."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the paper's own parts, 2 and 3 stand below them. The title of a paper is `Paper.title`."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of text."""

    text: str
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Points:
    """Short sentences, each with a dot before it."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Banner:
    """A word that must not be overlooked, with what it means beside it: a verdict or a level, whose name is the `tone`.

    The word says all; the colour that goes with a tone only helps to find it.
    """

    word: str
    text: str
    tone: str
    small: str = ""
    """A line below the text, set smaller."""


@dataclass(frozen=True, slots=True)
class Fields:
    """Labels with their texts, one a row: what forms and covers are made of."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose head is said again on every page; widths are parts of the line's width, one a column."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...] = ()
    """Empty means that all columns are alike."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn picture across the line, as SVG for HTML and PDF and as PNG for the rest; `words` say it to who cannot see it."""

    svg: bytes
    png: bytes
    words: str
    is_small: bool = False
    """Whether it takes a third of a page at most, because other things are on the page."""
    is_wide: bool = False
    """Whether it is wider than high, so that a page of its own is turned for it."""


@dataclass(frozen=True, slots=True)
class Crop:
    """A piece of a scan or photo (PNG) in its own proportions, never wider than the line."""

    png: bytes
    words: str


@dataclass(frozen=True, slots=True)
class Blank:
    """Room for handwriting: a label and so many empty ruled lines; `choices` are boxes to tick that stand before them."""

    label: str
    lines: int = 3
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signatures:
    """Lines to sign on, each with its label; `day` is the label of the date beside every one."""

    labels: tuple[str, ...]
    day: str


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins a new page; one on its side stays so until the next."""

    on_side: bool = False


Block: TypeAlias = "Heading | Paragraph | Points | Banner | Fields | Table | Picture | Crop | Blank | Signatures | PageBreak"


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole paper: its title, language, what stands in the foot of every page beside the page number, and its blocks."""

    title: str
    lang: Lang
    foot: str
    blocks: tuple[Block, ...] = field(default=())
    day: date | None = None
    """The day that it bears in the properties of a file; never the day of writing, so that the same paper gives the same bytes."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands between two page breaks."""

    on_side: bool
    blocks: tuple[Block, ...]


def sheets(paper: Paper) -> tuple[Sheet, ...]:
    """The blocks of a paper, parted where pages break; empty sheets are left out."""
    found: list[Sheet] = []
    on_side, since = False, 0
    for at, block in enumerate((*paper.blocks, PageBreak())):
        if isinstance(block, PageBreak):
            found.append(Sheet(on_side, paper.blocks[since:at]))
            on_side, since = block.on_side, at + 1
    return tuple(sheet for sheet in found if sheet.blocks)
