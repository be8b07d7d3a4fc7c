"""Files of a lot: what bidders handed in and sent with replies, and what the office fetched from registers; downloads alone.

Nothing is shown inside the browser: a file of a bidder's can hold whatever its sender chose.
"""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from relparty.casebook import attached
from relparty.web.pages import sending
from relparty.web.pages.paths import Id
from relparty.web.wiring import CallerHere, OfficeHere

router = APIRouter(include_in_schema=False)


@router.get("/lots/{lot}/files/{attachment}")
def download(office: OfficeHere, caller: CallerHere, lot: Id, attachment: Id) -> Response:
    """A file as it came, byte for byte."""
    found = attached.of_lot(office.book, caller, lot, attachment)
    return sending.file(found.name, office.book.files.pieces(found.file_id or ""))
