"""Names of companies in Latin letters as they are compared: `Acme (Europe) Ltd.` is ACME EUROPE LIMITED."""

from __future__ import annotations

import re
import unicodedata

_WORDS = {"ltd": "limited", "co": "company", "corp": "corporation", "inc": "incorporated", "and": "&"}
_PUNCTUATION = re.compile(r"[^\w&]+")


def latin_key(name: str) -> str:
    """A name in Latin letters with its words in one form and without marks; empty for one in another script.

    Reach for it where `fold` would hold `Ltd` and `Limited` apart.
    """
    plain = unicodedata.normalize("NFKC", name).casefold()
    if not any(char.isalpha() for char in plain):
        return ""
    if not plain.isascii() and any(char.isalpha() and not unicodedata.name(char, "").startswith("LATIN") for char in plain):
        return ""
    words = _PUNCTUATION.sub(" ", plain.replace("&", " & ").replace(".", "").replace("'", "").replace("’", "")).split()
    return " ".join(_WORDS.get(word, word) for word in words)
