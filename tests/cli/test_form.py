"""`relparty form`: the empty form is handed out, a filled one is checked, field by field, without showing a whole id."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import formwriter
import lotmaker
from relparty.forms.declaration import MANDATORY_BLOCKS, MANDATORY_FIELDS
from relparty.reports.form_answers import FIELDS

MANDATORY = {*MANDATORY_FIELDS, *MANDATORY_BLOCKS, "bidder_name", "head_id"}
HOLDERS = [
    {"name": "深圳市同源控股有限公司", "kind": "company", "id": "$50", "percent": 60.5},
    {"name": "厉昶远", "kind": "person", "id": "#31", "percent": 39.5},
]


def relparty(*arguments: str | Path, given: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    inherited = {
        key: value for key, value in os.environ.items() if key not in ("LANG", "LC_ALL", "LC_MESSAGES") and not key.startswith("RELPARTY")
    }
    command = [sys.executable, "-m", "relparty", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, input=given, check=False, env={**inherited, "PYTHONUTF8": "1"})


def machine(folder: Path, told: dict[str, Any], name: str = "form.json") -> Path:
    form = lotmaker.forms({"bidders": {"甲辰": told}})["甲辰"]
    (folder / name).write_text(json.dumps(form, ensure_ascii=False), encoding="utf-8")
    return folder / name


def checked_and_printed(file: Path, code: int) -> tuple[dict[str, Any], str]:
    """The machine answer on standard output, and the lines for people, which then go to standard error."""
    run = relparty("form", "check", file, "--json", "-")
    assert run.returncode == code, run.stderr.decode()
    told: dict[str, Any] = json.loads(run.stdout)
    assert told["schema"] == "relparty/check/1"
    return told, run.stderr.decode()


def checked(file: Path, code: int) -> dict[str, Any]:
    return checked_and_printed(file, code)[0]


def states(told: dict[str, Any]) -> dict[str, str]:
    return {each["field"]: each["state"] for each in told["fields"]} | {each["block"]: each["state"] for each in told["blocks"]}


# --- blank ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", [[], ["blank"], ["check"]])
@pytest.mark.parametrize(("lang", "word"), [("zh", "例："), ("en", "Example:")])
def test_help_has_an_example_in_both_languages(command: list[str], lang: str, word: str) -> None:
    assert word in relparty("--lang", lang, "form", *command, "--help").stdout.decode()
    assert word in relparty("form", *command, "--help", "--lang", lang).stdout.decode()


@pytest.mark.parametrize("suffix", ["xlsx", "docx", "XLSX"])
def test_the_empty_form_is_written_with_the_lot_in_it(tmp_path: Path, suffix: str) -> None:
    lot = lotmaker.write(tmp_path / "lot", {"id": "PS-17", "name": "示例道路维修", "bidders": {"甲辰": {}}})
    out = tmp_path / f"form.{suffix}"
    run = relparty("form", "blank", "--out", out, "--lot", lot, "--contact", "采购中心 0755-80000000")
    assert run.returncode == 0, run.stderr.decode()
    assert str(out) in run.stdout.decode()
    told = checked(out, 1)
    values = {each["field"]: each["value"] for each in told["fields"] if each["value"]}
    assert values == {"lot_name": "示例道路维修", "lot_id": "PS-17"}


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_untouched_form_misses_every_mandatory_answer_and_holds_nothing_else(tmp_path: Path, kind: str, lang: str) -> None:
    out = tmp_path / f"form.{kind}"
    assert relparty("--lang", lang, "form", "blank", "--out", out).returncode == 0
    told = checked(out, 1)
    assert {name for name, state in states(told).items() if state == "missing"} == MANDATORY
    assert {state for name, state in states(told).items() if name not in MANDATORY} == {"empty"}
    assert [each["reason"] for each in told["problems"]] == ["missing_answer"]
    assert told["bidder"] is None


def test_a_file_that_exists_is_overwritten_only_by_force(tmp_path: Path) -> None:
    out = tmp_path / "form.xlsx"
    out.write_text("mine")
    run = relparty("form", "blank", "--out", out)
    assert run.returncode == 2
    assert "--force" in run.stderr.decode()
    assert out.read_text() == "mine"
    assert relparty("form", "blank", "--out", out, "--force").returncode == 0
    assert zipfile.is_zipfile(out)


@pytest.mark.parametrize(("more", "member"), [([], "xl/workbook.xml"), (["--as", "docx"], "word/document.xml")])
def test_standard_output_carries_the_form_alone(more: list[str], member: str) -> None:
    run = relparty("form", "blank", "--out", "-", *more)
    assert member in zipfile.ZipFile(io.BytesIO(run.stdout)).namelist()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["blank"], "--out"),
        (["blank", "--out", "form.pdf"], ".pdf"),
        (["blank", "--out", "form"], "后缀"),
        (["blank", "--out", "form.xlsx", "--lot", "no/such/lot"], "没有这个文件夹"),
        (["blank", "--out", "form.xlsx", "--rows", "0"], "--rows"),
        (["blank", "--out", "/dev/null/form.xlsx"], "无法写入"),
        (["check"], "FILE"),
        (["check", "no/such/form.xlsx"], "没有这个文件"),
        (["check", "."], "relparty screen"),
    ],
)
def test_wrong_use_says_place_fact_and_next_step(tmp_path: Path, arguments: list[str], words: str) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "relparty", "form", *arguments], capture_output=True, text=True, encoding="utf-8", check=False, cwd=tmp_path
    )
    assert run.returncode == 2
    assert words in run.stderr
    assert "Traceback" not in run.stderr
    assert list(tmp_path.iterdir()) == []


# --- check ---------------------------------------------------------------------------------------


def test_a_right_form_is_fine_and_every_answer_is_shown(tmp_path: Path) -> None:
    file = machine(tmp_path, {"head": {"name": "尉迟砚山", "id": "#40"}, "shareholders": HOLDERS})
    told, lines = checked_and_printed(file, 0)
    assert told["verdict"] == "fine"
    assert told["problems"] == []
    assert told["bidder"] == {"name": "深圳市甲辰工程有限公司", "uscc": lotmaker.company_code(100)}
    fields = {each["field"]: each for each in told["fields"]}
    assert set(fields) == {field.name for field in FIELDS}
    assert fields["head_name"] == {"field": "head_name", "label": "法定代表人", "state": "read", "value": "尉迟砚山", "place": "/head/name"}
    holders = next(each for each in told["blocks"] if each["block"] == "shareholders")
    assert [row["values"]["percent"] for row in holders["rows"]] == ["60.5", "39.5"]
    assert holders["sums"] == [{"company": None, "total": "100%"}]
    assert "✓ 法定代表人：尉迟砚山  〔/head/name〕" in lines
    assert "2 行，持股比例合计 100%" in lines
    assert "可以提交" in lines
    assert "It can be handed in" in relparty("form", "check", file, "--lang", "en").stdout.decode()


@pytest.mark.parametrize(
    ("told", "about", "reason", "words"),
    [
        ({"head": {"name": "尉迟砚山", "id": "#40!"}, "shareholders": HOLDERS}, "head_id", "wrong_resident_id", "身份证号码校验位"),
        ({"bidder": {"uscc": "91440300MA28869138"}}, "bidder_uscc", "wrong_uscc", "校验位不符"),
        ({"shareholders": [{**HOLDERS[1], "percent": 85}]}, "shareholders", "shares_sum", "合计 85%"),
        ({"shareholders": [{**HOLDERS[1], "percent": "很多"}]}, "shareholders", "share_unreadable", "很多"),
        (
            {"changes": [{"item": "股东", "before": "厉昶远", "after": "戎珩砚", "date": "去年"}]},
            "changes",
            "change_without_date",
            "变更日期",
        ),
    ],
)
def test_what_is_wrong_stands_under_its_field(tmp_path: Path, told: dict[str, Any], about: str, reason: str, words: str) -> None:
    answer, printed = checked_and_printed(machine(tmp_path, told), 1)
    (problem,) = (each for each in answer["problems"] if each["reason"] == reason)
    assert problem["about"] == about
    assert words in problem["fact"]
    assert problem["next_step"]
    assert problem["place"].startswith("/")
    assert [name for name, state in states(answer).items() if state != "read" and state not in ("empty", "none")] == [about]
    lines = printed.splitlines()
    at = next(at for at, line in enumerate(lines) if "✗" in line and problem["fact"] in line)
    assert "→" in lines[at + 1]


@pytest.mark.parametrize(("bidder", "missing"), [({"address": None}, "address"), ({"kind": "分支机构"}, "parent")])
def test_a_missing_answer_is_said_at_its_field(tmp_path: Path, bidder: dict[str, Any], missing: str) -> None:
    answer, printed = checked_and_printed(machine(tmp_path, {"bidder": bidder}), 1)
    assert [name for name, state in states(answer).items() if state == "missing"] == [missing]
    assert "1 处" in printed


def test_none_and_a_masked_id_are_answers(tmp_path: Path) -> None:
    file = machine(tmp_path, {"bidder": {"email": "无"}, "head": {"name": "尉迟砚山", "id": "#40*"}})
    answer = checked(file, 0)
    assert states(answer)["email"] == "none"
    assert states(answer)["head_id"] == "read"


def test_a_cell_nobody_understands_is_listed_with_its_place_and_leaves_the_form_incomplete(tmp_path: Path) -> None:
    content = io.BytesIO()
    book = openpyxl.load_workbook(io.BytesIO(formwriter.xlsx(lotmaker.forms({"bidders": {"甲辰": {}}})["甲辰"])))
    book.worksheets[0].append(["神秘栏目", "神秘内容"])
    book.save(content)
    (tmp_path / "form.xlsx").write_bytes(content.getvalue())
    answer, printed = checked_and_printed(tmp_path / "form.xlsx", 3)
    assert not any(each["correctable"] for each in answer["problems"])
    left = [each for each in answer["problems"] if each["reason"] == "not_understood"]
    assert [each["text"] for each in left] == ["神秘栏目", "神秘内容"]
    assert left[0]["place"].startswith("采集表!A")
    assert "? 这一格未能识别：神秘内容" in printed
    assert "2 处未能识读" in printed


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.xlsx", b"PK\x03\x04 cut off", ""),
        ("a.json", b"{", "JSON"),
        ("a.docx", b"", "空"),
        ("a.pdf", b"%PDF-1.7 broken", "PDF"),
        ("a.exe", b"MZ", ""),
        ("a.json", b'{"form": "relparty/declaration/1"}', ""),
    ],
)
def test_a_file_that_cannot_be_read_is_not_fine(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    (tmp_path / name).write_bytes(content)
    run = relparty("form", "check", tmp_path / name, "--json", "-")
    assert run.returncode in (1, 3)
    told = json.loads(run.stdout)
    assert told["verdict"] != "fine"
    assert words in told["problems"][0]["fact"]
    assert b"Traceback" not in run.stderr


def with_picture(content: bytes) -> bytes:
    """A workbook with something in it that is large enough to be a scanned page."""
    copy = io.BytesIO(content)
    with zipfile.ZipFile(copy, "a") as package:
        package.writestr("xl/media/image1.png", b"\x89PNG" + bytes(30_000))
    return copy.getvalue()


def with_licence(content: bytes) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book.create_sheet("营业执照")
    sheet.append(["营业执照"])
    sheet.append(["名称", "深圳市甲辰工程有限公司"])
    return formwriter._saved(book)


@pytest.mark.parametrize(("change", "words"), [(with_picture, "1 张图片"), (with_licence, "营业执照")])
def test_what_stands_beside_the_form_does_not_count_as_checked(tmp_path: Path, change: Callable[[bytes], bytes], words: str) -> None:
    form = formwriter.xlsx(lotmaker.forms({"bidders": {"甲辰": {}}})["甲辰"])
    (tmp_path / "plain.xlsx").write_bytes(form)
    (tmp_path / "form.xlsx").write_bytes(change(form))
    checked(tmp_path / "plain.xlsx", 0)
    answer = checked(tmp_path / "form.xlsx", 3)
    assert [each["reason"] for each in answer["problems"]] == ["beside"]
    assert words in answer["problems"][0]["fact"]


def test_an_archive_is_sent_back_to_be_unpacked(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "forms.zip", "w") as archive:
        archive.writestr("a.txt", "x")
    assert "解压" in checked(tmp_path / "forms.zip", 3)["problems"][0]["next_step"]


def test_a_form_on_standard_input_is_known_by_its_content() -> None:
    form = lotmaker.forms({"bidders": {"甲辰": {}}})["甲辰"]
    for content in (json.dumps(form).encode(), formwriter.xlsx(form), formwriter.docx(form)):
        run = relparty("form", "check", "-", given=content)
        assert run.returncode == 0, run.stdout.decode()


def test_the_answer_is_written_to_a_file_too_and_alone_on_standard_output(tmp_path: Path) -> None:
    file = machine(tmp_path, {})
    run = relparty("form", "check", file, "--json", tmp_path / "out" / "check.json")
    assert "结论" in run.stdout.decode()
    alone = relparty("form", "check", file, "--json", "-")
    assert alone.stdout == (tmp_path / "out" / "check.json").read_bytes()
    assert "结论" in alone.stderr.decode()


def test_two_forms_in_one_file_are_both_checked(tmp_path: Path) -> None:
    forms = lotmaker.forms({"bidders": {"甲辰": {}, "乙木": {"bidder": {"address": None}}}})
    book = openpyxl.load_workbook(io.BytesIO(formwriter.xlsx(forms["甲辰"])))
    second = book.create_sheet("乙木")
    for row in openpyxl.load_workbook(io.BytesIO(formwriter.xlsx(forms["乙木"]))).worksheets[0].iter_rows(values_only=True):
        second.append(row)
    book.save(tmp_path / "two.xlsx")
    answer = checked(tmp_path / "two.xlsx", 1)
    (other,) = answer["further_forms"]
    assert (answer["bidder"]["name"], other["bidder"]["name"]) == ("深圳市甲辰工程有限公司", "深圳市乙木工程有限公司")
    assert states(answer)["address"] == "read"
    assert states(other)["address"] == "missing"


@pytest.mark.parametrize("code", ["", "!"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_whole_resident_id_is_ever_shown(tmp_path: Path, code: str, lang: str) -> None:
    number = lotmaker.person_id(40, code)
    spaced = f"{number[:6]} {number[6:14]} {number[14:]}"
    told = {
        "bidder": {"former_names": number, "address": f"深圳市{number}号"},
        "head": {"name": f"尉迟砚山{number}", "id": spaced},
        "shareholders": [{"name": "厉昶远", "kind": "person", "id": number, "percent": number}],
        "people": [{"name": "滑峤珩", "id": number, "role": "agent", "phone": number, "insured_at": number}],
        "kin": [{"person": number, "relative": number, "relation": number, "unit": number}],
        "changes": [{"item": number, "before": number, "after": number, "date": number}],
        "unheard_of": number,
    }
    file = machine(tmp_path, told, f"{number}.json")
    run = relparty("--lang", lang, "form", "check", file, "--json", "-")
    assert run.returncode == 1
    for stream in (run.stdout.decode(), run.stderr.decode()):
        assert "尉迟砚山" in stream
        for part in (number, number[6:14], spaced):
            assert part not in stream
    assert number.encode() not in relparty("form", "check", tmp_path / "no" / f"{number}.xlsx").stderr
