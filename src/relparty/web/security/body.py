"""What a request carries: bounded in bytes and in time, and answered before it is whole where it is refused."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass

from starlette.datastructures import Headers, UploadFile
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from relparty.web import shell
from relparty.web.errors import Stopped, too_large, too_slow
from relparty.web.settings import BodyLimits, WebSettings


class Bodies:
    """ASGI middleware that refuses a body with more bytes than the limit, or one that stops coming.

    An announced length is refused before anything is read, an unannounced one when the count passes the limit.
    """

    def __init__(self, app: ASGIApp, settings: WebSettings) -> None:
        self.app = app
        self.limits = settings.body

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        limit = _limit(headers, self.limits)
        if _announced(headers) > limit:
            raise too_large(limit)
        body = _Body(receive, send, limit, self.limits)
        try:
            await self.app(scope, body.receive, body.send)
        finally:
            body.refuse()


def within_limit(request_file: UploadFile, settings: WebSettings) -> UploadFile:
    """The file as it was sent; raises Stopped (413) for one larger than a file may be."""
    if (request_file.size or 0) > settings.body.upload:
        raise too_large(settings.body.upload)
    return request_file


@dataclass(slots=True)
class _Body:
    """A body that is counted while it comes; once refused, no answer but ours gets through."""

    passed: Receive
    sent: Send
    limit: int
    limits: BodyLimits
    count: int = 0
    until: float = 0
    is_whole: bool = False
    refusal: Stopped | None = None

    async def receive(self) -> Message:
        self.refuse()
        message = await (self.passed() if self.is_whole else self._in_time())
        if message["type"] != "http.request":
            return message
        self.is_whole = not message.get("more_body", False)
        self.count += len(message.get("body", b""))
        if self.count > self.limit:
            self.refusal = too_large(self.limit)
        self.refuse()
        return message

    async def send(self, message: Message) -> None:
        if self.refusal is None:
            await self.sent(message)

    def refuse(self) -> None:
        """Raises the refusal, where there is one: whatever the route made of the cut body is not the answer."""
        if self.refusal is not None:
            raise self.refusal from None

    async def _in_time(self) -> Message:
        now = time.monotonic()
        self.until = self.until or now + self.limits.whole
        try:
            return await asyncio.wait_for(self.passed(), min(self.limits.pause, max(self.until - now, 0)))
        except TimeoutError:
            self.refusal = too_slow()
            raise self.refusal from None


@dataclass(slots=True)
class Reading:
    """Knows whether a request has come in whole."""

    passed: Receive
    is_whole: bool = False

    async def receive(self) -> Message:
        message = await self.passed()
        self.is_whole = self.is_whole or message["type"] != "http.request" or not message.get("more_body", False)
        return message


async def answer_early(response: Response, scope: Scope, reading: Reading, send: Send) -> None:
    """Sends an answer to a request whose body may still be coming, and closes the connection.

    Browsers read the answer when they have sent everything: were the connection closed at once, they would show that it
    broke and not why. So the whole answer goes out, what still comes is thrown away for as long as it keeps coming
    within the limits, and then the connection ends. Who asked whether to send (Expect) sends nothing more.
    """
    headers = Headers(scope=scope)
    if reading.is_whole or not ("transfer-encoding" in headers or _announced(headers)):
        await response(scope, reading.receive, send)
        return
    response.headers["connection"] = "close"

    async def send_and_linger(message: Message) -> None:
        if message["type"] != "http.response.body" or message.get("more_body", False) or "expect" in headers:
            await send(message)
            return
        await send({**message, "more_body": True})
        await _drain(reading, shell.of_scope(scope).settings.body)
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    await response(scope, reading.receive, send_and_linger)


async def _drain(reading: Reading, limits: BodyLimits) -> None:
    """Throws away what still comes, until it ends, pauses or takes too long."""
    until = time.monotonic() + limits.whole
    while not reading.is_whole and (left := until - time.monotonic()) > 0:
        try:
            await asyncio.wait_for(reading.receive(), min(limits.pause, left))
        except TimeoutError:
            return


def _announced(headers: Headers) -> int:
    length = headers.get("content-length", "0")
    return int(length) if length.isdecimal() else 0


def _limit(headers: Headers, limits: BodyLimits) -> int:
    is_plain = headers.get("content-type", "").partition(";")[0].strip().lower() in _PLAIN
    return limits.plain if is_plain else limits.request


_PLAIN = ("", "application/x-www-form-urlencoded", "application/json", "text/plain")
