"""`relparty serve`: the casebook as pages, on a laptop with nothing to configure or behind an office's proxy."""

from __future__ import annotations

import os
import signal
import sys
import webbrowser
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from relparty.cli import keeping
from relparty.cli.listening import listening, port_of
from relparty.errors import UsageError
from relparty.phrases import Lang, Phrase
from relparty.settings import Settings

if TYPE_CHECKING:
    from relparty.casebook.book import Casebook
    from relparty.casebook.place import Place
    from relparty.web.settings import WebSettings

_WILDCARDS = ("0.0.0.0", "::", "")  # noqa: S104  # recognised, not bound to
_TURN_SECONDS = 5.0
"""How long the end of the server waits for its turn to write."""
_LOOPBACK = ("127.0.0.1", "::1", "localhost")

_HELP = Phrase(
    "在浏览器中使用案卷：立项、邀请、收集、筛查、决定、签署。\n\n"
    "在自己的电脑上无需任何配置：运行后打开所显示的网址，按首次设置页操作。按 Ctrl+C 停止。\n\n例：relparty serve --open",
    "The casebook in a browser: open lots, invite, collect, screen, decide, sign.\n\n"
    "On a laptop nothing is to be configured: open the address that it prints and follow the first-run page. Ctrl+C stops it.\n\n"
    "Example: relparty serve --open",
)
_HOST = Phrase("监听的地址（默认 127.0.0.1，只有本机能访问）", "address to listen on (default 127.0.0.1: this machine alone)")
_PORT = Phrase("端口（默认 8080）", "port (default 8080)")
_REGISTER = Phrase("筛查时查询的登记数据包", "register bundle that screenings look into")
_URL = Phrase("用户在浏览器中输入的网址，如 https://cg.example.cn", "address that users type, such as https://lots.example.cn")
_PROXY = Phrase("反向代理的地址，可重复", "address of a reverse proxy; may be repeated")
_OPEN = Phrase("启动后打开浏览器", "open the browser")

_CHECK = Phrase("请核对后重试", "check it and try again")
_NEED_URL = Phrase("监听所有地址时必须说明用户输入的网址", "listening on every address, it must be told which one users type")
_GIVE_URL = Phrase(
    "请加上 --public-url，例如 --public-url http://192.168.1.20:8080", "add --public-url, such as --public-url http://192.168.1.20:8080"
)
_BAD_URL = Phrase("不是只含主机的 http 或 https 网址", "it is no http or https address of a host alone")
_NO_BUNDLE = Phrase("没有这个登记数据包", "there is no such register bundle")
_RUNNING = Phrase("另一个 relparty serve 正在使用此案卷", "another relparty serve is using this casebook")
_STOP_IT = Phrase("请先停止它", "stop it first")

_NOT_STARTED = Phrase("没有启动成功", "it could not be started")
_SEE_ABOVE = Phrase("原因见上面的日志；案卷没有改动", "the lines above tell why; the casebook is unchanged")

_LISTENS = Phrase("网址　{url}", "Address   {url}")
_LIES = Phrase("案卷　{folder}", "Casebook  {folder}")
_DATABASE_AT = Phrase("数据库　{url}", "Database  {url}")
_KEY_AT = Phrase(
    "密钥　{file}　（请另存一份到别处：没有它，案卷无法读取）",
    "Key       {file}  (keep a copy elsewhere: without it the casebook cannot be read)",
)
_FIRST = Phrase(
    "案卷里还没有账号：打开上面的网址完成首次设置。", "There are no accounts yet: open the address and follow the first-run page."
)
_CODE = Phrase("首次设置码　{code}", "Setup code for the first run: {code}")
_PLAIN = Phrase(
    "注意：未使用 https，密码在网络上以明文传输。正式使用请放在反向代理之后。",
    "Note: this is plain http, and passwords cross the network in clear. For real use put it behind a reverse proxy.",
)
_STOP = Phrase("按 Ctrl+C 停止。", "Ctrl+C stops it.")
_STOPPED = Phrase("已停止。", "Stopped.")


@dataclass(frozen=True, slots=True)
class _Told:
    """What the command line and the environment ask for."""

    host: str
    port: int
    place: Place
    bundle: Path | None
    public_url: str
    proxies: tuple[str, ...]


def command(settings: Settings) -> click.Command:
    """The command in the language of the settings; each option has a variable of the same name for units of systemd."""
    lang, environ = settings.lang, settings.environ

    @click.command("serve", help=_HELP.say(lang))
    @click.option("--host", default=environ.get("RELPARTY_HOST") or "127.0.0.1", help=_HOST.say(lang))
    @click.option("--port", default=environ.get("RELPARTY_PORT") or "8080", metavar="PORT", help=_PORT.say(lang))
    @keeping.options(lang)
    @click.option("--register", default=environ.get("RELPARTY_REGISTER"), metavar="BUNDLE", help=_REGISTER.say(lang))
    @click.option("--public-url", default=environ.get("RELPARTY_PUBLIC_URL") or "", metavar="URL", help=_URL.say(lang))
    @click.option("--trusted-proxy", multiple=True, metavar="ADDR", help=_PROXY.say(lang))
    @click.option("--open", "is_opened", is_flag=True, help=_OPEN.say(lang))
    def run(
        host: str,
        port: str,
        kept: keeping.Kept,
        register: str | None,
        public_url: str,
        trusted_proxy: tuple[str, ...],
        is_opened: bool,
    ) -> None:
        proxies = trusted_proxy or tuple(environ.get("RELPARTY_TRUSTED_PROXIES", "").replace(",", " ").split())
        place = keeping.place_of(settings, kept)
        _serve(_Told(host, port_of(port), place, _bundle(register), _public(public_url, host), proxies), settings, is_opened)

    return run


