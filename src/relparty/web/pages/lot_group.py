"""The procurement group of a lot: who is in it, what it lacks, adding and taking out."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from relparty.casebook import group, lots
from relparty.casebook.errors import Refused
from relparty.casebook.rights import DUTY_WORDS, Caller, Deed, Duty
from relparty.phrases import Phrase, Sentence
from relparty.web.pages.answers import moved
from relparty.web.pages.lot_frame import lot_page
from relparty.web.pages.lot_group_words import GROUP
from relparty.web.pages.paths import Id
from relparty.web.pages.posted import PostedHere, line
from relparty.web.wiring import CallerHere, Office, OfficeHere

router = APIRouter(include_in_schema=False)

_SAID = Phrase("{fact}。{next_step}", "{fact}; {next_step}")


@router.get("/lots/{lot}/group")
def see_group(request: Request, office: OfficeHere, caller: CallerHere, lot: Id) -> Response:
    """The group with the forms that change it."""
    return _page(request, office, caller, lot)


@router.post("/lots/{lot}/group")
def add(request: Request, office: OfficeHere, caller: CallerHere, lot: Id, form: PostedHere) -> Response:
    """Puts somebody into the group."""
    user, duty = line(form, "user"), line(form, "duty")
    lots.one(office.book, caller, lot, Deed.EDIT)
    errors: dict[str, Phrase | Sentence] = {}
    if user not in {each[0] for each in group.candidates(office.book, caller, lot)}:
        errors["user"] = GROUP["choose"]
    if duty not in {each.value for each in Duty}:
        errors["duty"] = GROUP["choose"]
    if errors:
        return _page(request, office, caller, lot, (user, duty), errors, 422)
    try:
        group.add(office.book, caller, lot, user, Duty(duty))
    except Refused as error:
        return _page(request, office, caller, lot, (user, duty), {"duty": _SAID(fact=error.fact, next_step=error.next_step)}, 409)
    return moved(request, f"/lots/{lot}/group", GROUP["added"])


@router.post("/lots/{lot}/group/{member}/remove")
def take_out(request: Request, office: OfficeHere, caller: CallerHere, lot: Id, member: Id) -> Response:
    """Takes somebody out of the group."""
    group.take_out(office.book, caller, lot, member)
    return moved(request, f"/lots/{lot}/group", GROUP["removed"])


def _page(
    request: Request,
    office: Office,
    caller: Caller,
    lot_id: str,
    typed: tuple[str, str] = ("", ""),
    errors: dict[str, Phrase | Sentence] | None = None,
    status: int = 200,
) -> Response:
    lot, standing = lots.one(office.book, caller, lot_id, Deed.EDIT)
    with office.book.look() as db:
        members = group.members(db, lot_id)
    return lot_page(
        request,
        "lot_group/group.html.j2",
        lot,
        standing,
        "/group",
        title=GROUP["title"],
        status=status,
        t=GROUP,
        members=members,
        missing=tuple(group.missing(members)),
        candidates=tuple((user_id, f"{name}　{unit}".strip()) for user_id, name, unit in group.candidates(office.book, caller, lot_id)),
        duties=tuple((each.value, words) for each, words in DUTY_WORDS.items()),
        duty_words=DUTY_WORDS,
        typed=typed,
        errors=errors or {},
    )
