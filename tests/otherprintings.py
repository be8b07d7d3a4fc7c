"""More printings of the form, each unlike the others: what provinces and agencies make of it."""

from __future__ import annotations

import csv
import io
from typing import Any

from formcontent import KINDS, OFFICES, RELATIONS, ROLES, TITLE, Form, Table, blocks, pairs, saved

_BOXES = 18


def xlsx_wide(form: Form) -> bytes:
    """Four labels in a row and their values in the row below; unknown columns that stay empty; notes between the blocks."""
    rows: Table = [[TITLE], ["注：各栏均须如实填写，没有的填“无”。"]]
    for four in _in_rows([*pairs(form), ("填报人", form["head"]["name"]), ("填报日期", form["declared_on"])], 4):
        rows += [[label for label, _ in four], [value for _, value in four]]
    for heading, columns, lines in blocks(form):
        rows += [[heading], ["序号", *columns, "审核意见"], *([str(n), *line, ""] for n, line in enumerate(lines, start=1))]
        rows += [["注：行数不够可自行加行"]] if lines else [["无"]]
    return _sheet(rows)


def xlsx_pairs3(form: Form) -> bytes:
    """Three labels with their values in each row, bid persons told that way too."""
    told = [*pairs(form), ("注册资本", "500万元"), ("邮政编码", "518000"), ("填报日期", form["declared_on"])]
    rows: Table = [[TITLE], *([text for pair in three for text in pair] for three in _in_rows(told, 3))]
    for heading, columns, lines in blocks(form):
        if "投标人员" in heading:
            rows += [[heading], *_persons(form)] if lines else [[heading], ["无"]]
        else:
            rows += [[heading], columns, *lines] if lines else [[f"{heading}：无"]]
    return _sheet(rows)


def _persons(form: Form) -> Table:
    return [
        [
            ROLES[p["role"]],
            p["name"],
            "身份证号码",
            p.get("id", ""),
            "联系电话",
            p.get("phone", ""),
            "社保缴纳单位",
            p.get("insured_at", ""),
        ]
        for p in form["people"]
    ]


def docx_side(form: Form) -> bytes:
    """One table with every heading merged down its left side, the basic answers included."""
    import docx as library

    document = library.Document()
    document.add_paragraph(TITLE)
    grid = document.add_table(rows=0, cols=7)
    answers: Table = [[label, value] for label, value in pairs(form)]
    sections = [("基本情况", answers)] + [
        (_short(heading), [["序号", *columns], *_numbered(lines)] if lines else [["无"]]) for heading, columns, lines in blocks(form)
    ]
    for heading, rows in sections:
        first = len(grid.rows)
        for row in rows:
            cells = grid.add_row().cells
            for cell, value in zip(cells[1:], row, strict=False):
                cell.text = str(value)
            cells[len(row)].merge(cells[6])
        grid.cell(first, 0).merge(grid.cell(len(grid.rows) - 1, 0)).text = heading
    document.add_paragraph(f"填报日期：{form['declared_on']}")
    return saved(document)


def docx_split(form: Form) -> bytes:
    """Ids and codes one figure a box; every party as labels with values, one party under the other."""
    import docx as library

    document = library.Document()
    document.add_paragraph(TITLE)
    _boxed(document, [*pairs(form), ("填报日期", form["declared_on"])])
    for heading, columns, lines in blocks(form):
        document.add_paragraph(heading)
        if lines:
            _boxed(document, [(column, value) for line in lines for column, value in zip(columns, line, strict=True)])
        else:
            document.add_paragraph("☐有　☑无")
    return saved(document)


def _boxed(document: Any, told: list[tuple[str, Any]]) -> None:
    """A table of labels with values, where a value of as many figures as there are boxes has each in one of its own."""
    grid = document.add_table(rows=len(told), cols=1 + _BOXES)
    for row, (label, value) in zip(grid.rows, told, strict=True):
        row.cells[0].text = label
        if len(str(value)) == _BOXES and str(value).replace("*", "0").isalnum() and str(value).isascii():
            for cell, figure in zip(row.cells[1:], str(value), strict=True):
                cell.text = figure
        else:
            row.cells[1].merge(row.cells[_BOXES]).text = str(value)


