"""The main staff: directors, supervisors, managers."""

from __future__ import annotations

from relparty.forms.answers import Answers, Told
from relparty.forms.mentions import persons, rows_naming
from relparty.model.party import Mention
from relparty.model.record import Office, OfficeKind, Record


def officers(answers: Answers, bidder: Mention) -> Told:
    """The offices that the form names, one for each person."""
    rows, found = rows_naming(answers, "officers", "name")
    records: list[Record] = []
    for row in rows:
        office = OfficeKind(answers.labels.kind("offices", answers.given(row, "office"), OfficeKind.OTHER))
        named, wrong = persons(answers, row)
        records += [Office(person, bidder, office, answers.row_source(row)) for person in named]
        found += wrong
    return records, found
