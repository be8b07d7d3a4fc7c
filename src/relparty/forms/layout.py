"""Rows of cells to labelled answers, by labels and block headings and never by cell address.

Every filled cell ends up in exactly one place: the value of a field, a cell of a block's row, printed
words of the form, or the list of cells that nobody understands.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from relparty.documents.cells import CAPTION, Cell, FormDocument, Row
from relparty.forms import boxes, colons, tables
from relparty.forms.collected import ROLES, Collected, blank
from relparty.forms.filled import FOOT, BlockRow, FilledForm, holds_anything, written
from relparty.forms.labels import Labels
from relparty.forms.section import Section

__all__ = ["BlockRow", "FilledForm", "read"]

_NUMBERS = frozenset({"person_id", "bidder_uscc", "number", "phone", "bond_account"})
_BRACKETED = re.compile(r"[(（][^()（）]*[)）]")
_COMPANY = re.compile("有限公司|有限责任公司|股份公司|事务所")
_SENTENCE_ENDS = ("。", "；", ";")
_ANSWER_A_BLOCK = frozenset({"to_read", "controller"})
_PERSONS = ROLES | {"head_name"}
_Waiting = tuple[tuple[str, Cell], ...]


def read(document: FormDocument, labels: Labels) -> FilledForm:
    """The filled form that a document's rows make; reach for it whatever the printing looks like."""
    is_read_from_picture = any(cell.confidence < 1 for row in document.rows for cell in row.cells)
    reader = _Reader(labels.forgiving() if is_read_from_picture else labels)
    for row in document.rows:
        reader.take(row)
    return reader.closed()


