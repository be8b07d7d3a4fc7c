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
from relparty.phrases import Phrase
from relparty.reports import online_answers
from relparty.web import flashes, showing
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
    if sent.get("act") != "hand_in":
        is_check = sent.get("act") == "check"
        found = online_answers.live(pairs, lang, _BESIDE) if is_check else None
        return _page(request, there, pages.page(pairs, _BESIDE), found, key=_key(sent))
    content = online.machine_form(pairs, _BESIDE)
    upload = Upload(online.FILE, "form", office.book.files.put(content))
    kept = [each.id for each in (there.latest.attachments if there.latest else ()) if each.part == "evidence"]
    made = submissions.hand_in(office.book, there.secret, _key(sent), [upload], kept, "online")
    office.background.read_new()
    answer = guest.back(there)
    said = WORDS["not_accepted"]() if made.is_late else WORDS["handed_in"](receipt=made.receipt)
    flashes.leave(request, answer, said, lang, "warning" if made.is_late else "done")
    return answer


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
    guest_of, terms = there.guest.invitation, there.guest.lot.terms
    known = {"lot_name": terms.name, "lot_id": terms.number, "bidder_name": guest_of.bidder, "bidder_uscc": guest_of.uscc}
    return known, bool(forms)


def _pairs(sent: FormData) -> Iterator[tuple[str, str]]:
    return ((name, value) for name, value in sent.multi_items() if isinstance(value, str))


def _key(sent: FormData) -> str:
    """The key of the page, of a length that a database takes; a page without one is a page of its own."""
    told = sent.get("key")
    return told[:100] if isinstance(told, str) and told else new_id()
