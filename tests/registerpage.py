"""Draws the register's web page and the business licence as pictures, and damages them as offices do."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from PIL import Image, ImageDraw

import registerwriter
import scandamage as damage
from registerwriter import CHANGE_HEADINGS, CONTRIBUTION_HEADINGS, HOLDER_HEADINGS, NOTHING, Registered
from scandamage import Rng
from scanpaper import font, wrapped

SECTIONS = ("base", "holders", "staff", "changes")
_WIDTH, _MARGIN = 1200, 40
_BLUE, _PALE, _LINE, _GREY, _BLACK = (18, 86, 160), (240, 246, 252), (221, 226, 232), (120, 120, 120), (40, 40, 40)


@dataclass(slots=True)
class _Page:
    """A web page drawn from the top down; `scale` is the display's enlargement."""

    scale: float
    face: str
    image: Image.Image = field(init=False)
    pen: ImageDraw.ImageDraw = field(init=False)
    top: float = 0

    def __post_init__(self) -> None:
        self.image = Image.new("RGB", (round(_WIDTH * self.scale), round(6000 * self.scale)), "white")
        self.pen = ImageDraw.Draw(self.image)

    def box(self, left: float, top: float, right: float, bottom: float, **told: Any) -> None:
        self.pen.rectangle([round(v * self.scale) for v in (left, top, right, bottom)], **told)

    def text(self, left: float, top: float, words: str, size: float = 14, colour: Any = _BLACK, anchor: str = "lt") -> None:
        self.pen.text((left * self.scale, top * self.scale), words, colour, self.font(size), anchor=anchor)

    def font(self, size: float) -> Any:
        return font(self.face, round(size * self.scale))

    def lines(self, words: str, width: float, size: float = 14) -> list[str]:
        return wrapped(words, self.face, round(size * self.scale), round(width * self.scale))

    def done(self) -> Image.Image:
        return self.image.crop((0, 0, self.image.width, round((self.top + 20) * self.scale)))


def page(company: Registered, sections: tuple[str, ...] = SECTIONS, scale: float = 1.25, face: str = "microhei") -> Image.Image:
    """The web page with the sections asked for, and the line that tells when it was seen."""
    sheet = _Page(scale, face)
    _header(sheet, company)
    drawn = {"base": _base, "holders": _holders, "staff": _staff, "changes": _changes}
    for section in sections:
        drawn[section](sheet, company)
    sheet.top += 16
    sheet.text(_MARGIN, sheet.top, f"查询时间：{company.printed_on:%Y-%m-%d %H:%M:%S}", 13, _GREY)
    sheet.text(_WIDTH - _MARGIN, sheet.top, "主办单位：国家市场监督管理总局　业务咨询与技术支持联系方式", 12, _GREY, "rt")
    sheet.top += 24
    return sheet.done()


def page_png(company: Registered, sections: tuple[str, ...] = SECTIONS, scale: float = 1.25, face: str = "microhei") -> bytes:
    """The screenshot as PNG."""
    return damage.png(page(company, sections, scale, face), round(96 * scale))


def parts(company: Registered, scale: float = 1.25) -> list[tuple[str, bytes]]:
    """A screenshot a section, as offices ask for: (section, PNG)."""
    return [(section, page_png(company, (section,), scale)) for section in SECTIONS]


def _header(sheet: _Page, company: Registered) -> None:
    sheet.box(0, 0, _WIDTH, 84, fill=_BLUE)
    sheet.text(_MARGIN, 20, "国家企业信用信息公示系统", 26, "white")
    sheet.text(_MARGIN, 56, "National Enterprise Credit Information Publicity System", 11, (210, 225, 240))
    for n, tab in enumerate(("首页", "企业信息填报", "信息公告", "重点领域企业", "导航")):
        sheet.text(560 + n * 120, 36, tab, 15, "white")
    sheet.box(0, 84, _WIDTH, 210, fill=_PALE)
    sheet.text(_MARGIN, 104, company.name, 22)
    left = _MARGIN + sheet.font(22).getlength(company.name) / sheet.scale + 18
    sheet.box(left, 103, left + 178, 128, outline=(60, 150, 80))
    sheet.text(left + 8, 108, company.status, 13, (60, 150, 80))
    sheet.text(_MARGIN, 144, f"统一社会信用代码：{company.uscc}")
    sheet.text(_MARGIN + 420, 144, f"法定代表人：{company.head}")
    sheet.text(_MARGIN, 174, f"登记机关：{company.authority}")
    sheet.text(_MARGIN + 420, 174, f"成立日期：{company.founded}")
    for n, button in enumerate(("发送报告", "信息分享", "信息打印")):
        sheet.box(880 + n * 95, 140, 965 + n * 95, 168, fill=(230, 120, 40))
        sheet.text(922 + n * 95, 154, button, 13, "white", "mm")
    sheet.top = 222
    for n, tab in enumerate(("基础信息", *NOTHING, "公告信息")):
        left = _MARGIN + (0, 110, 230, 350, 530, 790)[n]
        sheet.text(left, sheet.top, tab, 14, _BLUE if n == 0 else _GREY)
    sheet.top += 28
    sheet.box(0, sheet.top, _WIDTH, sheet.top + 1, fill=_LINE)


