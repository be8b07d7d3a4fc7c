"""The user's own name frequencies, in place of the built-in table."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from relparty.encoding import decoded
from relparty.errors import UsageError
from relparty.names.folding import fold
from relparty.names.rarity import BUILT_IN, NameTable
from relparty.phrases import Phrase

_KINDS = ("surname", "given", "whole")
_WRONG = Phrase("第 {row} 行无法识别", "row {row} is not understood")
_NO_TABLE = Phrase("无法读取", "it cannot be read")
_NEXT = Phrase(
    "应为 CSV：kind,text,per_million；kind 为 surname、given 或 whole",
    "it must be CSV: kind,text,per_million; kind is surname, given or whole",
)


def name_table(path: Path | None) -> NameTable:
    """The name table in a CSV file (`kind,text,per_million`), or the built-in one without a file.

    A kind that the file leaves out keeps the built-in figures. Raises UsageError for a file that cannot
    be read and a row that is not understood.
    """
    if path is None:
        return BUILT_IN
    try:
        rows = list(csv.DictReader(io.StringIO(decoded(path.read_bytes()), newline="")))
    except (OSError, ValueError, csv.Error) as error:
        raise UsageError(str(path), _NO_TABLE(), _NEXT()) from error
    tables: dict[str, dict[str, float]] = {kind: {} for kind in _KINDS}
    for number, row in enumerate(rows, start=2):
        try:
            tables[row["kind"].strip()][fold(row["text"])] = float(row["per_million"])
        except (KeyError, ValueError, TypeError, AttributeError) as error:
            raise UsageError(str(path), _WRONG(row=number), _NEXT()) from error
    return NameTable(tables["surname"] or BUILT_IN.surnames, tables["given"] or BUILT_IN.given, tables["whole"])
