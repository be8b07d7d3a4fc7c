"""What every route gets handed: the office's casebook and settings, and who is asking."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from relparty.casebook import rights, sessions
from relparty.casebook.book import Casebook
from relparty.casebook.rights import Caller
from relparty.casebook.sessions import Session
from relparty.settings import Settings
from relparty.web import navigation, places
from relparty.web.background import Background
from relparty.web.security import cookies
from relparty.web.settings import WebSettings


class SignInNeeded(Exception):
    """Somebody who is not signed in asks for a page of the office; it is answered with the way to sign in."""


class PasswordDue(Exception):
    """Somebody signed in with a password that another person gave; until they choose one themselves there is nothing else for them."""


@dataclass(frozen=True, slots=True)
class Office:
    """What a server serves: one casebook, the settings of screenings and of pages, the work in the background."""

    book: Casebook
    settings: Settings
    web: WebSettings
    background: Background


def office_of(request: Request) -> Office:
    """The office that this server serves."""
    office: Office = request.app.state.office
    return office


def session_of(request: Request) -> Session:
    """The session of whoever asks, as the frame of the page shows it; raises SignInNeeded where there is none.

    Raises PasswordDue where only another password may be chosen now.
    """
    office = office_of(request)
    secret = cookies.session_secret(request)
    session = sessions.of(office.book, secret) if secret else None
    if session is None:
        raise SignInNeeded
    request.state.session = session
    if session.user.must_change and request.url.path not in (places.OWN_PASSWORD, places.LOGOUT):
        raise PasswordDue
    request.state.viewer = navigation.viewer(session.user)
    return session


def caller_of(session: Annotated[Session, Depends(session_of)]) -> Caller:
    """The signed-in user as the casebook asks for it."""
    return rights.caller(session.user)


OfficeHere = Annotated[Office, Depends(office_of)]
SessionHere = Annotated[Session, Depends(session_of)]
CallerHere = Annotated[Caller, Depends(caller_of)]
