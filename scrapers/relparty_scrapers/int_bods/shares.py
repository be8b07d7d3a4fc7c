"""A share as BODS tells it, exact or between bounds, in the units of an extract."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal

from relparty.model.record import WHOLE
from relparty_scrapers.int_bods.codec import Number
from relparty_scrapers.int_bods.records import Share

_PERCENT = WHOLE // 100


@dataclass(frozen=True, slots=True)
class Bounds:
    """A share in 0.0001 %: `least` alone is exact; None where none is told or what is told cannot be."""

    least: int | None = None
    most: int | None = None
    is_sound: bool = True
    """False where a share is told that cannot be: beyond 100 %, or against itself."""


def bounds(share: Share | None) -> Bounds:
    """What a share says. A bound that is not reached itself is one unit nearer; a missing bound is 0 or 100 %."""
    if share is None:
        return Bounds()
    told = (share.exact, share.minimum, share.exclusive_minimum, share.maximum, share.exclusive_maximum)
    if any(each is not None and not 0 <= each <= 100 for each in told):
        return Bounds(is_sound=False)
    if all(each is None for each in told):
        return Bounds()
    least = max(_units(share.minimum, ROUND_FLOOR, 0), _units(share.exclusive_minimum, ROUND_FLOOR, -1) + 1)
    most = min(_units(share.maximum, ROUND_CEILING, WHOLE), _units(share.exclusive_maximum, ROUND_CEILING, WHOLE + 1) - 1)
    if share.exact is not None:
        exact = _units(share.exact, ROUND_HALF_EVEN, 0)
        return Bounds(exact, is_sound=least <= exact <= most)
    if least > most:
        return Bounds(is_sound=False)
    return Bounds(least, None if least == most else most)


def _units(number: Number | None, rounding: str, otherwise: int) -> int:
    return otherwise if number is None else int((Decimal(number) * _PERCENT).to_integral_value(rounding))
