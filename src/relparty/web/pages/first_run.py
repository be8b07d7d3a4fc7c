"""The first run: a casebook without users gets its office and its first administrator here, once."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from fastapi import APIRouter, Request
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from relparty.casebook import sessions, users
from relparty.casebook.errors import Refused
from relparty.casebook.users import NewUser, Role, User
from relparty.phrases import Phrase, Sentence
from relparty.web import entrance, flashes, office_name, places, showing
from relparty.web.pages.first_run_words import FIRST_RUN
from relparty.web.pages.posted import PostedHere, line
from relparty.web.pages.refusals import beside
from relparty.web.pages.sign_in import entered
from relparty.web.security import costly, rates
from relparty.web.wiring import Office, OfficeHere

router = APIRouter(include_in_schema=False)

_OWN = {users.LOGIN: "login", users.NAME: "name", users.PASSWORD: "password", users.OFFICE: "office"}
_PLACES = _OWN | {users.of_clerk(place): f"clerk_{name}" for place, name in _OWN.items() if name != "office"}
_TEXTS = ("setup_code", "office", "login", "name", "clerk_login", "clerk_name")


@router.get(places.FIRST)
def ask(request: Request, office: OfficeHere) -> Response:
    """The form, while there are no users."""
    return _page(request, {}, {}) if users.is_empty(office.book) else _too_late(request)


@router.post(places.FIRST)
async def make(request: Request, office: OfficeHere, form: PostedHere) -> Response:
    """Makes the office and signs its administrator in; of two who send the form together, one reads that the other was first."""
    rates.limit_address(request)
    texts = {name: line(form, name) for name in _TEXTS}
    return await costly.run(request, _made, request, office, form, texts)


def _made(request: Request, office: Office, form: FormData, texts: Mapping[str, str]) -> Response:
    if not users.is_empty(office.book):
        return _too_late(request)
    errors = _errors(request, form)
    if errors:
        return _page(request, texts, errors, 422)
    password = str(form.get("password", ""))
    administrator = NewUser(texts["login"], texts["name"], Role.ADMINISTRATOR, password)
    try:
        made = users.first(office.book, texts["office"], administrator, clerk=_clerk(form, texts))
    except Refused as error:
        return _page(request, texts, beside(error, _PLACES), 409) if users.is_empty(office.book) else _too_late(request)
    return _entered(request, office, made, password)


def _entered(request: Request, office: Office, made: User, password: str) -> Response:
    office_name.show(request.app)
    begun = sessions.begin(office.book, made.login, password, "")
    response = entered(request, office, *begun) if begun is not None else RedirectResponse(places.LOGIN, 303)
    flashes.leave(request, response, FIRST_RUN["made"], showing.lang_of(request))
    return response


def _clerk(form: FormData, texts: Mapping[str, str]) -> NewUser | None:
    """The clerk's account, where any of its fields was filled in."""
    password = str(form.get("clerk_password", ""))
    if not (texts["clerk_login"] or texts["clerk_name"] or password):
        return None
    return NewUser(texts["clerk_login"], texts["clerk_name"], Role.CLERK, password, is_lent=True)


def _errors(request: Request, form: FormData) -> dict[str, Phrase]:
    """What is wrong before the casebook is asked."""
    code = entrance.of(request).setup_code
    typed = line(form, "setup_code").encode()
    if code and not secrets.compare_digest(typed, code.encode()):
        return {"setup_code": FIRST_RUN["wrong_code"]}
    if form.get("password") != form.get("again"):
        return {"again": FIRST_RUN["not_same"]}
    return {}


def _page(request: Request, texts: Mapping[str, str], errors: Mapping[str, Phrase | Sentence], status: int = 200) -> Response:
    return showing.page(
        request,
        "first_run/first_run.html.j2",
        status=status,
        t=FIRST_RUN,
        texts={name: texts.get(name, "") for name in _TEXTS},
        errors=errors,
        asks_code=bool(entrance.of(request).setup_code),
    )


def _too_late(request: Request) -> Response:
    """The way to sign in, for whoever comes when there are users."""
    response = RedirectResponse(places.LOGIN, 303)
    flashes.leave(request, response, FIRST_RUN["too_late"], showing.lang_of(request), "warning")
    return response
