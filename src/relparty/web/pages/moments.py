"""Moments and days as people in China type and read them."""

from __future__ import annotations

from datetime import date, datetime

from relparty.casebook import clock

_YEARS = range(2000, 2101)
"""A year beyond is a slip of the finger."""


def shown(stamp: str) -> str:
    """A stamp in China's time to the minute, such as `2026-11-22 09:30`."""
    return f"{clock.moment(stamp).astimezone(clock.CHINA):%Y-%m-%d %H:%M}"


def exact(stamp: str) -> str:
    """A stamp in China's time to the second: for what came at the deadline."""
    return f"{clock.moment(stamp).astimezone(clock.CHINA):%Y-%m-%d %H:%M:%S}"


def field(stamp: str) -> str:
    """A stamp as an input of date and time takes it."""
    return f"{clock.moment(stamp).astimezone(clock.CHINA):%Y-%m-%dT%H:%M}"


def typed(text: str) -> str:
    """The stamp of a date and time typed in China's time; raises ValueError for what is none."""
    found = datetime.fromisoformat(text.strip())
    if len(text.strip()) <= len("2026-11-22") or found.year not in _YEARS:
        raise ValueError("a deadline needs its hour, and a year of ours")
    return clock.stamp(found if found.tzinfo is not None else found.replace(tzinfo=clock.CHINA))


def day(text: str) -> date:
    """A day that was typed; raises ValueError for what is none."""
    found = date.fromisoformat(text.strip())
    if found.year not in _YEARS:
        raise ValueError("a day needs a year of ours")
    return found
