"""The empty form as a document: the same headings, labels and blocks as tables, to be filled in with a word processor."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from relparty.forms.blank import fields, notes
from relparty.forms.blank.elements import Block, Field, Section, printed
from relparty.forms.blank.fields import BIDDER, BLOCKS, FOOT, GRID, HEAD, LOT, TITLE
from relparty.phrases import Lang

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Cell, _Row
    from docx.text.paragraph import Paragraph

_SONG = "宋体"
_HEI = "黑体"
_GREY = "F2F2F2"
_BLUE = "DCE6F1"
_WIDE = 17.6
"""Centimetres between the margins."""
_LABELS = (3.9, 5.3, 3.4, 5.0)
_LEGEND = "注：带 * 的为必填；没有的填“无”，不要留空。行数不够的，在表格最后一行按 Tab 键加行。"


def document(answers: dict[str, str], lang: Lang = "zh", *, rows: int | None = None, contact: str = "") -> bytes:
    """The empty form with the answers already known, by field name (`lot_name`, `lot_id`).

    `rows` is how many empty rows every block has, else as many as usual; `contact` is who answers for personal data.
    """
    import docx  # slow to load, and no other command needs it to write

    form = docx.Document()
    _page(form)
    _paragraph(form, TITLE, _TITLE)
    if lang == "en":
        _paragraph(form, fields.TITLE_GLOSS, _LEGEND_LOOK)
    _paragraph(form, _LEGEND, _LEGEND_LOOK)
    for section in (LOT, BIDDER, HEAD):
        _answers(form, section, answers, lang)
        _paragraph(form, "", _GAP)
    for block in BLOCKS:
        _block(form, block, rows or block.rows, lang)
        _paragraph(form, "", _GAP)
    _foot(form, contact, lang)
    _paragraph(form, "", _GAP)
    _notes(_table(form, 2, (_WIDE,), 0.8), (notes.HOW_TO_FILL, notes.ATTACHMENTS))
    buffer = io.BytesIO()
    form.save(buffer)
    return buffer.getvalue()


def _page(form: Document) -> None:
    """A4 with page numbers, and fonts that every Chinese office has."""
    from docx.shared import Cm, Pt

    section = form.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = Cm(1.7)
    section.top_margin = section.bottom_margin = Cm(1.6)
    normal = form.styles["Normal"]
    _set_font(normal.element.get_or_add_rPr(), _SONG)
    normal.font.size = Pt(10.5)
    form.core_properties.title = TITLE
    _page_number(section.footer.paragraphs[0])


def _page_number(paragraph: Paragraph) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run("第 ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)  # noqa: SLF001  # python-docx has no page numbers of its own
    paragraph.add_run(" 页")


def _set_font(properties: object, font: str) -> None:
    """One font for Latin and Chinese characters alike: python-docx sets the Latin one alone."""
    from docx.oxml.ns import qn
    from docx.oxml.text.font import CT_RPr

    if isinstance(properties, CT_RPr):
        fonts = properties.get_or_add_rFonts()
        for script in ("w:ascii", "w:hAnsi", "w:eastAsia"):
            fonts.set(qn(script), font)
        fonts.set(qn("w:hint"), "eastAsia")


@dataclass(frozen=True, slots=True)
class _Look:
    """How words are printed."""

    size: float = 10.5
    font: str = _SONG
    is_bold: bool = False
    is_centred: bool = False


_ANSWER = _Look()
_LABEL = _Look(9.5, is_bold=True, is_centred=True)
_TITLE = _Look(16, _HEI, is_centred=True)
_HEADING = _Look(10.5, _HEI, is_bold=True)
_LEGEND_LOOK = _Look(9, is_centred=True)
_PROMISE = _Look(10)
_GAP = _Look(6)
_NOTE_TITLE = _Look(10, _HEI, is_bold=True)
_NOTE = _Look(9)


def _put(paragraph: Paragraph, text: str, look: _Look) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(0)
    if look.is_centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if text:
        run = paragraph.add_run(text)
        run.font.size, run.bold = Pt(look.size), look.is_bold or None
        _set_font(run._r.get_or_add_rPr(), look.font)  # noqa: SLF001  # python-docx sets no Chinese font


def _paragraph(form: Document, text: str, look: _Look) -> None:
    from docx.shared import Pt

    paragraph = form.add_paragraph()
    _put(paragraph, text, look)
    paragraph.paragraph_format.space_after = Pt(4 if text else 0)


def _table(form: Document, rows: int, widths: Sequence[float], height: float) -> Table:
    """A ruled table with columns of these widths (cm) whose rows never break across pages."""
    from docx.enum.table import WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
    from docx.shared import Cm

    table: Table = form.add_table(rows=rows, cols=len(widths), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for width, column in zip(widths, table.columns, strict=True):
        column.width = Cm(width)
    for row in table.rows:
        row.height, row.height_rule = Cm(height), WD_ROW_HEIGHT_RULE.AT_LEAST
        _mark(row, "w:cantSplit")
        for width, cell in zip(widths, row.cells, strict=True):
            cell.width = Cm(width)
    return table


def _fill(cell: _Cell, text: str, *, shade: str = "") -> None:
    """Printed words (shaded, bold, centred) or an answer."""
    from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT

    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    _put(cell.paragraphs[0], text, _LABEL if shade else _ANSWER)
    if shade:
        _shade(cell, shade)


def _shade(cell: _Cell, colour: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    mark = OxmlElement("w:shd")
    for name, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", colour)):
        mark.set(qn(name), value)
    cell._tc.get_or_add_tcPr().append(mark)  # noqa: SLF001  # python-docx has no shading


def _heading(row: _Row, text: str) -> None:
    """A heading across its table, which the table's next row follows on the same page."""
    from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT

    cells = row.cells
    cell = cells[0].merge(cells[-1])
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    _shade(cell, _BLUE)
    _put(cell.paragraphs[0], text, _HEADING)
    cell.paragraphs[0].paragraph_format.keep_with_next = True


