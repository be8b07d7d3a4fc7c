"""Accounts, for the administrator: the list, one account and all that is changed of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from fastapi import APIRouter, Request
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from relparty.casebook import accounts, users
from relparty.casebook.errors import NotThere, Refused
from relparty.casebook.rights import Caller, OfficeDeed, require_office
from relparty.casebook.spoken import spoken
from relparty.casebook.users import ROLE_WORDS, NewUser, Role, User
from relparty.phrases import Phrase, Sentence
from relparty.web import entrance, flashes, showing
from relparty.web.pages.accounts_words import ACCOUNTS, ROLE_HINTS
from relparty.web.pages.me import secret
from relparty.web.pages.paths import Id
from relparty.web.pages.posted import PostedHere, line
from relparty.web.pages.refusals import beside
from relparty.web.security import costly
from relparty.web.showing import Link
from relparty.web.wiring import CallerHere, Office, OfficeHere

router = APIRouter(include_in_schema=False)

_ROOT = Link("/accounts", ACCOUNTS["title"])
_ROLES = tuple((role.value, words) for role, words in ROLE_WORDS.items())
_TEXTS = ("login", "name", "unit", "role", "subject")
_PLACES = {
    users.LOGIN: "login",
    users.NAME: "name",
    users.UNIT: "unit",
    users.PASSWORD: "password",
    users.RESIDENT_ID: "resident_id",
    users.SUBJECT: "subject",
}


@router.get("/accounts")
def list_accounts(request: Request, office: OfficeHere, caller: CallerHere) -> Response:
    """Every account."""
    found = accounts.all_of(office.book, caller)
    return showing.page(
        request,
        "accounts/list.html.j2",
        t=ACCOUNTS,
        open_ones=[each for each in found if not each.is_closed],
        closed_ones=[each for each in found if each.is_closed],
        roles=ROLE_WORDS,
    )


@router.get("/accounts/new")
def new_account(request: Request, caller: CallerHere) -> Response:
    """The empty form of an account."""
    require_office(caller.user, OfficeDeed.KEEP_ACCOUNTS)
    return _new_page(request, {}, {})


@router.post("/accounts/new")
async def add_account(request: Request, office: OfficeHere, caller: CallerHere, form: PostedHere) -> Response:
    """Makes an account, and tells its first password once."""
    require_office(caller.user, OfficeDeed.KEEP_ACCOUNTS)
    return await costly.run(request, _added, request, office, caller, form)


@router.get("/accounts/{account}")
def one_account(request: Request, office: OfficeHere, caller: CallerHere, account: Id) -> Response:
    """One account."""
    return _page(request, caller, accounts.one(office.book, caller, account))


@router.post("/accounts/{account}/password")
async def give_password(request: Request, office: OfficeHere, caller: CallerHere, account: Id, form: PostedHere) -> Response:
    """Another password, told once."""
    require_office(caller.user, OfficeDeed.KEEP_ACCOUNTS)
    return await costly.run(request, _given, request, office, caller, account, form)


@router.post("/accounts/{account}/role")
def set_role(request: Request, office: OfficeHere, caller: CallerHere, account: Id, form: PostedHere) -> Response:
    """Another role."""
    role = line(form, "role")
    if role not in set(Role):
        return _page(request, caller, accounts.one(office.book, caller, account), {"role": ACCOUNTS["choose_role"]}, 422)
    return _changed(
        request, office, caller, account, ACCOUNTS["role_done"], lambda: accounts.set_role(office.book, caller, account, Role(role))
    )


@router.post("/accounts/{account}/resident-id")
def set_resident_id(request: Request, office: OfficeHere, caller: CallerHere, account: Id, form: PostedHere) -> Response:
    """The resident id, or none; it is never shown again."""
    number = line(form, "resident_id")
    said = ACCOUNTS["id_done" if number else "id_gone"]
    return _changed(request, office, caller, account, said, lambda: accounts.set_resident_id(office.book, caller, account, number))


@router.post("/accounts/{account}/subject")
def set_subject(request: Request, office: OfficeHere, caller: CallerHere, account: Id, form: PostedHere) -> Response:
    """Whom the identity provider knows the account as."""
    subject = line(form, "subject", users.MOST_SUBJECT + 1)
    said = ACCOUNTS["subject_done"]
    return _changed(request, office, caller, account, said, lambda: accounts.set_subject(office.book, caller, account, subject))


@router.post("/accounts/{account}/totp-drop")
def drop_totp(request: Request, office: OfficeHere, caller: CallerHere, account: Id) -> Response:
    """Takes the second factor away."""
    said = ACCOUNTS["totp_done"]
    return _changed(request, office, caller, account, said, lambda: accounts.drop_totp(office.book, caller, account))


@router.get("/accounts/{account}/close")
def ask_to_close(request: Request, office: OfficeHere, caller: CallerHere, account: Id) -> Response:
    """Asks again before an account is closed for good."""
    user = accounts.one(office.book, caller, account)
    if user.is_closed:
        raise NotThere
    return showing.page(request, "accounts/close.html.j2", crumbs=_crumbs(user), t=ACCOUNTS, user=user)


@router.post("/accounts/{account}/close")
def close(request: Request, office: OfficeHere, caller: CallerHere, account: Id) -> Response:
    """Closes an account for good."""
    said = ACCOUNTS["closed_done"]
    return _changed(request, office, caller, account, said, lambda: accounts.close(office.book, caller, account))


def _added(request: Request, office: Office, caller: Caller, form: FormData) -> Response:
    texts = {name: line(form, name, users.MOST_SUBJECT + 1) for name in _TEXTS}
    if texts["role"] not in set(Role):
        return _new_page(request, texts, {"role": ACCOUNTS["choose_role"]}, 422)
    password = (secret(form, "password") or spoken()) if line(form, "way") != "provider" else None
    number = line(form, "resident_id")
    new = NewUser(texts["login"], texts["name"], Role(texts["role"]), password, texts["unit"], number, texts["subject"])
    try:
        made = accounts.add(office.book, caller, new)
    except Refused as error:
        return _new_page(request, texts, beside(error, _PLACES), 409)
    return _told_page(request, made, password) if password is not None else _back(request, made.id, ACCOUNTS["added"])


def _given(request: Request, office: Office, caller: Caller, account: str, form: FormData) -> Response:
    password = secret(form, "password") or spoken()
    try:
        accounts.give_password(office.book, caller, account, password)
    except Refused as error:
        return _page(request, caller, accounts.one(office.book, caller, account), beside(error, _PLACES), 409)
    return _told_page(request, accounts.one(office.book, caller, account), password)


def _changed(request: Request, office: Office, caller: Caller, account: str, said: Phrase, deed: Callable[[], None]) -> Response:
    """The way back to an account after a deed, or its page with what the casebook had against it."""
    try:
        deed()
    except Refused as error:
        return _page(request, caller, accounts.one(office.book, caller, account), beside(error, _PLACES), 409)
    return _back(request, account, said)


def _page(
    request: Request, caller: Caller, user: User, errors: Mapping[str, Phrase | Sentence] | None = None, status: int = 200
) -> Response:
    return showing.page(
        request,
        "accounts/one.html.j2",
        status=status,
        crumbs=_crumbs(user),
        t=ACCOUNTS,
        user=user,
        roles=_ROLES,
        role_words=ROLE_WORDS,
        role_hints=ROLE_HINTS,
        errors=errors or {},
        is_own=user.id == caller.user.id,
        has_provider=entrance.of(request).asking is not None,
    )


def _new_page(request: Request, texts: Mapping[str, str], errors: Mapping[str, Phrase | Sentence], status: int = 200) -> Response:
    return showing.page(
        request,
        "accounts/new.html.j2",
        status=status,
        crumbs=(_ROOT, Link("", ACCOUNTS["new"])),
        t=ACCOUNTS,
        texts={name: texts.get(name, "") for name in _TEXTS},
        errors=errors,
        roles=_ROLES,
        role_hints=ROLE_HINTS,
        has_provider=entrance.of(request).asking is not None,
    )


def _told_page(request: Request, user: User, password: str) -> Response:
    """The one page that shows a password."""
    return showing.page(request, "accounts/told.html.j2", crumbs=_crumbs(user), t=ACCOUNTS, user=user, password=password)


def _crumbs(user: User) -> tuple[Link, ...]:
    return _ROOT, Link(f"/accounts/{user.id}", user.name)


def _back(request: Request, account: str, said: Phrase) -> Response:
    response = RedirectResponse(f"/accounts/{account}", 303)
    flashes.leave(request, response, said, showing.lang_of(request))
    return response
