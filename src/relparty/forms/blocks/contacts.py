"""The ways to reach and pay the bidder."""

from __future__ import annotations

from relparty.forms import problems
from relparty.forms.answers import Answers, Told
from relparty.forms.glued import has_other_label
from relparty.forms.kinds import contact_values
from relparty.model.party import Mention
from relparty.model.record import Channel, Contact, Problem, Record

_CHANNELS = {"phone": Channel.PHONE, "email": Channel.EMAIL, "address": Channel.ADDRESS, "bond_account": Channel.BOND_ACCOUNT}
_NUMBERED = ("phone", "email")
"""The contacts in which no words stand that could be those of a label."""


def contacts(answers: Answers, bidder: Mention) -> Told:
    """Every contact value of the form; a cell without one is reported."""
    records: list[Record] = []
    found: list[Problem] = []
    for name, channel in _CHANNELS.items():
        for cell in answers.cells(name):
            is_glued = name in _NUMBERED and has_other_label(cell.text)
            values = {} if is_glued else dict.fromkeys(contact_values(channel, cell.text))
            records += [Contact(bidder, channel, value, answers.source(cell)) for value in values]
            if not values:
                found.append(problems.not_understood(answers.source(cell)))
    return records, found