def _heading(sheet: _Page, words: str, note: str = "") -> None:
    sheet.top += 18
    sheet.box(_MARGIN, sheet.top, _MARGIN + 4, sheet.top + 18, fill=_BLUE)
    sheet.text(_MARGIN + 12, sheet.top, words, 17, _BLUE)
    if note:
        sheet.text(_MARGIN + 12 + 18 * len(words) + 10, sheet.top + 4, note, 12, _GREY)
    sheet.top += 32


def _base(sheet: _Page, company: Registered) -> None:
    _heading(sheet, "营业执照信息")
    short, wide = company.base[:-2], company.base[-2:]
    for at in range(0, len(short), 2):
        for n, (label, value) in enumerate(short[at : at + 2]):
            sheet.text(_MARGIN + 12 + n * 560, sheet.top, f"· {label}：{value}")
        sheet.top += 30
    for label, value in wide:
        for line in sheet.lines(f"· {label}：{value}", _WIDTH - 2 * _MARGIN - 24):
            sheet.text(_MARGIN + 12, sheet.top, line)
            sheet.top += 26
    sheet.top += 6


def _holders(sheet: _Page, company: Registered) -> None:
    _heading(sheet, "股东及出资信息", "股东的出资信息由企业自行公示")
    _table(sheet, HOLDER_HEADINGS, company.holder_rows, (70, 420, 170, 180, 280))
    if company.contribution_rows:
        _heading(sheet, "股东及出资信息（企业自行公示）")
        _table(sheet, CONTRIBUTION_HEADINGS, company.contribution_rows, (70, 470, 200, 200, 180))


def _changes(sheet: _Page, company: Registered) -> None:
    _heading(sheet, "变更信息")
    _table(sheet, CHANGE_HEADINGS, company.change_rows, (70, 230, 320, 320, 180))


def _staff(sheet: _Page, company: Registered) -> None:
    """Cards in rows of five: the name, and the office under it."""
    _heading(sheet, "主要人员信息", f"共计 {len(company.staff)} 条信息")
    if not company.staff:
        sheet.text(_MARGIN + 12, sheet.top, "暂无主要人员信息", 14, _GREY)
        sheet.top += 28
    for at in range(0, len(company.staff), 5):
        for n, (name, office) in enumerate(company.staff[at : at + 5]):
            left = _MARGIN + n * 226
            sheet.box(left, sheet.top, left + 210, sheet.top + 84, fill=_PALE, outline=_LINE)
            sheet.text(left + 105, sheet.top + 30, name, 17, _BLACK, "mm")
            sheet.text(left + 105, sheet.top + 60, office, 13, _GREY, "mm")
        sheet.top += 98


def _table(sheet: _Page, headings: list[str], rows: list[list[str]], widths: tuple[int, ...]) -> None:
    for number, row in enumerate([headings, *rows]):
        cells = [sheet.lines(text, width - 20) for text, width in zip(row, widths, strict=True)]
        height = 18 + 20 * max(map(len, cells))
        left = float(_MARGIN)
        for cell, width in zip(cells, widths, strict=True):
            sheet.box(left, sheet.top, left + width, sheet.top + height, outline=_LINE, fill=_PALE if number == 0 else None)
            for n, line in enumerate(cell):
                middle = sheet.top + height / 2 + 20 * (n - (len(cell) - 1) / 2)
                sheet.text(left + width / 2, middle, line, 14, _BLACK, "mm")
            left += width
        sheet.top += height
    if not rows:
        sheet.text(_WIDTH / 2, sheet.top + 18, "暂无数据", 14, _GREY, "mm")
        sheet.top += 36


