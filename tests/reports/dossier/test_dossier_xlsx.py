"""The dossier as a workbook, read again by openpyxl: every row is there and no cell is live."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest

import dossierpapers as papers
from relparty.phrases import Lang
from relparty.reports.dossier.xlsx import rendered


def opened(document: dict[str, object], lang: Lang = "zh") -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(rendered(document, lang)))


def column(book: openpyxl.Workbook, sheet: str, head: str) -> list[object]:
    rows = list(book[sheet].iter_rows(values_only=True))
    at = rows[0].index(head)
    return [row[at] for row in rows[1:]]


def test_the_sheets_and_their_rows() -> None:
    document = papers.told("D01-demo")
    book = opened(document)
    assert book.sheetnames == ["总览", "投标人组合", "发现", "步骤与出处", "投标人", "证据", "未能核查"]
    assert column(book, "发现", "发现内容") == [finding["summary"] for finding in document["findings"]]
    assert column(book, "发现", "序号") == [1, 2, 3, 4, 5, 6, 7]
    assert column(book, "投标人", "投标人") == [bidder["name"] for bidder in document["bidders"]]
    assert column(book, "证据", "SHA-256（全值）") == [file["sha256"] for file in document["evidence"]]
    assert column(book, "未能核查", "级别") == ["未能核查"]
    paths = [path for finding in document["findings"] for path in finding["paths"]]
    sources = [source for path in paths for step in path["steps"] for source in step["sources"]]
    assert column(book, "步骤与出处", "SHA-256（全值）") == [source["sha256"] for source in sources]
    assert column(book, "步骤与出处", "原文") == [source["text"] for source in sources]
    assert column(book, "步骤与出处", "有效持股").count(None) < len(sources)
    assert document["sha256"] in column(book, "总览", "内容")


def test_english() -> None:
    book = opened(papers.told("D01-demo", "en"), "en")
    assert book.sheetnames == ["overview", "pairs", "findings", "steps", "bidders", "evidence", "unchecked"]
    assert column(book, "pairs", "Strongest level")[0] == "barred"


@pytest.mark.parametrize("name", papers.EVIL)
def test_no_cell_is_a_formula_or_a_link(name: str) -> None:
    document = papers.renamed(papers.told("D01-demo"), name)
    book = opened(document)
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert all(cell.hyperlink is None for cell in cells)
    assert not book.defined_names
    with zipfile.ZipFile(io.BytesIO(rendered(document, "zh"))) as packed:
        assert not [each for each in packed.namelist() if "externalLink" in each or "vba" in each]
        assert all(b"<f>" not in packed.read(each) for each in packed.namelist())
    assert document["lot"]["name"] in column(book, "总览", "内容")


def test_a_foot_shows_a_lot_number_as_it_is() -> None:
    document = papers.renamed(papers.told("D01-demo"), "&R&P")
    assert "&&R&&P" in rendered_foot(document)


def rendered_foot(document: dict[str, object]) -> str:
    with zipfile.ZipFile(io.BytesIO(rendered(document, "zh"))) as packed:
        return packed.read("xl/worksheets/sheet1.xml").decode().replace("&amp;", "&")


def test_a_lot_without_findings_has_all_sheets() -> None:
    book = opened(papers.told("P01-clear"))
    assert len(book.sheetnames) == 7
    assert column(book, "发现", "序号") == []


def test_all_of_thousands_of_findings_are_there() -> None:
    book = opened(papers.crowded(46))
    assert len(column(book, "发现", "序号")) == len(column(book, "投标人组合", "发现")) == 1035


def test_a_text_longer_than_a_cell_is_cut_and_the_book_opens() -> None:
    book = opened(papers.renamed(papers.told("D01-demo"), "长" * 40_000))
    assert max(len(str(text)) for text in column(book, "发现", "发现内容")) == 32_767


def test_the_same_screening_gives_the_same_bytes() -> None:
    document = papers.told("D01-demo")
    assert rendered(document, "zh") == rendered(document, "zh")
