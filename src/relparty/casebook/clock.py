"""Moments as the casebook writes them: ISO text in UTC, always of one length, so that text order is time order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TypeAlias

Clock: TypeAlias = Callable[[], datetime]

CHINA = timezone(timedelta(hours=8), "UTC+8")
"""The one time of China; deadlines are typed and shown in it."""


def system() -> datetime:
    """The time of this machine."""
    return datetime.now(UTC)


def stamp(moment: datetime) -> str:
    """A moment as text, such as `2026-11-23T03:09:15.000120Z`; raises ValueError for one without a zone."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    at = moment.astimezone(UTC)
    return f"{at.year:04}-{at:%m-%dT%H:%M:%S.%f}Z"  # %Y gives fewer figures to early years, and text order is time order


def moment(text: str) -> datetime:
    """The moment that `stamp` wrote."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)


def day(text: str) -> date:
    """The calendar day in China of a stamp."""
    return moment(text).astimezone(CHINA).date()
