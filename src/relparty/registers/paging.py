"""Answers in pages: asking for all of them, and putting them together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from relparty.model.evidence import Told
from relparty.registers.fields import Fields
from relparty.registers.lookup import Answer, Call, Conversation, Lookup


@dataclass(frozen=True, slots=True)
class Rows:
    """What one page holds, and how many rows there are on all pages; `total` is None where the page does not say."""

    rows: Sequence[object]
    total: int | None


Page: TypeAlias = tuple[list[Fields], int | None]
"""One page as a parser reads it: its rows, and how many there are on all pages."""


def pages(call: Callable[[int], Call], rows_of: Callable[[Answer], Rows], first: int = 1, full: int = 0) -> Conversation:
    """The conversation that asks for page after page, until all rows are there, a page is empty or repeats an earlier one.

    Where a page does not say how many rows there are, one with `full` rows is not taken for the last.
    """
    return _asked(lambda number, _: call(first + number), rows_of, full)


def skipping(call: Callable[[int], Call], rows_of: Callable[[Answer], Rows], full: int = 0) -> Conversation:
    """The same for a service that is told how many rows to pass over, and not which page to give."""
    return _asked(lambda _, count: call(count), rows_of, full)


def _asked(call: Callable[[int, int], Call], rows_of: Callable[[Answer], Rows], full: int) -> Conversation:
    seen: list[Sequence[object]] = []
    count = 0
    while True:
        found = rows_of((yield call(len(seen), count)))
        if not found.rows or found.rows in seen:
            return
        seen.append(found.rows)
        count += len(found.rows)
        if count >= found.total if found.total is not None else len(found.rows) < full or not full:
            return


def merged(found: Sequence[Page], full: int = 0) -> tuple[list[Fields], bool]:
    """The rows of all pages in order, a repeated page once, and whether they are as many as the pages say there are.

    Where no page says it, they are all only if the last page has fewer rows than a `full` one.
    """
    rows: list[Fields] = []
    seen: list[list[object]] = []
    for page, _ in found:
        values: list[object] = [row.value for row in page]
        if values and values not in seen:
            seen.append(values)
            rows += page
    totals = [total for _, total in found if total is not None]
    if not totals and full and found:
        return rows, len(found[-1][0]) < full
    return rows, len(rows) >= max(totals, default=0)


@dataclass(frozen=True, slots=True)
class Listed:
    """A list over its pages, and whether it is all there; `rows` is None where the source has nothing on it, or was not asked."""

    rows: list[Fields] | None
    is_whole: bool


def listed(found: Sequence[Page], full: int = 0) -> Listed:
    """The list that pages hold, put together as `merged` does; no page at all is a list that the source has nothing on."""
    rows, is_whole = merged(found, full)
    return Listed(rows if found else None, is_whole)


def gaps(lookup: Lookup, beside: Told, calls: Iterable[str], cut: Iterable[str]) -> list[Told]:
    """What a reader must know of the lists that were not asked for, and of those `cut` off: told where the company's name stands."""
    asked = {answer.call.name for answer in lookup.answers}
    words = [f"{call}: not asked" for call in calls if call not in asked]
    words += [f"{call}: not all pages" for call in cut if call in asked]
    return [Told(each, replace(beside.source, text=each)) for each in words]
