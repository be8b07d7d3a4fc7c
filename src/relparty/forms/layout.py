"""Rows of cells to labelled answers, by labels and block headings and never by cell address.

Every filled cell ends up in exactly one place: the value of a field, a cell of a block's row, printed
words of the form, or the list of cells that nobody understands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from relparty.documents.cells import CAPTION, Cell, FormDocument, Row
from relparty.forms.labels import Labels

_COLON = re.compile(r"[:：]")
_FOOT = frozenset({"filled_by", "filled_on", "seal"})
_ROLES = frozenset({"agent", "contact", "project_lead", "technical_lead"})
_OTHER_PEOPLE = frozenset({"filled_by", "seal"})
_OF_A_PERSON = {"person_id": "number", "phone": "phone", "insured_at": "insured_at"}


@dataclass(frozen=True, slots=True)
class BlockRow:
    """One filled row of a block: its cells by column name."""

    cells: dict[str, Cell]

    @property
    def all(self) -> list[Cell]:
        """The cells from left to right."""
        return sorted(self.cells.values(), key=lambda cell: (cell.place.row, cell.place.column, cell.left))


@dataclass(slots=True)
class FilledForm:
    """The answers of a form by field and block; `not_understood` are the cells left over."""

    fields: dict[str, list[Cell]] = field(default_factory=dict)
    blocks: dict[str, list[BlockRow]] = field(default_factory=dict)
    none_answers: dict[str, Cell] = field(default_factory=dict)
    head_ids: dict[int, Cell] = field(default_factory=dict)
    """The id beside each head, by the head's place among the answers of `head_name`."""
    not_understood: list[Cell] = field(default_factory=list)


def read(document: FormDocument, labels: Labels) -> FilledForm:
    """The filled form that a document's rows make; reach for it whatever the printing looks like."""
    reader = _Reader(labels)
    for row in document.rows:
        reader.take(row)
    return reader.form


@dataclass(frozen=True, slots=True)
class _Heading:
    column: str
    left: float
    right: float


