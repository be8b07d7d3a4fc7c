"""What changed between two screenings of a lot: found by id and by bidders, in one language or two."""

from __future__ import annotations

import json
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import lot_cases
import lotmaker
import paperwords
import running
from relparty.errors import UsageError
from relparty.phrases import Lang
from relparty.reports.comparison import Change, Comparison, comparison
from relparty.reports.comparison_words import blocks, opening, sections
from relparty.reports.document import Document
from relparty.reports.dossier.blocks import Paper

LOTS = Path(__file__).parents[1] / "lots"
HEAD = {"head": {"name": "尉迟砚山", "id": "#40"}}
FILL: dict[str, Any] = {"丙火": {}, "丁香": {}, "己未": {}}


def told(folder: Path, lang: Lang = "zh", **bidders: Any) -> Document:
    """The document of a lot of these bidders, 乙木 with a head of its own unless told otherwise."""
    lot = {"id": "L1", "regime": "gov_procurement", "opens_on": "2026-12-01", "bidders": {"甲辰": HEAD, "乙木": {}, **FILL, **bidders}}
    return running.told(lotmaker.write(folder, lot), lang)


@cache
def screened(name: str, lang: Lang) -> Document:
    return running.told(LOTS / name, lang)


def kinds(compared: Comparison) -> list[tuple[str, str]]:
    return [(each.kind, each.told["rule"]) for each in compared.findings]


@pytest.mark.parametrize("name", sorted(lot_cases.CASES))
def test_a_lot_screened_again_is_unchanged_in_either_language(name: str) -> None:
    zh, en = screened(name, "zh"), screened(name, "en")
    assert not comparison(zh, zh).is_changed
    assert not comparison(zh, en).is_changed
    assert not comparison(en, zh).is_changed


def test_a_relation_that_came_is_new_and_seen_from_the_other_side_gone(tmp_path: Path) -> None:
    before, after = told(tmp_path / "a"), told(tmp_path / "b", 乙木=HEAD)
    compared = comparison(before, after)
    assert kinds(compared) == [("new", "same_head")]
    assert compared.verdict == Change("verdict", "clear", "stop")
    assert Change("after_bar", "5", "3") in compared.counts
    assert compared.files == (Change("forms/02.json", before["evidence"][1]["sha256"], after["evidence"][1]["sha256"]),)
    assert kinds(comparison(after, before)) == [("gone", "same_head")]


def test_another_level_is_a_change_of_that_finding(tmp_path: Path) -> None:
    sure, masked = told(tmp_path / "a", 乙木=HEAD), told(tmp_path / "b", 乙木={"head": {"name": "尉迟砚山", "id": "#40*"}})
    (change,) = comparison(masked, sure).findings
    assert change.kind == "level"
    assert change.old is not None
    assert (change.old["level"], change.told["level"]) == ("review", "bar")
    said = sections(comparison(masked, sure), "zh")
    assert any(line.startswith("【须核实 → 禁止】单位负责人为同一人") for section in said for line in section.lines)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_another_share_is_a_change_of_facts_in_either_language(tmp_path: Path, lang: Lang) -> None:
    def holds(percent: float) -> dict[str, Any]:
        own = {"name": "@甲辰", "id": "$100", "kind": "company", "percent": percent}
        return {"shareholders": [own, {"name": "厉昶远", "id": "#31", "kind": "person", "percent": 100 - percent}]}

    before, after = told(tmp_path / "a", lang, 乙木=holds(60)), told(tmp_path / "b", "zh", 乙木=holds(70))
    assert kinds(comparison(before, after)) == [("facts", "direct_holding")]


def test_a_form_handed_in_again_with_the_same_words_changes_only_the_file(tmp_path: Path) -> None:
    before, after = told(tmp_path / "a", 乙木=HEAD), told(tmp_path / "b", 乙木={**HEAD, "declared_on": "2026-11-15"})
    compared = comparison(before, after)
    assert kinds(compared) == []
    assert [each.name for each in compared.files] == ["forms/02.json"]
    assert compared.is_changed


