"""Contributions in every writing, and the shares that they make."""

from __future__ import annotations

from decimal import Decimal

import pytest

from relparty.evidence.amounts import Amount, amount, is_whole, shares


@pytest.mark.parametrize(
    ("text", "column", "yuan"),
    [
        ("60", "认缴额（万元）", 600_000),
        ("60", "", 600_000),
        ("60万", "", 600_000),
        ("６０．５万元", "", 605_000),
        ("600,000元", "认缴额（万元）", 600_000),
        ("600000", "认缴出资额（元）", 600_000),
        ("人民币 60 万元整", "", 600_000),
        ("1.2亿元", "", 120_000_000),
    ],
)
def test_a_sum_is_read(text: str, column: str, yuan: int) -> None:
    assert amount(text, column) == Amount(Decimal(yuan))


@pytest.mark.parametrize("text", ["", "—", "非公示项", "货币", "六十万", "60%", "60-70"])
def test_what_is_no_sum_is_none(text: str) -> None:
    found = amount(text)
    assert found is None or found.currency


def test_another_currency_is_kept_apart() -> None:
    assert amount("60万美元") == Amount(Decimal(600_000), "美")
    assert shares([amount("60万美元"), amount("40万元")], None) == [None, None]
    assert shares([amount("60万美元"), amount("40万美元")], None) == [600_000, 400_000]


def test_shares_are_parts_of_the_sum() -> None:
    thirds = [amount("100"), amount("100"), amount("100")]
    assert shares(thirds, None) == [333_333, 333_333, 333_333]
    assert shares(thirds, amount("300万元")) == [333_333, 333_333, 333_333]


def test_a_missing_sum_or_another_capital_gives_none() -> None:
    assert shares([amount("100"), None], None) == [None, None]
    assert shares([amount("100"), amount("100")], amount("300万元")) == [None, None]
    assert shares([amount("0")], None) == [None]


def test_the_capital_is_made_up_within_the_tolerance() -> None:
    assert is_whole([amount("333.33"), amount("666.66")], amount("1000万元人民币"))
    assert not is_whole([amount("333"), amount("666")], amount("1000万元人民币"))
    assert not is_whole([amount("1000")], None)