def licence(company: Registered, dpi: int = 150) -> Image.Image:
    """The business licence: a landscape sheet with a border, title, code, labelled lines and the office's seal."""
    size = (round(11.7 * dpi), round(8.27 * dpi))
    sheet = Image.new("RGB", size, (252, 249, 238))
    pen = ImageDraw.Draw(sheet)
    for inset, width in ((0.03, 0.006), (0.042, 0.002)):
        edge = round(inset * size[0])
        pen.rectangle((edge, edge, size[0] - edge, size[1] - edge), outline=(178, 140, 60), width=round(width * size[0]))
    pen.text((size[0] / 2, 0.17 * size[1]), "营　业　执　照", (30, 30, 30), font("song-bold", round(0.06 * size[0])), anchor="mm")
    small, label = font("song", round(0.0145 * size[0])), font("hei", round(0.0145 * size[0]))
    pen.text((0.09 * size[0], 0.26 * size[1]), f"统一社会信用代码　{company.uscc}", (30, 30, 30), label)
    pen.text((0.7 * size[0], 0.26 * size[1]), "（副　本）", (30, 30, 30), label)
    told = dict(company.base)
    left = [("名　　称", company.name), ("类　　型", company.kind), ("法定代表人", company.head), ("经营范围", company.scope)]
    right = [("注册资本", company.capital), ("成立日期", company.founded), ("住　　所", told["住所"])]
    for column, lines in ((0.09, left), (0.55, right)):
        top = 0.36 * size[1]
        for word, value in lines:
            pen.text((column * size[0], top), word, (110, 80, 30), label)
            for line in wrapped(value, "song", round(0.0145 * size[0]), round(0.27 * size[0])):
                pen.text(((column + 0.1) * size[0], top), line, (30, 30, 30), small)
                top += 0.042 * size[1]
            top += 0.025 * size[1]
    pen.text((0.62 * size[0], 0.78 * size[1]), f"登记机关　{company.authority}", (110, 80, 30), label)
    pen.text((0.62 * size[0], 0.86 * size[1]), company.founded, (30, 30, 30), small)
    return damage.with_seal(sheet, company.authority, (0.78, 0.79), np.random.default_rng(7), dpi=dpi)


def licence_jpeg(company: Registered, dpi: int = 150) -> bytes:
    """The picture of the business licence as JPEG."""
    return damage.jpeg(licence(company, dpi), 85, dpi=dpi)


Files = list[tuple[str, bytes]]


def _screenshot(scale: float, face: str) -> Callable[[Registered, Rng], Files]:
    return lambda company, _: [(".png", page_png(company, SECTIONS, scale, face))]


def _printed(company: Registered, dpi: int = 200) -> Image.Image:
    """The page printed in grey on A4, as large as it fits."""
    sheet = Image.new("L", (round(8.27 * dpi), round(11.69 * dpi)), 255)
    shot = page(company, scale=2.0).convert("L")
    shot.thumbnail((sheet.width - dpi // 2, sheet.height - dpi // 2), Image.Resampling.LANCZOS)
    sheet.paste(shot, ((sheet.width - shot.width) // 2, dpi // 4))
    return sheet


def _scanned(company: Registered, rng: Rng) -> Image.Image:
    return damage.noisy(damage.blurred(damage.skewed(_printed(company), float(rng.uniform(-0.8, 0.8))), 0.5), 3, rng)


def _chat(company: Registered, rng: Rng) -> Files:
    """The screenshot as a chat programme passes it on."""
    return [(".jpg", damage.jpeg(page(company), int(rng.integers(45, 70)), taken=company.printed_on))]


def _sealed(company: Registered, rng: Rng) -> Files:
    made = damage.with_seal(_scanned(company, rng), company.name, (float(rng.uniform(0.3, 0.7)), float(rng.uniform(0.3, 0.5))), rng)
    return [(".jpg", damage.jpeg(made, 85, dpi=200))]


def _photo(company: Registered, rng: Rng) -> Files:
    made = damage.lit(damage.photographed(_printed(company), rng, 0.03), rng, 0.7)
    return [(".jpg", damage.jpeg(damage.noisy(damage.blurred(made, 0.8), 4, rng), 85, taken=company.printed_on))]


def report_scan(company: Registered, rng: Rng) -> Files:
    """The report printed out and scanned again: a PDF of pictures."""
    import pypdfium2

    with pypdfium2.PdfDocument(io.BytesIO(registerwriter.report_pdf(company))) as document:
        sheets = [sheet.render(scale=200 / 72).to_pil().convert("L") for sheet in document]
    turned = [damage.skewed(sheet, float(rng.uniform(-0.5, 0.5))) for sheet in sheets]
    return [(".pdf", damage.pdf([damage.noisy(damage.blurred(sheet, 0.5), 3, rng) for sheet in turned], 200))]


PRINTINGS: Mapping[str, Callable[[Registered, Rng], Files]] = {
    "report-scan-200": report_scan,
    "page-125": _screenshot(1.25, "microhei"),
    "page-100": _screenshot(1.0, "hei"),
    "page-200": _screenshot(2.0, "hei"),
    "page-parts": lambda company, _: [(".png", shot) for _name, shot in parts(company)],
    "page-chat-jpeg": _chat,
    "page-watermark": lambda company, _: [(".png", damage.png(damage.with_watermark(page(company), "仅供本项目投标使用"), 120))],
    "page-scan-200": lambda company, rng: [(".png", damage.png(_scanned(company, rng), 200))],
    "page-scan-rotated": lambda company, rng: [(".png", damage.png(damage.turned(_scanned(company, rng), 90), 200))],
    "page-scan-seal": _sealed,
    "page-photo": _photo,
    "licence-150": lambda company, _: [(".jpg", licence_jpeg(company))],
}
"""How offices hand in what they saw on the register, as pictures."""

CLEAN = ("report-scan-200", "page-125", "page-200", "page-parts", "page-scan-200")
"""The pictures without seal, watermark, photo or small print; the report as PDF with text is no picture."""
