"""Word documents to rows of cells (python-docx), paragraphs and tables in reading order."""

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

if TYPE_CHECKING:
    from docx.oxml.table import CT_Row, CT_Tc
    from docx.table import Table

_BROKEN = Phrase("Word 文件打不开（{reason}）", "the Word file cannot be opened ({reason})")
_ASK_AGAIN = Phrase("请该投标人重新提交可正常打开的 docx 文件", "ask the bidder for a docx file that opens")


def read(file: FormFile, content: bytes) -> FormDocument:
    """The paragraphs and table rows of the body in order; raises UnreadableFile when it cannot be opened."""
    import docx  # takes longer to load than the rest of a small screening
    from docx.opc.exceptions import OpcError
    from docx.table import Table
    from lxml.etree import XMLSyntaxError

    try:
        document = docx.Document(io.BytesIO(content))
    except (OpcError, XMLSyntaxError, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise UnreadableFile(file.file, _BROKEN(reason=type(error).__name__), _ASK_AGAIN()) from error
    rows: list[Row] = []
    paragraphs = tables = 0
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            tables += 1
            rows.extend(_table_rows(block, tables))
        else:
            paragraphs += 1
            rows.append(Row((Cell(block.text, Place(row=paragraphs)),), "text"))
    return FormDocument(file, tuple(rows))


def _table_rows(table: Table, number: int) -> Iterator[Row]:
    """Rows with merged cells united: python-docx's own cell view repeats them and is slower."""
    above: dict[int, Cell] = {}
    for at, line in enumerate(table._tbl.tr_lst):  # noqa: SLF001  # the only way to the raw cells
        cells = [
            _cell(tc, left, above, Place(table=number, row=at + 1, column=column + 1)) for column, (left, tc) in enumerate(_placed(line))
        ]
        above = {int(cell.left): cell for cell in cells}
        yield Row(tuple(cells), f"table {number}")


def _placed(line: CT_Row) -> Iterator[tuple[int, CT_Tc]]:
    left = line.grid_before
    for tc in line.tc_lst:
        yield left, tc
        left += tc.grid_span


def _cell(tc: CT_Tc, left: int, above: dict[int, Cell], place: Place) -> Cell:
    right = left + tc.grid_span
    if tc.vMerge == "continue" and left in above:
        upper = above[left]
        return Cell(upper.text, upper.place, left, right, upper.rows, continued=True)
    return Cell(_text(tc), place, left, right, rows=2 if tc.vMerge == "restart" else 1)


def _text(tc: CT_Tc) -> str:
    lines = ("".join(node.text or "" for node in p.iter("{*}t")) for p in tc.iter("{*}p"))
    return joined("\n".join(lines))
