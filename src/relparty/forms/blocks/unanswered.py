"""Blocks whose heading stands in a printed form with nothing below it: neither rows nor 「无」."""

from __future__ import annotations

from relparty.forms import problems
from relparty.forms.answers import Answers
from relparty.model.party import PartyKind
from relparty.model.record import Problem, Record, Shareholding

_ASKED = ("officers", "upper_holdings", "related_units", "kin", "changes", "prior_service")


def unanswered(answers: Answers, records: list[Record]) -> list[Problem]:
    """One problem that names these blocks; a diagram is needed only where a company holds shares of the bidder."""
    form = answers.form
    empty = [name for name in _ASKED if name in form.headed and not form.blocks.get(name) and name not in form.none_answers]
    if "upper_holdings" in empty and not any(_needs_diagram(record) for record in records):
        empty.remove("upper_holdings")
    return [problems.blocks_left_empty(empty, answers.source(*(form.headed[name] for name in empty)))] if empty else []


def _needs_diagram(record: Record) -> bool:
    return isinstance(record, Shareholding) and record.holder.kind is PartyKind.COMPANY
