"""Resident ids (GB 11643-1999), whole or masked: folding, check digit, and whether two can be one number."""

from __future__ import annotations

import unicodedata
from datetime import date
from enum import Enum
from functools import lru_cache

LENGTH = 18
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_MASKS = str.maketrans(dict.fromkeys("＊•●·×?？_#", "*"))
_SEPARATORS = str.maketrans("", "", " \t\r\n\u00a0\u3000-－—")
_YEARS = range(1900, 2100)
_AREAS = frozenset("11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83".split())


class Agreement(Enum):
    """What two numbers say of each other."""

    SAME = "same"
    """Both whole and equal."""
    AGREE = "agree"
    """Masked, and every figure that both show is equal."""
    UNKNOWN = "unknown"
    """Nothing, or too little, that both show."""
    DIFFER = "differ"
    """They cannot be one number."""


def fold(text: str) -> str:
    """The number in half-width figures without separators, hidden figures as `*`, as ids are compared.

    A masked number of another length is stretched to 18 between what it shows; a whole number of 15
    figures (issued before 1999) becomes its 18-figure form.
    """
    number = unicodedata.normalize("NFKC", text.translate(_MASKS)).translate(_SEPARATORS).upper()
    if "XX" in number:
        number = number[:-1].replace("X", "*") + number[-1]
    if "*" in number:
        return _stretched(number)
    if len(number) == 15 and number.isdigit():
        longer = f"{number[:6]}19{number[6:]}"
        return longer + check_digit(longer)
    return number


def is_masked(number: str) -> bool:
    """True when a folded number hides some of its figures."""
    return "*" in number


@lru_cache(maxsize=1 << 16)
def is_valid(number: str) -> bool:
    """True when a folded whole number has a true date of birth and the right check digit.

    The area code is not judged (see `knows_area`): areas come and go.
    """
    if len(number) != LENGTH or not number[:17].isdigit() or number[17] not in _CHECKS:
        return False
    born = birth_date(number)
    return born is not None and born.year in _YEARS and check_digit(number[:17]) == number[17]


def looks_like(number: str) -> bool:
    """True when a folded text has the shape of a resident id, whole or masked, right or wrong.

    Other papers (passports, permits) do not; they are compared as plain text.
    """
    return len(number) == LENGTH and all(char.isdigit() or char in "*X" for char in number)


def knows_area(number: str) -> bool:
    """True when the number begins with a province, or with 81, 82 or 83 of the residence permits."""
    return number[:2] in _AREAS or "*" in number[:2]


def birth_date(number: str) -> date | None:
    """The date of birth in a folded whole number, or None when it shows no true date."""
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def check_digit(first17: str) -> str:
    """The eighteenth character that belongs to seventeen figures (ISO 7064 MOD 11-2)."""
    return _CHECKS[sum(int(char) * weight for char, weight in zip(first17, _WEIGHTS, strict=True)) % 11]


def compare(one: str, other: str) -> Agreement:
    """What two folded numbers say of each other: same, agree, unknown or differ.

    Two masked numbers need at least four figures that both show, else they prove nothing.
    """
    if not one or not other:
        return Agreement.UNKNOWN
    if not is_masked(one) and not is_masked(other):
        return Agreement.SAME if one == other else Agreement.DIFFER
    if len(one) != len(other):
        return Agreement.UNKNOWN
    shown = [(a, b) for a, b in zip(one, other, strict=True) if a != "*" and b != "*"]
    if any(a != b for a, b in shown):
        return Agreement.DIFFER
    return Agreement.AGREE if len(shown) >= 4 else Agreement.UNKNOWN


def _stretched(number: str) -> str:
    start = number[: number.index("*")]
    end = number[number.rindex("*") + 1 :]
    if len(number) == LENGTH or len(start) + len(end) >= LENGTH:
        return number
    return start + "*" * (LENGTH - len(start) - len(end)) + end
