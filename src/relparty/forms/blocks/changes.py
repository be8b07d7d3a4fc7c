"""The changes of the last twelve months: what ended by them, and since when the rest holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from relparty.forms import changes, problems
from relparty.forms.answers import Answers, Told
from relparty.forms.blocks import foot
from relparty.forms.filled import BlockRow, is_unread
from relparty.forms.kinds import party_kind
from relparty.forms.plausible import possible_day
from relparty.model.party import Mention
from relparty.model.record import Office, OfficeKind, Problem, Record, Shareholding
from relparty.names.folding import fold


def changed(answers: Answers, bidder: Mention, records: list[Record]) -> Told:
    """The records with what the changes say of them: those that began with one dated, those that ended added."""
    found: list[Problem] = []
    for row in answers.rows("changes"):
        told = _change(answers, row)
        if told.item == "irrelevant" and all(party.percent is None for party in told.before):
            continue
        if told.item in ("", "irrelevant") or not told.is_understood:
            found.append(problems.change_not_understood(told.source))
        elif told.date is None and not is_unread(row.cells.get("date")):
            found.append(problems.change_without_date(told.source))
        if told.date:
            records = [_since(record, told, bidder) for record in records]
            records += changes.former_records(told, bidder, lambda name: party_kind("", name, answers.labels))
    return records, found


def _change(answers: Answers, row: BlockRow) -> changes.Change:
    words = answers.given(row, "item")
    item = answers.labels.kind("change_items", words, "")
    return changes.Change(
        item=item,
        before=changes.parties(answers.given(row, "before")),
        after=changes.parties(answers.given(row, "after")),
        date=_date(answers, row),
        office=OfficeKind.HEAD if item == "head" else OfficeKind(answers.labels.kind("offices", words, OfficeKind.OTHER)),
        source=answers.row_source(row),
    )


def _date(answers: Answers, row: BlockRow) -> date | None:
    """The day of a change; one after the form was filled in cannot be true."""
    day, declared = possible_day(answers.given(row, "date")), foot.day(answers)
    return None if day and declared and day > declared else day


def _since(record: Record, change: changes.Change, bidder: Mention) -> Record:
    """The record, dated when the change is what it began with."""
    if isinstance(record, Shareholding) and change.item == "holder":
        is_new = record.company == bidder and fold(record.holder.name) in changes.began(change) and record.until is None
        return replace(record, since=change.date) if is_new else record
    if isinstance(record, Office) and change.item != "holder":
        is_new = record.office is change.office and fold(record.person.name) in changes.began(change) and record.until is None
        return replace(record, since=change.date) if is_new else record
    return record
