"""Whatever stands in a cell is claimed, reported or known to be asked for by no rule: nothing vanishes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest
from test_printings import ALL, FORM

import formpapers
import formwriter
from relparty.documents.cells import CAPTION, Cell, FormDocument, Row
from relparty.documents.read import content_kind
from relparty.documents.read import read as document_of
from relparty.errors import UnreadableFile
from relparty.forms.labels import plain
from relparty.model.lot import form_file
from relparty.settings import FileLimits

STRANGE = "申屠旻"
TRIED = 40
UNASKED = {"有限责任公司", "2026-11-10", "2011年5月3日", "500万元", "518000", "尉迟砚山", "中国", "货币", "男", "100"}
"""Values that no rule reads where they stand: kind, dates, who filled the form in, sums, what is known and ignored."""
UNASKED_HEADINGS = {"认缴出资额(万元)", "认缴额(万元)", "审核意见"}
"""Columns that stay empty in these forms: one under another name is reported only when it holds something."""


@pytest.mark.parametrize(("kind", "printing"), ALL, ids=[printing.__name__ for _, printing in ALL])
def test_a_strange_word_in_any_cell_is_claimed_or_reported(kind: str, printing: Callable[[formwriter.Form], bytes]) -> None:
    document = _document(kind, printing)
    places = [(at, number) for at, row in enumerate(document.rows) for number, cell in enumerate(row.cells) if _is_tried(row, cell)]
    assert len(places) > 20
    for at, number in Random(7).sample(places, min(TRIED, len(places))):
        changed = _with_strange(document, at, number)
        try:
            told = repr(formpapers.declared(changed))
        except UnreadableFile:
            continue
        assert STRANGE in told or _has_problem_more(changed, document), document.rows[at].cells[number]


def _document(kind: str, printing: Callable[[formwriter.Form], bytes]) -> FormDocument:
    content = printing(FORM)
    file = form_file(f"forms/a.{kind}", content)
    return document_of(file, content, content_kind(file, content, FileLimits()), FileLimits())


def _is_tried(row: Row, cell: Cell) -> bool:
    words = cell.text.strip()
    return bool(words) and not cell.continued and row.grid != CAPTION and words not in UNASKED and plain(words) not in UNASKED_HEADINGS


def _with_strange(document: FormDocument, at: int, number: int) -> FormDocument:
    """The document with a strange word in one cell, and in the repetitions of that cell where it is merged."""
    place = document.rows[at].cells[number].place

    def changed(row: int, column: int, cell: Cell) -> Cell:
        is_it = (row, column) == (at, number) or (cell.continued and cell.place == place)
        return replace(cell, text=STRANGE) if is_it else cell

    rows = (
        Row(tuple(changed(row, column, cell) for column, cell in enumerate(line.cells)), line.grid)
        for row, line in enumerate(document.rows)
    )
    return replace(document, rows=tuple(rows))


def _has_problem_more(changed: FormDocument, document: FormDocument) -> bool:
    """Whether the change is reported although the word itself is not quoted: the cells about it are."""
    return len(formpapers.declared(changed).problems) > len(formpapers.declared(document).problems)
