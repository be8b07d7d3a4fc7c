"""A spreadsheet program computes our formulas and agrees with the checks that the reader makes."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import blankfiller
import openpyxl
import pytest
import xlsxwriter
from test_round_trip import FORMS, read

import lotmaker
from relparty.forms.blank import formulas, xlsx
from relparty.identifiers import resident, uscc

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
needs_office = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")

IDS = [lotmaker.person_id(number, mark) for number in range(25) for mark in ("", "!", "*")]
CODES = [lotmaker.company_code(number) for number in range(25)]
SWAPPED = [code[:9] + code[10] + code[9] + code[11:] for code in CODES]
WRONG_ORGANISATION = [code[:16] + ("1" if code[16] != "1" else "2") for code in CODES]
WRONG_ORGANISATION = [first + uscc._whole_check(first) for first in WRONG_ORGANISATION]
OTHERS = ["", "无", "91440300MA000100I5", "E12345678", "12345678901234567", lotmaker.company_code(3).lower(), "51440300MJL1234567"]
TEXTS = [*IDS, *CODES, *SWAPPED, *WRONG_ORGANISATION, *OTHERS]


def converted(folder: Path, content: bytes, kind: str) -> Path:
    source = folder / "source.xlsx"
    source.write_bytes(content)
    profile = (folder / "profile").as_uri()
    command = [
        str(OFFICE),
        f"-env:UserInstallation={profile}",
        "--headless",
        "--convert-to",
        kind,
        "--outdir",
        str(folder / "out"),
        str(source),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return next((folder / "out").iterdir())


@needs_office
def test_a_spreadsheet_agrees_on_every_number(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet = book.add_worksheet()
    for row, text in enumerate(TEXTS):
        cell = f"A{row + 1}"
        sheet.write_string(row, 0, text)
        for column, wrong in enumerate((formulas.uscc_is_wrong, formulas.person_id_is_wrong, formulas.any_id_is_wrong), start=1):
            sheet.write_formula(row, column, f"=IF({wrong(cell)},1,0)")
    book.close()
    computed = openpyxl.load_workbook(converted(tmp_path, buffer.getvalue(), "xlsx"), data_only=True).worksheets[0]
    told = {text or "": [answer == 1 for answer in answers] for text, *answers in computed.iter_rows(values_only=True)}
    assert set(told) == set(TEXTS)
    for text, (as_code, as_person, as_either) in told.items():
        whole = len(text) == 18 and not resident.is_masked(text)
        is_code, is_id = uscc.is_valid(uscc.fold(text)), resident.is_valid(text)
        assert as_code == (len(text) > 3 and not is_code), text
        assert as_person == (whole and not is_id), text
        assert as_either == (whole and not is_id and not is_code), text


@needs_office
def test_the_total_and_the_count_are_live_and_the_saved_form_is_read_without_a_problem(tmp_path: Path) -> None:
    filled = blankfiller.xlsx(xlsx.workbook({}), FORMS["full"])
    book = openpyxl.load_workbook(io.BytesIO(filled))
    empty = openpyxl.load_workbook(io.BytesIO(xlsx.workbook({}))).worksheets[0]
    live = {cell.coordinate: cell.value for row in empty.iter_rows() for cell in row if cell.data_type == "f"}
    for place, formula in live.items():
        book.worksheets[0][place].value = formula
    saved = converted(tmp_path, blankfiller.saved(book), "xlsx")
    computed = openpyxl.load_workbook(saved, data_only=True).worksheets[0]
    assert sorted(float(computed[place].value) for place in live) == [0, 100]
    (got,) = read(tmp_path, "saved.xlsx", saved.read_bytes()).forms
    assert got.problems == ()


@needs_office
def test_the_form_printed_as_pdf_is_read_without_a_problem(tmp_path: Path) -> None:
    printed = converted(tmp_path, blankfiller.xlsx(xlsx.workbook({}), FORMS["full"]), "pdf")
    (got,) = read(tmp_path, "printed.pdf", printed.read_bytes()).forms
    assert got.told is not None
    assert got.filled.not_understood == []
    assert {name: len(rows) for name, rows in got.filled.blocks.items()}["shareholders"] == 2
