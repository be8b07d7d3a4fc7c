"""Who came by a link, and what of its lot a bidder may know: read anew with every request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Path, Request
from starlette.responses import HTMLResponse, RedirectResponse

from relparty.casebook import invitations, submissions
from relparty.casebook.invitations import Guest
from relparty.casebook.lots import State
from relparty.casebook.submissions import Submission
from relparty.web import showing
from relparty.web.guests.words import WORDS
from relparty.web.pages import moments
from relparty.web.wiring import OfficeHere

Secret = Annotated[str, Path(max_length=100)]


@dataclass(frozen=True, slots=True)
class Here:
    """A bidder at its own page: its guest record, the link's secret, and everything it handed in, the latest first."""

    guest: Guest
    secret: str
    submissions: tuple[Submission, ...]

    @property
    def is_open(self) -> bool:
        """Whether it may still hand in."""
        return self.guest.lot.state is State.COLLECTING

    @property
    def latest(self) -> Submission | None:
        """The version that counts."""
        return next((each for each in self.submissions if not each.is_late), None)

    def path(self, rest: str = "") -> str:
        """The address of one of this bidder's pages."""
        return f"/b/{self.secret}{rest}"


def here(office: OfficeHere, secret: Secret) -> Here:
    """The bidder whose link this is; raises NotThere for every other address."""
    guest = invitations.guest(office.book, secret)
    with office.book.look() as db:
        return Here(guest, secret, submissions.of_invitation(db, guest.invitation.id))


GuestHere = Annotated[Here, Depends(here)]


def page(request: Request, template: str, there: Here, *, status: int = 200, **values: Any) -> HTMLResponse:  # noqa: ANN401  # templates take any value
    """One of this bidder's pages."""
    told: dict[str, Any] = {"there": there, "lot": there.guest.lot, "t": WORDS, "shown": moments.shown, "exact": moments.exact}
    return showing.page(request, f"guests/{template}.html.j2", status=status, **(told | values))


def back(there: Here, rest: str = "") -> RedirectResponse:
    """The way to one of this bidder's pages after something was done."""
    return RedirectResponse(there.path(rest), 303)
