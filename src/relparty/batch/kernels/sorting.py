"""Few things put in order."""

from __future__ import annotations

from relparty.batch.kernels.compiled import compiled
from relparty.batch.kernels.register import Int32s, Int64s


@compiled
def order(keys: Int64s, count: int, places: Int32s) -> None:
    """Writes the places of the first `count` keys in the order of the keys, of equal ones the earlier first (Shell 1959)."""
    for at in range(count):
        places[at] = at
    gap = count // 2
    while gap > 0:
        for at in range(gap, count):
            place, to = places[at], at
            while to >= gap and _stands_before(keys, place, places[to - gap]):
                places[to] = places[to - gap]
                to -= gap
            places[to] = place
        gap //= 2


@compiled
def _stands_before(keys: Int64s, one: int, other: int) -> bool:
    return keys[one] < keys[other] or (keys[one] == keys[other] and one < other)
