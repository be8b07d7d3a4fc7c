"""The text of a Word document's parts: paragraphs, tables and text boxes in reading order, whatever wraps them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from relparty.documents.cells import Cell, Row, joined
from relparty.model.record import Place

if TYPE_CHECKING:
    from docx.oxml.table import CT_Row, CT_Tbl, CT_Tc
    from docx.oxml.xmlchemy import BaseOxmlElement

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
_BOX = f"{W}txbxContent"
_CELL = f"{W}tc"
_CHOICES, _CHOICE, _FALLBACK = f"{_MC}AlternateContent", f"{_MC}Choice", f"{_MC}Fallback"
_WRAPPERS = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo")) | {_CHOICE, _FALLBACK}
_UNSEEN = frozenset((f"{W}del", f"{W}moveFrom"))
_PARAGRAPHS = frozenset((f"{W}p", f"{_MATH}oMathPara", f"{_MATH}oMath"))
_LETTERS = frozenset((f"{W}t", f"{_MATH}t", _DRAWN))
_SIGNS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": "\t", f"{W}noBreakHyphen": "-"}
_WORD_ART = "{urn:schemas-microsoft-com:vml}textpath"


def is_table(block: BaseOxmlElement) -> bool:
    """True for a table among the blocks of a part."""
    return str(block.tag) == f"{W}tbl"


def blocks(parent: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    """The paragraphs and tables of a body or cell, also those inside content controls and accepted changes."""
    for child in _shown(parent):
        if child.tag in _PARAGRAPHS or child.tag == f"{W}tbl":
            yield child
        elif child.tag in _WRAPPERS:
            yield from blocks(child)


def text(paragraph: BaseOxmlElement) -> str:
    """The visible text of a paragraph: without deleted words and without its text boxes, with line breaks."""
    return "".join(_pieces(paragraph))


def boxes(block: BaseOxmlElement) -> list[BaseOxmlElement]:
    """The text boxes anchored in a paragraph or table, and not inside another one; their blocks are read like those of a cell."""
    return [box for box in block.iter(_BOX) if not _is_unseen(box, block)]


def box_lines(block: BaseOxmlElement) -> list[str]:
    """What the text boxes of a paragraph say, line by line; in a table only those that are no value of their cell."""
    return [line for box in boxes(block) if not _is_value(box) for line in lines(box)]


def lines(parent: BaseOxmlElement) -> Iterator[str]:
    """All lines of a note, head or text box: its paragraphs, its rows of cells, and what stands in boxes inside."""
    for block in blocks(parent):
        if is_table(block):
            yield from (_as_line(row) for row in table_rows(block, "", 0))
        else:
            yield text(block)
        yield from box_lines(block)


def _as_line(row: Row) -> str:
    told = [cell.text for cell in row.filled if not cell.continued]
    return ("：" if len(told) == 2 else "\t").join(told)


def _is_value(box: BaseOxmlElement) -> bool:
    """Whether a box stands in a cell that says nothing else."""
    cell = next((above for above in box.iterancestors() if above.tag in (_CELL, _BOX)), None)
    return cell is not None and cell.tag == _CELL and not _own_text(cell)


def _is_unseen(box: BaseOxmlElement, block: BaseOxmlElement) -> bool:
    """Whether a box was deleted, is a second copy for older programs, or stands inside another box, which reads it."""
    for above in box.iterancestors():
        if above is block:
            return False
        if above.tag in _UNSEEN or above.tag == _BOX or (above.tag == _FALLBACK and _is_said_before(above)):
            return True
    return False


def table_rows(table: CT_Tbl, grid: str, number: int) -> Iterator[Row]:
    """Rows with merged cells united; a table inside a cell follows the row of that cell.

    python-docx's own cell view repeats merged cells, misses content controls and is slower.
    """
    above: dict[int, Cell] = {}
    for at, line in enumerate(_inside(table, f"{W}tr"), start=1):
        placed = list(_placed(line))
        cells = [_cell(tc, left, above, Place(table=number, row=at, column=column)) for column, (left, tc) in enumerate(placed, start=1)]
        above = {int(cell.left): cell for cell in cells}
        yield Row(tuple(cells), f"table {grid}")
        nested = (block for _, tc in placed for block in blocks(tc) if is_table(block))
        for place, inner in enumerate(nested, start=1):
            yield from table_rows(inner, f"{grid}.{at}.{place}", number)


def _inside(parent: BaseOxmlElement, tag: str) -> Iterator[BaseOxmlElement]:
    for child in _shown(parent):
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _inside(child, tag)


def _placed(line: CT_Row) -> Iterator[tuple[int, CT_Tc]]:
    left = line.grid_before
    for tc in _inside(line, _CELL):
        yield left, tc
        left += tc.grid_span


def _cell(tc: CT_Tc, left: int, above: dict[int, Cell], place: Place) -> Cell:
    right = left + tc.grid_span
    if tc.vMerge == "continue" and left in above:
        upper = above[left]
        return Cell(upper.text, upper.place, left, right, upper.rows, continued=True)
    return Cell(_own_text(tc) or _boxed_text(tc), place, left, right, rows=2 if tc.vMerge == "restart" else 1)


def _own_text(tc: BaseOxmlElement) -> str:
    return joined("\n".join(text(block) for block in blocks(tc) if not is_table(block)))


def _boxed_text(tc: BaseOxmlElement) -> str:
    """What the text boxes of a cell's own paragraphs say: the value of a cell that says nothing else."""
    own = (block for block in blocks(tc) if not is_table(block))
    return joined("\n".join(line for block in own for box in boxes(block) for line in lines(box)))


def _shown(parent: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    """The children that are shown: of several versions of one thing the first that holds any text."""
    for child in parent.iterchildren("*"):
        if child.tag == _CHOICES:
            yield from (each for each in child.iterchildren("*") if each.tag != _FALLBACK or not _is_said_before(each))
        else:
            yield child


def _is_said_before(fallback: BaseOxmlElement) -> bool:
    """Whether a choice before this one for older programs says anything."""
    return any(_says_anything(choice) for choice in fallback.itersiblings(preceding=True))


def _says_anything(element: BaseOxmlElement) -> bool:
    return any((each.text or "").strip() for each in element.iter(*_LETTERS))


def _pieces(element: BaseOxmlElement) -> Iterator[str]:
    for child in _shown(element):
        if child.tag in _LETTERS:
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag == _WORD_ART:
            yield child.get("string") or ""
        elif child.tag not in _UNSEEN and child.tag != _BOX:
            yield from _pieces(child)
