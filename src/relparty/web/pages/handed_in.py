"""What came in: forms that a clerk enters for a bidder, quotes, register pages of the office's own, and each submission's page."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from relparty.casebook import bidders, book, clock, lots, quotes, readings, receipts, registerfiles, submissions
from relparty.casebook.bidders import HandedIn
from relparty.casebook.errors import Refused
from relparty.casebook.lots import Lot, State
from relparty.casebook.rights import Caller, Deed
from relparty.casebook.submissions import Attachment
from relparty.phrases import Lang, Phrase, Sentence
from relparty.web import showing
from relparty.web.form import answers, rendered
from relparty.web.pages import moments, uploads
from relparty.web.pages.answers import moved
from relparty.web.pages.handed_in_words import ENTER, ORIGINS, PARTS, REGISTER, SUBMISSION
from relparty.web.pages.lot_frame import lot_page
from relparty.web.pages.paths import Id
from relparty.web.pages.posted import PostedHere, files, line
from relparty.web.wiring import CallerHere, Office, OfficeHere

router = APIRouter(include_in_schema=False)

_KEY_LENGTH = 30


@router.get("/lots/{lot}/invitations/{invitation}/hand-in")
def see_entry(request: Request, office: OfficeHere, caller: CallerHere, lot: Id, invitation: Id) -> Response:
    """The form by which a clerk enters what a bidder brought."""
    return _entry_page(request, office, caller, lot, invitation)


@router.post("/lots/{lot}/invitations/{invitation}/hand-in")
def hand_in(request: Request, office: OfficeHere, caller: CallerHere, lot: Id, invitation: Id, form: PostedHere) -> Response:
    """Enters a bidder's form; the same page sent twice is one submission."""
    bidders.invited(office.book, caller, lot, invitation)
    chosen, more = files(form, "form"), files(form, "evidence")
    if not chosen:
        return _entry_page(request, office, caller, lot, invitation, {"form": ENTER["no_form"]}, status=422)
    try:
        sent = [*uploads.stored(office, chosen, "form"), *uploads.stored(office, more, "evidence")]
        made = submissions.hand_in_for(office.book, caller, lot, invitation, _key(line(form, "key")), sent)
    except Refused as error:
        return _refused_page(request, office, caller, lot, invitation, "form", error)
    office.background.read_new()
    said = ENTER["too_late"] if made.is_late else ENTER["done"](n=made.version)
    return moved(request, f"/lots/{lot}/submissions/{made.id}", said, "warning" if made.is_late else "done")


@router.post("/lots/{lot}/invitations/{invitation}/quote")
def tell_quote(request: Request, office: OfficeHere, caller: CallerHere, lot: Id, invitation: Id, form: PostedHere) -> Response:
    """Records what a bidder quoted."""
    bidders.invited(office.book, caller, lot, invitation)
    typed = {name: line(form, name) for name in ("amount", "quoted_at")}
    try:
        quotes.tell(office.book, caller, lot, invitation, typed["amount"], moments.typed(typed["quoted_at"]))
    except (ValueError, OverflowError):
        return _entry_page(request, office, caller, lot, invitation, {"quoted_at": ENTER["no_moment"]}, typed, 422)
    except Refused as error:
        return _refused_page(request, office, caller, lot, invitation, "amount", error, typed)
    return moved(request, f"/lots/{lot}", ENTER["quote_saved"])


@router.get("/lots/{lot}/register-files")
def see_register_files(request: Request, office: OfficeHere, caller: CallerHere, lot: Id) -> Response:
    """The register pages that the office fetched itself."""
    return _register_page(request, office, caller, lot)


@router.post("/lots/{lot}/register-files")
def add_register_files(request: Request, office: OfficeHere, caller: CallerHere, lot: Id, form: PostedHere) -> Response:
    """Adds register pages; a file that is there already stays one."""
    lots.one(office.book, caller, lot, Deed.HAND_IN)
    chosen = files(form, "files")
    if not chosen:
        return _register_page(request, office, caller, lot, REGISTER["no_files"], 422)
    try:
        registerfiles.add(office.book, caller, lot, uploads.stored(office, chosen, "evidence"))
    except Refused as error:
        return _register_page(request, office, caller, lot, _said(error), 409)
    return moved(request, f"/lots/{lot}/register-files", REGISTER["added"])


@router.post("/lots/{lot}/register-files/{attachment}/remove")
def take_out_register_file(request: Request, office: OfficeHere, caller: CallerHere, lot: Id, attachment: Id) -> Response:
    """Takes a register page out of the lot."""
    registerfiles.take_out(office.book, caller, lot, attachment)
    return moved(request, f"/lots/{lot}/register-files", REGISTER["removed"])


