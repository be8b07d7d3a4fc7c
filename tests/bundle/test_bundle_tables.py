"""Wrong tables each have their sentence: the file, the column, what to do."""

from __future__ import annotations

import re
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from registertables import COLUMNS, DAY, WORLD, built, silent, write, write_parquet
from relparty.bundle import building
from relparty.errors import UsageError

TEXT = {"companies": "company_id,name,uscc,kind\n1,甲,,\n", "persons": "person_id,name,id_token\n2,乙,\n"}


def refused(folder: Path) -> str:
    with pytest.raises(UsageError) as caught:
        building.build(folder, folder.parent / "bundle", DAY, silent)
    assert "Exception" not in str(caught.value)
    return str(caught.value).replace(f"{folder}/", "")


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert refused(tmp_path / "nowhere").endswith("there is no such folder. check the path and try again.")


def test_a_missing_table(tmp_path: Path) -> None:
    (write(tmp_path / "t") / "offices.csv").unlink()
    assert "there is no offices.parquet or offices.csv. add the table" in refused(tmp_path / "t")


def test_two_files_of_one_table(tmp_path: Path) -> None:
    write_parquet(write(tmp_path / "t") / "offices.parquet", COLUMNS["offices"], WORLD["offices"])
    assert "there are both offices.parquet and offices.csv" in refused(tmp_path / "t")


@pytest.mark.parametrize("table", sorted(WORLD))
@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_an_empty_file(tmp_path: Path, table: str, kind: str) -> None:
    (write(tmp_path / "t", kind=kind) / f"{table}.{kind}").write_bytes(b"")
    assert refused(tmp_path / "t").startswith(f"{table}.{kind}: the file is empty")


def test_a_register_without_a_company(tmp_path: Path) -> None:
    assert refused(write(tmp_path / "t", {**WORLD, "companies": []})).startswith("companies.csv: it has no row")


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_other_tables_may_have_no_row_which_is_told(tmp_path: Path, kind: str) -> None:
    bundle = built(tmp_path, {**WORLD, "persons": [], "holdings": [], "offices": []}, kind)
    assert [each.say("en") for each in bundle.remarks] == [f"{name}.{kind}: no rows" for name in ("persons", "holdings", "offices")]
    assert bundle.manifest.counts.persons == 0


@pytest.mark.parametrize(
    ("table", "column"), [(table, column) for table, columns in COLUMNS.items() for column in columns if column != "status"]
)
def test_a_missing_column(tmp_path: Path, table: str, column: str) -> None:
    folder = write(tmp_path / "t")
    path = folder / f"{table}.csv"
    path.write_text(re.sub(rf"\b{column}\b", "x", path.read_text(encoding="utf-8"), count=1), encoding="utf-8")
    assert refused(folder).startswith(f"{table}.csv {column}: there is no column {column}. the table needs ")


def test_a_column_that_nobody_needs_is_told(tmp_path: Path) -> None:
    folder = write(tmp_path / "t")
    (folder / "persons.csv").write_text("person_id,name,id_token,Phone,\n1,甲,,2,\n", encoding="utf-8")
    assert [each.say("en") for each in building.build(folder, tmp_path / "b", DAY, silent).remarks] == [
        "persons.csv: column Phone, column 5 is not read"
    ]


def test_the_status_is_known_and_not_told(tmp_path: Path) -> None:
    assert built(tmp_path).remarks == ()


def test_names_of_columns_in_capitals_and_with_a_byte_order_mark(tmp_path: Path) -> None:
    folder = write(tmp_path / "t")
    (folder / "persons.csv").write_text("\ufeffPerson_ID, NAME ,id_token\np1,甲,\n", encoding="utf-8")
    assert building.build(folder, tmp_path / "b", DAY, silent).manifest.counts.persons == 1


def test_a_column_twice(tmp_path: Path) -> None:
    folder = write(tmp_path / "t")
    (folder / "persons.csv").write_text("person_id,name,id_token,Name\np1,甲,,乙\n", encoding="utf-8")
    assert "there are two columns name" in refused(folder)


def test_a_line_with_too_few_values(tmp_path: Path) -> None:
    folder = write(tmp_path / "t")
    (folder / "persons.csv").write_text("person_id,name,id_token\np1,甲,\np2\n", encoding="utf-8")
    assert refused(folder).startswith("persons.csv: line 3 does not fit the column names")


