"""How each column of a table is read: which types it may have, and its values as SQL; anything else is a sentence."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path

from relparty.bundle.engine import quoted, text
from relparty.bundle.layout import UNDATED, UNTOLD
from relparty.errors import UsageError
from relparty.phrases import Phrase


class Role(StrEnum):
    """What a column tells."""

    ID = "id"
    NAME = "name"
    CODE = "code"
    WORD = "word"
    PERCENT = "percent"
    DAY = "day"
    AMOUNT = "amount"
    """What only tells one bid from another, of any type: a hash."""


NO_NUMBER, NAN, ABOVE, BELOW = -2, -3, -4, -5
"""What stands for a share that cannot be one; `UNTOLD` for one that is not told."""

_TEXT = re.compile(r'VARCHAR|UUID|ENUM\(.*\)|"?NULL"?')
_INTEGER = re.compile(r"U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|DECIMAL\(\d+,0\)")
_FLOAT = re.compile(r"FLOAT|DOUBLE")
_DECIMAL = re.compile(r"DECIMAL\(\d+,\d+\)")
_DAY = re.compile(r"DATE|TIMESTAMP(_S|_MS|_NS)?")

_WRONG_TYPE = Phrase("{column} 列的类型是 {type}", "column {column} is of type {type}")
_AS_TEXT = Phrase("请改为文本", "write it as text")
_AS_NUMBER = Phrase("请改为数字，例如 83.29", "write it as a number, such as 83.29")
_AS_DAY = Phrase("请改为日期，例如 2026-11-22", "write it as a date, such as 2026-11-22")
_ROUNDED = Phrase(
    "{column} 列是浮点数（{type}），长号码已被舍入", "column {column} is of floating point ({type}): long numbers have been rounded"
)

_HALF = 500_000
_FULL_WIDTH = "".join(chr(code) for code in range(0xFF01, 0xFF5F))
_PLAIN = "".join(chr(code) for code in range(0x21, 0x7F))
_SEPARATORS = "[ \\t\\r\\n\u00a0\u3000\\-\u2014·.]"


def read(role: Role, path: Path, column: str, found: str, sort: str) -> str:
    """The SQL of a column's values; raises UsageError for a type that cannot tell them.

    Ids are text exactly as written; shares and days are integers (see `layout`), a wrong share one of the constants
    above, a wrong day (or one beyond the years 1 to 9999) null; words are small letters.
    """
    here, name = f"{path} {column}", quoted(found)
    if role is Role.AMOUNT:
        return f"hash({name})"
    if role is Role.PERCENT:
        return _percent(here, column, name, sort)
    if role is Role.DAY:
        return _day(here, column, name, sort)
    if _FLOAT.fullmatch(sort) and role in (Role.ID, Role.CODE):
        raise UsageError(here, _ROUNDED(column=column, type=sort), _AS_TEXT())
    if not (_TEXT.fullmatch(sort) or (_INTEGER.fullmatch(sort) and role in (Role.ID, Role.CODE))):
        raise UsageError(here, _WRONG_TYPE(column=column, type=sort), _AS_TEXT())
    if role is Role.ID:
        return f"nullif(CAST({name} AS VARCHAR), '')"
    plain = f"coalesce(CAST({name} AS VARCHAR), '')"
    return f"lower(trim({plain}))" if role is Role.WORD else plain


def folded_uscc(column: str) -> str:
    """The SQL of a 统一社会信用代码 as `identifiers.uscc.fold` would have it; codes of that shape already are left alone."""
    half = f"translate({column}, {text(_FULL_WIDTH)}, {text(_PLAIN)})"
    folded = f"upper(regexp_replace({half}, {text(_SEPARATORS)}, '', 'g'))"
    return f"CASE WHEN regexp_full_match({column}, '[0-9A-Z]*') THEN {column} ELSE {folded} END"


def _day(here: str, column: str, name: str, sort: str) -> str:
    if not (_TEXT.fullmatch(sort) or _DAY.fullmatch(sort)):
        raise UsageError(here, _WRONG_TYPE(column=column, type=sort), _AS_DAY())
    untold = f"{name} IS NULL" + (f" OR trim(CAST({name} AS VARCHAR)) = ''" if _TEXT.fullmatch(sort) else "")
    day = f"TRY_CAST(trim(CAST({name} AS VARCHAR)) AS DATE)" if _TEXT.fullmatch(sort) else f"CAST({name} AS DATE)"
    days = f"CASE WHEN {day} BETWEEN DATE '0001-01-01' AND DATE '9999-12-31' THEN CAST({day} - DATE '1970-01-01' AS INTEGER) END"
    return f"CASE WHEN {untold} THEN {UNDATED} ELSE {days} END"


def _percent(here: str, column: str, name: str, sort: str) -> str:
    """The share as an integer of 0.0001 %: the nearest, ties to even, but half for nothing that is not half."""
    if _FLOAT.fullmatch(sort):
        share = f"CAST({name} AS DOUBLE)"
        nearest = f"TRY_CAST(round_even({share} * 10000, 0) AS BIGINT)"
        whole = _checked(share, nearest)
        return f"CASE WHEN {name} IS NULL THEN {UNTOLD} WHEN isnan({share}) THEN {NAN} WHEN {share} > 101 THEN {ABOVE} WHEN {share} < -1 THEN {BELOW} ELSE {whole} END"
    if _INTEGER.fullmatch(sort) or _DECIMAL.fullmatch(sort):
        exact = f"CAST(least(greatest({name}, -1), 101) AS DECIMAL(38, 30))"
        return f"CASE WHEN {name} IS NULL THEN {UNTOLD} ELSE {_exact(exact)} END"
    if not _TEXT.fullmatch(sort):
        raise UsageError(here, _WRONG_TYPE(column=column, type=sort), _AS_NUMBER())
    written = f"regexp_replace(trim(CAST({name} AS VARCHAR)), ' *%$', '')"
    loose = f"TRY_CAST({written} AS DOUBLE)"
    return (
        f"CASE WHEN {name} IS NULL OR trim(CAST({name} AS VARCHAR)) = '' THEN {UNTOLD} WHEN {loose} IS NULL THEN {NO_NUMBER} "
        f"WHEN isnan({loose}) THEN {NAN} WHEN {loose} > 101 THEN {ABOVE} WHEN {loose} < -1 THEN {BELOW} "
        f"ELSE {_exact(f'TRY_CAST({written} AS DECIMAL(38, 30))')} END"
    )


def _exact(share: str) -> str:
    """The integer share of a decimal between -1 and 101. The engine rounds ties away from zero, we round them to even."""
    rounded = f"CAST({share} AS DECIMAL(18, 4))"
    above = f"CAST({rounded} * 10000 AS BIGINT)"
    tie = f"{rounded} - {share} = CAST('0.00005' AS DECIMAL(38, 30)) AND {above} % 2 = 1"
    return _checked(share, f"(CASE WHEN {tie} THEN {above} - 1 ELSE {above} END)")


def _checked(share: str, nearest: str) -> str:
    return (
        f"CAST(CASE WHEN {nearest} > 1000000 THEN {ABOVE} WHEN {nearest} < 0 THEN {BELOW} "
        f"WHEN {nearest} = {_HALF} AND {share} > 50 THEN {_HALF + 1} WHEN {nearest} = {_HALF} AND {share} < 50 THEN {_HALF - 1} "
        f"ELSE {nearest} END AS INTEGER)"
    )
