"""Texts one behind the other, as Arrow and bundles keep them: found among sorted ones, and marked."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from relparty.batch.kernels.compiled import bare
from relparty.batch.kernels.register import Int32s, Int64s

Bytes = NDArray[np.uint8]

_BASIS, _PRIME = np.uint64(0xCBF29CE484222325), np.uint64(0x100000001B3)


_HALF = 8


@bare
def heads(content: Bytes, at: Int64s, found: NDArray[np.uint64]) -> None:
    """Writes the first sixteen bytes of each text as two numbers that order like the bytes."""
    for each in range(len(at) - 1):
        for half in range(2):
            word = np.uint64(0)
            for place in range(at[each] + half * _HALF, at[each] + half * _HALF + _HALF):
                word = (word << np.uint64(8)) | np.uint64(content[place] if place < at[each + 1] else 0)
            found[half, each] = word


@bare
def find(known: Bytes, known_at: Int64s, count: int, asked: Bytes, asked_at: Int64s, order: Int64s, found: Int32s) -> None:
    """Writes for each text asked its place among the first `count` known ones, which rise in the order of their bytes; -1 for none.

    The texts are looked for in an `order` in which they nearly rise, each from where the one before was found: so the known
    ones are read from the first to the last, and not a hundred bytes here and there.
    """
    at = 0
    for each in order:
        begin, end = asked_at[each], asked_at[each + 1]
        low, high, step = at, at, 1
        while low > 0 and _order(known, known_at, low - 1, asked, begin, end) >= 0:
            high = low - 1
            low = max(high - step, 0)
            step *= 2
        step = 1
        while high < count and _order(known, known_at, high, asked, begin, end) < 0:
            low = high + 1
            high = min(low + step, count)
            step *= 2
        while low < high:
            middle = (low + high) // 2
            if _order(known, known_at, middle, asked, begin, end) < 0:
                low = middle + 1
            else:
                high = middle
        at = low
        found[each] = at if at < count and _order(known, known_at, at, asked, begin, end) == 0 else -1


@bare
def _order(known: Bytes, known_at: Int64s, place: int, asked: Bytes, begin: int, end: int) -> int:
    """Below, at or above zero as a known text stands before, at or behind the one asked."""
    first, size = known_at[place], known_at[place + 1] - known_at[place]
    for at in range(min(size, end - begin)):
        difference = np.int64(known[first + at]) - np.int64(asked[begin + at])
        if difference:
            return int(difference)
    return int(size - (end - begin))


@bare
def marks(content: Bytes, at: Int64s, found: NDArray[np.uint64]) -> None:
    """Writes a number for each text that depends on its bytes alone (FNV-1a, Fowler, Noll and Vo)."""
    for each in range(len(at) - 1):
        mark = _BASIS
        for place in range(at[each], at[each + 1]):
            mark = (mark ^ np.uint64(content[place])) * _PRIME
        found[each] = mark ^ (mark >> np.uint64(32))


@bare
def sort_bids(begins: Int64s, codes: Int32s, marks_of: NDArray[np.uint64], amounts: NDArray[np.uint64]) -> None:
    """Puts the bids of each lot in the order of bidder and amount, whatever order they came in."""
    for lot in range(len(begins) - 1):
        for at in range(begins[lot] + 1, begins[lot + 1]):
            place = at
            while place > begins[lot] and _stands_before(codes, marks_of, amounts, place, place - 1):
                codes[place], codes[place - 1] = codes[place - 1], codes[place]
                marks_of[place], marks_of[place - 1] = marks_of[place - 1], marks_of[place]
                amounts[place], amounts[place - 1] = amounts[place - 1], amounts[place]
                place -= 1


@bare
def _stands_before(codes: Int32s, marks_of: NDArray[np.uint64], amounts: NDArray[np.uint64], one: int, other: int) -> bool:
    if codes[one] != codes[other]:
        return codes[one] < codes[other]
    if marks_of[one] != marks_of[other]:
        return marks_of[one] < marks_of[other]
    return amounts[one] < amounts[other]
