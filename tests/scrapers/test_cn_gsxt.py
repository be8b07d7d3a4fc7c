"""What people save of the register: report, page, screenshot; what is none of them is refused, and nobody is asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from gsxtpages import COMPANY, WITHOUT_HOLDERS, files

import formwriter
import lotmaker
import registerpage
from registersaved import page_html
from registerwriter import report_pdf
from relparty.errors import UnreadableFile
from relparty.model.evidence import Extract, ExtractKind
from relparty.model.lot import form_file
from relparty.registers import catalog
from relparty.registers.card import SourceKind
from relparty_scrapers.cn_gsxt import parse


def told(name: str, content: bytes) -> Extract:
    assert parse.recognises(content)
    (found,) = parse.extracts(form_file(f"register/{name}", content), content)
    return found


@pytest.mark.parametrize("name", files())
def test_every_way_of_saving_tells_the_company(name: str) -> None:
    found = told(name, files()[name])
    company = WITHOUT_HOLDERS if "without" in name else COMPANY
    assert found.name
    assert found.uscc
    assert found.head
    assert (found.name.text, found.uscc.text, found.head.text) == (company.name, company.uscc, company.head)
    assert found.retrieved_on == date(2026, 11, 8)
    assert found.kind is (ExtractKind.REPORT if name.endswith(".pdf") else ExtractKind.PAGE)


def test_holders_come_with_shares_worked_out_of_their_contributions() -> None:
    for name in ("report.pdf", "page.html"):
        found = told(name, files()[name])
        assert found.holders
        assert [(each.name.text, each.percent) for each in found.holders] == [
            ("罗启航", 491_900),
            (lotmaker.company_name("地支"), 508_100),
        ]
        assert found.shows_all_holders


def test_a_page_of_which_only_the_first_rows_were_saved_says_so() -> None:
    found = told("page.mhtml", files()["page-first-rows.mhtml"])
    assert found.holders
    assert len(found.holders) == 1
    assert not found.shows_all_holders


def test_a_company_that_publishes_no_holders_has_none_and_is_no_failure() -> None:
    assert told("report.pdf", report_pdf(WITHOUT_HOLDERS)).holders == ()


def test_a_page_that_was_cut_while_saving_tells_that_a_part_is_missing() -> None:
    found = told("page.html", page_html(COMPANY)[:-40])
    assert any("可能只保存了一部分" in each.text for each in found.unread)


@pytest.mark.parametrize(
    "content",
    [b'{"form": "relparty/lookup/1"}', b"name,uscc\n", b"PK\x03\x04", b"<html><body>www.example.org</body></html>", b""],
    ids=["json", "csv", "zip", "another-page", "empty"],
)
def test_what_is_no_page_of_the_register_is_not_recognised(content: bytes) -> None:
    assert not parse.recognises(content)
    with pytest.raises(UnreadableFile):
        parse.extracts(form_file("register/x", content), content)


def test_a_declaration_form_is_refused() -> None:
    form = formwriter.pdf(lotmaker.forms({"bidders": {"甲辰": {}}})["甲辰"])
    with pytest.raises(UnreadableFile, match="neither a page nor a report"):
        parse.extracts(form_file("form.pdf", form), form)


def test_a_captcha_saved_instead_of_the_page_is_refused() -> None:
    page = "<html><head><title>国家企业信用信息公示系统</title></head><body>请完成验证 拖动滑块 验证码</body></html>".encode()
    with pytest.raises(UnreadableFile):
        parse.extracts(form_file("page.html", page), page)


def test_a_screenshot_is_recognised_and_asks_for_ocr_where_that_is_missing() -> None:
    picture = registerpage.page_png(replace(COMPANY, changes=()))
    assert parse.recognises(picture)
    with pytest.raises(UnreadableFile, match=r"OCR|ocr"):
        parse.extracts(form_file("page.png", picture), picture)


def test_the_source_cannot_be_asked() -> None:
    source = catalog.source("cn_gsxt")
    assert source.card.kind is SourceKind.FILES
    assert source.card.access is None
    assert source.fetch is None
    assert not (Path(parse.__file__).parent / "fetch.py").exists()
    assert "从不由程序访问" in source.card.terms
