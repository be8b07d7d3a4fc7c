"""A small server of the form's pages alone, under the policy that every page of the application has."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from urllib.parse import parse_qsl

from relparty.errors import UsageError
from relparty.forms.online.page import page
from relparty.phrases import Lang
from relparty.reports.online_answers import for_script, live, refusal_for_script
from relparty.web.form import rendered
from relparty.web.form.fields import form_page

POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'"
TOKEN = ("csrf",)
KINDS = {"css": "text/css", "js": "text/javascript"}


class FormServer(ThreadingHTTPServer):
    """Remembers what was posted for good; while `is_away` it closes every connection without an answer."""

    daemon_threads = True

    def __init__(self, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), _Answer)
        self.handed_in: list[list[tuple[str, str]]] = []
        self.asked = 0
        self.is_away = False

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Answer(BaseHTTPRequestHandler):
    server: FormServer

    def do_GET(self) -> None:
        if self.path.startswith("/static/"):
            name = self.path.removeprefix("/static/")
            text = files("relparty.web").joinpath("static", name).read_text(encoding="utf-8")
            self._send(text, KINDS[name.rpartition(".")[2]])
        elif self.path[:4] in ("/zh/", "/en/"):
            self._form(())
        else:
            self._send("", "text/plain")

    def do_POST(self) -> None:
        pairs = parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode(), keep_blank_values=True, strict_parsing=True)
        if self.server.is_away:
            self.close_connection = True
        elif self.path.endswith("/check"):
            self.server.asked += 1
            self._check(pairs)
        else:
            self.server.handed_in.append(pairs)
            self._form(pairs)

    @property
    def _lang(self) -> Lang:
        return "en" if self.path.startswith("/en/") else "zh"

    def _check(self, pairs: list[tuple[str, str]]) -> None:
        try:
            told = for_script(live(pairs, self._lang, TOKEN))
        except UsageError as error:
            told = refusal_for_script(error, self._lang)
        self._send(json.dumps(told), "application/json")

    def _form(self, pairs: list[tuple[str, str]] | tuple[()]) -> None:
        lang = self._lang
        found = live(pairs, lang, TOKEN) if "act" in dict(pairs) else None
        posting = rendered.Posting(f"/{lang}/form", f"/{lang}/check", (("csrf", "t"),))
        body = rendered.fields(form_page(page(pairs, TOKEN), lang, found), posting)
        tag = {"zh": "zh-CN", "en": "en"}[lang]
        links = '<link rel="stylesheet" href="/static/base.css"><link rel="stylesheet" href="/static/form.css">'
        script = '<script src="/static/form.js" defer></script>'
        head = (
            f'<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>form</title>{links}{script}'
        )
        self._send(
            f'<!doctype html><html lang="{tag}"><head>{head}</head><body><main><h1>form</h1>{body}</main></body></html>', "text/html"
        )

    def _send(self, text: str, kind: str) -> None:
        content = text.encode()
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Nothing: what is asked for is in the tests."""


@contextmanager
def served() -> Iterator[FormServer]:
    """The server, up while the block runs."""
    with FormServer() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield server
        server.shutdown()
        thread.join()
