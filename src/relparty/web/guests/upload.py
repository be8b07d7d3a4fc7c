"""A filled form handed in as a file, with its papers."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from relparty.casebook import submissions
from relparty.casebook.book import new_id
from relparty.web import flashes, showing
from relparty.web.guests import guest
from relparty.web.guests.guest import GuestHere, Here
from relparty.web.guests.words import WORDS
from relparty.web.pages import posted, uploads
from relparty.web.pages.posted import PostedHere
from relparty.web.wiring import OfficeHere

router = APIRouter(include_in_schema=False)


@router.get("/b/{secret}/upload")
def choose(request: Request, there: GuestHere) -> HTMLResponse:
    """The page to choose files on."""
    return _page(request, there)


@router.post("/b/{secret}/upload")
def hand_in(request: Request, office: OfficeHere, there: GuestHere, sent: PostedHere) -> Response:
    """Hands the files in and answers with the receipt."""
    forms = posted.files(sent, "form")
    if not forms:
        return _page(request, there, status=400, error=WORDS["no_file"])
    files = [*uploads.stored(office, forms, "form"), *uploads.stored(office, posted.files(sent, "evidence"), "evidence")]
    kept = [each for each in sent.getlist("kept") if isinstance(each, str)]
    made = submissions.hand_in(office.book, there.secret, posted.line(sent, "key", 100) or new_id(), files, kept)
    office.background.read_new()
    answer = guest.back(there)
    said = WORDS["not_accepted"]() if made.is_late else WORDS["handed_in"](receipt=made.receipt)
    flashes.leave(request, answer, said, showing.lang_of(request), "warning" if made.is_late else "done")
    return answer


def _page(request: Request, there: Here, status: int = 200, error: object = None) -> HTMLResponse:
    papers = [each for each in (there.latest.attachments if there.latest else ()) if each.part == "evidence"]
    return guest.page(request, "upload", there, status=status, key=new_id(), papers=papers, error=error)
