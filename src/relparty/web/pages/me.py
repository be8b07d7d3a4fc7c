"""One's own account: who one is here, the password, the second factor, where one is signed in, the language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Path, Request
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from relparty.casebook import own_account, sessions, users
from relparty.casebook.errors import Refused
from relparty.casebook.sessions import Session
from relparty.casebook.users import LONGEST, ROLE_WORDS
from relparty.phrases import Phrase, Sentence
from relparty.web import flashes, places, showing
from relparty.web.pages import moments, second_factor
from relparty.web.pages.me_words import ME
from relparty.web.pages.posted import PostedHere, line
from relparty.web.pages.refusals import beside
from relparty.web.security import cookies, costly, rates
from relparty.web.wiring import Office, OfficeHere, SessionHere

router = APIRouter(include_in_schema=False)

SessionId = Annotated[str, Path(pattern="^[0-9a-f]{64}$")]
_PASSWORD_PLACES = {users.PASSWORD: "new", own_account.OLD: "old", own_account.NEW: "new"}


@router.get("/me")
def me(request: Request, office: OfficeHere, session: SessionHere) -> Response:
    """The page of one's own account."""
    return _page(request, office, session, {})


@router.get(places.OWN_PASSWORD)
def ask_password(request: Request, session: SessionHere) -> Response:
    """The form alone, for whoever has a password that somebody else gave."""
    return _due_page(request, {}) if session.user.must_change else RedirectResponse("/me", 303)


@router.post(places.OWN_PASSWORD)
async def change_password(request: Request, office: OfficeHere, session: SessionHere, form: PostedHere) -> Response:
    """Another password; every session ends, and this browser gets a new one."""
    rates.limit_account(request, session.user.login)
    return await costly.run(request, _changed, request, office, session, form)


@router.post("/me/totp")
async def begin_totp(request: Request, office: OfficeHere, session: SessionHere, form: PostedHere) -> Response:
    """The picture of a new second factor, for whoever proves again to be the user."""
    rates.limit_account(request, session.user.login)
    return await costly.run(request, _begun_totp, request, office, session, form)


@router.post("/me/totp/confirm")
def confirm_totp(request: Request, office: OfficeHere, session: SessionHere, form: PostedHere) -> Response:
    """Keeps the second factor once a code of it is right."""
    rates.limit_account(request, session.user.login)
    found = second_factor.opened(office, session, line(form, "enrolment", 400))
    if found is None:
        return _back(request, ME["totp_stale"], "warning")
    try:
        sessions.set_totp(office.book, session.user, found, line(form, "totp_code", 20))
    except Refused as error:
        return second_factor.page(request, office, session, found, beside(error, {sessions.CODE: "totp_code"}))
    return _back(request, ME["totp_done"])


@router.post("/me/sessions/{ended}/end")
def end_session(request: Request, office: OfficeHere, session: SessionHere, ended: SessionId) -> Response:
    """Ends a session of one's own; ending this one signs out."""
    own_account.end_one(office.book, session, ended)
    if ended != session.id:
        return _back(request, ME["session_ended"])
    response = RedirectResponse(places.LOGIN, 303)
    cookies.end_session(request, response)
    return response


@router.post("/me/sessions/end-others")
def end_others(request: Request, office: OfficeHere, session: SessionHere) -> Response:
    """Ends every session but this."""
    own_account.end_others(office.book, session)
    return _back(request, ME["others_ended"])


def secret(form: FormData, name: str) -> str:
    """A password as it was typed, to its last space; cut where none is that long."""
    value = form.get(name, "")
    return value[: LONGEST + 1] if isinstance(value, str) else ""


def _begun_totp(request: Request, office: Office, session: Session, form: FormData) -> Response:
    if not sessions.is_same_person(office.book, session, secret(form, "proof"), line(form, "code", 20)):
        return _page(request, office, session, {"proof": ME["not_you"]}, 422)
    return second_factor.page(request, office, session, sessions.new_totp())


def _changed(request: Request, office: Office, session: Session, form: FormData) -> Response:
    if form.get("new") != form.get("again"):
        return _password_again(request, office, session, {"again": ME["not_same"]})
    try:
        told = own_account.change_password(office.book, session, secret(form, "old"), line(form, "code", 20), secret(form, "new"))
    except Refused as error:
        return _password_again(request, office, session, beside(error, _PASSWORD_PLACES))
    response = RedirectResponse("/me" if not session.user.must_change else "/", 303)
    cookies.begin_session(request, response, told)
    flashes.leave(request, response, ME["password_done"], showing.lang_of(request))
    return response


def _password_again(request: Request, office: Office, session: Session, errors: Mapping[str, Phrase | Sentence]) -> Response:
    return _due_page(request, errors, 422) if session.user.must_change else _page(request, office, session, errors, 422)


def _due_page(request: Request, errors: Mapping[str, Phrase | Sentence], status: int = 200) -> Response:
    user = request.state.session.user
    return showing.page(request, "me/password_due.html.j2", status=status, t=ME, errors=errors, user=user)


def _page(request: Request, office: Office, session: Session, errors: Mapping[str, Phrase | Sentence], status: int = 200) -> Response:
    return showing.page(
        request,
        "me/me.html.j2",
        status=status,
        t=ME,
        user=session.user,
        role=ROLE_WORDS[session.user.role],
        sessions=own_account.open_sessions(office.book, session),
        errors=errors,
        when=moments.shown,
    )


def _back(request: Request, said: Phrase, tone: flashes.Tone = "done") -> Response:
    response = RedirectResponse("/me", 303)
    flashes.leave(request, response, said, showing.lang_of(request), tone)
    return response
