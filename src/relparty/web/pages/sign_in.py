"""Signing in and out: one form, and one answer to everything that is wrong with it."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from relparty.casebook import sessions, users
from relparty.casebook.users import LONGEST, MOST_LOGIN, User
from relparty.web import entrance, navigation, places, showing
from relparty.web.pages.own_paths import own_path
from relparty.web.pages.posted import PostedHere, line
from relparty.web.pages.sign_in_words import SIGN_IN
from relparty.web.security import cookies, costly, rates
from relparty.web.showing import Said
from relparty.web.wiring import Office, OfficeHere, SessionHere

router = APIRouter(include_in_schema=False)


@router.get(places.LOGIN)
def ask(request: Request, office: OfficeHere, next: str = "") -> Response:
    """The form; before the first run there is nobody who could sign in."""
    if users.is_empty(office.book):
        return RedirectResponse(places.FIRST, 303)
    return form_page(request, own_path(next))


@router.post(places.LOGIN)
async def sign_in(request: Request, office: OfficeHere, form: PostedHere) -> Response:
    """A new session, or the form again."""
    login, onward = line(form, "login", MOST_LOGIN), own_path(line(form, "next", 400))
    rates.limit_account(request, login)
    password = str(form.get("password", ""))[: LONGEST + 1]
    begun = await costly.run(request, sessions.begin, office.book, login, password, line(form, "code", 20))
    if begun is None:
        return form_page(request, onward, login, SIGN_IN["wrong"], 422)
    return await costly.run(request, entered, request, office, *begun, onward)


@router.post(places.LOGOUT)
def sign_out(request: Request, office: OfficeHere, session: SessionHere) -> Response:
    """Ends the session."""
    sessions.end(office.book, session)
    response = RedirectResponse(places.LOGIN, 303)
    cookies.end_session(request, response)
    response.headers["clear-site-data"] = '"cache", "storage"'
    return response


def form_page(request: Request, onward: str, login: str = "", wrong: Said | None = None, status: int = 200) -> Response:
    """The page of signing in."""
    return showing.page(
        request,
        "sign_in/login.html.j2",
        status=status,
        t=SIGN_IN,
        login=login,
        onward=onward,
        wrong=wrong,
        has_provider=entrance.of(request).asking is not None,
    )


def entered(request: Request, office: Office, secret: str, user: User, onward: str = "") -> Response:
    """The way in for a session that has just begun; one that the browser still had is ended."""
    before = cookies.session_secret(request)
    if before is not None and (old := sessions.of(office.book, before)) is not None:
        sessions.end(office.book, old)
    response = RedirectResponse(onward if onward and not user.must_change else navigation.home_of(user), 303)
    cookies.begin_session(request, response, secret)
    return response
