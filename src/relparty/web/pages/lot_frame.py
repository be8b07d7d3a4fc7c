"""What all pages of one lot share: the way back to it, and the pages of it that this reader may open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fastapi import Request
from starlette.responses import HTMLResponse

from relparty.casebook.lots import STATE_WORDS, Lot, State
from relparty.casebook.rights import Deed, Standing
from relparty.phrases import Phrase
from relparty.web import showing
from relparty.web.pages import moments
from relparty.web.showing import Link

STATE_KINDS = {State.COLLECTING: "waiting", State.CLOSED: "part", State.SIGNED: "done", State.CANCELLED: "missing"}
"""The shape and colour of each state, as `parts/status.html.j2` draws them."""

LOTS = Link("/lots", Phrase("项目", "Lots"))

_TABS: tuple[tuple[str, Deed, Phrase], ...] = (
    ("", Deed.SEE, Phrase("概况", "Overview")),
    ("/group", Deed.EDIT, Phrase("采购小组", "Group")),
    ("/invitations", Deed.INVITE, Phrase("邀请", "Invitations")),
    ("/register-files", Deed.SEE_BIDDERS, Phrase("登记资料", "Register pages")),
    ("/findings", Deed.SEE_FINDINGS, Phrase("发现", "Findings")),
    ("/letters", Deed.SEE_FINDINGS, Phrase("澄清函", "Letters")),
    ("/sign", Deed.SEE_DOSSIER, Phrase("签署", "Sign")),
    ("/dossier", Deed.SEE_DOSSIER, Phrase("卷宗", "Dossier")),
    ("/trail", Deed.SEE_TRAIL, Phrase("操作记录", "Trail")),
)
_AFTER_SCREENING = frozenset({Deed.SEE_FINDINGS, Deed.SEE_DOSSIER})
"""What there is once collecting has ended, and not before, whoever asks."""


@dataclass(frozen=True, slots=True)
class Tab:
    """A page of the lot."""

    href: str
    text: Phrase
    is_here: bool


def tabs(lot: Lot, standing: Standing, here: str) -> tuple[Tab, ...]:
    """The pages of a lot that this reader may open; `here` is the one that is shown, as its path ends."""
    return tuple(_tabs(lot, standing, here))


def lot_page(
    request: Request,
    template: str,
    lot: Lot,
    standing: Standing,
    here: str,
    *,
    title: Phrase | None = None,
    status: int = 200,
    **values: object,
) -> HTMLResponse:
    """A page of a lot with its tabs and the way back."""
    root = Link(f"/lots/{lot.id}", lot.terms.number)
    crumbs = (LOTS, root, *([Link("", title)] if title is not None else []))
    frame = {
        "lot": lot,
        "standing": standing,
        "state": (STATE_KINDS[lot.state], STATE_WORDS[lot.state]),
        "tabs": tabs(lot, standing, here),
        "when": moments.shown,
        "exact": moments.exact,
        "is_done": lot.state in (State.SIGNED, State.CANCELLED),
    }
    return showing.page(request, template, status=status, crumbs=crumbs, **(frame | values))


def _tabs(lot: Lot, standing: Standing, here: str) -> Iterator[Tab]:
    for path, deed, text in _TABS:
        if standing.may(deed) and (standing.is_closed or deed not in _AFTER_SCREENING):
            yield Tab(f"/lots/{lot.id}{path}", text, path == here)
