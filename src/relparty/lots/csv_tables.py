"""quotes.csv and group.csv, in English or Chinese headings; what cannot be read becomes a problem of the lot."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from relparty.encoding import decoded
from relparty.identifiers import resident, uscc
from relparty.model.lot import FormFile, GroupMember, Lot, Quote, form_file
from relparty.model.party import Mention, PartyKind
from relparty.model.record import Place, Problem, Source
from relparty.phrases import Phrase

_QUOTE_COLUMNS = {
    "bidder": ("bidder", "投标人", "供应商", "单位名称", "报价单位", "供应商名称"),
    "uscc": ("uscc", "统一社会信用代码", "信用代码"),
}
_GROUP_COLUMNS = {
    "name": ("name", "姓名"),
    "id": ("id", "身份证号码", "身份证号", "证件号码"),
    "duty": ("duty", "职责", "分工", "职务"),
    "unit": ("unit", "单位", "部门", "所在单位"),
}

_UNREADABLE = Phrase("{file} 无法读取：编码不明或缺少“{column}”列", "{file} cannot be read: unknown encoding or no column “{column}”")
_SAVE_AGAIN = Phrase(
    "请另存为 UTF-8 编码、首行为列名的 CSV 后重试", "save it as CSV in UTF-8 with column names in the first row and try again"
)
_NO_NAME = Phrase("{file} 第 {row} 行没有名称", "{file}, row {row}: no name")
_FILL = Phrase("请补全该行", "fill in the row")


def with_quotes_and_group(folder: Path, lot: Lot) -> Lot:
    """The lot with its quotes and procurement group; files that are absent change nothing.

    A quotes.csv that cannot be read leaves the quotes to the forms and adds a problem to the lot.
    """
    quotes_file, quote_rows, quote_problems = _rows(folder / "quotes.csv", _QUOTE_COLUMNS, "bidder")
    group_file, group_rows, group_problems = _rows(folder / "group.csv", _GROUP_COLUMNS, "name")
    return replace(
        lot,
        quotes=None
        if quotes_file is None or (not quote_rows and quote_problems)
        else tuple(_quote(row, source) for row, source in quote_rows),
        group=tuple(_member(row, source) for row, source in group_rows),
        files=lot.files + tuple(file for file in (quotes_file, group_file) if file),
        problems=lot.problems + tuple(quote_problems + group_problems),
    )


def _quote(row: Mapping[str, str], source: Source) -> Quote:
    return Quote(row["bidder"], uscc.fold(row.get("uscc", "")), source)


def _member(row: Mapping[str, str], source: Source) -> GroupMember:
    person = Mention(row["name"], PartyKind.PERSON, resident.fold(row.get("id", "")), document=source.sha256)
    return GroupMember(person, row.get("duty", ""), row.get("unit", ""), source)


def _rows(
    path: Path, columns: Mapping[str, tuple[str, ...]], needed: str
) -> tuple[FormFile | None, list[tuple[dict[str, str], Source]], list[Problem]]:
    """The rows of a table by our column names, each with its source; the file is None when absent."""
    if not path.is_file():
        return None, [], []
    content = path.read_bytes()
    file = form_file(path.name, content)
    try:
        lines = list(csv.reader(io.StringIO(decoded(content), newline="")))
    except (ValueError, csv.Error):
        lines = []
    names = [_column(title, columns) for title in lines[0]] if lines else []
    if needed not in names:
        problem = Problem("table_unreadable", _UNREADABLE(file=path.name, column=needed), _SAVE_AGAIN(), (_source(file, 1, lines[:1]),))
        return file, [], [problem]
    rows, problems = [], []
    for number, line in enumerate(lines[1:], start=2):
        values = {name: value.strip() for name, value in zip(names, line, strict=False) if name}
        source = _source(file, number, [line])
        if values.get(needed):
            rows.append((values, source))
        elif any(value.strip() for value in line):
            problems.append(Problem("table_row", _NO_NAME(file=path.name, row=number), _FILL(), (source,)))
    return file, rows, problems


def _column(title: str, columns: Mapping[str, tuple[str, ...]]) -> str | None:
    return next((name for name, words in columns.items() if title.strip().lower() in words), None)


def _source(file: FormFile, row: int, lines: list[list[str]]) -> Source:
    return Source(file.file, Place(row=row), file.sha256, " | ".join(lines[0]) if lines else "", kind="lot")
