"""The documents of the register in a lot against the forms: what becomes a finding, and what a person must look at."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import extractpages as pages
import lotmaker
import registerwriter
import running
from extractpages import read_off
from relparty.documents.cells import FormDocument, Row
from relparty.evidence import extract
from relparty.forms import labels, machine
from relparty.forms.declaration import declaration
from relparty.model.evidence import Extract
from relparty.model.lot import Bidder, BidderStatus, Lot, form_file
from relparty.model.party import Party, PartyKind
from relparty.model.tie import Tie
from relparty.rules import register_mismatch

OPENS_ON = date(2026, 12, 1)
LOT = Lot("L1", "示例项目", "gov_procurement", OPENS_ON, OPENS_ON)
FORM: dict[str, Any] = {
    "head": {"name": "柴昶", "id": "#11"},
    "shareholders": [
        {"name": "柴昶", "id": "#11", "kind": "person", "percent": 60},
        {"name": "孟琰", "id": "#14", "kind": "person", "percent": 40},
    ],
    "officers": [{"name": "柴昶", "office": "director"}, {"name": "牟珩", "office": "supervisor"}],
}


def extract_of(document: FormDocument) -> Extract:
    found = extract.read(document)
    assert found is not None
    return found


def ties(*extracts: Extract, **told: Any) -> list[Tie]:
    whole = lotmaker.forms({"bidders": {"甲辰": {**FORM, **told}}})["甲辰"]
    content = json.dumps(whole, ensure_ascii=False).encode()
    document, filled = machine.read(form_file("forms/01.json", content), content)
    form = declaration(document, filled, labels.load())
    bidder = Bidder(pages.NAME, pages.CODE, form.bidder, BidderStatus.READ, declarations=(form,), extracts=extracts)
    return list(register_mismatch.find(LOT, bidder, Party("c:1", pages.NAME, PartyKind.COMPANY)))


def report(**changed: Any) -> Extract:
    return extract_of(pages.document(pages.report(**changed)))


def shot(rows: list[Row]) -> Extract:
    return extract_of(pages.pictured(rows))


def licence(head: str) -> Extract:
    rows = [pages.line(text) for text in ("营业执照", f"名称：{pages.NAME}", f"法定代表人：{head}", "注册资本：1000万元", "登记机关")]
    return extract_of(pages.document(rows, form_file("forms/licence.pdf", b"licence")))


def said(found: list[Tie]) -> list[tuple[str, str]]:
    return [(tie.rule, tie.variant) for tie in found]


def test_agreement_is_silent() -> None:
    assert ties(report(), shot(pages.report())) == []


def test_a_bidder_without_documents_is_not_accused_of_it() -> None:
    assert ties() == []


def test_everything_that_differs_is_one_tie_with_both_places() -> None:
    (tie,) = ties(report(法定代表人="厉昶远", staff=[["1", "柴昶", "执行董事"], ["2", "石翊", "监事"]]))
    assert (tie.rule, tie.variant) == ("declaration_mismatch", "register")
    summary = tie.summary.say("zh")
    assert "法定代表人（单位负责人）：表中为 柴昶，登记为 厉昶远" in summary
    assert "主要人员 石翊（监事）：登记有，表中未列" in summary
    assert "企业信用信息公示报告，查询于 2026-11-08" in summary
    assert "图片识读" not in summary
    sources = tie.paths[0].steps[0].sources
    assert {source.kind for source in sources} == {"register", "declaration"}
    assert len(sources) == len(set(sources))


def test_what_was_read_off_a_picture_says_so_and_asks_to_look_first() -> None:
    (tie,) = ties(shot(pages.report(法定代表人="厉昶远")))
    assert "登记为 厉昶远〔图片识读〕" in tie.summary.say("zh")
    assert tie.next_step.say("zh").startswith("请先看原图")


def test_look_alikes_and_doubts_are_one_unchecked_tie_with_their_pieces_of_picture() -> None:
    rows = pages.report(法定代表人="柴旭", staff=[["1", "柴昶", "执行董事"], ["2", read_off("牟王行", 0.5, b"png"), "监事"]])
    (tie,) = ties(shot(rows))
    assert (tie.rule, tie.variant) == ("unchecked", "evidence_doubtful")
    assert b"png" in {source.crop for source in tie.paths[0].steps[0].sources}


def test_what_one_document_shows_surely_another_need_not() -> None:
    doubtful = shot(pages.report(法定代表人="柴旭"))
    part = shot([*pages.base(), pages.line("股东及出资信息"), *pages.table(["序号", "股东名称", "股东类型"], ["1", "柴昶", "自然人股东"])])
    assert said(ties(doubtful)) == said(ties(part)) == [("unchecked", "evidence_doubtful")]
    assert ties(doubtful, part, report()) == []


def test_a_newer_document_that_agrees_outweighs_an_older_one() -> None:
    assert said(ties(licence("厉昶远"))) == [("declaration_mismatch", "register")]
    assert ties(licence("厉昶远"), report()) == []
    older = replace(report(), retrieved_on=date(2026, 3, 1))
    assert said(ties(older, report(法定代表人="厉昶远"))) == [("declaration_mismatch", "register")]


def test_a_change_too_young_to_show_is_unchecked() -> None:
    change = {"item": "法定代表人", "before": "厉昶远", "after": "柴昶", "date": "2026-10-20"}
    (tie,) = ties(report(法定代表人="厉昶远"), changes=[change])
    assert (tie.rule, tie.variant) == ("unchecked", "evidence_late")
    assert "可能是登记尚未更新" in tie.summary.say("zh")


def test_age_is_said_and_is_no_finding_of_its_own() -> None:
    old = replace(report(), retrieved_on=date(2026, 8, 31))
    assert ties(old) == ties(replace(old, retrieved_on=None)) == []
    differing = report(法定代表人="厉昶远")
    (tie,) = ties(replace(differing, retrieved_on=date(2026, 8, 31)))
    assert "查询于 2026-08-31，距开启已 3 个月" in tie.summary.say("zh")
    (tie,) = ties(replace(differing, retrieved_on=date(2025, 9, 22)))
    assert "查询于 2025-09-22，距开启已 14 个月" in tie.summary.say("zh")
    (tie,) = ties(replace(differing, retrieved_on=date(2026, 9, 1)))
    assert "距开启已" not in tie.summary.say("zh")
    (tie,) = ties(replace(differing, retrieved_on=None))
    assert "未显示查询日期" in tie.summary.say("zh")


def test_one_fact_in_two_documents_is_said_once() -> None:
    (tie,) = ties(report(法定代表人="厉昶远"), report(法定代表人="厉昶远"))
    assert tie.summary.say("zh").count("厉昶远") == 1


def test_a_long_list_is_cut_and_counted() -> None:
    staff = [[str(n), lotmaker.person_name(n), "董事"] for n in range(1, 12)]
    (tie,) = ties(report(staff=[*staff, ["12", "柴昶", "董事"], ["13", "牟珩", "监事"]]))
    assert "另有 3 处" in tie.summary.say("zh")


def test_a_report_in_the_lot_is_compared(tmp_path: Path) -> None:
    lot = {"bidders": {"甲辰": FORM, "乙木": {}, "丙火": {}, "丁香": {}, "戊土": {}}}
    folder = lotmaker.write(tmp_path, lot)
    form = lotmaker.forms(lot)["甲辰"]
    (folder / "forms" / "报告.pdf").write_bytes(registerwriter.report_pdf(registerwriter.of_form(form)))
    assert running.told(folder)["findings"] == []
    (folder / "forms" / "报告.pdf").write_bytes(registerwriter.report_pdf(registerwriter.of_form(form, head="厉昶远")))
    (finding,) = running.told(folder)["findings"]
    assert (finding["rule"], finding["level"], finding["bidders"]) == ("declaration_mismatch", "review", [pages.NAME])
    assert {source["file"] for path in finding["paths"] for step in path["steps"] for source in step["sources"]} == {
        "forms/01.json",
        "forms/报告.pdf",
    }
