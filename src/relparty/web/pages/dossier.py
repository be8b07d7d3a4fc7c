"""The dossier: drafts in every format before it is signed, the filed one with its hash afterwards."""

from __future__ import annotations

from typing import Literal, TypeAlias

from fastapi import APIRouter, Request
from starlette.responses import Response

from relparty.casebook import dossiers
from relparty.casebook import signing as matters
from relparty.casebook.lots import State
from relparty.casebook.rights import DUTY_WORDS
from relparty.web import showing
from relparty.web.pages import filing, sending
from relparty.web.pages.lot_frame import lot_page
from relparty.web.pages.paths import Id
from relparty.web.pages.signing_words import DOSSIER
from relparty.web.wiring import CallerHere, OfficeHere

router = APIRouter(include_in_schema=False)

Kind: TypeAlias = Literal["pdf", "docx", "html", "xlsx", "json"]
KINDS: tuple[Kind, ...] = ("pdf", "docx", "html", "xlsx", "json")


@router.get("/lots/{lot}/dossier")
def see_dossier(request: Request, office: OfficeHere, caller: CallerHere, lot: Id) -> Response:
    """What there is of the dossier; of a signed lot whose filing was cut off, it is filed now."""
    filing.filed(request, office.book, caller, lot)
    found = matters.of_lot(office.book, caller, lot, showing.lang_of(request))
    return lot_page(
        request,
        "dossier/page.html.j2",
        found.lot,
        found.standing,
        "/dossier",
        t=DOSSIER,
        found=found,
        is_signed=found.lot.state is State.SIGNED,
        kinds=KINDS,
        duties=DUTY_WORDS,
    )


@router.get("/lots/{lot}/dossier.{kind}")
def download(request: Request, office: OfficeHere, caller: CallerHere, lot: Id, kind: Kind) -> Response:
    """The dossier as it stands in a format; of a signed lot the PDF is the one that was filed, byte for byte."""
    found = filing.filed(request, office.book, caller, lot)
    name = f"{found.terms.number}.{kind}"
    if kind == "pdf" and found.dossier is not None:
        return sending.file(name, dossiers.filed(office.book, caller, lot), sending.TYPES[kind])
    return sending.file(name, dossiers.drawn(office.book, caller, lot, kind, showing.lang_of(request)), sending.TYPES[kind])
