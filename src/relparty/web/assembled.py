"""The application as it is served: shell, pages, API, the casebook, and the work in the background."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from urllib.parse import urlencode

from anyio import to_thread
from fastapi import APIRouter, FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from relparty.casebook import users
from relparty.casebook.book import Casebook
from relparty.settings import Settings
from relparty.web import api, flashes, guests, office_name, pages, places, showing
from relparty.web.app import application
from relparty.web.background import Background
from relparty.web.entrance import Entrance
from relparty.web.errors_pages import answer_known
from relparty.web.oidc import provider
from relparty.web.oidc.asking import Asking
from relparty.web.pages.own_paths import own_path
from relparty.web.pages.sign_in_words import SIGN_IN
from relparty.web.security.costly import Costly
from relparty.web.security.rates import SAFE
from relparty.web.settings import WebSettings
from relparty.web.wiring import Office, PasswordDue, SignInNeeded


def assembled(book: Casebook, settings: Settings, web: WebSettings, *, bundle: Path | None = None, setup_code: str = "") -> FastAPI:
    """The application over a casebook, with all its routes; it works in the background from its start to its end.

    Raises UsageError where the settings name an identity provider by half.
    """
    found = provider.told(settings.environ)
    background = Background(book, settings, bundle)
    app = application(
        book, web, book.keys.web, [APIRouter(lifespan=_working(background)), *pages.routers(), *guests.routers(), *api.routers()]
    )
    app.state.office = Office(book, settings, web, background)
    app.state.entrance = Entrance(setup_code, Asking(found) if found is not None else None)
    app.state.costly = Costly()
    app.add_exception_handler(SignInNeeded, _ask_to_sign_in)
    app.add_exception_handler(PasswordDue, _ask_for_password)
    office_name.show(app)
    return app


def _working(background: Background) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    """The time in which the server works: what an earlier one left is put in order first, and nothing new begins at the end."""

    @asynccontextmanager
    async def work(_: FastAPI) -> AsyncIterator[None]:
        await to_thread.run_sync(background.start)
        yield
        background.stop()

    return work


async def _ask_to_sign_in(request: Request, _: Exception) -> Response:
    """The way to sign in, and back to the page; for scripts a bare refusal, and the first run where there are no users."""
    if request.headers.get("sec-fetch-dest") == "empty":
        return await answer_known(request, HTTPException(401))
    if await to_thread.run_sync(users.is_empty, request.app.state.office.book):
        return RedirectResponse(places.FIRST, 303)
    if request.method not in SAFE:
        response = RedirectResponse(places.LOGIN, 303)
        flashes.leave(request, response, SIGN_IN["signed_out_form"], showing.lang_of(request), "warning")
        return response
    query = f"?{request.url.query}" if request.url.query else ""
    onward = own_path(f"{request.url.path}{query}")
    return RedirectResponse(f"{places.LOGIN}?{urlencode({'next': onward})}" if onward not in ("", "/") else places.LOGIN, 303)


async def _ask_for_password(_: Request, __: Exception) -> Response:
    return RedirectResponse(places.OWN_PASSWORD, 303)
