"""Lots over the interface: open, list, see; invite bidders and tell their quotes."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path, Query

from relparty.casebook import clock, idempotency, invitations, lots, quotes, submissions
from relparty.casebook.rights import Deed, require
from relparty.web.api import models
from relparty.web.api.access import PROBLEMS, LotsReader, LotsWriter, RepeatKey
from relparty.web.wiring import OfficeHere

router = APIRouter(prefix="/api/v1/lots", tags=["lots"], responses=PROBLEMS)

Id = Annotated[str, Path(pattern="^[0-9a-f]{30}$")]


@router.post("", status_code=201)
def open_lot(office: OfficeHere, caller: LotsWriter, told: models.NewLot, repeat: RepeatKey = "") -> models.Lot:
    """Opens a lot."""
    given = told.model_dump() | {"deadline": clock.stamp(told.deadline), "opens_on": told.opens_on.isoformat()}

    def deed() -> idempotency.Answer:
        return _lot(lots.open_(office.book, caller, lots.Terms(**given))).model_dump(mode="json")

    return models.Lot.model_validate(idempotency.once(office.book, caller, repeat, ["lots", given], deed))


@router.get("")
def list_lots(
    office: OfficeHere,
    caller: LotsReader,
    text: Annotated[str, Query(max_length=200, description="looked for in number, name and buyer")] = "",
    after: Annotated[str, Query(max_length=100, description="the `next` of the page before")] = "",
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> models.Lots:
    """The lots of this key's clerk, the latest first."""
    found, following = lots.listed(office.book, caller, text, after, limit)
    return models.Lots(lots=[_lot(each) for each in found], next=following or None)


@router.get("/{lot}")
def see_lot(office: OfficeHere, caller: LotsReader, lot: Id) -> models.Lot:
    """One lot."""
    return _lot(lots.one(office.book, caller, lot)[0])


@router.post("/{lot}/invitations", status_code=201)
def invite(office: OfficeHere, caller: LotsWriter, lot: Id, told: models.NewInvitation, repeat: RepeatKey = "") -> models.Invitation:
    """Invites a bidder; the link in the answer is its own, and is told this once."""

    def deed() -> idempotency.Answer:
        made, secret = invitations.invite(office.book, caller, lot, told.bidder, told.uscc, told.contact)
        link = f"{office.web.public_url}/b/{secret}"
        return models.Invitation(id=made.id, bidder=made.bidder, uscc=made.uscc, is_revoked=False, version=0, link=link).model_dump()

    return models.Invitation(**idempotency.once(office.book, caller, repeat, ["invite", lot, told.model_dump()], deed))


@router.get("/{lot}/invitations")
def list_invitations(office: OfficeHere, caller: LotsReader, lot: Id) -> models.Invitations:
    """Who is invited, and which version of each counts."""
    with office.book.look() as db:
        require(db, caller.user, lot, Deed.SEE_BIDDERS, office.book.now(db))
        latest = {each.id: submissions.latest(db, each.id) for each in invitations.listed(db, lot)}
        found = [_invitation(each, latest[each.id]) for each in invitations.listed(db, lot)]
    return models.Invitations(invitations=found)


@router.put("/{lot}/invitations/{invitation}/quote", status_code=204)
def tell_quote(office: OfficeHere, caller: LotsWriter, lot: Id, invitation: Id, told: models.NewQuote) -> None:
    """Tells the amount that a bidder quoted and when; telling it again changes it."""
    quotes.tell(office.book, caller, lot, invitation, told.amount, clock.stamp(told.submitted_at))


def _lot(lot: lots.Lot) -> models.Lot:
    terms = lot.terms
    return models.Lot(
        id=lot.id,
        number=terms.number,
        name=terms.name,
        buyer=terms.buyer,
        regime=terms.regime,
        overlay=terms.overlay,
        deadline=clock.moment(terms.deadline),
        opens_on=date.fromisoformat(terms.opens_on),
        min_quotes=terms.min_quotes,
        lookback_months=terms.lookback_months,
        chosen_how=terms.chosen_how,
        state=lot.state,
        created_at=clock.moment(lot.created_at),
        signed_at=clock.moment(lot.signed_at) if lot.signed_at else None,
    )


def _invitation(made: invitations.Invitation, latest: submissions.Submission | None) -> models.Invitation:
    version = latest.version if latest is not None else 0
    return models.Invitation(id=made.id, bidder=made.bidder, uscc=made.uscc, is_revoked=made.is_revoked, version=version)
