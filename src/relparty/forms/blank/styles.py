"""The looks of the workbook's cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relparty.forms.blank.elements import Sort

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook

_SONG = "宋体"
_HEI = "黑体"
_GREY = "#F2F2F2"
_BLUE = "#DCE6F1"
_EDGE = {"border": 1, "border_color": "#7F7F7F", "valign": "vcenter", "text_wrap": True, "font_name": _SONG, "font_size": 10.5}

TOTAL_FORMAT = '[<99.95]"现为 "0.####"，不足 100";[>100.05]"现为 "0.####"，超过 100";"100 ✓"'
"""A number format that says in words what the number means: the cell stays a number for every reader."""
COUNT_FORMAT = '[=0]"注：黄色格已全部填写";"注：尚有 "0" 个黄色格未填"'


class Styles:
    """The formats of one workbook; answer cells are unlocked, all others are not."""

    def __init__(self, book: Workbook) -> None:
        self.title: Format = book.add_format(
            {"font_name": _HEI, "font_size": 16, "bold": True, "align": "center", "valign": "vcenter", "text_wrap": True}
        )
        self.small: Format = book.add_format(
            {"font_name": _SONG, "font_size": 9, "align": "center", "valign": "vcenter", "text_wrap": True}
        )
        self.heading: Format = book.add_format({**_EDGE, "font_name": _HEI, "bold": True, "bg_color": _BLUE, "align": "left", "indent": 1})
        self.label: Format = book.add_format({**_EDGE, "bold": True, "bg_color": _GREY, "align": "center"})
        self.serial: Format = book.add_format({**_EDGE, "bg_color": _GREY, "align": "center"})
        self.answer: Format = book.add_format({**_EDGE, "num_format": "@", "locked": False, "align": "left", "indent": 1})
        self.number: Format = book.add_format({**_EDGE, "locked": False, "align": "right", "indent": 1})
        self.printed: Format = book.add_format({**_EDGE, "font_size": 9.5, "valign": "top", "align": "left", "indent": 1})
        self.strong: Format = book.add_format({"font_name": _HEI, "font_size": 10, "bold": True})
        self.plain: Format = book.add_format({"font_name": _SONG, "font_size": 9.5})
        self.total: Format = book.add_format({**_EDGE, "bold": True, "align": "right", "indent": 1, "num_format": TOTAL_FORMAT})
        self.count: Format = book.add_format({"font_name": _SONG, "font_size": 9, "align": "center", "num_format": COUNT_FORMAT})
        self.empty: Format = book.add_format({"bg_color": "#FFF8D5"})
        self.wrong: Format = book.add_format({"bg_color": "#FFC7CE", "font_color": "#9C0006"})
        self.right: Format = book.add_format({"bg_color": "#D8F0DA", "font_color": "#1E6B2B"})

    def answer_of(self, sort: Sort) -> Format:
        """The format of an answer: numbers are right-aligned and stay numbers, all else is text."""
        return self.number if sort in (Sort.SHARE, Sort.NUMBER) else self.answer
