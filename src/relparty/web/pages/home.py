"""The address without a path: it leads to what an account is for."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from relparty.web import navigation
from relparty.web.wiring import SessionHere

router = APIRouter(include_in_schema=False)


@router.get("/")
def home(session: SessionHere) -> Response:
    """The first page of whoever is signed in."""
    return RedirectResponse(navigation.home_of(session.user), 303)
