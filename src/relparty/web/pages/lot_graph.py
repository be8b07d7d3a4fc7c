"""The graph of a screening: the interactive page in a frame of its own, and the same formats as the command has."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import HTMLResponse, Response

from relparty import graph_formats
from relparty.casebook import lots, reviews
from relparty.casebook.errors import NotThere
from relparty.casebook.rights import Deed
from relparty.web import showing
from relparty.web.pages import sending
from relparty.web.pages.lot_frame import lot_page
from relparty.web.pages.lot_graph_words import GRAPH
from relparty.web.pages.paths import Id
from relparty.web.security.headers import csp_for
from relparty.web.wiring import CallerHere, OfficeHere

router = APIRouter(include_in_schema=False)

Kind = Annotated[str, Path(pattern="^[a-z0-9_]{1,30}$")]


@router.get("/lots/{lot}/screenings/{screening}/graph")
def see_graph(request: Request, office: OfficeHere, caller: CallerHere, lot: Id, screening: Id) -> Response:
    """The page around the frame."""
    told = reviews.document(office.book, caller, lot, screening, showing.lang_of(request))
    found, standing = lots.one(office.book, caller, lot, Deed.SEE_FINDINGS)
    names = graph_formats.formats()
    return lot_page(
        request,
        "graph/page.html.j2",
        found,
        standing,
        "/findings",
        title=GRAPH["title"],
        t=GRAPH,
        screening=screening,
        is_empty=not told["graph"]["relations"],
        pictures=tuple(each for each in names if graph_formats.is_picture(each)),
        exports=tuple(each for each in names if not graph_formats.is_picture(each)),
    )


@router.get("/lots/{lot}/screenings/{screening}/graph/page")
def framed(request: Request, office: OfficeHere, caller: CallerHere, lot: Id, screening: Id) -> Response:
    """The interactive page, which runs in its frame as a stranger: without our cookies, forms and addresses."""
    lang = showing.lang_of(request)
    told = reviews.document(office.book, caller, lot, screening, lang)
    page = graph_formats.draw("html", graph_formats.lot_picture(told), lang)
    return HTMLResponse(page, headers={"content-security-policy": csp_for(page)})


@router.get("/lots/{lot}/screenings/{screening}/graph/files/{kind}")
def download(
    request: Request, office: OfficeHere, caller: CallerHere, lot: Id, screening: Id, kind: Kind, whole: Annotated[bool, Query()] = False
) -> Response:
    """The graph in a format: pictures show what proves the findings unless the whole is asked for, exports are whole."""
    lang = showing.lang_of(request)
    told = reviews.document(office.book, caller, lot, screening, lang)
    if kind not in graph_formats.formats():
        raise NotThere
    picture = graph_formats.lot_picture(told)
    part = graph_formats.cut(picture) if graph_formats.is_picture(kind) and not whole else picture
    name = f"graph{graph_formats.suffix(kind)}"
    return sending.file(name, graph_formats.draw(kind, part, lang), sending.TYPES.get(kind, sending.UNKNOWN))
