"""Invitations of a lot: one by one and many at once, new links, revoked ones; a link is shown once, on the answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from relparty.casebook import bidders, invitations, lots
from relparty.casebook import office as offices
from relparty.casebook.errors import Refused
from relparty.casebook.invitations import Invitation
from relparty.casebook.lots import Lot
from relparty.casebook.rights import Caller, Deed
from relparty.phrases import Phrase, Sentence
from relparty.web.pages import invited_lines, moments
from relparty.web.pages.answers import moved
from relparty.web.pages.invitations_words import LETTER, PAGE
from relparty.web.pages.invited_lines import Line
from relparty.web.pages.lot_frame import lot_page
from relparty.web.pages.paths import Id
from relparty.web.pages.posted import PostedHere, line, text
from relparty.web.wiring import CallerHere, Office, OfficeHere

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Made:
    """An invitation whose link can be shown this once, with the letter that carries it."""

    invitation: Invitation
    link: str
    letter: Sentence


@dataclass(frozen=True, slots=True)
class Failed:
    """A line that invited nobody, and why."""

    line: Line
    why: Phrase | Sentence


@router.get("/lots/{lot}/invitations")
def see_invitations(request: Request, office: OfficeHere, caller: CallerHere, lot: Id) -> Response:
    """The invited bidders, and the forms that invite more."""
    return _page(request, office, caller, lot)


@router.post("/lots/{lot}/invitations")
def invite_one(request: Request, office: OfficeHere, caller: CallerHere, lot: Id, form: PostedHere) -> Response:
    """Invites one bidder and shows its link."""
    lots.one(office.book, caller, lot, Deed.INVITE)
    typed = {name: line(form, name) for name in ("bidder", "uscc", "contact")}
    labels = {"bidder": PAGE["bidder"], "uscc": PAGE["code"]}
    errors: dict[str, Phrase | Sentence] = {name: PAGE["needed"](field=words) for name, words in labels.items() if not typed[name]}
    if errors:
        return _page(request, office, caller, lot, typed, errors, 422)
    try:
        made, secret = invitations.invite(office.book, caller, lot, typed["bidder"], typed["uscc"], typed["contact"])
    except Refused as error:
        name = "uscc" if error.place == PAGE["code"] else "bidder"
        return _page(request, office, caller, lot, typed, {name: PAGE["said"](fact=error.fact, next_step=error.next_step)}, 409)
    return _made_page(request, office, caller, lot, [(made, secret)], ())


@router.post("/lots/{lot}/invitations/many")
def invite_many(request: Request, office: OfficeHere, caller: CallerHere, lot: Id, form: PostedHere) -> Response:
    """Invites a bidder a line, each for itself; lines that fail come back to be corrected."""
    lots.one(office.book, caller, lot, Deed.INVITE)
    typed = text(form, "lines", 100_000)
    lines = invited_lines.read(typed)
    if not lines or len(lines) > invited_lines.MOST:
        words = PAGE["too_many_lines"](n=invited_lines.MOST) if lines else PAGE["no_lines"]
        return _page(request, office, caller, lot, {"lines": typed}, {"lines": words}, 422)
    made: list[tuple[Invitation, str]] = []
    failed: list[Failed] = []
    for each in lines:
        if not each.bidder or not each.code:
            failed.append(Failed(each, PAGE["no_code"]))
            continue
        try:
            made.append(invitations.invite(office.book, caller, lot, each.bidder[:200], each.code[:200], each.contact[:200]))
        except Refused as error:
            failed.append(Failed(each, PAGE["said"](fact=error.fact, next_step=error.next_step)))
    return _made_page(request, office, caller, lot, made, failed)


@router.post("/lots/{lot}/invitations/{invitation}/renew")
def renew(request: Request, office: OfficeHere, caller: CallerHere, lot: Id, invitation: Id) -> Response:
    """Makes a new link for a bidder and shows it."""
    secret = invitations.renew(office.book, caller, lot, invitation)
    _, entrant = bidders.invited(office.book, caller, lot, invitation)
    return _made_page(request, office, caller, lot, [(entrant.invitation, secret)], ())


@router.post("/lots/{lot}/invitations/{invitation}/revoke")
def revoke(request: Request, office: OfficeHere, caller: CallerHere, lot: Id, invitation: Id) -> Response:
    """Ends a link."""
    invitations.revoke(office.book, caller, lot, invitation)
    return moved(request, f"/lots/{lot}/invitations", PAGE["revoked_done"])


def _page(
    request: Request,
    office: Office,
    caller: Caller,
    lot_id: str,
    typed: Mapping[str, str] | None = None,
    errors: Mapping[str, Phrase | Sentence] | None = None,
    status: int = 200,
) -> Response:
    lot, standing = lots.one(office.book, caller, lot_id, Deed.INVITE)
    with office.book.look() as db:
        entrants = bidders.of_lot(db, lot_id)
    empty = {"bidder": "", "uscc": "", "contact": "", "lines": ""}
    return lot_page(
        request,
        "invitations/listed.html.j2",
        lot,
        standing,
        "/invitations",
        title=PAGE["title"],
        status=status,
        t=PAGE,
        entrants=entrants,
        typed=empty | dict(typed or {}),
        errors=errors or {},
        most_lines=invited_lines.MOST,
    )


def _made_page(
    request: Request, office: Office, caller: Caller, lot_id: str, made: Sequence[tuple[Invitation, str]], failed: Sequence[Failed]
) -> Response:
    lot, standing = lots.one(office.book, caller, lot_id, Deed.INVITE)
    kept = offices.read(office.book)
    return lot_page(
        request,
        "invitations/made.html.j2",
        lot,
        standing,
        "/invitations",
        title=PAGE["made"],
        status=200 if made else 422,
        t=PAGE,
        made=tuple(_made(office, kept.name if kept is not None else "", lot, each, secret) for each, secret in made),
        failed=tuple(failed),
    )


def _made(served: Office, name: str, lot: Lot, invitation: Invitation, secret: str) -> Made:
    link = f"{served.web.public_url.rstrip('/')}/b/{secret}"
    terms = lot.terms
    told = {"bidder": invitation.bidder, "office": terms.buyer or name, "name": terms.name, "number": terms.number}
    return Made(invitation, link, LETTER(**told, deadline=moments.shown(terms.deadline), link=link))
