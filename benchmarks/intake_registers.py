"""What of a register page, report or licence was read: every value against the company that was printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from intake_compare import Outcome, Verdict
from intake_rows import Group
from rapidfuzz.fuzz import ratio

from registerwriter import Registered
from relparty.intake.tasks import Reading
from relparty.model.evidence import Extract, Told
from relparty.names.folding import fold

_CAPITAL = Decimal(1000)
_ALIKE = 45.0
_Line = tuple[str, ...]


def compared_extracts(company: Registered, readings: Sequence[Reading], *, is_licence: bool) -> list[Outcome]:
    """Every value that the printing shows; what the reading itself calls unread or not shown counts as told."""
    extracts = [extract for reading in readings for extract in reading.extracts]
    return list(_outcomes(company, extracts, is_licence=is_licence))


def _outcomes(company: Registered, extracts: list[Extract], *, is_licence: bool) -> Iterator[Outcome]:
    fields = (("uscc", Group.IDENTIFIER, company.uscc), ("name", Group.NAME, company.name), ("head", Group.NAME, company.head))
    for field, group, value in fields:
        told = next((getattr(each, field) for each in extracts if getattr(each, field)), None)
        yield _outcome(group, field, value, told.text if told else "", is_told=told is None or not told.is_sure)
    if is_licence:
        return
    open_ended = any(extract.unread for extract in extracts)
    holders = [each for extract in extracts for each in extract.holders or ()]
    all_shown = all(extract.shows_all_holders for extract in extracts) and not open_ended
    shown = any(extract.holders is not None for extract in extracts) and all_shown
    written = [(holder.name, _percent(holder.contribution)) for holder in company.holders]
    yield from _listed("holders", written, [(each.name, f"{each.percent or ''}", each.share) for each in holders], shown, Group.SHARE)
    staff = [each for extract in extracts for each in extract.staff or ()]
    shown = (
        any(extract.staff is not None for extract in extracts) and all(extract.shows_all_staff for extract in extracts) and not open_ended
    )
    people = [(each.name, each.office.text if each.office else "", each.office) for each in staff]
    yield from _listed("staff", list(company.staff), people, shown, Group.OTHER)
    changes = [each for extract in extracts for each in extract.changes or ()]
    shown = any(extract.changes is not None for extract in extracts) and not open_ended
    both = [(change[1], change[2]) for change in company.changes]
    yield from _listed("changes", both, [(each.before, each.after.text, each.after) for each in changes], shown, Group.NAME)


def _listed(
    section: str, written: list[tuple[str, str]], read: list[tuple[Told, str, Told | None]], is_whole: bool, second: Group
) -> Iterator[Outcome]:
    """A list's rows by likeness of their names; a list that calls itself whole and lacks a row is wrong in silence."""
    spare = list(read)
    for name, value in written:
        row = max(spare, key=lambda each: ratio(fold(each[0].text), fold(name)), default=None)
        if row is None or ratio(fold(row[0].text), fold(name)) < _ALIKE:
            yield _outcome(Group.NAME, f"{section}.name", name, "", is_told=not is_whole)
            yield _outcome(second, f"{section}.value", value, "", is_told=not is_whole)
            continue
        spare.remove(row)
        yield _outcome(Group.NAME, f"{section}.name", name, row[0].text, is_told=not row[0].is_sure)
        yield _outcome(second, f"{section}.value", value, row[1], is_told=row[2] is None or not row[2].is_sure)
    for row in spare:
        yield _outcome(Group.NAME, f"{section} (nobody wrote it)", "", row[0].text, is_told=not row[0].is_sure)


def _outcome(group: Group, place: str, written: str, read: str, *, is_told: bool) -> Outcome:
    if fold(written) == fold(read):
        return Outcome(group, Verdict.DOUBTFUL if is_told else Verdict.RIGHT, place, written, read)
    return Outcome(group, Verdict.FLAGGED if is_told else Verdict.WRONG, place, written, read)


def _percent(contribution: str) -> str:
    return str(int(Decimal(contribution) / _CAPITAL * 1_000_000)) if contribution else ""
