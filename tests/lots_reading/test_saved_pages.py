"""Lots with saved web pages of the register: agreeing, contradicting, outdated, of something else, saved with their folders."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest

import formwriter
import lotmaker
import registersaved
import registerwriter
import running

LOT: dict[str, Any] = {"opens_on": "2026-12-01", "bidders": {"甲辰": {}, "乙木": {}, "丙火": {}}}
NAME = lotmaker.company_name("乙木")


def lot(folder: Path, **pages: Any) -> dict[str, Any]:
    return running.told(lotmaker.write(folder, {**LOT, "pages": pages}))


@pytest.mark.parametrize("suffix", ["html", "mhtml"])
def test_a_page_that_agrees_is_evidence_and_nothing_else(tmp_path: Path, suffix: str) -> None:
    told = lot(tmp_path, 乙木={"as": suffix})
    assert (told["verdict"], told["findings"]) == ("clear", [])
    assert f"register/乙木.{suffix}" in [file["file"] for file in told["evidence"]]


@pytest.mark.parametrize("suffix", ["html", "mhtml"])
def test_a_page_that_contradicts_is_flagged_with_both_values(tmp_path: Path, suffix: str) -> None:
    (finding,) = lot(tmp_path, 乙木={"as": suffix, "head": "厉昶远"})["findings"]
    assert (finding["rule"], finding["bidders"]) == ("declaration_mismatch", [NAME])
    declared = lotmaker.forms(LOT)["乙木"]["head"]["name"]
    assert f"表中为 {declared}，登记为 厉昶远" in finding["summary"]
    assert "登记信息公示页面，查询于 2026-11-08" in finding["summary"]
    sources = [source for path in finding["paths"] for step in path["steps"] for source in step["sources"]]
    assert {source["file"] for source in sources} == {"forms/02.json", f"register/乙木.{suffix}"}


def test_an_outdated_page_says_how_outdated(tmp_path: Path) -> None:
    (finding,) = lot(tmp_path, 乙木={"as": "mhtml", "head": "厉昶远", "printed_on": "2025-09-22"})["findings"]
    assert "查询于 2025-09-22，距开启已 14 个月" in finding["summary"]


def test_a_captcha_is_an_unread_file_and_no_bidder(tmp_path: Path) -> None:
    (lotmaker.write(tmp_path, LOT) / "register").mkdir()
    (tmp_path / "register" / "乙木.html").write_text(
        "<html><body><p>国家企业信用信息公示系统</p>请输入验证码</body></html>", encoding="utf-8"
    )
    told = running.told(tmp_path)
    assert (told["verdict"], len(told["bidders"])) == ("incomplete", 3)
    (finding,) = told["findings"]
    assert (finding["rule"], "验证码" in finding["summary"], "详情页" in finding["next_step"]) == ("unchecked", True, True)


def test_what_a_page_is_made_of_is_no_finding_but_a_form_there_is_read(tmp_path: Path) -> None:
    folder = lotmaker.write(tmp_path, {**LOT, "pages": {"乙木": {}}})
    beside = folder / "register" / "乙木_files"
    beside.mkdir()
    for name in ("logo.png", "app.js.download", "style.css", "frame.html", "icon"):
        (beside / name).write_bytes(b"<html>nothing")
    assert running.told(folder)["findings"] == []
    (beside / "采集表.docx").write_bytes(b"no document")
    assert ["乙木_files/采集表.docx" in finding["summary"] for finding in running.told(folder)["findings"]] == [True]


def test_a_folder_without_its_page_is_read(tmp_path: Path) -> None:
    folder = lotmaker.write(tmp_path, LOT)
    (folder / "register" / "乙木_files").mkdir(parents=True)
    (folder / "register" / "乙木_files" / "frame.html").write_bytes(b"<html>nothing</html>")
    assert [finding["rule"] for finding in running.told(folder)["findings"]] == ["unchecked"]


def test_a_page_beside_the_forms_is_compared_too(tmp_path: Path) -> None:
    folder = lotmaker.write(tmp_path, LOT)
    company = registerwriter.of_form(lotmaker.forms(LOT)["丙火"], head="厉昶远")
    (folder / "forms" / "截图.mht").write_bytes(registersaved.page_mhtml(company))
    assert [finding["rule"] for finding in running.told(folder)["findings"]] == ["declaration_mismatch"]


def test_a_form_saved_as_a_page_is_read_like_any_other(tmp_path: Path) -> None:
    folder = lotmaker.write(tmp_path, LOT)
    (folder / "forms" / "02.json").unlink()
    rows = "".join(
        "<tr>" + "".join(f"<td>{value}</td>" for value in row) + "</tr>" for row in formwriter.table(lotmaker.forms(LOT)["乙木"])
    )
    (folder / "forms" / "02.html").write_text(f"<html><body><table>{rows}</table></body></html>", encoding="utf-8")
    told = running.told(folder)
    assert (told["verdict"], told["findings"]) == ("clear", [])
    assert {bidder["name"] for bidder in told["bidders"]} == {lotmaker.company_name(word) for word in LOT["bidders"]}


def test_a_zipped_page_with_its_folder_is_one_page(tmp_path: Path) -> None:
    folder = lotmaker.write(tmp_path, LOT)
    company = registerwriter.of_form(lotmaker.forms(LOT)["丙火"])
    (folder / "register").mkdir()
    with zipfile.ZipFile(folder / "register" / "页面.zip", "w") as package:
        package.writestr("丙火.html", registersaved.page_html(company))
        for name in ("logo.png", "app.js.download", "frame.html"):
            package.writestr(f"丙火_files/{name}", b"<html>nothing")
    assert running.told(folder)["findings"] == []
