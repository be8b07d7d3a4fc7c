"""A filled form handed in as a file, with its papers."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from relparty.casebook import submissions
from relparty.casebook.book import new_id
from relparty.phrases import Phrase
from relparty.web.guests import guest
from relparty.web.guests.guest import GuestHere, Here
from relparty.web.guests.words import WORDS
from relparty.web.pages import posted, uploads
from relparty.web.pages.posted import PostedHere
from relparty.web.wiring import Office, OfficeHere

router = APIRouter(include_in_schema=False)


@router.get("/b/{secret}/upload")
def choose(request: Request, office: OfficeHere, there: GuestHere) -> HTMLResponse:
    """The page to choose files on."""
    return _page(request, office, there)


@router.post("/b/{secret}/upload")
def hand_in(request: Request, office: OfficeHere, there: GuestHere, sent: PostedHere) -> Response:
    """Hands the files in and answers with the receipt."""
    forms, papers = posted.files(sent, "form"), posted.files(sent, "evidence")
    uploads.check(office, [*forms, *papers])
    if not forms:
        return _page(request, office, there, status=400, error=WORDS["no_file"])
    files = [*uploads.stored(office, forms, "form"), *uploads.stored(office, papers, "evidence")]
    kept = [each for each in sent.getlist("kept") if isinstance(each, str)]
    return guest.received(request, office, there, submissions.hand_in(office.book, there.secret, guest.key(sent), files, kept))


def _page(request: Request, office: Office, there: Here, status: int = 200, error: Phrase | None = None) -> HTMLResponse:
    papers = [each for each in (there.latest.attachments if there.latest else ()) if each.part == "evidence"]
    told = guest.limits(office)
    return guest.page(request, "upload", there, status=status, key=new_id(), papers=papers, told=told, error=error)
