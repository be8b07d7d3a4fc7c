"""A message that the next page shows once, kept by the browser under our mark: no words of a page come from its address."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from typing import Literal, TypeAlias, cast

from starlette.requests import HTTPConnection
from starlette.responses import Response

from relparty.identifiers.masking import shown
from relparty.phrases import Lang, Phrase, Sentence
from relparty.web import shell
from relparty.web.security import cookies

Tone: TypeAlias = Literal["done", "warning"]

_LONGEST = 300
_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Flash:
    """A message and its tone."""

    tone: Tone
    text: str


def leave(request: HTTPConnection, response: Response, said: Phrase | Sentence, lang: Lang, tone: Tone = "done") -> None:
    """Leaves a message for the page that the answer leads to; nobody but this server can write one."""
    it = shell.of(request)
    text = urlsafe_b64encode(json.dumps([tone, shown(said.say(lang))[:_LONGEST]], ensure_ascii=False).encode()).decode().rstrip("=")
    cookies.put(response, it.settings, "flash", f"{text}.{it.signer.mark('flash', text)}", _SECONDS)


def read(request: HTTPConnection) -> Flash | None:
    """The message that was left; none where there is none, or one that we did not write."""
    text, _, mark = (cookies.read(request, "flash") or "").partition(".")
    if not text or not shell.of(request).signer.is_mark(mark, "flash", text):
        return None
    tone, said = json.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    return Flash(cast("Tone", tone), said)