def test_an_unchecked_answer_stays_the_same_when_its_form_comes_in_again(tmp_path: Path) -> None:
    short = {"shareholders": [{"name": "厉昶远", "id": "#31", "kind": "person", "percent": 85}]}
    before, after = told(tmp_path / "a", 乙木=short), told(tmp_path / "b", 乙木={**short, "declared_on": "2026-11-15"})
    assert before["findings"][0]["id"] != after["findings"][0]["id"]
    assert kinds(comparison(before, after)) == []
    assert kinds(comparison(before, told(tmp_path / "c"))) == [("gone", "unchecked")]


def test_bidders_come_withdraw_and_correct_their_names(tmp_path: Path) -> None:
    before = told(tmp_path / "a", 乙木=HEAD)
    after = told(tmp_path / "b", 乙木={**HEAD, "bidder": {"name": "深圳市乙木建设有限公司"}}, 戊土={})
    after["bidders"] = [each for each in after["bidders"] if "丁香" not in each["name"]]
    compared = comparison(before, after)
    assert set(compared.bidders) == {
        Change("深圳市乙木建设有限公司", "深圳市乙木工程有限公司", "深圳市乙木建设有限公司"),
        Change("深圳市戊土工程有限公司", None, "深圳市戊土工程有限公司"),
        Change("深圳市丁香工程有限公司", "深圳市丁香工程有限公司", None),
    }
    assert kinds(compared) == [("facts", "same_head")]


def test_a_form_that_came_in_is_told() -> None:
    missing = screened("Q13-bidder-without-a-form", "zh")
    after = deepcopy(missing)
    after["bidders"][-1]["status"] = "read"
    compared = comparison(missing, after)
    assert compared.forms == (Change(missing["bidders"][-1]["name"], "missing", "read"),)
    assert "缺采集表 → 已读取" in sections(compared, "zh")[0].lines[0]


def test_screenings_of_different_lots_are_refused() -> None:
    with pytest.raises(UsageError) as refused:
        comparison(screened("P01-clear", "zh"), screened("P02-same-head", "zh"))
    assert "P01-clear" in refused.value.say("zh")


def test_each_finding_counts_once_where_ids_were_made_equal_by_hand() -> None:
    new = deepcopy(screened("D01-demo", "zh"))
    for finding in new["findings"]:
        finding["id"] = "same"
    assert kinds(comparison(new, new)) == []
    assert kinds(comparison(screened("D01-demo", "zh"), new)) == []


def test_the_page_says_all_that_changed(tmp_path: Path) -> None:
    before, after = told(tmp_path / "a", "en"), told(tmp_path / "b", "en", 乙木=HEAD, 戊土={})
    text = paperwords.words(Paper("", "en", "", blocks(comparison(before, after), "en")))
    for said in (
        "Verdict: Clear → Stop",
        "New findings",
        "Same person in charge",
        "Came: 深圳市戊土工程有限公司",
        "Changed: forms/02.json",
    ):
        assert said in text
    assert "None" not in text


def test_nothing_changed_is_said_and_an_older_screening_named_as_new_too(tmp_path: Path) -> None:
    one = told(tmp_path)
    later = json.loads(json.dumps(one))
    later["lot"]["as_of"] = "2026-12-01"
    assert opening(comparison(one, later), "zh")[-1] == "没有变化。"
    assert any("晚于本次" in line for line in opening(comparison(later, one), "zh"))
    assert sections(comparison(one, later), "zh") == ()


def test_an_edit_of_the_earlier_screening_stands_on_the_page() -> None:
    one = screened("P02-same-head", "zh")
    edited = {**one, "verdict": "clear"}
    assert any("被改动过" in line for line in opening(comparison(edited, one), "zh"))
    assert not any("被改动过" in line for line in opening(comparison(one, one), "zh"))
