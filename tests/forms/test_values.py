from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relparty.forms.values import shares, written_date, written_share
from relparty.model.record import WHOLE, adds_up


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("70", 700_000),
        ("70%", 700_000),
        ("７０％", 700_000),
        ("70.00 %", 700_000),
        ("七十", 700_000),
        ("百分之七十", 700_000),
        ("三十三点三三", 333_300),
        ("一百", WHOLE),
        ("百", WHOLE),
        ("十五", 150_000),
        ("两", 20_000),
        ("83.29", 832_900),
        ("0.0001", 1),
        ("33.3333", 333_333),
    ],
)
def test_shares_are_written_in_many_ways(text: str, percent: int) -> None:
    share = written_share(text)
    assert share is not None
    assert share.as_percent == percent


@pytest.mark.parametrize("text", ["", "无", "约七成", "-5", "abc", "1/3", "NaN", "Infinity", "十点十"])
def test_what_is_no_share_is_none(text: str) -> None:
    assert written_share(text) is None


@pytest.mark.parametrize(
    ("texts", "percents"),
    [
        (["0.7", "0.3"], [700_000, 300_000]),
        (["1"], [WHOLE]),
        (["70", "0.3"], [700_000, 300_000]),
        (["99.5", "0.5"], [995_000, 5_000]),
        (["0.7%", "99.3%"], [7_000, 993_000]),
        (["0.7", "0.2"], [7_000, 2_000]),
    ],
)
def test_parts_of_one_are_read_as_such_only_where_that_makes_the_whole(texts: list[str], percents: list[int]) -> None:
    assert shares([written_share(text) for text in texts]) == percents


@given(st.lists(st.integers(1, WHOLE), min_size=1, max_size=6))
def test_percents_that_add_up_are_never_reread(parts: list[int]) -> None:
    total = sum(parts)
    exact = [part * WHOLE // total for part in parts]
    exact[0] += WHOLE - sum(exact)
    assert shares([written_share(f"{part / 10_000:.4f}") for part in exact]) == exact


@pytest.mark.parametrize(("total", "ok"), [(WHOLE, True), (WHOLE - 500, True), (WHOLE + 500, True), (WHOLE - 501, False), (850_000, False)])
def test_a_twentieth_of_a_percent_may_be_missing(total: int, ok: bool) -> None:
    assert adds_up([total]) is ok


@pytest.mark.parametrize("text", ["2026-11-10", "2026年11月10日", "2026/11/10", "2026.11.10", "20261110", "２０２６年１１月１０日"])
def test_dates_are_written_in_many_ways(text: str) -> None:
    assert written_date(text) == date(2026, 11, 10)


@pytest.mark.parametrize("text", ["", "无", "2026-13-01", "去年", "2026年"])
def test_what_is_no_date_is_none(text: str) -> None:
    assert written_date(text) is None
