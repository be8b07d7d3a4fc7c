"""What the workbook says while it is filled in: hints, drop-down lists, warnings, colours, the live total and count."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from relparty.forms.blank import formulas
from relparty.forms.blank.elements import Block, Column, Field, Sort
from relparty.forms.blank.styles import Styles
from relparty.phrases import Lang, Phrase

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_WRONG: dict[Sort, Callable[[str], str]] = {
    Sort.USCC: formulas.uscc_is_wrong,
    Sort.PERSON_ID: formulas.person_id_is_wrong,
    Sort.ANY_ID: formulas.any_id_is_wrong,
}
_WARNINGS: dict[Sort, Phrase] = {
    Sort.USCC: Phrase(
        "不是有效的统一社会信用代码：应为 18 位，末位校验不符。",
        "This is no credit code: 18 characters, and the last one checks the others.",
    ),
    Sort.PERSON_ID: Phrase("身份证号码校验位不符，请核对。", "The check digit of this resident id is wrong."),
    Sort.ANY_ID: Phrase("应为文本：身份证号码或统一社会信用代码。", "Type it as text: a resident id or a credit code."),
    Sort.SHARE: Phrase("请填 0 到 100 之间的数字，如 60.5。", "A number from 0 to 100, such as 60.5."),
    Sort.TEXT: Phrase("不在下拉列表中，确认这样填写吗？", "It is not on the list. Keep it?"),
}
_TITLE_LENGTH = 32


class Marks:
    """Adds hints and checks to the cells of one sheet and counts the cells that must be filled in."""

    def __init__(self, sheet: Worksheet, styles: Styles, lang: Lang) -> None:
        self.sheet = sheet
        self.styles = styles
        self.lang = lang
        self.mandatory: list[str] = []

    def field(self, each: Field, row: int, column: int) -> None:
        """The marks of one labelled answer."""
        cell = _cell(row, column)
        self._validate(each, row, row, column, cell)
        self._colour_numbers(each.sort, row, row, column, cell)
        if each.is_mandatory:
            self._must_fill(row, column, cell)

    def block(self, block: Block, first: int, last: int, columns: list[int]) -> None:
        """The marks of a block's rows: the first name must be given (or 无), and a row that is begun must be whole."""
        name = _cell(first, columns[0], fixed_column=True)
        self._must_fill(first, columns[0], _cell(first, columns[0]))
        for each, column in zip(block.columns, columns, strict=True):
            cell = _cell(first, column)
            self._validate(each, first, last, column, cell)
            self._colour_numbers(each.sort, first, last, column, cell)
            if each.is_mandatory and column != columns[0]:
                self._colour(first, last, column, formulas.row_is_unfinished(name, cell), self.styles.empty)
            if each.sort is Sort.SHARE and not block.has_total:
                keys, shares = _column_range(first, last, columns[0]), _column_range(first, last, column)
                self._colour(first, last, column, formulas.group_misses_whole(name, keys, shares), self.styles.wrong)

    def total(self, first: int, last: int, column: int, shown_at: int) -> None:
        """The live sum below a column of shares."""
        row, cells = last + 1, f"{_cell(first, column)}:{_cell(last, column)}"
        self.sheet.write_formula(row, shown_at, f"={formulas.total(cells)}", self.styles.total, 0)
        cell = _cell(row, shown_at)
        self._colour(row, row, shown_at, formulas.misses_whole(cell), self.styles.wrong)
        self._colour(row, row, shown_at, formulas.is_whole(cell), self.styles.right)

    def count(self, row: int, last_column: int) -> None:
        """How many mandatory cells are still empty: a number whose format makes it a sentence."""
        formula = "=" + "+".join(f"({formulas.is_empty(cell)})" for cell in self.mandatory)
        self.sheet.merge_range(row, 0, row, last_column, "", self.styles.count)
        self.sheet.write_formula(row, 0, formula, self.styles.count, len(self.mandatory))
        self._colour(row, row, 0, f"{_cell(row, 0)}=0", self.styles.right)

    def _must_fill(self, row: int, column: int, cell: str) -> None:
        self.mandatory.append(cell)
        self._colour(row, row, column, formulas.is_empty(cell), self.styles.empty)

    def _colour_numbers(self, sort: Sort, first: int, last: int, column: int, cell: str) -> None:
        if sort in _WRONG:
            self._colour(first, last, column, _WRONG[sort](cell), self.styles.wrong)

    def _colour(self, first: int, last: int, column: int, formula: str, style: Format) -> None:
        self.sheet.conditional_format(first, column, last, column, {"type": "formula", "criteria": f"={formula}", "format": style})

    def _validate(self, each: Field | Column, first: int, last: int, column: int, cell: str) -> None:
        """A hint when the cell is chosen, and a warning that may be overruled: people have papers of many kinds."""
        options: dict[str, Any] = {
            "input_title": each.label.say(self.lang)[:_TITLE_LENGTH],
            "input_message": each.tip.say(self.lang),
            "ignore_blank": True,
            "error_type": "warning",
            **_rule(each, cell),
        }
        if options["validate"] != "any":
            options |= {"error_title": each.label.say(self.lang)[:_TITLE_LENGTH], "error_message": _WARNINGS[each.sort].say(self.lang)}
        self.sheet.data_validation(first, column, last, column, options)


def _rule(each: Field | Column, cell: str) -> dict[str, Any]:
    """What a spreadsheet accepts in a cell without asking back."""
    if each.choices:
        return {"validate": "list", "source": list(each.choices)}
    if each.sort is Sort.USCC:
        return {"validate": "custom", "value": f"={formulas.uscc_is_right(cell)}"}
    if each.sort is Sort.PERSON_ID:
        return {"validate": "custom", "value": f"=OR({formulas.is_masked(cell)},LEN({cell})<>18,{formulas.resident_id_is_right(cell)})"}
    if each.sort is Sort.ANY_ID:
        return {"validate": "custom", "value": f"=ISTEXT({cell})"}
    if each.sort is Sort.SHARE:
        return {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 100}
    return {"validate": "any"}


def _cell(row: int, column: int, *, fixed_column: bool = False) -> str:
    from xlsxwriter.utility import xl_rowcol_to_cell  # loaded already by whoever writes a workbook

    name: str = xl_rowcol_to_cell(row, column, col_abs=fixed_column)
    return name


def _column_range(first: int, last: int, column: int) -> str:
    from xlsxwriter.utility import xl_range_abs  # loaded already by whoever writes a workbook

    name: str = xl_range_abs(first, column, last, column)
    return name
