"""A bidder's own page: the lot, the deadline, what it handed in, what was understood, letters."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request
from markupsafe import Markup
from starlette.responses import HTMLResponse, Response

from relparty.casebook import letters, readings, replies
from relparty.casebook.errors import NotThere
from relparty.casebook.letters import Letter
from relparty.identifiers import uscc as codes
from relparty.names.folding import fold
from relparty.phrases import Lang, Sentence
from relparty.web import showing
from relparty.web.form import rendered
from relparty.web.form.answers import answers_page
from relparty.web.guests import guest
from relparty.web.guests.guest import GuestHere, Here
from relparty.web.guests.words import WORDS
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
    warnings: tuple[Sentence, ...] = ()
    """Where it names another lot or another bidder."""


@router.get("/b/{secret}")
def home(request: Request, office: OfficeHere, there: GuestHere) -> HTMLResponse:
    """The bidder's page."""
    lang = showing.lang_of(request)
    forms = _read(office, there, lang)
    if any(each.understood is None for each in forms):
        office.background.read_new()
    with office.book.look() as db:
        to_read = [(each, replies.of_letter(db, each.id)) for each in letters.to_guest(db, there.guest)]
        wait = readings.next_look(there.latest.received_at, office.book.now(db)) if there.latest else None
    told: dict[str, Any] = {"letters": to_read, "can_reply": there.guest.lot.signed_at is None, "next_look": _seconds(wait)}
    return guest.page(request, "home", there, forms=forms, **told)


@router.get("/b/{secret}/blank.{kind}")
def blank(request: Request, there: GuestHere, kind: Annotated[str, Path(pattern="^(xlsx|docx)$")]) -> Response:
    """The empty form with the lot and the bidder filled in."""
    writer = import_module(f"relparty.forms.blank.{kind}")
    made = writer.document if kind == "docx" else writer.workbook
    return Response(
        made(there.known, showing.lang_of(request)),
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


def _seconds(wait: float | None) -> int | None:
    """Whole seconds after which to look again, just beyond the moment."""
    return None if wait is None else math.floor(wait) + 2


def _read(office: Office, there: Here, lang: Lang) -> list[Read]:
    """What was understood of the forms of the version that counts."""
    if there.latest is None:
        return []
    forms = [each for each in there.latest.attachments if each.part == "form"]
    with office.book.look() as db:
        told = [readings.for_bidder(office.book, db, there.latest, each, lang) for each in forms]
    return [_told(each.name, answers, there, lang) for each, answers in zip(forms, told, strict=True)]


def _told(name: str, answers: dict[str, Any] | None, there: Here, lang: Lang) -> Read:
    if answers is None:
        return Read(name, None)
    return Read(name, rendered.answers(answers_page(answers, lang), lang), tuple(_warnings(answers, there)))


def _warnings(answers: dict[str, Any], there: Here) -> Iterator[Sentence]:
    """What says that it is not the form of this bidder for this lot."""
    number, code = there.guest.lot.terms.number, there.guest.invitation.uscc
    for form in (answers, *answers["further_forms"]):
        written = {each["field"]: each["value"] or "" for each in form["fields"]}
        if fold(written.get("lot_id", "")) not in ("", fold(number)):
            yield WORDS["other_lot"](told=written["lot_id"], lot=number)
        if codes.fold(written.get("bidder_uscc", "")) not in ("", code):
            yield WORDS["other_bidder"](told=written["bidder_uscc"], code=code)
