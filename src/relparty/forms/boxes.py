"""Values printed in pieces: a number one figure a box, or a value over several cells of its row."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import groupby

from relparty.documents.cells import Cell, Row
from relparty.forms.filled import is_unread
from relparty.forms.values import written_date, written_share
from relparty.identifiers import resident

_FEWEST = 8
"""Fewer single figures in a row than this are figures of their own."""
_FIGURE = re.compile(r"[0-9A-Za-z*＊０-９]")
_REGION = re.compile("[省市区县旗盟州镇乡]$")
_STREET = re.compile("[路街道巷弄号楼室层栋座村厦园]")
_DATE = re.compile(r"[\d\s年月日./-]+")


def united(row: Row, asks_for_number: Callable[[str], bool | None]) -> Row:
    """The row with figures that stand one a box put together again, as ids, codes and phones are printed.

    `asks_for_number` says of a text whether it is a label of a number, another label, or (None) none: behind another
    label single figures are values of their own, and behind none they make a number only where that has 18 figures.
    """
    cells: list[Cell] = []
    for is_figure, each in groupby(row.cells, key=_is_figure):
        run = list(each)
        count = sum(1 for cell in run if cell.text.strip())
        asked = asks_for_number(cells[-1].text) if cells else None
        is_number = asked if asked is not None else count == resident.LENGTH
        cells += [_joined(run)] if is_figure and is_number and count >= _FEWEST else run
    return row if len(cells) == len(row.cells) else Row(tuple(cells), row.grid)


def joined_value(name: str, cells: Sequence[Cell]) -> Cell | None:
    """The one value that the cells behind a label make, or None where nothing proves that they are one.

    Eighteen figures prove it of numbers, the calendar of dates, region after region of addresses.
    """
    whole = _joined(cells)
    if name in ("person_id", "bidder_uscc", "number") and len(whole.text) == resident.LENGTH and whole.text.isascii():
        return whole
    if name in ("filled_on", "date") and _DATE.fullmatch(whole.text) and written_date(whole.text):
        return whole
    if name == "percent" and cells[-1].text.strip() in ("%", "％") and written_share(whole.text):
        return whole
    is_address = name == "address" and all(_REGION.search(cell.text.strip()) for cell in cells[:-1]) and _STREET.search(cells[-1].text)
    return whole if is_address else None


def _is_figure(cell: Cell) -> bool:
    return is_unread(cell) or _FIGURE.fullmatch(cell.text.strip()) is not None


def _joined(cells: Sequence[Cell]) -> Cell:
    """One cell of all; a box that could not be read is a question mark, and no number is sure with one."""
    text = "".join("?" if is_unread(cell) else cell.text.strip() for cell in cells)
    return replace(
        cells[0],
        text=text,
        right=cells[-1].right,
        confidence=min(cell.confidence for cell in cells),
        crop=b"" if len(cells) > 1 else cells[0].crop,
    )
