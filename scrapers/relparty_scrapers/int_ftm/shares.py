"""A share as `percentage` writes it: one number, or two bounds in figures or in words."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from relparty.forms.values import written_share
from relparty.model.record import WHOLE

_UNIT = WHOLE // 100
_NUMBER = r"(\d{1,3}(?:\.\d{1,10})?)\s*%?"
_RANGE = re.compile(rf"(?:between\s*)?{_NUMBER}\s*(?:-|–|—|~|to|and|至|到)\s*{_NUMBER}")
_BOUNDS = re.compile(
    rf"(?:(?P<low>more than|over|above|>=?|≥|at least|from|超过|大于|高于|不低于|不少于)\s*{_NUMBER})?\s*(?:,|and|but)?\s*"
    rf"(?:(?P<high>up to|to|not more than|no more than|at most|less than|under|below|<=?|≤|不超过|不高于|低于|小于|不足)\s*{_NUMBER})?"
)
_MORE = frozenset({"more than", "over", "above", ">", "超过", "大于", "高于"})
_LESS = frozenset({"less than", "under", "below", "<", "低于", "小于", "不足"})


@dataclass(frozen=True, slots=True)
class Share:
    """A share in 0.0001 %; `most` only where it is told between two bounds."""

    percent: int
    most: int | None = None


def share(text: str) -> Share | None:
    """The share that a text states (`49.19`, `25-50%`, `more than 25%`, `>= 75`); None for what states none of at most 100 %."""
    words = unicodedata.normalize("NFKC", text).strip().lower()
    plain = written_share(words)
    if plain is not None:
        return Share(plain.as_percent) if plain.number <= 100 else None
    between = _RANGE.fullmatch(words)
    if between:
        return _bounded(_units(between[1]), _units(between[2]))
    found = _BOUNDS.fullmatch(words)
    if not found or not (found["low"] or found["high"]):
        return None
    least = _units(found[2]) + (found["low"] in _MORE) if found["low"] else 0
    most = _units(found[4]) - (found["high"] in _LESS) if found["high"] else WHOLE
    return _bounded(least, most)


def _bounded(least: int, most: int) -> Share | None:
    return Share(least, most) if 0 <= least <= most <= WHOLE else None


def _units(number: str) -> int:
    return int((Decimal(number) * _UNIT).to_integral_value())
