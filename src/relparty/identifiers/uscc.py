"""统一社会信用代码 (GB 32100-2015): folding, both check digits, and the likely reading of a mistyped one."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""The 31 characters of a code; I O S V Z never occur."""

_AUTHORITIES = frozenset("123456789ANY")
"""First characters in use: without them eighteen zeros would be a valid code."""

_VALUE = {char: value for value, char in enumerate(ALPHABET)}
_WEIGHTS = tuple(pow(3, i, 31) for i in range(17))
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_LOOKALIKE = str.maketrans("IOSVZ", "105U2")
_ALIKE = ("0DQ", "8B", "17LT", "6G", "UWY", "MN")
_SEPARATORS = str.maketrans("", "", " \t\r\n\u00a0\u3000-－—·.")


def fold(text: str) -> str:
    """The code in half-width capitals without separators, as codes are compared.

    Reach for it before comparing; keep the text as written for showing.
    """
    return unicodedata.normalize("NFKC", text).translate(_SEPARATORS).upper()


@lru_cache(maxsize=1 << 16)
def is_valid(code: str) -> bool:
    """True when a folded code has 18 known characters, begins with a registering authority, and both check digits agree.

    The last character checks the whole code (GB 32100), the seventeenth the organisation code inside
    it (GB 11714).
    """
    if len(code) != 18 or any(char not in _VALUE for char in code) or code[0] not in _AUTHORITIES:
        return False
    return code[16] == _organisation_check(code[8:16]) and code[17] == _whole_check(code[:17])


def likely(code: str) -> str | None:
    """The one valid code that a wrong one is probably meant to be, or None when there is not exactly one.

    Letters that a code never has are read as the characters they look like. Then one slip (two neighbours
    swapped, a character taken for one that looks like it) must explain the rest, or else one wrong character.
    """
    straight = fold(code).translate(_LOOKALIKE)
    if is_valid(straight):
        return straight
    if len(straight) != 18:
        return None
    for candidates in (_slips(straight), _replacements(straight)):
        found = {candidate for candidate in candidates if is_valid(candidate)}
        if found:
            return found.pop() if len(found) == 1 else None
    return None


def _whole_check(first17: str) -> str:
    total = sum(_VALUE[char] * weight for char, weight in zip(first17, _WEIGHTS, strict=True))
    return ALPHABET[-total % 31]


def _organisation_check(first8: str) -> str:
    total = sum(int(char, 36) * weight for char, weight in zip(first8, _ORGANISATION_WEIGHTS, strict=True))
    return "0123456789X"[-total % 11]


def _slips(code: str) -> set[str]:
    swapped = {code[:i] + code[i + 1] + code[i] + code[i + 2 :] for i in range(17)}
    mistaken = {code[:i] + char + code[i + 1 :] for i in range(18) for group in _ALIKE if code[i] in group for char in group}
    return swapped | mistaken


def _replacements(code: str) -> set[str]:
    return {code[:i] + char + code[i + 1 :] for i in range(18) for char in ALPHABET}
