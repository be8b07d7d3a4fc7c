"""Receipts: what came, when, with what hash; of nobody else a word, and the same receipt the same bytes."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pypdf
import pytest

import paperwords
from relparty.phrases import Lang
from relparty.reports.dossier.blocks import Banner, Table
from relparty.reports.receipt import Reading, Receipt, ReceivedFile, paper, pdf

WHEN = datetime(2026, 11, 19, 16, 30, 5, 250, tzinfo=UTC)
RECEIPT = Receipt(
    code="R-7f3a",
    lot_name="示例道路养护项目",
    lot_id="SZ-2026-001",
    bidder_name="深圳市甲辰工程有限公司",
    bidder_uscc="91440300MA000100XJ",
    received_at=WHEN,
    version=2,
    files=(
        ReceivedFile("采集表.xlsx", 20480, "ab" * 32, Reading.UNDERSTOOD),
        ReceivedFile("扫描件.pdf", 1, "cd" * 32, Reading.UNREAD),
        ReceivedFile("营业执照.jpg", 7, "ef" * 32, Reading.KEPT),
    ),
    office="示例市采购中心",
    proof="0123456789abcdef" * 4,
)
LATE = replace(RECEIPT, is_late=True, deadline=datetime(2026, 11, 20, 0, 0, tzinfo=timezone(timedelta(hours=8))))
LANGS: tuple[Lang, ...] = ("zh", "en")


def words(receipt: Receipt, lang: Lang = "zh") -> str:
    return paperwords.words(paper(receipt, lang))


def banner(receipt: Receipt) -> Banner:
    return next(each for each in paper(receipt, "zh").blocks if isinstance(each, Banner))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("receipt", [RECEIPT, LATE])
def test_all_that_was_handed_in_stands_in_it(receipt: Receipt, lang: Lang) -> None:
    told = words(receipt, lang)
    for text in ("R-7f3a", "示例道路养护项目", "SZ-2026-001", "深圳市甲辰工程有限公司", "91440300MA000100XJ", "示例市采购中心", "20480"):
        assert text in told
    assert all(file.name in told and file.sha256 in told for file in receipt.files)
    assert receipt.proof in told.replace(" ", "")


def test_the_time_is_told_in_china_and_in_utc() -> None:
    told = words(RECEIPT)
    assert "2026-11-20 00:30:05.000250 (UTC+08:00)" in told
    assert "2026-11-19T16:30:05.000250Z" in told
    assert words(replace(RECEIPT, received_at=WHEN.astimezone(timezone(timedelta(hours=-5))))) == told


@pytest.mark.parametrize("field", ["received_at", "deadline"])
def test_a_time_without_zone_makes_no_receipt(field: str) -> None:
    naive: Any = {field: datetime(2026, 11, 20)}  # noqa: DTZ001  # that is what is refused
    with pytest.raises(ValueError, match="zone"):
        replace(RECEIPT, **naive)


def test_each_file_says_whether_it_was_understood() -> None:
    (table,) = (each for each in paper(RECEIPT, "zh").blocks if isinstance(each, Table))
    assert [row[2] for row in table.rows] == ["已读取", "未能读取", "已存，未识读"]


def test_a_receipt_claims_no_more_than_that_it_came() -> None:
    assert banner(RECEIPT).word == "已接收"
    assert "不表示审查通过" in words(RECEIPT)
    assert "第 2 次提交" in words(RECEIPT)


def test_what_came_late_was_not_accepted_and_the_notice_says_whom_to_ask() -> None:
    told = words(LATE)
    assert banner(LATE).word == "未予接收"
    assert "一份也没有接收" in told
    assert "请联系示例市采购中心" in told
    assert "2026-11-20 00:00:00 (UTC+08:00)" in told
    assert not any(word in told for word in ("已接收", "已读取", "次提交", "接收单位", "回执"))
    assert "0755-1" in words(replace(LATE, contact="0755-1"))


@pytest.mark.parametrize("lang", LANGS)
def test_nothing_is_said_of_other_bidders(lang: Lang) -> None:
    for receipt in (RECEIPT, LATE):
        told = words(receipt, lang).lower()
        assert not any(word in told for word in ("其他单位", "其他投标", "其他供应商", "家单位", "other bidder", "bidders", "competitor"))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("receipt", [RECEIPT, LATE])
def test_the_same_receipt_is_the_same_pdf_and_says_it_all(receipt: Receipt, lang: Lang) -> None:
    made = pdf(receipt, lang)
    assert pdf(receipt, lang) == made
    assert pdf(replace(receipt, proof="1" + receipt.proof[1:]), lang) != made
    read = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages)
    plain = "".join(read.split())
    assert "R-7f3a" in plain
    assert "ab" * 32 in plain
    assert receipt.proof in plain


def test_hostile_names_are_harmless_and_ids_masked() -> None:
    name = "<script>\u202e110101198408220001\x00.pdf"
    hostile = replace(RECEIPT, lot_name="#eval(1)" * 30, files=(replace(RECEIPT.files[0], name=name),))
    told = words(hostile)
    assert "19840822" not in told
    assert not any(char in told for char in "\u202e\x00")
    assert pdf(hostile, "zh").startswith(b"%PDF")


def test_a_receipt_of_no_file_says_so() -> None:
    assert "没有文件" in words(replace(RECEIPT, files=()))
