"""Screenings over the interface: ask for one, see how far it is, fetch findings, document and dossier."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

from fastapi import APIRouter, Query, Response

from relparty.casebook import clock, decisions, dossiers, idempotency, screenings
from relparty.casebook.rights import Caller, Deed, require
from relparty.web.api import models
from relparty.web.api.access import PROBLEMS, DossierReader, FindingsReader, RepeatKey, Screener
from relparty.web.api.lots import Id
from relparty.web.wiring import Office, OfficeHere

router = APIRouter(prefix="/api/v1/lots", tags=["screenings"], responses=PROBLEMS)

Kind: TypeAlias = Literal["pdf", "docx", "xlsx", "html", "json"]
Tongue = Annotated[Literal["zh", "en"], Query(description="the language of sentences")]
_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
}


@router.post("/{lot}/screenings", status_code=202)
def screen(office: OfficeHere, caller: Screener, lot: Id, repeat: RepeatKey = "") -> models.Screening:
    """Asks for a screening; where something is missing the answer says all of it."""
    begun: list[screenings.Job] = []

    def deed() -> idempotency.Answer:
        begun.append(screenings.ask(office.book, caller, lot))
        return _screening(begun[0].screening).model_dump(mode="json")

    answer = models.Screening.model_validate(idempotency.once(office.book, caller, repeat, ["screen", lot], deed))
    for job in begun:
        office.background.screen(job)
    return answer


@router.get("/{lot}/screenings/{screening}")
def see(office: OfficeHere, caller: FindingsReader, lot: Id, screening: Id) -> models.Screening:
    """How far a screening has come."""
    with office.book.look() as db:
        require(db, caller.user, lot, Deed.SEE_FINDINGS, office.book.now(db))
        return _screening(screenings.of_lot(db, lot, screening, is_done=False))


@router.get("/{lot}/screenings/{screening}/findings")
def findings(
    office: OfficeHere,
    caller: FindingsReader,
    lot: Id,
    screening: Id,
    after: Annotated[int, Query(ge=0, le=1_000_000, description="the `next` of the page before")] = 0,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    lang: Tongue = "zh",
) -> models.Findings:
    """The findings of a finished screening, the gravest first, each with where it stands."""
    found, told = _document(office, caller, lot, screening, lang)
    with office.book.look() as db:
        stands = {each.kept.finding: each for each in decisions.standpoints(db, lot, found.id)}
    page = told["findings"][after : after + limit]
    following = str(after + limit) if len(told["findings"]) > after + limit else None
    rows = [each | {"outcome": stands[each["id"]].outcome, "is_open": stands[each["id"]].is_open} for each in page]
    return models.Findings(screening=found.id, verdict=told["verdict"], quotes=told["quotes"], findings=rows, next=following)


@router.get("/{lot}/screenings/{screening}/document")
def document(office: OfficeHere, caller: FindingsReader, lot: Id, screening: Id, lang: Tongue = "zh") -> dict[str, Any]:
    """The whole document of a finished screening (relparty/screening/1)."""
    return _document(office, caller, lot, screening, lang)[1]


@router.get("/{lot}/dossier", response_class=Response, responses={200: {"content": {kind: {} for kind in _TYPES.values()}}})
def dossier(
    office: OfficeHere, caller: DossierReader, lot: Id, kind: Annotated[Kind, Query(alias="format")] = "pdf", lang: Tongue = "zh"
) -> Response:
    """The dossier as it stands; as PDF in Chinese of a signed lot, the one that was filed."""
    with office.book.look() as db:
        row, _ = require(db, caller.user, lot, Deed.SEE_DOSSIER, office.book.now(db))
    is_filed = row.dossier is not None and kind == "pdf" and lang == "zh"
    content = dossiers.filed(office.book, caller, lot) if is_filed else dossiers.drawn(office.book, caller, lot, kind, lang)
    return Response(content, media_type=_TYPES[kind], headers={"content-disposition": f'attachment; filename="dossier.{kind}"'})


def _document(
    office: Office, caller: Caller, lot: str, screening: str, lang: Literal["zh", "en"]
) -> tuple[screenings.Screening, dict[str, Any]]:
    with office.book.look() as db:
        require(db, caller.user, lot, Deed.SEE_FINDINGS, office.book.now(db))
        found = screenings.of_lot(db, lot, screening)
    return found, screenings.document(office.book, found, lang)


def _screening(made: screenings.Screening) -> models.Screening:
    return models.Screening(
        id=made.id,
        number=made.number,
        state=made.state,
        started_at=clock.moment(made.started_at),
        ended_at=clock.moment(made.ended_at) if made.ended_at else None,
        verdict=made.verdict,
        trouble=made.trouble,
    )
