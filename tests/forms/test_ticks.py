from __future__ import annotations

import pytest

from relparty.forms.ticks import chosen


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("☑有 ☐无", ("有",)),
        ("☐有　☑无", ("无",)),
        ("有□ 无■", ("无",)),
        ("有（√）无（ ）", ("有",)),
        ("[√]是 [ ]否", ("是",)),
        ("√无", ("无",)),
        ("●是 ○否", ("是",)),
        ("☑控股 ☑管理 ☐其他：____", ("控股", "管理")),
        ("☐有 ☐无", ()),
        ("☐有：乙木公司 ☑无", ()),
        ("有□ 无□", ()),
    ],
)
def test_boxes_tell_what_is_ticked(text: str, options: tuple[str, ...]) -> None:
    assert chosen(text) == options


@pytest.mark.parametrize("text", ["", "无", "√", "深圳市甲辰（集团）有限公司", "张○○", "甲公司（ ）", "Company (X) Ltd"])
def test_a_text_without_boxes_is_left_as_it_is(text: str) -> None:
    assert chosen(text) is None
