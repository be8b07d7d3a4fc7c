"""What is written in a cell, as a value: shares, dates."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from relparty.model.record import WHOLE, adds_up

_LARGEST = 1_000_000
_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?|\b(\d{4})(\d{2})(\d{2})\b")
_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}


@dataclass(frozen=True, slots=True)
class WrittenShare:
    """A share as written: its number, and whether a percent sign stood with it."""

    number: Decimal
    has_sign: bool

    @property
    def as_percent(self) -> int:
        """The integer share when the number is meant in percent."""
        return _integer(self.number * 10_000)

    @property
    def as_fraction(self) -> int:
        """The integer share when the number is meant as a part of one."""
        return _integer(self.number * WHOLE)


def written_share(text: str) -> WrittenShare | None:
    """The share that a text states (`70`, `70%`, `0.7`, `七十`, `百分之七十`), or None."""
    words = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    has_sign = words.endswith("%") or words.startswith("百分之")
    words = words.removesuffix("%").removeprefix("百分之")
    number = _decimal(words) if set(words).isdisjoint((*_DIGITS, *"十百")) else _chinese(words)
    return None if number is None or not 0 <= number <= _LARGEST else WrittenShare(number, has_sign)


def _integer(exact: Decimal) -> int:
    """The nearest whole number of 0.0001 %, but never exactly half of the company for a share that is not half."""
    nearest = int(exact.to_integral_value())
    if nearest == WHOLE // 2 and exact != nearest:
        return nearest + (1 if exact > nearest else -1)
    return nearest


def shares(written: Sequence[WrittenShare | None]) -> list[int | None]:
    """The integer shares of one company's holders, read as percent or, where that makes 100 %, as parts of one.

    A spreadsheet hands 70 % over as 0.7 and people write it so: numbers up to 1 without a sign are parts
    of one when only then the holders add up.
    """
    as_percent = [None if share is None else share.as_percent for share in written]
    as_fraction = [
        share.as_fraction if share is not None and not share.has_sign and share.number <= 1 else percent
        for share, percent in zip(written, as_percent, strict=True)
    ]
    return as_fraction if adds_up(as_fraction) and not adds_up(as_percent) else as_percent


def written_date(text: str) -> date | None:
    """The day that a text states (`2026-11-10`, `2026年11月10日`, `20261110`), or None."""
    found = _DATE.search(unicodedata.normalize("NFKC", text))
    if not found:
        return None
    year, month, day = (part for part in found.groups() if part)
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _decimal(words: str) -> Decimal | None:
    try:
        number = Decimal(words)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _chinese(words: str) -> Decimal | None:
    """A number below 1000 in Chinese words, with figures after 点: 七十, 百, 三十三点三三."""
    whole, _, after = words.partition("点")
    total, digit = 0, None
    for char in whole:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in "十百":
            total += (1 if digit is None else digit) * (10 if char == "十" else 100)
            digit = None
        else:
            return None
    if any(char not in _DIGITS for char in after):
        return None
    decimals = "".join(str(_DIGITS[char]) for char in after)
    return Decimal(f"{total + (digit or 0)}.{decimals or 0}")
