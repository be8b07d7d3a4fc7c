"""A lot screened with a prepared register behind it: planted ties are found, and what the bundle lacks is said."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import lotmaker

sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))

import register_maker

from relparty.bundle.building import build
from relparty.bundle.extracts import upwards
from relparty.bundle.reading import Bundle, opened
from relparty.cli import screen
from relparty.model.party import PartyKind
from relparty.settings import Settings

DAY = date(2026, 11, 22)
HEADS = {
    "companies": "company_id,name,uscc,kind,status",
    "persons": "person_id,name,id_token",
    "holdings": "holder_id,company_id,percent,since,until",
    "offices": "person_id,company_id,office,since,until",
}


@dataclass(frozen=True)
class Register:
    """Tables to be built: a company is its number and name, everybody else an id and a name."""

    companies: tuple[str, ...]
    persons: tuple[str, ...] = ()
    holdings: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()

    def built(self, folder: Path) -> Bundle:
        tables = folder / "tables"
        tables.mkdir(parents=True)
        for name, head in HEADS.items():
            rows = getattr(self, name)
            (tables / f"{name}.csv").write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
        build(tables, folder / "bundle", DAY, lambda _: None)
        return opened(folder / "bundle")


def company(number: int, word: str, kind: str = "company") -> str:
    return f"c{number},{lotmaker.company_name(word)},{lotmaker.company_code(number)},{kind},存续"


A, B, TOP, MIDDLE = company(100, "甲辰"), company(101, "乙木"), company(901, "天干"), company(902, "地支")
PEOPLE = ("p1,罗启航,", "p2,卓蔚,", "p3,裘菁茗,")
HEADED = ("p1,c100,head,,", "p2,c101,head,,")
OWNED = ("p1,c100,100,,", "p2,c101,100,,")


@pytest.fixture
def screened(tmp_path: Path) -> Callable[..., tuple[Result, dict[str, Any]]]:
    def run(register: Register, lot: dict[str, Any] | None = None) -> tuple[Result, dict[str, Any]]:
        bundle = register.built(tmp_path / "register")
        told = lot or {
            "min_quotes": 2,
            "bidders": {"甲辰": {"head": {"name": "罗启航", "id": "#1"}}, "乙木": {"head": {"name": "卓蔚", "id": "#2"}}},
        }
        folder = lotmaker.write(tmp_path / "lot", told)
        arguments = [str(folder), "--register", str(bundle.path), "--as-of", DAY.isoformat()]
        result = CliRunner().invoke(screen.command(Settings(lang="en")), arguments)
        return result, json.loads((folder / "relparty-report" / "screening.json").read_text(encoding="utf-8"))

    return run


def rules(told: dict[str, Any]) -> set[tuple[str, str]]:
    return {(each["rule"], each["level"]) for each in told["findings"]}


def test_a_register_that_agrees_adds_nothing(screened: Callable[..., tuple[Result, dict[str, Any]]]) -> None:
    result, told = screened(Register((A, B), PEOPLE, OWNED, HEADED))
    assert (result.exit_code, told["findings"]) == (0, [])
    assert [(each["company"], each["retrieved_on"]) for each in told["registers"]] == [
        (lotmaker.company_name("乙木"), "2026-11-22"),
        (lotmaker.company_name("甲辰"), "2026-11-22"),
    ]


def test_a_holding_that_the_form_conceals_bars_and_says_which_row_tells_it(screened: Callable[..., tuple[Result, dict[str, Any]]]) -> None:
    _, told = screened(Register((A, B), PEOPLE, ("p1,c100,100,,", "c100,c101,83.29,,", "p2,c101,16.71,,"), HEADED))
    assert {("direct_holding", "bar"), ("declaration_mismatch", "review")} <= rules(told)
    (tie,) = [each for each in told["findings"] if each["rule"] == "direct_holding"]
    (source,) = tie["paths"][0]["steps"][0]["sources"]
    assert (source["file"], source["text"]) == ("register/bundle", "83.29%")
    assert source["place"].startswith("/holdings/")


def test_layers_above_are_found_up_to_the_common_person(screened: Callable[..., tuple[Result, dict[str, Any]]]) -> None:
    holdings = ("c902,c100,60,,", "p1,c100,40,,", "c901,c902,100,,", "p3,c901,100,,", "p3,c101,70,,", "p2,c101,30,,")
    _, told = screened(Register((A, B, TOP, MIDDLE), PEOPLE, holdings, HEADED))
    (tie,) = [each for each in told["findings"] if each["rule"] == "common_controller"]
    assert (tie["level"], tie["certainty"]) == ("review", "probable")
    assert not [each for each in told["findings"] if each["rule"] == "unchecked"]


SHARED = ("p1,c100,60,,", "p3,c100,40,,", "p2,c101,60,,", "p4,c101,40,,")
"""One person behind both bidders, whom the register knows by two ids."""


@pytest.mark.parametrize(
    ("persons", "holdings", "certainty"),
    [
        ((*PEOPLE[:2], "p3,裘菁茗,t3", "p4,裘菁茗,t3"), SHARED, "confirmed"),
        ((*PEOPLE[:2], "p3,裘菁茗,t3", "p4,裘菁鸣,t3"), SHARED, "confirmed"),
        (PEOPLE, tuple(row.replace("p4", "p3") for row in SHARED), "probable"),
        ((*PEOPLE[:2], "p3,裘菁茗,", "p4,裘菁茗,"), SHARED, "name_only"),
    ],
    ids=["one token", "one token, another name", "one own id", "one name"],
)
def test_a_token_confirms_and_an_own_id_alone_makes_probable(
    screened: Callable[..., tuple[Result, dict[str, Any]]], persons: tuple[str, ...], holdings: tuple[str, ...], certainty: str
) -> None:
    _, told = screened(Register((A, B), persons, holdings, HEADED))
    (tie,) = [each for each in told["findings"] if each["rule"] == "shared_shareholder"]
    assert tie["certainty"] == certainty


@pytest.mark.parametrize(
    "persons",
    [(*PEOPLE[:2], "p3,裘菁茗,t3", "p4,裘菁茗,t4"), (*PEOPLE[:2], "p3,裘菁茗,t3", "p4,裘菁鸣,t4")],
    ids=["two tokens", "two tokens and names"],
)
def test_two_tokens_are_two_persons(screened: Callable[..., tuple[Result, dict[str, Any]]], persons: tuple[str, ...]) -> None:
    _, told = screened(Register((A, B), persons, SHARED, HEADED))
    assert "shared_shareholder" not in {rule for rule, _ in rules(told)}


def held_by_one(others: int, share: int) -> Register:
    """A company that holds so many others, and the same share of both bidders; somebody holds all of it."""
    many = tuple(f"h{n},某某{n}号中心,,other," for n in range(others))
    rest = (f"p1,c100,{100 - share},,", f"p2,c101,{100 - share},,", "p3,c901,100,,")
    held = (*(f"c901,h{n},1,," for n in range(others)), f"c901,c100,{share},,", f"c901,c101,{share},,")
    return Register((A, B, TOP, *many), PEOPLE, (*held, *rest), HEADED)


@pytest.mark.parametrize(("share", "rule"), [(60, "common_controller"), (40, "shared_shareholder")])
def test_a_hub_of_the_register_ends_a_path_and_is_a_note(
    screened: Callable[..., tuple[Result, dict[str, Any]]], share: int, rule: str
) -> None:
    _, told = screened(held_by_one(999, share))
    pairs = [(each["rule"], each["level"]) for each in told["findings"] if len(each["bidders"]) == 2]
    assert pairs == [(rule, "note")]
    assert lotmaker.company_name("天干") not in {each["company"] for each in told["registers"]}


@pytest.mark.parametrize(("share", "rule"), [(60, "common_controller"), (40, "shared_shareholder")])
def test_with_one_holding_less_it_is_no_hub(screened: Callable[..., tuple[Result, dict[str, Any]]], share: int, rule: str) -> None:
    _, told = screened(held_by_one(998, share))
    found = {each["rule"]: each["level"] for each in told["findings"] if len(each["bidders"]) == 2}
    assert found[rule] != "note"
    assert lotmaker.company_name("天干") in {each["company"] for each in told["registers"]}


def test_shares_that_do_not_add_up_refute_no_holder_of_a_form(screened: Callable[..., tuple[Result, dict[str, Any]]]) -> None:
    _, told = screened(Register((A, B), PEOPLE, ("p3,c100,20,,", "p2,c101,100,,"), HEADED))
    summaries = " ".join(each["summary"] for each in told["findings"])
    assert "裘菁茗（20%）: on the register, not on the form" in summaries
    assert "罗启航（100%）: the register page does not show all" in summaries


def test_two_codes_of_one_company_are_one_bidder(tmp_path: Path) -> None:
    again = f"c200,{lotmaker.company_name('甲辰')},{lotmaker.company_code(100)},company,存续"
    bundle = Register((A, B, again), PEOPLE, ("p1,c100,60,,", "p3,c200,40,,"), ()).built(tmp_path)
    assert bundle.found("", lotmaker.company_code(100)) == bundle.same(0) == [0, 2]
    told = upwards(bundle, [("", lotmaker.company_code(100))])
    assert [[holder.name.text for holder in each.holders or ()] for each in told] == [["罗启航"], ["裘菁茗"]]


def test_a_code_that_nobody_has_means_the_company_of_that_name_without_one(tmp_path: Path) -> None:
    bare = f"c300,{lotmaker.company_name('丙火')},,company,存续"
    bundle = Register((A, B, bare), PEOPLE, OWNED, HEADED).built(tmp_path)
    assert bundle.found(lotmaker.company_name("丙火"), lotmaker.company_code(555)) == [2]
    assert bundle.found(lotmaker.company_name("甲辰"), lotmaker.company_code(555)) == []


def test_an_ended_holding_is_a_past_relation(screened: Callable[..., tuple[Result, dict[str, Any]]]) -> None:
    holdings = ("p1,c100,100,,", "c100,c101,60,2019-01-01,2026-08-15", "p2,c101,100,,")
    _, told = screened(Register((A, B), PEOPLE, holdings, HEADED))
    assert "past_relation" in {rule for rule, _ in rules(told)}


def test_a_bidder_that_the_bundle_lacks_is_said(screened: Callable[..., tuple[Result, dict[str, Any]]]) -> None:
    result, told = screened(Register((A,), PEOPLE, ("p1,c100,100,,",), ("p1,c100,head,,",)))
    assert result.exit_code == 3
    (finding,) = told["findings"]
    assert (finding["rule"], finding["bidders"]) == ("unchecked", [lotmaker.company_name("乙木")])
    assert "the bundle of 2026-11-22 does not have it" in finding["summary"]


def test_nothing_above_a_hub_is_told(tmp_path: Path) -> None:
    state = "c950,深圳市人民政府国有资产监督管理委员会,,state,"
    bundle = Register((A, state, TOP), PEOPLE, ("c950,c100,100,,", "c901,c950,100,,"), ()).built(tmp_path)
    assert [each.name.text for each in upwards(bundle, [("", lotmaker.company_code(100))]) if each.name] == [lotmaker.company_name("甲辰")]


def test_a_company_is_found_by_its_name_where_no_code_is_known(tmp_path: Path) -> None:
    bundle = Register((A, B), PEOPLE, OWNED, HEADED).built(tmp_path)
    (found,) = bundle.found("深圳市甲辰工程有限责任公司", "")
    assert (bundle.name(found), bundle.uscc(found), bundle.kind(found)) == (
        lotmaker.company_name("甲辰"),
        lotmaker.company_code(100),
        PartyKind.COMPANY,
    )
    assert bundle.found("深圳市没有工程有限公司", "") == []
    assert bundle.found("", lotmaker.company_code(555)) == []


def test_no_bundle_is_wrong_use(tmp_path: Path) -> None:
    folder = lotmaker.write(tmp_path / "lot", {"bidders": {"甲辰": {}}})
    result = CliRunner().invoke(screen.command(Settings(lang="en")), [str(folder), "--register", str(tmp_path)])
    assert "no register bundle" in str(result.exception)


def test_planted_ties_are_found_in_lots_of_quotes_alone(tmp_path: Path) -> None:
    import pandas as pd

    tables = tmp_path / "made"
    register_maker.write(tables, 1000, 25, 7)
    bundle = tmp_path / "bundle"
    build(tables, bundle, DAY, lambda _: None)
    planted = pd.read_parquet(tables / "planted.parquet")
    names = opened(bundle)
    missing = []
    for row in planted.itertuples():
        if row.bidder_a == row.bidder_b:
            continue  # one code bidding twice is a matter of the list of quotes
        folder = tmp_path / str(row.lot_id)
        (folder / "forms").mkdir(parents=True)
        with (folder / "quotes.csv").open("w", encoding="utf-8", newline="") as file:
            told = [(names.name(names.found("", code)[0]), code) for code in (row.bidder_a, row.bidder_b)]
            csv.writer(file).writerows([("bidder", "uscc"), *told])
        CliRunner().invoke(screen.command(Settings(lang="en")), [str(folder), "--register", str(bundle), "--as-of", DAY.isoformat()])
        document = json.loads((folder / "relparty-report" / "screening.json").read_text(encoding="utf-8"))
        if row.rule not in {each["rule"] for each in document["findings"] if len(each["bidders"]) == 2}:
            missing.append((row.rule, row.variant))
    assert missing == []
