"""Several forms in one file, and papers beside the form told apart from it."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from openpyxl import Workbook
from pypdf import PdfReader, PdfWriter

import formwriter
import lotmaker
import running
from relparty.forms.attachments import AttachmentKind, named, titled
from relparty.intake.reading import read_content
from relparty.intake.tasks import Reading
from relparty.model.lot import form_file
from relparty.settings import FileLimits

FORMS = lotmaker.forms({"bidders": {"甲辰": {}, "乙木": {}, "丙火": {}}})
NAMES = [lotmaker.company_name(word) for word in FORMS]


def reading(name: str, content: bytes) -> Reading:
    return read_content(form_file(name, content), content, FileLimits())


def saved(book: object) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)  # type: ignore[attr-defined]
    return buffer.getvalue()


def sheets(*forms: formwriter.Form) -> bytes:
    book = Workbook()
    book.remove(book.active)
    cover = book.create_sheet("封面")
    cover.append(["本表须随报价文件一并提交"])
    for number, form in enumerate(forms, start=1):
        sheet = book.create_sheet(f"第{number}家")
        for row in formwriter.table(form):
            sheet.append([value if value != "" else None for value in row])
    return saved(book)


def pages(*contents: bytes) -> bytes:
    writer = PdfWriter()
    for content in contents:
        for page in PdfReader(io.BytesIO(content)).pages:
            writer.add_page(page)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def word(*parts: formwriter.Form | str) -> bytes:
    document = docx.Document()
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph(part)
            continue
        document.add_paragraph(formwriter.TITLE)
        table = document.add_table(rows=0, cols=6)
        for row in formwriter.table(part)[1:]:
            for cell, value in zip(table.add_row().cells, row, strict=False):
                cell.text = str(value)
    return saved(document)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("forms/a.xlsx", sheets(*FORMS.values())),
        ("forms/a.pdf", pages(*map(formwriter.pdf, FORMS.values()))),
        ("forms/a.docx", word(*FORMS.values())),
    ],
)
def test_several_forms_in_one_file_are_several_declarations(name: str, content: bytes) -> None:
    found = reading(name, content)
    assert [each.bidder.name for each in found.declarations] == NAMES
    assert [each.file.file for each in found.declarations] == [name, f"{name}#2", f"{name}#3"]
    assert len({record.holder.document for each in found.declarations for record in each.records if hasattr(record, "holder")}) == 3
    assert found.unread == ()
    assert all(not each.problems for each in found.declarations)


def test_a_sheet_a_block_is_one_form() -> None:
    found = reading("forms/a.xlsx", formwriter.xlsx_sheets(FORMS["甲辰"]))
    assert [each.bidder.name for each in found.declarations] == NAMES[:1]


def test_one_bidders_title_on_every_page_does_not_cut_its_form() -> None:
    content = word(FORMS["甲辰"], formwriter.TITLE, "（续表）")
    assert [each.bidder.name for each in reading("forms/a.docx", content).declarations] == NAMES[:1]


def test_namesakes_in_one_file_of_two_forms_are_not_taken_for_one_person(tmp_path: Path) -> None:
    lot = {"bidders": {word: {"officers": [{"name": "王伟", "office": "supervisor"}]} for word in ("甲辰", "乙木")} | {"丙火": {}}}
    lotmaker.write(tmp_path, lot)
    for path in (tmp_path / "forms").iterdir():
        path.unlink()
    (tmp_path / "forms" / "all.xlsx").write_bytes(sheets(*lotmaker.forms(lot).values()))
    told = running.told(tmp_path)
    shared = [finding for finding in told["findings"] if finding["rule"] == "shared_person"]
    assert [finding["certainty"] for finding in shared] == ["name_only"]
    assert [bidder["forms"][0]["file"] for bidder in told["bidders"]] == ["forms/all.xlsx", "forms/all.xlsx#2", "forms/all.xlsx#3"]


def test_an_authorisation_behind_the_form_is_no_part_of_it() -> None:
    content = word(FORMS["甲辰"], "授权委托书", "兹委托某某代表我方参加本项目，特此授权。")
    found = reading("forms/a.docx", content)
    assert [each.problems for each in found.declarations] == [()]
    assert found.unread == ()


def test_a_register_page_that_says_nothing_behind_the_form_is_not_passed_over(tmp_path: Path) -> None:
    lotmaker.write(tmp_path, {"bidders": {"甲辰": {}, "乙木": {}, "丙火": {}}})
    (tmp_path / "forms" / "01.json").rename(tmp_path / "old.json")
    content = word(FORMS["甲辰"], "国家企业信用信息公示系统", "某某持有本公司股份一百万股")
    (tmp_path / "forms" / "01.docx").write_bytes(content)
    assert running.told(tmp_path)["verdict"] == "incomplete"


def test_a_paper_alone_is_no_form_and_no_quote(tmp_path: Path) -> None:
    lotmaker.write(tmp_path, {"bidders": {"甲辰": {}, "乙木": {}, "丙火": {}}})
    (tmp_path / "forms" / "公司章程.docx").write_bytes(word("第一条 公司名称"))
    told = running.told(tmp_path)
    assert told["verdict"] == "clear"
    assert told["quotes"]["received"] == 3
    assert "forms/公司章程.docx" in [file["file"] for file in told["evidence"]]


def test_an_unknown_paper_is_never_passed_over(tmp_path: Path) -> None:
    lotmaker.write(tmp_path, {"bidders": {"甲辰": {}, "乙木": {}, "丙火": {}}})
    (tmp_path / "forms" / "说明.docx").write_bytes(word("我公司与乙方为关联单位"))
    assert running.told(tmp_path)["verdict"] == "incomplete"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("营业执照（副本）", AttachmentKind.LICENCE),
        ("法定代表人授权委托书", AttachmentKind.AUTHORISATION),
        ("附件：营业执照、公示报告", None),
        ("股东信息", None),
    ],
)
def test_only_a_whole_line_is_a_title(text: str, kind: AttachmentKind | None) -> None:
    assert titled(text) is kind


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("forms/甲/营业执照.jpg", AttachmentKind.LICENCE),
        ("forms/甲/法定代表人身份证明.pdf", AttachmentKind.AUTHORISATION),
        ("forms/甲公司.pdf", None),
    ],
)
def test_a_file_name_tells_its_kind(path: str, kind: AttachmentKind | None) -> None:
    assert named(path) is kind


def with_totals(formula: str, stored: object) -> bytes:
    """A form as a workbook whose list of holders ends in a calculated total."""
    from xlsxwriter import Workbook as Writer

    buffer = io.BytesIO()
    with Writer(buffer) as book:
        sheet = book.add_worksheet()
        at = 0
        for row in formwriter.table(FORMS["甲辰"]):
            if row[0] == "二、主要人员（董事、监事、高级管理人员）":
                sheet.write_row(at, 0, ["合计"])
                sheet.write_formula(at, 5, formula, None, stored)
                at += 1
            sheet.write_row(at, 0, row)
            at += 1
    return buffer.getvalue()


@pytest.mark.parametrize("stored", [100, "", "100%"])
def test_a_calculated_total_is_no_answer(stored: object) -> None:
    (told,) = reading("forms/a.xlsx", with_totals("=SUM(F1:F9)", stored)).declarations
    assert told.problems == ()
