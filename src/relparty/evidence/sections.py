"""The rows of a register document by section: tables under their column headings, cards, lines that say "none"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from relparty.documents.cells import CAPTION, Cell, FormDocument, Row
from relparty.documents.markup import WEB
from relparty.evidence.reading import joined_cells, overlap, pieces, under
from relparty.evidence.words import RegisterWords
from relparty.forms.kinds import is_person_name
from relparty.names.company import parse

TABLES = ("holders", "staff", "changes")
_COUNT = re.compile(r"共\s*(?:计|有|查询到)?\s*(\d{1,4})\s*(?:条|人|位|名|个)")
_PAGES = re.compile(r"共\s*(\d{1,4})\s*页")
_SPACE = re.compile(r"\s+")
_SUM = re.compile(r"\d[\d,]*(?:\.\d+)?\s*(?:[亿万]?元?|%)$")
_FEWEST_COLUMNS = 2
_READ = frozenset({"name", "subscribed", "percent", "kind", "before", "after", "date"})
"""The columns whose values are used as told."""


@dataclass(slots=True)
class Section:
    """What stands under one heading. `rows` are table rows by column name, `loose` rows that stand under no columns."""

    name: str
    heading: Cell
    rows: list[dict[str, Cell]] = field(default_factory=list)
    loose: list[tuple[Cell, ...]] = field(default_factory=list)
    says_none: bool = False
    count: int | None = None
    """How many entries the page says there are."""
    counted: Cell | None = None
    """Where it says so, or that there are more."""
    unit: str = ""
    """What the heading of the column of contributions says of their unit."""
    headings: list[tuple[str, Cell]] = field(default_factory=list)
    goes_on: bool = False
    """Whether the page has more entries than it shows: on further pages, behind a button, for visitors who log in."""


def read(document: FormDocument, words: RegisterWords) -> tuple[list[Section], list[Row]]:
    """The sections in reading order, and the rows that stand in none of the tables."""
    walker = _Walker(words)
    for row in document.rows:
        if row.grid != CAPTION and row.filled:
            walker.take(row)
    return walker.sections, walker.outside


class _Walker:
    """Walks down the rows and remembers which section is open, until the company begins to tell of past years."""

    def __init__(self, words: RegisterWords) -> None:
        self.words = words
        self.sections: list[Section] = []
        self.outside: list[Row] = []
        self.open: Section | None = None
        self.is_past = False

    def take(self, row: Row) -> None:
        if self.is_past or self._opens(row.filled):
            return
        if self.words.is_foot(row.filled):
            self.outside.append(row)
            return
        section = self.open
        if section is None or section.name not in TABLES:
            section = self._implied(row)
            if section is None:
                self.outside.append(row)
                return
        self._in_table(section, row)

    def _opens(self, filled: tuple[Cell, ...]) -> bool:
        """Whether the row is a heading: its first cell opens a section, and no other does, as in a menu."""
        name = self.words.section(filled[0].text)
        rest = [cell for cell in filled[1:] if not self._is_of_page(cell.text)]
        if name is None or len(rest) > 1 or any(self.words.section(cell.text) for cell in rest):
            return False
        self.is_past = name == "past" and any(section.rows or section.says_none for section in self.sections)
        is_cut = self.words.without_more(filled[0].text) != filled[0].text.rstrip()
        self.open = Section(name, filled[0], goes_on=is_cut or self._tells_of_more(filled))
        self.sections.append(self.open)
        self._count(filled)
        return True

    def _implied(self, row: Row) -> Section | None:
        """The section that a row of column headings opens by itself, where its heading was cut off or not read."""
        for name in TABLES:
            columns = [column for cell in pieces(row) if (column := self.words.column(name, cell.text)) not in (None, "serial")]
            needed = {"holders": {"name"}, "staff": {"name", "office"}, "changes": {"kind", "date"}}[name]
            if needed <= set(columns) and len(columns) > _FEWEST_COLUMNS - 1 and len(columns) * 2 > len(pieces(row)):
                self.open = Section(name, row.filled[0])
                self.sections.append(self.open)
                return self.open
        return None

    def _count(self, cells: tuple[Cell, ...]) -> None:
        found = next((found for cell in cells if (found := _COUNT.search(cell.text))), None)
        if found and self.open:
            self.open.count, self.open.counted = int(found[1]), next(cell for cell in cells if found.string == cell.text)

    def _is_of_page(self, text: str) -> bool:
        """Whether a text is part of the page itself: a button, the number of a page, the count of entries."""
        is_number = _SPACE.sub("", text).isdigit() or _COUNT.search(text) or _PAGES.search(text)
        return bool(is_number) or self.words.is_furniture(text) or self.words.tells_of_more(text)

    def _tells_of_more(self, cells: tuple[Cell, ...]) -> bool:
        pages = (found for cell in cells if (found := _PAGES.search(cell.text)))
        return any(self.words.tells_of_more(cell.text) for cell in cells) or any(int(found[1]) > 1 for found in pages)

    def _in_table(self, section: Section, row: Row) -> None:
        cells = pieces(row)
        if self._headings(section, cells):
            return
        if len(row.filled) == 1 and self.words.says_none(row.filled[0].text):
            section.says_none = True
            return
        if all(self.words.is_withheld(cell.text) for cell in cells):
            section.goes_on = True
            return
        self._count(row.filled)
        if all(self._is_of_page(cell.text) for cell in cells):
            if self._tells_of_more(cells):
                section.goes_on, section.counted = True, section.counted or cells[0]
            return
        if not section.headings or (row.grid == WEB and section.headings[0][1].place.table):
            section.loose.append(cells)  # a line below a page's table is no row of it
        elif not self._continues(section, cells):
            self._values(section, cells)

    def _headings(self, section: Section, cells: tuple[Cell, ...]) -> bool:
        """Whether the row names columns; a second level of headings, without the name, adds nothing."""
        named = [(self.words.column(section.name, cell.text), cell) for cell in cells]
        known = [column for column, _ in named if column]
        if len(known) < _FEWEST_COLUMNS or len(known) * 2 <= len(cells):
            return False
        key = "kind" if section.name == "changes" else "name"
        if key in known:
            if not section.headings:
                section.loose.clear()  # small print between the section's heading and its table
            section.headings = [(column or "other", cell) for column, cell in named]
            units = [cell.text for column, cell in named if column == "subscribed"]
            section.unit = units[0] if units else section.unit
            return True
        return bool(section.headings)

    def _continues(self, section: Section, cells: tuple[Cell, ...]) -> bool:
        """Whether the row is the rest of the one above: no serial number where the others have one, only texts to go on."""
        if not section.rows or "serial" not in section.rows[-1]:
            return False
        placed = dict(self._placed(section, cells))
        last = section.rows[-1]
        is_part = len(placed) == len(cells) and set(placed) < set(last) and not set(placed) & {"serial", "subscribed", "percent", "date"}
        if not is_part or ("name" in placed and not _runs_on(last["name"], placed["name"])):
            return False
        for column, cell in placed.items():
            last[column] = joined_cells(last[column], cell)
        return True

    def _placed(self, section: Section, cells: tuple[Cell, ...]) -> list[tuple[str, Cell]]:
        above = [heading for _, heading in section.headings]
        return [(section.headings[at][0], cell) for cell in cells if (at := under(cell, above)) is not None]

    def _values(self, section: Section, cells: tuple[Cell, ...]) -> None:
        """Adds the row, or the several rows that stand side by side in a table that repeats its columns."""
        above = [heading for _, heading in section.headings]
        if _are_line(cells) and _are_line(above) and not self._fits(section, len(cells)):
            section.loose.append(cells)
            return
        under_heading: dict[int, Cell] = {}
        for cell in cells:
            first = under(cell, above)
            for at, part in self._parted(section, first, cell) if first is not None else ():
                under_heading[at] = joined_cells(under_heading[at], part) if at in under_heading else part
        found: list[dict[str, Cell]] = [{}]
        for at in sorted(under_heading):
            column = section.headings[at][0]
            if column in found[-1] and column != "other":
                found.append({})
            found[-1][column] = under_heading[at]
        for row in found:
            self._add(section, row)

    def _add(self, section: Section, row: dict[str, Cell]) -> None:
        """Adds a row without what the page withholds; a text that it cuts short is doubtful."""
        told = {column: self._uncut(cell) for column, cell in row.items() if not self.words.is_withheld(cell.text)}
        key = "kind" if section.name == "changes" else "name"
        if key not in told and (len(told) < len(row) or "serial" in told):
            section.goes_on = True  # an entry whose name is not there to be read
        if set(told) - {"serial", "other"}:
            section.rows.append(told)

    def _uncut(self, cell: Cell) -> Cell:
        text = self.words.without_more(cell.text)
        return cell if text == cell.text.rstrip() else replace(cell, text=text, confidence=0.0)

    def _parted(self, section: Section, at: int, cell: Cell) -> list[tuple[int, Cell]]:
        """The cell under its column; in two where a picture's reader did not see the line to the next column.

        What cannot be told apart is doubtful.
        """
        columns = section.headings[at : at + 2]
        if len(columns) < 2 or columns[0][0] not in _READ:
            return [(at, cell)]
        (_, own), (column, following) = columns
        if overlap(cell, following) * 2 <= following.right - following.left or overlap(cell, own) <= 0:
            return [(at, cell)]
        rest = self._rest(column, cell.text)
        if not rest:
            return [(at, replace(cell, confidence=0.0))]
        return [(at, replace(cell, text=cell.text.removesuffix(rest).strip())), (at + 1, replace(cell, text=rest))]

    def _rest(self, column: str, text: str) -> str:
        """What of a text belongs to the column behind a name: a sum or share, or the sort of the holder."""
        number = _SUM.search(text)
        if column in ("subscribed", "percent"):
            return number.group() if number and number.start() else ""
        return next((kind for kind in self.words.holder_kinds if text.endswith(kind) and text != kind), "")

    @staticmethod
    def _fits(section: Section, pieces_there: int) -> bool:
        """Whether a line of running text has a piece for each heading, save those at its end that we do not read."""
        missing = len(section.headings) - pieces_there
        return missing >= 0 and all(column == "other" for column, _ in section.headings[pieces_there:])


def _runs_on(upper: Cell, lower: Cell) -> bool:
    """Whether a name goes on in the line below: a company's that has no legal form yet, or a person's in several parts."""
    if parse(upper.text).form:
        return False
    return bool(parse(upper.text + lower.text).form) or not is_person_name(upper.text)


def _are_line(cells: tuple[Cell, ...] | list[Cell]) -> bool:
    """Whether the cells are pieces of a line of running text, which stand under each other by their order alone."""
    return all(cell.place.table == 0 and cell.right - cell.left == 1 for cell in cells)
