"""Setting up a second factor: a secret as picture and text, kept by nobody until a code of it was right."""

from __future__ import annotations

import hmac
from collections.abc import Mapping

import segno
from fastapi import Request
from starlette.responses import Response

from relparty.casebook import sealed, sessions
from relparty.casebook.errors import Tampered
from relparty.casebook.sessions import Session
from relparty.phrases import Phrase, Sentence
from relparty.web import showing
from relparty.web.pages.me_words import ME
from relparty.web.wiring import Office

_GROUP = 4


def page(
    request: Request, office: Office, session: Session, secret: str, errors: Mapping[str, Phrase | Sentence] | None = None
) -> Response:
    """The page with the picture; the secret travels sealed in its form, good for this session alone."""
    return showing.page(
        request,
        "me/totp.html.j2",
        status=422 if errors else 200,
        t=ME,
        errors=errors or {},
        picture=segno.make(sessions.totp_address(session.user, secret), error="m").svg_data_uri(scale=5, border=4),
        secret=" ".join(secret[at : at + _GROUP] for at in range(0, len(secret), _GROUP)),
        enrolment=sealed.sealed(_key(office), secret, session.id),
    )


def opened(office: Office, session: Session, enrolment: str) -> str | None:
    """The secret of a form that this session was given; none for any other text."""
    try:
        return sealed.opened(_key(office), enrolment, session.id)
    except (Tampered, ValueError):
        return None


def _key(office: Office) -> bytes:
    return hmac.digest(office.book.keys.web, b"relparty.web/totp", "sha256")
