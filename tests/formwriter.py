"""Prints a machine form as offices do: one-sheet xlsx, a sheet a block, docx table, docx paragraphs, PDF table; more in `otherprintings`."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import otherprintings as other
from formcontent import TITLE, Form, blocks, pairs, table
from formcontent import saved as _saved

__all__ = [
    "NEW_PRINTINGS",
    "PRINTINGS",
    "TITLE",
    "Form",
    "blocks",
    "docx",
    "docx_blocks",
    "io",
    "pairs",
    "pdf",
    "table",
    "xlsx",
    "xlsx_sheets",
]


def xlsx(form: Form) -> bytes:
    """One sheet, answers and headings merged across."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = "采集表"
    for number, row in enumerate(table(form), start=1):
        for column, value in enumerate(row, start=1):
            sheet.cell(number, column, value if value != "" else None)
        if len(row) == 1 and row[0] != "无":
            sheet.merge_cells(start_row=number, start_column=1, end_row=number, end_column=6)
        if len(row) == 6 and row[2] == "" and row[5] == "":
            sheet.merge_cells(start_row=number, start_column=2, end_row=number, end_column=3)
            sheet.merge_cells(start_row=number, start_column=5, end_row=number, end_column=6)
    return _saved(book)


def xlsx_sheets(form: Form) -> bytes:
    """A sheet a block, labels and values one under the other on the first."""
    from openpyxl import Workbook

    book = Workbook()
    first = book.active
    first.title = "基本信息"
    for row in ([TITLE], *pairs(form), ("填报日期", form["declared_on"])):
        first.append(list(row))
    for heading, columns, lines in blocks(form):
        sheet = book.create_sheet(heading.partition("（")[0].partition("、")[2][:20])
        for row in (["序号", *columns], *([str(n), *line] for n, line in enumerate(lines, start=1))):
            sheet.append([value if value != "" else None for value in row])
        if not lines:
            sheet.append(["无"])
    return _saved(book)


def docx(form: Form) -> bytes:
    """One table of six columns under the title, the foot as a paragraph."""
    import docx as library

    document = library.Document()
    document.add_paragraph(TITLE)
    rows = table(form)[1:-1]
    grid = document.add_table(rows=len(rows), cols=6)
    for number, row in enumerate(rows):
        cells = grid.rows[number].cells
        if len(row) == 1:
            cells[0].merge(cells[5]).text = str(row[0])
        elif len(row) == 6 and row[2] == "" and row[5] == "":
            cells[1].merge(cells[2])
            cells[4].merge(cells[5])
            for column in (0, 1, 3, 4):
                cells[column].text = str(row[column])
        else:
            for column, value in enumerate(row):
                cells[column].text = str(value)
            cells[len(row) - 1].merge(cells[5])
    document.add_paragraph(f"填报人：{form['head']['name']}　　填报日期：{form['declared_on']}")
    return _saved(document)


def docx_blocks(form: Form) -> bytes:
    """Labels with a colon as paragraphs, a table a block, in another order."""
    import docx as library

    document = library.Document()
    document.add_paragraph(TITLE)
    for label, value in pairs(form):
        document.add_paragraph(f"{label}：{value}")
    for heading, columns, lines in reversed(blocks(form)):
        document.add_paragraph(heading)
        if not lines:
            document.add_paragraph("无")
            continue
        grid = document.add_table(rows=0, cols=len(columns))
        for row in (columns, *lines):
            for cell, value in zip(grid.add_row().cells, row, strict=True):
                cell.text = str(value)
    document.add_paragraph(f"填报日期：{form['declared_on']}")
    return _saved(document)


def pdf(form: Form) -> bytes:
    """A ruled table with text that breaks inside cells and across pages."""
    from reportlab.lib import colors
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, TableStyle
    from reportlab.platypus import Table as PdfTable

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    style = ParagraphStyle("cell", fontName="STSong-Light", fontSize=9, leading=11, wordWrap="CJK")
    rows, spans = table(form)[1:], []
    for number, row in enumerate(rows):
        if len(row) == 1:
            spans.append(("SPAN", (0, number), (5, number)))
        elif len(row) == 6 and row[2] == "" and row[5] == "":
            spans += [("SPAN", (1, number), (2, number)), ("SPAN", (4, number), (5, number))]
    cells = [[Paragraph(_markup(value), style) for value in [*row, *[""] * (6 - len(row))]] for row in rows]
    buffer = io.BytesIO()
    grid = PdfTable(cells, colWidths=[60, 105, 75, 105, 75, 80])
    grid.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black), *spans]))
    SimpleDocTemplate(buffer, pagesize=A4, invariant=1, title=TITLE).build([Paragraph(TITLE, style), grid])
    return buffer.getvalue()


def _markup(value: str | float) -> str:
    return str(value).replace("&", "&amp;").replace("<", "&lt;")


PRINTINGS: Sequence[tuple[str, Callable[[Form], bytes]]] = (
    ("xlsx", xlsx),
    ("docx", docx),
    ("pdf", pdf),
    ("xlsx", xlsx_sheets),
    ("docx", docx_blocks),
)
"""The printings by file kind, in the order in which the bidders of a made lot use them."""

NEW_PRINTINGS: Sequence[tuple[str, Callable[[Form], bytes]]] = (
    ("xlsx", other.xlsx_wide),
    ("xlsx", other.xlsx_pairs3),
    ("docx", other.docx_side),
    ("docx", other.docx_split),
    ("csv", other.csv_rows),
    ("pdf", other.pdf_pages),
    ("xlsx", other.xlsx_synonyms),
    ("docx", other.docx_colon),
    ("xlsx", other.xlsx_sideways),
)
"""Printings unlike the first ones; made lots do not use them, so that lots once made stay as they are."""
