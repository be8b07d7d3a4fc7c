"""The log: a line a request, by the route's template and never the address asked for, and errors without their words.

Names of bidders, tokens, search words and personal numbers stand in paths, queries and the messages of errors; so none of
these is written, and whoever looks into a failure finds it by the request's number and the place in the code.
"""

from __future__ import annotations

import logging
import secrets
import time
import traceback
from collections.abc import Iterator
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from relparty.web.settings import WebSettings

ACCESS = logging.getLogger("relparty.web.access")
ERRORS = logging.getLogger("relparty.web.errors")
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_HEADER = "x-request-id"


class UtcLines(logging.Formatter):
    """Lines whose moment is that of the trail: UTC, as ISO 8601 writes it."""

    converter = staticmethod(time.gmtime)
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"


class RequestLog:
    """ASGI middleware that numbers every request and writes its line when it is answered."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started, status = time.perf_counter(), 0
        number = scope.setdefault("state", {})["request_id"] = secrets.token_hex(8)

        async def send_numbered(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[_HEADER] = number
            await send(message)

        try:
            await self.app(scope, receive, send_numbered)
        finally:
            spent = (time.perf_counter() - started) * 1000
            ACCESS.info("%s %s %d %.0fms %s", _method(scope), route_template(scope), status, spent, number)


def request_id(scope: Scope) -> str:
    """The number of a request, as its line in the log and its error page say it."""
    return str(scope.get("state", {}).get("request_id", "-"))


def route_template(scope: Scope) -> str:
    """The path of the route as it is written in the code, such as `/lots/{lot}`; `-` where none was found.

    Routers that are included in others keep their own path; what the whole one is, fastapi tells by the context of the
    route, and a test holds it to that.
    """
    context = scope.get("fastapi", {}).get("effective_route_context")
    found = getattr(context, "path_format", None) or getattr(scope.get("route"), "path", None)
    return str(found) if found else "-"


def note_error(scope: Scope, error: BaseException) -> None:
    """Writes an error of ours: its kind and where in the code it arose, never what it says."""
    ERRORS.error("%s %s %s", request_id(scope), route_template(scope), " < ".join(_told(error)))


def note_failure(work: str, error: BaseException) -> None:
    """Writes an error of work beside any request in the same way: what was being done, the kind and the place."""
    ERRORS.error("- %s %s", work, " < ".join(_told(error)))


def server_options(settings: WebSettings) -> dict[str, Any]:
    """What uvicorn is told: no access log of its own, no name of the software, and no proxy but those that we trust ourselves."""
    line = {"()": UtcLines, "format": "%(asctime)s %(levelname)s %(name)s %(message)s"}
    handler = {"class": "logging.StreamHandler", "formatter": "line", "stream": "ext://sys.stderr"}
    log = {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": line},
        "handlers": {"stderr": handler},
        "loggers": {
            "uvicorn": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
            "relparty.web": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        },
    }
    return {
        "access_log": False,
        "server_header": False,
        "proxy_headers": False,
        "log_config": log,
        "timeout_keep_alive": 15,
        "timeout_graceful_shutdown": 30,
        "h11_max_incomplete_event_size": 32 * 1024,
        "ws": "none",
        "root_path": "",
        "forwarded_allow_ips": list(settings.trusted_proxies),
    }


def _told(error: BaseException | None) -> Iterator[str]:
    """The kinds of an error and of those behind it, each with its last places in the code."""
    for _ in range(4):
        if error is None:
            return
        frames = traceback.extract_tb(error.__traceback__)[-6:]
        yield f"{type(error).__module__}.{type(error).__qualname__} at " + " ".join(
            f"{_file(each.filename)}:{each.lineno}" for each in frames
        )
        error = error.__cause__ or error.__context__


def _file(path: str) -> str:
    return "/".join(path.replace("\\", "/").rsplit("/", 3)[1:])


def _method(scope: Scope) -> str:
    return scope["method"] if scope["method"] in _METHODS else "OTHER"
