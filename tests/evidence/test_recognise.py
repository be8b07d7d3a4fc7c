"""What is a document of the register, and what only looks like one."""

from __future__ import annotations

from pathlib import Path

import pytest

import extractpages as pages
import formwriter
import lotmaker
from relparty.documents import pdf, word
from relparty.evidence import extract
from relparty.evidence.recognise import kind_of
from relparty.evidence.words import load
from relparty.model.evidence import ExtractKind
from relparty.model.lot import form_file
from relparty.settings import FileLimits


def kind(*rows: pages.Row) -> ExtractKind | None:
    return kind_of(pages.document(rows), load())


def test_a_report_is_told_by_its_title() -> None:
    assert kind(*pages.report()) is ExtractKind.REPORT


def test_a_page_is_told_by_the_name_of_the_site() -> None:
    menu = pages.spread("国家企业信用信息公示系统（广东）", "首页", "企业信息填报")
    assert kind(menu, pages.line(pages.NAME)) is ExtractKind.PAGE


def test_a_page_without_its_top_is_told_by_its_sections_and_marks() -> None:
    rows = [
        pages.line("股东及出资信息"),
        *pages.table(["序号", "股东名称", "证照/证件类型", "证照/证件号码"], ["1", "柴昶", "非公示项", "非公示项"]),
    ]
    assert kind(*rows) is ExtractKind.PAGE


def test_a_licence_that_prints_the_address_of_the_register_is_a_licence() -> None:
    rows = [
        pages.line(text) for text in ("营 业 执 照", "（副 本）", "注册资本 100万元", "成立日期 2012年", "国家企业信用信息公示系统网址：")
    ]
    assert kind(*rows, pages.line("http://www.gsxt.gov.cn")) is ExtractKind.LICENCE


@pytest.mark.parametrize(
    "lines",
    [
        ["附件：1.营业执照；2.企业信用信息公示报告（PDF）或注明日期的截图", "单位名称：甲公司"],
        ["授权委托书", "法定代表人：柴昶", "现授权孟琰为代理人"],
        ["营业执照"],
        ["经查询国家企业信用信息公示系统，我单位未被列入经营异常名录，特此说明", "法定代表人：柴昶"],
        ["公司章程", "第三章 股东及出资", "股东名称 认缴出资额", "柴昶 600万元"],
        ["股东名册", "股东名称 持股比例", "柴昶 60%"],
    ],
)
def test_other_papers_are_no_extract(lines: list[str]) -> None:
    assert kind(*map(pages.line, lines)) is None


def test_no_printing_of_the_form_is_an_extract() -> None:
    told = lotmaker.forms({"bidders": {"甲辰": {"officers": [{"name": "柴昶", "office": "chair"}]}}})["甲辰"]
    limits = FileLimits()
    printed = formwriter.pdf(told), formwriter.docx(told), formwriter.docx_blocks(told)
    documents = [
        pdf.read(form_file("a.pdf", printed[0]), printed[0], limits),
        *(word.read(form_file("a.docx", content), content, limits) for content in printed[1:]),
    ]
    assert [extract.read(document) for document in documents] == [None] * 3


def test_a_form_without_its_title_is_no_extract() -> None:
    rows = [*map(pages.line, ("项目名称：示例", "授权代表：尹峤", "企业名称：甲公司", "营业执照信息", "股东及出资信息", "主要人员信息"))]
    assert kind(*rows) is None


def test_the_forms_of_the_lots_are_no_extracts() -> None:
    limits = FileLimits()
    for path in sorted(Path(__file__).parents[1].glob("lots/P0*/forms/*.pdf")):
        content = path.read_bytes()
        assert extract.read(pdf.read(form_file(path.name, content), content, limits)) is None
