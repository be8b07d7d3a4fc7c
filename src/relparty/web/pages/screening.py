"""Screenings of a lot: starting one, watching it, what became of it, and what changed since the one before."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from relparty.casebook import lots, screenings
from relparty.casebook.errors import NotThere, Refused
from relparty.casebook.lots import Lot
from relparty.casebook.rights import Caller, Deed, Standing
from relparty.casebook.screenings import Progress, Run, Screening
from relparty.phrases import Phrase, Sentence
from relparty.reports import comparison_words
from relparty.reports.comparison import comparison
from relparty.reports.words import VERDICT
from relparty.web import showing
from relparty.web.pages.lot_frame import lot_page
from relparty.web.pages.paths import Id
from relparty.web.pages.screening_words import RUN
from relparty.web.wiring import CallerHere, Office, OfficeHere

router = APIRouter(include_in_schema=False)


@router.post("/lots/{lot}/screen")
def screen(office: OfficeHere, caller: CallerHere, lot: Id) -> Response:
    """Starts a screening and shows it; while one runs, it is that one which is shown."""
    lots.one(office.book, caller, lot, Deed.SCREEN)
    try:
        job = screenings.ask(office.book, caller, lot)
    except Refused:
        running = _running(office, lot)
        if running is None:
            raise
        return RedirectResponse(f"/lots/{lot}/screenings/{running.id}", 303)
    office.background.screen(job)
    return RedirectResponse(f"/lots/{lot}/screenings/{job.screening.id}", 303)


@router.get("/lots/{lot}/screenings/{screening}")
def see_screening(request: Request, office: OfficeHere, caller: CallerHere, lot: Id, screening: Id) -> Response:
    """A screening: its progress while it runs, then what became of it."""
    it, standing, found, latest = _found(office, caller, lot, screening)
    watched = office.background.progress(screening)
    return lot_page(
        request,
        "screening/run.html.j2",
        it,
        standing,
        "/screenings",
        title=RUN["short"],
        t=RUN,
        run=found,
        state_of_run=found.state.value,
        watched=watched,
        words=_words(watched),
        is_last=latest is not None and latest.id == found.id,
        may_screen=standing.may(Deed.SCREEN),
        verdict_words=VERDICT,
    )


@router.get("/lots/{lot}/screenings/{screening}/progress")
def see_progress(request: Request, office: OfficeHere, caller: CallerHere, lot: Id, screening: Id) -> Response:
    """How far a screening is, for the page's script: its state, the forms opened, in words, and where to go when it ends."""
    _, _, found, _ = _found(office, caller, lot, screening)
    watched = office.background.progress(screening)
    lang = showing.lang_of(request)
    onward = {Run.RUNNING: "", Run.DONE: f"/lots/{lot}/findings", Run.FAILED: f"/lots/{lot}/screenings/{screening}"}
    told = {
        "state": found.state.value,
        "done": watched.done if watched is not None else 0,
        "total": watched.total if watched is not None else 0,
        "words": _words(watched).say(lang),
        "onward": onward[found.state],
    }
    return JSONResponse(told)


@router.get("/lots/{lot}/screenings/{screening}/differences")
def see_differences(request: Request, office: OfficeHere, caller: CallerHere, lot: Id, screening: Id) -> Response:
    """What changed since the finished screening before."""
    it, standing, found, latest = _found(office, caller, lot, screening)
    if found.state is not Run.DONE:
        raise NotThere
    with office.book.look() as db:
        before = screenings.before(db, found)
    lang = showing.lang_of(request)
    lines: tuple[str, ...] = ()
    sections: tuple[comparison_words.Section, ...] = ()
    if before is not None:
        compared = comparison(*(screenings.document(office.book, each, lang) for each in (before, found)))
        lines, sections = comparison_words.opening(compared, lang), comparison_words.sections(compared, lang)
    return lot_page(
        request,
        "screening/differences.html.j2",
        it,
        standing,
        "/screenings",
        title=RUN["differences"],
        t=RUN,
        run=found,
        before=before,
        lines=lines,
        sections=sections,
        is_last=latest is not None and latest.id == found.id,
    )


def _found(office: Office, caller: Caller, lot_id: str, screening_id: str) -> tuple[Lot, Standing, Screening, Screening | None]:
    lot, standing = lots.one(office.book, caller, lot_id, Deed.SEE_FINDINGS)
    with office.book.look() as db:
        return lot, standing, screenings.of_lot(db, lot_id, screening_id, is_done=False), screenings.latest(db, lot_id)


def _running(office: Office, lot_id: str) -> Screening | None:
    with office.book.look() as db:
        return next((each for each in screenings.listed(db, lot_id) if each.state is Run.RUNNING), None)


def _words(watched: Progress | None) -> Phrase | Sentence:
    if watched is None:
        return RUN["elsewhere"]
    if not watched.total:
        return RUN["preparing"]
    return RUN["opened"](done=watched.done, total=watched.total) if watched.done < watched.total else RUN["deciding"]
