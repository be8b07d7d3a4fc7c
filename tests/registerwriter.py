"""Prints what the national company register shows of a company: report PDF, page screenshots, business licence.

    company = of_form(form)                       the register agrees with a machine form (`Registered`)
    company = of_form(form, head="别人")           ... but for the head
    report_pdf(company)                           text PDF of the 企业信用信息公示报告
    registerpage.page_png(company)                one long screenshot of the web page
    registerpage.parts(company)                   screenshots by section: base, holders, staff, changes
    registerpage.licence_jpeg(company)            picture of the 营业执照
    PRINTINGS[name](company, rng)                 the above as offices hand them in: [(suffix, bytes), ...]

`rng` is a seeded `numpy.random.Generator`. As on the register itself, numbers of persons are 非公示项.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

PRINTED = datetime.fromisoformat("2026-11-08T10:21:33")
_HOLDER_KINDS = {"person": "自然人股东", "company": "企业法人", "state": "国有资产管理机构", "other": "其他投资者"}
_OFFICES = {"chair": "董事长", "director": "董事", "supervisor": "监事", "manager": "总经理", "finance": "财务负责人"}
_CAPITAL = 1000.0
NOTHING = ("行政许可信息", "行政处罚信息", "列入经营异常名录信息", "列入严重违法失信名单（黑名单）信息")
NOT_PUBLIC = "非公示项"


@dataclass(frozen=True, slots=True)
class Holder:
    """A holder as the register shows one; `number` only of companies, `contribution` in 万元."""

    name: str
    kind: str
    contribution: str = ""
    number: str = ""

    @property
    def paper(self) -> tuple[str, str]:
        """Kind of the holder's paper and its number, which for a person are not published."""
        return ("营业执照", self.number) if self.number else (NOT_PUBLIC, NOT_PUBLIC)


@dataclass(frozen=True, slots=True)
class Registered:
    """A company as the register shows it."""

    name: str
    uscc: str
    head: str
    kind: str = "有限责任公司（自然人投资或控股）"
    capital: str = "1000万元人民币"
    address: str = ""
    founded: str = "2012年03月15日"
    authority: str = "深圳市市场监督管理局"
    status: str = "存续（在营、开业、在册）"
    scope: str = "一般经营项目：工程管理服务；信息系统集成服务；机电设备的销售与安装。许可经营项目：建设工程施工。"
    holders: tuple[Holder, ...] = ()
    staff: tuple[tuple[str, str], ...] = ()
    """Name and office."""
    changes: tuple[tuple[str, str, str, str], ...] = ()
    """What changed, before, after, on which day."""
    printed_on: datetime = PRINTED

    @property
    def base(self) -> list[tuple[str, str]]:
        """The labelled answers of the licence section."""
        return [
            ("统一社会信用代码", self.uscc),
            ("企业名称", self.name),
            ("类型", self.kind),
            ("法定代表人", self.head),
            ("注册资本", self.capital),
            ("成立日期", self.founded),
            ("登记机关", self.authority),
            ("核准日期", "2024年06月20日"),
            ("登记状态", self.status),
            ("住所", self.address),
            ("经营范围", self.scope),
        ]

    @property
    def holder_rows(self) -> list[list[str]]:
        return [[str(n), h.name, h.kind, *h.paper] for n, h in enumerate(self.holders, start=1)]

    @property
    def contribution_rows(self) -> list[list[str]]:
        told = [h for h in self.holders if h.contribution]
        return [[str(n), h.name, h.contribution, h.contribution, "货币"] for n, h in enumerate(told, start=1)]

    @property
    def change_rows(self) -> list[list[str]]:
        return [[str(n), *change] for n, change in enumerate(self.changes, start=1)]


HOLDER_HEADINGS = ["序号", "股东名称", "股东类型", "证照/证件类型", "证照/证件号码"]
CONTRIBUTION_HEADINGS = ["序号", "股东", "认缴额（万元）", "实缴额（万元）", "认缴出资方式"]
CHANGE_HEADINGS = ["序号", "变更事项", "变更前内容", "变更后内容", "变更日期"]


def of_form(form: Mapping[str, Any], **changed: Any) -> Registered:
    """The company of a machine form as the register would show it if the form is true; `changed` fields differ."""
    bidder = form["bidder"]
    holders = tuple(
        Holder(h["name"], _HOLDER_KINDS[h["kind"]], _ten_thousands(h.get("percent")), h.get("id", "") if h["kind"] != "person" else "")
        for h in form["shareholders"]
    )
    company = Registered(
        name=bidder["name"],
        uscc=bidder["uscc"],
        head=form["head"]["name"],
        address=bidder["address"],
        holders=holders,
        staff=tuple((o["name"], _OFFICES[o["office"]]) for o in form["officers"]),
        changes=tuple((c["item"], c["before"], c["after"], _day(c["date"])) for c in form["changes"]),
    )
    return replace(company, **changed)


