"""Answers to a form that was accepted: the way to the page that shows what became of it, and a message for that page."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse

from relparty.phrases import Phrase, Sentence
from relparty.web import flashes, showing
from relparty.web.flashes import Tone


def moved(request: Request, address: str, said: Phrase | Sentence, tone: Tone = "done") -> RedirectResponse:
    """The way to another page of ours, which shows the message once; loading that page again sends nothing again."""
    response = RedirectResponse(address, 303)
    flashes.leave(request, response, said, showing.lang_of(request), tone)
    return response
