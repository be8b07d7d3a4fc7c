"""Files that bidders hand in: every kind, hostile ones, none, too many, too large; and what of the version before stays."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

import hostile
import openbook
from guestseat import Guests, form, text
from relparty.web.security import csrf
from relparty.web.settings import BodyLimits

FORMS = Path(__file__).parents[1] / "lots" / "D01-demo" / "forms"
JSON = ("form", ("采集表.json", form()))
LICENCE = ("evidence", ("营业执照.pdf", b"%PDF-1.4 licence"))
LIMIT = 4 << 20
HOSTILE = (
    "zip: flat bomb of 1 GB",
    "zip: only paths out of the folder",
    "xlsx: sheet of 1 GB that says 1 kB",
    "xlsx: macros",
    "docx: entity of a file outside",
    "pdf: cross-references in a loop",
    "png: 300 megapixels",
    "json: 100,000 deep",
    "html: files of this machine",
    "xlsx: a program",
)


@pytest.fixture
def guests(tmp_path: Path) -> Guests:
    return Guests(openbook.world(tmp_path), replace(BodyLimits(), upload=LIMIT, request=LIMIT + (2 << 20)))


@pytest.mark.parametrize("name", ["01.xlsx", "02.docx", "03.pdf"])
def test_a_form_of_every_kind_is_read_whatever_its_name_says(guests: Guests, name: str) -> None:
    seat = guests.invited()
    content = (FORMS / name).read_bytes()
    seat.upload(("form", (name, content)))
    seat.upload(("form", ("采集表.exe", content)))
    guests.read()
    page = seat.says()
    assert "采集表自查：采集表.exe" in page
    assert "没有读到采集表" not in page


def test_an_archive_is_kept_and_said_to_be_unread(guests: Guests) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("甲/采集表.json", form())
    seat = guests.invited()
    seat.upload(("form", ("采集表.zip", made.getvalue())))
    guests.read()
    assert "没有读到采集表" in seat.says()
    assert guests.world.book.files.read(guests.versions(seat)[0].attachments[0].sha256) == made.getvalue()


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_gets_a_receipt_and_harms_nobody(guests: Guests, name: str) -> None:
    suffix, make = hostile.FILES[name]
    seat = guests.invited()
    assert seat.upload(("form", (f"f.{suffix}", make()))).status_code == 303
    guests.read()
    (version,) = guests.versions(seat)
    assert "结论：" in seat.says()
    assert seat.get(f"/receipts/{version.receipt}").status_code == 200
    other = guests.invited("乙木", 101)
    other.upload(JSON)
    guests.read()
    assert "结论：" in other.says()


@pytest.mark.parametrize("name", ["picture.png", "nothing.bin"])
def test_what_cannot_be_read_is_said_to_be_unread_and_never_fine(guests: Guests, name: str) -> None:
    seat = guests.invited()
    seat.upload(("form", (name, b"\x89PNG\r\n\x1a\n" + b"\x00" * 200)))
    guests.read()
    (version,) = guests.versions(seat)
    page = seat.says()
    assert "没有读到采集表" in page
    assert "不能视为已核对" in page
    assert "未能读取" in seat.says(f"/receipts/{version.receipt}")


def test_an_empty_file_is_refused_before_anything_is_stored(guests: Guests) -> None:
    seat = guests.invited()
    for files in ((("form", ("空.xlsx", b"")),), (JSON, ("evidence", ("空.pdf", b"")))):
        answer = seat.upload(*files)
        assert answer.status_code == 409
        assert "是空文件，没有保存任何内容" in text(answer.text)
    assert guests.versions(seat) == ()
    assert list(guests.world.book.files.ids()) == []


def test_without_a_form_it_says_so_at_the_field(guests: Guests) -> None:
    seat = guests.invited()
    answer = seat.upload(LICENCE)
    assert answer.status_code == 400
    assert 'href="#form"' in answer.text
    assert "请选择填好的采集表" in answer.text
    assert guests.versions(seat) == ()


def test_fifty_files_and_no_more(guests: Guests) -> None:
    seat = guests.invited()
    papers = [("evidence", (f"{n}.pdf", b"%%PDF %d" % n)) for n in range(50)]
    answer = seat.upload(JSON, *papers)
    assert answer.status_code == 409
    assert "文件多于 50 个" in text(answer.text)
    assert guests.versions(seat) == ()
    assert seat.upload(JSON, *papers[:49]).status_code == 303
    assert len(guests.versions(seat)[0].attachments) == 50


def test_more_files_than_any_page_sends_are_refused(guests: Guests) -> None:
    seat = guests.invited()
    answer = seat.upload(JSON, *[("evidence", (f"{n}.pdf", b"%PDF")) for n in range(csrf.MOST_FILES + 1)])
    assert answer.status_code == 400
    assert "没有保存任何内容" in text(answer.text)
    assert guests.versions(seat) == ()


def test_a_file_beyond_the_limit_is_refused_and_the_page_names_the_limit(guests: Guests) -> None:
    seat = guests.invited()
    assert "不超过 4 MB" in seat.says("/upload")
    assert f'data-file-limit="{LIMIT}"' in seat.see("/upload")
    for size in (LIMIT + 1, LIMIT + (3 << 20)):
        answer = seat.upload(("form", ("big.pdf", b"%PDF" + b"0" * size)))
        assert answer.status_code == 413
        assert "没有保存任何内容" in text(answer.text)
    assert guests.versions(seat) == ()
    assert list(guests.world.book.files.ids()) == []


def test_papers_of_the_version_before_stay_where_they_are_ticked(guests: Guests) -> None:
    seat = guests.invited()
    seat.upload(JSON, LICENCE, ("evidence", ("股权图.png", b"png")))
    first = {each.name: each.id for each in guests.versions(seat)[0].attachments}
    assert f'name="kept" value="{first["营业执照.pdf"]}" checked' in seat.see("/upload")
    hidden = seat.opened("/upload") | {"kept": [first["营业执照.pdf"]]}
    seat.upload(("form", ("新.json", form(kin=[]))), hidden=hidden)
    assert [each.name for each in guests.versions(seat)[0].attachments] == ["新.json", "营业执照.pdf"]


def test_anothers_file_is_never_kept(guests: Guests) -> None:
    mine, theirs = guests.invited(), guests.invited("乙木", 101)
    theirs.upload(JSON, LICENCE)
    wanted = [each.id for each in guests.versions(theirs)[0].attachments]
    mine.upload(("form", ("f.json", form(kin=[]))), hidden=mine.opened("/upload") | {"kept": [*wanted, "0" * 30, "'"]})
    assert [each.name for each in guests.versions(mine)[0].attachments] == ["f.json"]


@pytest.mark.parametrize("name", ["../../etc/passwd", "C:\\temp\\表.xlsx", "长" * 300 + ".xlsx", "a\x01b\n.xlsx", ".xlsx", "<script>.xlsx"])
def test_names_are_names_and_no_paths(guests: Guests, name: str) -> None:
    seat = guests.invited()
    assert seat.upload(("form", (name, form()))).status_code == 303
    (kept,) = guests.versions(seat)[0].attachments
    assert not set(kept.name) & set("/\\\n\x01")
    assert 0 < len(kept.name) <= 200
    assert "<script>" not in seat.see()


def test_the_same_file_twice_is_stored_once_and_listed_as_often_as_it_came(guests: Guests) -> None:
    seat = guests.invited()
    seat.upload(JSON, ("evidence", ("a.pdf", b"%PDF")), ("evidence", ("b.pdf", b"%PDF")))
    assert [each.name for each in guests.versions(seat)[0].attachments] == ["采集表.json", "a.pdf", "b.pdf"]
    assert len(list(guests.world.book.files.ids())) == 2


def test_a_file_in_the_field_of_words_is_no_word(guests: Guests) -> None:
    seat = guests.invited()
    hidden = seat.opened("/upload")
    answer = seat.client.post(
        seat.path("/upload"), data={"csrf": hidden["csrf"]}, files=[JSON, ("key", ("k", b"k")), ("kept", ("k", b"k"))]
    )
    assert answer.status_code == 303
    assert len(guests.versions(seat)) == 1
