"""The foot of the form: its day, and whether a text table that has none was cut off."""

from __future__ import annotations

import re
from datetime import date

from relparty.forms import problems
from relparty.forms.answers import Answers
from relparty.forms.filled import FOOT
from relparty.forms.plausible import possible_day
from relparty.model.record import Problem

_NOT_FILLED_IN = re.compile(r"[\s年月日_＿./\\:：-]*")
"""The printed pattern of a date without a figure in it."""


def day(answers: Answers) -> date | None:
    """The day on which the form was filled in, or None; a pattern left empty and an impossible day are none."""
    days = (possible_day(cell.text) for cell in answers.cells("filled_on"))
    return next((each for each in days if each), None)


def foot(answers: Answers) -> list[Problem]:
    """A problem for each day that cannot be read or be true, and for a text table that breaks off before its foot."""
    unread = (cell for cell in answers.cells("filled_on") if not _NOT_FILLED_IN.fullmatch(cell.text) and not possible_day(cell.text))
    found = [problems.day_unreadable(cell.text.strip(), answers.source(cell)) for cell in unread]
    return [*found, problems.cut_off(answers.source(answers.bidder_cell))] if _is_cut_off(answers) else found


def _is_cut_off(answers: Answers) -> bool:
    """Whether a text table has nothing of a foot: no part of its format says where it ends."""
    return answers.document.file.kind == "csv" and FOOT.isdisjoint(answers.form.fields)
