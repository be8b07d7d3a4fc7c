"""A bundle says what its tables say, and the same tables make the same bytes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from registertables import DAY, WORLD, array, built, rejected, silent, texts, with_rows
from relparty.bundle import building, keys, reading
from relparty.bundle.layout import OFFICES, UNDATED
from relparty.errors import UsageError

EPOCH = date(1970, 1, 1)


def days(text: str) -> int:
    return (date.fromisoformat(text) - EPOCH).days


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_every_row_stands_in_the_arrays(tmp_path: Path, kind: str) -> None:
    bundle = built(tmp_path, kind=kind)
    assert texts(bundle, "ids") == ["c1", "c2", "c3", "c4", "p1", "p2"]
    assert texts(bundle, "names")[:2] == ["乙木工程有限公司", "甲辰建设有限公司"]
    assert texts(bundle, "tokens") == ["", "t2"]
    assert array(bundle, "company_uscc") == [b"", b"91440300MA5EX00011", b"", b""]
    assert array(bundle, "uscc_order") == [1]
    assert array(bundle, "kind") == [1, 0, 2, 0, 4, 4]
    assert array(bundle, "hub") == [False, False, True, True, False, False]
    assert array(bundle, "up_at") == [0, 2, 4, 4, 4]
    assert array(bundle, "up_holder") == [2, 3, 0, 5]
    assert array(bundle, "up_percent") == [832_900, -1, 500_000, 500_000]
    assert array(bundle, "up_since") == [UNDATED, UNDATED, UNDATED, days("2020-01-01")]
    assert array(bundle, "up_until") == [days("2030-01-01"), UNDATED, UNDATED, UNDATED]
    assert array(bundle, "office_at") == [0, 1, 2, 2, 2]
    assert array(bundle, "office_person") == [5, 4]
    assert [OFFICES[code] for code in array(bundle, "office_kind")] == ["director", "head"]
    assert array(bundle, "office_since") == [UNDATED, days("2021-05-06")]
    assert array(bundle, "office_until") == [days("2025-01-01"), UNDATED]
    assert rejected(bundle) == []


def test_both_kinds_of_file_make_the_same_arrays(tmp_path: Path) -> None:
    csv, parquet = built(tmp_path / "csv"), built(tmp_path / "parquet", kind="parquet")
    assert csv.manifest.files == parquet.manifest.files


def test_a_name_is_found_by_its_key(tmp_path: Path) -> None:
    bundle = built(tmp_path)
    told = dict(zip(array(bundle, "name_keys"), array(bundle, "name_codes"), strict=True))
    assert array(bundle, "name_keys") == sorted(told)
    assert told[keys.name_key("甲辰建设(有限公司)")] == 1
    assert keys.name_key("甲辰建筑有限公司") not in told


def test_processes_work_out_the_same_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    world = with_rows("companies", *((f"n{n}", f"第{n}建设有限公司", None, None, None) for n in range(10)))
    alone = built(tmp_path / "alone", world)
    monkeypatch.setattr(keys, "_WORTH", 5)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    assert built(tmp_path / "two", world).manifest == alone.manifest


def test_the_reader_reads_what_was_built(tmp_path: Path) -> None:
    built(tmp_path)
    bundle = reading.opened(tmp_path / "bundle")
    (company,) = bundle.found("甲辰建设有限公司", "")
    assert [(bundle.name(row.other), row.value) for row in bundle.holders(company)] == [
        ("乙木工程有限公司", 500_000),
        ("尉迟砚山", 500_000),
    ]
    assert [(bundle.id(row.other), row.since) for row in bundle.officers(company)] == [("p1", date(2021, 5, 6))]
    assert bundle.as_of == DAY


def test_the_order_of_the_rows_does_not_matter(tmp_path: Path) -> None:
    turned = {table: list(reversed(rows)) for table, rows in WORLD.items()}
    one, other = built(tmp_path / "one"), built(tmp_path / "other", turned)
    assert one.manifest.files == other.manifest.files


def test_the_same_tables_make_the_same_bytes(tmp_path: Path) -> None:
    one, other = built(tmp_path / "one"), built(tmp_path / "other")
    assert one.folder.name == other.folder.name
    assert {path.name: path.read_bytes() for path in one.folder.iterdir()} == {
        path.name: path.read_bytes() for path in other.folder.iterdir()
    }


def test_unchanged_tables_are_not_built_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = built(tmp_path)
    monkeypatch.setattr(building, "_made", None)
    again = built(tmp_path)
    assert (again.is_new, again.manifest) == (False, first.manifest)


def test_another_day_another_table_or_another_program_builds_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built(tmp_path)
    assert built(tmp_path, as_of=date(2026, 11, 23)).is_new
    assert built(tmp_path, with_rows("persons", ("p3", "公冶长青", None)), as_of=date(2026, 11, 23)).is_new
    monkeypatch.setattr("relparty.__version__", "999")
    assert built(tmp_path, with_rows("persons", ("p3", "公冶长青", None)), as_of=date(2026, 11, 23)).is_new


def test_a_bundle_that_lost_a_file_is_built_again(tmp_path: Path) -> None:
    lost = built(tmp_path).folder / "party.npy"
    lost.unlink()
    assert built(tmp_path).is_new
    assert lost.is_file()


def test_the_old_version_goes_when_the_new_one_is_there(tmp_path: Path) -> None:
    old = built(tmp_path)
    new = built(tmp_path, as_of=date(2026, 11, 23))
    kept = {path.name for path in (tmp_path / "bundle").iterdir()}
    assert kept == {"current", ".lock", new.folder.name}
    assert old.folder.name not in kept


def test_a_wrong_table_leaves_the_old_version(tmp_path: Path) -> None:
    old = built(tmp_path)
    (tmp_path / "tables" / "offices.csv").write_text("person_id\n1\n", encoding="utf-8")
    with pytest.raises(UsageError):
        building.build(tmp_path / "tables", tmp_path / "bundle", DAY, silent)
    assert {path.name for path in (tmp_path / "bundle").iterdir()} == {"current", ".lock", old.folder.name}


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "bundle").mkdir()
    (tmp_path / "bundle" / "letter.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="holds no bundle"):
        built(tmp_path)
    assert [path.name for path in (tmp_path / "bundle").iterdir()] == ["letter.txt"]


def test_two_builders_do_not_meet(tmp_path: Path) -> None:
    from relparty.bundle import writing

    with writing.place(tmp_path / "bundle"), pytest.raises(UsageError, match="another process"):
        built(tmp_path)


def test_present_shares_above_the_whole_are_kept_and_marked(tmp_path: Path) -> None:
    more = with_rows("holdings", ("p1", "c2", "0.05", None, None), ("p1", "c1", "30", "2019-01-01", None))
    bundle = built(tmp_path, more)
    assert (array(bundle, "over_full"), bundle.manifest.counts.over_full) == ([True, False, False, False], 1)
    assert bundle.manifest.counts.holdings == 6


def test_ended_and_future_shares_do_not_fill_a_company(tmp_path: Path) -> None:
    more = with_rows("holdings", ("p1", "c2", "50", None, "2026-11-22"), ("c3", "c2", "50", "2026-11-23", None))
    assert built(tmp_path, more).manifest.counts.over_full == 0


def test_circles_and_own_shares_are_kept(tmp_path: Path) -> None:
    circle = {**WORLD, "holdings": [("c1", "c2", "100", None, None), ("c2", "c1", "100", None, None), ("c3", "c3", "100", None, None)]}
    bundle = built(tmp_path, circle)
    assert (array(bundle, "up_holder"), array(bundle, "up_percent")) == ([1, 0, 2], [1_000_000] * 3)


@pytest.mark.parametrize(("held", "hub"), [(1000, False), (1001, True)])
def test_a_holder_of_very_many_is_a_hub(tmp_path: Path, held: int, hub: bool) -> None:
    ids = [f"h{n:04}" for n in range(held)]
    world = {
        "companies": [(each, each, None, None, None) for each in ids],
        "persons": [("p1", "闻人青禾", None)],
        # told twice over (two times, nothing, its own past) none of them counts as another company
        "holdings": [("p1", each, "1", None, None) for each in ids] + [("p1", "h0000", "1", "2020-01-01", None)],
        "offices": [],
    }
    assert array(built(tmp_path, world), "hub") == [*[False] * held, hub]


def test_what_a_holder_held_is_not_counted(tmp_path: Path) -> None:
    ids = [f"h{n:04}" for n in range(1001)]
    rows = [("p1", each, "1", None, "2020-01-01" if each == "h0000" else None) for each in ids]
    world = {
        "companies": [(each, each, None, None, None) for each in ids],
        "persons": [("p1", "闻", None)],
        "holdings": rows,
        "offices": [],
    }
    assert not any(array(built(tmp_path, world), "hub"))


def test_more_rows_than_are_in_memory_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    world = {
        "companies": [(f"c{n:04}", f"第{n}公司", None, None, None) for n in range(300)],
        "persons": [("p1", "闻人青禾", None)],
        "holdings": [("p1", f"c{n % 300:04}", str(n % 7), None, f"20{10 + n // 300}-01-01") for n in range(5000)],
        "offices": [],
    }
    whole = built(tmp_path / "whole", world)
    monkeypatch.setattr("relparty.bundle.engine.ROWS", 17)
    assert built(tmp_path / "parts", world).manifest == whole.manifest
