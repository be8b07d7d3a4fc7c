"""Prints a machine form as offices do: one-sheet xlsx, a sheet a block, docx table, docx paragraphs, PDF table."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any

Form = Mapping[str, Any]
Table = list[list[str | float]]

TITLE = "单位法定代表人、股东及股东关系图相关信息采集表"
_KINDS = {"person": "自然人", "company": "企业法人", "state": "国有资产管理机构", "other": "其他"}
_OFFICES = {"chair": "董事长", "director": "董事", "supervisor": "监事", "manager": "总经理", "finance": "财务负责人"}
_ROLES = {"agent": "授权代表", "contact": "联系人", "project_lead": "项目负责人", "technical_lead": "技术负责人"}
_RELATIONS = {"same_head": "单位负责人为同一人", "holding": "控股关系", "management": "管理关系"}


def pairs(form: Form) -> list[tuple[str, str]]:
    """The labelled answers at the top of the form."""
    bidder, head = form["bidder"], form["head"]
    return [
        ("项目名称", form["lot"]["name"]),
        ("项目编号", form["lot"]["id"]),
        ("单位名称", bidder["name"]),
        ("统一社会信用代码", bidder["uscc"]),
        ("单位类型", bidder["kind"]),
        ("上级法人（分支机构填写）", bidder["parent"] or "无"),
        ("注册地址", bidder["address"]),
        ("联系电话", bidder["phone"]),
        ("电子邮箱", bidder["email"]),
        ("投标保证金付款账户", bidder["bond_account"] or "无"),
        ("法定代表人", head["name"]),
        ("身份证号码", head.get("id") or ""),
    ]


def blocks(form: Form) -> list[tuple[str, list[str], Table]]:
    """The blocks: heading, column headings, rows."""
    shareholders = [[h["name"], _KINDS[h["kind"]], h.get("id", ""), "", h["percent"]] for h in form["shareholders"]]
    officers = [[o["name"], _OFFICES[o["office"]], o.get("id", "未提供")] for o in form["officers"]]
    upper = [
        [u["company"], u["holder"]["name"], _KINDS[u["holder"]["kind"]], u["holder"].get("id", ""), u["percent"]]
        for u in form["upper_holdings"]
    ]
    people = [[p["name"], _ROLES[p["role"]], p.get("id", ""), p.get("phone", ""), p.get("insured_at", "")] for p in form["people"]]
    units = [[u["name"], u.get("uscc", ""), _RELATIONS[u["relation"]]] for u in form["related_units"]]
    kin = [[k["person"], k["relative"], k["relation"], k.get("unit", "")] for k in form["kin"]]
    changes = [[c["item"], c["before"], c["after"], c["date"]] for c in form["changes"]]
    return [
        (
            "一、股东信息（应填至全部股东，无则填“无”）",
            ["股东名称（姓名）", "股东类型", "证件号码/统一社会信用代码", "认缴出资额（万元）", "持股比例（%）"],
            shareholders,
        ),
        ("二、主要人员（董事、监事、高级管理人员）", ["姓名", "职务", "身份证号码"], officers),
        (
            "三、股东关系图（逐层向上填至自然人、上市公司或国资机构）",
            ["被投资单位", "股东名称（姓名）", "股东类型", "证件号码/统一社会信用代码", "持股比例（%）"],
            upper,
        ),
        ("四、本项目投标人员", ["姓名", "投标职责", "身份证号码", "联系电话", "社保缴纳单位"], people),
        ("五、与本单位存在单位负责人为同一人、控股、管理关系的其他单位", ["单位名称", "统一社会信用代码", "相互关系"], units),
        ("六、亲属关系申报", ["本单位人员", "亲属姓名", "亲属关系", "亲属任职单位"], kin),
        ("七、近十二个月法定代表人、股东、主要人员变更情况", ["变更事项", "变更前", "变更后", "变更日期"], changes),
    ]


def table(form: Form) -> Table:
    """The whole form as one table of six columns."""
    answers = pairs(form)
    rows: Table = [[TITLE]]
    rows += [[a[0], a[1], "", b[0], b[1], ""] for a, b in zip(answers[::2], answers[1::2], strict=True)]
    for heading, columns, lines in blocks(form):
        rows += [[heading], ["序号", *columns]]
        rows += [[str(number), *line] for number, line in enumerate(lines, start=1)] or [["无"]]
    return [*rows, ["填报人", form["head"]["name"], "", "填报日期", form["declared_on"], ""]]


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


def _saved(document: Any) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


PRINTINGS: Sequence[tuple[str, Callable[[Form], bytes]]] = (
    ("xlsx", xlsx),
    ("docx", docx),
    ("pdf", pdf),
    ("xlsx", xlsx_sheets),
    ("docx", docx_blocks),
)
"""The printings by file kind, in the order in which the bidders of a made lot use them."""
