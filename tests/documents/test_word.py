"""Word documents: everything visible is read, whatever wraps it, and nothing that was deleted."""

from __future__ import annotations

import io

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml

from hostile.ooxml import swapped
from relparty.documents import word
from relparty.documents.cells import Row
from relparty.errors import UnreadableFile
from relparty.model.lot import FormFile
from relparty.settings import FileLimits

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
FILE = FormFile("forms/a.docx", "0" * 64, "docx")


def rows(document: Document, limits: FileLimits | None = None) -> tuple[Row, ...]:
    buffer = io.BytesIO()
    document.save(buffer)
    return word.read(FILE, buffer.getvalue(), limits or FileLimits()).rows


def texts(document: Document) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in rows(document) if row.filled]


def with_body(xml: str) -> Document:
    document = docx.Document()
    document.element.body.insert(0, parse_xml(f"<w:sdt {W}>{xml}</w:sdt>" if xml.startswith("<w:sdtContent") else xml))
    return document


def test_a_content_control_around_paragraphs_and_tables_hides_nothing() -> None:
    table = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>法定代表人</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    document = with_body(f"<w:sdtContent><w:p><w:r><w:t>单位名称：甲</w:t></w:r></w:p>{table}</w:sdtContent>")
    assert texts(document) == [["单位名称：甲"], ["法定代表人"]]


def test_a_content_control_inside_a_line_or_around_a_cell_hides_nothing() -> None:
    line = "<w:r><w:t>单位名称：</w:t></w:r><w:sdt><w:sdtContent><w:r><w:t>甲公司</w:t></w:r></w:sdtContent></w:sdt>"
    cell = "<w:sdt><w:sdtContent><w:tc><w:p><w:r><w:t>乙</w:t></w:r></w:p></w:tc></w:sdtContent></w:sdt>"
    document = docx.Document()
    for number, xml in enumerate((f"<w:p {W}>{line}</w:p>", f"<w:tbl {W}><w:tr>{cell}</w:tr></w:tbl>")):
        document.element.body.insert(number, parse_xml(xml))
    assert texts(document) == [["单位名称：甲公司"], ["乙"]]


def test_inserted_words_are_read_and_deleted_ones_are_not() -> None:
    kept = '<w:ins w:id="1" w:author="x"><w:r><w:t>70%</w:t></w:r></w:ins>'
    gone = '<w:del w:id="2" w:author="x"><w:r><w:delText>30%</w:delText></w:r></w:del>'
    assert texts(with_body(f"<w:p {W}>{gone}{kept}</w:p>")) == [["70%"]]


def test_a_line_break_inside_a_paragraph_is_kept() -> None:
    assert texts(with_body(f"<w:p {W}><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r></w:p>")) == [["甲\n乙"]]


def test_a_table_inside_a_cell_follows_its_row_as_a_grid_of_its_own() -> None:
    document = docx.Document()
    outer = document.add_table(rows=1, cols=1)
    outer.cell(0, 0).text = "股东信息"
    inner = outer.cell(0, 0).add_table(rows=1, cols=2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "姓名", "持股比例"
    found = [row for row in rows(document) if row.filled]
    assert [[cell.text for cell in row.cells] for row in found] == [["股东信息"], ["姓名", "持股比例"]]
    assert found[0].grid != found[1].grid


def test_a_document_with_more_cells_than_allowed_says_so() -> None:
    document = docx.Document()
    document.add_table(rows=5, cols=5)
    with pytest.raises(UnreadableFile, match="more than 20 cells"):
        rows(document, FileLimits(cells=20))


@pytest.mark.parametrize("kind", ["vnd.ms-word.document.macroEnabled", "vnd.openxmlformats-officedocument.wordprocessingml.template"])
def test_a_document_with_macros_and_a_template_are_read_like_any_other(kind: str) -> None:
    plain = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    document = docx.Document()
    document.add_paragraph("单位名称：甲")
    buffer = io.BytesIO()
    document.save(buffer)
    content = swapped(buffer.getvalue(), {"[Content_Types].xml": (plain, f"application/{kind}.main+xml")})
    assert [row.filled[0].text for row in word.read(FILE, content, FileLimits()).rows if row.filled] == ["单位名称：甲"]
