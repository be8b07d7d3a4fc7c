"""What a clerk enters: forms, quotes, register pages; and the page of a submission."""

from __future__ import annotations

import re
import socket
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import httpx2
import pytest

import decidedlot
import openbook
import seats
from relparty.casebook import bidders, folder, lots, readings
from relparty.casebook.bidders import Entrant
from relparty.settings import FileLimits
from relparty.web.background import Background
from relparty.web.settings import BodyLimits

CODE = "91440300MA000100XJ"
FORM = decidedlot.form("甲辰", decidedlot.BIDDERS["甲辰"])
KEY = re.compile(r'name="key" value="([^"]+)"')


@pytest.fixture
def room(tmp_path: Path) -> seats.Room:
    return seats.Room(openbook.world(tmp_path), replace(BodyLimits(), upload=200_000, request=500_000))


@pytest.fixture
def lot(room: seats.Room) -> lots.Lot:
    made = room.world.lot()
    room.world.invited(made, "甲", CODE)
    return made


def entrant(room: seats.Room, lot: lots.Lot) -> Entrant:
    with room.world.book.look() as db:
        return bidders.of_lot(db, lot.id)[0]


def entry(room: seats.Room, lot: lots.Lot) -> str:
    return f"/lots/{lot.id}/invitations/{entrant(room, lot).invitation.id}/hand-in"


def stored(room: seats.Room) -> set[str]:
    return set(room.world.book.files.ids())


