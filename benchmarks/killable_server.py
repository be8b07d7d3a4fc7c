"""`relparty serve` as a process that can be killed, and browsers and programs that ask it over HTTP; for the benchmarks beside it."""

from __future__ import annotations

import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from threading import Event
from typing import Any

import requests

START_SECONDS = 180
SERVE = (sys.executable, "-m", "relparty", "serve")
UNLIMITED = (sys.executable, str(Path(__file__).with_name("unlimited_server.py")))
"""The same application without the limits on how often somebody may come."""
MARK = re.compile(r'name="csrf" value="([^"]+)"')
KEY = re.compile(r'name="key" value="([^"]+)"')
RECEIPT = re.compile(r"\b[A-Z2-9]{4}(?:-[A-Z2-9]{4}){3}\b")
READ_AS_IT_STANDS = {"accept-language": "zh", "accept-encoding": "identity"}


class Cut(Exception):
    """The connection broke before the answer was whole: whoever asked does not know what was done."""


@dataclass
class Server:
    """The server of a casebook; `ready` is set while it answers."""

    folder: Path
    url: str
    port: int
    program: Sequence[str] = SERVE
    ready: Event = field(default_factory=Event)
    process: subprocess.Popen[bytes] | None = None
    seen: set[tuple[int, str]] = field(default_factory=set)
    """Every process below the server at the moment of its end, by its number and when it began."""

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def begin(self) -> None:
        """Starts the process; it does not answer yet."""
        where = ["--port", str(self.port), "--casebook", str(self.folder / "casebook"), "--database", self.url]
        with (self.folder / "log").open("ab") as log:
            command = [*_ends_with_us(), *self.program, *where]
            self.process = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)

    def wait(self) -> None:
        """Returns once it answers; raises RuntimeError where it never does."""
        assert self.process
        until = time.monotonic() + START_SECONDS
        while self.process.poll() is None and time.monotonic() < until:
            try:
                if requests.get(f"{self.address}/health", timeout=5).text == "ok":
                    self.ready.set()
                    return
            except requests.RequestException:
                time.sleep(0.02)
        raise RuntimeError(f"the server did not come up:\n{(self.folder / 'log').read_text(errors='replace')[-3000:]}")

    def start(self) -> None:
        self.begin()
        self.wait()

    def kill(self) -> None:
        """Takes the process away as `kill -9` does; nothing is told to its children."""
        assert self.process
        self.seen |= set(below(self.process.pid))
        self.ready.clear()
        self.process.kill()
        self.process.wait()

    def stop(self) -> int:
        """Asks the process to end; its status."""
        assert self.process
        self.seen |= set(below(self.process.pid))
        self.ready.clear()
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(60)

    def lingering(self, seconds: float = 20) -> list[int]:
        """The processes of ended servers that are still there when the time is over."""
        until = time.monotonic() + seconds
        while (left := [pid for pid, began in self.seen if _began(pid) == began]) and time.monotonic() < until:
            time.sleep(0.1)
        return left


@contextmanager
def serving(folder: Path, url: str, program: Sequence[str] = SERVE) -> Iterator[Server]:
    """A server of the casebook in that folder, which has not begun yet and is gone in the end."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        server = Server(folder, url, free.getsockname()[1], program)
    try:
        yield server
    finally:
        if server.process is not None and server.process.poll() is None:
            server.kill()


@contextmanager
def database(kind: str, folder: Path) -> Iterator[str]:
    """The URL of an empty database of that kind; PostgreSQL is a server of our own."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'casebook' / 'casebook.sqlite'}"
        return
    import postgresqlserver  # beside the tests, which are on the path

    with postgresqlserver.running() as server:
        yield server.database()


def _ends_with_us() -> Sequence[str]:
    """What makes the server end even when we are killed ourselves; it turns into the server and keeps its number."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "KILL"] if setpriv else []


def below(pid: int) -> Iterator[tuple[int, str]]:
    """Every process that one started, and those started: number and moment."""
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, _text(task).split()):
            if began := _began(child):
                yield child, began
            yield from below(child)


def _began(pid: int) -> str:
    """When a process began, in the system's count; empty where it is there no more or only its record is."""
    parts = _text(Path(f"/proc/{pid}/stat")).rpartition(")")[2].split()
    return "" if not parts or parts[0] in "ZX" else parts[19]


def _text(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""


@dataclass
class Browser:
    """Keeps cookies, follows nothing by itself, and knows no more than what came back."""

    address: str
    headers: Mapping[str, str] = field(default_factory=dict)
    session: requests.Session = field(default_factory=requests.Session)

    def __post_init__(self) -> None:
        self.session.trust_env = False
        self.session.headers.update(READ_AS_IT_STANDS | dict(self.headers))

    def get(self, path: str) -> requests.Response:
        return self._asked("GET", path)

    def post(self, path: str, **sent: Any) -> requests.Response:
        return self._asked("POST", path, **sent)

    def marked(self, path: str) -> tuple[str, str]:
        """The mark and the key of the form on a page; the key is empty where the form has none."""
        return self.marks(self.get(path))

    def marks(self, page: requests.Response) -> tuple[str, str]:
        """The same of a page that was read already; raises RuntimeError where it holds no form."""
        mark, key = MARK.search(page.text), KEY.search(page.text)
        if mark is None:
            raise RuntimeError(f"a page without a form: {page.status_code} {page.headers.get('location', '')}")
        return unescape(mark[1]), unescape(key[1]) if key else ""

    def sign_in(self, login: str, password: str) -> requests.Response:
        mark, _ = self.marked("/login")
        return self.post("/login", data={"csrf": mark, "login": login, "password": password, "code": ""})

    def _asked(self, method: str, path: str, **sent: Any) -> requests.Response:
        try:
            return self.session.request(method, f"{self.address}{path}", allow_redirects=False, timeout=120, **sent)
        except requests.RequestException as error:
            self.session.close()
            raise Cut from error


def unique() -> str:
    """A word that nothing else holds; of letters alone, for pages mask what looks like a number of a person."""
    return "n" + "".join(secrets.choice("abcdefghijkmnopqrstuvwxyz") for _ in range(20))
