"""How often somebody may come: token buckets in memory, by kind of route and by who comes.

Two things are weighed against each other. Bidders often sit behind one address (an office, a carrier), and the last minute
before a deadline belongs to all of them: so a right link is never refused for what others at its address do. Links that do
not exist are counted by address, after they were looked for; a link has 256 random bits, so that guessing is slow at any
rate and the limit only keeps the noise down.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from relparty.web import places, shell
from relparty.web.errors import too_many
from relparty.web.security import cookies
from relparty.web.security.buckets import Buckets, Kind

SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


def limit_account(request: HTTPConnection, login: str) -> None:
    """Takes one try of an account from an address; the route of signing in asks before it looks at the password.

    By address too, so that nobody can lock another's account. Raises Stopped (429).
    """
    it = shell.of(request)
    _take(it.buckets, "account", it.signer.mark("rate", login.strip(), address(request.scope)))


def limit_address(request: HTTPConnection) -> None:
    """Takes one try of signing in from an address, for routes that are ways in without lying below `/login`. Raises Stopped (429)."""
    _take(shell.of(request).buckets, "login", address(request.scope))


class Rates:
    """ASGI middleware that refuses who comes too often, before a byte of the body is read."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        buckets = shell.of_scope(scope).buckets
        for kind, who in _turns(scope):
            _take(buckets, kind, who)
        guess = _Guess(scope, send)
        await self.app(scope, receive, guess.send)
        if guess.wait:
            raise too_many(guess.wait)


@dataclass(slots=True)
class _Guess:
    """Lets an answer through unless it says `no such link` once too often to one address."""

    scope: Scope
    passed: Send
    wait: int = 0

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_miss(self.scope["path"], message["status"]):
            self.wait = shell.of_scope(self.scope).buckets.take("guess", address(self.scope))
        if not self.wait:
            await self.passed(message)


def address(scope: Scope) -> str:
    """The address that a request came from; of IPv6 its network, which one subscriber has to himself."""
    client = scope.get("client")
    try:
        found = ipaddress.ip_address(client[0]) if client else None
    except ValueError:
        return "-"
    if isinstance(found, ipaddress.IPv6Address):
        mapped = found.ipv4_mapped
        return str(mapped) if mapped else str(ipaddress.IPv6Network((int(found) >> 64 << 64, 64)))
    return str(found) if found else "-"


def _turns(scope: Scope) -> list[tuple[Kind, str]]:
    """What a request takes, and whose."""
    path, headers = scope["path"], Headers(scope=scope)
    if places.is_under(path, places.STATIC) or path == places.HEALTH:
        return []
    is_unsafe = scope["method"] not in SAFE
    if is_unsafe and places.is_under(path, places.LOGIN):
        return [("login", address(scope))]
    kind, who = _whose(scope, path, headers)
    turns: list[tuple[Kind, str]] = [(kind, who)]
    if is_unsafe and headers.get("content-type", "").lower().startswith("multipart/"):
        turns.append(("upload", who))
    return turns


def _whose(scope: Scope, path: str, headers: Headers) -> tuple[Kind, str]:
    """The kind of a route and who asks: the link, the key or the session, by a mark; else the address.

    A key that does not exist has turns of its own too: `guess` counts it, when the answer says so.
    """
    mark = shell.of_scope(scope).signer.mark
    token, key = places.bidder_token(path), headers.get("authorization")
    if token is not None:
        return "bidder", mark("rate", token)
    if places.is_api(path):
        return "api", mark("rate", key) if key else address(scope)
    secret = cookies.session_secret(HTTPConnection(scope))
    return "page", mark("rate", secret) if secret else address(scope)


def _is_miss(path: str, status: int) -> bool:
    return (status == 404 and places.bidder_token(path) is not None) or (status == 401 and places.is_api(path))


def _take(buckets: Buckets, kind: Kind, who: str) -> None:
    if wait := buckets.take(kind, who):
        raise too_many(wait)
