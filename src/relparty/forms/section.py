"""The block being read: its table under column headings, or its parties' cards, filed row by row."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from relparty.documents.cells import Cell, Row
from relparty.forms import cards, colons, tables
from relparty.forms.cards import Cards
from relparty.forms.filled import BlockRow, FilledForm, holds_anything
from relparty.forms.labels import IGNORED, Labels

_LONGEST_OFFICE = 10
_OFFICE = "office:"
"""Marks a label that is itself the office of the person behind it: 「监事：张三」."""
_UNFILED = ("serial", IGNORED)
_SAYS_NO_NAME = ("office", "note")


@dataclass(slots=True)
class Section:
    """One block after the other; every cell given to it ends in a row, in an answer or among those not understood."""

    labels: Labels
    form: FilledForm
    block: str = ""
    headings: tuple[tables.Heading, ...] = ()
    unconfirmed: tuple[Cell, ...] = ()
    """Headings that nobody knows and under which no row has stood yet: perhaps they are no headings."""
    has_had_table: bool = False
    cards: Cards = field(default_factory=Cards)

    def open(self, block: str) -> None:
        self.close()
        self.block, self.has_had_table = block, False

    def close(self) -> None:
        """Ends the table and the cards, with what is still to be filed."""
        self.drop_headings()
        self.close_cards()

    def drop_headings(self) -> None:
        self.form.not_understood.extend(self.unconfirmed)
        self.headings, self.unconfirmed = (), ()

    def close_cards(self) -> None:
        for card in self.cards.closed():
            self._file(self.cards.block, {name: cell for name, cell in card.items() if name not in _UNFILED})

    def answer(self, cell: Cell) -> None:
        """An answer to the whole block: 「无」, 「详见附件」, a ticked box."""
        self.unconfirmed = ()
        self.form.none_answers[self.block] = cell

    def field(self, text: str) -> str | None:
        """The field that a label names inside this block."""
        return self.labels.field(text, self.block)

    def column(self, text: str) -> str | None:
        """The column of this block that a label asks for, also one that bears a number: 「股东一」."""
        found = self.labels.column(self.block, text) or self.labels.column(self.block, colons.without_ordinal(text))
        names_bidder = found == "name" and self.field(text) == "bidder_name" and "bidder_name" not in self.form.fields
        return None if names_bidder else found

    # --- tables ----------------------------------------------------------------------------------

    def takes_headings(self, filled: tuple[Cell, ...]) -> bool:
        """Whether the row names the columns of a block: the one just opened, or else the one it fits best."""
        outside_tables = self.block not in self.labels.columns
        if len(filled) < 2 or (outside_tables and all(self.field(cell.text) for cell in filled)):
            return False
        block = self.block if not self.has_had_table and tables.headings(self.labels, self.block, filled) else ""
        block = block or tables.best_block(self.labels, filled, self.block)
        found = tables.headings(self.labels, block, filled)
        if not found:
            return False
        if block != self.block:
            self.open(block)
        self.close()
        self.headings, self.has_had_table = found, True
        self.form.headed.setdefault(block, filled[0])
        self.unconfirmed = tuple(heading.cell for heading in found if not heading.column)
        return True

    def takes_row(self, filled: tuple[Cell, ...]) -> bool:
        """Whether the row is a row of values under the column headings of the block; one cell alone may be an unknown heading."""
        if not self.headings:
            return False
        self.unconfirmed = ()
        if any(self.labels.is_total(cell.text) for cell in filled[:2]):
            return True
        values = filled[1:] if len(filled) > 1 and tables.is_serial(filled[0].text) else filled
        if all(self.labels.is_answer("none", cell.text) or self.labels.is_answer("lawful", cell.text) for cell in values):
            self.form.none_answers[self.block] = max(values, key=lambda cell: cell.confidence)
            return True
        if len(filled) == 1 and len(self.headings) > 1:
            return False
        found = tables.under(self.headings, filled)
        self._leave_over(found)
        cells = {name: cell for name, cell in found.cells.items() if name not in _UNFILED}
        lawful = [cell for cell in cells.values() if self.labels.is_answer("lawful", cell.text)]
        if lawful:
            self.form.none_answers.setdefault(self.block, lawful[0])
            cells = self._without_lawful(cells)
        self._file(self.block, cells)
        return True

    def _leave_over(self, found: tables.Under) -> None:
        """The cells of a row that stand under no heading, or under one that nobody knows."""
        serial = found.cells.get("serial")
        if serial and not tables.is_serial(serial.text) and not self.labels.is_answer("none", serial.text):
            self.form.not_understood.append(serial)
        self.form.not_understood.extend(found.stray)
        for heading, cell in found.unknown:
            if not self.labels.is_answer("none", cell.text):
                self.form.not_understood += [heading.cell, cell]

    def _without_lawful(self, cells: dict[str, Cell]) -> dict[str, Cell]:
        """A row without its 「不设监事」: nothing, unless somebody is named in it all the same."""
        rest = {name: cell for name, cell in cells.items() if not self.labels.is_answer("lawful", cell.text)}
        named = {name for name, cell in rest.items() if name not in _SAYS_NO_NAME and not self.labels.is_answer("none", cell.text)}
        return rest if named else {}

    def _file(self, block: str, cells: dict[str, Cell]) -> None:
        """Files a row of a block; one of 「无」 only answers the block."""
        held = {name: cell for name, cell in cells.items() if holds_anything(cell)}
        if held and all(self.labels.is_answer("none", cell.text) for cell in held.values()):
            self.form.none_answers[block] = max(held.values(), key=lambda cell: cell.confidence)
        elif held:
            self.form.blocks.setdefault(block, []).append(BlockRow(held))

    # --- cards -----------------------------------------------------------------------------------

    def takes_card_row(self, row: Row) -> bool:
        """Whether the row belongs to a party's card: labels with values beside them, where there are no column headings."""
        if self.headings or self.block not in self.labels.columns:
            return False
        names = [self.column(cell.text) if cell.text.strip() else None for cell in row.cells]
        first = next((name for name in names if name), None)
        told = cards.columns_of(row.cells, names)
        if first is None or not told or not self._may_be_on_card(first):
            return False
        self.cards.block = self.block
        for column, value, key in told:
            self.cards.add(column, value, key)
        return True

    def takes_colon_card(self, cell: Cell) -> bool:
        """Whether a text is a line of a party's card: 「股东一：张三，身份证号：…，持股比例：60%」."""
        head = cell.text.partition("：" if "：" in cell.text else ":")[0]
        bare = colons.without_ordinal(head)
        in_holders = self.block in ("shareholders", "upper_holdings")
        if not in_holders and bare != head.strip() and self.labels.column("shareholders", bare) == "name":
            self.open("shareholders")
        told = colons.labelled(cell, self._card_label)
        if not told or not (told[0].meaning == _OFFICE or self._may_be_on_card(told[0].meaning)):
            return False
        self.drop_headings()
        self.cards.block = self.block
        for each in told:
            if each.meaning == _OFFICE:
                self.cards.add("office", replace(each.value, text=each.label))
            self.cards.add("name" if each.meaning == _OFFICE else each.meaning, each.value)
        return True

    def _card_label(self, text: str) -> str | None:
        """What a label before a colon asks for: a column of the block, or the name of who holds the office it is."""
        is_office = self.block == "officers" and len(text) <= _LONGEST_OFFICE and bool(self.labels.kind("offices", text, ""))
        return self.column(text) or (_OFFICE if is_office else None)

    def _may_be_on_card(self, column: str) -> bool:
        return self.cards.takes(column) if self.cards.block == self.block else Cards().takes(column)
