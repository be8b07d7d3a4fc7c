"""Draws a machine form as the ruled A4 sheets that offices print: merged cells, text that breaks, several pages.

The fonts come from the Debian packages in `FONT_PACKAGES`; `missing_fonts()` says which of them are not there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from PIL import Image, ImageDraw, ImageFont

from formwriter import TITLE, blocks, pairs

FONT_PACKAGES = ("fonts-noto-cjk", "fonts-arphic-ukai", "fonts-arphic-uming", "fonts-wqy-zenhei", "fonts-wqy-microhei")
FONTS: Mapping[str, tuple[str, str]] = {
    "song": ("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc", "Noto Serif CJK SC"),
    "song-bold": ("/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc", "Noto Serif CJK SC"),
    "hei": ("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", "Noto Sans CJK SC"),
    "hei-bold": ("/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc", "Noto Sans CJK SC"),
    "kai": ("/usr/share/fonts/truetype/arphic/ukai.ttc", "AR PL UKai CN"),
    "ming": ("/usr/share/fonts/truetype/arphic/uming.ttc", "AR PL UMing CN"),
    "zenhei": ("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc", "WenQuanYi Zen Hei"),
    "microhei": ("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc", "WenQuanYi Micro Hei"),
}
"""Short name of a font: its file, and its family inside that collection."""

Layout = Literal["fitted", "grid"]
Cells = list[tuple[str, float]]
"""A ruled row: each cell's text and share of the table's width."""

_A4 = (210.0, 297.0)
_MARGIN = (18.0, 16.0)
_INK = 35
_OPENING, _CLOSING = "（“《", "）”》，。、；："
_LARGEST, _SMALLEST = 10.5, 7.0
_PAIR = (0.15, 0.35, 0.15, 0.35)
_FITTED: Sequence[tuple[float, ...]] = (
    (0.06, 0.27, 0.13, 0.27, 0.13, 0.14),
    (0.06, 0.24, 0.24, 0.46),
    (0.06, 0.24, 0.21, 0.13, 0.25, 0.11),
    (0.06, 0.13, 0.13, 0.26, 0.16, 0.26),
    (0.06, 0.44, 0.30, 0.20),
    (0.06, 0.2, 0.2, 0.2, 0.34),
    (0.06, 0.26, 0.26, 0.26, 0.16),
)
_GRID = (0.12, 0.21, 0.15, 0.21, 0.15, 0.16)


@dataclass(frozen=True, slots=True)
class Sheet:
    """How a sheet is printed: resolution, font, one width a column (`grid`) or widths fitted to each block."""

    dpi: int = 300
    font: str = "song"
    layout: Layout = "fitted"
    points: float = 0.0
    """Size of the text; 0 takes the largest that puts the whole form on one page, as offices do."""
    repeat_headings: bool = False
    """Whether a block that a page break cuts has its column headings again on the next page."""

    def pixels(self, millimetres: float) -> int:
        return round(millimetres * self.dpi / 25.4)

    def of_points(self, points: float) -> int:
        return max(1, round(points * self.dpi / 72))


def missing_fonts() -> list[str]:
    """The fonts of `FONTS` that are not installed (see `FONT_PACKAGES`)."""
    return [name for name, (path, _) in FONTS.items() if not Path(path).exists()]


@lru_cache(maxsize=64)
def font(name: str, size: int) -> ImageFont.FreeTypeFont:
    """A font of `FONTS` at a size in pixels."""
    path, family = FONTS[name]
    for index in range(12):
        face = ImageFont.truetype(path, size, index=index)
        if face.getname()[0] == family:
            return face
    raise LookupError(family)


@lru_cache(maxsize=4096)
def has_glyph(name: str, character: str) -> bool:
    """Whether a font can draw a character: rare given names are not in every font."""
    face = font(name, 24)
    return bytes(face.getmask(character)) != bytes(face.getmask("\U0010ffff"))


def pages(form: Mapping[str, Any], sheet: Sheet) -> list[Image.Image]:
    """The form as black on white grey-level pages."""
    rows = ruled_rows(form, sheet.layout)
    if sheet.points:
        return _drawn(rows, sheet, sheet.points)
    points = _LARGEST
    while points > _SMALLEST and _height(rows, sheet, points) > _room(sheet):
        points -= 0.5
    return _drawn(rows, sheet, points)


def ruled_rows(form: Mapping[str, Any], layout: Layout) -> list[Cells]:
    """The rows of the form with the widths of their cells."""
    answers = pairs(form)
    pair = _PAIR if layout == "fitted" else (_GRID[0], _GRID[1] + _GRID[2], _GRID[3], _GRID[4] + _GRID[5])
    rows: list[Cells] = [list(zip((*a, *b), pair, strict=True)) for a, b in zip(answers[::2], answers[1::2], strict=True)]
    for (heading, columns, lines), fitted in zip(blocks(form), _FITTED, strict=True):
        widths = fitted if layout == "fitted" else _GRID
        rows.append([(heading, 1.0)])
        rows.append(_cells(["序号", *columns], widths))
        rows += [_cells([str(n), *map(_said, line)], widths) for n, line in enumerate(lines, start=1)] or [[("无", 1.0)]]
    foot = ("填报人", form["head"]["name"], "填报日期", form["declared_on"])
    return [*rows, list(zip(foot, pair, strict=True))]


def _said(value: str | float) -> str:
    return str(value)


def _cells(texts: list[str], widths: Sequence[float]) -> Cells:
    return list(zip(texts + [""] * (len(widths) - len(texts)), widths, strict=True))


def _room(sheet: Sheet) -> int:
    return sheet.pixels(_A4[1] - 2 * _MARGIN[1])


def _title_height(sheet: Sheet) -> int:
    return sheet.of_points(34)


def _height(rows: list[Cells], sheet: Sheet, points: float) -> int:
    return _title_height(sheet) + sum(_row_height(row, sheet, points) for row in rows)


def _row_height(row: Cells, sheet: Sheet, points: float) -> int:
    lines = max(len(_lines(text, width, sheet, points)) for text, width in row)
    return round(lines * sheet.of_points(points) * 1.25) + sheet.of_points(points * 0.55)


def _table_width(sheet: Sheet) -> int:
    return sheet.pixels(_A4[0] - 2 * _MARGIN[0])


def _lines(text: str, width: float, sheet: Sheet, points: float) -> list[str]:
    room = round(width * _table_width(sheet)) - 2 * sheet.of_points(points * 0.4)
    return wrapped(text, sheet.font, sheet.of_points(points), room)


@lru_cache(maxsize=4096)
def wrapped(text: str, name: str, size: int, room: int) -> list[str]:
    face = font(name, size)
    lines = [""]
    for word in _words(text):
        if face.getlength(lines[-1] + word) <= room:
            lines[-1] += word
        elif face.getlength(word) <= room:
            lines.append(word)
        else:
            for character in word:
                if face.getlength(lines[-1] + character) > room:
                    lines.append("")
                lines[-1] += character
    return [line for line in lines if line] or [""]


def _words(text: str) -> list[str]:
    """Pieces between which a line may break: a Chinese character with its punctuation, a whole run of letters and digits."""
    words: list[str] = []
    for character in text:
        run = words and character.isascii() and words[-1][-1].isascii() and not character.isspace()
        if run or (words and (character in _CLOSING or words[-1][-1] in _OPENING)):
            words[-1] += character
        else:
            words.append(character)
    return words


def _drawn(rows: list[Cells], sheet: Sheet, points: float) -> list[Image.Image]:
    drawn, pen, top = [_blank(sheet)], None, 0
    heading: Cells | None = None
    for number, row in enumerate(rows):
        height = _row_height(row, sheet, points)
        if pen is None or top + height > sheet.pixels(_A4[1] - _MARGIN[1]):
            if pen is not None:
                drawn.append(_blank(sheet))
            pen = ImageDraw.Draw(drawn[-1])
            top = sheet.pixels(_MARGIN[1])
            if number == 0:
                top = _draw_title(pen, sheet, top)
            elif sheet.repeat_headings and heading and row[0][0].isdigit():
                top = _draw_row(pen, heading, sheet, points, top)
        heading = row if row[0][0] == "序号" else heading
        top = _draw_row(pen, row, sheet, points, top)
    return drawn


def _blank(sheet: Sheet) -> Image.Image:
    return Image.new("L", (sheet.pixels(_A4[0]), sheet.pixels(_A4[1])), 255)


def _draw_title(pen: ImageDraw.ImageDraw, sheet: Sheet, top: int) -> int:
    face = font(sheet.font, sheet.of_points(15))
    pen.text((sheet.pixels(_A4[0]) / 2, top + sheet.of_points(12)), TITLE, _INK, face, anchor="mm")
    return top + _title_height(sheet)


def _draw_row(pen: ImageDraw.ImageDraw, row: Cells, sheet: Sheet, points: float, top: int) -> int:
    height = _row_height(row, sheet, points)
    left, size, line = sheet.pixels(_MARGIN[0]), sheet.of_points(points), max(1, round(sheet.dpi / 150))
    face, at = font(sheet.font, size), 0.0
    for text, width in row:
        box = (left + round(at * _table_width(sheet)), top, left + round((at + width) * _table_width(sheet)), top + height)
        pen.rectangle(box, outline=_INK, width=line)
        lines = _lines(text, width, sheet, points)
        first = top + (height - len(lines) * size * 1.25) / 2
        for n, words in enumerate(lines):
            pen.text((box[0] + sheet.of_points(points * 0.4), first + (n + 0.5) * size * 1.25), words, _INK, face, anchor="lm")
        at += width
    return top + height
