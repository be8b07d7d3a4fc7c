"""What the page shows of a post: every text as typed, and as many rows as there were, with one more where that was asked for.

It serves browsers without script: the buttons 'add a row' and 'none' post the whole form and get it back.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from relparty.forms.online.asked import BLOCKS, FIRST_COLUMN, NONE
from relparty.forms.online.inputs import MOST_ROWS, cell_name
from relparty.forms.online.posting import Posted, inputs

_FIRST_ROWS = {True: 2, False: 1}
"""Rows that the page begins with, for a block that must have some and for others; more come by a button."""


@dataclass(frozen=True, slots=True)
class Page:
    """The text of every input that holds any, and the number of rows of every block."""

    texts: Mapping[str, str]
    rows: Mapping[str, int]


def page(posted: Posted = (), beside: Collection[str] = ()) -> Page:
    """What the page shows of a post, of `form.posted`, or, given nothing, of an empty form; raises UsageError as `posting.values`.

    A block whose button 'none' was pressed shows 「无」 in its first row, unless anything stands in it already.
    """
    pairs = tuple(posted.items() if isinstance(posted, Mapping) else posted)
    texts: dict[str, str] = {}
    rows = {block.name: _FIRST_ROWS[block.is_mandatory] for block in BLOCKS}
    answered: set[str] = set()
    for name, where, text in inputs(pairs, beside):
        texts[name] = text
        if where.block:
            rows[where.block] = max(rows[where.block], where.row)
            answered |= {where.block} if text.strip() else set()
    for name, block in pairs:
        if name == "add" and block in rows:
            rows[block] = min(rows[block] + 1, MOST_ROWS)
        if name == "none" and block in rows and block not in answered:
            texts[cell_name(block, 1, FIRST_COLUMN[block])] = NONE
    return Page(texts, rows)
