"""The kernels that look texts up and mark them, against the plain ways to do so."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import numpy as np
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from relparty.batch.kernels import texts
from relparty.bundle.arrays import pieces

PATIENT = settings(deadline=None)
"""The first call of a kernel loads it."""
IDS = st.text("a0\x00~长é", max_size=40)
"""Many that begin alike, some of them the beginning of others, of one to three bytes a letter."""


def flat(told: Sequence[str]) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    at, content = pieces(pa.array(told, pa.large_string()))
    return np.frombuffer(content, np.uint8), at


def directory(known: Sequence[str], count: int) -> NDArray[np.uint64]:
    return texts.directory(*flat(known), count)


def looked_up(known: Sequence[str], entered: NDArray[np.uint64], asked: Sequence[str]) -> list[int]:
    found, of = np.empty(len(asked), np.int32), np.array(marks(asked), np.uint64)
    texts.find(*flat(known), entered, *flat(asked), of, found)
    told: list[int] = found.tolist()
    return told


def places(known: Sequence[str], count: int, asked: Sequence[str]) -> list[int]:
    return looked_up(known, directory(known, count), asked)


def marks(told: Sequence[str]) -> list[int]:
    found = np.empty(len(told), np.uint64)
    texts.marks(*flat(told), found)
    each: list[int] = found.tolist()
    return each


@PATIENT
@given(known=st.lists(IDS, unique=True), others=st.lists(IDS), chosen=st.randoms(use_true_random=False))
def test_texts_are_found_in_whatever_order_they_are_asked(known: list[str], others: list[str], chosen: Random) -> None:
    asked = [*known, *others]
    chosen.shuffle(asked)
    place = {each: at for at, each in enumerate(known)}
    assert places(known, len(known), asked) == [place.get(each, -1) for each in asked]


@PATIENT
@given(known=st.lists(IDS, unique=True, min_size=1), asked=st.lists(IDS, min_size=1))
def test_only_the_first_texts_are_entered(known: list[str], asked: list[str]) -> None:
    count = len(known) // 2
    place = {each: at for at, each in enumerate(known[:count])}
    asked = [*asked, *known]
    assert places(known, count, asked) == [place.get(each, -1) for each in asked]


def test_a_text_that_begins_like_another_is_not_that() -> None:
    known = ["ab", "abc", "长城", "长城建设", "长城建设" * 900]
    asked = ["a", "ab", "abcd", "长", "长城", "长城建", "长城建设", "长城建设" * 899, "长城建设" * 900, "长城建设" * 900 + "x", ""]
    assert places(known, 5, asked) == [-1, 0, -1, -1, 2, -1, 3, -1, 4, -1, -1]


def test_more_texts_than_are_asked_for_at_once() -> None:
    known = [f"{n:05d}" for n in range(0, 5000, 3)]
    asked = [f"{n:05d}" for n in range(5000)]
    assert places(known, len(known), asked) == [n // 3 if n % 3 == 0 else -1 for n in range(5000)]


def test_a_text_of_the_same_mark_is_not_taken_for_the_one_asked() -> None:
    known = ["甲", "乙"]
    entered = directory(known, 1)
    (slot,) = np.flatnonzero(entered != entered.max()).tolist()
    half = entered[slot] & ~np.uint64(2**32 - 1)
    entered[slot] = half | np.uint64(1)
    assert looked_up(known, entered, ["甲"]) == [-1]
    entered[(slot + 1) % len(entered)] = half
    assert looked_up(known, entered, ["甲"]) == [0]


@PATIENT
@given(st.lists(IDS), st.lists(IDS))
def test_a_mark_depends_on_its_own_text_alone(before: list[str], after: list[str]) -> None:
    assert marks([*before, *after]) == marks(before) + marks(after)
    assert len(set(marks([*before, *after]))) == len({*before, *after})


ROW = st.tuples(st.integers(-2, 2), st.integers(0, 2), st.integers(0, 2))


@PATIENT
@given(st.lists(st.lists(ROW, max_size=8), min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_the_bids_of_each_lot_are_sorted_and_stay_in_their_lot(told: list[list[tuple[int, int, int]]], chosen: Random) -> None:
    shuffled = [list(lot) for lot in told]
    for lot in shuffled:
        chosen.shuffle(lot)
    begins = np.cumsum([0, *map(len, told)])
    rows = np.array([row for lot in shuffled for row in lot], np.int64).reshape(-1, 3)
    codes, of, amounts = rows[:, 0].astype(np.int32), rows[:, 1].astype(np.uint64), rows[:, 2].astype(np.uint64)
    is_new = np.zeros(len(codes), np.bool_)
    texts.sort_bids(begins, codes, of, amounts, is_new)
    found = list(zip(codes.tolist(), of.tolist(), amounts.tolist(), strict=True))
    assert found == [row for lot in told for row in sorted(lot)]
    assert is_new.tolist() == [at == 0 or lot[at] != lot[at - 1] for lot in map(sorted, told) for at in range(len(lot))]
