"""Signing a lot: what is signed, who has, and the signature itself, with password and code again."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.datastructures import FormData
from starlette.responses import Response

from relparty.casebook import lots, sessions, signoffs
from relparty.casebook import signing as matters
from relparty.casebook.conflicts import ANSWER_WORDS
from relparty.casebook.decisions import OUTCOME_WORDS, Standpoint
from relparty.casebook.errors import Refused
from relparty.casebook.lots import State
from relparty.casebook.reviews import Review
from relparty.casebook.rights import DUTY_WORDS, Caller, Deed
from relparty.casebook.sessions import Session
from relparty.casebook.signing import Signing
from relparty.phrases import Phrase, Sentence
from relparty.reports import words
from relparty.web import showing
from relparty.web.pages import filing, posted, refusals
from relparty.web.pages.answers import moved
from relparty.web.pages.lot_frame import lot_page
from relparty.web.pages.paths import Id
from relparty.web.pages.posted import PostedHere
from relparty.web.pages.signing_words import SIGNING
from relparty.web.pages.standing_words import Stands, stands, state_of
from relparty.web.security import costly, rates
from relparty.web.wiring import CallerHere, Office, OfficeHere, SessionHere

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Row:
    """A finding in the table of decisions."""

    told: dict[str, object]
    point: Standpoint
    stands: Stands


@router.get("/lots/{lot}/sign")
def see_signing(request: Request, office: OfficeHere, session: SessionHere, caller: CallerHere, lot: Id) -> Response:
    """What is to be signed."""
    return _page(request, matters.of_lot(office.book, caller, lot, showing.lang_of(request)), session)


@router.post("/lots/{lot}/sign")
async def sign(request: Request, office: OfficeHere, session: SessionHere, caller: CallerHere, lot: Id, form: PostedHere) -> Response:
    """Signs what the page showed; after the last signature the dossier is filed."""
    return await costly.run(request, _signed, request, office, session, caller, lot, form)


def _signed(request: Request, office: Office, session: Session, caller: Caller, lot: str, form: FormData) -> Response:
    lots.one(office.book, caller, lot, Deed.SIGN)
    remark = posted.text(form, "remark")
    errors = _unproved(request, office, session, form)
    if errors:
        return _again(request, office, session, caller, lot, remark, errors, 422)
    try:
        is_last = signoffs.sign(office.book, caller, lot, posted.line(form, "seen", 64), remark)
    except Refused as error:
        return _again(request, office, session, caller, lot, remark, dict(refusals.beside(error, {})), 409)
    if not is_last:
        return moved(request, f"/lots/{lot}/sign", SIGNING["done"])
    said = SIGNING["done_last"] if filing.filed(request, office.book, caller, lot).dossier else SIGNING["done_unfiled"]
    return moved(request, f"/lots/{lot}/dossier", said)


def _unproved(request: Request, office: Office, session: Session, form: FormData) -> dict[str, Phrase | Sentence]:
    """What the form lacks before anything is signed: the tick, and the proof that it is the same person."""
    if posted.line(form, "agree") != "yes":
        return {"agree": SIGNING["no_agree"]}
    rates.limit_account(request, session.user.login)
    password, code = form.get("password", ""), posted.line(form, "code", 20)
    if sessions.is_same_person(office.book, session, password if isinstance(password, str) else "", code):
        return {}
    return {"password": SIGNING["wrong"]} if session.user.has_password else {"": SIGNING["too_old"]}


def _again(
    request: Request,
    office: Office,
    session: Session,
    caller: Caller,
    lot: str,
    remark: str,
    errors: dict[str, Phrase | Sentence],
    status: int,
) -> Response:
    found = matters.of_lot(office.book, caller, lot, showing.lang_of(request))
    return _page(request, found, session, remark, errors, status)


def _page(
    request: Request,
    found: Signing,
    session: Session,
    remark: str = "",
    errors: dict[str, Phrase | Sentence] | None = None,
    status: int = 200,
) -> Response:
    may_sign = found.standing.may(Deed.SIGN) and found.lot.state is State.CLOSED and not found.missing
    return lot_page(
        request,
        "signing/sign.html.j2",
        found.lot,
        found.standing,
        "/sign",
        status=status,
        t=SIGNING,
        found=found,
        review=found.review,
        rows=_rows(found.review),
        others=_others(found.review),
        waiting=_unanswered(found),
        in_time={each.id: each.reply_by for each in found.letters},
        remark=remark,
        errors=errors or {},
        may_sign=may_sign and found.signature_of(session.user.id) is None,
        has_signed=found.signature_of(session.user.id) is not None,
        is_member=found.standing.duty is not None,
        user=session.user,
        is_signed=found.lot.state is State.SIGNED,
        is_cancelled=found.lot.state is State.CANCELLED,
        last={each.user_id: each for each in found.signatures},
        outcomes=OUTCOME_WORDS,
        answers=ANSWER_WORDS,
        duties=DUTY_WORDS,
        levels=words.LEVEL,
        verdicts=words.VERDICT,
        verdict_meanings=words.VERDICT_MEANING,
    )


def _rows(review: Review | None) -> tuple[Row, ...]:
    """The findings that were decided or must be."""
    if review is None:
        return ()
    told = {each["id"]: each for each in review.told["findings"]}
    shown = (each for each in review.points if state_of(each) != "free" or each.said)
    return tuple(Row(told[each.kept.finding], each, stands(each)) for each in shown)


def _others(review: Review | None) -> Sentence | None:
    """How many findings need no decision, by level."""
    free = Counter(each.kept.level for each in review.points if state_of(each) == "free" and not each.said) if review else Counter()
    if not free:
        return None
    levels = tuple(SIGNING["level_count"](level=words.LEVEL[level], n=n) for level, n in free.items())
    return SIGNING["others"](n=free.total(), levels=levels)


def _unanswered(found: Signing) -> int:
    """How many letters have no reply."""
    return len({each.id for each in found.letters} - {each.letter_id for each in found.replies})