@router.get("/lots/{lot}/submissions/{submission}")
def see_submission(request: Request, office: OfficeHere, caller: CallerHere, lot: Id, submission: Id) -> Response:
    """One submission: its files with their hashes, and what was understood of them."""
    found = bidders.handed_in(office.book, caller, lot, submission)
    lang = showing.lang_of(request)
    forms = [each for each in found.submission.attachments if each.part == "form" and each.file_id is not None]
    told = [_understood(office, each, lang) for each in forms]
    return lot_page(
        request,
        "handed_in/submission.html.j2",
        found.lot,
        found.standing,
        "/submissions",
        title=SUBMISSION["title"],
        t=SUBMISSION,
        it=found,
        parts=PARTS,
        origin=ORIGINS[found.submission.origin],
        proof=submissions.proof(office.book, found.submission),
        told=[each for each in told if each is not None],
        is_waiting=any(each is None for each in told),
    )


@router.get("/lots/{lot}/submissions/{submission}/receipt.pdf")
def see_receipt(request: Request, office: OfficeHere, caller: CallerHere, lot: Id, submission: Id) -> Response:
    """The receipt of a submission as PDF, for the bidder that came by paper or mail."""
    found: HandedIn = bidders.handed_in(office.book, caller, lot, submission)
    made = receipts.as_pdf(office.book, found.lot, found.invitation, found.submission, showing.lang_of(request))
    headers = {"content-disposition": f'attachment; filename="receipt-{found.submission.receipt}.pdf"'}
    return Response(made, media_type="application/pdf", headers=headers)


def _understood(office: Office, form: Attachment, lang: Lang) -> object | None:
    """What was read of a form as a piece of the page; none while it has not been read."""
    with office.book.look() as db:
        told = readings.answers(office.book, db, form, lang)
    return rendered.answers(answers.answers_page(told, lang), lang) if told is not None else None


def _refused_page(
    request: Request,
    office: Office,
    caller: Caller,
    lot_id: str,
    invitation_id: str,
    field: str,
    error: Refused,
    typed: Mapping[str, str] | None = None,
) -> Response:
    """The form again with what the casebook had against it; of a lot that takes nothing any more there is no form, and the error speaks."""
    lot, _ = lots.one(office.book, caller, lot_id)
    if _is_done(lot):
        raise error
    return _entry_page(request, office, caller, lot_id, invitation_id, {field: _said(error)}, typed, 409)


def _entry_page(
    request: Request,
    office: Office,
    caller: Caller,
    lot_id: str,
    invitation_id: str,
    errors: Mapping[str, Phrase | Sentence] | None = None,
    typed: Mapping[str, str] | None = None,
    status: int = 200,
) -> Response:
    lot, entrant = bidders.invited(office.book, caller, lot_id, invitation_id)
    _, standing = lots.one(office.book, caller, lot_id)
    if entrant.invitation.is_revoked or _is_done(lot):
        return RedirectResponse(f"/lots/{lot_id}/invitations", 303)
    quote = entrant.quote
    at = quote.submitted_at if quote is not None else clock.stamp(office.book.clock())
    return lot_page(
        request,
        "handed_in/entry.html.j2",
        lot,
        standing,
        "/invitations",
        title=ENTER["title"],
        status=status,
        t=ENTER,
        entrant=entrant,
        key=book.new_id(),
        limit=_size(office.web.body.upload),
        errors=errors or {},
        typed={"amount": quote.amount if quote is not None else "", "quoted_at": moments.field(at)} | dict(typed or {}),
    )


def _register_page(
    request: Request, office: Office, caller: Caller, lot_id: str, error: Phrase | Sentence | None = None, status: int = 200
) -> Response:
    lot, standing = lots.one(office.book, caller, lot_id, Deed.SEE_BIDDERS)
    with office.book.look() as db:
        found = registerfiles.listed(db, lot_id)
    return lot_page(
        request,
        "handed_in/register.html.j2",
        lot,
        standing,
        "/register-files",
        title=REGISTER["title"],
        status=status,
        t=REGISTER,
        files=tuple((each, _size(each.size)) for each in found),
        may_add=standing.may(Deed.HAND_IN),
        limit=_size(office.web.body.upload),
        error=error,
    )


def _is_done(lot: Lot) -> bool:
    return lot.state in (State.SIGNED, State.CANCELLED)


def _said(error: Refused) -> Sentence:
    """What a refusal says beside the field that it is about."""
    return ENTER["said"](fact=error.fact, next_step=error.next_step)


def _key(sent: str) -> str:
    """The key of the page that was sent; one that is none of ours counts as a new page."""
    return sent if len(sent) == _KEY_LENGTH and sent.isalnum() else book.new_id()


def _size(count: int) -> str:
    """A count of bytes for reading."""
    return f"{count / (1 << 20):.3g} MB" if count >= 1 << 20 else f"{max(count, 1023) / (1 << 10):.3g} KB"
