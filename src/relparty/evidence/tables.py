"""The register's tables as values: holders with their shares, main staff, changes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Generic, TypeVar

from relparty.documents.cells import Cell
from relparty.documents.ocr import SURE
from relparty.evidence import amounts, cards
from relparty.evidence.reading import Teller
from relparty.evidence.sections import Section
from relparty.forms.values import shares, written_date, written_share
from relparty.model.evidence import RegisteredChange, RegisteredHolder, RegisteredOfficer, Told
from relparty.model.record import adds_up
from relparty.names.folding import fold

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Listed(Generic[T]):
    """The entries of a table; None where the document does not show it.

    `is_whole` is False where there may be more entries than were read: the page says so, or it was read off a
    picture and nothing proves that no line was lost. `unread` are cells that stand in it and were not understood.
    """

    entries: tuple[T, ...] | None = None
    is_whole: bool = True
    unread: tuple[Cell, ...] = ()


@dataclass(slots=True)
class _HolderLine:
    name: Cell
    percent: Cell | None = None
    contributions: list[Cell] = field(default_factory=list)


def holders(found: list[Section], capital: Cell | None, teller: Teller) -> Listed[RegisteredHolder]:
    """The holders: those of the first table, with contributions that a later table of the same page adds."""
    tables = [section for section in found if section.rows]
    if not tables:
        return _without_rows(found)
    lines = _holder_lines(tables[0])
    for table in tables[1:]:
        for key, line in _holder_lines(table).items():
            if key in lines and lines[key].percent is None and not lines[key].contributions:
                lines[key].percent, lines[key].contributions = line.percent, line.contributions
    unit = next((table.unit for table in tables if table.unit), "")
    percents, is_proved = _percents(list(lines.values()), unit, amounts.amount(capital.text) if capital else None)
    entries = [_holder(line, percent, teller, is_proved) for line, percent in zip(lines.values(), percents, strict=True)]
    is_whole = _is_whole(tables[0], len(entries), is_pictured=any(entry.name.is_pictured for entry in entries), is_proved=is_proved)
    return Listed(tuple(entries), is_whole, _loose(tables))


def staff(found: list[Section], teller: Teller) -> Listed[RegisteredOfficer]:
    """The main staff, from a table or from cards."""
    shown = [section for section in found if section.rows or section.loose]
    if not shown:
        return _without_rows(found)
    section = shown[0]
    told = [(row["name"], row.get("office")) for row in section.rows if "name" in row]
    people, unread = cards.paired(section.loose)
    told += [(name, office) for name, office in people if office is not None or name.confidence >= SURE]
    unread += [name for name, office in people if office is None and name.confidence < SURE]
    entries = [
        RegisteredOfficer(teller.told(name.text, name), teller.told(office.text, office) if office else None) for name, office in told
    ]
    if not entries:
        return Listed(None, unread=tuple(unread))
    is_pictured = any(entry.name.is_pictured for entry in entries)
    surely_read = sum(1 for entry in entries if entry.name.is_sure)
    return Listed(tuple(entries), _is_whole(section, surely_read, is_pictured=is_pictured, is_proved=False), tuple(unread))


def changes(found: list[Section], teller: Teller) -> Listed[RegisteredChange]:
    """The registered changes."""
    tables = [section for section in found if section.rows]
    if not tables:
        return _without_rows(found)
    rows = [row for row in tables[0].rows if "kind" in row]
    entries = tuple(_change(row, teller) for row in rows)
    is_pictured = any(entry.kind.is_pictured for entry in entries)
    is_whole = _is_whole(tables[0], len(entries), is_pictured=is_pictured, is_proved=False)
    counted = tables[0].counted
    further = (counted,) if counted and not is_whole and not is_pictured else ()  # changes on further pages of a page in text
    return Listed(entries, is_whole, (*_loose(tables), *further))


def _without_rows(found: list[Section]) -> Listed[T]:
    unread = _loose(found)
    if unread:
        return Listed(None, unread=unread)
    return Listed(()) if any(section.says_none for section in found) else Listed()


def _loose(found: list[Section]) -> tuple[Cell, ...]:
    return tuple(cell for section in found for row in section.loose for cell in row)


def _holder_lines(section: Section) -> dict[str, _HolderLine]:
    """The lines of a table by folded name; instalments of one holder are one line."""
    lines: dict[str, _HolderLine] = {}
    for row in section.rows:
        name = row.get("name")
        if name is None:
            continue
        line = lines.setdefault(fold(name.text), _HolderLine(name))
        line.percent = line.percent or row.get("percent")
        told = row.get("subscribed")
        if told is not None and not told.continued:
            line.contributions.append(told)
    return lines


def _percents(lines: list[_HolderLine], unit: str, capital: amounts.Amount | None) -> tuple[list[int | None], bool]:
    """The share of each line, as told or worked out, and whether they prove themselves by making up the whole."""
    if any(line.percent for line in lines):
        told = shares([written_share(line.percent.text) if line.percent else None for line in lines])
        return told, None not in told and adds_up(told)
    sums = [_contribution(line, unit) for line in lines]
    return amounts.shares(sums, capital), amounts.is_whole(sums, capital)


def _contribution(line: _HolderLine, unit: str) -> amounts.Amount | None:
    told = [amounts.amount(cell.text, unit) for cell in line.contributions]
    known = [each for each in told if each is not None]
    if not known or len(known) < len(told) or len({each.currency for each in known}) > 1:
        return None
    return amounts.Amount(sum((each.number for each in known), start=known[0].number * 0), known[0].currency)


def _holder(line: _HolderLine, percent: int | None, teller: Teller, is_proved: bool) -> RegisteredHolder:
    cells = [line.percent] if line.percent else line.contributions
    share = None
    if cells:
        told = teller.told("、".join(cell.text for cell in cells), *cells)
        share = Told(told.text, told.source, is_sure=told.is_sure and (is_proved or not told.is_pictured), is_pictured=told.is_pictured)
    return RegisteredHolder(teller.told(line.name.text, line.name), percent, share)


def _is_whole(section: Section, entries: int, *, is_pictured: bool, is_proved: bool) -> bool:
    if section.count is not None:
        return section.count <= entries
    return is_proved or not (is_pictured or section.goes_on)


def _change(row: dict[str, Cell], teller: Teller) -> RegisteredChange:
    kind, day = row["kind"], row.get("date")
    blank = Cell("", kind.place, confidence=kind.confidence)
    before, after = row.get("before") or blank, row.get("after") or blank
    cells = [cell for cell in (kind, before, after, day) if cell]
    told = teller.told(kind.text, *cells)
    return RegisteredChange(told, teller.told(before.text, before), teller.told(after.text, after), written_date(day.text) if day else None)