def test_a_form_on_paper_gets_a_receipt_and_the_same_page_sent_twice_is_one(room: seats.Room, lot: lots.Lot) -> None:
    clerk = room.sit(room.world.clerk)
    found = KEY.search(clerk.see(entry(room, lot)))
    assert found is not None
    sent = [("form", ("C:\\temp\\采集表.json", FORM)), ("evidence", ("照.png", b"one")), ("evidence", ("照.png", b"two"))]
    first = clerk.done(entry(room, lot), {"key": found[1]}, sent)
    assert clerk.done(entry(room, lot), {"key": found[1]}, sent) == first
    (version,) = entrant(room, lot).versions
    assert version.origin == "office"
    page = clerk.see(first)
    for content in (FORM, b"one", b"two"):
        assert sha256(content).hexdigest() in page
    assert "采集表.json" in page
    assert "temp" not in page
    assert version.receipt in page
    pdf = clerk.get(f"{first}/receipt.pdf")
    assert (pdf.headers["content-type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")


def test_what_was_understood_stands_on_the_page_once_it_was_read(room: seats.Room, lot: lots.Lot, monkeypatch: pytest.MonkeyPatch) -> None:
    clerk = room.sit(room.world.clerk)
    monkeypatch.setattr(Background, "read_new", lambda _: None)
    address = clerk.done(entry(room, lot), {}, [("form", ("采集表.json", FORM))])
    assert "正在读取" in clerk.see(address)
    with room.world.book.look() as db:
        (waiting,) = readings.unread(db)
    readings.read(room.world.book, waiting, FileLimits())
    page = seats.text(clerk.see(address))
    assert "正在读取" not in page
    assert "厉昶远" in page
    assert "Understood" not in page
    assert "read" in clerk.see(address, "en")


def test_without_a_form_or_with_an_empty_one_nothing_is_kept(room: seats.Room, lot: lots.Lot) -> None:
    clerk = room.sit(room.world.clerk)
    assert clerk.post(entry(room, lot), {}, [("evidence", ("照.png", b"one"))]).status_code == 422
    answer = clerk.post(entry(room, lot), {}, [("form", ("表.xlsx", b"")), ("evidence", ("照.png", b"one"))])
    assert answer.status_code == 409
    assert "是空文件" in answer.text
    assert stored(room) == set()


def test_a_file_beyond_the_limit_is_refused_in_words_and_leaves_nothing(room: seats.Room, lot: lots.Lot) -> None:
    clerk = room.sit(room.world.clerk)
    answer = clerk.post(entry(room, lot), {}, [("evidence", ("小.png", b"one")), ("form", ("大.xlsx", b"x" * 200_001))])
    assert answer.status_code == 413
    assert "超过上限" in answer.text
    assert clerk.post(entry(room, lot), {}, [("form", ("大.xlsx", b"x" * 600_000))]).status_code == 413
    assert stored(room) == set()
    assert entrant(room, lot).versions == ()


def test_after_the_deadline_a_form_is_recorded_by_its_hash_alone(room: seats.Room, lot: lots.Lot) -> None:
    room.world.hands.to(openbook.DEADLINE)
    clerk = room.sit(room.world.clerk)
    assert "已过截止时间" in clerk.see(entry(room, lot))
    page = clerk.see(clerk.done(entry(room, lot), {}, [("form", ("表.json", FORM))]))
    assert "逾期，未接收" in page
    assert sha256(FORM).hexdigest() in page
    assert "/files/" not in page
    assert entrant(room, lot).counted is None


def test_a_quote_is_recorded_and_what_is_no_amount_is_kept_to_be_corrected(room: seats.Room, lot: lots.Lot) -> None:
    clerk = room.sit(room.world.clerk)
    address = entry(room, lot).replace("/hand-in", "/quote")
    for told in ({"amount": "约十万", "quoted_at": "2026-12-01T09:30"}, {"amount": "98000", "quoted_at": "十点"}):
        answer = clerk.post(address, told)
        assert answer.status_code in (409, 422)
        assert all(f'value="{each}"' in answer.text for each in told.values())
    assert entrant(room, lot).quote is None
    clerk.done(address, {"amount": "98000.50", "quoted_at": "2026-12-01T09:30"})
    quote = entrant(room, lot).quote
    assert quote is not None
    assert (quote.amount, quote.submitted_at) == ("98000.50", "2026-12-01T01:30:00.000000Z")
    with room.world.book.look() as db:
        table = next(each for each in folder.files(room.world.book, db, lot.id, lot.terms) if each.path == "quotes.csv")
    assert table.content is not None
    assert f"甲,{CODE},98000.50,2026-12-01T09:30:00+08:00" in table.content.decode()  # its form is missing, and the screening will say so


def test_register_pages_are_added_once_and_taken_out(room: seats.Room, lot: lots.Lot) -> None:
    clerk = room.sit(room.world.clerk)
    address = f"/lots/{lot.id}/register-files"
    assert clerk.post(address, {}).status_code == 422
    sent = [("files", ("<img src=x>.html", b"one")), ("files", ("二.pdf", b"two"))]
    clerk.done(address, {}, sent)
    clerk.done(address, {}, sent)
    page = clerk.see(address)
    assert "<img" not in page
    removes = re.findall(rf'action="({address}/[0-9a-f]+/remove)"', page)
    assert len(removes) == 2
    clerk.done(removes[0])
    assert clerk.post(removes[0]).status_code == 404
    assert len(re.findall("/remove", clerk.see(address))) == 1


def test_after_the_deadline_the_group_reads_register_pages_and_changes_none(room: seats.Room, lot: lots.Lot) -> None:
    room.sit(room.world.clerk).done(f"/lots/{lot.id}/register-files", {}, [("files", ("二.pdf", b"two"))])
    room.world.hands.to(openbook.DEADLINE)
    member = room.sit(room.world.member)
    page = member.see(f"/lots/{lot.id}/register-files")
    assert "二.pdf" in page
    assert "/remove" not in page
    assert member.post(f"/lots/{lot.id}/register-files", {}, [("files", ("三.pdf", b"3"))]).status_code == 404
    assert member.post(entry(room, lot), {}, [("form", ("表.json", FORM))]).status_code == 404


def test_nothing_is_entered_into_a_lot_that_is_cancelled_or_for_a_revoked_link(room: seats.Room, lot: lots.Lot) -> None:
    clerk = room.sit(room.world.clerk)
    there = entry(room, lot)
    clerk.done(there.replace("/hand-in", "/revoke"))
    assert clerk.get(there).status_code == 303
    assert clerk.post(there, {}, [("form", ("表.json", FORM))]).status_code == 404
    lots.cancel(room.world.book, room.world.clerk, lot.id, "不再采购")
    answer = clerk.post(there, {}, [("form", ("表.json", FORM))])
    assert answer.status_code == 409
    assert "已签署或已终止" in answer.text
    assert entrant(room, lot).versions == ()


@pytest.mark.parametrize("is_closed", [True, False], ids=["sender goes away", "sender falls silent"])
def test_an_upload_cut_off_is_told_and_leaves_nothing(tmp_path: Path, is_closed: bool) -> None:
    world = openbook.world(tmp_path)
    made = world.lot()
    world.invited(made, "甲", CODE)
    with seats.served(world, replace(BodyLimits(), pause=0.5)) as room:
        told = room.cookies(world.clerk)
        cookies = "; ".join(f"{name}={value}" for name, value in told.items())
        page = httpx2.get(room.address + entry(room, made), headers={"cookie": cookies})
        mark = re.search(r'name="csrf" value="([^"]+)"', page.text)
        assert mark is not None
        head = [
            f"POST {entry(room, made)} HTTP/1.1",
            f"Host: {room.address.removeprefix('http://')}",
            f"Cookie: {cookies}",
            "Content-Type: multipart/form-data; boundary=B",
            "Content-Length: 100000",
            "Accept-Language: zh",
        ]
        part = f'--B\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n{mark[1]}\r\n'
        part += '--B\r\nContent-Disposition: form-data; name="form"; filename="a.xlsx"\r\n\r\n' + "x" * 3000
        with socket.create_connection(("127.0.0.1", int(room.address.rpartition(":")[2])), timeout=30) as line:
            line.sendall(("\r\n".join(head) + "\r\n\r\n" + part).encode())
            if is_closed:
                line.shutdown(socket.SHUT_WR)
            answer = b"".join(iter(lambda: line.recv(65536), b"")).decode()
        if not is_closed:
            assert "408" in answer.partition("\r\n")[0]
            assert "没有保存任何内容" in answer
        assert stored(room) == set()
        assert entrant(room, made).versions == ()
        assert list(world.book.files.folder.glob(".*")) == []
