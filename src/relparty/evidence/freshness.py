"""How old an extract may be on the day of opening, and which of what it tells the relation rules may use."""

from __future__ import annotations

from datetime import date

from relparty.dates import months_before
from relparty.model.evidence import Extract, ExtractKind, Told

OLD_AFTER_MONTHS = 3
"""After this time an extract no longer says how a company is registered now, only how it was."""


def is_fresh(extract: Extract, on: date) -> bool:
    """True for an extract of the register itself that says of which day it tells, and that day is not long past."""
    if extract.kind is ExtractKind.LICENCE or extract.retrieved_on is None:
        return False
    return extract.retrieved_on >= months_before(on, OLD_AFTER_MONTHS)


def is_registration(extract: Extract) -> bool:
    """True for what the office itself got from a register; what a bidder hands in is its word, like its form."""
    return extract.file.is_fetched and extract.kind is not ExtractKind.LICENCE


def is_usable(told: Told) -> bool:
    """True for a value that may stand in a relation: surely read, and not off a picture, which never accuses by itself."""
    return told.is_sure and not told.is_pictured
