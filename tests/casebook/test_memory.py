from __future__ import annotations

from itertools import combinations, product
from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relparty.casebook.memory import meetings, tail


def test_a_pair_that_keeps_meeting_stands_first() -> None:
    lots = [{"a", "b", "c"}, {"a", "b", "d"}, {"a", "b"}, {"c", "d"}, {"c", "e"}, {"d", "e", "c"}]
    found = meetings(lots)
    assert [(each.usccs, each.times) for each in found] == [(("a", "b"), 3), (("c", "e"), 2), (("c", "d"), 2)]
    first = found[0]
    assert first.lots == (3, 3)
    assert first.expected == pytest.approx(1.5)
    assert first.chance == pytest.approx(1 / 20)  # all three of the one among the three of the other, of six


def test_who_is_in_every_lot_meets_everybody_by_chance() -> None:
    (found,) = meetings([{"a", "b"}, {"a", "b"}, {"a"}])
    assert found.chance == 1
    assert found.expected == 2


@given(st.integers(1, 7), st.data())
def test_the_tail_is_what_counting_all_ways_gives(lots: int, data: st.DataObject) -> None:
    one, other = data.draw(st.integers(0, lots)), data.draw(st.integers(0, lots))
    times = data.draw(st.integers(0, min(one, other)))
    ways = list(product(combinations(range(lots), one), combinations(range(lots), other)))
    at_least = sum(len(set(a) & set(b)) >= times for a, b in ways)
    assert isclose(tail(lots, one, other, times), at_least / len(ways))


@given(st.lists(st.sets(st.sampled_from("abcdef"), min_size=1), max_size=12))
def test_the_order_of_lots_does_not_matter(lots: list[set[str]]) -> None:
    assert meetings(lots) == meetings(lots[::-1])
