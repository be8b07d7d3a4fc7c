"""The memory across lots: bidders that keep meeting, lots below what they need, the past of one bidder; two reports as CSV."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import Response

from relparty.casebook import few_quotes, meetings, pasts
from relparty.casebook.decisions import OPEN, OUTCOME_WORDS
from relparty.casebook.lots import CHOSEN_WORDS, STATE_WORDS
from relparty.casebook.rights import DUTY_WORDS
from relparty.phrases import Phrase
from relparty.reports.words import LEVEL
from relparty.rules.catalog import rules
from relparty.web import showing
from relparty.web.pages import memory_tables, moments
from relparty.web.pages.lot_frame import STATE_KINDS
from relparty.web.pages.memory_words import BIDDER, PAGE, likelihood
from relparty.web.pages.paths import Code, Cursor, Offset
from relparty.web.pages.posted import LINE, clean
from relparty.web.showing import Link
from relparty.web.wiring import CallerHere, OfficeHere

router = APIRouter(include_in_schema=False)

_PAIRS = 50
_WORDS: dict[str, Phrase] = {each.value: words for each, words in CHOSEN_WORDS.items()}


@router.get("/memory")
def see_memory(request: Request, office: OfficeHere, caller: CallerHere, start: Offset = 0, after: Cursor = "") -> Response:
    """The pairs that keep meeting and the lots below what they need, a page of each."""
    met = meetings.listed(office.book, caller, start, _PAIRS)
    cursor = clean(after)[:LINE]
    few, following = few_quotes.listed(office.book, caller, cursor)
    end = start + _PAIRS
    return showing.page(
        request,
        "memory/overview.html.j2",
        t=PAGE,
        met=met,
        pairs=met.pairs,
        shown=PAGE["shown"](first=start + 1, last=min(end, met.count), n=met.count),
        next_pairs=_address(end, cursor) if end < met.count else "",
        first_pairs=_address(0, cursor) if start else "",
        few=few,
        next_few=_address(start, following) if following else "",
        first_few=_address(start, "") if cursor else "",
        likelihood=likelihood,
        chosen=_WORDS,
        state_words=STATE_WORDS,
        state_kinds=STATE_KINDS,
    )


@router.get("/memory/pairs.csv")
def pairs_as_csv(request: Request, office: OfficeHere, caller: CallerHere) -> Response:
    """All pairs that met twice or more, as a table."""
    met = meetings.listed(office.book, caller)
    return _csv(memory_tables.pairs(met, showing.lang_of(request)), "pairs.csv")


@router.get("/memory/few-quotes.csv")
def few_as_csv(request: Request, office: OfficeHere, caller: CallerHere) -> Response:
    """All lots below what they need, as a table."""
    few, _ = few_quotes.listed(office.book, caller, limit=None)
    return _csv(memory_tables.few(few, showing.lang_of(request)), "few-quotes.csv")


@router.get("/memory/bidders/{uscc}")
def see_bidder(request: Request, office: OfficeHere, caller: CallerHere, uscc: Code) -> Response:
    """The past of one bidder."""
    past = pasts.of_bidder(office.book, caller, uscc)
    return showing.page(
        request,
        "memory/bidder.html.j2",
        crumbs=(Link("/memory", PAGE["title"]), Link("", past.names[0])),
        t=BIDDER,
        past=past,
        level_words=LEVEL,
        rules=rules(),
        outcome_words=OUTCOME_WORDS,
        open=OPEN,
        duty_words=DUTY_WORDS,
        when=moments.shown,
    )


def _address(start: int, after: str) -> str:
    return f"/memory?{urlencode({'from': start, 'after': after})}"


def _csv(table: bytes, name: str) -> Response:
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(table, media_type="text/csv; charset=utf-8", headers=headers)
