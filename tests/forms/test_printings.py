"""Every printing of one form says the same; whatever is printed otherwise is read or reported, never lost."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

import formpapers
import formwriter
import lotmaker
import otherprintings
import running
from relparty.errors import UnreadableFile
from relparty.model.lot import Declaration
from relparty.model.record import BidPerson, Office, OfficeKind, Shareholding

FULL: dict[str, Any] = {
    "head": {"name": "尉迟砚山", "id": "#40"},
    "bidder": {"bond_account": "755901234567890"},
    "shareholders": [
        {"name": "深圳市同源控股有限公司", "kind": "company", "id": "$50", "percent": 60.5},
        {"name": "厉昶远", "kind": "person", "id": "#31*", "percent": 39.5},
    ],
    "officers": [{"name": "戎珩砚", "id": "#32", "office": "supervisor"}, {"name": "滑峤珩", "id": "#52", "office": "finance"}],
    "upper_holdings": [
        {"company": "深圳市同源控股有限公司", "holder": {"name": "百里砚秋", "kind": "person", "id": "#45"}, "percent": 100}
    ],
    "related_units": [{"name": "@乙木", "uscc": "$101", "relation": "management"}],
    "kin": [{"person": "厉昶远", "relative": "阚旻翊", "relation": "配偶", "unit": "@乙木"}],
    "changes": [{"item": "监事", "before": "邢琰羲", "after": "戎珩砚", "date": "2026-03-01"}],
}
FORM = lotmaker.forms({"bidders": {"甲辰": FULL, "乙木": {}}})["甲辰"]


def declared(content: bytes, kind: str) -> Declaration:
    return running.declared(f"forms/a.{kind}", content)


def from_sheet(rows: list[list[Any]]) -> Declaration:
    from openpyxl import Workbook

    book = Workbook()
    for row in rows:
        book.active.append(row)
    return declared(formwriter._saved(book), "xlsx")


ALL = (*formwriter.PRINTINGS, *formwriter.NEW_PRINTINGS)
MACHINE = declared(json.dumps(FORM, ensure_ascii=False).encode(), "json")


@pytest.mark.parametrize(("kind", "printing"), ALL, ids=[printing.__name__ for _, printing in ALL])
def test_every_printing_makes_the_same_claims(kind: str, printing: Callable[[formwriter.Form], bytes]) -> None:
    got = declared(printing(FORM), kind)
    assert formpapers.claims(got) == formpapers.claims(MACHINE)
    assert (got.bidder.name, got.bidder.number) == (MACHINE.bidder.name, MACHINE.bidder.number)
    assert got.problems == ()
    assert (got.lot_id, got.lot_name, got.declared_on) == (MACHINE.lot_id, MACHINE.lot_name, MACHINE.declared_on)


@pytest.mark.parametrize(("kind", "printing"), ALL, ids=[printing.__name__ for _, printing in ALL])
def test_every_record_says_where_it_was_read(kind: str, printing: Callable[[formwriter.Form], bytes]) -> None:
    got = declared(printing(FORM), kind)
    for record in got.records:
        assert record.source.sha256 == got.file.sha256
        assert record.source.place.say("zh")
        assert record.source.place.say("en")
        assert record.source.text


LONG = lotmaker.forms(
    {
        "bidders": {
            "甲辰": {
                **FULL,
                "shareholders": [
                    {"name": f"厉昶{word}", "kind": "person", "id": f"#{n}", "percent": 4}
                    for n, word in enumerate("远山川河江湖海岸林木森松柏桐梅兰竹菊荷莲芝萱葵薇")
                ]
                + [{"name": "深圳市同源控股有限公司", "kind": "company", "id": "$50", "percent": 4}],
                "related_units": [],
                "kin": [],
                "changes": [],
            }
        }
    }
)["甲辰"]


@pytest.mark.parametrize(("kind", "printing"), ALL, ids=[printing.__name__ for _, printing in ALL])
def test_long_lists_and_empty_blocks_are_read_in_every_printing(kind: str, printing: Callable[[formwriter.Form], bytes]) -> None:
    got, machine = declared(printing(LONG), kind), declared(json.dumps(LONG, ensure_ascii=False).encode(), "json")
    assert formpapers.claims(got) == formpapers.claims(machine)
    assert got.problems == ()


def test_the_page_breaks_of_the_paged_printing_repeat_the_headings() -> None:
    import pdfplumber

    with pdfplumber.open(formwriter.io.BytesIO(otherprintings.pdf_pages(LONG))) as document:
        pages = [page.extract_text() for page in document.pages]
    assert sum("认缴出资额" in page for page in pages) > 2


def test_values_under_their_labels_are_read_too() -> None:
    got = from_sheet(
        [
            ["单位名称", "统一社会信用代码", "法定代表人", "身份证号码"],
            ["深圳市甲辰工程有限公司", lotmaker.company_code(100), "尉迟砚山", lotmaker.person_id(40)],
        ]
    )
    assert got.bidder.name == "深圳市甲辰工程有限公司"
    assert [r.person.number for r in got.records if isinstance(r, Office)] == [lotmaker.person_id(40)]


def test_other_words_numbering_brackets_and_spaces_make_no_difference() -> None:
    got = from_sheet(
        [
            ["1. 供应商全称：", "深圳市甲辰工程有限公司", "社会信用代码*", lotmaker.company_code(100)],
            ["（2）法 人 代 表", "尉迟砚山", "身份证件号码", lotmaker.person_id(40)],
            ["出资人情况", None, None, None],
            ["出资人名称", "出资比例（％）", "证件号", "性质"],
            ["尉迟砚山", "百分之百", lotmaker.person_id(40), "自然人股东"],
        ]
    )
    assert got.bidder.number == lotmaker.company_code(100)
    (holding,) = (r for r in got.records if isinstance(r, Shareholding))
    assert holding.percent == 1_000_000


def test_headings_repeated_after_a_page_break_are_headings_again() -> None:
    columns = ["序号", "股东名称（姓名）", "股东类型", "证件号码", "持股比例（%）"]
    got = from_sheet(
        [
            ["单位名称", "深圳市甲辰工程有限公司", None, None, None],
            ["一、股东信息", None, None, None, None],
            columns,
            [1, "厉昶远", "自然人", lotmaker.person_id(31), 60],
            columns,
            [2, "戎珩砚", "自然人", lotmaker.person_id(32), 40],
            ["合计", None, None, None, 100],
        ]
    )
    assert [(r.holder.name, r.percent) for r in got.records if isinstance(r, Shareholding)] == [("厉昶远", 600_000), ("戎珩砚", 400_000)]


def test_a_heading_down_the_left_side_opens_its_block() -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    for row in (
        ["基本情况", "单位名称", "深圳市甲辰工程有限公司", None],
        [None, "统一社会信用代码", lotmaker.company_code(100), None],
        ["主要人员", "姓名", "职务", "身份证号码"],
        [None, "戎珩砚", "监事", lotmaker.person_id(32)],
    ):
        sheet.append(row)
    sheet.merge_cells("A1:A2")
    sheet.merge_cells("A3:A4")
    got = declared(formwriter._saved(book), "xlsx")
    assert [(r.person.name, r.office) for r in got.records if isinstance(r, Office)] == [("戎珩砚", OfficeKind.SUPERVISOR)]
    assert not [problem for problem in got.problems if problem.reason == "not_understood"]


def test_bid_persons_as_labelled_answers() -> None:
    got = from_sheet(
        [
            ["单位名称", "深圳市甲辰工程有限公司", None, None, None, None],
            ["联系电话", "0755-1", None, None, None, None],
            ["授权代表", "滑峤珩", "身份证号码", lotmaker.person_id(52), "联系电话", "13900000052"],
        ]
    )
    (person,) = (r for r in got.records if isinstance(r, BidPerson))
    assert (person.person.name, person.person.number, person.person.phone) == ("滑峤珩", lotmaker.person_id(52), "13900000052")


def test_a_cell_nobody_understands_is_reported_with_its_place() -> None:
    got = from_sheet([["单位名称", "深圳市甲辰工程有限公司", None], ["神秘栏目", "神秘内容", "七上八下"]])
    (problem,) = (p for p in got.problems if p.reason == "not_understood")
    assert "神秘内容" in problem.fact.say("zh")
    assert problem.sources[0].place.say("zh") == "Sheet!A2"


def test_a_change_of_head_in_a_table_is_no_new_head() -> None:
    got = from_sheet(
        [
            ["单位名称", "深圳市甲辰工程有限公司", None, None],
            ["法定代表人", "尉迟砚山", "身份证号码", lotmaker.person_id(40)],
            ["近十二个月变更情况", None, None, None],
            ["变更事项", "变更前", "变更后", "变更日期"],
            ["法定代表人", "厉昶远", "尉迟砚山", "2026-03-01"],
        ]
    )
    heads = [(r.person.name, r.until is None) for r in got.records if isinstance(r, Office)]
    assert sorted(heads) == [("厉昶远", False), ("尉迟砚山", True)]


def test_an_id_typed_as_a_number_has_lost_its_end() -> None:
    got = from_sheet(
        [
            ["单位名称", "深圳市甲辰工程有限公司", None, None],
            ["法定代表人", "尉迟砚山", "身份证号码", int(lotmaker.person_id(3)[:17] + "0")],
        ]
    )
    assert "lost_digits" in {problem.reason for problem in got.problems}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"bidder": {"uscc": "91440300MA28869138"}}, "wrong_uscc"),
        ({"head": {"name": "尉迟砚山", "id": "#40!"}}, "wrong_resident_id"),
        ({"shareholders": [{"name": "厉昶远", "kind": "person", "id": "#31", "percent": 130}]}, "share_above_whole"),
        ({"shareholders": [{"name": "厉昶远", "kind": "person", "id": "#31", "percent": "很多"}]}, "share_unreadable"),
        ({"shareholders": [{"name": "厉昶远", "kind": "person", "id": "#31", "percent": 85}]}, "shares_sum"),
        ({"shareholders": []}, "shares_sum"),
        ({"bidder": {"address": None}}, "missing_answer"),
        (
            {"bidder": {"kind": "股份有限公司"}, "shareholders": [{"name": "厉昶远", "kind": "person", "id": "#31", "percent": 30}]},
            "joint_stock",
        ),
        ({"changes": [{"item": "股东", "before": "厉昶远", "after": "戎珩砚", "date": "去年"}]}, "change_without_date"),
        (
            {"upper_holdings": [{"company": "", "holder": {"name": "厉昶远", "kind": "person", "id": "#31"}, "percent": 100}]},
            "holding_of_nobody",
        ),
        ({"unheard_of": "x"}, "not_understood"),
    ],
)
def test_what_is_wrong_is_said(change: dict[str, Any], reason: str) -> None:
    form = lotmaker.forms({"bidders": {"甲辰": change}})["甲辰"]
    got = declared(json.dumps(form, ensure_ascii=False).encode(), "json")
    assert reason in {problem.reason for problem in got.problems}
    for problem in got.problems:
        assert problem.fact.say("zh")
        assert problem.fact.say("en")
        assert problem.next_step.say("zh")


def test_none_is_an_answer_and_an_empty_mandatory_cell_is_not() -> None:
    answered = lotmaker.forms({"bidders": {"甲辰": {"bidder": {"address": "无", "phone": "/", "email": "—"}, "people": []}}})["甲辰"]
    assert declared(json.dumps(answered).encode(), "json").problems == ()
    assert not [r for r in declared(json.dumps(answered).encode(), "json").records if getattr(r, "value", "") in ("无", "/", "—")]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.json", b"{", "JSON"),
        ("a.json", b"[1, 2]", "relparty/declaration/1"),
        ("a.json", b'{"form": "other"}', "relparty/declaration/1"),
        ("a.json", b'{"form": "relparty/declaration/1", "bidder": {"uscc": "x"}}', "单位名称"),
        ("a.json", b"\xff\xfe\xff", "JSON"),
        ("a.json", b"[" * 100_000, "JSON"),
        ("a.xlsx", b"no spreadsheet", ".xlsx"),
        ("a.docx", b"no document", "Word"),
        ("a.docx", b"PK\x03\x04 cut off", "Word"),
        ("a.pdf", b"%PDF-1.7 broken", "PDF"),
        ("a.png", b"\x89PNG", ".png"),
        ("a.exe", b"MZ", ".exe"),
        ("a.xlsx", b"", "空"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(name: str, content: bytes, words: str) -> None:
    with pytest.raises(UnreadableFile) as error:
        running.declared(name, content)
    assert words in error.value.say("zh")
    assert error.value.place == name
    assert error.value.say("en")


def test_a_pdf_of_empty_pages_says_so() -> None:
    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    content = formwriter.io.BytesIO()
    writer.write(content)
    with pytest.raises(UnreadableFile) as error:
        declared(content.getvalue(), "pdf")
    assert "没有文字" in error.value.say("zh")


def test_a_pdf_with_a_password_says_so() -> None:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(formwriter.io.BytesIO(formwriter.pdf(FORM))))
    writer.encrypt("secret", algorithm="RC4-128")
    content = formwriter.io.BytesIO()
    writer.write(content)
    with pytest.raises(UnreadableFile) as error:
        declared(content.getvalue(), "pdf")
    assert "密码" in error.value.say("zh")
