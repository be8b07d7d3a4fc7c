"""Texts one behind the other, as Arrow and bundles keep them: found among others, and marked."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from relparty.batch.kernels.compiled import bare, kept
from relparty.batch.kernels.memory import fetch
from relparty.batch.kernels.register import Bools, Int32s, Int64s

Bytes = NDArray[np.uint8]

_BASIS, _PRIME = np.uint64(0xCBF29CE484222325), np.uint64(0x100000001B3)
_FREE, _CODE = np.uint64(2**64 - 1), np.uint64(2**32 - 1)
"""A slot that is free; the half of a slot that is a place, the other half is that of the mark."""
_BLOCK = 256
"""How many texts are asked for at once, so that none waits for the memory of the one before."""

Words = NDArray[np.uint64]


def directory(known: Bytes, known_at: Int64s, count: int) -> Words:
    """Where the first `count` texts stand, by their marks; a third of the slots at least stays free."""
    slots = np.full(1 << (3 * count // 2).bit_length(), _FREE)
    enter(known, known_at, count, np.empty(_BLOCK, np.uint64), slots)
    return slots


@kept
def enter(known: Bytes, known_at: Int64s, count: int, marks_of: Words, directory: Words) -> None:
    """Enters the first `count` texts into a directory: each stands in the first free slot from its mark on (Knuth, TAOCP 6.4, algorithm L)."""
    for begin in range(0, count, _BLOCK):
        end = min(begin + _BLOCK, count)
        for each in range(begin, end):
            marks_of[each - begin] = _mark(known, known_at[each], known_at[each + 1])
            fetch(directory, _slot(directory, marks_of[each - begin]))
        for each in range(begin, end):
            mark = marks_of[each - begin]
            slot = _slot(directory, mark)
            while directory[slot] != _FREE:
                slot = (slot + 1) & (len(directory) - 1)
            directory[slot] = (mark & ~_CODE) | np.uint64(each)


@kept
def find(known: Bytes, known_at: Int64s, directory: Words, asked: Bytes, asked_at: Int64s, marks_of: Words, found: Int32s) -> None:
    """Writes for each text asked, whose marks are told, its place among the known ones of a directory; -1 for none."""
    for begin in range(0, len(found), _BLOCK):
        end = min(begin + _BLOCK, len(found))
        for each in range(begin, end):
            fetch(directory, _slot(directory, marks_of[each]))
        for each in range(begin, end):
            found[each] = _next(directory, _slot(directory, marks_of[each]), marks_of[each])
            if found[each] >= 0:
                fetch(known_at, _place(directory, found[each]))
        for each in range(begin, end):
            if found[each] >= 0:
                fetch(known, known_at[_place(directory, found[each])])
        for each in range(begin, end):
            slot = found[each]
            while slot >= 0 and not _is_same(known, known_at, _place(directory, slot), asked, asked_at[each], asked_at[each + 1]):
                slot = _next(directory, (slot + 1) & (len(directory) - 1), marks_of[each])
            found[each] = _place(directory, slot) if slot >= 0 else -1


@bare
def _slot(directory: Words, mark: np.uint64) -> int:
    return int(np.int64(mark)) & (len(directory) - 1)


@bare
def _place(directory: Words, slot: int) -> int:
    return int(np.int64(directory[slot] & _CODE))


@bare
def _next(directory: Words, slot: int, mark: np.uint64) -> int:
    """The first slot from one on with that half of a mark; -1 where a free one comes first."""
    while directory[slot] != _FREE:
        if (directory[slot] ^ mark) & ~_CODE == 0:
            return slot
        slot = (slot + 1) & (len(directory) - 1)
    return -1


@bare
def _is_same(known: Bytes, known_at: Int64s, place: int, asked: Bytes, begin: int, end: int) -> bool:
    first = known_at[place]
    if known_at[place + 1] - first != end - begin:
        return False
    for at in range(end - begin):
        if known[first + at] != asked[begin + at]:
            return False
    return True


@kept
def marks(content: Bytes, at: Int64s, found: Words) -> None:
    """Writes a number for each text that depends on its bytes alone."""
    for each in range(len(at) - 1):
        found[each] = _mark(content, at[each], at[each + 1])


@bare
def _mark(content: Bytes, begin: int, end: int) -> np.uint64:
    """FNV-1a (Fowler, Noll and Vo), its halves together."""
    mark = _BASIS
    for place in range(begin, end):
        mark = (mark ^ np.uint64(content[place])) * _PRIME
    return mark ^ (mark >> np.uint64(32))


@kept
def sort_bids(begins: Int64s, codes: Int32s, marks_of: Words, amounts: Words, is_new: Bools) -> None:
    """Puts the bids of each lot in the order of bidder and amount, whatever order they came in; flags those that repeat none before."""
    for lot in range(len(begins) - 1):
        for at in range(begins[lot] + 1, begins[lot + 1]):
            place = at
            while place > begins[lot] and _stands_before(codes, marks_of, amounts, place, place - 1):
                codes[place], codes[place - 1] = codes[place - 1], codes[place]
                marks_of[place], marks_of[place - 1] = marks_of[place - 1], marks_of[place]
                amounts[place], amounts[place - 1] = amounts[place - 1], amounts[place]
                place -= 1
        for at in range(begins[lot], begins[lot + 1]):
            is_new[at] = at == begins[lot] or _stands_before(codes, marks_of, amounts, at - 1, at)


@bare
def _stands_before(codes: Int32s, marks_of: Words, amounts: Words, one: int, other: int) -> bool:
    if codes[one] != codes[other]:
        return codes[one] < codes[other]
    if marks_of[one] != marks_of[other]:
        return marks_of[one] < marks_of[other]
    return amounts[one] < amounts[other]
