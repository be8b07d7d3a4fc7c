"""What came of a damaged form: read as before, told to the user, or taken for another form."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from fuzzing import originals, soundness
from relparty.intake.tasks import Reading

_OF_THE_FILE = frozenset({"source", "sources", "insured_source", "bidder_source", "document", "file"})


class Result(StrEnum):
    """How a damaged form ended; the last four are failures."""

    SAME = "read as the undamaged one"
    TOLD = "told: the lot is not clear"
    OTHER = "another form, whole by its own format and with as many rows: clear"
    SILENT = "FAILED: damaged, read otherwise, and clear"
    LOST = "FAILED: whole by its own format, but rows went missing, and clear"
    UNREAD = "FAILED: no reading at all"
    CRASHED = "FAILED: the screening broke"


FAILURES = frozenset({Result.SILENT, Result.LOST, Result.UNREAD, Result.CRASHED})


@dataclass(frozen=True, slots=True)
class Case:
    """One damaged file: the seed that made it, its kind by name, its suffix and bytes."""

    seed: str
    kind: str
    suffix: str
    content: bytes

    @property
    def file(self) -> str:
        return f"forms/{self.seed} {originals.BIDDER}.{self.suffix}"


def said(readings: Sequence[Reading]) -> Any:
    """All that readings say, without where it stands: declarations, problems, unread files."""
    declarations = [_plain(declaration) for reading in readings for declaration in reading.declarations]
    unread = [unread.error.fact.say("en") for reading in readings for unread in reading.unread]
    extracts = [_plain(extract) for reading in readings for extract in reading.extracts]
    return Counter(map(repr, declarations)), Counter(unread), Counter(map(repr, extracts))


def records(readings: Sequence[Reading]) -> Counter[str]:
    """The records alone: what is lost and what came in between two readings."""
    return Counter(repr(_plain(record)) for reading in readings for each in reading.declarations for record in each.records)


def rows(readings: Sequence[Reading]) -> Counter[str]:
    """How many rows of each kind the declarations have; a phone or an address left out is no row."""
    kinds = (type(record).__name__ for reading in readings for each in reading.declarations for record in each.records)
    return Counter(kind for kind in kinds if kind != "Contact")


def result(case: Case, readings: Sequence[Reading], undamaged: Sequence[Reading], verdict: str) -> Result:
    """How it ended; `undamaged` are the readings of the file before, `verdict` is of the lot with the damaged one."""
    if not readings:
        return Result.UNREAD
    if said(readings) == said(undamaged):
        return Result.SAME
    if verdict != "clear":
        return Result.TOLD
    if soundness.damage(case.content, case.suffix):
        return Result.SILENT
    return Result.LOST if rows(undamaged) - rows(readings) else Result.OTHER


def _plain(value: Any) -> Any:
    """A value of ours as plain nested tuples, without what tells the file it came from."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = (field.name for field in dataclasses.fields(value) if field.name not in _OF_THE_FILE)
        return (type(value).__name__, *((name, _plain(getattr(value, name))) for name in fields))
    if isinstance(value, tuple | list):
        parts = [_plain(each) for each in value]
        return tuple(sorted(parts, key=repr))
    return value
