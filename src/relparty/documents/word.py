"""Word documents to rows of cells (python-docx): paragraphs and tables in reading order, whatever wraps them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

from relparty.documents.cells import Cell, FormDocument, Row, joined
from relparty.errors import UnreadableFile
from relparty.model.lot import FormFile
from relparty.model.record import Place
from relparty.phrases import Phrase
from relparty.settings import FileLimits

if TYPE_CHECKING:
    from docx.oxml.table import CT_Row, CT_Tbl, CT_Tc
    from docx.oxml.xmlchemy import BaseOxmlElement

_BROKEN = Phrase("Word 文件打不开（{reason}）", "the Word file cannot be opened ({reason})")
_TOO_MANY = Phrase("表格单元格超过 {limit} 个", "its tables have more than {limit} cells")
_ASK_AGAIN = Phrase("请该投标人重新提交可正常打开的 docx 文件", "ask the bidder for a docx file that opens")

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WRAPPERS = frozenset(f"{_W}{name}" for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"))
_UNSEEN = frozenset((f"{_W}del", f"{_W}moveFrom", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"))
_BREAKS = frozenset((f"{_W}br", f"{_W}cr"))


def read(file: FormFile, content: bytes, limits: FileLimits) -> FormDocument:
    """The paragraphs and table rows of the body in order; raises UnreadableFile when it cannot be opened."""
    import docx  # takes longer to load than the rest of a small screening
    from docx.opc.exceptions import OpcError
    from lxml.etree import XMLSyntaxError

    try:
        body = docx.Document(io.BytesIO(content)).element.body
    except (OpcError, XMLSyntaxError, zipfile.BadZipFile, KeyError, ValueError, AttributeError) as error:
        raise UnreadableFile(file.file, _BROKEN(reason=type(error).__name__), _ASK_AGAIN()) from error
    rows: list[Row] = []
    paragraphs = tables = cells = 0
    for block in _blocks(body):
        if block.tag == f"{_W}tbl":
            tables += 1
            for row in _table_rows(block, f"{tables}", tables):
                cells += len(row.cells)
                if cells > limits.cells:
                    raise UnreadableFile(file.file, _TOO_MANY(limit=limits.cells), _ASK_AGAIN())
                rows.append(row)
        else:
            paragraphs += 1
            rows.append(Row((Cell(_text(block), Place(row=paragraphs)),), "text"))
    return FormDocument(file, tuple(rows))


def _blocks(parent: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    """The paragraphs and tables of a body or cell, also those inside content controls and accepted changes."""
    for child in parent.iterchildren():
        if child.tag in (f"{_W}p", f"{_W}tbl"):
            yield child
        elif child.tag in _WRAPPERS:
            yield from _blocks(child)


def _table_rows(table: CT_Tbl, grid: str, number: int) -> Iterator[Row]:
    """Rows with merged cells united; a table inside a cell follows the row of that cell.

    python-docx's own cell view repeats merged cells, misses content controls and is slower.
    """
    above: dict[int, Cell] = {}
    for at, line in enumerate(_inside(table, f"{_W}tr"), start=1):
        placed = list(_placed(line))
        cells = [_cell(tc, left, above, Place(table=number, row=at, column=column)) for column, (left, tc) in enumerate(placed, start=1)]
        above = {int(cell.left): cell for cell in cells}
        yield Row(tuple(cells), f"table {grid}")
        nested = (block for _, tc in placed for block in _blocks(tc) if block.tag == f"{_W}tbl")
        for place, inner in enumerate(nested, start=1):
            yield from _table_rows(inner, f"{grid}.{at}.{place}", number)


def _inside(parent: BaseOxmlElement, tag: str) -> Iterator[BaseOxmlElement]:
    for child in parent.iterchildren():
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _inside(child, tag)


def _placed(line: CT_Row) -> Iterator[tuple[int, CT_Tc]]:
    left = line.grid_before
    for tc in _inside(line, f"{_W}tc"):
        yield left, tc
        left += tc.grid_span


def _cell(tc: CT_Tc, left: int, above: dict[int, Cell], place: Place) -> Cell:
    right = left + tc.grid_span
    if tc.vMerge == "continue" and left in above:
        upper = above[left]
        return Cell(upper.text, upper.place, left, right, upper.rows, continued=True)
    lines = (_text(block) for block in _blocks(tc) if block.tag == f"{_W}p")
    return Cell(joined("\n".join(lines)), place, left, right, rows=2 if tc.vMerge == "restart" else 1)


def _text(paragraph: BaseOxmlElement) -> str:
    """The visible text of a paragraph: without deleted words and the second copy of text boxes, with line breaks."""
    return "".join(_pieces(paragraph))


def _pieces(element: BaseOxmlElement) -> Iterator[str]:
    for child in element.iterchildren():
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _BREAKS:
            yield "\n"
        elif child.tag == f"{_W}tab":
            yield "\t"
        elif child.tag not in _UNSEEN:
            yield from _pieces(child)
