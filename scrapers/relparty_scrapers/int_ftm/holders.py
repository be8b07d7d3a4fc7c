"""The rows of one holder put together: two ties that tell the same holding twice must not count twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from relparty.model.evidence import RegisteredHolder, Told
from relparty_scrapers.int_ftm.lines import labelled


def together(rows: Sequence[tuple[str, RegisteredHolder]]) -> tuple[tuple[RegisteredHolder, ...], list[Told]]:
    """The holders of one company, one row a holder and time, and the shares that two ties tell differently.

    Where they differ the share lies between the two: adding them would make an owner of somebody who is none.
    """
    groups: defaultdict[tuple[str, date | None], list[RegisteredHolder]] = defaultdict(list)
    for owner, holder in rows:
        groups[owner, holder.until].append(holder)
    found = [_one(group) for group in groups.values()]
    return tuple(holder for holder, _ in found), [told for _, twice in found for told in twice]


def _one(rows: Sequence[RegisteredHolder]) -> tuple[RegisteredHolder, list[Told]]:
    told = [row for row in rows if row.percent is not None]
    first = told[0] if told else rows[0]
    bounds = {(row.percent, row.most) for row in told}
    since = min((row.since for row in rows if row.since), default=None)
    if len(bounds) < 2:
        return replace(first, since=since), []
    least = min(row.percent for row in told if row.percent is not None)
    most = max(row.most or row.percent or 0 for row in told)
    twice = [labelled(row.share, f"percentage of {row.name.text}") for row in told if row.share]
    return replace(first, percent=least, most=most, since=since), twice
