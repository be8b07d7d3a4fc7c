"""The foot of a form: its day, and the end of a text table."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

import formwriter
import lotmaker
from formpapers import BIDDER, declared, reasons, table, told
from relparty.documents import delimited
from relparty.forms.read import forms_in
from relparty.model.lot import Declaration, form_file
from relparty.settings import FileLimits

FORM = lotmaker.forms({"bidders": {"甲辰": {}}})["甲辰"]
CSV = dict(formwriter.NEW_PRINTINGS)["csv"]


@pytest.mark.parametrize("text", ["2426-11-10", "1926-11-10", "2026-13-10", "46336", "见封面日期", "2026年11月"])
def test_a_day_that_cannot_be_read_or_be_true_is_told_and_not_used(text: str) -> None:
    got = told(["填报日期", text])
    assert got.declared_on is None
    assert reasons(got) & {"day_unreadable", "elsewhere"}


@pytest.mark.parametrize("text", ["2026.1.5", "2026-01-05", "二〇二六年 2026年1月5日"])
def test_a_day_is_read(text: str) -> None:
    got = told(["填报日期", text])
    assert (got.declared_on, reasons(got)) == (date(2026, 1, 5), set())


@pytest.mark.parametrize("pattern", ["    年   月   日", "____年__月__日", "无", ""])
def test_a_pattern_left_empty_is_no_answer(pattern: str) -> None:
    assert reasons(told(["填报日期", pattern])) == set()
    got = told(["签署日期", pattern], ["填报日期", "2026-01-05"])
    assert (got.declared_on, reasons(got)) == (date(2026, 1, 5), set())


def test_a_change_in_an_impossible_year_has_no_date() -> None:
    heading = ["变更事项", "变更前", "变更后", "变更日期"]
    got = told(["七、变更情况"], heading, ["股东", "厉昶远", "戎珩砚", "2426-01-05"])
    assert reasons(got) == {"change_without_date"}


def _read(content: bytes) -> Declaration:
    (got,) = forms_in(delimited.read(form_file("forms/a.csv", content), content, FileLimits())).declarations
    return got


def test_a_whole_text_table_is_fine() -> None:
    assert reasons(_read(CSV(FORM))) == set()


@pytest.mark.parametrize("lines", [17, 25, 28])
def test_a_text_table_without_its_foot_is_cut_off(lines: int) -> None:
    whole = "\n".join(",".join(map(str, row)) for row in formwriter.table(FORM))
    assert reasons(_read(whole.encode())) == set()
    assert "cut_off" in reasons(_read("\n".join(whole.splitlines()[:lines]).encode()))


def test_other_documents_need_no_foot() -> None:
    document = table([BIDDER])
    assert reasons(declared(document)) == set()
    as_text = replace(document, file=replace(document.file, kind="csv"))
    assert reasons(declared(as_text)) == {"cut_off"}
