"""Clarification letters: each bidder is asked what concerns it, and learns of nobody else."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

import lot_cases
import lotmaker
import paperwords
import running
from relparty.identifiers.masking import masked_number
from relparty.phrases import Lang
from relparty.reports.dossier.blocks import Blank, Table
from relparty.reports.letter_words import QUESTIONS
from relparty.reports.letters import letters
from relparty.rules.catalog import rules
from test_laws import lots

LOTS = Path(__file__).parents[1] / "lots"
TELLING = frozenset("name uscc id phone email address bond_account company unit insured_at parent before after relative person".split())
"""The fields of a form that say who somebody is."""
HEAD = {"head": {"name": "尉迟砚山", "id": "#40"}}
FILL: dict[str, Any] = {"丙火": {}, "丁香": {}}


def told_of(lot: dict[str, Any], lang: Lang = "zh") -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        return running.told(lotmaker.write(Path(folder) / "lot", lot), lang)


def lot_of(bidders: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"regime": "gov_procurement", "opens_on": "2026-12-01", "bidders": bidders, **more}


def by_bidder(told: dict[str, Any]) -> dict[str, str]:
    """What the letter to each bidder says, by the bidder's name."""
    return {letter.bidder: paperwords.words(letter.paper) for letter in letters(told)}


def told_words(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a form that says who somebody is, with its field."""
    if isinstance(value, dict):
        for name, each in value.items():
            yield from told_words(each, name)
    elif isinstance(value, list):
        for each in value:
            yield from told_words(each, key)
    elif isinstance(value, str) and key in TELLING and len(value) > 1:
        yield key, value


def leaks(lot: Mapping[str, Any], told: dict[str, Any]) -> list[tuple[str, str]]:
    """Every text of another bidder's form or file name that stands in a letter, though the bidder's own form has it not."""
    forms = {lotmaker.company_name(word): form for word, form in lotmaker.forms(lot).items()}
    files = {bidder["name"]: [form["file"] for form in bidder["forms"]] for bidder in told["bidders"]}
    found = []
    for name, words in by_bidder(told).items():
        own = json.dumps({key: each for key, each in forms[name].items() if key != "lot"}, ensure_ascii=False)
        own += "".join(masked_number(text) for key, text in told_words(forms[name]) if key == "id")
        for other, form in forms.items():
            secrets = (
                {text for _, text in told_words({key: each for key, each in form.items() if key != "lot"})} if other != name else set()
            )
            secrets |= {masked_number(text) for key, text in told_words(form) if key == "id"} if other != name else set()
            secrets |= {part for file in files.get(other, ()) for part in (file, Path(file).name)}
            found += [(name, text) for text in secrets if text in words and text not in own]
    return found


@cache
def screened(name: str, lang: Lang) -> dict[str, Any]:
    return running.told(LOTS / name, lang)


@pytest.mark.parametrize("name", sorted(lot_cases.CASES))
def test_no_letter_of_our_lots_tells_of_another_bidder(name: str) -> None:
    assert leaks(lot_cases.CASES[name]["lot"], screened(name, "zh")) == []
    assert leaks(lot_cases.CASES[name]["lot"], screened(name, "en")) == []


@settings(max_examples=25, deadline=None)
@given(lots)
def test_no_letter_of_a_random_lot_tells_of_another_bidder(lot: dict[str, Any]) -> None:
    assert leaks(lot, told_of(lot)) == []


def test_the_search_for_leaks_finds_one(tmp_path: Path) -> None:
    lot = lot_of({"甲辰": HEAD, "乙木": HEAD, **FILL})
    told = running.told(lotmaker.write(tmp_path, lot))
    for finding in told["findings"]:
        for path in finding["paths"]:
            for step in path["steps"]:
                for source in step["sources"]:
                    source["text"] += "，与深圳市乙木工程有限公司相同"
    assert leaks(lot, told) == [("深圳市甲辰工程有限公司", "深圳市乙木工程有限公司")]


@settings(max_examples=20, deadline=None)
@given(lots)
def test_a_further_bidder_changes_no_letter(lot: dict[str, Any]) -> None:
    more = {**lot, "bidders": {**lot["bidders"], "己未": {"bidder": {"uscc": "$777"}}}}
    assert by_bidder(told_of(lot)) == by_bidder(told_of(more))


@pytest.mark.parametrize("others", [2, 9])
def test_a_letter_is_the_same_however_many_share_the_fact(others: int) -> None:
    one, many = (by_bidder(told_of(lot_of({f"百家{n}": HEAD for n in range(count)} | FILL))) for count in (2, 1 + others))
    name = lotmaker.company_name("百家0")
    assert "尉迟砚山" in one[name]
    assert one[name] == many[name]


def test_what_is_asked_names_the_facts_of_the_bidders_own_form() -> None:
    told = by_bidder(screened("D01-demo", "zh"))
    letter = told["深圳市丙火工程有限公司"]
    assert "深圳市同源控股有限公司 | 企业法人 | 91440300MA0000509R | 70" in letter
    assert "厉昶远" in letter
    assert "310109********0007" in letter
    for absent in ("丁香", "承启", "辛酉", "45", "forms/", "关联", "串通", "禁止"):
        assert absent not in letter


def test_who_is_only_said_to_be_related_is_asked_without_the_others_words() -> None:
    letter = by_bidder(screened("D01-demo", "zh"))["深圳市己未工程有限公司"]
    assert "社会保险" in letter
    for absent in ("滑峤珩", "戊土", "阚旻翊", "采购小组成员"):
        assert absent not in letter


def test_nobody_is_asked_in_a_clear_lot() -> None:
    assert letters(screened("P01-clear", "zh")) == ()


def test_a_bidder_without_a_form_is_asked_for_it() -> None:
    told = by_bidder(screened("Q13-bidder-without-a-form", "zh"))
    assert list(told) == ["深圳市丁香工程有限公司"]
    assert "尚未收到贵单位的采集表" in told["深圳市丁香工程有限公司"]


def test_a_chain_without_a_top_is_to_be_filled_in() -> None:
    told = by_bidder(screened("Q20-chain-without-a-top", "en"))
    assert list(told) == ["深圳市乙木工程有限公司"]
    assert "Fill in all holders" in told["深圳市乙木工程有限公司"]
    assert "深圳市无顶投资有限公司" in told["深圳市乙木工程有限公司"]


def test_two_forms_in_one_file_are_quoted_to_nobody() -> None:
    told = deepcopy(screened("P02-same-head", "zh"))
    (finding,) = [each for each in told["findings"] if each["rule"] == "same_head"]
    one, other = [bidder for bidder in told["bidders"] if bidder["name"] in finding["bidders"]]
    assert any(isinstance(block, Table) for letter in letters(told) for block in letter.paper.blocks)
    other["forms"][0]["sha256"] = one["forms"][0]["sha256"]
    assert len(letters(told)) == 2
    assert not any(isinstance(block, Table) for letter in letters(told) for block in letter.paper.blocks)


def test_of_two_bidders_of_one_name_only_the_one_concerned_is_asked() -> None:
    told = deepcopy(screened("P02-same-head", "zh"))
    (finding,) = [each for each in told["findings"] if each["rule"] == "same_head"]
    bystander = next(bidder for bidder in told["bidders"] if bidder["name"] not in finding["bidders"])
    bystander["name"] = finding["bidders"][0]
    assert len(letters(told)) == 2


def test_a_letter_has_room_to_answer_each_question_and_a_blank_deadline() -> None:
    for letter in letters(screened("D01-demo", "zh")):
        text = paperwords.words(letter.paper)
        questions = [block for block in letter.paper.blocks if isinstance(block, Blank)]
        assert questions
        assert text.count("请附：") == len(questions)
        assert "时前" in text
        assert letter.bidder in text


def test_every_rule_about_bidders_asks_something() -> None:
    assert set(rules()) - set(QUESTIONS) == {"group_conflict", "too_few_quotes", "unchecked"}
