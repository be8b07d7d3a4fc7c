"""The empty form as a workbook: one protected sheet to fill in, with lists, checks and colours, and one with notes."""

from __future__ import annotations

import io
from datetime import datetime
from typing import TYPE_CHECKING

from relparty.forms.blank import fields, notes
from relparty.forms.blank.elements import Block, Field, Section, printed
from relparty.forms.blank.fields import BIDDER, BLOCKS, FOOT, GRID, HEAD, LOT, TITLE
from relparty.forms.blank.marks import Marks
from relparty.forms.blank.styles import Styles
from relparty.phrases import Lang

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

SHEET = "采集表"
NOTES_SHEET = "填写说明"
_LAST = len(GRID) - 1
_LINE = 15.5
"""Points that one line of printed words takes."""
_MADE = datetime(2026, 1, 1)  # noqa: DTZ001  # a fixed day: the same lot gives the same bytes


def workbook(answers: dict[str, str], lang: Lang = "zh", *, rows: int | None = None, contact: str = "") -> bytes:
    """The empty form with the answers already known, by field name (`lot_name`, `lot_id`).

    `rows` is how many empty rows every block has, else as many as usual; `contact` is who answers for personal data.
    """
    import xlsxwriter  # half a second that no other command pays

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": TITLE, "created": _MADE})
    _Sheet(book, lang, answers).write(rows, contact)
    _notes(book)
    book.close()
    return buffer.getvalue()


class _Sheet:
    """Writes the form from top to bottom and remembers the next free row."""

    def __init__(self, book: Workbook, lang: Lang, answers: dict[str, str]) -> None:
        self.sheet: Worksheet = book.add_worksheet(SHEET)
        self.styles = Styles(book)
        self.lang = lang
        self.answers = answers
        self.row = 0
        self.marks = Marks(self.sheet, self.styles, lang)

    def write(self, rows: int | None, contact: str) -> None:
        for column, width in enumerate(GRID):
            self.sheet.set_column(column, column, width)
        self._line(TITLE, self.styles.title, 32)
        if self.lang == "en":
            self._line(fields.TITLE_GLOSS, self.styles.small, 18)
        self._line(notes.LEGEND, self.styles.small, 20)
        count_row, self.row = self.row, self.row + 1
        for section in (LOT, BIDDER, HEAD):
            self._line(printed(section.heading, self.lang), self.styles.heading, 24)
            self._answers(section)
        for block in BLOCKS:
            self._block(block, rows or block.rows)
        self._line("", self.styles.printed, _height(notes.on_personal_data(contact)))
        _write_notes(self.sheet, self.row - 1, notes.on_personal_data(contact), self.styles)
        self._line(notes.PROMISE, self.styles.printed, 2 * _LINE + 4)
        self._answers(FOOT)
        self.sheet.set_row(self.row - 1, 48)
        self.sheet.set_row(count_row, 18)
        self.marks.count(count_row, _LAST)
        self._print_setup()

    def _line(self, text: str, style: object, height: float) -> None:
        self.sheet.merge_range(self.row, 0, self.row, _LAST, text, style)
        self.sheet.set_row(self.row, height)
        self.row += 1

    def _answers(self, section: Section) -> None:
        """Labels with their answers beside them: a wide one fills its line, others stand two a line."""
        left_taken = False
        for each in section.fields:
            if each.is_wide or not left_taken:
                self.sheet.set_row(self.row, 30 if self.lang == "zh" else 36)
            if each.is_wide:
                self._answer(each, label=(0, 1), value=(2, _LAST))
            elif left_taken:
                self._answer(each, label=(3, 3), value=(4, _LAST))
            else:
                self._answer(each, label=(0, 1), value=(2, 2))
            left_taken = not each.is_wide and not left_taken
            self.row += 0 if left_taken else 1

    def _answer(self, each: Field, label: tuple[int, int], value: tuple[int, int]) -> None:
        words = printed(each.label, self.lang, each.hint, is_mandatory=each.is_mandatory)
        self._write(label, words, self.styles.label)
        self._write(value, self.answers.get(each.name, ""), self.styles.answer)
        self.marks.field(each, self.row, value[0])

    def _write(self, columns: tuple[int, int], text: str, style: object) -> None:
        if columns[0] < columns[1]:
            self.sheet.merge_range(self.row, columns[0], self.row, columns[1], text, style)
        elif text:
            self.sheet.write_string(self.row, columns[0], text, style)
        else:
            self.sheet.write_blank(self.row, columns[0], None, style)

    def _block(self, block: Block, rows: int) -> None:
        self._line(printed(block.heading, self.lang, block.hint), self.styles.heading, 24)
        self.sheet.set_row(self.row, 30 if self.lang == "zh" else 46)
        self._write((0, 0), fields.SERIAL.zh, self.styles.label)
        places = _places(block)
        for column, place in zip(block.columns, places, strict=True):
            self._write(place, printed(column.label, self.lang, is_mandatory=column.is_mandatory), self.styles.label)
        self.row += 1
        first = self.row
        for serial in range(1, rows + 1):
            self.sheet.set_row(self.row, 24)
            self.sheet.write_number(self.row, 0, serial, self.styles.serial)
            for column, place in zip(block.columns, places, strict=True):
                self._write(place, "", self.styles.answer_of(column.sort))
            self.row += 1
        self.marks.block(block, first, self.row - 1, [left for left, _ in places])
        if block.has_total:
            self._total(first)

    def _total(self, first: int) -> None:
        """The live sum of the shares: a number, whose format says whether it makes 100."""
        self.sheet.set_row(self.row, 22)
        self._write((0, _LAST - 2), fields.TOTAL.zh, self.styles.label)
        self._write((_LAST - 1, _LAST), "", self.styles.total)
        self.marks.total(first, self.row - 1, _LAST, shown_at=_LAST - 1)
        self.row += 1

    def _print_setup(self) -> None:
        sheet = self.sheet
        sheet.set_paper(9)
        sheet.set_portrait()
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        sheet.center_horizontally()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.set_footer("&C第 &P 页  共 &N 页")
        sheet.print_area(0, 0, self.row - 1, _LAST)
        sheet.hide_gridlines(2)
        sheet.freeze_panes(1, 0)
        sheet.protect("", {"format_rows": True, "format_columns": True, "insert_rows": True})


