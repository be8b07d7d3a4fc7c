"""Shares, days and codes as the engine reads them, against what the forms' own readers say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from relparty.bundle import columns
from relparty.bundle.columns import ABOVE, BELOW, Role
from relparty.bundle.layout import UNDATED, UNTOLD
from relparty.forms.values import WrittenShare
from relparty.identifiers import uscc

PATH = Path("t.parquet")


def read(role: Role, sort: str, values: Sequence[Any]) -> list[Any]:
    con = duckdb.connect()
    con.execute(f"CREATE TABLE t (place INTEGER, v {sort})")
    con.executemany("INSERT INTO t VALUES (?, ?)", list(enumerate(values)))
    found = [row[0] for row in con.execute(f"SELECT {columns.read(role, PATH, 'v', 'v', sort)} FROM t ORDER BY place").fetchall()]
    con.close()
    return found


def expected(written: Decimal) -> int:
    share = WrittenShare(written, has_sign=True).as_percent
    return ABOVE if share > 1_000_000 else BELOW if share < 0 else share


SHARES = st.decimals(-1, 101, places=8) | st.integers(0, 2_000_000).map(lambda n: Decimal(n) / 20_000)


@settings(max_examples=25, deadline=None)
@given(st.lists(SHARES, min_size=1, max_size=20))
@example([Decimal(50), Decimal("50.00001"), Decimal("49.99999"), Decimal("33.33335"), Decimal("33.33345"), Decimal("0.00005")])
def test_a_share_is_the_integer_that_a_form_would_give(shares: list[Decimal]) -> None:
    wanted = [expected(share) for share in shares]
    assert read(Role.PERCENT, "VARCHAR", [str(share) for share in shares]) == wanted
    assert read(Role.PERCENT, "DECIMAL(20,8)", shares) == wanted


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 1_000_000), min_size=1, max_size=20))
def test_a_share_in_floating_point_is_the_one_that_was_meant(units: list[int]) -> None:
    shares = [unit / 10_000 for unit in units]
    assert read(Role.PERCENT, "DOUBLE", shares) == units


@pytest.mark.parametrize(
    ("sort", "value", "share"),
    [
        ("DOUBLE", 50.0, 500_000),
        ("DOUBLE", 50.000000001, 500_001),
        ("DOUBLE", 49.999999999, 499_999),
        ("DOUBLE", 100.00000000001, 1_000_000),
        ("DOUBLE", 100.0001, ABOVE),
        ("DOUBLE", -0.0001, BELOW),
        ("FLOAT", 83.29, 832_900),
        ("FLOAT", 50.0, 500_000),
        ("INTEGER", 50, 500_000),
        ("INTEGER", 101, ABOVE),
        ("BIGINT", 2**62, ABOVE),
        ("BIGINT", -(2**62), BELOW),
        ("VARCHAR", "50." + "0" * 25 + "1", 500_001),
        ("VARCHAR", " 83.29% ", 832_900),
        ("VARCHAR", "1e1", 100_000),
        ("VARCHAR", "", UNTOLD),
        ("VARCHAR", None, UNTOLD),
        ("DOUBLE", None, UNTOLD),
        ("DECIMAL(5,2)", None, UNTOLD),
    ],
)
def test_shares_at_their_edges(sort: str, value: Any, share: int) -> None:
    assert read(Role.PERCENT, sort, [value]) == [share]


@pytest.mark.parametrize(
    ("sort", "value", "day"),
    [
        ("VARCHAR", "1970-01-02", 1),
        ("VARCHAR", " 2026-11-22 ", 20_779),
        ("VARCHAR", "1969-12-31", -1),
        ("VARCHAR", "", UNDATED),
        ("VARCHAR", None, UNDATED),
        ("VARCHAR", "20261122", None),
        ("VARCHAR", "0044-03-15 (BC)", None),
        ("VARCHAR", "10000-01-01", None),
        ("DATE", date(1970, 1, 2), 1),
        ("DATE", None, UNDATED),
        ("TIMESTAMP", "1970-01-02 23:59:59", 1),
        ("TIMESTAMP", "infinity", None),
    ],
)
def test_days(sort: str, value: Any, day: int | None) -> None:
    assert read(Role.DAY, sort, [value]) == [day]


CODES = st.text(st.sampled_from("0123456789ABCXYZabcxyz０９ＡＺａｚ－— -.·\u3000\u00a0"), max_size=24)


@settings(max_examples=25, deadline=None)
@given(st.lists(CODES, min_size=1, max_size=20))
def test_a_code_is_folded_as_everywhere(codes: list[str]) -> None:
    con = duckdb.connect()
    found = [con.execute(f"SELECT {columns.folded_uscc('v')} FROM (SELECT ? AS v)", [code]).fetchall()[0][0] for code in codes]
    con.close()
    assert found == [uscc.fold(code) for code in codes]
