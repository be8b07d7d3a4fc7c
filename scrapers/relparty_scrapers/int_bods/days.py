"""Days as BODS writes them: a date, or a moment that begins with one; of a birth also the month or the year alone."""

from __future__ import annotations

import re
from datetime import date

from relparty.forms.values import written_date

_BORN = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?(?=T|$)")


def day(text: str | None) -> date | None:
    """The day of a date or a moment; None where there is none or it cannot be."""
    return written_date(text[:10]) if text else None


def day_of_birth(text: str | None) -> str:
    """The year, month or day of a birth as written; empty where what is told is none of them."""
    found = _BORN.match(text or "")
    return found[0] if found else ""
