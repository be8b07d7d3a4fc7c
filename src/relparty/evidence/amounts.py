"""Contributions as written, and the shares that they make."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from relparty.model.record import TOLERANCE, WHOLE

_AMOUNT = re.compile(r"(?P<number>\d[\d,]*(?:\.\d+)?)(?P<unit>亿|万)?(?P<rest>\D{0,6})$")
_FACTORS = {"亿": Decimal(10**8), "万": Decimal(10**4), "": Decimal(1)}
_MONEY = "人民币元整圆"


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money in whole units of its currency; `currency` is empty for renminbi."""

    number: Decimal
    currency: str = ""


def amount(text: str, column_unit: str = "") -> Amount | None:
    """The sum that a text states (`60`, `60.00万元`, `60 万人民币`, `600,000元`), or None.

    Where the text names no unit, that of its column counts, and failing that 万, as registers print.
    """
    words = unicodedata.normalize("NFKC", text).replace(" ", "").removeprefix("人民币")
    found = _AMOUNT.match(words)
    if found is None:
        return None
    currency = "".join(char for char in found["rest"] if char not in _MONEY)
    unit = found["unit"] or ("" if found["rest"] else _unit_of(column_unit))
    return Amount(Decimal(found["number"].replace(",", "")) * _FACTORS[unit], currency)


def shares(contributions: Sequence[Amount | None], capital: Amount | None) -> list[int | None]:
    """The share that each contribution makes of their sum; none where one is missing, or the sum is not the capital."""
    told = [each for each in contributions if each is not None]
    total = sum((each.number for each in told), Decimal(0))
    if len(told) < len(contributions) or total <= 0 or len({each.currency for each in told}) > 1:
        return [None] * len(contributions)
    if capital is not None and not is_whole(contributions, capital):
        return [None] * len(contributions)
    return [int((each.number * WHOLE / total).to_integral_value()) for each in told]


def is_whole(contributions: Sequence[Amount | None], capital: Amount | None) -> bool:
    """True when the contributions make the whole capital, within the tolerance of shares."""
    told = [each.number for each in contributions if each is not None]
    if capital is None or capital.number <= 0 or len(told) < len(contributions):
        return False
    return abs(sum(told, Decimal(0)) / capital.number - 1) * WHOLE <= TOLERANCE


def _unit_of(column: str) -> str:
    if "万" in column or "亿" in column:
        return "亿" if "亿" in column else "万"
    return "" if "元" in column else "万"
