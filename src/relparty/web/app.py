"""The application put together: what stands before the routes, in its order, and the routes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from fastapi import APIRouter, Depends, FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse, RedirectResponse
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from relparty import __version__
from relparty.casebook.errors import NotThere
from relparty.web import places, static
from relparty.web.errors_pages import Failures, answer_known
from relparty.web.logs import RequestLog
from relparty.web.security import csrf
from relparty.web.security.body import Bodies
from relparty.web.security.buckets import Buckets
from relparty.web.security.cookies import IdleStamps
from relparty.web.security.headers import SecurityHeaders
from relparty.web.security.origins import Origins
from relparty.web.security.rates import Rates
from relparty.web.security.signing import Signer
from relparty.web.settings import WebSettings
from relparty.web.shell import Shell
from relparty.web.static import VersionedFiles


def application(book: object, settings: WebSettings, key: bytes, routers: Sequence[APIRouter]) -> FastAPI:
    """The application over a casebook; routes find the casebook as `request.app.state.book` and the rest by `shell.of`.

    `key` marks forms, cookies and messages; a new one signs everybody out. Every route that changes something asks for
    the form's mark, for the check is the application's own. The pages of the API's documentation that fastapi brings are
    off, for they load scripts from elsewhere; the record itself lies at `/api/openapi.json`.
    """
    app = FastAPI(
        title="relparty",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url=f"{places.API}openapi.json",
        redirect_slashes=False,
        dependencies=[Depends(csrf.checked)],
        middleware=_before_routes(settings),
        exception_handlers=dict.fromkeys((HTTPException, RequestValidationError, NotThere), answer_known),
        form_limits={"max_files": csrf.MOST_FILES, "max_fields": csrf.MOST_FIELDS},
    )
    app.state.book = book
    app.state.shell = Shell(settings, Signer(key), Buckets(settings.rates))
    app.add_api_route(places.HEALTH, _health, include_in_schema=False)
    app.add_api_route("/favicon.ico", _icon, include_in_schema=False)
    app.mount(places.STATIC.rstrip("/"), VersionedFiles(packages=[("relparty.web", "static")]), name="static")
    for router in routers:
        app.include_router(router)
    return app


def _before_routes(settings: WebSettings) -> list[Middleware]:
    """From the outside in: who asks, the log, the headers of every answer, the answer to every error, and the refusals."""
    proxies = [Middleware(cast("Any", ProxyHeadersMiddleware), trusted_hosts=list(settings.trusted_proxies))]
    return [
        *(proxies if settings.trusted_proxies else []),
        Middleware(RequestLog),
        Middleware(SecurityHeaders, settings),
        Middleware(Failures),
        Middleware(Origins, settings),
        Middleware(Rates),
        Middleware(Bodies, settings),
        Middleware(IdleStamps),
    ]


async def _health() -> PlainTextResponse:
    return PlainTextResponse("ok")


async def _icon() -> RedirectResponse:
    """What browsers ask for beside every answer that is no page of ours, such as a paper."""
    return RedirectResponse(static.address("icon.svg"))
