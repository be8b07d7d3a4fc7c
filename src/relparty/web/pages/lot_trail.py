"""The trail of one lot in words, a page at a time."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from relparty.casebook import lot_trail
from relparty.rules.catalog import rules
from relparty.web.pages.lot_frame import lot_page
from relparty.web.pages.lot_trail_words import TRAIL
from relparty.web.pages.paths import Id
from relparty.web.wiring import CallerHere, OfficeHere

router = APIRouter(include_in_schema=False)

Below = Annotated[int | None, Query(ge=1, le=10**15)]


@router.get("/lots/{lot}/trail")
def see_trail(request: Request, office: OfficeHere, caller: CallerHere, lot: Id, below: Below = None) -> Response:
    """The acts of a lot, the latest first."""
    found = lot_trail.of_lot(office.book, caller, lot, below)
    return lot_page(
        request,
        "lot_trail/page.html.j2",
        found.lot,
        found.standing,
        "/trail",
        t=TRAIL,
        found=found,
        first="?" if below is not None else None,
        titles={name: rule.title for name, rule in rules().items()},
    )
