"""Letters for clarification: drafts, issuing them, what came back, and replies that came on paper."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from relparty.casebook import correspondence, letters, lots, replies
from relparty.casebook.book import new_id
from relparty.casebook.errors import Refused
from relparty.casebook.lots import State
from relparty.casebook.rights import Caller, Deed
from relparty.casebook.submissions import MOST_FILES
from relparty.phrases import Phrase, Sentence
from relparty.web.pages import moments, posted, refusals, sending, uploads
from relparty.web.pages.answers import moved
from relparty.web.pages.letters_words import LETTERS
from relparty.web.pages.lot_frame import lot_page
from relparty.web.pages.paths import Id
from relparty.web.pages.posted import PostedHere
from relparty.web.wiring import CallerHere, Office, OfficeHere

router = APIRouter(include_in_schema=False)

_PLACES = {letters.REPLY_BY: "reply_by"}


@router.get("/lots/{lot}/letters")
def see_letters(request: Request, office: OfficeHere, caller: CallerHere, lot: Id) -> Response:
    """Drafts, issued letters and replies."""
    return _page(request, office, caller, lot)


@router.post("/lots/{lot}/letters")
def issue(request: Request, office: OfficeHere, caller: CallerHere, lot: Id, form: PostedHere) -> Response:
    """Issues the letters of the screening that the page was about."""
    lots.one(office.book, caller, lot, Deed.WRITE_LETTERS)
    lots.one(office.book, caller, lot, Deed.WRITE_LETTERS)
    typed = posted.line(form, "reply_by", 30)
    try:
        reply_by = moments.typed(typed)
    except ValueError:
        return _page(request, office, caller, lot, typed, {"reply_by": LETTERS["no_time"]}, 422)
    try:
        letters.issue(office.book, caller, lot, posted.line(form, "screening", 30), reply_by)
    except Refused as error:
        return _page(request, office, caller, lot, typed, dict(refusals.beside(error, _PLACES)), 409)
    return moved(request, f"/lots/{lot}/letters", LETTERS["issued"])


@router.get("/lots/{lot}/letters/drafts/{invitation}.pdf")
def draft(office: OfficeHere, caller: CallerHere, lot: Id, invitation: Id) -> Response:
    """A letter as it would be issued."""
    return sending.file("draft.pdf", letters.draft(office.book, caller, lot, invitation), sending.TYPES["pdf"])


@router.get("/lots/{lot}/letters/{letter}.pdf")
def issued(office: OfficeHere, caller: CallerHere, lot: Id, letter: Id) -> Response:
    """A letter as it was issued."""
    found, content = letters.issued(office.book, caller, lot, letter)
    return sending.file(f"{found.bidder}.pdf", content, sending.TYPES["pdf"])


@router.get("/lots/{lot}/letters/{letter}/reply")
def write_reply(request: Request, office: OfficeHere, caller: CallerHere, lot: Id, letter: Id) -> Response:
    """The form for a reply that came on paper."""
    return _reply_page(request, office, caller, lot, letter, new_id(), "", {}, 200)


@router.post("/lots/{lot}/letters/{letter}/reply")
def enter_reply(request: Request, office: OfficeHere, caller: CallerHere, lot: Id, letter: Id, form: PostedHere) -> Response:
    """Keeps a reply that came on paper."""
    correspondence.to_enter(office.book, caller, lot, letter)
    key, words = posted.line(form, "key", 100) or new_id(), posted.text(form, "words", replies.LONGEST + 1)
    files = posted.files(form, "files")
    if len(files) > MOST_FILES:
        return _reply_page(request, office, caller, lot, letter, key, words, {"files": LETTERS["too_many"](n=MOST_FILES)}, 422)
    try:
        replies.enter(office.book, caller, lot, letter, key, words, uploads.stored(office, files, "evidence"))
    except Refused as error:
        return _reply_page(request, office, caller, lot, letter, key, words, dict(refusals.beside(error, {})), 409)
    return moved(request, f"/lots/{lot}/letters", LETTERS["saved"])


def _page(
    request: Request,
    office: Office,
    caller: Caller,
    lot: str,
    typed: str = "",
    errors: dict[str, Phrase | Sentence] | None = None,
    status: int = 200,
) -> Response:
    found = correspondence.of_lot(office.book, caller, lot)
    is_open = found.lot.state is State.CLOSED
    return lot_page(
        request,
        "letters/list.html.j2",
        found.lot,
        found.standing,
        "/letters",
        status=status,
        t=LETTERS,
        found=found,
        typed=typed,
        errors=errors or {},
        may_issue=is_open and found.standing.may(Deed.WRITE_LETTERS) and any(each.is_own for each in found.drafts),
        may_enter=is_open and found.standing.may(Deed.TAKE_REPLIES),
    )


def _reply_page(
    request: Request,
    office: Office,
    caller: Caller,
    lot: str,
    letter: str,
    key: str,
    words: str,
    errors: dict[str, Phrase | Sentence],
    status: int,
) -> Response:
    found, standing, sent = correspondence.to_enter(office.book, caller, lot, letter)
    return lot_page(
        request,
        "letters/reply.html.j2",
        found,
        standing,
        "/letters",
        title=LETTERS["enter"],
        status=status,
        t=LETTERS,
        sent=sent,
        key=key,
        words=words,
        errors=errors,
        most=replies.LONGEST,
    )
