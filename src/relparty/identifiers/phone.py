"""Phone numbers as they are compared."""

from __future__ import annotations

import re
import unicodedata

_WITH_COUNTRY = range(12, 15)


def fold(text: str) -> str:
    """The figures of a phone number, without separators, the country code of China and the 0 before an area code."""
    figures = re.sub(r"\D", "", unicodedata.normalize("NFKC", text)).removeprefix("00")
    if figures.startswith("86") and len(figures) in _WITH_COUNTRY:
        figures = figures[2:]
    return figures.lstrip("0")
