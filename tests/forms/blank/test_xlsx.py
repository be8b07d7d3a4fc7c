"""The workbook helps and protects: lists, checks, locked labels, a live total, a page to print."""

from __future__ import annotations

import io
from typing import Any

import blankfiller
import openpyxl
import pytest
from test_round_trip import FORMS

from relparty.forms.blank import docx, xlsx
from relparty.forms.blank.fields import BLOCKS, TITLE


def sheet_of(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]


SHEET = sheet_of(xlsx.workbook({"lot_name": "示例项目", "lot_id": "L1"}))


def test_labels_are_locked_and_answers_are_not() -> None:
    assert SHEET.protection.sheet
    assert SHEET.protection.password is None
    unlocked = {cell.coordinate: cell for row in SHEET.iter_rows() for cell in row if not cell.protection.locked}
    assert all(cell.value in (None, "示例项目", "L1") for cell in unlocked.values())
    assert len(unlocked) > 100


def test_numbers_and_codes_are_kept_as_text_and_shares_as_numbers() -> None:
    filled = sheet_of(blankfiller.xlsx(xlsx.workbook({}), FORMS["full"]))
    formats = {cell.value: cell.number_format for row in filled.iter_rows() for cell in row if cell.value is not None}
    full = FORMS["full"]
    assert formats[full["head"]["id"]] == formats[full["bidder"]["uscc"]] == formats[full["declared_on"]] == "@"
    assert formats[60.5] == "General"


def test_every_answer_has_a_hint_and_choices_have_a_list() -> None:
    rules = SHEET.data_validations.dataValidation
    hinted = {str(area) for rule in rules if rule.prompt for area in rule.sqref.ranges}
    lists = [rule.formula1 for rule in rules if rule.type == "list"]
    assert len(hinted) >= len(BLOCKS)
    for choice in ("有限责任公司", "国有资产管理机构", "监事", "授权代表", "控股关系", "财务负责人"):
        assert any(choice in each for each in lists)
    assert all(len(rule.formula1 or "") <= 255 for rule in rules)
    assert all(rule.errorStyle == "warning" for rule in rules if rule.type), "a paper of another kind can still be typed"


def test_formulas_use_nothing_that_conditional_formats_refuse() -> None:
    formulas = [text for area in SHEET.conditional_formatting for rule in area.rules for text in rule.formula]
    assert formulas
    assert not [each for each in formulas if "{" in each or "!" in each]


def test_formula_cells_are_numbers_with_a_stored_value() -> None:
    stored = openpyxl.load_workbook(io.BytesIO(xlsx.workbook({})), data_only=True).worksheets[0]
    live = [cell.coordinate for row in SHEET.iter_rows() for cell in row if cell.data_type == "f"]
    assert len(live) == 2
    assert all(isinstance(stored[each].value, int) for each in live)


def test_it_prints_on_a4_one_page_wide_with_its_title_on_every_page() -> None:
    assert SHEET["A1"].value == TITLE
    assert SHEET.page_setup.paperSize == 9
    assert SHEET.print_title_rows == "$1:$1"
    assert (SHEET.page_setup.fitToWidth, SHEET.page_setup.fitToHeight) == (None, 0)


@pytest.mark.parametrize("rows", [1, 20])
def test_there_are_as_many_rows_as_asked_for(rows: int) -> None:
    sheet = sheet_of(xlsx.workbook({}, rows=rows))
    serials = [sheet.cell(row, 1).value for row in range(1, sheet.max_row + 1)]
    assert serials.count(rows) == len(BLOCKS)
    assert rows + 1 not in serials


def test_the_same_lot_gives_the_same_bytes() -> None:
    assert xlsx.workbook({"lot_id": "L1"}) == xlsx.workbook({"lot_id": "L1"})


def test_a_lot_is_never_a_formula() -> None:
    sheet = sheet_of(xlsx.workbook({"lot_name": "=1+1", "lot_id": "http://x.example"}, contact="=2+2"))
    cells = {cell.value: cell for row in sheet.iter_rows() for cell in row if cell.value}
    assert cells["=1+1"].data_type == "s" or cells["=1+1"].quotePrefix
    assert cells["http://x.example"].hyperlink is None


def test_the_document_repeats_its_headings_and_breaks_no_row() -> None:
    import docx as library

    document = library.Document(io.BytesIO(docx.document({})))
    tables = [table for table in document.tables if "序号" in (table.rows[1].cells[0].text if len(table.rows) > 1 else "")]
    assert len(tables) == len(BLOCKS)
    for table in tables:
        assert [row._tr.xpath("w:trPr/w:tblHeader") != [] for row in table.rows][:3] == [True, True, False]
        assert all(row._tr.xpath("w:trPr/w:cantSplit") for row in table.rows)
