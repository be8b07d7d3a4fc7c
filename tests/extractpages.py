"""Documents of the register made by hand: rows of cells as the readers of text, PDF and pictures give them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import lotmaker
from relparty.documents.cells import Cell, FormDocument, Row
from relparty.model.lot import FormFile, Picture
from relparty.model.record import Place

NAME = "深圳市甲辰工程有限公司"
CODE = lotmaker.company_code(100)
FILE = FormFile("forms/登记.pdf", "0" * 64, "pdf")
_STEP = 200.0


def line(text: str, page: int = 1, row: int = 1) -> Row:
    """A line of running text, which the readers give as one cell."""
    return Row((Cell(text, Place(page=page, row=row)),), "pdf")


def table(*rows: Sequence[str | Cell], number: int = 1) -> list[Row]:
    """A ruled table whose columns stand 200 units apart."""
    return [Row(tuple(_cell(text, number, at, column) for column, text in enumerate(row)), "pdf") for at, row in enumerate(rows, start=1)]


def read_off(text: str, confidence: float = 1.0, crop: bytes = b"") -> Cell:
    """A cell read off a picture; its place is that of the column it is put in."""
    return Cell(text, Place(), confidence=confidence, crop=crop)


def _cell(text: str | Cell, number: int, row: int, column: int) -> Cell:
    cell = text if isinstance(text, Cell) else Cell(text, Place())
    return replace(cell, place=Place(page=1, table=number, row=row, column=column + 1), left=column * _STEP, right=(column + 1) * _STEP)


def spread(*texts: str | Cell, page: int = 1) -> Row:
    """Cells side by side outside any table, as a picture's reader gives cards and menus."""
    cells = [text if isinstance(text, Cell) else Cell(text, Place()) for text in texts]
    return Row(
        tuple(replace(cell, place=Place(page=page, row=1), left=at * _STEP + 20, right=at * _STEP + 120) for at, cell in enumerate(cells)),
        "scan",
    )


def document(rows: Sequence[Row], file: FormFile = FILE) -> FormDocument:
    return FormDocument(file, tuple(rows))


def pictured(rows: Sequence[Row]) -> FormDocument:
    """The same rows as read off a picture."""
    file = FormFile("forms/登记.png", "1" * 64, "png", picture=Picture(1500, 1400))
    return FormDocument(file, tuple(rows), picture=file.picture)


def base(**changed: str) -> list[Row]:
    """Title, day and licence section of a report."""
    told = {
        "统一社会信用代码": CODE,
        "企业名称": NAME,
        "类型": "有限责任公司",
        "法定代表人": "柴昶",
        "注册资本": "1000万元人民币",
    } | changed
    return [
        line("企业信用信息公示报告"),
        line("报告生成日期：2026年11月08日"),
        line("营业执照信息"),
        *(line(f"· {label}：{value}") for label, value in told.items()),
    ]


HOLDERS = ["序号", "股东名称", "股东类型", "认缴额（万元）"]
STAFF = ["序号", "姓名", "职务"]
CHANGES = ["序号", "变更事项", "变更前内容", "变更后内容", "变更日期"]


def report(
    holders: Sequence[Sequence[Any]] = (("1", "柴昶", "自然人股东", "600"), ("2", "孟琰", "自然人股东", "400")),
    staff: Sequence[Sequence[Any]] = (("1", "柴昶", "执行董事"), ("2", "牟珩", "监事")),
    changes: Sequence[Sequence[Any]] = (),
    **changed: str,
) -> list[Row]:
    """A whole report of an invented company."""
    rows = [*base(**changed), line("股东及出资信息"), *table(HOLDERS, *holders)]
    rows += [line("主要人员信息"), *table(STAFF, *staff, number=2), line("变更信息")]
    return rows + (table(CHANGES, *changes, number=3) if changes else [line("暂无变更信息")])