def test_a_quotation_mark_that_is_not_closed(tmp_path: Path) -> None:
    folder = write(tmp_path / "t")
    (folder / "holdings.csv").write_text('holder_id,company_id,percent,since,until\n"p1,c1,1,,\np1,c2,1,,\n', encoding="utf-8")
    assert "holdings.csv: line" in refused(folder)


@pytest.mark.parametrize(
    ("text", "line"), [("person_id,name,id_token\np1,甲,\np2,企业,\n", 2), ("person_id,name,id_token,备注\np1,a,,\n", 1)]
)
def test_a_csv_in_another_encoding(tmp_path: Path, text: str, line: int) -> None:
    folder = write(tmp_path / "t")
    (folder / "persons.csv").write_bytes(text.encode("gb18030"))
    assert refused(folder) == f"persons.csv: line {line} is not UTF-8. save it as CSV in UTF-8."


def test_a_parquet_that_is_none(tmp_path: Path) -> None:
    folder = write(tmp_path / "t", kind="parquet")
    (folder / "persons.parquet").write_bytes(b"PK\x03\x04" * 100)
    assert refused(folder).startswith("persons.parquet: it is no Parquet file that can be read")


def test_a_parquet_that_is_damaged_inside(tmp_path: Path) -> None:
    folder = write(tmp_path / "t", kind="parquet")
    path = folder / "persons.parquet"
    content = bytearray(path.read_bytes())
    content[4:60] = b"\xff" * 56
    path.write_bytes(bytes(content))
    assert refused(folder).startswith("persons.parquet: it is no Parquet file that can be read")


@pytest.mark.parametrize(
    ("table", "column", "values", "sentence"),
    [
        ("companies", "company_id", pa.array([1.0]), "companies.parquet company_id: column company_id is of floating point (DOUBLE)"),
        (
            "holdings",
            "holder_id",
            pa.array([1.0], pa.float32()),
            "holdings.parquet holder_id: column holder_id is of floating point (FLOAT)",
        ),
        ("companies", "uscc", pa.array([1.0]), "companies.parquet uscc: column uscc is of floating point"),
        ("companies", "company_id", pa.array([True]), "companies.parquet company_id: column company_id is of type BOOLEAN"),
        ("companies", "name", pa.array([1]), "companies.parquet name: column name is of type BIGINT"),
        ("companies", "kind", pa.array([1]), "companies.parquet kind: column kind is of type BIGINT"),
        ("holdings", "percent", pa.array([True]), "holdings.parquet percent: column percent is of type BOOLEAN"),
        ("holdings", "percent", pa.array([DAY]), "holdings.parquet percent: column percent is of type DATE"),
        ("holdings", "since", pa.array([20200101]), "holdings.parquet since: column since is of type BIGINT"),
        ("offices", "until", pa.array([1.5]), "offices.parquet until: column until is of type DOUBLE"),
        ("offices", "office", pa.array([["head"]]), "offices.parquet office: column office is of type VARCHAR[]"),
    ],
)
def test_a_column_of_a_wrong_type(tmp_path: Path, table: str, column: str, values: pa.Array, sentence: str) -> None:
    folder = write(tmp_path / "t", kind="parquet")
    columns = {name: values if name == column else pa.array(["x"]) for name in COLUMNS[table]}
    pq.write_table(pa.table(columns), folder / f"{table}.parquet")
    assert refused(folder).startswith(sentence)


@pytest.mark.parametrize("sort", [pa.int32(), pa.int64(), pa.uint64(), pa.decimal128(20, 0)])
def test_ids_of_whole_numbers_are_taken_as_written(tmp_path: Path, sort: pa.DataType) -> None:
    folder = write(tmp_path / "t", kind="parquet")
    ids = pa.array([2**31 - 1, 10], pa.int64()).cast(sort)
    pq.write_table(
        pa.table({"company_id": ids, "name": ["甲", "乙"], "uscc": pa.nulls(2), "kind": pa.nulls(2)}), folder / "companies.parquet"
    )
    pq.write_table(
        pa.table({"holder_id": ids[:1], "company_id": ids[1:], "percent": [1], "since": pa.nulls(1), "until": pa.nulls(1)}),
        folder / "holdings.parquet",
    )
    made = building.build(folder, tmp_path / "bundle", DAY, silent)
    assert (made.folder / "ids.bin").read_bytes() == b"102147483647p1p2"
    assert made.manifest.counts.holdings == 1
