"""What a filled form says once doubtful readings, answers in other papers and ticked boxes are settled.

A cell whose answer is not to be had becomes an unread one: it is neither empty nor 「无」, and its problem is told once.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from relparty.documents.cells import Cell, FormDocument
from relparty.forms import doubt, problems, ticks
from relparty.forms.filled import BlockRow, FilledForm, is_unread
from relparty.forms.labels import IGNORED, Labels
from relparty.model.record import Problem

_NAMES = ("name", "relative", "person", "company", "item", "before", "after")
"""The columns without which a row says nothing surely."""
_MANY = frozenset({"relation"})
"""The columns of which several boxes may be ticked."""


def settled(document: FormDocument, form: FilledForm, labels: Labels) -> tuple[FilledForm, list[Problem]]:
    """The form with sure answers only, and a problem for each that is not one; raises UnreadableFile as `doubt.settled`."""
    sure, doubts = doubt.settled(document, form, labels)
    judge = _Judge(document, labels)
    blocks = {block: [judge.row(row) for row in rows] for block, rows in sure.blocks.items()}
    plain = FilledForm(
        fields={name: [judge.settled(name, cell) for cell in cells] for name, cells in sure.fields.items()},
        blocks=blocks,
        none_answers=judge.block_answers(sure.none_answers, blocks),
        head_ids={at: judge.settled("person_id", cell) for at, cell in sure.head_ids.items()},
        not_understood=sure.not_understood,
        headed=sure.headed,
    )
    return plain, [*doubts, *judge.problems]


@dataclass(slots=True)
class _Judge:
    """Says what each answer comes to, and keeps a problem for each that is not to be had."""

    document: FormDocument
    labels: Labels
    problems: list[Problem] = field(default_factory=list)

    def settled(self, what: str, cell: Cell) -> Cell:
        """The cell with its answer, the ticked one of several, or an unread cell in its place."""
        if what == IGNORED:
            return cell
        if self.labels.is_elsewhere(cell.text):
            return self._unread(cell, problems.elsewhere(self.document.source([cell])))
        options = ticks.chosen(cell.text)
        if options is None:
            return cell
        if options and (len(options) == 1 or what in _MANY):
            return replace(cell, text="、".join(options))
        return self._unread(cell, problems.not_understood(self.document.source([cell])))

    def row(self, row: BlockRow) -> BlockRow:
        if row.left_out:
            return row
        cells = {name: self.settled(name, cell) for name, cell in row.cells.items()}
        lost = any(is_unread(cells.get(name)) and not is_unread(row.cells[name]) for name in _NAMES if name in cells)
        return BlockRow(cells, left_out=lost)

    def block_answers(self, answers: dict[str, Cell], blocks: dict[str, list[BlockRow]]) -> dict[str, Cell]:
        """The answers to whole blocks; a yes is kept only as a promise that no row fulfils."""
        found = {}
        for block, cell in answers.items():
            if not self.labels.is_answer("some", cell.text):
                found[block] = self.settled(block, cell)
            elif not blocks.get(block):
                found[block] = self._unread(cell, problems.promised(block, self.document.source([cell])))
        return found

    def _unread(self, cell: Cell, problem: Problem) -> Cell:
        self.problems.append(problem)
        return replace(cell, text="", confidence=0.0)