def _serve(told: _Told, settings: Settings, is_opened: bool) -> None:
    """Listens, says where, and works until it is told to stop."""
    from uvicorn import Config, Server

    from relparty.cli.one_server import only_one
    from relparty.web.assembled import assembled
    from relparty.web.logs import server_options

    with (
        listening(told.host, told.port) as listener,
        only_one(told.place.folder, UsageError(str(told.place.folder), _RUNNING(), _STOP_IT())),
    ):
        book = keeping.opened(told.place)
        url = told.public_url or _address(told.host, listener.getsockname()[1])
        web = _web(url, told.proxies, settings.lang)
        code = _setup_code(book) if _is_reachable(told) else ""
        app = assembled(book, settings, web, bundle=told.bundle, setup_code=code)
        server = Server(Config(app, **server_options(web)))
        _say_where(told, book, url, code, settings.lang)
        if is_opened:
            webbrowser.open(url)
        _stop_quietly()
        server.run([listener])
        if not server.started:
            raise UsageError(url, _NOT_STARTED(), _SEE_ABOVE())
        click.echo(_STOPPED.say(settings.lang))
        _leave(book)


def _say_where(told: _Told, book: Casebook, url: str, code: str, lang: Lang) -> None:
    from sqlalchemy import make_url

    from relparty.casebook import users

    lines = [_LISTENS(url=url), _LIES(folder=str(told.place.folder))]
    if not told.place.is_sqlite:
        lines.append(_DATABASE_AT(url=make_url(told.place.url).render_as_string(hide_password=True)))
    lines.append(_KEY_AT(file=str(told.place.key_file)))
    for line in lines:
        click.echo(line.say(lang))
    if users.is_empty(book):
        click.echo(_FIRST.say(lang))
    if code:
        click.echo(_CODE(code=code).say(lang))
    if _is_reachable(told) and urlsplit(url).scheme == "http":
        click.echo(_PLAIN.say(lang), err=True)
    click.echo(_STOP.say(lang))
    sys.stdout.flush()


def _bundle(text: str | None) -> Path | None:
    if text and not Path(text).exists():
        raise UsageError(text, _NO_BUNDLE(), _CHECK())
    return Path(text) if text else None


def _public(url: str, host: str) -> str:
    if not url and host in _WILDCARDS:
        raise UsageError(f"--host {host}", _NEED_URL(), _GIVE_URL())
    if not url:
        return ""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/") or parts.query or parts.username:
        raise UsageError(f"--public-url {url}", _BAD_URL(), _GIVE_URL())
    return f"{parts.scheme}://{parts.netloc}"


def _address(host: str, port: int) -> str:
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _web(url: str, proxies: tuple[str, ...], lang: Lang) -> WebSettings:
    from relparty.web.settings import WebSettings

    return WebSettings(public_url=url, trusted_proxies=proxies, lang=lang)


def _is_reachable(told: _Told) -> bool:
    """Whether others than this machine can reach the server, itself or through a proxy."""
    is_public = bool(told.public_url) and urlsplit(told.public_url).hostname not in _LOOPBACK
    return told.host not in _LOOPBACK or is_public or bool(told.proxies)


def _setup_code(book: Casebook) -> str:
    """A code that proves to the first-run page that its reader reads this console; none once there are users."""
    from relparty.casebook import users
    from relparty.casebook.spoken import spoken

    return spoken() if users.is_empty(book) else ""


def _stop_quietly() -> None:
    """Has the signals that uvicorn gives back when it has stopped mean nothing more: it has stopped."""
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, lambda *_: None)


def _leave(book: Casebook) -> None:
    """Ends the process at once: a screening that still runs would hold it, and the next start marks that as cut off.

    What lies in plain goes first, within an act that is never saved: nobody can keep what comes of files that are gone.
    """
    from threading import Timer

    from relparty.casebook import actors

    other = Timer(_TURN_SECONDS, _end, (book,))  # another process writes for long, or the database does not answer
    other.daemon = True
    other.start()
    try:
        with book.act(actors.SYSTEM, "server.stopped"):
            _end(book)
    except Exception:  # noqa: BLE001  # without a database nobody can keep anything either
        _end(book)


def _end(book: Casebook) -> None:
    from relparty.casebook import sweeping

    sweeping.clear_work(book)
    with suppress(OSError, ValueError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(0)
