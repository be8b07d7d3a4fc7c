"""One lot of a batch as the core looks at it: who is who, how surely, and where nothing more is sought."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import lotmaker
from batchrows import regime_of, written
from batchworld import bids_file, bundle_of, lots, run, world
from registertables import DAY, World
from relparty.batch import bids
from relparty.batch.case import case
from relparty.bundle.reading import Bundle
from relparty.model.finding import Finding, Level
from relparty.model.lot import BidderStatus, Lot
from relparty.model.tie import Certainty
from relparty.names.rarity import BUILT_IN
from relparty.rules.rule import Case
from relparty.screening import judged
from relparty.settings import Limits

CODE, OTHER_CODE = lotmaker.company_code(1), lotmaker.company_code(2)
MISTYPED = CODE[:-1] + ("A" if CODE[-1] != "A" else "B")


def made(folder: Path, told: World, *bidders: str) -> tuple[Bundle, Case]:
    """The case of one lot."""
    bundle, path = bundle_of(folder, told), bids_file(folder, lots(" ".join(bidders)))
    lot = Lot("L0", "L0", "sub_threshold", DAY, DAY, min_quotes=2)
    return bundle, case(bundle, lot, bids.of_lot(path, bundle, folder, "L0"), BUILT_IN, Limits())


def findings(folder: Path, told: World, *bidders: str) -> list[Finding]:
    """What the core finds in it."""
    found: list[Finding] = list(judged(made(folder, told, *bidders)[1], regime_of(), Limits(), []).findings)
    return found


def ties(folder: Path, told: World, *bidders: str) -> set[tuple[Any, ...]]:
    """Rule, level and certainty of each finding about a pair."""
    return {(each.rule, each.level.word, str(each.certainty)) for each in findings(folder, told, *bidders) if len(each.bidders) == 2}


# Persons


def test_a_person_with_a_token_is_surely_one(tmp_path: Path) -> None:
    _, found = made(tmp_path, world("p>a=60 p:b=head"), "a", "b")
    assert [each.certainty for each in found.snapshots] == [Certainty.CONFIRMED]
    assert ties(tmp_path, world("p>a=60 p:b=head"), "a", "b") == {("shared_person", "review", "confirmed")}


def test_a_person_without_a_token_is_one_within_a_company_and_probably_elsewhere(tmp_path: Path) -> None:
    told = world("p>a=60 p:b=head p:a=director", untokened="p")
    _, found = made(tmp_path, told, "a", "b")
    assert [each.certainty for each in found.snapshots] == [Certainty.CONFIRMED, Certainty.PROBABLE]
    sure, probable = ({each.key(record.person) for record in each.records.offices} for each in found.snapshots)
    assert len(sure) == 2
    assert len(probable) == 1
    assert sure & set(found.snapshots[0].graph)
    assert ties(tmp_path, told, "a", "b") == {("shared_person", "review", "probable")}


def test_two_ids_with_one_token_are_one_person(tmp_path: Path) -> None:
    told = world("p>a=60 q>b=60")
    assert ties(tmp_path / "1", told, "a", "b") == set()
    same = {**told, "persons": [("p", "尉迟甲", "t"), ("q", "尉迟乙", "t")]}
    assert ties(tmp_path / "2", same, "a", "b") == {("common_controller", "review", "confirmed")}


def test_one_name_is_not_one_person(tmp_path: Path) -> None:
    told = {**world("p>a=60 q>b=60"), "persons": [("p", "尉迟砚山", None), ("q", "尉迟砚山", "t")]}
    assert ties(tmp_path, told, "a", "b") == set()


# Companies


def test_two_ids_with_one_code_are_one_company_with_the_rows_of_both(tmp_path: Path) -> None:
    told = world("p>a=60 q>c=60 q>b=60", codes={"a": CODE, "c": CODE, "b": OTHER_CODE})
    _, found = made(tmp_path, told, "a", "c")
    assert len(set(found.snapshots[0].nodes.values())) == 1
    assert ties(tmp_path / "1", told, "a", "c") == {("same_legal_entity", "bar", "confirmed")}
    assert ties(tmp_path / "2", told, "a", "b") == {("common_controller", "review", "confirmed")}


@pytest.mark.parametrize("codes", [{"a": CODE, "c": OTHER_CODE}, {"a": MISTYPED, "c": MISTYPED}, {}])
def test_other_codes_wrong_codes_and_no_codes_unite_nobody(tmp_path: Path, codes: dict[str, str]) -> None:
    assert ties(tmp_path, world("p>a=60 q>c=60", codes=codes), "a", "c") == set()


def test_nothing_is_sought_above_a_listed_company(tmp_path: Path) -> None:
    told = world("d>a=60 p>d=60 p>b=60", kinds={"d": "listed"})
    assert ties(tmp_path / "1", told, "a", "b") == set()
    assert ties(tmp_path / "2", world("d>a=60 p>d=60 p>b=60"), "a", "b") == {("common_controller", "review", "confirmed")}


def test_a_listed_bidder_is_looked_at_like_any_other(tmp_path: Path) -> None:
    told = world("p>a=60 p>b=60", kinds={"a": "listed"})
    assert ties(tmp_path, told, "a", "b") == {("common_controller", "review", "confirmed")}


@pytest.mark.parametrize(
    ("name", "kind", "found"),
    [
        ("某市国资委", "state", {("common_controller", "note", "confirmed")}),
        ("香港中央结算有限公司", "company", {("common_controller", "note", "confirmed")}),
        ("甲辰投资有限公司", "company", {("common_controller", "review", "confirmed")}),
    ],
)
def test_sharing_a_hub_is_a_note(tmp_path: Path, name: str, kind: str, found: set[tuple[str, ...]]) -> None:
    told = world("d>a=60 d>b=60 p>d=100")
    companies = [(row[0], name if row[0] == "d" else row[1], row[2], kind if row[0] == "d" else row[3], None) for row in told["companies"]]
    assert ties(tmp_path, {**told, "companies": companies}, "a", "b") == found


def test_who_holds_more_than_a_thousand_companies_is_a_hub(tmp_path: Path) -> None:
    told = world("p>a=60 p>b=60 " + " ".join(f"p>c{number}=1" for number in range(999)))
    assert ties(tmp_path / "1", {**told, "holdings": told["holdings"][:1000]}, "a", "b") == {("common_controller", "review", "confirmed")}
    assert ties(tmp_path / "2", told, "a", "b") == {("common_controller", "note", "confirmed")}
    assert ended(tmp_path / "2", told) == [("a|a有限公司",), ("b|b有限公司",)]
    assert ended(tmp_path / "1", {**told, "holdings": told["holdings"][:1000]}) == []


def ended(folder: Path, told: World) -> list[tuple[str, ...]]:
    """The bidders above whom a path ends at a holder of too many companies."""
    return sorted(each.bidders for each in findings(folder, told, "a", "b") if each.rule == "unchecked" and each.variant == "hub")


# Days


def test_holdings_that_ended_lately_are_told_as_past(tmp_path: Path) -> None:
    told = world("p>a=60,2020-01-01,2026-10-01 p>b=60 q>a=60")
    found = findings(tmp_path, told, "a", "b")
    assert [(each.rule, each.level.word) for each in found if len(each.bidders) == 2] == [("past_relation", "lead")]


@pytest.mark.parametrize(
    ("days", "stands"),
    [
        ("", True),
        (f",{DAY}", True),
        (",2026-11-23", False),
        (f",2020-01-01,{DAY}", False),
        (",2020-01-01,2026-11-23", True),
        (",,2020-01-01", False),
    ],
)
def test_a_holding_stands_from_its_first_day_to_before_its_last(tmp_path: Path, days: str, stands: bool) -> None:
    _, found = made(tmp_path, world(f"p>a=60{days} p>b=60"), "a", "b")
    assert (len(found.snapshots[0].graph.edges) == 2) is stands


# What could not be checked


def test_bidders_of_whom_nothing_is_told_are_unchecked(tmp_path: Path) -> None:
    _, found = made(tmp_path, world("p>a=60 c d e p>f=60,,2020-01-01", kinds={"d": "listed", "e": "state"}), *"acdefx")
    assert [each.status for each in found.bidders] == [BidderStatus.READ] * 5 + [BidderStatus.MISSING]
    told = {each.uscc: [problem.fact.say("en") for problem in each.problems] for each in found.bidders}
    assert told == {
        "a": [],
        "c": ["the bundle has no present holder of c有限公司"],
        "d": [],
        "e": [],
        "f": ["the bundle has no present holder of f有限公司"],
        "x": ["the bundle has no x"],
    }
    assert [problem.fact.say("zh") for problem in found.bidders[-1].problems] == ["登记数据包中没有 x"]


def test_a_chain_that_ends_before_its_top_is_unchecked(tmp_path: Path) -> None:
    told = world("c>a=60 p>b=60")
    assert {each.level for each in findings(tmp_path / "1", told, "a", "b")} == {Level.UNCHECKED}
    whole = world("c>a=60 p>b=60 q>c=100")
    assert findings(tmp_path / "2", whole, "a", "b") == []


def test_who_bids_again_is_a_bidder_of_its_own(tmp_path: Path) -> None:
    bundle, found = made(tmp_path, world("p>a=60 q>b=60"), "a=1", "b", "a=2")
    assert [each.uscc for each in found.bidders] == ["a", "a", "b"]
    assert [each.name for each in found.bidders] == ["a有限公司", "a有限公司 (2)", "b有限公司"]
    assert len({each.key for each in found.bidders}) == 3
    assert ties(tmp_path, world("p>a=60 q>b=60"), "a=1", "b", "a=2") == {("same_legal_entity", "bar", "confirmed")}
    assert bundle.companies == 2


# Sources


def test_every_record_says_where_it_stands_in_the_bundle(tmp_path: Path) -> None:
    bundle, found = made(tmp_path, world("p>a=33.3333 q:a=head q:b=director c>b"), "a", "b")
    records = found.snapshots[0].records
    told = {
        (each.source.file, each.source.sha256, each.source.place.pointer, each.source.text)
        for each in (*records.holdings, *records.offices)
    }
    assert {each[:2] for each in told} == {("bundle", bundle.sha256)}
    assert {each[2:] for each in told} == {
        ("/holdings/0", "33.3333%"),
        ("/holdings/1", "—"),
        ("/offices/0", "head"),
        ("/offices/1", "director"),
    }


def test_a_batch_says_the_same_of_every_case_here(tmp_path: Path) -> None:
    """One register of the worlds above, one lot each: the engine and the core agree on rule, level and certainty."""
    told = world(
        "p>a=60 p:b=head q>c=60 q:d=head q:c=director e>f=60 e>g=60 h>i=60 r>h=60 r>j=60",
        untokened="q",
        kinds={"e": "state", "h": "listed"},
    )
    pairs = ["a b", "c d", "f g", "i j"]
    bundle, path = bundle_of(tmp_path, told), bids_file(tmp_path, lots(*pairs))
    run(bundle, path, tmp_path / "o.parquet")
    found, _ = written(tmp_path / "o.parquet")
    for number, pair in enumerate(pairs):
        lot = replace(Lot("", "", "", DAY, DAY), min_quotes=2)
        whole = case(bundle, lot, bids.of_lot(path, bundle, tmp_path, f"L{number}"), BUILT_IN, Limits())
        core = {
            (each.rule, each.level.word, str(each.certainty))
            for each in judged(whole, regime_of(), Limits(), []).findings
            if len(each.bidders) == 2
        }
        assert {(row[2], row[3], row[4]) for row in found.get(f"L{number}", set())} == core, pair
