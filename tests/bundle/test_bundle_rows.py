"""A wrong row is left out and listed with its reason; its neighbour that is almost wrong stays."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from registertables import DAY, WORLD, array, built, rejected, silent, texts, with_rows, write, write_csv, write_parquet
from relparty.bundle import building
from relparty.bundle.reasons import REASON_WORDS, Reason

WRONG = [
    ("companies", (None, "丙", None, None, None), "no_id"),
    ("companies", ("c1", "丙", None, None, None), "id_twice"),
    ("companies", ("c9", "丙", None, "person", None), "kind_unknown"),
    ("companies", ("c9", "丙", None, "国企", None), "kind_unknown"),
    ("persons", ("", "丁", None), "no_id"),
    ("persons", ("p1", "丁", None), "id_twice"),
    ("persons", ("c1", "丁", None), "person_is_company"),
    ("holdings", ("x", "c1", "1", None, None), "holder_unknown"),
    ("holdings", ("C1", "c1", "1", None, None), "holder_unknown"),
    ("holdings", ("p1", "x", "1", None, None), "company_unknown"),
    ("holdings", ("p1", "p2", "1", None, None), "company_unknown"),
    ("holdings", (None, "c1", "1", None, None), "no_id"),
    ("holdings", ("p1", "c1", "100.0001", None, None), "percent_above_100"),
    ("holdings", ("p1", "c1", "1e300", None, None), "percent_above_100"),
    ("holdings", ("p1", "c1", "inf", None, None), "percent_above_100"),
    ("holdings", ("p1", "c1", "-0.0001", None, None), "percent_below_0"),
    ("holdings", ("p1", "c1", "-1e300", None, None), "percent_below_0"),
    ("holdings", ("p1", "c1", "nan", None, None), "percent_nan"),
    ("holdings", ("p1", "c1", "一半", None, None), "percent_no_number"),
    ("holdings", ("p1", "c1", "1", "2020-02-30", None), "since_no_date"),
    ("holdings", ("p1", "c1", "1", None, "infinity"), "until_no_date"),
    ("holdings", ("p1", "c1", "1", "2020-01-02", "2020-01-01"), "until_before_since"),
    ("holdings", ("p2", "c2", "51", "2020-01-01", None), "said_twice"),
    ("offices", ("x", "c1", "head", None, None), "person_unknown"),
    ("offices", ("c1", "c1", "head", None, None), "person_unknown"),
    ("offices", ("p1", "x", "head", None, None), "company_unknown"),
    ("offices", ("p1", None, "head", None, None), "no_id"),
    ("offices", ("p1", "c1", "king", None, None), "office_unknown"),
    ("offices", ("p1", "c1", "head", "昨天", None), "since_no_date"),
    ("offices", ("p1", "c1", "head", "2020-01-02", "2020-01-01"), "until_before_since"),
    ("offices", ("p1", "c2", "head", "2021-05-06", None), "said_twice"),
]
ALMOST: list[tuple[str, tuple[Any, ...]]] = [
    ("companies", ("C1", "丙", None, " State ", None)),
    ("companies", ("c01", "", None, "", None)),
    ("persons", ("P1", "丁", None)),
    ("holdings", ("p1", "c1", "100", None, None)),
    ("holdings", ("p1", "c1", "100.00004", None, None)),
    ("holdings", ("p1", "c1", "12.5 %", None, None)),
    ("holdings", ("p1", "c1", "-0", None, None)),
    ("holdings", ("p1", "c1", "1", "2020-01-01", "2020-01-01")),
    ("holdings", ("p2", "c2", "50", "2020-01-02", None)),
    ("holdings", ("p2", "c2", "50", "2020-01-01", "2021-01-01")),
    ("offices", ("p1", "c1", "HEAD", None, None)),
    ("offices", ("p1", "c1", None, None, None)),
    ("offices", ("p1", "c2", "chair", "2021-05-06", None)),
]


def test_every_reason_has_words_and_is_tried() -> None:
    assert set(REASON_WORDS) == set(Reason) == {reason for *_, reason in WRONG}


@pytest.mark.parametrize(("table", "row", "reason"), WRONG)
def test_a_wrong_row_is_listed_and_left_out(tmp_path: Path, table: str, row: tuple[Any, ...], reason: str) -> None:
    bundle = built(tmp_path, with_rows(table, row))
    said = " | ".join("" if value is None else str(value) for value in row[: len(row) - (table == "companies")])
    assert rejected(bundle) == [(table, str(len(WORLD[table]) + 1), reason, said)]
    assert bundle.manifest.files | {"rejected.csv": None} == built(tmp_path / "without").manifest.files | {"rejected.csv": None}
    assert bundle.manifest.counts.rejected == 1


@pytest.mark.parametrize(("table", "row"), ALMOST)
def test_a_row_that_is_almost_wrong_stays(tmp_path: Path, table: str, row: tuple[Any, ...]) -> None:
    bundle = built(tmp_path, with_rows(table, row))
    assert rejected(bundle) == []
    assert getattr(bundle.manifest.counts, table) == len(WORLD[table]) + 1


def test_a_nan_of_a_floating_column_is_listed(tmp_path: Path) -> None:
    bundle = built(tmp_path, with_rows("holdings", ("p1", "c1", "nan", None, None), ("p1", "c1", "inf", None, None)), kind="parquet")
    assert [reason for *_, reason, _ in rejected(bundle)] == ["percent_nan", "percent_above_100"]


def test_what_hangs_on_a_row_left_out_is_left_out_too(tmp_path: Path) -> None:
    bundle = built(tmp_path, {**with_rows("companies", ("c9", "丙", None, "国企", None)), "holdings": [("p1", "c9", "1", None, None)]})
    assert [(table, reason) for table, _, reason, _ in rejected(bundle)] == [("companies", "kind_unknown"), ("holdings", "company_unknown")]


def test_the_first_of_three_stays_and_the_others_are_listed_by_row(tmp_path: Path) -> None:
    same = [("p1", "c1", percent, "2020-01-01", None) for percent in ("3", "1", "2")]
    bundle = built(tmp_path, with_rows("holdings", *same))
    assert [(row, reason) for _, row, reason, _ in rejected(bundle)] == [("6", "said_twice"), ("7", "said_twice")]
    assert 30_000 in array(bundle, "up_percent")


def test_a_persons_number_is_masked_and_a_formula_harmless_in_the_list(tmp_path: Path) -> None:
    bundle = built(tmp_path, with_rows("holdings", ("110108199003070006", "=1+1", "1", None, None), ("=1+1", "c1", "1", None, None)))
    assert [said for *_, said in rejected(bundle)] == ["110108********0006 | =1+1 | 1 |  | ", "'=1+1 | c1 | 1 |  | "]


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_extra_columns_with_words_of_ours_do_no_harm(tmp_path: Path, kind: str) -> None:
    tables = write(tmp_path / "tables", kind=kind)
    columns = ("person_id", "name", "id_token", "row", "reason", "place", "told", "id")
    writer = write_csv if kind == "csv" else write_parquet
    writer(tables / f"persons.{kind}", columns, [("p1", "甲", "", *"abcde"), ("p1", "乙", "", *"abcde"), ("p2", "丙", "", *"abcde")])
    assert rejected(building.build(tables, tmp_path / "bundle", DAY, silent)) == [("persons", "2", "id_twice", "p1 | 乙 | ")]


def test_the_list_is_cut_and_the_count_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("relparty.bundle.rejects.LISTED", 3)
    bundle = built(tmp_path, with_rows("offices", *(("x", "c1", "head", None, None) for _ in range(5))))
    assert (len(rejected(bundle)), bundle.manifest.counts.rejected) == (3, 5)


def test_ids_that_are_numbers_keep_every_figure(tmp_path: Path) -> None:
    tables = write(tmp_path / "tables")
    write_csv(
        tables / "companies.csv",
        ("company_id", "name", "uscc", "kind"),
        [("007", "甲", "", ""), ("7", "乙", "", ""), ("900719925474099301", "丙", "", "")],
    )
    write_csv(tables / "holdings.csv", ("holder_id", "company_id", "percent", "since", "until"), [("7", "007", "1", "", "")])
    write_csv(
        tables / "offices.csv", ("person_id", "company_id", "office", "since", "until"), [("p1", "900719925474099301", "head", "", "")]
    )
    bundle = building.build(tables, tmp_path / "bundle", DAY, silent)
    assert texts(bundle, "ids")[:3] == ["007", "7", "900719925474099301"]
    assert bundle.manifest.counts.rejected == 0


def test_a_code_is_folded_and_one_that_can_be_none_is_counted(tmp_path: Path) -> None:
    more = with_rows(
        "companies",
        ("d1", "丙", "９１４４０３００-ma5ex0002－2", None, None),
        ("d2", "丁", "91440300MA5EX000333", None, None),
        ("d3", "戊", "见执照", None, None),
    )
    bundle = built(tmp_path, more)
    assert array(bundle, "company_uscc")[4:] == [b"91440300MA5EX00022", b"", b""]
    assert array(bundle, "uscc_order") == [1, 4]
    assert (bundle.manifest.counts.codes_left_out, bundle.manifest.counts.rejected) == (2, 0)
