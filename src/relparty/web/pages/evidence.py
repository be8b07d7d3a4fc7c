"""One finding: its evidence beside the value, the picture that proves it, what was decided, and the form to decide."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from relparty.casebook import conflicts, decisions, lots, reviews
from relparty.casebook.conflicts import ANSWER_WORDS, Answer
from relparty.casebook.decisions import OUTCOME_WORDS, Outcome
from relparty.casebook.errors import NotThere, Refused
from relparty.casebook.findings import GRAVE
from relparty.casebook.lots import State
from relparty.casebook.reviews import Evidence
from relparty.casebook.rights import DUTY_WORDS, Caller, Deed
from relparty.graph_formats import cut, draw, lot_picture
from relparty.phrases import Phrase, Sentence
from relparty.reports import words
from relparty.web import showing
from relparty.web.pages import evidence_view, posted, refusals
from relparty.web.pages.answers import moved
from relparty.web.pages.evidence_words import EVIDENCE
from relparty.web.pages.lot_frame import lot_page
from relparty.web.pages.paths import Id
from relparty.web.pages.posted import PostedHere
from relparty.web.pages.sending import TYPES
from relparty.web.pages.standing_words import stands
from relparty.web.wiring import CallerHere, Office, OfficeHere

router = APIRouter(include_in_schema=False)

FindingId = Annotated[str, Path(pattern="^[0-9a-z_]{1,60}-[0-9a-f]{12}$")]
OUTCOME_KINDS = {Outcome.UPHOLD: "stop", Outcome.DISMISS: "done", Outcome.CLARIFY: "unchecked"}
"""The shape and colour of each decision."""
_PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
"""Of the picture as a file of its own: it is drawn by the program and may bear its styles, and nothing in it runs."""


@router.get("/lots/{lot}/findings/{finding}")
def see_finding(request: Request, office: OfficeHere, caller: CallerHere, lot: Id, finding: FindingId) -> Response:
    """Everything about one finding."""
    return _page(request, reviews.of_finding(office.book, caller, lot, finding, showing.lang_of(request)))


@router.get("/lots/{lot}/findings/{finding}/picture.svg")
def picture(request: Request, office: OfficeHere, caller: CallerHere, lot: Id, finding: FindingId) -> Response:
    """The part of the graph that proves the finding."""
    lang = showing.lang_of(request)
    found = reviews.of_finding(office.book, caller, lot, finding, lang)
    svg = draw("svg", cut(lot_picture(found.review.told), findings=(finding,)), lang)
    return Response(svg, media_type=TYPES["svg"], headers={"content-security-policy": _PICTURE_POLICY})


@router.post("/lots/{lot}/findings/{finding}")
def decide(request: Request, office: OfficeHere, caller: CallerHere, lot: Id, finding: FindingId, form: PostedHere) -> Response:
    """Keeps what one member says of the finding."""
    lots.one(office.book, caller, lot, Deed.DECIDE)
    lots.one(office.book, caller, lot, Deed.DECIDE)
    outcome, reason = posted.line(form, "outcome"), posted.text(form, "reason")
    errors = _lacking({"outcome": (EVIDENCE["no_outcome"], outcome in set(Outcome)), "reason": (EVIDENCE["no_reason"], bool(reason))})
    typed = {"outcome": outcome, "reason": reason}
    if errors:
        return _again(request, office, caller, lot, finding, typed, errors, 422)
    try:
        screening = posted.line(form, "screening", 30)
        stood = decisions.decide(office.book, caller, lot, screening, finding, Outcome(outcome), reason)
    except Refused as error:
        return _again(request, office, caller, lot, finding, typed, refusals.beside(error, {}), 409)
    said = EVIDENCE["saved"](outcome=OUTCOME_WORDS[Outcome(outcome)], stands=stands(stood).words)
    return moved(request, f"/lots/{lot}/findings/{finding}#decisions", said)


@router.post("/lots/{lot}/findings/{finding}/conflict")
def answer(request: Request, office: OfficeHere, caller: CallerHere, lot: Id, finding: FindingId, form: PostedHere) -> Response:
    """Keeps the answer of the member whom the finding names."""
    lots.one(office.book, caller, lot, Deed.ANSWER_CONFLICT)
    lots.one(office.book, caller, lot, Deed.ANSWER_CONFLICT)
    how, reason = posted.line(form, "answer"), posted.text(form, "conflict_reason")
    errors = _lacking({"answer": (EVIDENCE["no_answer"], how in set(Answer)), "conflict_reason": (EVIDENCE["no_reason"], bool(reason))})
    if errors:
        typed = {"answer": how, "conflict_reason": reason}
        return _again(request, office, caller, lot, finding, typed, errors, 422)
    number = reviews.of_finding(office.book, caller, lot, finding, "zh").lot.terms.number
    conflicts.answer(office.book, caller, lot, finding, Answer(how), reason)
    if Answer(how) is Answer.RECUSE:
        return moved(request, "/lots", EVIDENCE["recused"](number=number))
    return moved(request, f"/lots/{lot}/findings/{finding}#decisions", EVIDENCE["explained"])


def _lacking(fields: dict[str, tuple[Phrase, bool]]) -> dict[str, Phrase | Sentence]:
    return {name: words for name, (words, is_there) in fields.items() if not is_there}


def _again(
    request: Request,
    office: Office,
    caller: Caller,
    lot: str,
    finding: str,
    typed: dict[str, str],
    errors: dict[str, Phrase | Sentence] | dict[str, Sentence],
    status: int,
) -> Response:
    """The page once more with what was typed; where a later screening has no such finding, what was typed alone."""
    lang = showing.lang_of(request)
    try:
        return _page(request, reviews.of_finding(office.book, caller, lot, finding, lang), typed, dict(errors), status)
    except NotThere:
        seen = reviews.of_lot(office.book, caller, lot, lang)
        return lot_page(
            request, "evidence/gone.html.j2", seen.lot, seen.standing, "/findings", t=EVIDENCE, typed=typed, errors=errors, status=status
        )


def _page(
    request: Request,
    found: Evidence,
    typed: dict[str, str] | None = None,
    errors: dict[str, Phrase | Sentence] | None = None,
    status: int = 200,
) -> Response:
    own = [each for each in found.review.unanswered if each.member.id == found.standing.member_id]
    return lot_page(
        request,
        "evidence/one.html.j2",
        found.lot,
        found.standing,
        "/findings",
        title=EVIDENCE["title"],
        status=status,
        t=EVIDENCE,
        page=evidence_view.page(found, showing.lang_of(request)),
        point=found.point,
        screening=found.review.screening,
        typed=typed or {},
        errors=errors or {},
        may_decide=found.standing.may(Deed.DECIDE) and found.lot.state is State.CLOSED,
        is_grave=found.point.kept.level in GRAVE,
        is_named=found.standing.member_id in found.point.kept.members,
        asked=next((each for each in own if each.kept.finding == found.point.kept.finding), None),
        waiting=own,
        answered=[each for each in found.review.answered if each.finding == found.point.kept.finding],
        outcomes=OUTCOME_WORDS,
        outcome_kinds=OUTCOME_KINDS,
        answers=ANSWER_WORDS,
        duties=DUTY_WORDS,
        levels=words.LEVEL,
    )
