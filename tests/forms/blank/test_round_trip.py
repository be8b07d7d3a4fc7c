"""Our own empty form, filled in by hand, says exactly what the machine form says; untouched it says that all is missing."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import blankfiller
import pytest

import lot_cases
import lotmaker
from relparty.forms.blank import docx, xlsx
from relparty.intake.one_form import ReadFile, read_here
from relparty.phrases import Lang
from relparty.rules.declaration_mismatch import _claims
from relparty.settings import FileLimits

FULL: dict[str, Any] = {
    "head": {"name": "尉迟砚山", "id": "#40"},
    "bidder": {"bond_account": "755901234567890"},
    "shareholders": [
        {"name": "深圳市同源控股有限公司", "kind": "company", "id": "$50", "percent": 60.5, "capital": 605},
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
FORMS = {
    "full": lotmaker.forms({"bidders": {"甲辰": FULL, "乙木": {}}})["甲辰"],
    "bare": lotmaker.forms({"bidders": {"甲辰": {}}})["甲辰"],
    "layers": lotmaker.forms(lot_cases.CASES["Q04-six-layers-of-51"]["lot"])["甲辰"],
}
KINDS: dict[str, tuple[Callable[..., bytes], Callable[[bytes, Any], bytes]]] = {
    "xlsx": (xlsx.workbook, blankfiller.xlsx),
    "docx": (docx.document, blankfiller.document),
}
LANGS: tuple[Lang, ...] = ("zh", "en")


def read(folder: Path, name: str, content: bytes) -> ReadFile:
    (folder / name).write_bytes(content)
    return read_here(name, folder / name, FileLimits())


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", FORMS)
def test_the_filled_form_makes_the_same_claims_as_the_machine_form(tmp_path: Path, name: str, kind: str, lang: Lang) -> None:
    make, fill = KINDS[kind]
    known = {"lot_name": FORMS[name]["lot"]["name"], "lot_id": FORMS[name]["lot"]["id"]}
    (got,) = read(tmp_path, f"form.{kind}", fill(make(known, lang, rows=14), FORMS[name])).forms
    (machine,) = read(tmp_path, "form.json", json.dumps(FORMS[name]).encode()).forms
    assert got.told is not None
    assert machine.told is not None
    assert got.problems == machine.problems == ()
    assert set(_claims(got.told)) == set(_claims(machine.told))
    assert len(got.told.records) == len(machine.told.records)
    assert (got.told.lot_id, got.told.lot_name) == (machine.told.lot_id, machine.told.lot_name)
    assert got.told.declared_on == machine.told.declared_on
    assert got.filled.not_understood == []


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", KINDS)
def test_the_untouched_form_holds_the_lot_and_nothing_else(tmp_path: Path, kind: str, lang: Lang) -> None:
    (got,) = read(tmp_path, f"form.{kind}", KINDS[kind][0]({"lot_name": "示例项目", "lot_id": "L1"}, lang)).forms
    answered = {name: cell.text for name, cells in got.filled.fields.items() for cell in cells if cell.text}
    assert answered == {"lot_name": "示例项目", "lot_id": "L1"}
    assert got.filled.blocks == {}
    assert got.filled.none_answers == {}
    assert got.filled.not_understood == []
    assert got.problems == ()
    assert got.told is None


@pytest.mark.parametrize("kind", KINDS)
def test_none_in_every_block_is_an_answer(tmp_path: Path, kind: str) -> None:
    make, fill = KINDS[kind]
    form = {**FORMS["bare"], "shareholders": [], "people": []}
    (got,) = read(tmp_path, f"form.{kind}", fill(make({}), form)).forms
    assert {"shareholders", "officers", "upper_holdings", "people", "kin", "changes", "prior_service"} <= set(got.filled.none_answers)
    assert got.filled.blocks == {}
