"""Letters to the bidder, and its replies."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from relparty.casebook import replies
from relparty.casebook.book import new_id
from relparty.web import flashes, showing
from relparty.web.guests import guest, home
from relparty.web.guests.guest import GuestHere
from relparty.web.guests.words import WORDS
from relparty.web.pages import posted, uploads
from relparty.web.pages.paths import Id
from relparty.web.pages.posted import PostedHere
from relparty.web.wiring import OfficeHere

router = APIRouter(include_in_schema=False)


@router.get("/b/{secret}/letters/{letter}.pdf")
def read(office: OfficeHere, there: GuestHere, letter: Id) -> Response:
    """A letter as it was issued."""
    found = home.letter_of(office, there, letter)
    headers = {"content-disposition": 'attachment; filename="letter.pdf"'}
    return Response(office.book.files.read(found.file), media_type="application/pdf", headers=headers)


@router.get("/b/{secret}/letters/{letter}")
def write(request: Request, office: OfficeHere, there: GuestHere, letter: Id) -> HTMLResponse:
    """The page to reply on, with what was replied before."""
    found = home.letter_of(office, there, letter)
    with office.book.look() as db:
        sent = replies.of_letter(db, letter)
    can_reply, told = there.guest.lot.signed_at is None, guest.limits(office)
    return guest.page(request, "reply", there, letter=found, sent=sent, key=new_id(), can_reply=can_reply, told=told)


@router.post("/b/{secret}/letters/{letter}")
def send(request: Request, office: OfficeHere, there: GuestHere, letter: Id, sent: PostedHere) -> Response:
    """Keeps a reply."""
    home.letter_of(office, there, letter)
    files = uploads.stored(office, posted.files(sent, "files"), "evidence")
    replies.answer(office.book, there.secret, letter, guest.key(sent), posted.text(sent, "words", replies.LONGEST + 1), files)
    answer = guest.back(there)
    flashes.leave(request, answer, WORDS["sent"](), showing.lang_of(request))
    return answer
