"""A local HTTP server that speaks a register's envelope, and breaks in every way a real one does."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from relparty.registers import catalog
from relparty.registers.client import Allowance, Client, Clock, client
from relparty.registers.source import Source


@dataclass(frozen=True)
class Request:
    """A request as it came in."""

    path: str
    params: Mapping[str, str]
    headers: Mapping[str, str]


@dataclass(frozen=True)
class Reply:
    """What the service answers: a JSON value or bytes, a status, headers; `cut` ends the body before its end, `drip` never ends it."""

    body: object = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: bool = False
    drip: bool = False


Service = Callable[[Request], Reply]

_MUCH = Decimal(10_000)

TOO_MANY = Reply({"error": "too many"}, 429, {"Retry-After": "0"})
TOO_MANY_FOR_LONG = Reply({"error": "too many"}, 429, {"Retry-After": "86400"})
BROKEN = Reply(b"<html>Internal error</html>", 500)
CUT = Reply({"whole": "never"}, cut=True)
DRIP = Reply(drip=True)
CAPTCHA = Reply("<html><body>请输入验证码</body></html>".encode(), headers={"Content-Type": "text/html; charset=utf-8"})
ELSEWHERE = Reply(b"", 302, {"Location": "http://127.0.0.1:9/elsewhere"})
HUGE = Reply(b"[" + b"1," * (1 << 20) + b"1]")


@dataclass
class Server:
    """The running server: `requests` came in, `troubles` are given first, one a request, before the service answers."""

    url: str
    service: Service
    requests: list[Request] = field(default_factory=list)
    troubles: list[Reply] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)

    def reply(self, request: Request) -> Reply:
        self.requests.append(request)
        return self.troubles.pop(0) if self.troubles else self.service(request)


@contextmanager
def serving(service: Service) -> Iterator[Server]:
    """A server on this machine for as long as the context lasts."""
    http = _QuietServer(("127.0.0.1", 0), _Handler)
    http.daemon_threads = True
    http.block_on_close = False
    server = Server(f"http://127.0.0.1:{http.server_port}/", service)
    http.server = server  # type: ignore[attr-defined]  # handed to each request's handler
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.closing.set()
        http.shutdown()
        http.server_close()
        thread.join()


class _QuietServer(ThreadingHTTPServer):
    def handle_error(self, *_: Any) -> None:
        """Says nothing of a client that was killed."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        server: Server = self.server.server  # type: ignore[attr-defined]  # set by `serving`
        address = urlsplit(self.path)
        reply = server.reply(Request(address.path.lstrip("/"), dict(parse_qsl(address.query, keep_blank_values=True)), dict(self.headers)))
        body = reply.body if isinstance(reply.body, bytes) else json.dumps(reply.body, ensure_ascii=False).encode()
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body) + (1000 if reply.cut or reply.drip else 0)))
        self.end_headers()
        if reply.drip:
            while not server.closing.wait(0.01):
                try:
                    self.wfile.write(b" ")
                except OSError:
                    break
            self.close_connection = True
            return
        self.wfile.write(body)
        self.close_connection = reply.cut

    def log_message(self, *_: Any) -> None:
        """Says nothing: the tests look at `requests`."""


@dataclass
class StoppedClock:
    """A clock that moves only by sleeping; `slept` are the pauses made."""

    at: float = 1000.0
    slept: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at += seconds

    def clock(self, now: datetime = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)) -> Clock:
        return Clock(now=lambda: now, monotonic=lambda: self.at, sleep=self.sleep)


def moved(source: Source, url: str, **limits: Any) -> Source:
    """The source with its address on this machine."""
    assert source.card.access
    return replace(source, card=replace(source.card, access=replace(source.card.access, base=url, **limits)))


def secrets_of(source: Source) -> dict[str, str]:
    """Invented secrets for the variables that the source names."""
    assert source.card.access
    return {variable: f"invented-{name}-0042" for name, variable in source.card.access.secrets.items()}


def client_for(name: str, url: str, home: Path, *, allowance: Allowance | None = None, clock: Clock | None = None, **limits: Any) -> Client:
    """The real client of a source, asking the server of a test; it waits for nothing."""
    source = moved(catalog.source(name), url, **limits)
    return client(source, home, secrets_of(source), allowance or Allowance(requests=1000, money=_MUCH), clock or StoppedClock().clock())
