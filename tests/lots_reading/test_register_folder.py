"""The register/ folder: evidence that the office fetched itself, never a form."""

from __future__ import annotations

import json
from pathlib import Path

import lotmaker
import registerwriter
import running

LOT = {"bidders": {"甲辰": {}, "乙木": {}, "丙火": {}}}


def report(folder: Path, word: str, **changed: object) -> Path:
    """A lot with the register report of a bidder in register/."""
    lotmaker.write(folder, LOT)
    (folder / "register").mkdir()
    company = registerwriter.of_form(lotmaker.forms(LOT)[word], **changed)
    (folder / "register" / "download.pdf").write_bytes(registerwriter.report_pdf(company))
    return folder


def test_a_report_that_agrees_is_evidence_and_no_quote(tmp_path: Path) -> None:
    told = running.told(report(tmp_path, "甲辰"))
    assert told["verdict"] == "clear"
    assert told["quotes"]["received"] == 3
    assert "register/download.pdf" in [file["file"] for file in told["evidence"]]


def test_a_report_that_differs_is_found_by_the_company_it_names(tmp_path: Path) -> None:
    told = running.told(report(tmp_path, "乙木", head="厉昶远"))
    assert [(finding["rule"], finding["bidders"]) for finding in told["findings"]] == [
        ("declaration_mismatch", [lotmaker.company_name("乙木")])
    ]


def test_a_report_of_another_company_is_told_and_nobodys(tmp_path: Path) -> None:
    told = running.told(report(tmp_path, "丙火", name="深圳市无关贸易有限公司", uscc="91440300MA000999XX"))
    assert [finding["bidders"] for finding in told["findings"]] == [[]]
    assert "深圳市无关贸易有限公司" in told["findings"][0]["summary"]


def test_what_cannot_be_read_there_is_told_and_is_no_bidder(tmp_path: Path) -> None:
    (lotmaker.write(tmp_path, LOT) / "register").mkdir()
    (tmp_path / "register" / "page.html").write_text("<html>", encoding="utf-8")
    told = running.told(tmp_path)
    assert len(told["bidders"]) == 3
    assert [finding["rule"] for finding in told["findings"]] == ["unchecked"]


def test_a_form_there_is_nobodys_declaration(tmp_path: Path) -> None:
    (lotmaker.write(tmp_path, LOT) / "register").mkdir()
    other = lotmaker.forms({"bidders": {"丁香": {}}})["丁香"]
    (tmp_path / "register" / "form.json").write_text(json.dumps(other, ensure_ascii=False), encoding="utf-8")
    told = running.told(tmp_path)
    assert {bidder["name"] for bidder in told["bidders"]} == {lotmaker.company_name(word) for word in LOT["bidders"]}
    assert ["register/" in finding["summary"] for finding in told["findings"]] == [True]
