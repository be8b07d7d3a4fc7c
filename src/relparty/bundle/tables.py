"""The register's tables as found in a folder: which files, which columns, of which types; wrong ones in a sentence each."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from relparty.bundle import columns
from relparty.bundle.columns import Role
from relparty.bundle.engine import file, number, quoted, text
from relparty.errors import UsageError
from relparty.phrases import Phrase, Sentence

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection, Error

TABLES: Mapping[str, Mapping[str, Role]] = {
    "companies": {"company_id": Role.ID, "name": Role.NAME, "uscc": Role.CODE, "kind": Role.WORD},
    "persons": {"person_id": Role.ID, "name": Role.NAME, "id_token": Role.CODE},
    "holdings": {"holder_id": Role.ID, "company_id": Role.ID, "percent": Role.PERCENT, "since": Role.DAY, "until": Role.DAY},
    "offices": {"person_id": Role.ID, "company_id": Role.ID, "office": Role.WORD, "since": Role.DAY, "until": Role.DAY},
}
"""The tables of a register and the columns that each must have."""
BIDS: Mapping[str, Role] = {"lot_id": Role.ID, "bidder_id": Role.ID, "amount": Role.AMOUNT}
"""The columns of the table of bids, which is for batches."""
_COLUMNS = {**TABLES, "bids": BIDS}
_NOT_READ = {"companies": {"status"}}
"""Columns that the tables may have and that a bundle has no use for."""
_LONGEST_LINE = 1 << 20

_NO_FOLDER = Phrase("没有这个文件夹", "there is no such folder")
_CHECK_PATH = Phrase("请核对路径后重试", "check the path and try again")
_NO_TABLE = Phrase("缺少 {table}.parquet 或 {table}.csv", "there is no {table}.parquet or {table}.csv")
_ADD_TABLE = Phrase("请补上该表；没有内容时只写列名：{columns}", "add the table; one without rows has its column names alone: {columns}")
_TWO = Phrase("同时有 {table}.parquet 和 {table}.csv", "there are both {table}.parquet and {table}.csv")
_KEEP_ONE = Phrase("请只保留一个", "keep one of them")
_EMPTY = Phrase("文件是空的", "the file is empty")
_NO_ROWS = Phrase("没有一行", "it has no row")
_FILL = Phrase("请重新导出该表", "export the table again")
_NO_COLUMN = Phrase("缺少 {column} 列", "there is no column {column}")
_COLUMNS_ARE = Phrase("该表须有：{columns}", "the table needs {columns}")
_TWICE = Phrase("有两个 {column} 列", "there are two columns {column}")
_NOT_PARQUET = Phrase("不是可读的 Parquet 文件", "it is no Parquet file that can be read")
_NOT_UTF8 = Phrase("第 {line} 行不是 UTF-8 编码", "line {line} is not UTF-8")
_SAVE_UTF8 = Phrase("请另存为 UTF-8 编码的 CSV", "save it as CSV in UTF-8")
_BAD_LINE = Phrase("第 {line} 行与列名不符或引号不成对", "line {line} does not fit the column names, or a quotation mark is not closed")
_UNREADABLE = Phrase("无法读取（{reason}）", "it cannot be read ({reason})")
_MEND = Phrase("请更正该行后重试", "mend the line and try again")
_EXTRA = Phrase("{file}：不读取 {columns} 列", "{file}: column {columns} is not read")
_NONE = Phrase("{file}：没有一行", "{file}: no rows")


@dataclass(frozen=True, slots=True)
class Table:
    """A table as found: its file, its rows, the SQL that reads it with `row` (1 for the first) and our column names."""

    name: str
    path: Path
    query: str
    source: str
    """The SQL that reads the file's own columns, and `relparty_row`."""
    written: tuple[str, ...]
    """Our columns as the file's own, quoted for SQL."""
    rows: int
    remarks: tuple[Sentence, ...] = ()


def find(folder: Path) -> dict[str, Path]:
    """The file of each table; raises UsageError for one that is missing, double or empty."""
    if not folder.is_dir():
        raise UsageError(str(folder), _NO_FOLDER(), _CHECK_PATH())
    return {name: _file(folder, name) for name in TABLES}


def _file(folder: Path, name: str) -> Path:
    found = [path for path in (folder / f"{name}.parquet", folder / f"{name}.csv") if path.is_file()]
    if not found:
        raise UsageError(str(folder), _NO_TABLE(table=name), _ADD_TABLE(columns=", ".join(TABLES[name])))
    if len(found) > 1:
        raise UsageError(str(folder), _TWO(table=name), _KEEP_ONE())
    if not found[0].stat().st_size:
        raise UsageError(str(found[0]), _EMPTY(), _FILL())
    return found[0]


