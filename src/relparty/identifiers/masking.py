"""Masking: what leaves memory shows no whole personal number."""

from __future__ import annotations

import re
import unicodedata

from relparty.identifiers import resident, uscc

_SEPARATOR = r"[ \t\r\n\u00a0\u3000\-－—]"
_LONG_NUMBER = re.compile(rf"(?<![0-9０-９])(?:[0-9０-９]{_SEPARATOR}?){{13,}}[0-9０-９XxＸｘ]")
_MARKET_ENTITY = ("91", "92", "93")


def masked(text: str) -> str:
    """The text with the middle of every long number hidden, except a company's 统一社会信用代码.

    Reach for it on everything that is printed, written, drawn or logged. It hides resident ids, wrong
    ones too (a typing error must not publish the rest), and account numbers; it never needs to know
    which field a text came from.
    """
    return _LONG_NUMBER.sub(_hide, text)


def masked_number(number: str) -> str:
    """A person's number for showing: the first six and the last four figures."""
    return number if "*" in number else _middle_hidden(number)


def _hide(found: re.Match[str]) -> str:
    plain = unicodedata.normalize("NFKC", found.group())
    number = re.sub(_SEPARATOR, "", plain).upper()
    return found.group() if _is_company_code(number) else _middle_hidden(number)


def _is_company_code(number: str) -> bool:
    if len(number) != 18 or resident.is_valid(number):
        return False
    return uscc.is_valid(number) or number.startswith(_MARKET_ENTITY)


def _middle_hidden(number: str) -> str:
    if len(number) < 11:
        return number[:1] + "*" * (len(number) - 1)
    return number[:6] + "*" * (len(number) - 10) + number[-4:]
