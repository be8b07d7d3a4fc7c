"""`relparty serve` as a process of its own, and people with a browser each."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

PASSWORD = "seven blue herons at dawn"


@contextmanager
def serving(folder: Path, database: str = "") -> Iterator[str]:
    """The address of a server over a casebook in that folder; it is asked to stop at the end, and does."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environ = {name: value for name, value in os.environ.items() if not name.startswith("RELPARTY_")}
    if database:
        environ["RELPARTY_DATABASE"] = database
    command = [sys.executable, "-m", "relparty", "serve", "--port", str(port), "--casebook", str(folder / "casebook")]
    with (folder / "serve.log").open("wb") as log:
        process = subprocess.Popen(command, env=environ, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(address, process, folder / "serve.log")
        yield address
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def _wait(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"{address}/health", timeout=5):
                return
        except OSError:
            assert process.poll() is None, log.read_text("utf-8")
            time.sleep(0.05)  # a process says by nothing else that it is up; the deadline stands above
    raise AssertionError(log.read_text("utf-8"))


@dataclass
class Person:
    """Somebody with a browser of their own; what its console complains of is kept."""

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)
    pictures: Path | None = None

    def go(self, path: str) -> None:
        answer = self.page.goto(path if path.startswith("http") else f"{self.address}{path}")
        assert answer is not None
        assert answer.status < 400, (path, answer.status)

    def fill(self, **fields: str) -> None:
        for name, value in fields.items():
            assert self.page.locator(f"[name={name}]").count(), (name, self.page.url, self.page.inner_text("body")[:800])
            box = self.page.locator(f"[name={name}]").first
            if box.evaluate("each => each.tagName") == "SELECT":
                box.select_option(value)
            else:
                box.fill(value)

    def press(self, words: str) -> None:
        """Presses the button with these words and waits for the page that comes."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=re.compile(words)).first.click()

    def follow(self, words: str) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=re.compile(words)).first.click()

    def sees(self, words: str) -> None:
        text = self.page.inner_text("body")
        assert words in text, text[:1500]

    def picture(self, name: str) -> None:
        """Keeps a picture of the page where pictures are wanted."""
        if self.pictures is not None:
            self.page.screenshot(path=self.pictures / f"web-{name}.png", full_page=True)


def person(browser: Browser, address: str, pictures: Path | None = None) -> Person:
    """Somebody new."""
    context: BrowserContext = browser.new_context(locale="zh-CN", viewport={"width": 1200, "height": 900})
    context.set_default_timeout(15_000)
    found = Person(context.new_page(), address, pictures=pictures)

    def note(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            found.complaints.append(message.text)

    found.page.on("console", note)
    found.page.on("pageerror", lambda error: found.complaints.append(str(error)))
    return found