def _places(block: Block) -> list[tuple[int, int]]:
    """The first and last sheet column of each of a block's columns, behind the serial number."""
    places, left = [], 1
    for column in block.columns:
        places.append((left, left + column.span - 1))
        left += column.span
    return places


def _height(lines: tuple[str, ...], width: int = 104) -> float:
    """The height of a cell with these lines: Chinese characters are two wide."""
    wrapped = sum(1 + sum(1 if char.isascii() else 2 for char in line) // width for line in lines)
    return min(409, wrapped * _LINE + 8)


def _write_notes(sheet: Worksheet, row: int, lines: tuple[str, ...], styles: Styles) -> None:
    """One cell with all lines, the first of them bold: a cell that begins with 说明 is printed words to every reader."""
    sheet.write_rich_string(row, 0, styles.strong, f"{lines[0]}\n", styles.plain, "\n".join(lines[1:]), styles.printed)


def _notes(book: Workbook) -> None:
    sheet = book.add_worksheet(NOTES_SHEET)
    sheet.set_column(0, 0, 68)
    styles = Styles(book)
    for row, lines in enumerate((notes.HOW_TO_FILL, notes.ATTACHMENTS)):
        sheet.write_blank(row, 0, None, styles.printed)
        _write_notes(sheet, row, lines, styles)
        sheet.set_row(row, _height(lines, 76))
    sheet.set_paper(9)
    sheet.set_margins(left=0.5, right=0.5)
    sheet.fit_to_pages(1, 0)
    sheet.print_area(0, 0, 1, 0)
    sheet.hide_gridlines(2)
    sheet.protect()
