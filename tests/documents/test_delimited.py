"""Text tables in the encodings and with the separators that offices use."""

from __future__ import annotations

import csv

import pytest

from relparty.documents.delimited import read
from relparty.errors import UnreadableFile
from relparty.model.lot import FormFile
from relparty.settings import FileLimits

FILE = FormFile("forms/a.csv", "0" * 64, "csv")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_rows_come_out_alike(encoding: str, separator: str) -> None:
    text = f'单位名称{separator}"甲{separator}乙"\n\n电话{separator}0755\n'
    rows = read(FILE, text.encode(encoding), FileLimits()).rows
    assert [[cell.text for cell in row.cells] for row in rows] == [["单位名称", f"甲{separator}乙"], [], ["电话", "0755"]]
    assert rows[2].cells[1].place.say("zh") == "表1第3行第2列"


@pytest.mark.parametrize(
    ("content", "limits", "words"),
    [
        (b"\xff\xfe\x00", FileLimits(), "the encoding of the text is unknown"),
        (b"a,b\n" * 10, FileLimits(cells=5), "more than 5 cells"),
        (b'a,"b', FileLimits(), "cannot be parsed"),
        (b"a," + b"x" * 200_000, FileLimits(), "cannot be parsed"),
    ],
)
def test_what_is_no_table_says_so(content: bytes, limits: FileLimits, words: str) -> None:
    with pytest.raises(UnreadableFile, match=words):
        read(FILE, content, limits)


def test_a_cell_without_an_end_is_no_cell_whatever_limit_the_process_has() -> None:
    before = csv.field_size_limit(1 << 30)
    try:
        with pytest.raises(UnreadableFile, match="cannot be parsed"):
            read(FILE, b"a," + b"x" * 200_000, FileLimits())
    finally:
        csv.field_size_limit(before)


def test_control_characters_tell_of_damage() -> None:
    assert [problem.reason for problem in read(FILE, b"a,b\x0c\n", FileLimits()).problems] == ["damaged"]
    assert read(FILE, b"a,b\t\r\n", FileLimits()).problems == ()
