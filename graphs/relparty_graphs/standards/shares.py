"""A share as standards tell it: exact, or between two bounds."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from relparty.graph_formats import PictureEdge
from relparty.model.record import WHOLE, percent_text

_UNIT = WHOLE // 100
_ROUND = 10
"""Bounds that are not reached themselves are a unit off a round figure (`more than 25 %` is 250001)."""


@dataclass(frozen=True, slots=True)
class Share:
    """A share in percent: `most` only where it lies between two bounds, each of which may itself not be reached."""

    least: Decimal
    most: Decimal | None = None
    is_above_least: bool = False
    is_below_most: bool = False


def share(edge: PictureEdge) -> Share | None:
    """The share that a holding tells; None where none is told, or one that cannot be."""
    least, most = edge.percent, edge.most
    if least is None or not 0 <= least <= (most or WHOLE) <= WHOLE:
        return None
    if most is None or most == least:
        return Share(_percent(least))
    is_above, is_below = least % _ROUND == 1, most % _ROUND == _ROUND - 1
    return Share(_percent(least - is_above), _percent(most + is_below), is_above, is_below)


def figure(number: Decimal) -> str:
    """A percent without needless zeros: `83.29`."""
    return percent_text(int(number * _UNIT)).rstrip("%")


def number(percent: Decimal) -> int | float:
    """A percent as JSON tells it: four decimals at most, which a float tells to the last digit."""
    return int(percent) if percent == int(percent) else float(percent)


def _percent(units: int) -> Decimal:
    return Decimal(units) / _UNIT
