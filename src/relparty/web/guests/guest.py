"""Who came by a link, and what of its lot a bidder may know: read anew with every request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Path, Request
from starlette.datastructures import FormData
from starlette.responses import HTMLResponse, RedirectResponse

from relparty.casebook import invitations, submissions
from relparty.casebook.book import new_id
from relparty.casebook.invitations import Guest
from relparty.casebook.lots import State
from relparty.casebook.submissions import Submission
from relparty.settings import MEGABYTE
from relparty.web import flashes, showing
from relparty.web.guests.words import WORDS
from relparty.web.pages import moments, posted
from relparty.web.wiring import Office, OfficeHere

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

    @property
    def known(self) -> dict[str, str]:
        """What a form says of lot and bidder before anybody fills it in."""
        terms, invited = self.guest.lot.terms, self.guest.invitation
        return {"lot_name": terms.name, "lot_id": terms.number, "bidder_name": invited.bidder, "bidder_uscc": invited.uscc}

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


@dataclass(frozen=True, slots=True)
class Limits:
    """What one submission may hold, for the page that sends it: bytes of a file and of the whole, and files."""

    file: int
    whole: int
    count: int = submissions.MOST_FILES


def limits(office: Office) -> Limits:
    """The limits of this server; a little of the whole is left for what stands around the files."""
    return Limits(office.web.body.upload, office.web.body.request - MEGABYTE)


def key(sent: FormData) -> str:
    """The key of the page that was sent, by which the same page sent twice is one; a page without one is a page of its own."""
    return posted.line(sent, "key", 100) or new_id()


def received(request: Request, office: Office, there: Here, made: Submission) -> RedirectResponse:
    """The way back after something was handed in, with the code of its receipt or what became of it."""
    office.background.read_new()
    with office.book.look() as db:
        counting = submissions.latest(db, made.invitation_id)
    answer, lang = back(there), showing.lang_of(request)
    if made.is_late:
        flashes.leave(request, answer, WORDS["not_accepted"](), lang, "warning")
    elif counting is not None and counting.version > made.version:
        flashes.leave(request, answer, WORDS["replaced"](receipt=made.receipt, n=counting.version), lang, "warning")
    else:
        flashes.leave(request, answer, WORDS["handed_in"](receipt=made.receipt), lang)
    return answer


def back(there: Here, rest: str = "") -> RedirectResponse:
    """The way to one of this bidder's pages after something was done."""
    return RedirectResponse(there.path(rest), 303)