def opened(con: DuckDBPyConnection, name: str, path: Path, rows: int | None = None) -> Table:
    """A table ready to be read, `rows` where their number is known; raises UsageError for a file or a column that cannot be what it should be."""
    import duckdb

    source = (
        _csv(path)
        if path.suffix == ".csv"
        else f"(SELECT *, file_row_number + 1 AS relparty_row FROM read_parquet({file(path)}, file_row_number = true))"
    )
    try:
        types = {row[0]: row[1] for row in con.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()}
        rows = number(con, f"SELECT count(*) FROM {source}") if rows is None else rows
    except duckdb.Error as error:
        raise unreadable(path, error) from error
    remarks = _remarks(name, path, types, rows)
    chosen = _chosen(name, path, list(types))
    selected = [
        f"{columns.read(role, path, column, chosen[column], types[chosen[column]])} AS {column}" for column, role in _COLUMNS[name].items()
    ]
    written = tuple(quoted(chosen[column]) for column in _COLUMNS[name])
    return Table(name, path, f"(SELECT relparty_row AS row, {', '.join(selected)} FROM {source})", source, written, rows, remarks)


def _chosen(name: str, path: Path, found: list[str]) -> dict[str, str]:
    """The column of the file for each of ours; capitals and blanks around a name do not matter."""
    known: dict[str, str] = {}
    for column in found:
        ours = column.strip().lower()
        if ours in _COLUMNS[name] and ours in known:
            raise UsageError(str(path), _TWICE(column=ours), _KEEP_ONE())
        known[ours] = column
    for column in _COLUMNS[name]:
        if column not in known:
            raise UsageError(f"{path} {column}", _NO_COLUMN(column=column), _COLUMNS_ARE(columns=", ".join(_COLUMNS[name])))
    return known


def _remarks(name: str, path: Path, types: Mapping[str, str], rows: int) -> tuple[Sentence, ...]:
    known = {*_COLUMNS[name], *_NOT_READ.get(name, ()), "relparty_row", "file_row_number"}
    extra = [column for column in types if column.strip().lower() not in known]
    if not rows and name == "companies":
        raise UsageError(str(path), _NO_ROWS(), _FILL())
    told = [_EXTRA(file=path.name, columns=", ".join(extra))] if extra else []
    return (*told, *([] if rows else [_NONE(file=path.name)]))


def _csv(path: Path) -> str:
    """The SQL that reads a CSV, every value as text."""
    names = _headings(path)
    alike = [name.strip().lower() for name in names]
    if len(set(alike)) < len(alike):
        raise UsageError(str(path), _TWICE(column=next(name for name in alike if alike.count(name) > 1)), _KEEP_ONE())
    told = ", ".join(f"{text(name)}: 'VARCHAR'" for name in names)
    how = "auto_detect = false, header = true, delim = ',', quote = '\"', escape = '\"', nullstr = ''"
    return f"(SELECT *, row_number() OVER () AS relparty_row FROM read_csv({file(path)}, {how}, columns = {{{told}}}))"


def _headings(path: Path) -> list[str]:
    """The column names in the first line; columns without a name count as extra ones."""
    with path.open("rb") as file:
        first = file.readline(_LONGEST_LINE)
    try:
        names = next(csv.reader([first.decode("utf-8-sig")]), [])
    except UnicodeDecodeError as error:
        raise UsageError(str(path), _NOT_UTF8(line=1), _SAVE_UTF8()) from error
    except csv.Error as error:
        raise UsageError(str(path), _BAD_LINE(line=1), _MEND()) from error
    return [name or f"column {at}" for at, name in enumerate(names, start=1)]


@contextmanager
def told_in_words(read: Table) -> Iterator[None]:
    """Where a table turns out wrong only when its rows are read, the error is the UsageError that says so."""
    import duckdb

    try:
        yield
    except (duckdb.OutOfMemoryException, duckdb.IOException):  # of our own disk and memory: the engine has words for them
        raise
    except duckdb.Error as error:
        raise unreadable(read.path, error) from error


def unreadable(path: Path, error: Error) -> UsageError:
    """Why a table cannot be read, in words; the engine's own would show rows."""
    line = re.search(r"on Line: (\d+)", str(error))
    if line and "utf-8" in str(error).lower():
        return UsageError(str(path), _NOT_UTF8(line=line.group(1)), _SAVE_UTF8())
    if line:
        return UsageError(str(path), _BAD_LINE(line=line.group(1)), _MEND())
    if path.suffix == ".parquet":
        return UsageError(str(path), _NOT_PARQUET(), _FILL())
    return UsageError(str(path), _UNREADABLE(reason=type(error).__name__), _FILL())
