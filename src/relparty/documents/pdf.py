"""Text PDFs to rows of cells (pdfplumber): ruled tables, and the lines outside them, from top to bottom."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Container, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from relparty.documents import asides, pdf_asides, pdf_integrity
from relparty.documents.cells import Cell, FormDocument, Row, joined
from relparty.errors import UnreadableFile
from relparty.model.lot import FormFile
from relparty.model.record import Place, Problem, Source
from relparty.phrases import Phrase
from relparty.settings import FileLimits

if TYPE_CHECKING:
    from pdfplumber.page import Page
    from pdfplumber.table import Table
    from pypdfium2 import PdfPage

_ALIGNED = 2.0
"""Points by which the left edges of one column may differ between pages."""

_PICTURE_SHARE = 0.5
"""A picture over so much of a page is a scan: text on it comes from a machine's reading and is none of the bidder's typing."""

_BROKEN = Phrase("PDF 文件打不开（{reason}）", "the PDF cannot be opened ({reason})")
_PASSWORD = Phrase("PDF 文件设有密码", "the PDF has a password")
_TOO_LONG = Phrase("PDF 超过 {limit} 页", "the PDF has more than {limit} pages")
_SCAN = Phrase("PDF 中没有文字，是扫描件或照片", "the PDF has no text: it is a scan or photo")
_SCANNED_PAGES = Phrase("第 {pages} 页是扫描件或照片，未识读", "page {pages} is a scan or photo and was not read")
_DAMAGED = Phrase("PDF 结构有损坏，虽可读取，内容可能不完整", "the PDF is damaged: it could be read, but something may be missing")
_NOTHING = Phrase("PDF 中没有文字也没有图片", "the PDF has neither text nor pictures")
_ASK_AGAIN = Phrase(
    "请该投标人提交 Excel、Word 或可复制文字的 PDF，或人工核对该表", "ask for Excel, Word or a PDF with text, or check this form by hand"
)


def read(file: FormFile, content: bytes, limits: FileLimits) -> FormDocument:
    """Table rows and text lines of all pages; raises UnreadableFile for a PDF that cannot be opened.

    All pages share one grid: a table that runs on to the next page keeps its columns by where they stand.
    Pages that are pictures are read by OCR where it is installed, else they are a problem that names them.
    """
    if page_count(content) > limits.pages:
        raise UnreadableFile(file.file, _TOO_LONG(limit=limits.pages), _ASK_AGAIN())
    scanned = scanned_pages(content)
    pages = _pages(file, content, frozenset(scanned), limits)
    if not scanned and not any(pages.values()):
        raise UnreadableFile(file.file, _NOTHING(), _ASK_AGAIN())
    document = _with_pictures(file, content, pages, scanned, limits) if scanned else _document(file, pages)
    document = asides.added(document, pdf_asides.found(file, content))
    if pdf_integrity.is_whole(content):
        return document
    damaged = Problem("damaged", _DAMAGED(), _ASK_AGAIN(), (Source(file.file, Place(), file.sha256, ""),))
    return replace(document, problems=(damaged, *document.problems))


def _document(file: FormFile, pages: dict[int, list[Row]], problems: tuple[Problem, ...] = ()) -> FormDocument:
    return FormDocument(file, tuple(_without_page_breaks([pages[number] for number in sorted(pages)])), problems)


def _with_pictures(file: FormFile, content: bytes, pages: dict[int, list[Row]], scanned: list[int], limits: FileLimits) -> FormDocument:
    """The text pages and what OCR reads of the others, or the problem that they wait for it."""
    from relparty.documents.ocr import engine

    if engine.is_installed():
        from relparty.documents import scanned_pdf

        rows, problems = scanned_pdf.read_pages(file, content, scanned, limits)
        return _document(file, pages | dict(zip(scanned, rows, strict=True)), problems)
    if not any(pages.values()):
        raise UnreadableFile(file.file, _SCAN(), engine.INSTALL())
    fact = _SCANNED_PAGES(pages=", ".join(map(str, scanned)))
    problem = Problem("scanned_pages", fact, engine.INSTALL(), (Source(file.file, Place(page=scanned[0]), file.sha256, ""),))
    return _document(file, pages, (problem,))


def page_count(content: bytes) -> int:
    """How many pages a PDF says it has; 0 for one that cannot be opened."""
    import pypdfium2  # comes with pdfplumber, and is ten times faster at this

    try:
        with contextlib.closing(pypdfium2.PdfDocument(content)) as document:
            return len(document)
    except (pypdfium2.PdfiumError, ValueError):
        return 0


def scanned_pages(content: bytes) -> list[int]:
    """The numbers (from 1) of the pages that are pictures or drawn outlines; none for a PDF that cannot be opened."""
    import pypdfium2  # comes with pdfplumber, and is ten times faster at this

    try:
        with contextlib.closing(pypdfium2.PdfDocument(content)) as document:
            return [number for number, page in enumerate(document, start=1) if _is_picture(page)]
    except (pypdfium2.PdfiumError, ValueError):
        return []


def _is_picture(page: PdfPage) -> bool:
    """Whether a picture covers most of a page, or there is something on it but no text."""
    from pypdfium2 import raw

    objects = list(page.get_objects(max_depth=3))
    images = [each.get_bounds() for each in objects if each.type == raw.FPDF_PAGEOBJ_IMAGE]
    width, height = page.get_size()
    largest = max((_covered(bounds, width, height) for bounds in images), default=0.0)
    return largest >= _PICTURE_SHARE or (bool(objects) and page.get_textpage().count_chars() == 0)


def _covered(bounds: tuple[float, float, float, float], width: float, height: float) -> float:
    """The part of a page (0 to 1) that lies within bounds."""
    left, bottom, right, top = bounds
    across, along = min(right, width) - max(left, 0), min(top, height) - max(bottom, 0)
    return max(across, 0) * max(along, 0) / (width * height) if width * height else 0.0


def _pages(file: FormFile, content: bytes, scanned: Container[int], limits: FileLimits) -> dict[int, list[Row]]:
    """The rows of each page by its number, none for scanned ones."""
    import pdfplumber  # loads slowly, and most lots have no PDF
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfminer.psexceptions import PSException
    from pdfplumber.utils.exceptions import PdfminerException

    try:
        with pdfplumber.open(io.BytesIO(content), pages=list(range(1, limits.pages + 2))) as document:
            if len(document.pages) > limits.pages:
                raise UnreadableFile(file.file, _TOO_LONG(limit=limits.pages), _ASK_AGAIN())
            return {page.page_number: [] if page.page_number in scanned else _read_page(page) for page in document.pages}
    except PdfminerException as error:
        locked = any(isinstance(cause, PDFPasswordIncorrect) for cause in error.args)
        fact = _PASSWORD() if locked else _BROKEN(reason=type(error.args[0]).__name__ if error.args else "")
        raise UnreadableFile(file.file, fact, _ASK_AGAIN()) from error
    except (PSException, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        raise UnreadableFile(file.file, _BROKEN(reason=type(error).__name__), _ASK_AGAIN()) from error


def _read_page(page: Page) -> list[Row]:
    """A page's rows; the page is then let go of, or its objects would stay in memory to the end of the file."""
    rows = [row for row in _page_rows(page) if row.filled]
    page.close()
    return rows


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
