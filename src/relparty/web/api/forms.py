"""Forms over the interface: a platform hands in what a bidder gave it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, File, UploadFile

from relparty.casebook import clock, idempotency, submissions
from relparty.casebook.book import Casebook, new_id
from relparty.web.api import models
from relparty.web.api.access import PROBLEMS, FormsWriter, RepeatKey
from relparty.web.api.lots import Id
from relparty.web.wiring import OfficeHere

router = APIRouter(prefix="/api/v1/lots", tags=["forms"], responses=PROBLEMS)

_PIECE = 1 << 20


@router.post("/{lot}/invitations/{invitation}/submissions", status_code=201)
def hand_in(
    office: OfficeHere,
    caller: FormsWriter,
    lot: Id,
    invitation: Id,
    form: Annotated[UploadFile, File(description="the declaration form, in any format that relparty reads")],
    evidence: Annotated[list[UploadFile] | None, File(description="licence, register pages, diagrams")] = None,
    repeat: RepeatKey = "",
) -> models.HandedIn:
    """Hands in a bidder's form with its evidence; the version before is replaced. What comes late is recorded and refused."""
    book = office.book
    parts: list[tuple[submissions.Part, UploadFile]] = [("form", form), *(("evidence", each) for each in evidence or [])]
    uploads = [submissions.Upload(each.filename or part, part, book.files.put_pieces(_pieces(each))) for part, each in parts]
    told = [lot, invitation, [(each.name, each.part, each.stored.id) for each in uploads]]

    def deed() -> idempotency.Answer:
        made = submissions.hand_in_for(book, caller, lot, invitation, new_id(), uploads, "platform")
        return _handed_in(book, made).model_dump(mode="json")

    answer = models.HandedIn.model_validate(idempotency.once(book, caller, repeat, ["submission", told], deed))
    office.background.read_new()
    return answer


def _pieces(upload: UploadFile) -> Iterator[bytes]:
    return iter(lambda: upload.file.read(_PIECE), b"")


def _handed_in(book: Casebook, made: submissions.Submission) -> models.HandedIn:
    return models.HandedIn(
        id=made.id,
        version=made.version,
        state="late" if made.is_late else "accepted",
        received_at=clock.moment(made.received_at),
        receipt=made.receipt,
        proof=submissions.proof(book, made),
        files=[{"name": each.name, "part": each.part, "sha256": each.sha256, "size": each.size} for each in made.attachments],
    )
