"""Pages: a template with the words of the reader's language, the form's mark, and who is signed in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from markupsafe import Markup
from starlette.requests import HTTPConnection
from starlette.responses import HTMLResponse

from relparty import templates
from relparty.identifiers.masking import shown
from relparty.phrases import Lang, Phrase, Sentence
from relparty.web import flashes, places, shell, static, words
from relparty.web.security import cookies, csrf

Said: TypeAlias = "str | int | Phrase | Sentence | Markup"
_LANGS: dict[str | None, Lang] = {"zh": "zh", "en": "en"}
_YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the navigation or of the way to a page."""

    href: str
    text: str | Phrase | Sentence


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who is signed in, as the frame of the pages shows it; routes keep it in `request.state.viewer`."""

    name: str
    links: tuple[Link, ...] = ()
    sign_out: str = "/logout"


def page(request: HTTPConnection, template: str, *, status: int = 200, crumbs: tuple[Link, ...] = (), **values: object) -> HTMLResponse:
    """A page of a template in `relparty.web.templates`, which extends `base.html.j2`.

    Templates say texts by `say(...)`, which picks the language and masks; the frame's words are `w`. It writes the
    cookies that the page needs: the visit, the language, and the message that it showed.
    """
    lang = lang_of(request)
    viewer: Viewer | None = getattr(request.state, "viewer", None)
    flash = flashes.read(request)
    frame = {"viewer": viewer, "flash": flash, "crumbs": crumbs, "csrf": csrf.token(request), "switch": _switch(request, lang)}
    response = HTMLResponse(rendered(request, template, lang, frame | values), status)
    cookies.keep_visit(request, response)
    _keep_lang(request, response)
    if flash is not None:
        cookies.drop(response, shell.of(request).settings, "flash")
    return response


def bare(request: HTTPConnection, template: str, status: int, **values: object) -> HTMLResponse:
    """A page that is the same for everybody: no name, no mark, no cookie; its bytes depend on the language and the values."""
    lang = lang_of(request)
    frame: dict[str, object] = {"viewer": None, "flash": None, "crumbs": (), "csrf": "", "switch": None}
    return HTMLResponse(rendered(request, template, lang, frame | values), status)


def rendered(request: HTTPConnection, template: str, lang: Lang, values: dict[str, object]) -> str:
    """The text of a page."""

    def say(text: Said) -> str:
        if isinstance(text, Markup):
            return text
        return shown(text.say(lang) if isinstance(text, Phrase | Sentence) else str(text))

    def is_here(link: Link) -> bool:
        return places.is_under(request.url.path, link.href) if link.href != "/" else request.url.path == "/"

    told = {
        "lang": lang,
        "tag": words.TAGS[lang],
        "w": {name: phrase.say(lang) for name, phrase in words.FRAME.items()},
        "say": say,
        "is_here": is_here,
        "static": static.address,
        "office": shell.of(request).settings.office or words.PRODUCT.say(lang),
    }
    return templates.environment("relparty.web.templates").get_template(template).render(told | values)


def lang_of(request: HTTPConnection) -> Lang:
    """The language of the reader: as just chosen, as chosen before, as the browser asks, else as the office has it."""
    for chosen in (request.query_params.get("lang"), cookies.read(request, "lang")):
        if chosen in _LANGS:
            return _LANGS[chosen]
    return _asked(request.headers.get("accept-language", "")) or shell.of(request).settings.lang


def _asked(header: str) -> Lang | None:
    """The first language of ours in an Accept-Language, by its weights (RFC 9110, 12.5.4)."""
    wishes: list[tuple[float, int, Lang]] = []
    for at, part in enumerate(header.split(",")[:20]):
        tag, _, weight = part.strip().lower().partition(";q=")
        lang: Lang | None = "zh" if tag.startswith("zh") else "en" if tag.startswith("en") else None
        if lang is not None and _weight(weight) > 0:
            wishes.append((-_weight(weight), at, lang))
    return min(wishes)[2] if wishes else None


def _weight(text: str) -> float:
    try:
        return float(text) if text else 1.0
    except ValueError:
        return 0.0


def _switch(request: HTTPConnection, lang: Lang) -> tuple[str, str] | None:
    """The link to this page in the other language and that language's tag; none on the answer to a form."""
    if request.scope["method"] not in ("GET", "HEAD"):
        return None
    other = words.OTHER[lang]
    return f"?{request.url.include_query_params(lang=other).query}", words.TAGS["en" if lang == "zh" else "zh"]


def _keep_lang(request: HTTPConnection, response: HTMLResponse) -> None:
    lang = lang_of(request)
    if request.query_params.get("lang") == lang:
        cookies.put(response, shell.of(request).settings, "lang", lang, _YEAR)
