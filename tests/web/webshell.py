"""A small application with the real shell, asked in memory or over a real socket."""

from __future__ import annotations

import asyncio
import errno
import re
import socket
import sqlite3
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Annotated, Any

import httpx
import uvicorn
from fastapi import APIRouter, FastAPI, File, Form, Request, UploadFile
from sqlalchemy.exc import OperationalError
from starlette.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse

from relparty.casebook.errors import NotThere, Refused
from relparty.errors import UsageError
from relparty.phrases import Phrase, verbatim
from relparty.web import flashes, logs, shell, showing
from relparty.web.app import application
from relparty.web.security import cookies
from relparty.web.security.body import within_limit
from relparty.web.settings import WebSettings

KEY = b"k" * 32
SETTINGS = WebSettings(public_url="http://shop.example", office="测试采购中心")
RESIDENT = "110000197003070003"
SECRET = "张三丰 110000197003070003 token-abc"
KNOWN = "right-token"


def full(kind: str) -> Exception:
    """A full disk as each part of the world says it."""
    if kind == "file":
        return OSError(errno.ENOSPC, "No space left on device", f"/lots/{SECRET}")
    if kind == "sqlite":
        return OperationalError("insert", {"name": SECRET}, sqlite3.OperationalError("database or disk is full"))
    said = 'could not extend file "base/1": No space left on device'
    return OperationalError("insert", {"name": SECRET}, type("DiskFull", (Exception,), {"sqlstate": "53100"})(said))


def failing(kind: str) -> Exception:
    return {
        "usage": UsageError(f"lot.toml {RESIDENT}", verbatim(f"名称 <script>alert(1)</script> {RESIDENT}"), verbatim("请更正")),
        "missing": NotThere(),
        "refused": Refused(Phrase("项目", "The lot"), Phrase("已截止", "is closed")(), Phrase("请联系经办人", "ask the clerk")()),
        "gone": OperationalError("select", {"name": SECRET}, sqlite3.OperationalError("unable to open database file")),
        "broken": RuntimeError(SECRET),
        "full-file": full("file"),
        "full-sqlite": full("sqlite"),
        "full-postgres": full("postgres"),
    }[kind]


router = APIRouter(include_in_schema=False)
saved: list[str] = []


@router.get("/")
def home(request: Request) -> HTMLResponse:
    return showing.page(request, "base.html.j2")


@router.get("/lots/{lot}")
@router.post("/lots/{lot}")
def lot_page(lot: str) -> HTMLResponse:
    assert lot
    raise NotThere


@router.get("/fails/{kind}")
@router.get("/api/v1/fails/{kind}")
def fails(kind: str) -> Response:
    raise failing(kind)


@router.get("/numbers/{number}")
def numbers(number: int) -> Response:
    return Response(str(number))


@router.get("/cut")
def cut() -> Response:
    async def pieces() -> AsyncIterator[bytes]:
        yield b"begun"
        raise RuntimeError(SECRET)

    return StreamingResponse(pieces())


@router.get("/login")
def login_page(request: Request) -> HTMLResponse:
    return showing.page(request, "base.html.j2")


@router.post("/login")
def login(request: Request, name: Annotated[str, Form()]) -> Response:
    response = RedirectResponse("/", 303)
    cookies.begin_session(request, response, f"secret-of-{name}")
    flashes.leave(request, response, Phrase("已登录：{name}", "Signed in: {name}")(name=name), showing.lang_of(request))
    return response


@router.post("/logout")
def logout(request: Request) -> Response:
    response = RedirectResponse("/login", 303)
    cookies.end_session(request, response)
    return response


@router.get("/me")
def me(request: Request) -> Response:
    return Response(cookies.session_secret(request) or "nobody")


@router.get("/form")
def form_page(request: Request) -> HTMLResponse:
    from relparty.web.security import csrf

    response = HTMLResponse(f'<input name="csrf" value="{csrf.token(request)}">')
    cookies.keep_visit(request, response)
    return response


@router.post("/form")
def form(word: Annotated[str, Form()]) -> Response:
    saved.append(word)
    return Response(word)


@router.post("/plain")
async def plain(request: Request) -> Response:
    sent = await request.form()
    saved.append(str(sent.get("word")))
    return Response(str(sent.get("word")))


@router.post("/api/v1/files")
def files(request: Request, paper: Annotated[UploadFile, File()]) -> dict[str, int]:
    within_limit(paper, shell.of(request).settings)
    return {"bytes": paper.size or 0}


@router.post("/api/v1/raw")
async def raw(request: Request) -> dict[str, int]:
    return {"bytes": len(await request.body())}


@router.get("/api/v1/keyed")
def keyed(request: Request) -> Response:
    return Response("ok") if request.headers.get("authorization") == "Bearer right" else Response("no", 401)


@router.get("/b/{token}")
@router.get("/b/{token}/field")
def bidder(token: str) -> Response:
    if not token.startswith(KNOWN):
        raise NotThere
    return Response("form")


inner = APIRouter(prefix="/inner")


@inner.get("/{name}/x")
def inner_page(name: str) -> Response:
    return Response(name[:0])


outer = APIRouter(prefix="/outer")
outer.include_router(inner)


def shop(settings: WebSettings = SETTINGS) -> FastAPI:
    return application(object(), settings, KEY, [router, outer])


def with_clock(app: FastAPI, clock: Any, rates_clock: Any = None) -> FastAPI:
    kept = app.state.shell
    buckets = replace(kept.buckets, clock=rates_clock or clock, _of={})
    app.state.shell = replace(kept, clock=clock, buckets=buckets)
    return app


@dataclass
class Client:
    """Asks an application in memory, keeps cookies, and is one address."""

    app: FastAPI
    address: str = "192.0.2.7"
    base: str = "http://shop.example"
    jar: httpx.Cookies = field(default_factory=httpx.Cookies)

    def ask(self, method: str, path: str, **more: Any) -> httpx.Response:
        return asyncio.run(self._ask(method, path, **more))

    def get(self, path: str, **more: Any) -> httpx.Response:
        return self.ask("GET", path, **more)

    def post(self, path: str, **more: Any) -> httpx.Response:
        return self.ask("POST", path, **more)

    def token(self, path: str = "/form") -> str:
        return re.findall(r'name="csrf" value="([^"]+)"', self.get(path).text)[0]

    async def _ask(self, method: str, path: str, **more: Any) -> httpx.Response:
        transport = httpx.ASGITransport(self.app, client=(self.address, 1234), raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url=self.base, cookies=self.jar) as client:
            answer = await client.request(method, path, **more)
            self.jar = client.cookies
            return answer


class Ticking:
    """A clock that stands until it is told."""

    def __init__(self, now: float = 1_800_000_000) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


@contextmanager
def served(settings: WebSettings | None = None) -> Iterator[int]:
    """A real server of the application on this machine; the port."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        chosen = settings or SETTINGS
        with serving(shop(replace(chosen, public_url=f"http://127.0.0.1:{port}")), listening, chosen):
            yield port


@contextmanager
def serving(app: FastAPI, listening: socket.socket, settings: WebSettings) -> Iterator[None]:
    options = logs.server_options(settings) | {"log_config": None, "timeout_graceful_shutdown": 1}
    server = uvicorn.Server(uvicorn.Config(app, **options))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    until = time.monotonic() + 20
    while not server.started and time.monotonic() < until:
        time.sleep(0.01)  # the server says itself when it is up; a deadline stands above
    try:
        yield
    finally:
        server.should_exit = True
        thread.join(20)
