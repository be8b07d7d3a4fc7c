"""Codes that are one company or one person: by a right credit code, by a token of the resident id, by nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

import lotmaker
from registertables import World, array, built
from relparty.bundle.building import Built
from relparty.bundle.layout import KINDS, TWIN_BIT
from relparty.bundle.reading import opened
from relparty.model.party import PartyKind

ONE, OTHER = lotmaker.company_code(1), lotmaker.company_code(2)
WRONG = ONE[:-1] + ("0" if ONE[-1] != "0" else "1")
Companies = list[tuple[str, str | None, str | None]]


def world(companies: Companies, persons: list[tuple[str, str | None]] | None = None, **rows: list[tuple[str | None, ...]]) -> World:
    """Companies of an id, a code and a kind, and persons of an id and a token."""
    return {
        "companies": [(id_, f"第{id_}公司", code, kind, None) for id_, code, kind in companies],
        "persons": [(id_, "裘菁茗", token) for id_, token in persons or []],
        "holdings": rows.get("holdings", []),
        "offices": [],
    }


def groups(bundle: Built) -> list[list[str]]:
    """The ids of each group of several codes."""
    read = opened(bundle.folder.parent)
    every = range(bundle.manifest.counts.companies + bundle.manifest.counts.persons)
    found = {tuple(read.same(code)) for code in every}
    marked = [bool(each & TWIN_BIT) for each in array(bundle, "party")]
    assert marked == [len(read.same(code)) > 1 for code in every]
    return sorted([read.id(code) for code in group] for group in found if len(group) > 1)


def test_companies_of_one_right_code_are_one(tmp_path: Path) -> None:
    bundle = built(
        tmp_path, world([("c1", ONE, None), ("c2", OTHER, None), ("c3", ONE.lower(), None), ("c4", ONE, None), ("c5", None, None)])
    )
    assert groups(bundle) == [["c1", "c3", "c4"]]
    assert array(bundle, "twin") == [2, 1, 3, 0, 4]


@pytest.mark.parametrize("code", [WRONG, "1", "", None, ONE[:17]])
def test_a_code_that_is_wrong_or_missing_unites_nobody(tmp_path: Path, code: str | None) -> None:
    assert groups(built(tmp_path, world([("c1", code, None), ("c2", code, None)]))) == []


def test_companies_of_one_name_are_two(tmp_path: Path) -> None:
    same = {
        **world([("c1", None, None), ("c2", None, None)]),
        "companies": [(id_, "甲辰有限公司", None, None, None) for id_ in ("c1", "c2")],
    }
    assert groups(built(tmp_path, same)) == []


def test_persons_of_one_token_are_one_and_of_one_name_are_not(tmp_path: Path) -> None:
    persons = [("p1", "t1"), ("p2", "t2"), ("p3", "t1"), ("p4", None), ("p5", None), ("p6", "T1"), ("p7", "t1 ")]
    bundle = built(tmp_path, world([("c1", ONE, None)], persons))
    assert groups(bundle) == [["p1", "p3"]]
    assert array(bundle, "twin") == [0, 3, 2, 1, 4, 5, 6, 7]


def test_a_token_like_a_code_unites_no_person_with_a_company(tmp_path: Path) -> None:
    assert groups(built(tmp_path, world([("c1", ONE, None)], [("p1", ONE)]))) == []


@pytest.mark.parametrize(
    ("kinds", "one"),
    [
        (("company", "listed", "state"), PartyKind.LISTED),
        (("other", "state", "company"), PartyKind.STATE),
        (("other", "company", None), PartyKind.COMPANY),
        (("other", "other", "other"), PartyKind.OTHER),
    ],
)
def test_the_codes_of_one_company_are_of_one_kind(tmp_path: Path, kinds: tuple[str | None, ...], one: PartyKind) -> None:
    bundle = built(tmp_path, world([*((f"c{at}", ONE, kind) for at, kind in enumerate(kinds)), ("d", OTHER, "other")]))
    assert [KINDS[kind] for kind in array(bundle, "kind")] == [one, one, one, PartyKind.OTHER]


def test_if_one_code_of_a_company_is_a_hub_all_are(tmp_path: Path) -> None:
    bundle = built(tmp_path, world([("c1", ONE, "listed"), ("c2", ONE, "state"), ("c3", OTHER, "listed")]))
    assert array(bundle, "hub") == [True, True, False]
    assert [KINDS[kind] for kind in array(bundle, "kind")] == [PartyKind.LISTED] * 3


def test_a_nominee_takes_its_other_codes_along(tmp_path: Path) -> None:
    told = world([("c1", ONE, None), ("c2", ONE, None), ("c3", None, None)])
    named = {**told, "companies": [(*row[:1], "香港中央结算有限公司" if row[0] == "c2" else row[1], *row[2:]) for row in told["companies"]]}
    assert array(built(tmp_path, named), "hub") == [True, True, False]


@pytest.mark.parametrize(("held", "is_hub"), [(1000, False), (1001, True)])
def test_a_holder_of_very_many_takes_its_other_codes_along(tmp_path: Path, held: int, is_hub: bool) -> None:
    ids = [f"h{at:04}" for at in range(held)]
    companies: Companies = [*((each, None, None) for each in ids), ("t1", ONE, None), ("t2", ONE, None)]
    bundle = built(tmp_path, world(companies, holdings=[("t2", each, "1", None, None) for each in ids]))
    assert array(bundle, "hub") == [*[False] * held, is_hub, is_hub]
