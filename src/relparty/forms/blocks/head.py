"""The person in charge, and the legal person whose branch the bidder is."""

from __future__ import annotations

from relparty.documents.cells import Cell
from relparty.forms import problems
from relparty.forms.answers import Answers, Told
from relparty.forms.doubt import is_sure
from relparty.forms.kinds import heads_named
from relparty.forms.mentions import mention
from relparty.model.party import Mention, PartyKind
from relparty.model.record import Branch, Office, OfficeKind, Problem, Record
from relparty.names.company import head_office_name, parse
from relparty.names.folding import fold


def heads(answers: Answers, bidder: Mention) -> Told:
    """Everybody whom the form names as head; only a name that stands alone takes the id beside it."""
    cells = {at: cell for at, cell in enumerate(answers.form.fields.get("head_name", ())) if not answers.is_blank(cell.text)}
    records: list[Record] = []
    found: list[Problem] = []
    named: set[str] = set()
    for at, cell in cells.items():
        names = [name for name in heads_named(cell.text.strip()) if fold(name) not in named]
        number = answers.form.head_ids.get(at) if len(names) == 1 else None
        for name in names:
            person, wrong = mention(answers, name, PartyKind.COMPANY if parse(name).form else PartyKind.PERSON, number, cell)
            records.append(Office(person, bidder, OfficeKind.HEAD, answers.source(*_with(cell, number))))
            found += wrong
        named |= {fold(name) for name in names}
    if len(named) > 1:
        found.append(problems.several_heads(answers.source(*cells.values())))
    return records, found


def _with(cell: Cell, number: Cell | None) -> tuple[Cell, ...]:
    return (cell, number) if number else (cell,)


def branch(answers: Answers, bidder: Mention) -> Told:
    """The bidder as a branch of the legal person it gives, or of the one in its own name when that was read surely."""
    cell = answers.cell("parent")
    in_name = head_office_name(bidder.name) if is_sure(answers.bidder_cell) else None
    name = answers.value("parent") or in_name
    if not name:
        return [], []
    return [Branch(bidder, answers.company(name), answers.source(cell or answers.bidder_cell))], []
