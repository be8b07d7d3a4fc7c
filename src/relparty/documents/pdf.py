"""Text PDFs to rows of cells (pdfplumber): ruled tables, and the lines outside them, from top to bottom."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from relparty.documents.cells import Cell, FormDocument, Row, joined
from relparty.errors import UnreadableFile
from relparty.model.lot import FormFile
from relparty.model.record import Place
from relparty.phrases import Phrase

if TYPE_CHECKING:
    from pdfplumber.page import Page
    from pdfplumber.table import Table

_ALIGNED = 2.0
"""Points by which the left edges of one column may differ between pages."""

_BROKEN = Phrase("PDF 文件打不开（{reason}）", "the PDF cannot be opened ({reason})")
_PASSWORD = Phrase("PDF 文件设有密码", "the PDF has a password")
_SCAN = Phrase(
    "PDF 中没有文字，应为扫描件或照片，本版本尚不能识读", "the PDF has no text: it is a scan or photo, which this version cannot read yet"
)
_ASK_AGAIN = Phrase(
    "请该投标人提交 Excel、Word 或可复制文字的 PDF，或人工核对该表", "ask for Excel, Word or a PDF with text, or check this form by hand"
)


def read(file: FormFile, content: bytes) -> FormDocument:
    """Table rows and text lines of all pages; raises UnreadableFile for a broken, locked or scanned PDF.

    All pages share one grid: a table that runs on to the next page keeps its columns by where they stand.
    """
    import pdfplumber  # loads slowly, and most lots have no PDF
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfminer.psexceptions import PSException
    from pdfplumber.utils.exceptions import PdfminerException

    try:
        with pdfplumber.open(io.BytesIO(content)) as document:
            rows = _without_page_breaks([_page_rows(page) for page in document.pages])
    except PdfminerException as error:
        locked = any(isinstance(cause, PDFPasswordIncorrect) for cause in error.args)
        fact = _PASSWORD() if locked else _BROKEN(reason=type(error.args[0]).__name__ if error.args else "")
        raise UnreadableFile(file.file, fact, _ASK_AGAIN()) from error
    except (PSException, ValueError, KeyError, TypeError) as error:
        raise UnreadableFile(file.file, _BROKEN(reason=type(error).__name__), _ASK_AGAIN()) from error
    if not any(row.filled for row in rows):
        raise UnreadableFile(file.file, _SCAN(), _ASK_AGAIN())
    return FormDocument(file, tuple(rows))


def _page_rows(page: Page) -> list[Row]:
    tables = page.find_tables()
    boxes = [table.bbox for table in tables]

    def is_outside(piece: dict[str, float]) -> bool:
        middle = (piece["top"] + piece["bottom"]) / 2
        return not any(x0 <= piece["x0"] <= x1 and top <= middle <= bottom for x0, top, x1, bottom in boxes)

    lines = page.filter(lambda piece: piece["object_type"] != "char" or is_outside(piece)).extract_text_lines()
    placed = [(line["top"], _line(page, number, line)) for number, line in enumerate(lines, start=1)]
    placed += [pair for number, table in enumerate(tables, start=1) for pair in _table_rows(page, table, number)]
    return [row for _, row in sorted(placed, key=lambda pair: pair[0])]


def _without_page_breaks(pages: list[list[Row]]) -> list[Row]:
    """All rows, a row that a page break cut in two made whole again.

    Its second half is the first table row of the next page: nothing in its first cell, and every filled
    cell below a filled one.
    """
    rows: list[Row] = []
    for page in pages:
        last = next((row for row in reversed(rows) if row.cells[0].place.table), None)
        first = next((row for row in page if row.cells and row.cells[0].place.table), None)
        if last and first and not first.cells[0].text and (whole := _united(last, first)):
            rows[rows.index(last)] = whole
            page.remove(first)
        rows.extend(page)
    return rows


def _united(upper: Row, lower: Row) -> Row | None:
    """The upper row with the lower one's texts added, or None when the lower one is a row of its own."""
    added = {}
    for cell in lower.filled:
        above = next((each for each in upper.filled if abs(each.left - cell.left) < _ALIGNED), None)
        if above is None:
            return None
        added[above] = joined(f"{above.text}\n{cell.text}")
    return Row(tuple(replace(cell, text=added.get(cell, cell.text)) for cell in upper.cells), upper.grid)


def _line(page: Page, number: int, line: dict[str, object]) -> Row:
    return Row((Cell(str(line["text"]), Place(page=page.page_number, row=number)),), "pdf")


def _table_rows(page: Page, table: Table, number: int) -> Iterator[tuple[float, Row]]:
    for at, (line, texts) in enumerate(zip(table.rows, table.extract(), strict=True), start=1):
        cells = [
            Cell(joined(text or ""), Place(page=page.page_number, table=number, row=at, column=column), box[0], box[2])
            for column, (box, text) in enumerate(zip(line.cells, texts, strict=True), start=1)
            if box is not None
        ]
        yield line.bbox[1], Row(tuple(cells), "pdf")
