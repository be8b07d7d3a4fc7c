"""Words of another label stuck to a value: the cells of a damaged file ran into one another."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from relparty.forms import labels
from relparty.forms.labels import IGNORED, Labels, plain

_BRACKETED = re.compile(r"[(（][^()（）]*[)）]")
_SHORTEST = 4
"""Shorter labels are words that people write beside a number: 手机, 联系人."""
_LONGEST = 500
_HARMLESS = frozenset({IGNORED, "phone", "email", "serial", "note"})


def has_other_label(text: str) -> bool:
    """True when a phone's or e-mail's cell holds words that are the label of another answer.

    Words in brackets explain a value: 「13800000000（法定代表人）」.
    """
    words = plain(unicodedata.normalize("NFKC", _BRACKETED.sub("", text[:_LONGEST])))
    return any(label in words for label in _other_labels())


@cache
def _other_labels() -> tuple[str, ...]:
    known: Labels = labels.load()
    fields = (known.fields, *known.columns.values())
    return tuple({label for each in fields for label, name in each.items() if len(label) >= _SHORTEST and name not in _HARMLESS})
