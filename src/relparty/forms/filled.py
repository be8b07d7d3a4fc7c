"""A filled form: the answers by field and block, before anybody has asked what they mean."""

from __future__ import annotations

from dataclasses import dataclass, field

from relparty.documents.cells import Cell, Row

FOOT = frozenset({"filled_by", "filled_on", "seal"})
"""The fields at the end of a form."""


@dataclass(frozen=True, slots=True)
class BlockRow:
    """One filled row of a block: its cells by column name.

    A row that is `left_out` was not read surely enough to claim anything; it still counts as a row.
    """

    cells: dict[str, Cell]
    left_out: bool = False

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
    headed: dict[str, Cell] = field(default_factory=dict)
    """The heading of each block that is printed in the form, answered or not."""


def is_unread(cell: Cell | None) -> bool:
    """True for a cell that holds something nobody could read: it is no empty answer."""
    return cell is not None and not cell.text.strip() and cell.confidence == 0


def holds_anything(cell: Cell) -> bool:
    """True for a cell with text in it, readable or not."""
    return bool(cell.text.strip()) or is_unread(cell)


def written(row: Row) -> tuple[Cell, ...]:
    """The cells of a row that hold something, readable or not."""
    return tuple(cell for cell in row.cells if holds_anything(cell))
