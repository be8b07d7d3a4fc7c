"""The mark in every form: who sends the form has read a page of ours, in this session or this visit."""

from __future__ import annotations

from collections.abc import AsyncIterator

from starlette.datastructures import FormData
from starlette.requests import HTTPConnection, Request

from relparty.web import places, shell
from relparty.web.errors import stale_form
from relparty.web.security import cookies, signing
from relparty.web.security.rates import SAFE

FIELD = "csrf"
HEADER = "x-csrf"
"""Where scripts put the mark; other sites cannot set it without being asked first."""
MOST_FILES, MOST_FIELDS = 200, 5000
_LONGEST = 200
_FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")


def token(request: HTTPConnection) -> str:
    """The mark for the forms of a page; another one for every page, so that compressed pages tell nothing of it.

    Pages for people who are not signed in mark the visit, which `showing.page` keeps as a cookie (signed double submit).
    """
    start = signing.nonce()
    return f"{start}.{shell.of(request).signer.mark('form', start, *_bound_to(request))}"


def is_token(request: HTTPConnection, text: str) -> bool:
    """Whether a mark is one that this session or visit was given."""
    start, _, mark = text[:_LONGEST].partition(".")
    return shell.of(request).signer.is_mark(mark, "form", start, *_bound_to(request))


async def checked(request: Request) -> AsyncIterator[None]:
    """Lets an unsafe request through with the right mark only; `application` makes every route depend on it.

    Programs that use the API show their key with every request, which no browser sends by itself, and need no mark.
    Raises Stopped (403).
    """
    if request.method in SAFE or places.is_api(request.url.path):
        yield
        return
    if not is_token(request, await _sent(request)):
        raise stale_form()
    try:
        yield
    finally:
        await request.close()


async def _sent(request: Request) -> str:
    """The mark as it was sent: by header, else in the form, which is then read once for the route too."""
    if HEADER in request.headers:
        return request.headers[HEADER]
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() not in _FORMS:
        return ""
    form: FormData = await request.form(max_files=MOST_FILES, max_fields=MOST_FIELDS)
    sent = form.get(FIELD)
    return sent if isinstance(sent, str) else ""


def _bound_to(request: HTTPConnection) -> tuple[str, str]:
    """What a mark is good for: the session; the visit on pages for people who are not signed in, and where nobody is."""
    secret = None if places.has_no_session(request.url.path) else cookies.session_secret(request)
    return ("session", secret) if secret is not None else ("visit", cookies.visit(request))
