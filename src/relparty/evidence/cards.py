"""Staff cards: names side by side, each over its offices, as the register's pages show the main staff."""

from __future__ import annotations

import re
from dataclasses import replace

from relparty.documents.cells import Cell
from relparty.evidence.reading import joined_cells, overlap, under
from relparty.forms import labels
from relparty.forms.kinds import is_person_name

_LABEL = re.compile(r"^(?:姓\s*名|职\s*务|职\s*位)\s*(?:[:：]\s*|$)")


def paired(rows: list[tuple[Cell, ...]]) -> tuple[list[tuple[Cell, Cell | None]], list[Cell]]:
    """The persons of loose rows with their offices, and the cells that are neither.

    A row of names is followed by a row of offices; one cell can also hold both, or offices can run on below.
    """
    found: list[tuple[Cell, Cell | None]] = []
    left_over: list[Cell] = []
    above: list[int] = []
    for row in map(_without_labels, rows):
        offices = [cell for cell in row if _is_office(cell.text)]
        names = [cell for cell in row if cell not in offices and is_person_name(cell.text.strip())]
        left_over += [cell for cell in row if cell not in offices and cell not in names]
        if names and offices and len(names) == len(offices):
            found += zip(names, offices, strict=True)
            above = []
        elif names:
            above = list(range(len(found), len(found) + len(names)))
            found += [(name, None) for name in names]
            left_over += offices
        else:
            for cell in offices:
                at = under(cell, [found[each][0] for each in above])
                if at is None or overlap(cell, found[above[at]][0]) <= 0:
                    left_over.append(cell)
                else:
                    name, office = found[above[at]]
                    found[above[at]] = (name, joined_cells(office, cell) if office else cell)
    return found, left_over


def _without_labels(row: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """The cells without 「姓名」 and 「职务」 before a colon or in cells of their own."""
    return tuple(replace(cell, text=text) for cell in row if (text := _LABEL.sub("", cell.text.strip())))


def _is_office(text: str) -> bool:
    return labels.load().kind("offices", text, "") != "" or any(word in text for word in _OFFICES)


_OFFICES = ("负责人", "书记", "主席", "总监", "秘书", "委员", "主任", "合伙人", "总裁", "其他人员", "职务")
