"""Shares out of contributions: instalments add up, and what does not prove itself gives nothing."""

from __future__ import annotations

import pytest

from relparty.registers import contributions


@pytest.mark.parametrize(
    ("told", "capital", "shares"),
    [
        ([["60万人民币"], ["40万人民币"]], "100万人民币", [600_000, 400_000]),
        ([["20 万人民币", "40万元"], ["400,000元"]], "100万人民币", [600_000, 400_000]),
        ([["60万美元"], ["40万美元"]], "", [600_000, 400_000]),
        ([["60万美元"], ["40万人民币"]], "", [None, None]),
        ([["30万美元", "30万人民币"], ["40万人民币"]], "", [None, None]),
        ([["60万人民币"], []], "", [None, None]),
        ([["60万人民币"], ["若干"]], "", [None, None]),
        ([["60万人民币"], ["20万人民币"]], "100万人民币", [None, None]),
        ([["60万人民币"], ["40万人民币"]], "不详", [None, None]),
        ([["0万人民币"]], "", [None]),
        ([], "100万人民币", []),
    ],
)
def test_contributions_make_shares_only_where_they_are_the_whole(told: list[list[str]], capital: str, shares: list[int | None]) -> None:
    assert contributions.shares(told, capital) == shares
