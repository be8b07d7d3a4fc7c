"""What the readers of pictures make of a form before anybody asks what it means: is each value there as a sure cell?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from intake_compare import Outcome, Verdict
from intake_rows import Group, group_of, written_rows
from rapidfuzz.fuzz import ratio

from relparty.documents.cells import Cell
from relparty.documents.ocr import SURE
from relparty.documents.read import content_kind, read
from relparty.forms.kinds import person_number
from relparty.forms.values import written_share
from relparty.identifiers import resident, uscc
from relparty.model.lot import form_file
from relparty.names.folding import fold
from relparty.settings import FileLimits

_ALIKE = 50.0


def compared_cells(form: Mapping[str, Any], files: list[tuple[str, bytes]]) -> list[Outcome]:
    """Every value of the form against the cells of its files."""
    limits, cells = FileLimits(seconds=600), []
    for suffix, content in files:
        file = form_file(f"form{suffix}", content)
        document = read(file, content, content_kind(file, content, limits), limits)
        cells += [cell for row in document.rows for cell in row.cells if cell.text.strip()]
    return list(_outcomes(form, cells))


def _outcomes(form: Mapping[str, Any], cells: list[Cell]) -> Iterator[Outcome]:
    wanted = [
        (f"{row.block}.{field}", group_of(field), value)
        for row in written_rows(form)
        for field, value in row.values.items()
        if value and group_of(field) is not Group.OTHER and row.block != "former"
    ]
    spare = list(cells)
    missing = []
    for place, group, value in wanted:
        cell = next((cell for cell in spare if _value(cell, group) == value), None)
        if cell is None:
            missing.append((place, group, value))
        else:
            spare.remove(cell)
            yield Outcome(group, Verdict.RIGHT if _is_sure(cell, group) else Verdict.DOUBTFUL, place, value, cell.text)
    for place, group, value in missing:
        cell = max(spare, key=lambda each: ratio(_value(each, group), value), default=None)
        if cell is None or ratio(_value(cell, group), value) < _ALIKE:
            yield Outcome(group, Verdict.FLAGGED, place, value, "")
            continue
        spare.remove(cell)
        yield Outcome(group, Verdict.WRONG if _is_sure(cell, group) else Verdict.FLAGGED, place, value, cell.text)


def _value(cell: Cell, group: Group) -> str:
    if group is Group.IDENTIFIER and resident.is_valid(person_number(cell.text)):
        return fold(person_number(cell.text))
    if group is not Group.SHARE:
        return fold(cell.text)
    share = written_share(cell.text)
    return str(share.as_percent) if share else ""


def _is_sure(cell: Cell, group: Group) -> bool:
    """A number counts by its check digit, words and shares by the reader's confidence."""
    if group is Group.IDENTIFIER:
        return uscc.is_valid(uscc.fold(cell.text)) or resident.is_valid(person_number(cell.text))
    return cell.confidence >= SURE
