"""Remarks, controllers named in words and earlier services to the buyer: no rule reads them, so a person must."""

from __future__ import annotations

from relparty.documents.cells import Cell
from relparty.forms import problems
from relparty.forms.answers import Answers
from relparty.forms.kinds import person_and_remark
from relparty.model.record import Problem, Record, mentions_of
from relparty.names.folding import fold


def remarks(answers: Answers, records: list[Record]) -> list[Problem]:
    """A problem for each remark and each service to the buyer, and for a controller whom the form lists nowhere."""
    notes = [row.cells["note"] for rows in answers.form.blocks.values() for row in rows if answers.given(row, "note")]
    services = [answers.row_source(row) for row in answers.rows("prior_service")]
    cells = [*notes, *answers.cells("to_read"), *_unlisted(answers, records)]
    return [problems.to_be_read(source) for source in (*(answers.source(cell) for cell in cells), *services)]


def _unlisted(answers: Answers, records: list[Record]) -> list[Cell]:
    """The controllers named in words who are no holder and no head of the form."""
    listed = {fold(party.name) for record in records for party in mentions_of(record)}
    return [cell for cell in answers.cells("controller") if fold(person_and_remark(cell.text.strip())[0]) not in listed]
