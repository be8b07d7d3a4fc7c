"""Bids as a batch reads them: which are bids, whose they are, and what each wrong table is told."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from batchrows import written
from batchworld import COLUMNS, Bids, bids_file, bundle_of, content, lots, run, world
from relparty.batch import bids, parts
from relparty.bundle.reading import Bundle
from relparty.errors import UsageError
from relparty.phrases import Lang

WORLD = world("p>a=60 p>b=60 q>c=100 r:d=head r:e=head q:d=director", codes={"b": "91440300MA5EX00011", "c": "91440300MA5EX00011"})


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    return bundle_of(tmp_path_factory.mktemp("bundle"), WORLD)


def read(bundle: Bundle, path: Path) -> dict[str, list[str]]:
    """The ids of the bidders of each lot, as the bids read tell them."""
    found = bids.read(bids.find(path), bundle, path.parent)
    strangers, ends = found.strangers.to_pylist(), found.begins.tolist()
    ids = [bundle.id(code) if code >= 0 else strangers[-1 - code] for code in found.codes.tolist()]
    return {lot: ids[ends[at] : ends[at + 1]] for at, lot in enumerate(found.lots.to_pylist())}


def remarks(bundle: Bundle, path: Path, lang: Lang = "en") -> list[str]:
    return [each.say(lang) for each in bids.read(bids.find(path), bundle, path.parent).remarks]


# Which rows are bids


@pytest.mark.parametrize("name", ["a[1]", "*", "b?", "[!a]"])
@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_a_name_is_that_of_one_file_and_no_pattern_for_several(bundle: Bundle, tmp_path: Path, name: str, kind: str) -> None:
    for folder, lot in ((name, "L1"), ("a1", "L2"), ("b", "L3"), ("bc", "L4")):
        path = bids_file(tmp_path / folder, [(lot, "a", "1")])
        if kind == "parquet":
            pq.write_table(pa.table({"lot_id": [lot], "bidder_id": ["a"], "amount": [1.0]}), path.with_suffix(".parquet"))
            path.unlink()
    assert read(bundle, tmp_path / name) == {"L1": ["a"]}


def test_lots_stand_in_the_order_of_their_ids_and_bidders_in_that_of_the_bundle(bundle: Bundle, tmp_path: Path) -> None:
    rows = [("L9", "b", "1"), ("L10", "c", "1"), ("L9", "a", "1"), ("L10", "a", "1"), ("甲", "d", "1"), ("L9", "e", "1")]
    assert read(bundle, bids_file(tmp_path, rows)) == {"L10": ["a", "c"], "L9": ["a", "b", "e"], "甲": ["d"]}


def test_a_row_said_twice_is_one_bid(bundle: Bundle, tmp_path: Path) -> None:
    path = bids_file(tmp_path, [("L", "a", "1"), ("L", "b", "2"), ("L", "a", "1"), ("M", "a", "1"), ("M", "a", "")])
    assert read(bundle, path) == {"L": ["a", "b"], "M": ["a", "a"]}
    assert remarks(bundle, path) == []


def test_amounts_that_are_not_told_are_one_and_the_same(bundle: Bundle, tmp_path: Path) -> None:
    table = pa.table({"lot_id": ["L"] * 4, "bidder_id": ["a"] * 4, "amount": [None, float("nan"), None, float("nan")]})
    pq.write_table(table, tmp_path / "bids.parquet")
    assert read(bundle, tmp_path) == {"L": ["a", "a"]}


def test_who_bids_twice_in_a_lot_is_one_legal_entity_there(bundle: Bundle, tmp_path: Path) -> None:
    run(bundle, bids_file(tmp_path, lots("a=1 a=2 a=3", "a e", "x=1 x=2")), tmp_path / "o.parquet")
    pairs, counted = written(tmp_path / "o.parquet")
    assert pairs["L0"] == {("a", "a", "same_legal_entity", "bar", "confirmed", 0, None, "a")}
    assert pairs["L2"] == {("x", "x", "same_legal_entity", "bar", "confirmed", 0, None, None)}
    assert "L1" not in pairs
    assert {lot: row[1:5] for lot, row in counted.items()} == {"L0": (3, 0, 1, 1), "L1": (2, 2, 2, 2), "L2": (2, 0, 1, 1)}


def test_ids_are_taken_exactly_as_they_are_written(tmp_path: Path) -> None:
    ids = ["7", "007", "7 ", "a", "ab", "abc", "A", "长", "长城", "x" * 4001]
    made = bundle_of(tmp_path, {**WORLD, "companies": [(each, "甲", None, None, None) for each in ids]})
    asked = [*ids, "07", " 7", "7.0", "abcd", "B", "长城建", "x" * 4000, "é"]
    path = bids_file(tmp_path, [("L", each, "1") for each in asked])
    known = {made.id(code) for code in range(made.companies)}
    assert known == set(ids)
    found = bids.read(path, made, tmp_path)
    assert {made.id(code) for code in found.codes.tolist() if code >= 0} == known
    assert set(found.strangers.to_pylist()) == set(asked) - known


def test_ids_of_whole_numbers_are_their_figures(tmp_path: Path) -> None:
    made = bundle_of(tmp_path, {**WORLD, "companies": [("7", "甲", None, None, None), ("12", "乙", None, None, None)]})
    pq.write_table(pa.table({"lot_id": [10, 9, 9], "bidder_id": [7, 12, 8], "amount": [1, 1, 1]}), tmp_path / "bids.parquet")
    assert read(made, tmp_path) == {"10": ["7"], "9": ["8", "12"]}


def test_the_id_of_a_person_is_not_that_of_a_bidder(bundle: Bundle, tmp_path: Path) -> None:
    path = bids_file(tmp_path, lots("a p"))
    assert remarks(bundle, path) == ["Bids whose bidder the bundle does not have: 1; their lots are never clear"]


def test_bidders_whom_the_bundle_does_not_have_are_told_and_leave_the_lot_open(bundle: Bundle, tmp_path: Path) -> None:
    path = bids_file(tmp_path, lots("a x y", "c d", "x c"))
    assert remarks(bundle, path) == ["Bids whose bidder the bundle does not have: 3; their lots are never clear"]
    assert remarks(bundle, path, "zh") == ["3 份报价的投标人不在登记数据包中，其项目不会得出“未发现”"]
    run(bundle, path, tmp_path / "o.parquet")
    _, counted = written(tmp_path / "o.parquet")
    assert {lot: (row[0], row[-1]) for lot, row in counted.items()} == {
        "L0": ("incomplete", True),
        "L1": ("review", True),
        "L2": ("incomplete", True),
    }


def test_rows_without_an_id_are_left_out_and_told(bundle: Bundle, tmp_path: Path) -> None:
    path = bids_file(tmp_path, [("", "a", "1"), ("L", "", "1"), ("L", "b", ""), ("", "", "")])
    assert read(bundle, path) == {"L": ["b"]}
    assert remarks(bundle, path) == ["Rows left out for want of lot_id or bidder_id: 3"]
    assert remarks(bundle, path, "zh") == ["未收入 3 行：缺少 lot_id 或 bidder_id"]


def test_columns_in_capitals_and_in_another_order(bundle: Bundle, tmp_path: Path) -> None:
    path = bids_file(tmp_path, [("1", "x", "a", "L")], ("Amount", "note", " BIDDER_ID", "Lot_Id"))
    assert read(bundle, path) == {"L": ["a"]}
    assert remarks(bundle, path) == ["bids.csv: column note is not read"]


# The order of rows

ROWS = st.lists(st.tuples(st.sampled_from("KLMNO"), st.sampled_from("abcdexyz"), st.sampled_from("12")), min_size=1, max_size=30)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS, chosen=st.randoms(use_true_random=False), is_parquet=st.booleans())
def test_the_order_of_rows_does_not_matter(
    bundle: Bundle, tmp_path_factory: pytest.TempPathFactory, rows: Bids, chosen: Random, is_parquet: bool
) -> None:
    folder = tmp_path_factory.mktemp("order")
    shuffled = list(rows)
    chosen.shuffle(shuffled)
    found = []
    for name, each in (("as_told", rows), ("shuffled", shuffled)):
        path = bids_file(folder / name, each)
        if is_parquet:
            pq.write_table(pa.table(dict(zip(COLUMNS, zip(*each, strict=True), strict=True))), path.with_suffix(".parquet"))
            path.unlink()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(parts, "_ONE_IN", 2)
            run(bundle, path.parent, folder / name / "o.csv")
        found.append((content(folder / name / "o.csv"), {part.name for part in (folder / name / "o.csv.parts").glob("*.arrow")}))
    assert found[0] == found[1]


# The bids of one lot


def test_the_bids_of_one_lot_are_those_that_a_batch_reads_of_it(bundle: Bundle, tmp_path: Path) -> None:
    path = bids_file(tmp_path, [*lots("a x e", "b"), ("L0", "a", "7"), ("L0", "a", "7"), ("", "c", "1"), ("L0", "", "1")])
    found = bids.of_lot(path, bundle, tmp_path, "L0")
    assert [(bid.id, bid.code) for bid in found] == [("a", 0), ("a", 0), ("e", 4), ("x", -1)]


@pytest.mark.parametrize("lot", ["L", "l0", "L0 ", "' OR 1=1 --"])
def test_a_lot_that_is_not_there(bundle: Bundle, tmp_path: Path, lot: str) -> None:
    path = bids_file(tmp_path, lots("a b"))
    with pytest.raises(UsageError) as caught:
        bids.of_lot(path, bundle, tmp_path, lot)
    assert caught.value.say("en") == f"{path}: it has no lot {lot}. check the id of the lot."
    assert caught.value.say("zh") == f"{path}：没有项目 {lot}。请核对项目编号。"


def test_a_lot_whose_id_asks_to_be_quoted(bundle: Bundle, tmp_path: Path) -> None:
    path = bids_file(tmp_path, [('it\'s, "the"\nlot', "a", "1"), ("L", "b", "1")])
    assert [bid.id for bid in bids.of_lot(path, bundle, tmp_path, 'it\'s, "the"\nlot')] == ["a"]


# Wrong tables


def refused(bundle: Bundle, path: Path, lang: Lang = "en") -> str:
    with pytest.raises(UsageError) as caught:
        bids.read(bids.find(path), bundle, path.parent)
    return caught.value.say(lang).replace(f"{path.parent}/", "")


@pytest.mark.parametrize("column", COLUMNS)
def test_a_missing_column(bundle: Bundle, tmp_path: Path, column: str) -> None:
    path = bids_file(tmp_path, lots("a b"), ["other" if each == column else each for each in COLUMNS])
    assert refused(bundle, path) == f"bids.csv {column}: there is no column {column}. the table needs lot_id, bidder_id, amount."
    assert refused(bundle, path, "zh") == f"bids.csv {column}：缺少 {column} 列。该表须有：lot_id, bidder_id, amount。"


@pytest.mark.parametrize(
    ("column", "values", "en", "zh"),
    [
        (
            "lot_id",
            pa.array([1.0]),
            "column lot_id is of floating point (DOUBLE): long numbers have been rounded. write it as text.",
            "lot_id 列是浮点数（DOUBLE），长号码已被舍入。请改为文本。",
        ),
        (
            "bidder_id",
            pa.array([91440300.0], pa.float32()),
            "column bidder_id is of floating point (FLOAT): long numbers have been rounded. write it as text.",
            "bidder_id 列是浮点数（FLOAT），长号码已被舍入。请改为文本。",
        ),
        ("lot_id", pa.array([True]), "column lot_id is of type BOOLEAN. write it as text.", "lot_id 列的类型是 BOOLEAN。请改为文本。"),
        (
            "bidder_id",
            pa.array([["a"]]),
            "column bidder_id is of type VARCHAR[]. write it as text.",
            "bidder_id 列的类型是 VARCHAR[]。请改为文本。",
        ),
    ],
)
def test_an_id_of_a_wrong_type(bundle: Bundle, tmp_path: Path, column: str, values: pa.Array, en: str, zh: str) -> None:
    table = {name: values if name == column else pa.array(["a"]) for name in COLUMNS}
    pq.write_table(pa.table(table), tmp_path / "bids.parquet")
    assert refused(bundle, tmp_path / "bids.parquet") == f"bids.parquet {column}: {en}"
    assert refused(bundle, tmp_path / "bids.parquet", "zh") == f"bids.parquet {column}：{zh}"


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_an_empty_file(bundle: Bundle, tmp_path: Path, kind: str) -> None:
    (tmp_path / f"bids.{kind}").write_bytes(b"")
    assert refused(bundle, tmp_path / f"bids.{kind}") == f"bids.{kind}: the file is empty. export the table again."
    assert refused(bundle, tmp_path / f"bids.{kind}", "zh") == f"bids.{kind}：文件是空的。请重新导出该表。"


@pytest.mark.parametrize("rows", [[], [("", "a", "1")], [("L", "", "1")]], ids=["no row", "no lot", "no bidder"])
def test_a_table_without_a_bid(bundle: Bundle, tmp_path: Path, rows: Bids) -> None:
    path = bids_file(tmp_path, rows)
    assert refused(bundle, path) == "bids.csv: it has no bid. check the path and try again."
    assert refused(bundle, path, "zh") == "bids.csv：没有一份报价。请核对路径后重试。"


def test_a_file_that_is_not_there_and_a_folder_without_bids(bundle: Bundle, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    for path in (tmp_path / "bids.csv", tmp_path / "folder"):
        assert refused(bundle, path) == (
            f"{path.name}: there is no such file, and no folder with bids.parquet or bids.csv. check the path and try again."
        )
        assert refused(bundle, path, "zh") == f"{path.name}：没有这个文件，文件夹中也没有 bids.parquet 或 bids.csv。请核对路径后重试。"


def test_a_folder_with_both_kinds(bundle: Bundle, tmp_path: Path) -> None:
    bids_file(tmp_path, lots("a b"))
    (tmp_path / "bids.parquet").write_bytes(b"PAR1")
    assert refused(bundle, tmp_path).endswith(": there are both bids.parquet and bids.csv. keep one of them.")
    assert refused(bundle, tmp_path, "zh").endswith("：同时有 bids.parquet 和 bids.csv。请只保留一个。")


def test_a_column_of_lots_that_tells_none(bundle: Bundle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bids, "_MOST", 3)
    assert len(read(bundle, bids_file(tmp_path, lots("a b c", "c a b")))) == 2
    path = bids_file(tmp_path, lots("a b", "a b c d", "a b c"))
    assert refused(bundle, path) == "bids.csv: lot L1 has 4 rows. check that the column lot_id tells lots."
    assert refused(bundle, path, "zh") == "bids.csv：项目 L1 有 4 行报价。请核对 lot_id 列是否为项目编号。"


@pytest.mark.parametrize("name", ["bids.xlsx", "bids", "bids.csv.gz"])
def test_a_file_of_another_kind(bundle: Bundle, tmp_path: Path, name: str) -> None:
    path = bids_file(tmp_path, lots("a b"), name=name)
    assert refused(bundle, path) == f"{name}: it is neither a .parquet nor a .csv file. export it as Parquet or CSV."
    assert refused(bundle, path, "zh") == f"{name}：不是 .parquet 或 .csv 文件。请导出为 Parquet 或 CSV。"


def test_a_csv_in_another_encoding(bundle: Bundle, tmp_path: Path) -> None:
    (tmp_path / "bids.csv").write_bytes("lot_id,bidder_id,amount\nL,a,1\n项目,a,1\n".encode("gb18030"))
    assert refused(bundle, tmp_path / "bids.csv") == "bids.csv: line 3 is not UTF-8. save it as CSV in UTF-8."
    assert refused(bundle, tmp_path / "bids.csv", "zh") == "bids.csv：第 3 行不是 UTF-8 编码。请另存为 UTF-8 编码的 CSV。"


def test_a_csv_with_a_line_too_short(bundle: Bundle, tmp_path: Path) -> None:
    (tmp_path / "bids.csv").write_text("lot_id,bidder_id,amount\nL,a,1\nL\n", encoding="utf-8")
    assert refused(bundle, tmp_path / "bids.csv").startswith("bids.csv: line 3 does not fit the column names")


def test_a_parquet_that_is_none(bundle: Bundle, tmp_path: Path) -> None:
    (tmp_path / "bids.parquet").write_bytes(b"PK\x03\x04" * 100)
    assert refused(bundle, tmp_path / "bids.parquet") == "bids.parquet: it is no Parquet file that can be read. export the table again."
    assert refused(bundle, tmp_path / "bids.parquet", "zh") == "bids.parquet：不是可读的 Parquet 文件。请重新导出该表。"


@pytest.mark.parametrize("name", ["bids[1].csv", "bids (1).csv", "it's.csv"])
def test_names_of_files_as_browsers_make_them(bundle: Bundle, tmp_path: Path, name: str) -> None:
    bids_file(tmp_path, lots("c d"), name="bids.csv")
    assert read(bundle, bids_file(tmp_path, lots("a b"), name=name)) == {"L0": ["a", "b"]}