def _answers(form: Document, section: Section, answers: dict[str, str], lang: Lang) -> None:
    lines = _lines(section.fields)
    table = _table(form, 1 + len(lines), _LABELS, 0.8)
    _heading(table.rows[0], printed(section.heading, lang))
    for row, line in zip(table.rows[1:], lines, strict=True):
        _fill_line(row, line, answers, lang)


def _fill_line(row: _Row, line: Sequence[Field], answers: dict[str, str], lang: Lang) -> None:
    if len(line) == 1:
        row.cells[1].merge(row.cells[3])
    for at, each in enumerate(line):
        _fill(row.cells[2 * at], printed(each.label, lang, each.hint, is_mandatory=each.is_mandatory), shade=_GREY)
        _fill(row.cells[2 * at + 1], answers.get(each.name, ""))


def _foot(form: Document, contact: str, lang: Lang) -> None:
    """The notice, the promise and the signatures, in one table: boxes of one cell are lost when printed as PDF."""
    lines = _lines(FOOT.fields)
    table = _table(form, 2 + len(lines), _LABELS, 0.95)
    for row in table.rows[:2]:
        row.cells[0].merge(row.cells[3])
    _notes(table, (notes.on_personal_data(contact),))
    _put(table.rows[1].cells[0].paragraphs[0], notes.PROMISE, _PROMISE)
    for row, line in zip(table.rows[2:], lines, strict=True):
        _fill_line(row, line, {}, lang)


def _lines(labelled: Sequence[Field]) -> list[tuple[Field, ...]]:
    """The answers of each line: a wide one alone, others in twos."""
    lines: list[tuple[Field, ...]] = []
    for each in labelled:
        if lines and not each.is_wide and len(lines[-1]) == 1 and not lines[-1][0].is_wide:
            lines[-1] = (*lines[-1], each)
        else:
            lines.append((each,))
    return lines


def _block(form: Document, block: Block, rows: int, lang: Lang) -> None:
    """A block's heading and columns, both repeated after a page break, and its empty rows."""
    table = _table(form, 2 + rows + block.has_total, _widths(block), 0.75)
    heads = [fields.SERIAL.zh, *(printed(each.label, lang, is_mandatory=each.is_mandatory) for each in block.columns)]
    _heading(table.rows[0], printed(block.heading, lang, block.hint))
    for row in table.rows[:2]:
        _mark(row, "w:tblHeader")
    for cell, words in zip(table.rows[1].cells, heads, strict=True):
        _fill(cell, words, shade=_GREY)
    for serial, row in enumerate(table.rows[2 : rows + 2], start=1):
        for at, cell in enumerate(row.cells):
            _fill(cell, "" if at else str(serial), shade="" if at else _GREY)
    if block.has_total:
        cells = table.rows[-1].cells
        cells[0].merge(cells[-2])
        _fill(cells[0], fields.TOTAL.zh, shade=_GREY)
        _fill(cells[-1], "")


def _mark(row: _Row, name: str) -> None:
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement(name))  # noqa: SLF001  # python-docx has no such property of a row


def _widths(block: Block) -> list[float]:
    """The widths of a block's columns in centimetres, in the proportions of the workbook's columns."""
    unit, left, widths = _WIDE / sum(GRID), 1, [GRID[0] * _WIDE / sum(GRID)]
    for column in block.columns:
        widths.append(sum(GRID[left : left + column.span]) * unit)
        left += column.span
    return widths


def _notes(table: Table, sections: Sequence[Sequence[str]]) -> None:
    """Printed words, a cell for each section, so that a reader takes it for one remark."""
    from docx.shared import Cm

    for row, lines in zip(table.rows, sections, strict=False):
        cell = row.cells[0]
        _put(cell.paragraphs[0], lines[0], _NOTE_TITLE)
        for line in lines[1:]:
            paragraph = cell.add_paragraph()
            _put(paragraph, line, _NOTE)
            paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = Cm(0.5), Cm(-0.5)
