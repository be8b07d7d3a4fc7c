"""Settings of the office, and the trail of all that was done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from relparty.casebook import office as offices
from relparty.casebook import office_trail, users
from relparty.casebook.errors import NotThere, Refused
from relparty.casebook.rights import OfficeDeed, require_office
from relparty.phrases import Phrase, Sentence
from relparty.web import flashes, office_name, showing
from relparty.web.pages import moments
from relparty.web.pages.office_words import OFFICE, TRAIL
from relparty.web.pages.posted import PostedHere, line
from relparty.web.pages.refusals import beside
from relparty.web.wiring import CallerHere, OfficeHere

router = APIRouter(include_in_schema=False)

Upto = Annotated[int | None, Query(ge=1, le=2**53)]
_PLACES = {users.OFFICE: "name", offices.NAME: "name", offices.YEARS: "years"}


@router.get("/office/settings")
def settings(request: Request, office: OfficeHere, caller: CallerHere) -> Response:
    """The settings of the office."""
    require_office(caller.user, OfficeDeed.KEEP_ACCOUNTS)
    found = offices.read(office.book)
    if found is None:
        raise NotThere
    return _page(request, {"name": found.name, "years": str(found.retention_years)}, {})


@router.post("/office/settings")
def change(request: Request, office: OfficeHere, caller: CallerHere, form: PostedHere) -> Response:
    """Changes them; every page shows the new name at once."""
    require_office(caller.user, OfficeDeed.KEEP_ACCOUNTS)
    texts = {"name": line(form, "name"), "years": line(form, "years", 10)}
    years = int(texts["years"]) if texts["years"].isascii() and texts["years"].isdigit() else 0
    try:
        offices.change(office.book, caller, texts["name"], years)
    except Refused as error:
        return _page(request, texts, beside(error, _PLACES), 409)
    office_name.show(request.app)
    response = RedirectResponse("/office/settings", 303)
    flashes.leave(request, response, OFFICE["saved"], showing.lang_of(request))
    return response


@router.get("/office/trail")
def trail(request: Request, office: OfficeHere, caller: CallerHere, upto: Upto = None) -> Response:
    """The trail, page by page from its newest entry."""
    found = office_trail.page(office.book, caller, upto)
    return showing.page(request, "office_trail/trail.html.j2", t=TRAIL, found=found, when=moments.exact)


def _page(request: Request, texts: Mapping[str, str], errors: Mapping[str, Phrase | Sentence], status: int = 200) -> Response:
    years = (offices.FEWEST_YEARS, offices.MOST_YEARS)
    return showing.page(request, "accounts/office.html.j2", status=status, t=OFFICE, texts=texts, errors=errors, years=years)
