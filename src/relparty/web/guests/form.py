"""The form online: shown with what was filled in before, checked while it is typed, handed in."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi import APIRouter, Request
from starlette.datastructures import FormData
from starlette.responses import HTMLResponse, JSONResponse, Response

from relparty.casebook import submissions
from relparty.casebook.book import new_id
from relparty.casebook.submissions import Upload
from relparty.errors import RelpartyError, UsageError
from relparty.forms.online import form as online
from relparty.forms.online import page as pages
from relparty.forms.online.posting import BUTTONS
from relparty.phrases import Phrase
from relparty.reports import online_answers
from relparty.web import showing
from relparty.web.form import rendered
from relparty.web.form.fields import form_page
from relparty.web.guests import guest
from relparty.web.guests.guest import GuestHere, Here
from relparty.web.guests.words import WORDS
from relparty.web.pages.posted import PostedHere
from relparty.web.security import csrf
from relparty.web.wiring import Office, OfficeHere

router = APIRouter(include_in_schema=False)

_BESIDE = frozenset({csrf.FIELD, "key"})
"""What the page posts beside the form: the mark, and the key by which the same page sent twice is one submission."""


@router.get("/b/{secret}/form")
def fill(request: Request, office: OfficeHere, there: GuestHere) -> HTMLResponse:
    """The form with what this bidder filled in last."""
    before, is_file = _before(office, there)
    return _page(request, there, pages.page(before), None, note=WORDS["online_is_file"] if is_file else None)


@router.post("/b/{secret}/form")
def act(request: Request, office: OfficeHere, there: GuestHere, sent: PostedHere) -> Response:
    """What a button of the form asks for: one more row, an answer to what stands there, or handing it in."""
    pairs = tuple(_pairs(sent))
    lang = showing.lang_of(request)
    is_empty = sent.get("act") == "hand_in" and not _is_filled(pairs, there)
    if is_empty or sent.get("act") != "hand_in":
        found = online_answers.live(pairs, lang, _BESIDE) if sent.get("act") in ("check", "hand_in") else None
        note = WORDS["nothing_filled"] if is_empty else None
        return _page(request, there, pages.page(pairs, _BESIDE), found, guest.key(sent), note)
    content = online.machine_form(pairs, _BESIDE)
    upload = Upload(online.FILE, "form", office.book.files.put(content))
    kept = [each.id for each in (there.latest.attachments if there.latest else ()) if each.part == "evidence"]
    made = submissions.hand_in(office.book, there.secret, guest.key(sent), [upload], kept, "online")
    return guest.received(request, office, there, made)


@router.post("/b/{secret}/check")
def check(request: Request, there: GuestHere, sent: PostedHere) -> JSONResponse:
    """The answers to what stands in the form just now, for the page's script; nothing is saved."""
    del there  # it was asked for, so that a guess is told nothing
    lang = showing.lang_of(request)
    try:
        return JSONResponse(online_answers.for_script(online_answers.live(tuple(_pairs(sent)), lang, _BESIDE)))
    except UsageError as error:
        return JSONResponse(online_answers.refusal_for_script(error, lang))


def _page(
    request: Request, there: Here, shown: pages.Page, found: online_answers.Answers | None, key: str = "", note: Phrase | None = None
) -> HTMLResponse:
    lang = showing.lang_of(request)
    hidden = ((csrf.FIELD, csrf.token(request)), ("key", key or new_id()))
    posting = rendered.Posting(there.path("/form"), there.path("/check"), hidden)
    fields = rendered.fields(form_page(shown, lang, found), posting)
    return guest.page(request, "form", there, fields=fields, note=note)


def _before(office: Office, there: Here) -> tuple[dict[str, str], bool]:
    """What to begin with, and whether the last form was a file, which is not taken over."""
    forms = [each for each in (there.latest.attachments if there.latest else ()) if each.part == "form" and each.file_id]
    for each in forms:
        if each.name == online.FILE:
            try:
                return online.posted(office.book.files.read(each.file_id or "")), False
            except RelpartyError:
                break
    return there.known, bool(forms)


def _pairs(sent: FormData) -> Iterator[tuple[str, str]]:
    return ((name, value) for name, value in sent.multi_items() if isinstance(value, str))


def _is_filled(pairs: tuple[tuple[str, str], ...], there: Here) -> bool:
    """Whether anything stands in the form but what the page wrote there itself."""
    return any(text.strip() for name, text in pairs if name not in (*there.known, *_BESIDE, *BUTTONS))
