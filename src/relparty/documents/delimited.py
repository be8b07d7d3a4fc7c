"""Text tables (CSV) to rows of cells, in the encodings and with the separators that offices use."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from relparty.documents.cells import Cell, FormDocument, Row
from relparty.encoding import decoded
from relparty.errors import UnreadableFile
from relparty.model.lot import FormFile
from relparty.model.record import Place, Problem, Source
from relparty.phrases import Phrase
from relparty.settings import FileLimits

_SEPARATORS = ",;\t|"
_SAMPLE = 4096
_LONGEST = 131_072
"""Characters of a cell. The module `csv` has this limit too, but any library may change it for the whole process."""

_NO_TEXT = Phrase("文本编码无法识别", "the encoding of the text is unknown")
_CONTROL = Phrase("文本中有控制字符，文件可能已损坏", "the text holds control characters: the file may be damaged")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_BROKEN = Phrase("文本表格无法解析（{reason}）", "the text table cannot be parsed ({reason})")
_TOO_MANY = Phrase("单元格超过 {limit} 个", "it has more than {limit} cells")
_ASK_AGAIN = Phrase("请该投标人另存为 UTF-8 编码的 CSV 或 Excel（.xlsx）后重新提交", "ask for it as CSV in UTF-8 or as Excel (.xlsx)")


def read(file: FormFile, content: bytes, limits: FileLimits) -> FormDocument:
    """The lines of the table in order; raises UnreadableFile when it is no text or too large."""
    try:
        text = decoded(content)
    except ValueError as error:
        raise UnreadableFile(file.file, _NO_TEXT(), _ASK_AGAIN()) from error
    separator = _separator(text)
    if text.count(separator) + text.count("\n") > limits.cells:
        raise UnreadableFile(file.file, _TOO_MANY(limit=limits.cells), _ASK_AGAIN())
    rows: list[Row] = []
    try:
        for number, line in enumerate(_lines(text, separator), start=1):
            rows.append(Row(tuple(_cell(value, number, column) for column, value in enumerate(line, start=1)), "csv"))
    except csv.Error as error:
        raise UnreadableFile(file.file, _BROKEN(reason=str(error)), _ASK_AGAIN()) from error
    damaged = Problem("damaged", _CONTROL(), _ASK_AGAIN(), (Source(file.file, Place(), file.sha256, ""),))
    return FormDocument(file, tuple(rows), (damaged,) if _CONTROLS.search(text) else ())


def _lines(text: str, separator: str) -> Iterator[list[str]]:
    """The lines of a table; raises csv.Error where one cannot be parsed."""
    for line in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True):
        if max(map(len, line), default=0) > _LONGEST:
            raise csv.Error(f"field larger than field limit ({_LONGEST})")
        yield line


def _separator(text: str) -> str:
    """The separator that stands most often in the first lines."""
    return max(_SEPARATORS, key=text[:_SAMPLE].count)


def _cell(value: str, row: int, column: int) -> Cell:
    return Cell(value.strip(), Place(table=1, row=row, column=column), column, column + 1)
