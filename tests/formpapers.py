"""Hand-made documents for the tests of the forms: rows of cells without a file around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

import lotmaker
from relparty.documents.cells import Cell, FormDocument, Row
from relparty.forms import labels, layout
from relparty.forms.declaration import declaration
from relparty.model.lot import Declaration, FormFile
from relparty.model.party import Mention
from relparty.model.record import Place, Record, Source

NAME, CODE = "深圳市甲辰工程有限公司", lotmaker.company_code(100)
BIDDER = ["单位名称", NAME, "统一社会信用代码", CODE]

Written = str | tuple[str, float]
"""A cell's text, read surely, or with its confidence."""


def table(rows: Sequence[Sequence[Written]], confidence: float = 1.0, crop: bytes = b"") -> FormDocument:
    """A document of one table; a cell without a confidence of its own has the given one."""
    made = []
    for number, row in enumerate(rows, start=1):
        cells = []
        for column, each in enumerate(row, start=1):
            text, sure = each if isinstance(each, tuple) else (each, confidence)
            place = Place(page=1, table=1, row=number, column=column)
            cells.append(Cell(text, place, column, column + 1, confidence=sure, crop=crop if len(text) < 15 else b""))
        made.append(Row(tuple(cells), "table"))
    return FormDocument(FormFile("forms/a.png", "0" * 64, "png"), tuple(made))


def declared(document: FormDocument) -> Declaration:
    return declaration(document, layout.read(document, labels.load()), labels.load())


def told(*rows: Sequence[Written]) -> Declaration:
    """The declaration of a table that begins with the bidder."""
    return declared(table([BIDDER, *rows]))


def reasons(got: Declaration) -> set[str]:
    """The problems besides the blocks that short forms leave out."""
    return {problem.reason for problem in got.problems} - {"missing_answer", "shares_sum"}


def claims(got: Declaration) -> list[tuple[str, ...]]:
    """All that a form claims, word for word but without where and in which document."""
    return sorted(_bare(record) for record in got.records)


def _bare(record: Record) -> tuple[str, ...]:
    return (type(record).__name__, *(str(_without_place(getattr(record, each.name))) for each in fields(record)))


def _without_place(value: Any) -> Any:
    if isinstance(value, Mention):
        return replace(value, document="")
    return None if isinstance(value, Source) else value
