"""Two readings of the same place made one, with an honest confidence."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from relparty.documents.ocr import SURE
from relparty.identifiers import resident, uscc

DISPUTED = 0.5
"""Confidence of a text on which two readings disagree."""

_LEEWAY = 0.05
"""How much surer a text is than the less sure of two readings that agree on it."""

_LOOSE = re.compile(r"[\s\u3000]+")
_SETS = {'"': "“”〝〞＂", "'": "‘’′`´", ".": "·•・﹒。．", "[": "〔【［", "]": "〕】］", "-": "—–－―~～"}
_ALIKE = str.maketrans({char: plain for plain, chars in _SETS.items() for char in chars})
_CODE = re.compile(r"[0-9A-Z*]{15,22}")


@dataclass(frozen=True, slots=True)
class Said:
    """A text and the confidence in it."""

    text: str
    confidence: float


def united(readings: Sequence[Said]) -> Said:
    """The text that the readings of one place make together, doubted when one of them says otherwise.

    A reading of nothing says that nothing is there, which is a disagreement too. An identifier whose check
    digits are right counts as read; it is only ever one that a reading gave.
    """
    valid = {code(each.text): each for each in readings if is_identifier(each.text)}
    if len(valid) == 1:
        found = next(iter(valid.values()))
        return Said(found.text, max(SURE, found.confidence))
    if not readings:
        return Said("", 1.0)
    best = max(readings, key=lambda each: (bool(each.text), _support(each, readings)))
    if not agree(readings):
        return Said(best.text, min(DISPUTED, best.confidence))
    return Said(best.text, min(best.confidence, _LEEWAY + min(each.confidence for each in readings)))


def agree(readings: Sequence[Said]) -> bool:
    """True when all readings say the same."""
    return len({plain(each.text) for each in readings}) < 2


def _support(one: Said, readings: Sequence[Said]) -> float:
    """How much the readings that say the same are sure of it, all together."""
    return sum(each.confidence for each in readings if plain(each.text) == plain(one.text)) + one.confidence / 100


def plain(text: str) -> str:
    """The text as two readings of it are compared: spaces and the many forms of marks count for nothing."""
    return unicodedata.normalize("NFKC", _LOOSE.sub("", text).translate(_ALIKE))


def code(text: str) -> str:
    """The text as a number is compared."""
    return uscc.fold(text)


def is_identifier(text: str) -> bool:
    """True for a whole 统一社会信用代码 or resident id with the right check digits."""
    folded = code(text)
    return uscc.is_valid(folded) or resident.is_valid(folded)


def is_doubtful_code(text: str) -> bool:
    """True for a long number that may be an identifier read wrong: it is worth reading again."""
    folded = code(text)
    return bool(_CODE.fullmatch(folded)) and sum(char.isdigit() for char in folded) > 8 and not is_identifier(text) and "*" not in folded


def weakest(parts: Iterable[float]) -> float:
    """The confidence of a text in several lines: its least sure line's."""
    return min(parts, default=1.0)
