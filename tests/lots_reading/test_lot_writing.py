"""A tender's lot as a folder: what stands in it is read back as it was told, and no name, cell or string does harm."""

from __future__ import annotations

import csv
import io
import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import lotmaker
from relparty.errors import UsageError
from relparty.lots import folder as lot_folder
from relparty.lots.writing import folder_names, lot_toml, quotes_csv, write
from relparty.registers.tender import TenderLot, TenderQuote

QUOTE = TenderQuote(
    lotmaker.company_name("甲辰"), lotmaker.company_code(100), amount=Decimal("98000.50"), submitted_at="2026-11-30T10:00:00+08:00"
)
LOT = TenderLot("ocds-0000-1", "L1", "示例道路维修", "示例区工务局", date(2026, 12, 1), "CNY", (QUOTE,))


def test_what_is_written_is_read_back_as_a_lot(tmp_path: Path) -> None:
    (folder,) = write([LOT], tmp_path)
    lot = lot_folder.read(folder, date(2026, 11, 22)).lot
    assert (lot.id, lot.name, lot.opens_on, lot.declares_id) == ("ocds-0000-1/L1", "示例道路维修", date(2026, 12, 1), True)
    assert lot.quotes
    assert [(quote.bidder, quote.uscc) for quote in lot.quotes] == [(QUOTE.name, QUOTE.uscc)]
    assert lot.problems == ()
    assert list((folder / "forms").iterdir()) == []
    assert "98000.50" in (folder / "quotes.csv").read_text(encoding="utf-8-sig")


def test_a_quote_without_a_name_is_a_problem_of_the_lot(tmp_path: Path) -> None:
    (folder,) = write([TenderLot("x", quotes=(QUOTE, TenderQuote("", amount=Decimal(1))))], tmp_path)
    lot = lot_folder.read(folder, date(2026, 11, 22)).lot
    assert [problem.reason for problem in lot.problems] == ["table_row"]


@given(st.text(), st.text(), st.text())
def test_any_title_buyer_and_id_are_valid_toml(id_: str, title: str, buyer: str) -> None:
    told = tomllib.loads(lot_toml(TenderLot(id_, "", title, buyer)))
    assert set(told) <= {"id", "name", "buyer"}


@pytest.mark.parametrize("title", ['a"b', "a\\", 'x"\nregime = "tendering', "\x7f\x00\x1b", "'''", "标段\u2028一"])
def test_a_title_cannot_leave_its_string(title: str) -> None:
    assert set(tomllib.loads(lot_toml(TenderLot("x", "", title)))) == {"id", "name"}


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1", "%0A=1", "|cmd"])
def test_no_cell_is_a_live_formula(name: str) -> None:
    rows = list(csv.reader(io.StringIO(quotes_csv([TenderQuote(name, uscc=name, submitted_at=name)]))))
    assert all(cell[:1] in ("'", "") for cell in rows[1])


@given(st.text(), st.text())
def test_any_name_is_one_cell_of_one_row(name: str, other: str) -> None:
    rows = list(csv.reader(io.StringIO(quotes_csv([TenderQuote(name), TenderQuote(other, amount=Decimal(1))]), newline="")))
    assert [len(row) for row in rows] == [4, 4, 4]


def test_an_amount_is_written_in_figures() -> None:
    assert ",1000," in quotes_csv([TenderQuote("x", amount=Decimal("1e3"))])


def test_a_resident_id_in_a_name_is_masked() -> None:
    number = lotmaker.person_id(7)
    assert number not in quotes_csv([TenderQuote(f"罗启航 {number}", uscc=number)])
    assert number not in lot_toml(TenderLot("x", "", number, number))


@pytest.mark.parametrize(
    ("id_", "name"),
    [
        ("ocds-0000-1/L1", "ocds-0000-1-L1"),
        ("../../etc/passwd", "etc-passwd"),
        ("C:\\x", "C--x"),
        ("<script>alert(1)</script>", "script-alert-1---script"),
        (".hidden", "hidden"),
        ("CON", "lot-CON"),
        ("nul.txt", "lot-nul.txt"),
        ("...", "lot"),
        ("", "lot"),
        ("标段 一\u202e", "标段-一"),
        ("a" * 500, "a" * 80),
    ],
)
def test_a_folder_has_a_safe_name(id_: str, name: str) -> None:
    assert folder_names([id_]) == (name,)


@given(st.lists(st.text(), max_size=6))
def test_no_two_lots_have_one_folder_and_none_leaves_its_place(ids: list[str]) -> None:
    names = folder_names(ids)
    assert len({name.casefold() for name in names}) == len(ids)
    for name in names:
        assert name == Path(name).name
        assert name not in (".", "..")
        assert len(name.encode()) <= 200


def test_equal_names_are_numbered() -> None:
    assert folder_names(["a/b", "a-b", "A-B"]) == ("a-b", "a-b-2", "A-B-3")


def test_a_folder_that_exists_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    (tmp_path / "two").mkdir()
    with pytest.raises(UsageError, match="the folder exists"):
        write([TenderLot("one", quotes=(QUOTE,)), TenderLot("two", quotes=(QUOTE,))], tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["two"]


def test_forced_it_writes_its_two_files_anew_and_leaves_the_forms(tmp_path: Path) -> None:
    (folder,) = write([LOT], tmp_path)
    (folder / "forms" / "a.json").write_text("{}", encoding="utf-8")
    write([TenderLot("ocds-0000-1", "L1", "新名称", quotes=(QUOTE,))], tmp_path, is_forced=True)
    assert (folder / "forms" / "a.json").read_text(encoding="utf-8") == "{}"
    assert "新名称" in (folder / "lot.toml").read_text(encoding="utf-8")


def test_a_link_is_never_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    out = tmp_path / "out"
    out.mkdir()
    (out / "x").symlink_to(elsewhere)
    with pytest.raises(UsageError, match="a link or a file"):
        write([TenderLot("x", quotes=(QUOTE,))], out, is_forced=True)
    (folder,) = write([TenderLot("y", quotes=(QUOTE,))], out)
    victim = tmp_path / "victim"
    victim.write_text("mine", encoding="utf-8")
    (folder / "lot.toml").unlink()
    (folder / "lot.toml").symlink_to(victim)
    write([TenderLot("y", quotes=(QUOTE,))], out, is_forced=True)
    assert victim.read_text(encoding="utf-8") == "mine"


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(UsageError, match="cannot be written"):
        write([LOT], tmp_path / "file")
