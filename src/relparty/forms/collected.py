"""The labelled answers of a form as they come in: whose id, phone and insuring unit each one is."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from relparty.documents.cells import Cell
from relparty.forms.filled import BlockRow, FilledForm

ROLES = frozenset({"agent", "contact", "project_lead", "technical_lead"})
_OTHER_PEOPLE = frozenset({"filled_by", "seal"})
_OF_A_PERSON = {"person_id": "number", "phone": "phone", "insured_at": "insured_at"}


@dataclass(slots=True)
class Collected:
    """Files each labelled answer under its field, or with the bid person it is about."""

    form: FilledForm = field(default_factory=FilledForm)
    person: BlockRow | None = None
    """The bid person described just before."""
    of_head: bool = False

    def answer(self, name: str, value: Cell, *, in_person_row: bool) -> None:
        """Takes one answer; reach for it in reading order, because an id belongs to the person before it."""
        owner, _, part = name.partition(".")
        if part:
            self._owned(owner, part, value)
        elif name in ROLES:
            self._person(name, value)
        elif self._belongs_to_person(name, in_person_row) and self.person:
            self.person.cells[_OF_A_PERSON[name]] = value
        elif name == "person_id":
            self._id(value)
        else:
            self.person = None
            self.of_head = name == "head_name" or (self.of_head and name not in _OTHER_PEOPLE)
            self.form.fields.setdefault(name, []).append(value)

    def _person(self, role: str, name: Cell) -> None:
        """A bid person; the one whose number came before the name, if there is one."""
        nameless = self._lacking(role, "name")
        if nameless:
            self.person = nameless[-1]
            self.person.cells["name"] = name
        else:
            self.person = BlockRow({"role": Cell(role, name.place), "name": name})
            self._people().append(self.person)

    def _owned(self, owner: str, part: str, value: Cell) -> None:
        """An answer whose label says whose it is: 「授权代表身份证号」, 「法定代表人电话」."""
        if owner == "head_name":
            last = max(len(self.form.fields.get("head_name", ())) - 1, 0)
            if part == "person_id":
                self.form.head_ids.setdefault(last, value)
            else:
                self.form.fields.setdefault(part, []).append(value)
            return
        column = _OF_A_PERSON[part]
        lacking = self._lacking(owner, column)
        if lacking:
            lacking[-1].cells[column] = value
        else:
            self._people().append(BlockRow({"role": Cell(owner, value.place), column: value}))

    def _lacking(self, role: str, column: str) -> list[BlockRow]:
        """The bid persons of a role, told by labels, of whom something is not told yet."""
        return [row for row in self._people() if "role" in row.cells and row.cells["role"].text == role and column not in row.cells]

    def _people(self) -> list[BlockRow]:
        return self.form.blocks.setdefault("people", [])

    def _belongs_to_person(self, name: str, in_person_row: bool) -> bool:
        """Whether an answer is about the bid person described just before."""
        is_open = self.person is not None and name in _OF_A_PERSON and _OF_A_PERSON[name] not in self.person.cells
        return is_open and (in_person_row or name != "phone")

    def _id(self, value: Cell) -> None:
        """An id is the head's only after the head's label, and never another's who signs the form."""
        last = len(self.form.fields.get("head_name", ())) - 1
        if self.of_head and last not in self.form.head_ids:
            self.form.head_ids[last] = value
        else:
            self.form.fields.setdefault("other_id", []).append(value)


def blank(cell: Cell) -> Cell:
    """An empty answer that stands at a label."""
    return replace(cell, text="", confidence=1.0, crop=b"")
