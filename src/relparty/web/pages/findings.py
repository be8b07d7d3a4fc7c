"""The findings of a lot's last screening: the verdict, the counts, who is named, where each stands, what is remembered."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from relparty.casebook import recall, reviews
from relparty.casebook.conflicts import ANSWER_WORDS
from relparty.casebook.memory import SeenAgain
from relparty.casebook.recall import Recalled
from relparty.casebook.reviews import Review, Seen
from relparty.casebook.rights import DUTY_WORDS, Caller, Deed
from relparty.phrases import Sentence
from relparty.reports import words
from relparty.rules.catalog import rules
from relparty.web import showing
from relparty.web.pages import findings_view
from relparty.web.pages.findings_view import Asked, Shown
from relparty.web.pages.findings_words import FINDINGS
from relparty.web.pages.lot_frame import lot_page
from relparty.web.pages.paths import Id, Offset
from relparty.web.pages.posted import LINE, clean
from relparty.web.pages.standing_words import STATES, stands
from relparty.web.wiring import CallerHere, Office, OfficeHere

router = APIRouter(include_in_schema=False)

_MOST = {"before": 50, "pairs": 20}
"""How much of the memory the page shows: a hundred bidders make thousands of pairs."""


@router.get("/lots/{lot}/findings")
def see_findings(
    request: Request,
    office: OfficeHere,
    caller: CallerHere,
    lot: Id,
    bidder: Annotated[str, Query()] = "",
    state: Annotated[str, Query()] = "",
    offset: Offset = 0,
) -> Response:
    """The findings, all or those of one bidder or state."""
    seen = reviews.of_lot(office.book, caller, lot, showing.lang_of(request))
    if seen.review is None:
        return lot_page(request, "findings/none.html.j2", seen.lot, seen.standing, "/findings", t=FINDINGS)
    asked = Asked(clean(bidder)[:LINE], clean(state)[:LINE], offset)
    return _page(request, office, caller, seen, seen.review, asked)


def _page(request: Request, office: Office, caller: Caller, seen: Seen, review: Review, asked: Asked) -> Response:
    found = findings_view.shown(review, asked, showing.lang_of(request))
    recalled = recall.of_lot(office.book, caller, seen.lot.id, review.screening.id)
    own, others = findings_view.own_conflicts(review, seen.standing.member_id)
    return lot_page(
        request,
        "findings/list.html.j2",
        seen.lot,
        seen.standing,
        "/findings",
        t=FINDINGS,
        review=review,
        asked=asked,
        found=found,
        pages=_pages(asked, found),
        bidders=findings_view.bidders(review.told),
        summaries=findings_view.summaries(review.told),
        own_conflicts=own,
        other_conflicts=others,
        undecided=sum(each.is_open for each in review.points),
        recalled=recalled,
        most=_MOST,
        again=tuple(_again(each, recalled) for each in recalled.again),
        states=STATES,
        stands=stands,
        rule_titles={name: rule.title for name, rule in rules().items()},
        duties=DUTY_WORDS,
        answers=ANSWER_WORDS,
        counts=words.COUNTS,
        count_meanings=words.COUNT_MEANING,
        verdict_meanings=words.VERDICT_MEANING,
        status_words=words.STATUS,
        memo=words.MEMO,
        may_sign=seen.standing.may(Deed.SIGN),
        levels=words.LEVEL,
        level_meanings=words.LEVEL_MEANING,
        verdicts=words.VERDICT,
    )


def _pages(asked: Asked, found: Shown) -> tuple[str | None, str | None]:
    """The addresses of the page before and the page after."""
    kept = {"bidder": asked.bidder, "state": asked.state}
    return tuple(None if at is None else f"?{urlencode({**kept, 'from': at})}" for at in (found.previous, found.following))  # type: ignore[return-value]  # a tuple of two from a tuple of two


def _again(seen: SeenAgain, recalled: Recalled) -> Sentence:
    """That one person stands with bidders here and with others elsewhere."""
    there = tuple(FINDINGS["again_other"](number=number, name=recalled.names[code]) for number, code in seen.elsewhere)
    return FINDINGS["again_line"](here=tuple(recalled.names[code] for code in seen.usccs), there=there)
