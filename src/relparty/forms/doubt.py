"""Doubtful readings: what was read from a picture too unsurely to say anything about anybody.

Nothing is accused on a doubtful reading and nothing cleared on one: the value is not given, and a problem
shows a person where to look. A number whose check digit is right was read, however faint it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from relparty.documents.cells import Cell, FormDocument
from relparty.documents.ocr import SURE
from relparty.errors import UnreadableFile
from relparty.forms import problems, ticks
from relparty.forms.filled import BlockRow, FilledForm, is_unread
from relparty.forms.kinds import person_number
from relparty.forms.labels import Labels
from relparty.identifiers import masking, resident, uscc
from relparty.model.record import Problem

_READ_FIELDS = (
    *("lot_name", "lot_id", "bidder_uscc", "bidder_kind", "parent", "address", "phone", "email", "bond_account", "former_names"),
    "filled_on",
)
"""The fields that are read, besides the names of the bidder and its head; the others say nothing that a rule asks for."""
_CLOSED = {"bidder_kind": "entity_forms", "kind": "party_kinds"}
"""Answers out of a short list of words: one that is on the list was read, for no other word looks like it."""
_NUMBERS = frozenset({"bidder_uscc", "number", "person_id"})


@dataclass(frozen=True, slots=True)
class _Needs:
    """The columns without which a row of a block claims nothing surely; `name` may be vouched for by a number."""

    name: str = ""
    others: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ("serial", "capital")
    """Columns that are judged elsewhere, or that nothing reads."""


_BLOCKS: Mapping[str, _Needs] = {
    "shareholders": _Needs("name", elsewhere=("serial", "capital", "percent")),
    "upper_holdings": _Needs("name", ("company",), elsewhere=("serial", "capital", "percent")),
    "officers": _Needs("name"),
    "people": _Needs("name"),
    "related_units": _Needs("name", ("relation",)),
    "kin": _Needs("relative", ("person",)),
    "changes": _Needs(others=("item", "before", "after")),
}


def is_sure(cell: Cell | None) -> bool:
    """True for what was read surely; an absent cell is surely absent."""
    return cell is None or cell.confidence >= SURE


def has_valid_number(cell: Cell | None) -> bool:
    """True when a cell holds a company code or resident id whose check digit is right.

    One wrong resident id in 341 has the check digits of a company code by chance: figures with a date of birth
    in them are a resident id or nothing.
    """
    if cell is None:
        return False
    person, code = person_number(cell.text), uscc.fold(cell.text)
    may_be_id = resident.looks_like(code) and resident.birth_date(code) is not None
    return resident.is_valid(person) or (uscc.is_valid(code) and not may_be_id)


def doubtful(document: FormDocument, what: str, cell: Cell) -> Problem:
    """The problem of one doubtful cell, with the piece of the picture it was read from."""
    text = cell.text.strip()
    shown = masking.masked_number(text) if what in _NUMBERS and text and not text.startswith("9") else text
    source = replace(document.source([cell]), text=shown, crop=cell.crop)
    return problems.doubtful_reading(what, shown, source)


def settled(document: FormDocument, form: FilledForm, labels: Labels) -> tuple[FilledForm, list[Problem]]:
    """The form with every doubtful answer taken out of it, and a problem for each.

    Shares stay as read: only all shares of a company together can vouch for one. Raises UnreadableFile when the
    bidder itself was not read surely: the form's claims then belong to nobody.
    """
    judge = _Judge(document, labels)
    fields = {name: [judge.settled(name, cell) if name in _READ_FIELDS else cell for cell in cells] for name, cells in form.fields.items()}
    if "bidder_name" in fields:
        fields["bidder_name"] = judge.bidder_names(form.fields["bidder_name"], form.fields.get("bidder_uscc", []))
    if "head_name" in fields:
        fields["head_name"] = [judge.named("head_name", cell, form.head_ids.get(at)) for at, cell in enumerate(form.fields["head_name"])]
    return FilledForm(
        fields=fields,
        blocks={block: [judge.row(_BLOCKS.get(block), row) for row in rows] for block, rows in form.blocks.items()},
        none_answers={block: judge.settled(block, cell) for block, cell in form.none_answers.items()},
        head_ids={at: judge.settled("person_id", cell) for at, cell in form.head_ids.items()},
        not_understood=[cell for cell in form.not_understood if judge.is_readable(cell)],
        headed=form.headed,
    ), judge.problems


@dataclass(slots=True)
class _Judge:
    """Says of each cell whether it was read, and keeps a problem for each that was not."""

    document: FormDocument
    labels: Labels
    problems: list[Problem] = field(default_factory=list)

    def settled(self, what: str, cell: Cell) -> Cell:
        """The cell, or an unread one in its place."""
        return cell if self._was_read(what, cell) else self._unread(what, cell)

    def named(self, what: str, cell: Cell, number: Cell | None) -> Cell:
        """The cell of a name; a right number beside a doubtful one says who is meant, so the name stays."""
        if is_sure(cell):
            return cell
        unread = self._unread(what, cell)
        return cell if cell.text.strip() and has_valid_number(number) else unread

    def bidder_names(self, cells: list[Cell], codes: list[Cell]) -> list[Cell]:
        code = next((cell for cell in codes if has_valid_number(cell)), None)
        names = [self.named("bidder_name", cell, code) for cell in cells]
        if not any(cell.text.strip() for cell in names) and any(map(is_unread, names)):
            place = self.document.file.file
            raise UnreadableFile(place, problems.DOUBTFUL_BIDDER(text=cells[0].text), problems.COMPARE())
        return names

    def row(self, needs: _Needs | None, row: BlockRow) -> BlockRow:
        """The row with its doubtful cells unread; left out when it names nobody surely."""
        if needs is None or all(map(is_sure, row.cells.values())):
            return row
        cells = {
            name: cell if name in needs.elsewhere and not _is_lost_share(name, cell) else self.settled(name, cell)
            for name, cell in row.cells.items()
            if name != needs.name
        }
        if needs.name in row.cells:
            cells[needs.name] = self.named(needs.name, row.cells[needs.name], row.cells.get("number"))
        left_out = any(is_unread(cells.get(name)) for name in (needs.name, *needs.others))
        return BlockRow(row.cells if left_out else cells, left_out)

    def is_readable(self, cell: Cell) -> bool:
        """Whether a left-over cell shows any text; one that does not is a problem of its own."""
        if is_unread(cell):
            self._unread("", cell)
        return not is_unread(cell)

    def _was_read(self, what: str, cell: Cell) -> bool:
        if is_sure(cell) or (what in _NUMBERS and has_valid_number(cell)):
            return True
        is_ticked = ticks.chosen(cell.text) is not None
        return what in _CLOSED and not is_ticked and bool(self.labels.kind(_CLOSED[what], cell.text, ""))

    def _unread(self, what: str, cell: Cell) -> Cell:
        self.problems.append(doubtful(self.document, what, cell))
        return replace(cell, text="", confidence=0.0)


def _is_lost_share(name: str, cell: Cell) -> bool:
    """Whether a share shows nothing to weigh: no sum can vouch for it."""
    return name == "percent" and is_unread(cell)
