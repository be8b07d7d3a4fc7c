"""Bodies too large, too slow, cut off: the client reads the answer, on a real socket, while it could still be sending."""

from __future__ import annotations

import re
import socket
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import replace

import pytest
from webshell import SETTINGS, Client, served, shop

from relparty.web.settings import BodyLimits

KILO = 1024
LIMITS = BodyLimits(upload=50 * KILO, request=100 * KILO, plain=20 * KILO, pause=0.5, whole=3)
SMALL = replace(SETTINGS, body=LIMITS)
TWO_GB = 2 << 30


def test_a_file_within_the_limit_is_taken_and_one_beyond_is_refused() -> None:
    client = Client(shop(SMALL))
    assert client.post("/api/v1/files", files={"paper": b"x" * 50 * KILO}).json() == {"bytes": 50 * KILO}
    over = client.post("/api/v1/files", files={"paper": b"x" * (50 * KILO + 1)})
    assert over.status_code == 413
    assert "超过上限 0.04883 MB" in over.json()["detail"]


@pytest.mark.parametrize(("size", "status"), [(20 * KILO, 200), (20 * KILO + 1, 413)])
def test_a_body_without_files_has_the_smaller_limit_announced_or_not(size: int, status: int) -> None:
    client = Client(shop(SMALL))
    assert client.post("/api/v1/raw", content=b"x" * size).status_code == status

    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(0, size, KILO):
            yield b"x" * min(KILO, size)
        yield b"x" * (size % KILO)

    assert client.post("/api/v1/raw", content=pieces()).status_code == status


def test_the_page_says_the_limit_in_both_languages() -> None:
    client = Client(shop(replace(SETTINGS, body=replace(LIMITS, plain=8 << 20))))
    length = {"content-length": str(TWO_GB), "content-type": "application/x-www-form-urlencoded"}
    assert "超过上限 8 MB，没有保存任何内容" in client.post("/form", headers=length).text
    assert "larger than the limit of 8 MB" in client.post("/form", headers={**length, "accept-language": "en"}).text


def ask(port: int, head: str) -> socket.socket:
    talk = socket.create_connection(("127.0.0.1", port), timeout=10)
    talk.sendall((head.replace("HOST", f"127.0.0.1:{port}").replace("\n", "\r\n") + "\r\n").encode())
    return talk


def answer(talk: socket.socket) -> tuple[int, str, str]:
    """Status, head and the whole body of an answer, by its own length; the connection may stay open."""
    read = b""
    while b"\r\n\r\n" not in read:
        got = talk.recv(65536)
        assert got, read
        read += got
    head, _, body = read.partition(b"\r\n\r\n")
    length = int(re.findall(rb"content-length: (\d+)", head)[0])
    while len(body) < length:
        body += talk.recv(65536)
    return int(head.split()[1]), head.decode(), body.decode()


def test_two_gigabytes_by_announced_length_are_refused_at_once() -> None:
    with served(SMALL) as port, closing(ask(port, f"POST /form HTTP/1.1\nHost: HOST\nContent-Length: {TWO_GB}\n")) as talk:
        status, head, body = answer(talk)
        assert (status, "connection: close" in head) == (413, True)
        assert "没有保存任何内容" in body


def test_a_client_that_goes_on_sending_is_not_cut_off_before_it_reads() -> None:
    """A browser sends everything first: what it sends must be taken and thrown away, or it sees a broken connection."""
    with served(SMALL) as port:
        size = 8 << 20
        with closing(ask(port, f"POST /form HTTP/1.1\nHost: HOST\nContent-Length: {size}\n")) as talk:
            talk.sendall(b"x" * size)
            assert answer(talk)[0] == 413
            assert talk.recv(1) == b"", "and then the connection ends in order"


def test_who_asks_first_whether_to_send_is_told_not_to() -> None:
    head = f"POST /form HTTP/1.1\nHost: HOST\nExpect: 100-continue\nContent-Length: {TWO_GB}\n"
    with served(SMALL) as port, closing(ask(port, head)) as talk:
        assert answer(talk)[0] == 413
        assert talk.recv(1) == b""


def test_chunks_without_an_end_are_refused_when_they_pass_the_limit() -> None:
    with served(SMALL) as port, closing(ask(port, "POST /api/v1/raw HTTP/1.1\nHost: HOST\nTransfer-Encoding: chunked\n")) as talk:
        for _ in range(30):
            talk.sendall(b"400\r\n" + b"x" * KILO + b"\r\n")
        status, head, body = answer(talk)
        assert (status, "connection: close" in head) == (413, True)
        assert "0.01953 MB" in body


def test_an_upload_in_chunks_without_an_end_is_refused_while_the_form_is_read() -> None:
    head = "POST /form HTTP/1.1\nHost: HOST\nTransfer-Encoding: chunked\nContent-Type: multipart/form-data; boundary=b\n"
    with served(SMALL) as port, closing(ask(port, head)) as talk:
        start = b'--b\r\ncontent-disposition: form-data; name="f"; filename="f"\r\n\r\n'
        talk.sendall(f"{len(start):x}\r\n".encode() + start + b"\r\n")
        for _ in range(110):
            talk.sendall(b"400\r\n" + b"x" * KILO + b"\r\n")
        assert answer(talk)[0] == 413


@pytest.mark.parametrize("path", ["/api/v1/raw", "/form", "/plain"])
def test_a_body_that_stops_coming_is_given_up(path: str) -> None:
    kind = "application/x-www-form-urlencoded"
    with (
        served(SMALL) as port,
        closing(ask(port, f"POST {path} HTTP/1.1\nHost: HOST\nContent-Type: {kind}\nContent-Length: 100\n")) as talk,
    ):
        talk.sendall(b"word=")
        status, _, body = answer(talk)
        assert status == 408
        assert "没有收全" in body
        assert talk.recv(1) == b""


def test_an_upload_cut_off_leaves_the_server_as_it_was() -> None:
    with served(SMALL) as port:
        talk = ask(port, "POST /api/v1/raw HTTP/1.1\nHost: HOST\nContent-Length: 10000\n")
        talk.sendall(b"x" * 5000)
        talk.close()
        with closing(ask(port, "GET /health HTTP/1.1\nHost: HOST\n")) as other:
            assert answer(other)[0] == 200


def test_other_refusals_are_read_by_who_goes_on_sending_too() -> None:
    size = 4 << 20
    limits = replace(SETTINGS, body=replace(LIMITS, plain=size))
    with served(limits) as port:
        head = f"POST /form HTTP/1.1\nHost: HOST\nOrigin: https://evil.example\nContent-Length: {size}\n"
        with closing(ask(port, head)) as talk:
            talk.sendall(b"x" * size)
            assert answer(talk)[0] == 403


def test_a_connection_goes_on_after_a_request_that_was_read_whole() -> None:
    with served(SMALL) as port, closing(ask(port, "POST /api/v1/raw HTTP/1.1\nHost: HOST\nContent-Length: 3\n")) as talk:
        talk.sendall(b"abc")
        assert answer(talk)[0] == 200
        talk.sendall(f"GET /lots/x HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
        assert answer(talk)[0] == 404
        talk.sendall(f"GET /health HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
        assert answer(talk)[0] == 200
