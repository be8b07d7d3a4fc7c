"""`relparty serve` as a process: started on a free port, waited for by its `/health`, ended by a signal."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

_DEADLINE = 90.0


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-c", "from relparty.cli.main import main; main()", "serve", *arguments]


def environ(home: Path, told: Mapping[str, str] | None = None) -> dict[str, str]:
    """The variables of a process that knows nothing of this machine's own casebook."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("RELPARTY_")}
    return kept | {"RELPARTY_HOME": str(home), "RELPARTY_LANG": "zh", "PYTHONUNBUFFERED": "1"} | dict(told or {})


@dataclass
class Serving:
    """A server that is up; what it prints is read from its files."""

    process: subprocess.Popen[bytes]
    folder: Path
    url: str
    jar: CookieJar = field(default_factory=CookieJar)

    def printed(self) -> str:
        return (self.folder / "out").read_text(encoding="utf-8")

    def logged(self) -> str:
        return (self.folder / "err").read_text(encoding="utf-8")

    def ask(self, path: str, told: Mapping[str, str] | None = None) -> tuple[int, str, str]:
        """Status, address and text of the page that an address or a form leads to."""
        content = urlencode(told).encode() if told is not None else None
        request = Request(self.url + path, content, {"accept-language": "zh"})
        try:
            with build_opener(HTTPCookieProcessor(self.jar)).open(request, timeout=60) as answer:
                return answer.status, answer.url.removeprefix(self.url), answer.read().decode()
        except HTTPError as error:
            with error:
                return error.code, path, error.read().decode()

    def send(self, path: str, told: Mapping[str, str], form_at: str = "") -> tuple[int, str, str]:
        """The page that a form leads to, sent with the mark of the page it stands on."""
        mark = re.search(r'name="csrf" value="([^"]+)"', self.ask(form_at or path)[2])
        assert mark
        return self.ask(path, {"csrf": mark[1], **told})

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """The code with which it ends."""
        self.process.send_signal(how)
        return self.process.wait(_DEADLINE)


@contextmanager
def serving(folder: Path, *arguments: str, told: Mapping[str, str] | None = None) -> Iterator[Serving]:
    """A server on a free port over the casebook in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "out").open("wb") as out, (folder / "err").open("wb") as err:
        process = subprocess.Popen(command("--port", "0", *arguments), stdout=out, stderr=err, env=environ(folder, told))
    try:
        yield Serving(process, folder, _waited_for(process, folder))
    finally:
        if process.poll() is None:
            process.kill()
            process.wait(_DEADLINE)


def _waited_for(process: subprocess.Popen[bytes], folder: Path) -> str:
    """The address where it answers."""
    until = time.monotonic() + _DEADLINE
    while time.monotonic() < until and process.poll() is None:
        found = re.search(r"^网址　(\S+)$", (folder / "out").read_text(encoding="utf-8"), re.MULTILINE)
        if found and _is_up(found[1]):
            return found[1]
        time.sleep(0.05)
    raise AssertionError(f"it did not come up: {(folder / 'err').read_text(encoding='utf-8')[-2000:]}")


def _is_up(url: str) -> bool:
    try:
        with build_opener().open(f"{url}/health", timeout=5) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False
