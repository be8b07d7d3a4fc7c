"""Workbooks: formulas, limits."""

from __future__ import annotations

import io

import pytest
from openpyxl import Workbook
from xlsxwriter import Workbook as Writer

from relparty.documents import spreadsheet
from relparty.documents.cells import FormDocument
from relparty.errors import UnreadableFile
from relparty.model.lot import FormFile
from relparty.settings import FileLimits

FILE = FormFile("forms/a.xlsx", "0" * 64, "xlsx")


def read(content: bytes, limits: FileLimits | None = None) -> FormDocument:
    return spreadsheet.read(FILE, content, limits or FileLimits())


def with_formulas(*formulas: tuple[str, str, object]) -> bytes:
    buffer = io.BytesIO()
    with Writer(buffer) as book:
        book.add_worksheet("说明")
        sheet = book.add_worksheet("采集表")
        for place, formula, stored in formulas:
            sheet.write_formula(place, formula, None, stored)
    return buffer.getvalue()


def test_a_number_that_a_formula_gave_is_an_answer() -> None:
    document = read(with_formulas(("B2", "=70/100", 0.7)))
    assert document.problems == ()
    assert document.rows[-1].cells[-1].text == "0.7"


@pytest.mark.parametrize("stored", ["张三", ""])
def test_words_or_nothing_from_a_formula_are_reported_with_their_place(stored: str) -> None:
    (problem,) = read(with_formulas(("B2", '=IF(TODAY()>0,"李四","张三")', stored))).problems
    assert problem.reason == "formula"
    assert problem.sources[0].place.say("zh") == "采集表!B2"


def test_a_workbook_without_formulas_has_no_problem() -> None:
    assert read(with_formulas()).problems == ()


def test_too_many_sheets_and_cells_are_refused() -> None:
    book = Workbook()
    for number in range(5):
        book.create_sheet(f"s{number}")
    book.active["C4"] = "x"
    buffer = io.BytesIO()
    book.save(buffer)
    with pytest.raises(UnreadableFile, match="has 6 sheets, more than 5"):
        read(buffer.getvalue(), FileLimits(sheets=5))
    with pytest.raises(UnreadableFile, match="more than 11 cells"):
        read(buffer.getvalue(), FileLimits(cells=11))
    assert read(buffer.getvalue(), FileLimits(cells=12)).rows