def csv_rows(form: Form) -> bytes:
    """Rows of differing length with semicolons, in the encoding of an old spreadsheet."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";")
    writer.writerow([TITLE])
    writer.writerows([*pairs(form), ("填报日期", form["declared_on"])])
    for heading, columns, lines in blocks(form):
        writer.writerow([])
        writer.writerow([heading])
        writer.writerows([columns, *lines] if lines else [["无"]])
    return buffer.getvalue().encode("gb18030")


def pdf_pages(form: Form) -> bytes:
    """A table a block on small pages, its headings repeated at the top of each page that it goes on to."""
    from reportlab.lib import colors
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, TableStyle
    from reportlab.platypus import Table as PdfTable

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    style = ParagraphStyle("cell", fontName="STSong-Light", fontSize=9, leading=11, wordWrap="CJK")
    ruled = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black)])

    def grid(rows: Table, *, repeated: int) -> PdfTable:
        cells = [[Paragraph(_markup(value), style) for value in row] for row in rows]
        made = PdfTable(cells, colWidths=[500 / len(rows[0])] * len(rows[0]), repeatRows=repeated)
        made.setStyle(ruled)
        return made

    told = [[*a, *b] for a, b in _in_rows([*pairs(form), ("填报日期", form["declared_on"]), ("填报人", form["head"]["name"])], 2)]
    story: list[Any] = [Paragraph(TITLE, style), grid(told, repeated=0)]
    for heading, columns, lines in blocks(form):
        story += [Spacer(1, 8), Paragraph(_markup(heading), style)]
        story.append(grid([["序号", *columns], *_numbered(lines)], repeated=1) if lines else Paragraph("无", style))
    buffer = io.BytesIO()
    SimpleDocTemplate(buffer, pagesize=(595, 260), topMargin=30, bottomMargin=30, invariant=1, title=TITLE).build(story)
    return buffer.getvalue()


_OTHER_LABELS = (
    "所投项目名称",
    "采购文件编号",
    "响应供应商全称",
    "社会统一信用代码",
    "市场主体类型",
    "所属企业法人",
    "企业住所",
    "单位联系电话",
    "E-mail",
    "投标保证金缴纳账号",
    "法人姓名",
    "居民身份证号",
)
_OTHER_HEADINGS = (
    ("出资人（股东）构成", ["序号", "股东（发起人）", "股东类别", "国籍", "身份证号/信用代码", "认缴额（万元）", "出资方式", "股比（%）"]),
    ("高管及监事会成员", ["序号", "人员姓名", "性别", "现任职务", "公民身份号码"]),
    ("股权穿透情况", ["层级", "被投资企业名称", "上级股东名称", "股东性质", "身份证号码或统一社会信用代码", "占股比例"]),
    ("拟投入人员", ["序号", "人员姓名", "拟任岗位", "有效证件号码", "移动电话", "参保单位"]),
    ("关联企业情况", ["序号", "关联企业名称", "社会统一信用代码", "与投标人关系"]),
    ("夫妻、直系血亲及近亲属情况", ["序号", "我方人员", "关系人姓名", "称谓", "现工作单位"]),
    ("历史变更", ["项次", "变更类别", "变更前内容", "变更后内容", "核准日期"]),
)


def xlsx_synonyms(form: Form) -> bytes:
    """Other words everywhere, columns nobody asks for, sums under the holders, boxes ticked where there is nothing."""
    rows: Table = [["响应单位股权及关联关系申报表"]]
    rows += [[label, value] for label, (_, value) in zip(_OTHER_LABELS, pairs(form), strict=True)]
    rows += [["填表时间", form["declared_on"]], ["成立日期", "2011年5月3日"]]
    for (heading, columns), (_, _, lines) in zip(_OTHER_HEADINGS, blocks(form), strict=True):
        rows += [[heading]] + ([columns, *_widened(columns, lines)] if lines else [["□有　■无"]])
        if lines and "出资人" in heading:
            rows.append(["合计", "", "", "", "", "", "", sum(float(str(line[-1])) for line in lines) if _are_numbers(lines) else ""])
    return _sheet(rows)


def _widened(columns: list[str], lines: Table) -> Table:
    """The rows with a number in front and something in the columns that nobody asks for."""
    filler = {"国籍": "中国", "出资方式": "货币", "性别": "男"}
    rows: Table = []
    for number, line in enumerate(lines, start=1):
        values = iter(line)
        rows.append([str(number), *(filler[column] if column in filler else next(values) for column in columns[1:])])
    return rows


def docx_colon(form: Form) -> bytes:
    """Running text only: every party in a line of labels with colons, holders and officers numbered or called by office."""
    import docx as library

    document = library.Document()
    for line in (TITLE, *(f"{label}：{value}" for label, value in pairs(form)), *_lines(form), f"填报日期：{form['declared_on']}"):
        document.add_paragraph(line)
    return saved(document)


def _lines(form: Form) -> list[str]:
    told = blocks(form)
    parts = [
        [
            f"股东{_numeral(n)}：{h['name']}，股东类型：{KINDS[h['kind']]}，证件号码：{h.get('id') or '未提供'}，持股比例：{h['percent']}%"
            for n, h in enumerate(form["shareholders"])
        ],
        [f"{OFFICES[o['office']]}：{o['name']}（身份证号：{o.get('id', '未提供')}）" for o in form["officers"]],
        [
            f"被投资单位：{u['company']}；股东名称：{u['holder']['name']}；股东类型：{KINDS[u['holder']['kind']]}；证件号码：{u['holder'].get('id') or '未提供'}；持股比例：{u['percent']}%"
            for u in form["upper_holdings"]
        ],
        [
            f"{ROLES[p['role']]}：{p['name']}，身份证号：{p.get('id', '')}，联系电话：{p.get('phone', '')}，社保缴纳单位：{p.get('insured_at', '')}"
            for p in form["people"]
        ],
        [
            f"{n}、单位名称：{u['name']}，统一社会信用代码：{u.get('uscc') or '未提供'}，相互关系：{RELATIONS[u['relation']]}"
            for n, u in enumerate(form["related_units"], start=1)
        ],
        [
            f"本单位人员：{k['person']}　亲属姓名：{k['relative']}　与本人关系：{k['relation']}　亲属任职单位：{k.get('unit', '')}"
            for k in form["kin"]
        ],
        [f"变更事项：{c['item']}，变更前：{c['before']}，变更后：{c['after']}，变更日期：{c['date']}" for c in form["changes"]],
    ]
    return [
        line for (heading, _, _), lines in zip(told, parts, strict=True) for line in ([heading, *lines] if lines else [f"{heading}：无"])
    ]


def _numeral(number: int) -> str:
    """一 to 十, then figures."""
    return "一二三四五六七八九十"[number] if number < 10 else str(number + 1)


def xlsx_sideways(form: Form) -> bytes:
    """Tables that lie on their side: labels down the left, a party a column."""
    rows: Table = [[TITLE], *([label, value] for label, value in [*pairs(form), ("填报日期", form["declared_on"])])]
    for heading, columns, lines in blocks(form):
        rows.append([heading])
        rows += [list(row) for row in zip(columns, *lines, strict=True)] if lines else [["无"]]
    return _sheet(rows)


def _in_rows(told: list[tuple[str, Any]], size: int) -> list[list[tuple[str, Any]]]:
    return [told[at : at + size] for at in range(0, len(told), size)]


def _numbered(lines: Table) -> Table:
    return [[str(number), *line] for number, line in enumerate(lines, start=1)]


def _are_numbers(lines: Table) -> bool:
    return all(str(line[-1]).replace(".", "", 1).isdigit() for line in lines)


def _short(heading: str) -> str:
    """A heading as it fits beside its block."""
    return heading.partition("（")[0].partition("、")[2]


def _sheet(rows: Table) -> bytes:
    """A workbook of one sheet without merged cells."""
    from openpyxl import Workbook

    book = Workbook()
    for row in rows:
        book.active.append([value if value != "" else None for value in row])
    return saved(book)


def _markup(value: str | float) -> str:
    return str(value).replace("&", "&amp;").replace("<", "&lt;")
