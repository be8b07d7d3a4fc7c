"""Parties as a form names them, and what is wrong with their names and numbers."""

from __future__ import annotations

from dataclasses import replace

from relparty.documents.cells import Cell
from relparty.forms import doubt, problems
from relparty.forms.answers import Answers
from relparty.forms.filled import BlockRow
from relparty.forms.kinds import person_and_remark, person_number, persons_named
from relparty.forms.plausible import is_possible_name, is_possible_number
from relparty.identifiers import org_id, resident, uscc
from relparty.identifiers import phone as phones
from relparty.model.party import Mention, PartyKind
from relparty.model.record import Problem
from relparty.names.company import parse

_MASKS = frozenset("*＊×")

Named = tuple[Mention, list[Problem]]


def mention(answers: Answers, name: str, kind: PartyKind, number: Cell | None, at: Cell | None = None) -> Named:
    """A party as this form names it in the cell `at`; a wrong number is reported and kept.

    A number that can be none, and a masked one beside a name that can be none, are reported and left out.
    """
    written = number if number is not None and not answers.is_blank(number.text) else None
    if kind is PartyKind.PERSON:
        name, folded, found = _person(answers, name, number, written)
        unclear = _unclear_name(answers, name, number, at)
        found += unclear
        folded = "" if unclear and not resident.is_valid(folded) else folded
    else:
        folded, found = _company_number(answers, name, written)
    return Mention(name, kind, folded, document=answers.document.file.document), found


def persons(answers: Answers, row: BlockRow) -> tuple[list[Mention], list[Problem]]:
    """The persons whom a row names; two names in one cell are two persons, and neither takes the id."""
    names = persons_named(answers.given(row, "name"))
    if len(names) == 1:
        person, found = mention(answers, names[0], PartyKind.PERSON, row.cells.get("number"), row.cells["name"])
        is_clear = not any(problem.reason == "unclear_name" for problem in found)
        return [replace(person, phone=phones.fold(answers.given(row, "phone")) if is_clear else "")], found
    named = [mention(answers, name, PartyKind.PERSON, None, row.cells["name"]) for name in names]
    several = problems.several_names(answers.row_source(row))
    return [person for person, _ in named], [several, *(problem for _, found in named for problem in found)]


def rows_naming(answers: Answers, block: str, needed: str) -> tuple[list[BlockRow], list[Problem]]:
    """The rows of a block that name somebody; rows with other words only are reported."""
    rows, found = [], []
    for row in answers.rows(block):
        if answers.given(row, needed):
            rows.append(row)
        elif any(not answers.is_blank(cell.text) for name, cell in row.cells.items() if name not in ("role", "office")):
            found.append(problems.not_understood(answers.row_source(row)))
    return rows, found


def _person(answers: Answers, name: str, number: Cell | None, written: Cell | None) -> tuple[str, str, list[Problem]]:
    """The person's bare name, folded number and the problems with both."""
    source = answers.source(number or answers.bidder_cell)
    bare, remark = person_and_remark(name)
    found = [problems.name_with_words(name, source)] if remark else []
    if not _MASKS.isdisjoint(bare):
        found.append(problems.masked_name(bare, source))
    folded = person_number(written.text) if written else ""
    if written:
        found += _wrong_resident(answers, folded, bare, written)
    is_number = written is not None and is_possible_number(folded, written.text)
    return bare, folded if is_number else "", found


def _unclear_name(answers: Answers, name: str, number: Cell | None, at: Cell | None) -> list[Problem]:
    """A problem where a person's name can be none; masked names and those of units are others' concern."""
    is_other = not name.strip() or not _MASKS.isdisjoint(name) or bool(parse(name).form)
    if is_other or is_possible_name(name, answers.labels, is_vouched=doubt.has_valid_number(number)):
        return []
    return [problems.unclear_name(name, answers.source(at or number or answers.bidder_cell))]


def _wrong_resident(answers: Answers, number: str, name: str, cell: Cell) -> list[Problem]:
    if cell.lost_digits:
        return [problems.lost_digits(name, answers.source(cell))]
    if not number or (resident.looks_like(number) and not resident.is_masked(number) and not resident.is_valid(number)):
        return [problems.wrong_resident_id(name, answers.source(cell))]
    return [] if is_possible_number(number, cell.text) else [problems.no_paper(name, answers.source(cell))]


def _company_number(answers: Answers, name: str, written: Cell | None) -> tuple[str, list[Problem]]:
    if written is None:
        return "", []
    folded = uscc.fold(written.text)
    if uscc.is_valid(folded):
        return folded, []
    if org_id.is_org_id(written.text):
        return org_id.normalised(written.text), []
    return folded, [problems.wrong_uscc(name, written.text, uscc.likely(folded), answers.source(written))]
