"""Cookies: the session's, the stamp that tells when it was last used, and the visit of who is not signed in.

The session's cookie holds a secret that the database knows by a keyed hash alone. When it was last used is not written
there, for that would be a write a request; a second cookie tells it, marked so that only this server can have written it
and for that session only.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from relparty.web import shell
from relparty.web.security import signing
from relparty.web.settings import WebSettings

Kind: TypeAlias = Literal["session", "idle", "visit", "flash", "lang", "provider"]

_LONGEST: dict[Kind, int] = {"flash": 3000}
_LONGEST_MARK = 200
"""No secret or mark of ours is longer; what is, is not hashed."""
_RENEWED = 60
"""Seconds after which a stamp is written anew."""
_MONTH = 30 * 24 * 3600


def name(settings: WebSettings, kind: Kind) -> str:
    """The name of a cookie; by https with the prefix that keeps other hosts and plain http from setting it (RFC 6265bis, 4.1.3.2)."""
    return f"__Host-relparty-{kind}" if settings.is_secure else f"relparty-{kind}"


def put(response: Response, settings: WebSettings, kind: Kind, value: str, max_age: int | None = None) -> None:
    """Writes a cookie that no script reads; without an age it ends with the browser."""
    same_site = settings.same_site if kind in ("session", "idle") else "lax"
    response.set_cookie(
        name(settings, kind), value, max_age=max_age, path="/", secure=settings.is_secure, httponly=True, samesite=same_site
    )


def drop(response: Response, settings: WebSettings, kind: Kind) -> None:
    """Takes a cookie away."""
    response.delete_cookie(name(settings, kind), path="/", secure=settings.is_secure, httponly=True, samesite="lax")


def read(request: HTTPConnection, kind: Kind) -> str | None:
    """The text of a cookie; none where there is none, or one longer than any of ours."""
    text = request.cookies.get(name(shell.of(request).settings, kind), "")
    return text if 0 < len(text) <= _LONGEST.get(kind, _LONGEST_MARK) else None


def begin_session(request: HTTPConnection, response: Response, secret: str) -> None:
    """Writes the cookies of a session that has just begun."""
    it = shell.of(request)
    put(response, it.settings, "session", secret)
    put(response, it.settings, "idle", _stamp(request, secret))


def end_session(request: HTTPConnection, response: Response) -> None:
    """Takes the cookies of a session away; ending it in the casebook is the route's."""
    for kind in ("session", "idle", "flash"):
        drop(response, shell.of(request).settings, kind)


def session_secret(request: HTTPConnection) -> str | None:
    """The secret of a session used within the idle time, to be asked of the casebook; none for everybody else."""
    secret = read(request, "session")
    if secret is None or (age := _age(request, secret)) is None:
        return None
    return secret if age <= shell.of(request).settings.session.idle.total_seconds() else None


def visit(request: HTTPConnection) -> str:
    """The visit of who is not signed in: as the cookie says, else a new one, which `keep_visit` writes."""
    if not hasattr(request.state, "visit"):
        request.state.visit = known_visit(request) or _new_visit(request)
    return str(request.state.visit)


def known_visit(request: HTTPConnection) -> str | None:
    """The visit that the cookie says; none where we did not write it."""
    text = read(request, "visit")
    start, _, mark = (text or "").partition(".")
    return text if text and shell.of(request).signer.is_mark(mark, "visit", start) else None


def keep_visit(request: HTTPConnection, response: Response) -> None:
    """Writes the cookie of a visit that began with this page; it outlives the browser, as open pages do."""
    if hasattr(request.state, "visit") and known_visit(request) is None:
        put(response, shell.of(request).settings, "visit", request.state.visit, _MONTH)


class IdleStamps:
    """ASGI middleware that writes the stamp of a used session anew.

    What a script asks for by itself, such as the progress of a screening, does not keep anybody signed in.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = HTTPConnection(scope) if scope["type"] == "http" else None
        secret = session_secret(request) if request is not None and _is_somebody(request) else None
        if request is None or secret is None or (_age(request, secret) or 0) < _RENEWED:
            await self.app(scope, receive, send)
            return
        settings = shell.of(request).settings
        stamped = Response()
        put(stamped, settings, "idle", _stamp(request, secret))

        async def send_stamped(message: Message) -> None:
            if message["type"] == "http.response.start" and not _writes(message, name(settings, "idle")):
                MutableHeaders(scope=message).append("set-cookie", stamped.headers["set-cookie"])
            await send(message)

        await self.app(scope, receive, send_stamped)


def _is_somebody(request: HTTPConnection) -> bool:
    return request.scope["method"] not in ("GET", "HEAD") or request.headers.get("sec-fetch-dest") != "empty"


def _writes(message: Message, cookie: str) -> bool:
    """Whether the answer says itself what becomes of the cookie, as at signing out."""
    start = f"{cookie}=".encode()
    return any(key.lower() == b"set-cookie" and value.startswith(start) for key, value in message["headers"])


def _stamp(request: HTTPConnection, secret: str) -> str:
    it = shell.of(request)
    now = str(int(it.clock()))
    return f"{now}.{it.signer.mark('idle', now, secret)}"


def _age(request: HTTPConnection, secret: str) -> float | None:
    """Seconds since a session was last used; none without a right stamp, or with one of the future (a clock moved back)."""
    it = shell.of(request)
    then, _, mark = (read(request, "idle") or "").partition(".")
    if not it.signer.is_mark(mark, "idle", then, secret):
        return None
    age = it.clock() - int(then)
    return max(age, 0.0) if age >= -_RENEWED else None


def _new_visit(request: HTTPConnection) -> str:
    start = signing.nonce()
    return f"{start}.{shell.of(request).signer.mark('visit', start)}"
