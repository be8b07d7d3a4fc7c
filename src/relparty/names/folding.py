"""Folding: one spelling for names that differ only in width, spaces or variant characters."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from typing import Protocol

_DOTS = str.maketrans(dict.fromkeys("•・‧∙⋅･", "·"))
_VARIANTS = str.maketrans("衞甯閒峯羣昇洺叡濬炤喦嵒沉雋牀逈", "卫宁闲峰群升明睿浚照岩岩沈隽床迥")
"""Variant characters (异体字) that OpenCC leaves as they are and officials write for one another."""


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """The text as names are compared: NFKC, no spaces or invisible characters, lower case, simplified.

    Reach for it to compare, never to show. Traditional characters become simplified by OpenCC (t2s).
    """
    plain = unicodedata.normalize("NFKC", text.translate(_DOTS))
    joined = unicodedata.normalize("NFKC", _without_blanks(plain).lower()).translate(_DOTS)
    return joined if joined.isascii() else _simplified(_without_blanks(joined))


def _without_blanks(text: str) -> str:
    if text.isprintable():
        return "".join(text.split())
    return "".join(char for char in text if not _is_blank(char))


def _is_blank(char: str) -> bool:
    return char.isspace() or unicodedata.category(char) in ("Cf", "Cc")


def _simplified(text: str) -> str:
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return str(_converter().convert(text)).translate(_VARIANTS)
    return text


class _Converter(Protocol):
    def convert(self, text: str) -> str: ...


@cache
def _converter() -> _Converter:
    import opencc  # loaded only when a name has a character outside GB 2312

    converter: _Converter = opencc.OpenCC("t2s")
    return converter
