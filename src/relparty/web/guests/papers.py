"""Receipts, as pages and as PDF."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from relparty.casebook import receipts
from relparty.casebook.errors import NotThere
from relparty.casebook.submissions import Submission
from relparty.reports.receipt import paper as receipt_paper
from relparty.web import showing
from relparty.web.form import rendered
from relparty.web.guests import guest
from relparty.web.guests.guest import GuestHere, Here
from relparty.web.wiring import OfficeHere

router = APIRouter(include_in_schema=False)


@router.get("/b/{secret}/receipts/{receipt}.pdf")
def as_pdf(request: Request, office: OfficeHere, there: GuestHere, receipt: str) -> Response:
    """A receipt as PDF."""
    lang = showing.lang_of(request)
    found = _found(there, receipt)
    made = receipts.as_pdf(office.book, there.guest.lot, there.guest.invitation, found, lang)
    headers = {"content-disposition": f'attachment; filename="receipt-{found.receipt}.pdf"'}
    return Response(made, media_type="application/pdf", headers=headers)


@router.get("/b/{secret}/receipts/{receipt}")
def as_page(request: Request, office: OfficeHere, there: GuestHere, receipt: str) -> HTMLResponse:
    """A receipt as a page."""
    lang = showing.lang_of(request)
    told = receipts.receipt(office.book, there.guest.lot, there.guest.invitation, _found(there, receipt), lang)
    paper = receipt_paper(told, lang)
    return guest.page(request, "receipt", there, paper=rendered.paper(paper), heading=paper.title, code=receipt)


def _found(there: Here, code: str) -> Submission:
    """The bidder's own submission with that receipt; raises NotThere for another's."""
    found = next((each for each in there.submissions if each.receipt == code), None)
    if found is None:
        raise NotThere
    return found
