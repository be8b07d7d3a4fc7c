"""Filing the dossier of a signed lot: after the last signature, or later where that was cut off."""

from __future__ import annotations

from fastapi import Request

from relparty.casebook import dossiers, lots
from relparty.casebook.book import Casebook
from relparty.casebook.lots import Lot, State
from relparty.casebook.rights import Caller, Deed
from relparty.web import logs


def filed(request: Request, book: Casebook, caller: Caller, lot_id: str) -> Lot:
    """The lot, its dossier filed where it is signed.

    A dossier that cannot be drawn now is noted for the operator and tried again the next time: the signatures stand either
    way. Raises NotThere.
    """
    found, _ = lots.one(book, caller, lot_id, Deed.SEE_DOSSIER)
    if found.state is not State.SIGNED or found.dossier is not None:
        return found
    try:
        dossiers.file_signed(book, found)
    except Exception as error:  # noqa: BLE001  # whatever stops the drawing, what was signed is signed and is shown
        logs.note_error(request.scope, error)
    return lots.one(book, caller, lot_id, Deed.SEE_DOSSIER)[0]