class _Reader:
    """Walks down the rows and remembers the block, the person being described and the labels that wait for values."""

    def __init__(self, labels: Labels) -> None:
        self.labels = labels
        self.answers = Collected()
        self.form = self.answers.form
        self.section = Section(labels, self.form)
        self.grid = ""
        self.waiting: _Waiting = ()

    def closed(self) -> FilledForm:
        self._close()
        return self.form

    def take(self, row: Row) -> None:
        if row.grid != self.grid:
            self._close()
            self.grid = row.grid
        row = self._without_serial(self._without_side_heading(boxes.united(row, self._asks_for_number)))
        filled = written(row)
        if not filled:
            return
        if row.grid == CAPTION:
            self._open(self.labels.block(filled[0].text) or "", filled[0])
        elif not (
            (len(filled) == 1 and self._single(filled[0]))
            or self._take_waiting(row)
            or self.section.takes_headings(filled)
            or self.section.takes_card_row(row)
            or self._pairs(row)
            or self._colon_row(filled)
            or self.section.takes_row(filled)
        ):
            self.form.not_understood.extend(filled)

    def _open(self, block: str, heading: Cell) -> None:
        self._close()
        self.section.open(block)
        self.answers.person = None
        if block and not self._is_note(heading.text):
            self.form.headed.setdefault(block, heading)

    def _is_note(self, text: str) -> bool:
        """Whether a line with words of a heading is a sentence about the block, as notes on filling in are."""
        words = _BRACKETED.sub("", text).strip()
        return words.endswith(_SENTENCE_ENDS) or self.labels.is_remark(words)

    def _answer(self, name: str, value: Cell, *, in_person_row: bool) -> None:
        """Files a labelled answer; some are all that their block asks for, so that it has no table."""
        if (name in _ANSWER_A_BLOCK and holds_anything(value)) or (self.section.block == "officers" and name in _PERSONS):
            self.form.headed.pop(self.section.block, None)
        self.answers.answer(name, value, in_person_row=in_person_row)

    def _close(self) -> None:
        """Ends the table, the cards and the labels that wait for values."""
        self.section.close()
        self._answer_blank(self.waiting)
        self.waiting = ()

    def _answer_blank(self, labels: _Waiting) -> None:
        for name, cell in labels:
            self._answer(name, blank(cell), in_person_row=False)

    def _asks_for_number(self, text: str) -> bool | None:
        """Whether a label asks for a number; None where the text is no label."""
        meaning = self.section.column(text) or self.section.field(text)
        return None if meaning is None else meaning.rpartition(".")[2] in _NUMBERS

    # --- what stands at the left of a row ----------------------------------------------------------

    def _without_side_heading(self, row: Row) -> Row:
        """The row without a heading at its left side, also one that runs down beside its block; it opens its block."""
        filled = written(row)
        if len(filled) < 2:
            return row
        first, rest = filled[0], filled[1:]
        block = None if self.labels.field(first.text) else self.labels.block(first.text)
        if block is None or not (first.rows > 1 or self._begins_block(block, filled, rest)):
            return row
        if block != self.section.block or not first.continued:
            self._open(block, first)
        return Row(tuple(cell for cell in row.cells if cell is not first), row.grid)

    def _begins_block(self, block: str, filled: tuple[Cell, ...], rest: tuple[Cell, ...]) -> bool:
        """Whether the cells behind a heading are what a block begins with, and the heading is no column of theirs."""
        is_value = len(filled) == len(self.section.headings) and self.section.block != block
        if is_value or tables.headings(self.labels, self.section.block, filled):
            return False
        if len(rest) == 1 and self.labels.answers_block(rest[0].text):
            return True
        return bool(tables.headings(self.labels, block, rest)) or self.labels.field(rest[0].text, block) is not None

    def _without_serial(self, row: Row) -> Row:
        """The row without the number that stands before a label and its value."""
        filled = written(row)
        numbers_a_label = (
            len(filled) > 1
            and not self.section.headings
            and tables.is_serial(filled[0].text)
            and self.section.field(filled[1].text) is not None
        )
        return Row(tuple(cell for cell in row.cells if cell is not filled[0]), row.grid) if numbers_a_label else row

    # --- a cell alone ----------------------------------------------------------------------------

    def _single(self, cell: Cell) -> bool:
        """Whether a cell that stands alone is a heading, an answer, printed words or a labelled line."""
        text = cell.text.strip()
        if self.labels.is_title(text) and not colons.labelled(cell, self.section.field):
            return True
        if self.section.takes_colon_card(cell) or self._colon_line(cell) or self._colon_heading(cell):
            return True
        block = self.labels.block(text)
        if block is not None and self.section.field(text) is None and not self._is_statement(text):
            self._open(block, cell)
            return True
        if self.section.block and self.labels.answers_block(text):
            self.section.answer(cell)
            return True
        return self.labels.is_remark(text) or self.labels.is_answer("lawful", text) or self.labels.is_total(text)

    def _is_statement(self, text: str) -> bool:
        """Whether a line that holds words of a heading says something: it names a company, or goes on behind a colon."""
        own = [cell.text for cell in self.form.fields.get("bidder_name", ()) if cell.text.strip()]
        for name in own:
            text = text.replace(name.strip(), "")
        _, _, after = _BRACKETED.sub("", text).replace("：", ":").partition(":")
        return bool(after.strip()) or _COMPANY.search(text) is not None

    def _colon_heading(self, cell: Cell) -> bool:
        """A heading that carries its answer: 「六、亲属关系申报：无」; any other words after the colon must be read."""
        head, _, answer = cell.text.partition("：" if "：" in cell.text else ":")
        block = self.labels.block(head)
        if block is None or not answer.strip():
            return False
        self._open(block, cell)
        if self.labels.answers_block(answer):
            self.section.answer(replace(cell, text=answer.strip()))
        else:
            self.form.not_understood.append(cell)
        return True

    def _colon_line(self, cell: Cell) -> bool:
        told = colons.labelled(cell, self.section.field)
        if told:
            self.section.close_cards()
        for each in told:
            self._answer(each.meaning, each.value, in_person_row=True)
        return bool(told)

    def _colon_row(self, filled: tuple[Cell, ...]) -> bool:
        """A row of which each cell carries its own label."""
        if not all(colons.labelled(cell, self.section.field) for cell in filled):
            return False
        self.section.drop_headings()
        for cell in filled:
            self._colon_line(cell)
        return True

    # --- labels and values -----------------------------------------------------------------------

    def _pairs(self, row: Row) -> bool:
        """Whether the row is labels with their values beside them, or labels whose values stand below."""
        names = [self.section.field(cell.text) for cell in row.cells]
        known = [name for name in names if name]
        if not known or names[next(i for i, cell in enumerate(row.cells) if holds_anything(cell))] is None:
            return False
        if self.section.headings and not _leaves_block(names):
            return False
        self.section.close()
        last = max(at for at, cell in enumerate(row.cells) if holds_anything(cell))
        if len(known) > 1 and all(names[: last + 1]):
            self.waiting = tuple((name, cell) for name, cell in zip(names, row.cells, strict=True) if name)
        else:
            self._answer_pairs(row.cells, names)
        return True

    def _answer_pairs(self, cells: tuple[Cell, ...], names: list[str | None]) -> None:
        """Each label with the cells behind it, up to the next label."""
        in_person_row = False
        known = [at for at, name in enumerate(names) if name]
        for at, after in zip(known, [*known[1:], len(cells)], strict=True):
            name, behind = names[at] or "", cells[at + 1 : after]
            in_person_row = in_person_row or name in ROLES
            held = [cell for cell in behind if holds_anything(cell) and not (cell.continued and cell is not behind[0])]
            whole = boxes.joined_value(name, held) if len(held) > 1 else None
            value = whole or (behind[0] if behind else blank(cells[at]))
            self._answer(name, value, in_person_row=in_person_row)
            if whole is None:
                self._leave_over([cell for cell in held if cell is not value])

    def _leave_over(self, cells: list[Cell]) -> None:
        for cell in cells:
            if not self._colon_line(cell):
                self.form.not_understood.append(cell)

    def _take_waiting(self, row: Row) -> bool:
        """Whether the row holds the values of a row of labels just above it; one that begins with a label does not."""
        waiting, self.waiting = self.waiting, ()
        if not waiting:
            return False
        filled = written(row)
        if self.section.field(filled[0].text):
            self._answer_blank(waiting)
            return False
        in_person_row = False
        for name, label in waiting:
            in_person_row = in_person_row or name in ROLES
            below = [cell for cell in row.cells if _is_below(cell, label)]
            self._answer(name, below[0] if below else blank(label), in_person_row=in_person_row)
            self._leave_over([cell for cell in below[1:] if holds_anything(cell)])
        self._leave_over([cell for cell in filled if not any(_is_below(cell, label) for _, label in waiting)])
        return True


def _leaves_block(names: list[str | None]) -> bool:
    """Whether labels inside a block's table are labels and not values that happen to be label words."""
    known = [name for name in names if name]
    alternating = len(known) > 1 and all(name is None or following is None for name, following in pairwise(names))
    return known[0] in FOOT or alternating or (len(known) > 2 and all(names))


def _is_below(cell: Cell, label: Cell) -> bool:
    return cell.left < label.right and label.left < cell.right
