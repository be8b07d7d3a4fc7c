"""Signing in through the identity provider: there, and back again. Both exist only where a provider is configured."""

from __future__ import annotations

import logging
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from relparty.casebook import sessions
from relparty.casebook.errors import NotThere
from relparty.phrases import Phrase
from relparty.web import entrance, shell
from relparty.web.oidc import proof
from relparty.web.oidc.asking import Asking, NoAnswer
from relparty.web.pages.oidc_words import PROVIDER
from relparty.web.pages.own_paths import own_path
from relparty.web.pages.sign_in import entered, form_page
from relparty.web.security import cookies, costly, rates
from relparty.web.wiring import Office, OfficeHere

router = APIRouter(include_in_schema=False)

_log = logging.getLogger("relparty.web")

_SECONDS = 600
"""For how long somebody may take at the provider."""
_LONGEST_PATH = 78
"""Of the page to come back to; a longer one is forgotten, for the cookie is short."""
_RETURN = "/oidc/return"


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to the provider and back, known to one browser: what must come back is made of a secret of its cookie."""

    state: str
    nonce: str
    verifier: str
    onward: str = ""


@router.get("/oidc/start")
async def start(request: Request, next: str = "") -> Response:
    """Leads to the provider; who comes here by a link of another site is asked first, by the page of signing in."""
    asking = _asking(request)
    rates.limit_address(request)
    if request.headers.get("sec-fetch-site") in ("cross-site", "same-site"):
        return form_page(request, own_path(next))
    return await costly.run(request, _led_there, request, asking, own_path(next))


@router.get(_RETURN)
async def come_back(request: Request, office: OfficeHere, code: str = "", state: str = "") -> Response:
    """A session for whom the provider names and the office knows; everybody else reads why not."""
    asking = _asking(request)
    rates.limit_address(request)
    response = await costly.run(request, _signed_in, request, office, asking, code, state)
    cookies.drop(response, shell.of(request).settings, "provider")
    return response


def _led_there(request: Request, asking: Asking, onward: str) -> Response:
    secret = secrets.token_urlsafe(24)
    way = _way(request, secret)
    try:
        address = asking.way_in(_return_to(request), way.state, way.nonce, way.verifier)
    except NoAnswer as error:
        return _refused(request, PROVIDER["no_answer"], str(error), 503)
    response = RedirectResponse(address, 303)
    it = shell.of(request)
    kept = urlsafe_b64encode(onward.encode() if len(onward) <= _LONGEST_PATH else b"").decode()
    told = f"{secret}.{int(it.clock())}.{kept}"
    cookies.put(response, it.settings, "provider", f"{told}.{it.signer.mark('provider', 'cookie', told)}", _SECONDS)
    return response


def _signed_in(request: Request, office: Office, asking: Asking, code: str, state: str) -> Response:
    way = _known_way(request)
    if way is None or not secrets.compare_digest(state.encode(), way.state.encode()):
        return _refused(request, PROVIDER["no_way"], "state")
    if not code:
        return _refused(request, PROVIDER["not_given"], "no code")
    try:
        subject = _subject(asking, asking.id_token(_return_to(request), code, way.verifier), way.nonce, office.book.clock().timestamp())
    except NoAnswer as error:
        return _refused(request, PROVIDER["no_answer"], str(error), 503)
    except proof.NotProved as error:
        return _refused(request, PROVIDER["not_proved"], str(error))
    begun = sessions.begin_known(office.book, subject)
    if begun is None:
        return _refused(request, PROVIDER["no_account"], "no account")
    return entered(request, office, *begun, way.onward)


def _subject(asking: Asking, token: str, nonce: str, now: float) -> str:
    """Whom the token names, by keys fetched again where it is signed by one that is not known."""
    try:
        return proof.subject(token, asking.keys(), asking.provider, nonce, now)
    except proof.KeyUnknown:
        return proof.subject(token, asking.keys(is_stale=True), asking.provider, nonce, now)


def _way(request: Request, secret: str, onward: str = "") -> _Way:
    mark = shell.of(request).signer.mark
    return _Way(mark("provider", "state", secret), mark("provider", "nonce", secret), mark("provider", "verifier", secret), onward)


def _known_way(request: Request) -> _Way | None:
    """The way that this browser began; none where it began none, or too long ago."""
    it = shell.of(request)
    told, _, mark = (cookies.read(request, "provider") or "").rpartition(".")
    if not it.signer.is_mark(mark, "provider", "cookie", told):
        return None
    secret, then, kept = told.split(".")
    if not -_SECONDS < it.clock() - int(then) < _SECONDS:
        return None
    return _way(request, secret, own_path(urlsafe_b64decode(kept).decode()))


def _return_to(request: Request) -> str:
    return shell.of(request).settings.public_url.rstrip("/") + _RETURN


def _asking(request: Request) -> Asking:
    found = entrance.of(request).asking
    if found is None:
        raise NotThere
    return found


def _refused(request: Request, said: Phrase, reason: str, status: int = 403) -> Response:
    """The page of signing in with what went wrong; the log is told the kind of it, never a token or a name."""
    _log.warning("identity provider: %s", reason)
    return form_page(request, "", wrong=said, status=status)
