"""A bidder's own page: the lot, the deadline, what it handed in, what was understood, letters."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request
from markupsafe import Markup
from starlette.responses import HTMLResponse, Response

from relparty.casebook import letters, readings, replies
from relparty.casebook.errors import NotThere
from relparty.casebook.letters import Letter
from relparty.names.folding import fold
from relparty.phrases import Lang
from relparty.web import showing
from relparty.web.form import rendered
from relparty.web.form.answers import answers_page
from relparty.web.guests import guest
from relparty.web.guests.guest import GuestHere, Here
from relparty.web.wiring import Office, OfficeHere

router = APIRouter(include_in_schema=False)

_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@dataclass(frozen=True, slots=True)
class Read:
    """A form that was handed in: its name, and what was understood of it once it has been read."""

    name: str
    understood: Markup | None
    other_lot: str = ""
    """The number of another lot that it names."""


@router.get("/b/{secret}")
def home(request: Request, office: OfficeHere, there: GuestHere) -> HTMLResponse:
    """The bidder's page."""
    office.background.read_new()
    lang = showing.lang_of(request)
    with office.book.look() as db:
        to_read = [(each, replies.of_letter(db, each.id)) for each in letters.to_guest(db, there.guest)]
    forms, can_reply = _read(office, there, lang), there.guest.lot.signed_at is None
    return guest.page(request, "home", there, forms=forms, letters=to_read, can_reply=can_reply)


@router.get("/b/{secret}/blank.{kind}")
def blank(request: Request, there: GuestHere, kind: Annotated[str, Path(pattern="^(xlsx|docx)$")]) -> Response:
    """The empty form with the lot and the bidder filled in."""
    writer = import_module(f"relparty.forms.blank.{kind}")
    terms, invitation = there.guest.lot.terms, there.guest.invitation
    known = {"lot_name": terms.name, "lot_id": terms.number, "bidder_name": invitation.bidder, "bidder_uscc": invitation.uscc}
    made = writer.document if kind == "docx" else writer.workbook
    return Response(
        made(known, showing.lang_of(request)),
        media_type=_TYPES[kind],
        headers={"content-disposition": f'attachment; filename="form.{kind}"'},
    )


def letter_of(office: Office, there: Here, id: str) -> Letter:
    """A letter to this bidder; raises NotThere for any other."""
    with office.book.look() as db:
        found = next((each for each in letters.to_guest(db, there.guest) if each.id == id), None)
    if found is None:
        raise NotThere
    return found


def _read(office: Office, there: Here, lang: Lang) -> list[Read]:
    """What was understood of the forms of the version that counts."""
    forms = [each for each in (there.latest.attachments if there.latest else ()) if each.part == "form"]
    with office.book.look() as db:
        told = [readings.answers(office.book, db, each, lang) for each in forms]
    return [_told(each.name, answers, there, lang) for each, answers in zip(forms, told, strict=True)]


def _told(name: str, answers: dict[str, Any] | None, there: Here, lang: Lang) -> Read:
    if answers is None:
        return Read(name, None)
    written = next((each["value"] or "" for each in answers["fields"] if each["field"] == "lot_id"), "")
    is_other = fold(written) not in ("", fold(there.guest.lot.terms.number))
    return Read(name, rendered.answers(answers_page(answers, lang), lang), written if is_other else "")