class _Reader:
    """Walks down the rows and remembers the block, its column headings and the person being described."""

    def __init__(self, labels: Labels) -> None:
        self.labels = labels
        self.form = FilledForm()
        self.block = ""
        self.headings: tuple[_Heading, ...] = ()
        self.grid = ""
        self.person: BlockRow | None = None
        self.waiting: tuple[tuple[str, Cell], ...] = ()
        self.of_head = False

    def take(self, row: Row) -> None:
        row = self._without_side_heading(row)
        filled = row.filled
        if not filled:
            return
        if row.grid != self.grid:
            self.grid, self.headings, self.waiting = row.grid, (), ()
        if row.grid == CAPTION:
            self._caption(filled[0])
        elif (
            (len(filled) == 1 and self._single(filled[0]))
            or self._take_waiting(row)
            or self._heading_row(filled)
            or self._pairs(row)
            or self._block_row(filled)
        ):
            return
        else:
            self.form.not_understood.extend(filled)

    def _without_side_heading(self, row: Row) -> Row:
        """The row without a heading that runs down its left side; it opens its block."""
        first = row.filled[0] if row.filled else None
        if first is None or first.rows < 2 or len(row.filled) < 2 or self.labels.field(first.text):
            return row
        block = self.labels.block(first.text)
        if block is None:
            return row
        if block != self.block or not first.continued:
            self._open(block)
        return Row(tuple(cell for cell in row.cells if cell is not first), row.grid)

    def _caption(self, cell: Cell) -> None:
        block = self.labels.block(cell.text)
        self.block, self.person = block or "", None

    def _single(self, cell: Cell) -> bool:
        """Whether a cell that stands alone is a heading, an answer, printed words or a labelled line."""
        text = cell.text.strip()
        if self.labels.is_title(text) and not self._colon_pairs(cell):
            return True
        if self._colon_line(cell) or self._colon_heading(cell):
            return True
        block = self.labels.block(text)
        if block is not None and self.labels.field(text) is None:
            self._open(block)
            return True
        if self.block and (self.labels.is_answer("none", text) or self.labels.is_answer("lawful", text)):
            self.form.none_answers[self.block] = cell
            return True
        return self.labels.is_remark(text) or self.labels.is_answer("lawful", text)

    def _open(self, block: str) -> None:
        self.block, self.headings, self.person, self.waiting = block, (), None, ()

    def _colon_heading(self, cell: Cell) -> bool:
        """A heading that carries its answer: 「六、亲属关系申报：无」; any other words after the colon must be read."""
        head, _, answer = cell.text.partition("：" if "：" in cell.text else ":")
        block = self.labels.block(head)
        if block is None or not answer.strip():
            return False
        self._open(block)
        if self.labels.is_answer("none", answer):
            self.form.none_answers[block] = cell
        else:
            self.form.not_understood.append(cell)
        return True

    def _colon_line(self, cell: Cell) -> bool:
        pairs = self._colon_pairs(cell)
        for name, value in pairs:
            self._answer(name, value, in_person_row=True)
        return bool(pairs)

    def _colon_pairs(self, cell: Cell) -> list[tuple[str, Cell]]:
        """The labelled values in a text such as 「填报人：甲　填报日期：2026-11-10」."""
        text = cell.text
        marks = [
            (start, found.end(), name)
            for found in _COLON.finditer(text)
            if (start := self._label_start(text, found.start())) is not None and (name := self.labels.field(text[start : found.start()]))
        ]
        if not marks or text[: marks[0][0]].strip():
            return []
        ends = [start for start, _, _ in marks[1:]] + [len(text)]
        return [
            (name, Cell(text[begin:end].strip(" \u3000,，;；。"), cell.place, cell.left, cell.right))
            for (_, begin, name), end in zip(marks, ends, strict=True)
        ]

    def _label_start(self, text: str, colon: int) -> int | None:
        """Where the longest label that ends at this colon begins, or None."""
        begins = [0, *(found.end() for found in re.finditer(r"[\s\u3000,，;；。]+", text[:colon]))]
        return next((start for start in begins if self.labels.field(text[start:colon])), None)

    def _heading_row(self, filled: tuple[Cell, ...]) -> bool:
        """Whether the row names the columns of a block: the open one, or else the one it fits best."""
        outside_tables = not self.labels.columns.get(self.block)
        if len(filled) < 2 or (outside_tables and all(self.labels.field(cell.text) for cell in filled)):
            return False
        block = self._best_block(filled)
        columns = [self.labels.column(block, cell.text) for cell in filled]
        known = [column for column in columns if column]
        mostly_known = len(known) == len(filled) or (len(known) >= 3 and len(known) * 3 >= len(filled) * 2)
        if len(known) < 2 or len(set(known)) < len(known) or not mostly_known:
            return False
        if block != self.block:
            self._open(block)
        self.headings = tuple(_Heading(name, cell.left, cell.right) for name, cell in zip(columns, filled, strict=True) if name)
        self.form.not_understood.extend(cell for name, cell in zip(columns, filled, strict=True) if not name)
        return True

    def _best_block(self, filled: tuple[Cell, ...]) -> str:
        """The block whose columns the cells name best; the open one, then the form's usual order, break ties."""
        fits = {name: sum(1 for cell in filled if self.labels.column(name, cell.text)) for name in self.labels.columns}
        return max(fits, key=lambda name: (fits[name], name == self.block))

    def _pairs(self, row: Row) -> bool:
        """Whether the row is labels with their values beside them, or labels whose values stand below."""
        names = [self.labels.field(cell.text) for cell in row.cells]
        known = [name for name in names if name]
        if not known or names[next(i for i, cell in enumerate(row.cells) if cell.text.strip())] is None:
            return False
        if self.headings and not self._leaves_block(names):
            return False
        if len(known) > 1 and all(names):
            self.waiting = tuple((name, cell) for name, cell in zip(names, row.cells, strict=True) if name)
            return True
        self.headings = ()
        self._answer_pairs(row.cells, names)
        return True

    @staticmethod
    def _leaves_block(names: list[str | None]) -> bool:
        """Whether labels inside a block's table are labels and not values that happen to be label words."""
        known = [name for name in names if name]
        alternating = len(known) > 1 and all(name is None or following is None for name, following in pairwise(names))
        return known[0] in _FOOT or alternating

    def _answer_pairs(self, cells: tuple[Cell, ...], names: list[str | None]) -> None:
        label: str | None = None
        in_person_row = False
        for cell, name in zip(cells, names, strict=True):
            if name:
                if label:
                    self._answer(label, Cell("", cell.place, cell.left, cell.right), in_person_row)
                in_person_row = in_person_row or name in _ROLES
                label = name
            elif label:
                self._answer(label, cell, in_person_row)
                label = None
            elif cell.text.strip() and not cell.continued and not self._colon_line(cell):
                self.form.not_understood.append(cell)

    def _take_waiting(self, row: Row) -> bool:
        """Whether the row holds the values of a row of labels just above it."""
        waiting, self.waiting = self.waiting, ()
        if not waiting:
            return False
        if all(self.labels.field(cell.text) for cell in row.filled):
            for name, cell in waiting:
                self._answer(name, Cell("", cell.place, cell.left, cell.right), in_person_row=False)
            return False
        for cell in row.cells:
            below = [name for name, label in waiting if _overlap(cell.left, cell.right, label.left, label.right) > 0]
            if below:
                self._answer(below[0], cell, in_person_row=False)
            elif cell.text.strip():
                self.form.not_understood.append(cell)
        return True

    def _answer(self, name: str, value: Cell, in_person_row: bool) -> None:
        if name in _ROLES:
            self.person = BlockRow({"role": Cell(name, value.place), "name": value})
            self.form.blocks.setdefault("people", []).append(self.person)
        elif self._belongs_to_person(name, in_person_row) and self.person:
            self.person.cells[_OF_A_PERSON[name]] = value
        elif name == "person_id":
            self._take_id(value)
        else:
            self.person = None
            self.of_head = name == "head_name" or (self.of_head and name not in _OTHER_PEOPLE)
            self.form.fields.setdefault(name, []).append(value)

    def _belongs_to_person(self, name: str, in_person_row: bool) -> bool:
        """Whether an answer is about the bid person described just before."""
        is_open = self.person is not None and name in _OF_A_PERSON and _OF_A_PERSON[name] not in self.person.cells
        return is_open and (in_person_row or name != "phone")

    def _take_id(self, value: Cell) -> None:
        """An id is the head's only after the head's label, and never another's who signs the form."""
        last = len(self.form.fields.get("head_name", ())) - 1
        if self.of_head and last not in self.form.head_ids:
            self.form.head_ids[last] = value
        else:
            self.form.fields.setdefault("other_id", []).append(value)

    def _block_row(self, filled: tuple[Cell, ...]) -> bool:
        """Whether the row is a row of values under the column headings of the open block."""
        if not self.headings:
            return False
        cells = {name: cell for cell, name in self._under_headings(filled) if name != "serial"}
        if cells and all(self.labels.is_answer("none", cell.text) for cell in cells.values()):
            self.form.none_answers[self.block] = filled[0]
        elif any(self.labels.is_answer("totals", cell.text) for cell in filled):
            pass
        elif any(self.labels.is_answer("lawful", cell.text) for cell in filled):
            self.form.none_answers[self.block] = filled[0]
        elif cells:
            self.form.blocks.setdefault(self.block, []).append(BlockRow(cells))
        return True

    def _under_headings(self, filled: tuple[Cell, ...]) -> Iterator[tuple[Cell, str]]:
        taken: set[str] = set()
        for cell in filled:
            name = max(self.headings, key=lambda heading: _overlap(cell.left, cell.right, heading.left, heading.right))
            if _overlap(cell.left, cell.right, name.left, name.right) <= 0 or name.column in taken:
                self.form.not_understood.append(cell)
            else:
                taken.add(name.column)
                yield cell, name.column


def _overlap(left: float, right: float, other_left: float, other_right: float) -> float:
    return min(right, other_right) - max(left, other_left)
