"""The names of the form's inputs: `head_name` for a field, `shareholders-3-percent` for a cell of a row, counted from 1."""

from __future__ import annotations

import re
from dataclasses import dataclass

from relparty.forms.online.asked import COLUMN_PATHS, FIELD_PATHS

MOST_ROWS = 200
"""Rows of one block: no company has more shareholders that a form could list than a joint-stock company has promoters."""
MOST_CHARACTERS = 1000
"""Characters of one answer."""
MOST_FIELDS = len(FIELD_PATHS) + MOST_ROWS * sum(map(len, COLUMN_PATHS.values())) + 10
"""Inputs that one post of the form can hold at most, with buttons and what the page adds; for the web server's own limit."""

_CELL = re.compile(r"([a-z_]+)-([1-9][0-9]{0,5})-([a-z_]+)")


@dataclass(frozen=True, slots=True)
class Spot:
    """What an input is about: a field (`block` empty, `row` 0), or a column of a row of a block."""

    name: str
    block: str = ""
    row: int = 0


def cell_name(block: str, row: int, column: str) -> str:
    """The name of the input for a cell of a block's row."""
    return f"{block}-{row}-{column}"


def spot(name: str) -> Spot | None:
    """What the input of that name is about; None for a name that the form does not have."""
    if name in FIELD_PATHS:
        return Spot(name)
    found = _CELL.fullmatch(name)
    if found is None or found[3] not in COLUMN_PATHS.get(found[1], {}):
        return None
    return Spot(found[3], found[1], int(found[2]))
