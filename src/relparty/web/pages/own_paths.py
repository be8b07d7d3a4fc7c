"""Where a form may lead to afterwards: paths of this server, and nowhere else."""

from __future__ import annotations

import unicodedata
from urllib.parse import urlsplit

_LONGEST = 300


def own_path(text: str) -> str:
    """The path where it is one of ours, else nothing.

    Browsers take a backslash for a slash and leave out control characters, so those are refused with `//host` itself.
    """
    is_plain = text.startswith("/") and len(text) <= _LONGEST and "\\" not in text and not text.startswith("//")
    if not is_plain or any(unicodedata.category(each)[0] in "CZ" for each in text):
        return ""
    parts = urlsplit(text)
    return text if not parts.scheme and not parts.netloc else ""
