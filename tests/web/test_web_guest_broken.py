"""Uploads cut off, a full disk, a database gone: the bidder reads what happened and what is saved, and nothing is lost or doubled."""

from __future__ import annotations

import errno
import logging
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import FileIO
from pathlib import Path

import httpx2
import pytest
from webshell import serving

import openbook
import postgresqlserver
from guestseat import Guests, Seat, form, text
from relparty.casebook import submissions
from relparty.casebook.submissions import Submission
from relparty.casebook.verify import verify
from relparty.web.logs import ACCESS
from relparty.web.settings import BodyLimits

FORM = ("form", ("采集表.json", form()))
BOUNDARY = b"----cut"
LONG = 300_000


@dataclass
class Served:
    """The pages on a real socket, and a seat that asks them in memory beside it."""

    guests: Guests
    port: int
    seat: Seat
    log: pytest.LogCaptureFixture

    def began(self, body: bytes, announced: int) -> socket.socket:
        """A request whose body has come in part."""
        cookies = "; ".join(f"{name}={value}" for name, value in self.seat.client.cookies.items())
        head = (
            f"POST {self.seat.path('/upload')} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nCookie: {cookies}\r\n"
            f"Content-Type: multipart/form-data; boundary={BOUNDARY.decode()}\r\nContent-Length: {announced}\r\n\r\n"
        )
        made = socket.create_connection(("127.0.0.1", self.port), timeout=30)
        made.sendall(head.encode() + body)
        return made

    def wait(self) -> None:
        """Until the request that was cut off has its line in the log."""
        until = time.monotonic() + 60
        while not any("POST /b/{secret}/upload" in each.getMessage() for each in self.log.records if each.name == ACCESS.name):
            assert time.monotonic() < until
            time.sleep(0.02)  # the log says when the server has done with the request; the deadline stands above


@pytest.fixture
def served(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> Iterator[Served]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        guests = Guests(openbook.world(tmp_path), replace(BodyLimits(), pause=1), address=f"http://127.0.0.1:{port}")
        with caplog.at_level(logging.INFO, ACCESS.name), serving(guests.app, listening, guests.settings):
            yield Served(guests, port, guests.invited(), caplog)


def body(hidden: dict[str, str], content: bytes) -> bytes:
    fields = b"".join(
        b'--%s\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (BOUNDARY, name.encode(), value.encode())
        for name, value in hidden.items()
    )
    file = b'--%s\r\nContent-Disposition: form-data; name="form"; filename="f.json"\r\n\r\n%s\r\n' % (BOUNDARY, content)
    return fields + file + b"--%s--\r\n" % BOUNDARY


@pytest.mark.parametrize("missing", [LONG // 2, 5])
def test_an_upload_cut_off_saves_nothing_and_the_next_page_says_what_is_on_record(served: Served, missing: int) -> None:
    seat = served.seat
    seat.upload(FORM)
    before = set(served.guests.world.book.files.ids())
    served.log.clear()
    whole = body(seat.opened("/upload"), form() + b" " * LONG)
    served.began(whole[:-missing], len(whole)).close()
    served.wait()
    assert len(served.guests.versions(seat)) == 1
    assert set(served.guests.world.book.files.ids()) == before
    page = seat.says()
    assert "第 1 次提交" in page
    assert "第 2 次提交" not in page


def test_an_upload_that_stops_coming_is_answered_with_what_is_saved(served: Served) -> None:
    whole = body(served.seat.opened("/upload"), form() + b" " * LONG)
    with served.began(whole[: LONG // 2], len(whole)) as stopped:
        answer = b"".join(iter(lambda: stopped.recv(65536), b"")).decode()
    assert " 408 " in answer.partition("\r\n")[0]
    assert "没有保存任何内容" in answer
    assert served.guests.versions(served.seat) == ()


def test_the_same_request_whole_is_received(served: Served) -> None:
    whole = body(served.seat.opened("/upload"), form() + b" " * LONG)
    with served.began(whole, len(whole)) as sent:
        assert b" 303 " in sent.recv(65536).partition(b"\r\n")[0]
    assert len(served.guests.versions(served.seat)) == 1


@contextmanager
def small_disk(folder: Path) -> Iterator[bool]:
    """A disk of 12 MB at the folder, where this machine lets us have one."""
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(folder)], capture_output=True, check=False)
    try:
        yield mounted.returncode == 0
    finally:
        if mounted.returncode == 0:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)


def write_on(file: FileIO, size: int) -> None:
    while True:
        file.write(b"0" * size)


def filled(folder: Path) -> Path:
    """The file that takes the rest of a disk."""
    path = folder / "rest"
    with path.open("wb", buffering=0) as file:
        for size in (1 << 20, 4096, 1):
            with pytest.raises(OSError, match="No space left"):
                write_on(file, size)
    return path


def test_on_a_full_disk_nothing_is_saved_and_once_there_is_room_the_same_page_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with small_disk(tmp_path / "disk") as is_real:
        guests = Guests(openbook.world(tmp_path / "disk"))
        seat = guests.invited()
        seat.upload(FORM)
        hidden = seat.opened("/upload")
        again = ("form", ("再交.json", form(kin=[]) + b" " * 200_000))
        with monkeypatch.context() as patch:
            rest = filled(tmp_path / "disk") if is_real else None
            if rest is None:
                patch.setattr(os, "fsync", no_room)
            answer = seat.upload(again, hidden=hidden)
            assert (answer.status_code, "没有保存任何内容" in text(answer.text)) == (507, True)
            assert "第 1 次提交" in seat.says()
            assert not list(guests.world.book.place.files.glob(".*"))
            if rest is not None:
                rest.unlink()
        assert seat.upload(again, hidden=hidden).status_code == 303
        assert [each.version for each in guests.versions(seat)] == [2, 1]
        assert verify(guests.world.book).faults == ()
        guests.world.book.engine.dispose()


def no_room(_: int) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.postgresql
def test_a_database_gone_in_the_middle_saves_nothing_and_the_page_sent_again_is_one_submission(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with postgresqlserver.running() as server:
        guests = Guests(openbook.world(tmp_path, server.database()))
        seat = guests.invited()
        seat.upload(FORM)
        hidden = seat.opened("/upload")
        again = ("form", ("再交.json", form(kin=[])))

        def killing(*_: object, **__: object) -> None:
            server.kill()

        with monkeypatch.context() as patch:
            patch.setattr(submissions, "record_file", killing)
            assert_gone(seat.upload(again, hidden=hidden))
        assert_gone(seat.get())
        server.start()
        assert "第 1 次提交" in seat.says()
        assert numbers(guests.versions(seat)) == [1]
        for _ in range(2):
            assert seat.upload(again, hidden=hidden).status_code == 303
        assert numbers(guests.versions(seat)) == [2, 1]
        assert verify(guests.world.book).faults == ()
        guests.world.book.engine.dispose()


def assert_gone(answer: httpx2.Response) -> None:
    page = text(answer.text)
    assert answer.status_code == 503
    assert "没有应答" in page
    assert "按未保存处理" in page
    assert "请立即联系采购人" in page
    assert "管理员" not in page


def numbers(versions: tuple[Submission, ...]) -> list[int]:
    return [each.version for each in versions]
