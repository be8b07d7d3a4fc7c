"""A bundle whose companies and persons are unchanged is renewed: the same bytes as a whole build, without working them out again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import lotmaker
from registertables import COLUMNS, DAY, WORLD, World, array, built, rejected, with_rows, write_parquet
from relparty.bundle import checking, making, parties, present, rejects, writing
from relparty.bundle.building import Built

LATER = date(2026, 12, 24)
NEVER: Callable[..., Any] = None  # type: ignore[assignment]  # whoever calls it fails, which is what it is for

ENDED = {**WORLD, "holdings": [("p2", "c2", "50", "2020-01-01", "2026-06-30"), *WORLD["holdings"][1:]]}
ADDED = with_rows("holdings", ("p1", "c4", "12.5", None, None), ("p1", "c1", "30", "2026-12-01", None))
OFFICE = {**WORLD, "offices": [("p1", "c2", "chair", "2021-05-06", None), WORLD["offices"][1]]}
WRONG = {**WORLD, "holdings": [*WORLD["holdings"], ("x", "c1", "1", None, None), ("p2", "c2", "50", "2020-01-01", None)]}
BOTH = {**ADDED, "offices": OFFICE["offices"]}
NOTHING: World = {**WORLD, "holdings": [], "offices": []}


def contents(bundle: Built) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in bundle.folder.iterdir()}


def renewed(folder: Path, before: World, after: World, days: tuple[date, date] = (DAY, DAY), kind: str = "csv") -> tuple[Built, Built]:
    """The bundle of a world that was renewed from another one, and the bundle built of it alone."""
    built(folder / "one", before, kind, days[0])
    alone = built(folder / "alone", after, kind, days[1])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(making, "whole", NEVER)
        return built(folder / "one", after, kind, days[1]), alone


CASES = {
    "a holding ended": (WORLD, ENDED),
    "an ended holding told as standing": (ENDED, WORLD),
    "holdings added": (WORLD, ADDED),
    "an office changed": (WORLD, OFFICE),
    "both changed": (WORLD, BOTH),
    "wrong rows came": (WORLD, WRONG),
    "wrong rows went": (WRONG, BOTH),
    "wrong rows stayed": (WRONG, {**WRONG, "offices": OFFICE["offices"]}),
    "all went": (WORLD, NOTHING),
    "all came": (NOTHING, WORLD),
    "a company is over full": (WORLD, with_rows("holdings", ("p1", "c2", "0.06", None, None))),
}


@pytest.mark.parametrize("days", [(DAY, DAY), (DAY, LATER)], ids=["same day", "later"])
@pytest.mark.parametrize(("before", "after"), CASES.values(), ids=list(CASES))
def test_the_bytes_are_those_of_a_whole_build(tmp_path: Path, before: World, after: World, days: tuple[date, date]) -> None:
    one, alone = renewed(tmp_path, before, after, days)
    assert one.folder.name == alone.folder.name
    assert contents(one) == contents(alone)
    assert checking.check(one.folder.parent) == ()


def test_tables_of_the_other_kind_of_file(tmp_path: Path) -> None:
    one, alone = renewed(tmp_path, WORLD, BOTH, kind="parquet")
    assert contents(one) == contents(alone)


def test_another_day_alone(tmp_path: Path) -> None:
    world = with_rows("holdings", ("p1", "c2", "1", None, "2026-12-01"))
    one, alone = renewed(tmp_path, world, world, (DAY, LATER))
    assert contents(one) == contents(alone)
    assert (array(built(tmp_path / "before", world), "over_full")[1], array(one, "over_full")[1]) == (True, False)


def hubs_of(until: str | None) -> World:
    """A register in which one person and its twin hold just enough for a hub until a day, and a state body whatever it holds."""
    ids = [f"h{n:04}" for n in range(1001)]
    return {
        "companies": [*((each, each, None, None, None) for each in ids), ("s1", "某市国资委", None, "state", None)],
        "persons": [("p1", "闻人青禾", "t1"), ("p2", "闻人青禾", "t1"), ("p3", "尉迟砚山", None)],
        "holdings": [("p1", each, "1", None, until if each == "h0000" else None) for each in ids],
        "offices": [],
    }


@pytest.mark.parametrize(("before", "after"), [(None, "2026-06-30"), ("2026-06-30", None)])
def test_a_hub_comes_and_goes_with_its_holdings_and_takes_its_twin_along(tmp_path: Path, before: str | None, after: str | None) -> None:
    one, alone = renewed(tmp_path, hubs_of(before), hubs_of(after))
    assert array(one, "hub")[1001:] == [True, after is None, after is None, False]
    assert contents(one) == contents(alone)


def test_what_hangs_on_companies_and_persons_alone_is_linked(tmp_path: Path) -> None:
    before = built(tmp_path)
    inodes = {path.name: path.stat().st_ino for path in before.folder.iterdir()}
    after = built(tmp_path, ADDED)
    same = {path.name for path in after.folder.iterdir() if path.stat().st_ino == inodes[path.name]}
    assert {"ids.bin", "names.bin", "name_keys.npy", "twin.npy", "office_rows.npy"} <= same
    assert not same & {"up_rows.npy", "up_at.npy", "party.npy", "manifest.json", "rejected.csv"}


def test_a_disk_without_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise OSError

    monkeypatch.setattr("os.link", refused)
    one, alone = renewed(tmp_path, WORLD, BOTH)
    assert contents(one) == contents(alone)


@pytest.mark.parametrize("file", ["names.bin", "up_rows.npy", "party.npy"])
def test_a_version_that_lost_a_part_is_built_whole(tmp_path: Path, file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = built(tmp_path).folder / file
    path.write_bytes(path.read_bytes()[:-1])
    monkeypatch.setattr(making, "renewed", NEVER)
    assert contents(built(tmp_path, ADDED)) == contents(built(tmp_path / "alone", ADDED))


@pytest.mark.parametrize("table", ["companies", "persons"])
def test_other_companies_or_persons_are_built_whole(tmp_path: Path, table: str, monkeypatch: pytest.MonkeyPatch) -> None:
    built(tmp_path)
    monkeypatch.setattr(making, "renewed", NEVER)
    row = ("c9", "丙火工程有限公司", None, None, None) if table == "companies" else ("p9", "公冶长青", None)
    assert array(built(tmp_path, with_rows(table, row)), "up_holder") == [2, 3, 0, 5] if table == "persons" else [2, 3, 0, 6]


def test_another_program_builds_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built(tmp_path)
    monkeypatch.setattr("relparty.__version__", "999")
    monkeypatch.setattr(making, "renewed", NEVER)
    assert built(tmp_path, ADDED).manifest.relparty == "999"


def wrong(companies: int, holdings: int, offices: int) -> World:
    """The small world with so many wrong rows in three tables."""
    return {
        **WORLD,
        "companies": [*WORLD["companies"], *(("c9", "丙", None, "person", None) for _ in range(companies))],
        "holdings": [*WORLD["holdings"], *((f"x{n}", "c1", "1", None, None) for n in range(holdings))],
        "offices": [*WORLD["offices"], *((f"x{n}", "c1", "head", None, None) for n in range(offices))],
    }


@pytest.mark.parametrize("more", [0, 1, 3])
def test_a_list_that_was_cut_behind_the_companies(tmp_path: Path, more: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rejects, "LISTED", 4)
    one, alone = renewed(tmp_path, wrong(2, 3, 2), wrong(2, more, 2))
    assert contents(one) == contents(alone)
    assert one.manifest.counts.rejected == 4 + more
    assert len(rejected(one)) == 4


def test_a_list_that_was_cut_among_the_companies_tells_too_little(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rejects, "LISTED", 2)
    built(tmp_path, wrong(3, 1, 0))
    monkeypatch.setattr(making, "renewed", NEVER)
    assert built(tmp_path, wrong(3, 2, 0)).manifest.counts.rejected == 5


def test_a_list_that_was_cut_behind_the_holdings_keeps_no_offices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rejects, "LISTED", 3)
    before = built(tmp_path, wrong(1, 1, 2))
    found = present.present(before.folder.parent)
    assert found is not None
    files = {name: tmp_path / "tables" / f"{name}.csv" for name in COLUMNS}
    hashes = {path.name: writing.sha256(path) for path in files.values()}
    kept = present.reuse(found, files, hashes)
    assert kept is not None
    assert kept.tables == {"companies", "persons", "holdings"}


def test_what_is_worth_telling_of_tables_that_were_not_read_is_told_again(tmp_path: Path) -> None:
    one, alone = renewed(tmp_path, {**WORLD, "offices": []}, {**ENDED, "offices": []})
    assert [each.say("en") for each in one.remarks] == [each.say("en") for each in alone.remarks] == ["offices.csv: no rows"]


def test_rows_of_wrong_holdings_are_read_from_the_new_table(tmp_path: Path) -> None:
    one, _ = renewed(tmp_path, WRONG, with_rows("holdings", ("y", "c1", "1", None, None)))
    assert [row[1:3] for row in rejected(one)] == [("5", "holder_unknown")]


def test_ids_in_the_order_of_their_bytes_lead_to_their_codes(tmp_path: Path) -> None:
    ids = ["é", "Z", "z", "10", "9", "丙"]
    world = {
        "companies": [(each, lotmaker.company_name(each), None, None, None) for each in ids],
        "persons": [(f"p{each}", "甲", None) for each in ids],
        "holdings": [("pé", "丙", "1", None, None)],
        "offices": [],
    }
    after = {**world, "holdings": [(f"p{one}", other, "1", None, None) for one in ids for other in ids]}
    one, alone = renewed(tmp_path, world, after)
    assert contents(one) == contents(alone)


def test_codes_are_numbers_of_the_ids(tmp_path: Path) -> None:
    folder = built(tmp_path).folder
    companies, persons = parties.codes(folder, 4)
    assert (companies.to_pydict(), persons.to_pydict()) == (
        {"id": ["c1", "c2", "c3", "c4"], "code": [0, 1, 2, 3]},
        {"id": ["p1", "p2"], "code": [4, 5]},
    )


def test_a_table_in_the_other_kind_of_file_is_another_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built(tmp_path)
    (tmp_path / "tables" / "holdings.csv").unlink()
    write_parquet(tmp_path / "tables" / "holdings.parquet", COLUMNS["holdings"], WORLD["holdings"])
    monkeypatch.setattr("registertables.write", lambda folder, *_: folder)
    assert array(built(tmp_path), "up_percent") == [832_900, -1, 500_000, 500_000]
