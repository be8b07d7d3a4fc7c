"""What every reader makes of a document: rows of cells in reading order, each with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from relparty.model.lot import FormFile, Picture
from relparty.model.record import Place, Problem, Source


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell, or one line of running text.

    `left` and `right` are where it stands across its table, in the table's own units (columns or points):
    a value belongs to the heading it stands under. `rows` is how many rows a merged cell covers,
    `continued` marks its repetition in the rows below the first. `lost_digits` marks a long number that
    the spreadsheet keeps as a rounded number.
    Text read from a picture has the reader's `confidence` (0 to 1) and, where it shows no long number, the
    piece of the picture it was read from (`crop`, PNG).
    """

    text: str
    place: Place
    left: float = 0.0
    right: float = 1.0
    rows: int = 1
    continued: bool = False
    lost_digits: bool = False
    confidence: float = 1.0
    crop: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Row:
    """Cells side by side; `grid` names the table, within which columns line up."""

    cells: tuple[Cell, ...]
    grid: str

    @property
    def filled(self) -> tuple[Cell, ...]:
        return tuple(cell for cell in self.cells if cell.text.strip())


@dataclass(frozen=True, slots=True)
class FormDocument:
    """A document as rows; `caption` rows (sheet names) can open a block but are never values.

    `problems` are what the reader of the file kind found: pages it could not read, macros, a wrong suffix.
    """

    file: FormFile
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...] = ()
    picture: Picture | None = None

    def source(self, cells: tuple[Cell, ...] | list[Cell]) -> Source:
        """Where these cells stand and what they say; the place is the first one's."""
        text = " | ".join(cell.text for cell in cells[:_CELLS_QUOTED] if cell.text.strip())
        cut = len(text) > _QUOTED or len(cells) > _CELLS_QUOTED
        return Source(self.file.file, cells[0].place, self.file.sha256, text[:_QUOTED] + ("…" if cut else ""))


CAPTION = "caption"
"""The grid of rows that repeat a sheet's name."""

_QUOTED = 600
_CELLS_QUOTED = 60
"""How much of a place is quoted: a hostile cell of megabytes must not become a report of megabytes."""

_TIGHT = re.compile(r"\s*\n\s*")


def joined(text: str) -> str:
    """The text of a cell with its line breaks closed as a reader closes them.

    Words of Latin letters keep a space; Chinese text and numbers run on, since forms break both anywhere.
    """

    def close(found: re.Match[str]) -> str:
        before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
        latin = before.isascii() and before.isalpha() and after.isascii() and after.isalpha()
        return " " if latin and "@" not in text else ""

    text = text.strip()
    return _TIGHT.sub(close, text)
