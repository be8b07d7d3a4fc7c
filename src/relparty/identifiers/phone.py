"""Phone numbers as they are compared."""

from __future__ import annotations

import re
import unicodedata

_MOBILE_WITH_COUNTRY = 13


def fold(text: str) -> str:
    """The figures of a phone number, without separators and without the country code of a mobile (+86)."""
    figures = re.sub(r"\D", "", unicodedata.normalize("NFKC", text)).removeprefix("00")
    return figures[2:] if figures.startswith("86") and len(figures) == _MOBILE_WITH_COUNTRY else figures
