"""Lots: the list, opening and changing one, its page, closing early and cancelling."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from relparty.casebook import lotpage, lots, overview, rights
from relparty.casebook.errors import Refused
from relparty.casebook.lots import CHOSEN_WORDS, Chosen, Lot, State
from relparty.casebook.rights import DUTY_WORDS, Caller, Deed, OfficeDeed, Standing
from relparty.casebook.screenings import RUN_WORDS, Run
from relparty.phrases import Phrase
from relparty.regimes import regime as regimes
from relparty.reports.words import VERDICT
from relparty.web import showing
from relparty.web.pages import lot_terms, moments
from relparty.web.pages.answers import moved
from relparty.web.pages.lot_frame import LOTS, STATE_KINDS, lot_page
from relparty.web.pages.lot_next import next_deed
from relparty.web.pages.lot_terms import Typed
from relparty.web.pages.lots_words import EDIT, END, LIST, ONE
from relparty.web.pages.paths import Cursor, Id, Searched
from relparty.web.pages.posted import LINE, PostedHere, clean, text
from relparty.web.showing import Link
from relparty.web.wiring import CallerHere, Office, OfficeHere

router = APIRouter(include_in_schema=False)

_WORDS: dict[str, Phrase] = {each.value: words for each, words in CHOSEN_WORDS.items()}
_CHOICES = tuple(_WORDS.items())
_RUN_KINDS = {Run.RUNNING: "waiting", Run.DONE: "done", Run.FAILED: "missing"}


@router.get("/lots")
def list_lots(request: Request, office: OfficeHere, caller: CallerHere, q: Searched = "", after: Cursor = "") -> Response:
    """The lots that the reader may know of."""
    searched, cursor = clean(q).strip()[:LINE], clean(after)[:LINE]
    rows, following = overview.listed(office.book, caller, searched, cursor)
    return showing.page(
        request,
        "lots/list.html.j2",
        t=LIST,
        rows=rows,
        searched=searched,
        total=lots.count(office.book, caller),
        following=f"?{urlencode({'q': searched, 'after': following})}" if following else "",
        first=f"?{urlencode({'q': searched})}" if cursor else "",
        may_open=rights.office_may(caller.user, OfficeDeed.OPEN_LOTS),
        state_words=lots.STATE_WORDS,
        state_kinds=STATE_KINDS,
        duty_words=DUTY_WORDS,
        verdict_words=VERDICT,
        when=moments.shown,
    )


@router.get("/lots/new")
def new_lot(request: Request, caller: CallerHere) -> Response:
    """The empty form of a lot."""
    rights.require_office(caller.user, OfficeDeed.OPEN_LOTS)
    return _new_page(request, Typed(lot_terms.new(), {}, None))


@router.post("/lots/new")
def open_lot(request: Request, office: OfficeHere, caller: CallerHere, form: PostedHere) -> Response:
    """Opens a lot; the same form sent twice opens one."""
    rights.require_office(caller.user, OfficeDeed.OPEN_LOTS)
    typed = lot_terms.read(form)
    if typed.terms is None:
        return _new_page(request, typed, 422)
    try:
        made = lots.open_(office.book, caller, typed.terms)
    except Refused as error:
        same = lots.same(office.book, caller, typed.terms)
        if same is None:
            return _new_page(request, lot_terms.refused(typed, error), 409)
        made = same
    return moved(request, f"/lots/{made.id}", EDIT["opened"])


@router.get("/lots/{lot}")
def see_lot(request: Request, office: OfficeHere, caller: CallerHere, lot: Id) -> Response:
    """A lot with its state, what it lacks, and the next deed."""
    found = lotpage.shown(office.book, caller, lot)
    return lot_page(
        request,
        "lots/one.html.j2",
        found.lot,
        found.standing,
        "",
        t=ONE,
        page=found,
        next=next_deed(found),
        checks=tuple((part, [words for each, words in found.lacking if each == part]) for part in _parts(found.entrants is not None)),
        may=_may(found.standing),
        regime=regimes.title_of(found.lot.terms.regime),
        overlay=regimes.title_of(found.lot.terms.overlay) if found.lot.terms.overlay else None,
        chosen=_WORDS.get(found.lot.terms.chosen_how),
        duty_words=DUTY_WORDS,
        run_words=RUN_WORDS,
        run_kinds=_RUN_KINDS,
        verdict_words=VERDICT,
        may_see_memory=rights.office_may(caller.user, OfficeDeed.SEE_MEMORY),
    )


@router.get("/lots/{lot}/edit")
def edit_lot(request: Request, office: OfficeHere, caller: CallerHere, lot: Id) -> Response:
    """The form of a lot; of one whose collecting has ended, what can still be told."""
    found, standing = lots.one(office.book, caller, lot, Deed.EDIT)
    return _edit_page(request, found, standing, Typed(lot_terms.of(found.terms), {}, None))


@router.post("/lots/{lot}/edit")
def change_lot(request: Request, office: OfficeHere, caller: CallerHere, lot: Id, form: PostedHere) -> Response:
    """Changes a lot that still collects."""
    found, standing = lots.one(office.book, caller, lot, Deed.EDIT)
    typed = lot_terms.read(form)
    if typed.terms is None:
        return _edit_page(request, found, standing, typed, 422)
    try:
        lots.change(office.book, caller, lot, typed.terms)
    except Refused as error:
        return _edit_page(request, found, standing, lot_terms.refused(typed, error), 409)
    return moved(request, f"/lots/{lot}", EDIT["saved"])


@router.post("/lots/{lot}/choice")
def tell_choice(request: Request, office: OfficeHere, caller: CallerHere, lot: Id, form: PostedHere) -> Response:
    """Keeps how the invited contractors were chosen, after collecting too."""
    found, standing = lots.one(office.book, caller, lot, Deed.EDIT)
    how, why = text(form, "chosen_how", LINE), text(form, "chosen_why")
    errors = dict(lot_terms.choice_errors(how, why)) if how else {"chosen_how": lot_terms.HINTS["chosen_how"]}
    if errors:
        texts = lot_terms.of(found.terms) | {"chosen_how": how, "chosen_why": why}  # type: ignore[operator]  # both are dicts
        return _edit_page(request, found, standing, Typed(texts, errors, None), 422)
    lots.note_choice(office.book, caller, lot, Chosen(how), why)
    return moved(request, f"/lots/{lot}", EDIT["saved"])


@router.get("/lots/{lot}/close")
def ask_to_close(request: Request, office: OfficeHere, caller: CallerHere, lot: Id) -> Response:
    """Asks again before collecting ends early."""
    return _end_page(request, office, caller, lot, "close")


@router.post("/lots/{lot}/close")
def close_lot(request: Request, office: OfficeHere, caller: CallerHere, lot: Id, form: PostedHere) -> Response:
    """Ends collecting early."""
    why = text(form, "reason")
    if not why:
        return _end_page(request, office, caller, lot, "close", 422)
    lots.close(office.book, caller, lot, why)
    return moved(request, f"/lots/{lot}", END["closed"])


@router.get("/lots/{lot}/cancel")
def ask_to_cancel(request: Request, office: OfficeHere, caller: CallerHere, lot: Id) -> Response:
    """Asks again before a lot is cancelled."""
    return _end_page(request, office, caller, lot, "cancel")


@router.post("/lots/{lot}/cancel")
def cancel_lot(request: Request, office: OfficeHere, caller: CallerHere, lot: Id, form: PostedHere) -> Response:
    """Cancels a lot."""
    why = text(form, "reason")
    if not why:
        return _end_page(request, office, caller, lot, "cancel", 422)
    lots.cancel(office.book, caller, lot, why)
    return moved(request, f"/lots/{lot}", END["cancelled"])


def _new_page(request: Request, typed: Typed, status: int = 200) -> Response:
    crumbs = (LOTS, Link("", EDIT["new"]))
    return showing.page(request, "lots/new.html.j2", status=status, crumbs=crumbs, **_form(typed))


def _edit_page(request: Request, lot: Lot, standing: Standing, typed: Typed, status: int = 200) -> Response:
    title = EDIT["choice"] if standing.is_closed else EDIT["edit"]
    return lot_page(request, "lots/edit.html.j2", lot, standing, "/edit", title=title, status=status, **_form(typed))


def _form(typed: Typed) -> dict[str, object]:
    return {
        "t": EDIT,
        "texts": typed.texts,
        "errors": typed.errors,
        "labels": lot_terms.LABELS,
        "hints": lot_terms.HINTS,
        "regimes": lot_terms.regime_options(),
        "overlays": lot_terms.overlay_options(),
        "choices": _CHOICES,
    }


def _end_page(request: Request, office: Office, caller: Caller, lot_id: str, how: str, status: int = 200) -> Response:
    lots.one(office.book, caller, lot_id, Deed.EDIT)
    found = lotpage.shown(office.book, caller, lot_id)
    missing = sum(each.counted is None and not each.invitation.is_revoked for each in found.entrants or ())
    ask = END["cancel_text"] if how == "cancel" else END["close_text"](n=missing) if missing else END["close_all"]
    is_over = found.lot.state in (State.SIGNED, State.CANCELLED) or (how == "close" and found.standing.is_closed)
    if is_over:
        return RedirectResponse(f"/lots/{lot_id}", 303)
    return lot_page(
        request,
        "lots/end.html.j2",
        found.lot,
        found.standing,
        f"/{how}",
        title=END[how],
        status=status,
        t=END,
        how=how,
        ask=ask,
        error=END["no_reason"] if status != 200 else None,
    )


def _parts(may_know: bool) -> tuple[str, ...]:
    return ("deadline", "forms", "choice", "group") if may_know else ("deadline", "choice", "group")


def _may(standing: Standing) -> dict[str, bool]:
    return {each.value: standing.may(each) for each in Deed}
