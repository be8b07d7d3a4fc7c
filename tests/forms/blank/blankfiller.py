"""Fills our empty form in, by its labels, with the answers of a machine form, as a person would."""

from __future__ import annotations

import io
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import docx
import openpyxl
from openpyxl.cell.cell import MergedCell

from relparty.forms import labels
from relparty.forms.blank.fields import BLOCKS, FOOT, SECTIONS

Form = Mapping[str, Any]
Rows = list[dict[str, Any]]

KINDS = {"person": "自然人", "company": "企业法人", "state": "国有资产管理机构", "other": "其他"}
OFFICES = {"chair": "董事长", "director": "董事", "supervisor": "监事", "manager": "总经理", "finance": "财务负责人"}
ROLES = {"agent": "授权代表", "contact": "联系人", "project_lead": "项目负责人", "technical_lead": "技术负责人"}
RELATIONS = {"same_head": "单位负责人为同一人", "holding": "控股关系", "management": "管理关系"}


def answers(form: Form) -> dict[str, str]:
    """The labelled answers by field name."""
    bidder, head, lot = form["bidder"], form["head"], form["lot"]
    told = {
        "lot_name": lot["name"],
        "lot_id": lot["id"],
        "bidder_name": bidder["name"],
        "bidder_uscc": bidder["uscc"],
        "bidder_kind": bidder["kind"],
        "parent": bidder["parent"] or "无",
        "address": bidder["address"],
        "phone": bidder["phone"],
        "email": bidder["email"],
        "bond_account": bidder["bond_account"] or "无",
        "former_names": "无",
        "head_name": head["name"],
        "head_id": head.get("id", ""),
        "filled_by": head["name"],
        "filled_on": form["declared_on"],
    }
    return {name: value for name, value in told.items() if value}


def rows(form: Form) -> dict[str, Rows]:
    """The rows of every block by column name."""

    def holder(told: Form) -> dict[str, Any]:
        return {"name": told["name"], "kind": KINDS[told["kind"]], "number": told.get("id", ""), "capital": told.get("capital", "")}

    return {
        "shareholders": [{**holder(h), "percent": h["percent"]} for h in form["shareholders"]],
        "officers": [{"name": o["name"], "office": OFFICES[o["office"]], "number": o.get("id", "未提供")} for o in form["officers"]],
        "upper_holdings": [{**holder(u["holder"]), "company": u["company"], "percent": u["percent"]} for u in form["upper_holdings"]],
        "people": [{**p, "number": p.get("id", ""), "role": ROLES[p["role"]]} for p in form["people"]],
        "related_units": [{**u, "number": u.get("uscc", ""), "relation": RELATIONS[u["relation"]]} for u in form["related_units"]],
        "kin": [dict(k) for k in form["kin"]],
        "changes": [dict(c) for c in form["changes"]],
        "prior_service": [],
    }


def lines(block: Any, told: Mapping[str, Rows]) -> list[list[Any]]:
    """A block's rows by its columns; 无 in the first cell where there is none."""
    names = [column.name for column in block.columns]
    return [[row.get(name, "") for name in names] for row in told[block.name]] or [["无"]]


def xlsx(empty: bytes, form: Form) -> bytes:
    """The workbook filled in."""
    book = openpyxl.load_workbook(io.BytesIO(empty))
    sheet = book.worksheets[0]
    grid = [[cell for cell in row if not isinstance(cell, MergedCell)] for row in sheet.iter_rows()]
    fill(grid, form, lambda cell: str(cell.value or ""), put_value)
    for row in grid:
        for cell in row:
            if cell.data_type == "f":  # a spreadsheet stores the result of a formula, openpyxl none: any number does
                cell.value = 0
    return saved(book)


def put_value(cell: Any, value: Any) -> None:
    cell.value = value


def document(empty: bytes, form: Form) -> bytes:
    """The document filled in."""
    filled = docx.Document(io.BytesIO(empty))
    grid = []
    for table in filled.tables:
        for row in table.rows:
            cells: list[Any] = []
            for cell in row.cells:
                if not cells or cell._tc is not cells[-1]._tc:
                    cells.append(cell)
            grid.append(cells)
    fill(grid, form, lambda cell: cell.text, put_text)
    return saved(filled)


def put_text(cell: Any, value: Any) -> None:
    cell.paragraphs[0].add_run(str(value))


def fill(grid: list[list[Any]], form: Form, text: Any, put: Any) -> None:
    """Puts answers beside their labels and rows under their headings, in any grid of cells."""
    known, told, blocks = labels.load(), answers(form), rows(form)
    names = {labels.plain(field.label.zh): field.name for section in (*SECTIONS, FOOT) for field in section.fields}
    for at, row in enumerate(grid):
        heading = text(row[0]) if row else ""
        block = next((each for each in BLOCKS if each.heading.zh in heading), None)
        if block:
            for offset, line in enumerate(lines(block, blocks)):
                for cell, value in zip(grid[at + 2 + offset][1:], line, strict=False):
                    if value != "":
                        put(cell, value)
            continue
        for label, cell in pairwise(row):
            name = names.get(labels.plain(text(label)).partition("(")[0])
            if name in told and known.field(text(label)) and not text(cell):
                put(cell, told[name])


def saved(book: Any) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
