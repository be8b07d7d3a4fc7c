"""The dossier as a workbook: every pair, finding, step and file as rows to filter. No cell is a formula or a link."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from relparty.phrases import Lang
from relparty.reports import words
from relparty.reports.document import masked
from relparty.reports.dossier.tones import FAINT, NAVY, ink
from relparty.reports.dossier.workbook import Cell, Column, Sheet, workbook_sheets

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_LONGEST = 32_767
"""Characters that a cell can hold."""
_A4 = 9
_FOOT = 80
"""Characters of a lot's number in the foot: Excel refuses a book whose foot has more than 255."""
_LINE, _HIGHEST = 13.5, 409.0
"""Points of a line, and of the highest row that there is."""
_AS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def rendered(document: Mapping[str, Any], lang: Lang) -> bytes:
    """The screening (`relparty/screening/1`) as xlsx, all of it, however many findings: the same one, the same bytes."""
    import xlsxwriter  # slow to load, and only a workbook needs it

    told = masked(dict(document))
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, **_AS_TEXT})
    book.set_properties({"title": told["lot"]["id"], "created": datetime.fromisoformat(told["lot"]["as_of"]), "author": "relparty"})
    looks = _looks(book)
    for sheet in workbook_sheets(told, lang):
        _write(book, sheet, looks, f"{told['lot']['id'][:_FOOT]} · SHA-256 {told['sha256']}", lang)
    book.close()
    return buffer.getvalue()


def _looks(book: Workbook) -> dict[str, Format]:
    """The formats by name: the head, plain cells, and each level in its ink."""
    base = {"valign": "top", "align": "left", "text_wrap": True, "font_size": 10, "border": 1, "border_color": "#C4CBD4"}
    looks = {"": book.add_format(base)}
    looks["head"] = book.add_format({**base, "bold": True, "font_color": f"#{NAVY}", "bg_color": f"#{FAINT}", "valign": "vcenter"})
    return looks | {name: book.add_format({**base, "bold": True, "font_color": f"#{ink(name)}"}) for name in words.LEVEL}


def _write(book: Workbook, sheet: Sheet, looks: Mapping[str, Format], foot: str, lang: Lang) -> None:
    page = book.add_worksheet(sheet.name)
    for at, column in enumerate(sheet.columns):
        page.set_column(at, at, column.width)
        page.write_string(0, at, column.head.say(lang), looks["head"])
    for number, row in enumerate(sheet.rows, start=1):
        tone = sheet.tones[number - 1] if sheet.tones else ""
        page.set_row(number, _height(row, sheet.columns))
        for at, value in enumerate(row):
            _cell(page, (number, at), value, looks[tone if at == sheet.level_column else ""])
    page.autofilter(0, 0, max(len(sheet.rows), 1), len(sheet.columns) - 1)
    page.freeze_panes(1, 0)
    page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.set_footer(f"&L&7{foot.replace('&', '&&')}&R&7&P / &N")


def _height(row: tuple[Cell, ...], columns: tuple[Column, ...]) -> float:
    """The height of a row in points, all its text in sight: Chinese characters are two wide."""
    lines = [
        sum(1 + sum(1 if char.isascii() else 2 for char in line) // column.width for line in str(value or "").split("\n"))
        for value, column in zip(row, columns, strict=True)
    ]
    return min(_HIGHEST, max(lines) * _LINE + 4)


def _cell(page: Worksheet, place: tuple[int, int], value: Cell, look: Format) -> None:
    """A number as a number; anything else as text and never as a formula or a link, cut where a cell ends."""
    if isinstance(value, int | float):
        page.write_number(*place, value, look)
    else:
        page.write_string(*place, (value or "")[:_LONGEST], look)
