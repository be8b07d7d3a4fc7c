"""The answers of one form as the blocks ask for them: values, rows and where they stand."""

from __future__ import annotations

from dataclasses import dataclass

from relparty.documents.cells import Cell, FormDocument
from relparty.forms.filled import BlockRow, FilledForm
from relparty.forms.labels import Labels
from relparty.model.party import Mention, PartyKind
from relparty.model.record import Problem, Record, Source
from relparty.names.company import head_office_name

Told = tuple[list[Record], list[Problem]]
"""What a block of the form says: its records, and the problems found on the way."""


@dataclass(frozen=True, slots=True)
class Answers:
    """A settled form with its document and the words of the form."""

    document: FormDocument
    form: FilledForm
    labels: Labels

    def is_blank(self, text: str) -> bool:
        return not text.strip() or self.labels.is_answer("none", text) or self.labels.is_answer("withheld", text)

    def cells(self, name: str) -> list[Cell]:
        """The cells of a field that hold more than an empty answer."""
        return [cell for cell in self.form.fields.get(name, ()) if not self.is_blank(cell.text)]

    def cell(self, name: str) -> Cell | None:
        return next(iter(self.cells(name)), None)

    def value(self, name: str) -> str:
        cell = self.cell(name)
        return cell.text.strip() if cell else ""

    def rows(self, block: str) -> list[BlockRow]:
        """The rows of a block that claim something."""
        return [row for row in self.form.blocks.get(block, ()) if not row.left_out]

    def given(self, row: BlockRow, column: str) -> str:
        """A row's value, empty when the form gives none (「无」 and 「未提供」 are none)."""
        cell = row.cells.get(column)
        return "" if cell is None or self.is_blank(cell.text) else cell.text.strip()

    def source(self, *cells: Cell) -> Source:
        return self.document.source(cells)

    def row_source(self, row: BlockRow) -> Source:
        return self.source(*row.all)

    @property
    def bidder_cell(self) -> Cell:
        """The cell to point at when what is wrong has no cell of its own."""
        return self.cell("bidder_name") or self.form.fields["bidder_name"][0]

    def company(self, name: str) -> Mention:
        """A company that the form names without a number."""
        return Mention(name, PartyKind.COMPANY, document=self.document.file.document)

    def legal_person(self, name: str) -> Mention:
        """The company itself, or the legal person whose branch it is."""
        return self.company(head_office_name(name) or name)
