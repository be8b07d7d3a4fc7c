"""The persons who act for the bid, their phones and the units that insure them."""

from __future__ import annotations

import re
from dataclasses import replace

from relparty.forms import problems
from relparty.forms.answers import Answers, Told
from relparty.forms.filled import BlockRow
from relparty.forms.glued import has_other_label
from relparty.forms.kinds import contact_values
from relparty.forms.mentions import persons, rows_naming
from relparty.model.party import Mention
from relparty.model.record import BidPerson, BidRole, Channel, Contact, Problem, Record
from relparty.names.folding import fold

_SHORTEST_UNIT = 4
_BEFORE_UNIT = re.compile(r"^(?:由|在|社保(?:缴纳)?单位[:：]?)\s*")
_COMPANY = re.compile(r".{2,40}?公司(?:.{1,12}?分公司)?")


def people(answers: Answers, bidder: Mention) -> Told:
    """The bid persons that the form names, and their phones as contacts of the bidder."""
    all_rows, found = rows_naming(answers, "people", "name")
    glued = [row for row in all_rows if has_other_label(answers.given(row, "phone"))]
    found += [problems.not_understood(answers.source(row.cells["phone"])) for row in glued]
    rows = [_without_phone(row) if row in glued else row for row in all_rows]
    records: list[Record] = []
    for row in rows:
        unit, unclear = _insured_at(answers, row, bidder)
        named, wrong = persons(answers, row)
        records += _records(answers, row, bidder, named, unit)
        found += [*unclear, *wrong]
    return records, found


def _without_phone(row: BlockRow) -> BlockRow:
    return replace(row, cells={name: cell for name, cell in row.cells.items() if name != "phone"})


def _records(answers: Answers, row: BlockRow, bidder: Mention, named: list[Mention], unit: Mention | None) -> list[Record]:
    role = BidRole(answers.labels.kind("bid_roles", answers.given(row, "role"), BidRole.OTHER))
    insured_source = answers.source(row.cells["insured_at"]) if unit else None
    phones = contact_values(Channel.PHONE, answers.given(row, "phone"))
    records: list[Record] = []
    for person in named:
        records.append(BidPerson(person, bidder, role, answers.row_source(row), unit, insured_source))
        records += [Contact(bidder, Channel.PHONE, phone, answers.source(row.cells["phone"]), owner=person) for phone in phones]
    return records


def _insured_at(answers: Answers, row: BlockRow, bidder: Mention) -> tuple[Mention | None, list[Problem]]:
    """The unit that insures a bid person: 「本单位」 is the bidder, a branch is its legal person, 「自缴」 is none."""
    told = _BEFORE_UNIT.sub("", answers.given(row, "insured_at"))
    if answers.labels.names_own_unit(told):
        return bidder, []
    company = _COMPANY.match(told)
    if not told or (company is None and answers.labels.names_no_unit(told)):
        return None, []
    name = company.group() if company else told
    if len(fold(name)) < _SHORTEST_UNIT or "公司" in told[len(name) :]:
        return None, [problems.not_understood(answers.source(row.cells["insured_at"]))]
    return answers.legal_person(name), []