def spelled(changed: Mapping[str, Any]) -> dict[str, Any]:
    """What differs from the form, from JSON: holders as [name, contribution], staff and changes as lists of texts."""
    found = dict(changed)
    if "holders" in found:
        found["holders"] = tuple(Holder(name, "自然人股东", contribution) for name, contribution in found["holders"])
    for field in ("staff", "changes"):
        if field in found:
            found[field] = tuple(map(tuple, found[field]))
    return found


def _ten_thousands(percent: float | None) -> str:
    return "" if percent is None else f"{_CAPITAL * float(percent) / 100:g}"


def _day(iso: str) -> str:
    year, month, day = iso.split("-")
    return f"{year}年{month}月{day}日"


def report_pdf(company: Registered) -> bytes:
    """The report as the register sends it: a cover, sections with light tables, the day on every page."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    small = ParagraphStyle("cell", fontName="STSong-Light", fontSize=9, leading=12, wordWrap="CJK")
    body = ParagraphStyle("body", parent=small, fontSize=10.5, leading=17)
    section = ParagraphStyle("section", parent=small, fontSize=13, leading=24, spaceBefore=8)
    title = ParagraphStyle("title", parent=small, fontSize=24, leading=40, alignment=1)
    centred = ParagraphStyle("centred", parent=body, fontSize=13, leading=26, alignment=1)

    story = [Spacer(1, 180), Paragraph("企业信用信息公示报告", title), Spacer(1, 40), Paragraph(company.name, centred)]
    story += [Paragraph(f"报告生成日期：{company.printed_on:%Y年%m月%d日}", centred), PageBreak()]
    story += [Paragraph("基础信息", title), Paragraph("营业执照信息", section)]
    story += [Paragraph(f"· {label}：{value}", body) for label, value in company.base]
    staff = [f"{n}" for n in range(1, len(company.staff) + 1)]
    pairs = [[n, *person] for n, person in zip(staff, company.staff, strict=True)]
    pairs += [["", "", ""]] * (len(pairs) % 2)
    tables = [
        ("股东及出资信息", HOLDER_HEADINGS, company.holder_rows, (35, 165, 80, 90, 130)),
        ("股东及出资信息（企业自行公示）", CONTRIBUTION_HEADINGS, company.contribution_rows, (35, 205, 90, 90, 80)),
        ("主要人员信息", ["序号", "姓名", "职务"] * 2, [a + b for a, b in zip(pairs[::2], pairs[1::2], strict=True)], (35, 105, 110) * 2),
        ("变更信息", CHANGE_HEADINGS, company.change_rows, (35, 95, 140, 140, 90)),
    ]
    for heading, columns, rows, widths in tables:
        story.append(Paragraph(heading, section))
        story.append(_ruled([columns, *rows], widths, small) if rows else Paragraph(f"暂无{heading}", body))
    for heading in NOTHING:
        story += [Paragraph(heading, section), Paragraph(f"暂无{heading}", body)]

    def foot(canvas: Any, document: Any) -> None:
        canvas.setFont("STSong-Light", 8)
        canvas.drawString(60, 30, "国家企业信用信息公示系统")
        canvas.drawRightString(535, 30, f"{company.printed_on:%Y年%m月%d日}　第{document.page}页")

    buffer = io.BytesIO()
    SimpleDocTemplate(buffer, pagesize=A4, invariant=1, title="企业信用信息公示报告").build(story, onFirstPage=foot, onLaterPages=foot)
    return buffer.getvalue()


def _ruled(rows: list[list[str]], widths: tuple[int, ...], style: Any) -> Any:
    from reportlab.lib import colors
    from reportlab.platypus import Paragraph, Table, TableStyle

    grid = Table([[Paragraph(text, style) for text in row] for row in rows], colWidths=widths, repeatRows=1)
    shade = [("GRID", (0, 0), (-1, -1), 0.4, colors.grey), ("BACKGROUND", (0, 0), (-1, 0), colors.whitesmoke)]
    grid.setStyle(TableStyle(shade))
    return grid


def _printings() -> Mapping[str, Callable[[Registered, Any], list[tuple[str, bytes]]]]:
    import registerpage

    return {"report-pdf": lambda company, _: [(".pdf", report_pdf(company))], **registerpage.PRINTINGS}


def __getattr__(name: str) -> Any:
    """`PRINTINGS`, made when asked for: the drawing library is slow to load."""
    if name == "PRINTINGS":
        return _printings()
    raise AttributeError(name)
