"""What is read off reports, screenshots and licences."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

import extractpages as pages
import lotmaker
import registerwriter
from extractpages import read_off
from relparty.documents import pdf
from relparty.documents.cells import Row
from relparty.evidence import extract
from relparty.model.evidence import Extract, ExtractKind
from relparty.model.lot import FormFile, Picture, form_file
from relparty.model.record import WHOLE
from relparty.settings import FileLimits


def told(rows: list[Row]) -> Extract:
    found = extract.read(pages.document(rows))
    assert found is not None
    return found


def seen(rows: list[Row]) -> Extract:
    found = extract.read(pages.pictured(rows))
    assert found is not None
    return found


def holders(found: Extract) -> list[tuple[str, int | None]]:
    return [(holder.name.text, holder.percent) for holder in found.holders or ()]


def staff(found: Extract) -> list[tuple[str, str]]:
    return [(officer.name.text, officer.office.text if officer.office else "") for officer in found.staff or ()]


def test_a_report_in_text_is_read_whole() -> None:
    form = lotmaker.forms(
        {
            "bidders": {
                "甲辰": {
                    "head": {"name": "柴昶", "id": "#11"},
                    "shareholders": [
                        {"name": "柴昶", "id": "#11", "kind": "person", "percent": 62.5},
                        {"name": "深圳市庚金产业股权投资基金管理有限公司", "id": "$31", "kind": "company", "percent": 37.5},
                    ],
                    "officers": [
                        {"name": "柴昶", "office": "chair"},
                        {"name": "孟琰", "office": "supervisor"},
                        {"name": "石翊", "office": "manager"},
                    ],
                    "changes": [{"item": "法定代表人", "before": "孟琰", "after": "柴昶", "date": "2026-08-01"}],
                }
            }
        }
    )["甲辰"]
    content = registerwriter.report_pdf(registerwriter.of_form(form))
    found = extract.read(pdf.read(form_file("forms/a.pdf", content), content, FileLimits()))
    assert found is not None
    assert found.kind is ExtractKind.REPORT
    assert [value.text for value in (found.name, found.uscc, found.head) if value] == [pages.NAME, pages.CODE, "柴昶"]
    assert holders(found) == [("柴昶", 625_000), ("深圳市庚金产业股权投资基金管理有限公司", 375_000)]
    assert staff(found) == [("柴昶", "董事长"), ("孟琰", "监事"), ("石翊", "总经理")]
    assert [(each.kind.text, each.before.text, each.after.text, each.on) for each in found.changes or ()] == [
        ("法定代表人", "孟琰", "柴昶", date(2026, 8, 1))
    ]
    assert found.retrieved_on == date(2026, 11, 8)
    assert found.unread == ()
    assert found.name is not None
    assert (found.name.source.kind, found.name.source.file, found.name.is_pictured) == ("register", "forms/a.pdf", False)


def test_nothing_shown_and_nothing_there_are_two_things() -> None:
    without = told([*pages.base(), pages.line("主要人员信息"), pages.line("截至当前，暂无主要人员信息。")])
    assert (without.holders, without.staff, without.changes) == (None, (), None)


def test_what_stands_under_a_heading_and_is_not_understood_is_told() -> None:
    found = told([*pages.base(), pages.line("股东及出资信息"), pages.line("详见公司章程及补充协议中的约定内容")])
    assert found.holders is None
    assert [each.source.text for each in found.unread] == ["详见公司章程及补充协议中的约定内容"]


def test_the_holders_of_past_years_are_not_those_of_today() -> None:
    rows = [
        *pages.report(),
        pages.line("年度报告信息"),
        pages.line("股东及出资信息"),
        *pages.table(pages.HOLDERS, ["1", "厉昶远", "自然人股东", "1000"]),
    ]
    assert holders(told(rows)) == [("柴昶", 600_000), ("孟琰", 400_000)]


def test_a_menu_that_names_the_sections_opens_none() -> None:
    menu = [pages.spread("营业执照信息", "股东及出资信息", "主要人员信息", "变更信息", "企业自行公示信息")]
    column = [pages.line(text) for text in ("股东及出资信息", "主要人员信息", "变更信息", "企业自行公示信息")]
    found = told([pages.line("国家企业信用信息公示系统"), *menu, *column, *pages.report()[2:]])
    assert (holders(found), staff(found), found.unread) == (
        [("柴昶", 600_000), ("孟琰", 400_000)],
        [("柴昶", "执行董事"), ("牟珩", "监事")],
        (),
    )


@pytest.mark.parametrize(
    ("column", "written"),
    [
        ("认缴额（万元）", ("600", "400")),
        ("认缴出资额", ("600万元", "400.000000万元")),
        ("认缴额", ("600万人民币", "400 万人民币")),
        ("认缴出资额（元）", ("6,000,000", "4,000,000")),
        ("认缴出资额", ("600万元人民币", "人民币4000000元")),
        ("持股比例", ("60%", "40.00%")),
        ("出资比例（%）", ("60", "40")),
        ("出资比例", ("0.6", "0.4")),
    ],
)
def test_shares_in_every_writing(column: str, written: tuple[str, str]) -> None:
    rows = [["序号", "股东名称", column], ["1", "柴昶", written[0]], ["2", "孟琰", written[1]]]
    assert holders(told([*pages.base(), pages.line("股东及出资信息"), *pages.table(*rows)])) == [("柴昶", 600_000), ("孟琰", 400_000)]


def test_instalments_of_one_holder_are_one_share() -> None:
    rows = [pages.HOLDERS, ["1", "柴昶", "自然人股东", "250"], ["2", "柴昶", "自然人股东", "250"], ["3", "孟琰", "自然人股东", "500"]]
    assert holders(told([*pages.base(), pages.line("股东及出资信息"), *pages.table(*rows)])) == [("柴昶", WHOLE // 2), ("孟琰", WHOLE // 2)]


def test_contributions_that_do_not_make_the_capital_give_no_shares() -> None:
    rows = [pages.HOLDERS, ["1", "柴昶", "自然人股东", "600"], ["2", "孟琰", "自然人股东", "300"]]
    assert holders(told([*pages.base(), pages.line("股东及出资信息"), *pages.table(*rows)])) == [("柴昶", None), ("孟琰", None)]


def test_a_page_that_says_there_are_more_does_not_show_all() -> None:
    one_page = told(
        [*pages.base(), pages.line("股东及出资信息"), *pages.table(["序号", "股东名称", "股东类型"], ["1", "柴昶", "自然人股东"])]
    )
    of_two = [*pages.base(), pages.line("股东及出资信息"), *pages.table(["序号", "股东名称", "股东类型"], ["1", "柴昶", "自然人股东"])]
    first = told([*of_two, pages.line("共查询到 6 条记录 共 2 页 下一页")])
    assert (one_page.shows_all_holders, first.shows_all_holders) == (True, False)
    assert holders(first) == [("柴昶", None)]


def test_a_list_read_off_a_picture_is_whole_only_where_it_proves_itself() -> None:
    names = [*pages.base(), pages.line("股东及出资信息"), *pages.table(["序号", "股东名称", "股东类型"], ["1", "柴昶", "自然人股东"])]
    assert not seen(names).shows_all_holders
    assert seen(pages.report()).shows_all_holders
    without_capital = [row for row in pages.report() if "注册资本" not in row.cells[0].text]
    assert not seen(without_capital).shows_all_holders


def test_staff_cards_are_names_over_offices() -> None:
    cards = [
        pages.spread("柴昶", "吕　方正", "牟珩"),
        pages.spread("执行董事", "总经理", "监事"),
        pages.spread("石翊"),
        pages.spread("财务负责人"),
    ]
    found = seen([*pages.base(), pages.spread("主要人员信息", "共计 4 条信息"), *cards])
    assert staff(found) == [("柴昶", "执行董事"), ("吕　方正", "总经理"), ("牟珩", "监事"), ("石翊", "财务负责人")]
    assert found.shows_all_staff


def test_a_lost_card_leaves_the_staff_incomplete_and_its_office_to_nobody() -> None:
    found = seen(
        [
            *pages.base(),
            pages.spread("主要人员信息", "共计 3 条信息"),
            pages.spread("柴昶", "孟琰"),
            pages.spread("董事长", "监事", "总经理"),
        ]
    )
    assert staff(found) == [("柴昶", "董事长"), ("孟琰", "监事")]
    assert not found.shows_all_staff
    assert [each.text for each in found.unread] == ["总经理"]


def test_cards_in_running_text_are_told_apart_by_their_gaps() -> None:
    found = told([*pages.base(), pages.line("主要人员信息"), pages.line("柴昶 牟珩"), pages.line("执行董事 监事")])
    assert staff(found) == [("柴昶", "执行董事"), ("牟珩", "监事")]


def test_two_officers_in_one_line_of_a_table_are_two() -> None:
    rows = [
        ["序号", "姓名", "职务", "序号", "姓名", "职务"],
        ["1", "柴昶", "执行董事", "2", "牟珩", "监事"],
        ["3", "石翊", "经理", "", "", ""],
    ]
    found = told([*pages.base(), pages.line("主要人员信息"), *pages.table(*rows)])
    assert staff(found) == [("柴昶", "执行董事"), ("牟珩", "监事"), ("石翊", "经理")]


def test_a_name_on_two_lines_is_one_and_two_names_stay_two() -> None:
    rows = [
        ["序号", "股东名称", "股东类型"],
        ["1", "深圳市庚金产业股权投资基金管理", "企业法人"],
        ["", "有限公司", ""],
        ["2", "柴昶", "自然人股东"],
        ["", "孟琰", "自然人股东"],
    ]
    found = seen([*pages.base(), pages.line("股东及出资信息"), *pages.table(*rows)])
    assert [name for name, _ in holders(found)] == ["深圳市庚金产业股权投资基金管理有限公司", "柴昶", "孟琰"]


def test_a_value_run_on_over_the_next_column_is_cut_or_doubted() -> None:
    def with_first(text: str) -> Extract:
        rows = pages.table(["序号", "股东名称", "股东类型", "证照/证件类型"], ["1", text, "", "非公示项"])
        cells = rows[1].cells
        wide = (cells[0], replace(cells[1], right=cells[2].right), cells[3])
        return seen([*pages.base(), pages.line("股东及出资信息"), rows[0], Row(wide, "scan")])

    def first(found: Extract) -> tuple[str, bool]:
        assert found.holders
        return found.holders[0].name.text, found.holders[0].name.is_sure

    assert first(with_first("柴昶自然人股东")) == ("柴昶", True)
    assert first(with_first("柴昶某类股东")) == ("柴昶某类股东", False)


def test_a_contribution_run_on_to_the_name_is_a_contribution() -> None:
    def wide(text: str, number: str) -> Row:
        cells = pages.table(["x"], [number, text, "", "货币"])[1].cells
        return Row((cells[0], replace(cells[1], right=cells[2].right), cells[3]), "pdf")

    heading = pages.table(["序号", "股东", "认缴额（万元）", "认缴出资方式"])
    rows = [*pages.base(), pages.line("股东及出资信息"), *heading, wide("柴昶600.00", "1"), wide("深圳市庚金投资有限公司 400", "2")]
    assert holders(seen(rows)) == [("柴昶", 600_000), ("深圳市庚金投资有限公司", 400_000)]
    assert seen(rows).shows_all_holders


def test_small_print_and_foot_lines_are_no_entries() -> None:
    rows = [
        *pages.base(),
        pages.line("股东及出资信息"),
        pages.line("股东的出资信息由企业自行公示"),
        *pages.table(pages.HOLDERS, ["1", "柴昶", "自然人股东", "1000"]),
        pages.line("国家企业信用信息公示系统 2026年11月08日 第2页"),
        pages.spread("首页", "上一页", "下一页", "末页"),
        pages.line("查询时间：2026-11-08 10:21:33 主办单位：国家市场监督管理总局"),
    ]
    found = told(rows)
    assert (holders(found), found.unread) == ([("柴昶", WHOLE)], ())


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("打印时间：2026-10-01", date(2026, 10, 1)),
        ("2026/10/2 9:05 国家企业信用信息公示系统", date(2026, 10, 2)),
        ("国家企业信用信息公示系统 2026年10月03日 第2页", date(2026, 10, 3)),
        ("成立日期：2012年03月15日", None),
    ],
)
def test_the_day_of_retrieval(line: str, day: date | None) -> None:
    rows = [row for row in pages.report() if "报告生成" not in row.cells[0].text]
    assert told([*rows, pages.line(line)]).retrieved_on == day


def test_a_picture_without_a_day_was_retrieved_when_it_was_taken() -> None:
    rows = [row for row in pages.report() if "报告生成" not in row.cells[0].text]
    file = FormFile("forms/a.jpg", "2" * 64, "jpg")
    picture = Picture(800, 600, datetime.fromisoformat("2026-09-09T08:00:00"))
    found = extract.read(replace(pages.document(rows, file), picture=picture))
    assert found is not None
    assert found.retrieved_on == date(2026, 9, 9)
    assert found.file.picture == picture


def test_doubt_and_the_piece_of_picture_are_kept() -> None:
    rows = pages.report(holders=[["1", read_off("孟瑛", 0.71, b"png"), "自然人股东", "1000"]])
    found = seen(rows)
    assert found.holders
    name = found.holders[0].name
    assert (name.is_sure, name.is_pictured, name.source.crop) == (False, True, b"png")


def test_a_code_is_sure_by_its_check_digits_alone() -> None:
    faint = [pages.spread(read_off("统一社会信用代码：" + pages.CODE, 0.4))]
    rows = [pages.line("国家企业信用信息公示系统"), pages.line(pages.NAME)]
    good, bad = seen(rows + faint), seen([*rows, pages.line("统一社会信用代码：" + pages.CODE[:-1] + "2")])
    assert good.uscc is not None
    assert bad.uscc is not None
    assert (good.uscc.text, good.uscc.is_sure, bad.uscc.is_sure) == (pages.CODE, True, False)


def test_a_name_cut_off_is_never_sure() -> None:
    found = told([*pages.base(企业名称="深圳市甲辰工程有限"), pages.line("股东及出资信息")])
    assert found.name is not None
    assert not found.name.is_sure


def test_the_status_behind_a_name_is_no_part_of_it() -> None:
    found = told([pages.line("国家企业信用信息公示系统"), pages.spread(pages.NAME + " 存续（在营、开业、在册）"), pages.line("变更信息")])
    assert found.name is not None
    assert found.name.text == pages.NAME


def licence(*rows: Any) -> Extract:
    return seen([pages.line("营 业 执 照"), *rows, pages.line("成立日期 2012年03月15日"), pages.line("登记机关")])


@pytest.mark.parametrize(
    "rows",
    [
        [
            pages.spread("统一社会信用代码 " + pages.CODE),
            pages.spread("名 称", pages.NAME, "注册资本", "1000万元"),
            pages.spread("法定代表人", "柴昶"),
        ],
        [
            pages.spread("统一社会信用代码"),
            pages.spread(pages.CODE),
            pages.spread("名称 " + pages.NAME),
            pages.spread("法 定 代 表 人 柴昶"),
        ],
        [pages.spread("名称：" + pages.NAME), pages.spread("法定代表人：柴昶 类型：有限责任公司"), pages.spread("代码 " + pages.CODE)],
    ],
)
def test_a_licence_in_three_printings(rows: list[Row]) -> None:
    found = licence(*rows)
    assert found.kind is ExtractKind.LICENCE
    assert [value.text for value in (found.name, found.uscc, found.head) if value] == [pages.NAME, pages.CODE, "柴昶"]
    assert (found.holders, found.staff, found.changes) == (None, None, None)


@pytest.mark.parametrize("rest", ["限公司", "公司 "])
def test_a_name_on_two_lines_of_a_licence_is_whole(rest: str) -> None:
    first = "深圳市庚金产业股权投资基金管理有" + ("" if rest == "限公司" else "限")
    found = licence(pages.spread("名 称", first), pages.spread(" ", rest), pages.spread("法定代表人", "柴昶"))
    assert found.name is not None
    assert (found.name.text, found.name.is_sure) == ("深圳市庚金产业股权投资基金管理有限公司", True)


def test_a_second_company_in_one_document_is_told() -> None:
    other = pages.base(统一社会信用代码=lotmaker.company_code(31), 企业名称="深圳市庚金投资有限公司")
    found = told([*pages.report(), *other])
    assert found.uscc is not None
    assert found.uscc.text == pages.CODE
    assert [each.text for each in found.unread] == [lotmaker.company_code(31)]
