"""Pages and problem records of failed requests, and the one place where an error becomes an answer."""

from __future__ import annotations

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from relparty.identifiers.masking import shown
from relparty.phrases import Phrase, Sentence
from relparty.web import logs, places, showing
from relparty.web.failures import Failure, failure_of, to_bidder
from relparty.web.security.body import Reading, answer_early


class CutShort(Exception):
    """An answer that failed when it was already on its way; it says nothing, for the server prints it."""


class Failures:
    """ASGI middleware that answers every error, and logs those that are ours without a word of what they say."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        reading, is_started = Reading(receive), False

        async def send_noticed(message: Message) -> None:
            nonlocal is_started
            is_started = is_started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, reading.receive, send_noticed)
        except Exception as error:  # noqa: BLE001 - the edge where any error becomes an answer
            failure = failure_of(error)
            if failure.is_ours or is_started:
                logs.note_error(scope, error)
            if is_started:
                raise CutShort from None
            await answer_early(answer(Request(scope), failure), scope, reading, send)


async def answer_known(request: Request, error: Exception) -> Response:
    """The answer to an error of the framework's own; the headers it came with (Allow, WWW-Authenticate) stay."""
    response = answer(request, failure_of(error))
    if isinstance(error, HTTPException):
        response.headers.update({name: value for name, value in (error.headers or {}).items() if name.lower() in _KEPT})
    elif isinstance(error, RequestValidationError) and places.is_api(request.url.path) and response.status_code == 422:
        return _problem(request, failure_of(error), {"errors": _places(error)})
    return response


def answer(request: Request, failure: Failure) -> Response:
    """A failure as a page, or as a problem record (RFC 9457) for programs.

    What does not exist is answered by the same bytes every time, so there the request's number stands in the header alone.
    """
    if places.is_api(request.url.path):
        return _problem(request, failure, {})
    if places.bidder_token(request.url.path) is not None:
        failure = to_bidder(failure)
    number = logs.request_id(request.scope) if failure.is_ours else ""
    response = showing.bare(request, "error.html.j2", failure.status, failure=failure, number=number)
    return _with_wait(response, failure)


def _problem(request: Request, failure: Failure, more: dict[str, object]) -> Response:
    lang = showing.lang_of(request)

    def say(text: str | Phrase | Sentence) -> str:
        return shown(text if isinstance(text, str) else text.say(lang))

    record = {
        "type": "about:blank",
        "title": say(failure.title),
        "status": failure.status,
        "detail": f"{say(failure.place)}{_COLON.say(lang)}{say(failure.fact)}",
        "next_step": say(failure.next_step),
    }
    number = {"request": logs.request_id(request.scope)} if failure.is_ours else {}
    return _with_wait(JSONResponse(record | number | more, failure.status, media_type="application/problem+json"), failure)


def _with_wait(response: Response, failure: Failure) -> Response:
    if failure.wait:
        response.headers["retry-after"] = str(failure.wait)
    return response


def _places(error: RequestValidationError) -> list[dict[str, object]]:
    """Where a request is wrong and how, without what was sent: it may be a person's number."""
    return [{"place": "/".join(map(str, each["loc"])), "rule": each["type"]} for each in error.errors()[:100]]


_KEPT = ("allow", "www-authenticate", "retry-after")
_COLON = Phrase("：", ": ")
