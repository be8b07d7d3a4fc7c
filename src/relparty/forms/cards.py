"""Rows of a block told by labels: a label beside each value, one party under the other or side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from relparty.documents.cells import Cell
from relparty.forms.filled import holds_anything

_TOGETHER = 0.0
"""The key of a card whose labels and values alternate."""
_STARTS = frozenset({"name", "company", "person", "relative", "item"})
"""What a party's card begins with."""


@dataclass(slots=True)
class Cards:
    """The cards being filled in, by where their values stand, for one block."""

    block: str = ""
    open: dict[float, dict[str, Cell]] = field(default_factory=dict)
    done: list[dict[str, Cell]] = field(default_factory=list)

    def takes(self, column: str) -> bool:
        """Whether a label can go on a card: any while one is open, else only what a card begins with."""
        return bool(self.open) or column in _STARTS

    def add(self, column: str, value: Cell, key: float = _TOGETHER) -> None:
        """Puts a value on its card; a label that the card has begins the next one.

        A next holder of the same company need not name the company again.
        """
        card = self.open.setdefault(_TOGETHER if _TOGETHER in self.open else key, {})
        if column in card:
            company = card.get("company") if column != "company" else None
            self.done.append(card)
            card = {"company": company} if company else {}
            self.open[_TOGETHER if _TOGETHER in self.open else key] = card
        card[column] = value

    def closed(self) -> Iterator[dict[str, Cell]]:
        """The filled cards in order; the collector is empty afterwards."""
        cards = [*self.done, *self.open.values()]
        self.done, self.open = [], {}
        yield from (card for card in cards if card)


def columns_of(cells: tuple[Cell, ...], names: list[str | None]) -> list[tuple[str, Cell, float]] | None:
    """The labels of a row with their values and keys, or None when the row is not labels with values beside them.

    One label with several values behind it is a row of a table that lies on its side: each value is another
    party's. Labels that alternate with values are one party's.
    """
    known = [at for at, name in enumerate(names) if name]
    if not known or any(holds_anything(cell) for cell in cells[: known[0]]):
        return None
    if len(known) == 1:
        values = [cell for cell in cells[known[0] + 1 :] if holds_anything(cell)] or list(cells[known[0] + 1 : known[0] + 2])
        return [(names[known[0]] or "", value, value.left) for value in values] or None
    found = []
    for at, after in zip(known, [*known[1:], len(cells)], strict=True):
        filled = [cell for cell in cells[at + 1 : after] if holds_anything(cell)]
        if len(filled) > 1 or at + 1 == after:
            return None
        found.append((names[at] or "", filled[0] if filled else cells[at + 1], _TOGETHER))
    return found
