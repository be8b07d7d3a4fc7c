"""Spreadsheets to rows of cells (python-calamine), merged ranges kept, and the texts beside the cells."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from relparty.documents import asides, formulas, sheet_asides
from relparty.documents.cells import CAPTION, Cell, FormDocument, Row
from relparty.errors import UnreadableFile
from relparty.model.lot import FormFile
from relparty.model.record import Place, Problem, Source
from relparty.phrases import Phrase
from relparty.settings import FileLimits

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_EXACT_LIMIT = 10**15
"""A spreadsheet keeps fifteen figures of a number; the rest of a longer one is gone."""

_BROKEN = Phrase("表格文件打不开（{reason}）", "the spreadsheet cannot be opened ({reason})")
_PASSWORD = Phrase("表格文件设有密码", "the spreadsheet has a password")
_ASK_AGAIN = Phrase("请该投标人重新提交未加密、可正常打开的文件", "ask the bidder for a file that opens without a password")

_TOO_MANY_SHEETS = Phrase("表格有 {count} 张工作表，超过 {limit} 张", "the workbook has {count} sheets, more than {limit}")
_TOO_MANY_CELLS = Phrase("单元格超过 {limit} 个", "it has more than {limit} cells")
_ASK_SMALL = Phrase("请该投标人只提交采集表本身", "ask the bidder for the form alone")
_FORMULA = Phrase(
    "单元格 {place} 是公式，存储的文字可能与打开时显示的不同，或从未计算",
    "cell {place} is a formula: its stored text may differ from what is shown on opening, or was never calculated",
)
_TYPE_VALUES = Phrase("请投标人直接填写内容，不用公式", "ask the bidder to type the value instead of a formula")

_Span = tuple[int, int, int, int]


def read(file: FormFile, content: bytes, limits: FileLimits) -> FormDocument:
    """The rows of all sheets in order, then what stands beside them.

    Raises UnreadableFile when the workbook cannot be opened or is too large.
    """
    import python_calamine as calamine  # a lot of docx forms never needs it

    try:
        book = calamine.load_workbook(io.BytesIO(content))
        if len(book.sheet_names) > limits.sheets:
            raise UnreadableFile(file.file, _TOO_MANY_SHEETS(count=len(book.sheet_names), limit=limits.sheets), _ASK_SMALL())
        rows = list(_rows(file, book, limits))
    except calamine.PasswordError as error:
        raise UnreadableFile(file.file, _PASSWORD(), _ASK_AGAIN()) from error
    except calamine.CalamineError as error:
        raise UnreadableFile(file.file, _BROKEN(reason=str(error)), _ASK_AGAIN()) from error
    problems = [_not_calculated(file, place) for place in formulas.without_fixed_answer(content)]
    return asides.added(FormDocument(file, tuple(rows), tuple(problems)), sheet_asides.found(file, content, rows))


def _rows(file: FormFile, book: CalamineWorkbook, limits: FileLimits) -> Iterator[Row]:
    cells = 0
    for name in book.sheet_names:
        sheet = book.get_sheet_by_name(name)
        height, width = sheet.end or (-1, -1)
        cells += (height + 1) * (width + 1)
        if cells > limits.cells:
            raise UnreadableFile(file.file, _TOO_MANY_CELLS(limit=limits.cells), _ASK_SMALL())
        yield from _sheet_rows(sheet, name)


def _not_calculated(file: FormFile, place: Place) -> Problem:
    source = Source(file.file, place, file.sha256, "")
    return Problem("formula", _FORMULA(place=place.say("zh")), _TYPE_VALUES(), (source,))


def _sheet_rows(sheet: CalamineSheet, name: str) -> list[Row]:
    values = sheet.to_python(skip_empty_area=False)
    spans = _spans_by_cell([(r1, c1, r2, c2) for (r1, c1), (r2, c2) in sheet.merged_cell_ranges or ()])
    rows = [Row((Cell(name, Place(sheet=name)),), CAPTION)] if values else []
    for number, line in enumerate(values):
        cells = [cell for column in range(len(line)) if (cell := _cell(name, values, spans, number, column))]
        rows.append(Row(tuple(cells), name))
    return rows


def _spans_by_cell(ranges: list[_Span]) -> dict[tuple[int, int], _Span]:
    return {(row, column): span for span in ranges for row in range(span[0], span[2] + 1) for column in range(span[1], span[3] + 1)}


def _cell(sheet: str, values: Sequence[Sequence[object]], spans: dict[tuple[int, int], _Span], row: int, column: int) -> Cell | None:
    """The cell that begins at this column, or None inside a merged one."""
    top, left, bottom, right = spans.get((row, column), (row, column, row, column))
    if column != left:
        return None
    value = values[top][left]
    return Cell(
        text=_text(value),
        place=Place(sheet=sheet, row=top + 1, column=left + 1),
        left=left,
        right=right + 1,
        rows=bottom - top + 1,
        continued=row > top,
        lost_digits=isinstance(value, int | float) and not isinstance(value, bool) and abs(value) >= _EXACT_LIMIT,
    )


def _text(value: object) -> str:
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat()
    return str(value)
