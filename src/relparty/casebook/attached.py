"""One file of a lot, for who may see it: handed in, sent with a reply, or fetched from a register."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.engine import Connection

from relparty.casebook import folder, invitations, letters, submissions, tables
from relparty.casebook.book import Casebook
from relparty.casebook.errors import NotThere
from relparty.casebook.rights import Caller, Deed, require
from relparty.casebook.submissions import Attachment


@dataclass(frozen=True, slots=True)
class Places:
    """The files of a lot by their path in its folder and by their hash: from what a finding names to what can be opened."""

    by_path: Mapping[str, Attachment]
    by_hash: Mapping[str, Attachment]

    def of(self, file: str, sha256: str) -> Attachment | None:
        """The file that a source stands in: the same content in the same place, else the same content, else the bundle around it."""
        there = self.by_path.get(file)
        if there is not None and there.sha256 == sha256:
            return there
        inside = (each for path, each in self.by_path.items() if file.startswith((f"{path}/", f"{path}!")))
        return self.by_hash.get(sha256) or next(inside, None)


def of_lot(book: Casebook, caller: Caller, lot_id: str, attachment_id: str) -> Attachment:
    """A file of that lot whose content was kept; raises NotThere for any other, and for who may not see who the bidders are."""
    with book.look() as db:
        require(db, caller.user, lot_id, Deed.SEE_BIDDERS, book.now(db))
        row = db.execute(select(tables.attachments).where(tables.attachments.c.id == attachment_id)).one_or_none()
        owners = _owners(db, lot_id)  # asked in any case: another lot's file takes no longer than none
        if row is None or row.file_id is None or row.owner_id not in owners:
            raise NotThere
        return Attachment(row.id, row.part, row.name, row.sha256, row.size, row.file_id)


def places(db: Connection, lot_id: str) -> Places:
    """Where the files of a lot are, with those of versions that were replaced."""
    by_path = dict(folder.placed(db, lot_id))
    kept = (each for owner in sorted(_owners(db, lot_id)) for each in submissions.attachments(db, owner))
    return Places(by_path, _by_hash(kept) | _by_hash(by_path.values()))


def _by_hash(files: Iterable[Attachment]) -> dict[str, Attachment]:
    return {each.sha256: each for each in files if each.file_id is not None}


def _owners(db: Connection, lot_id: str) -> set[str]:
    """What files of a lot belong to: the lot itself, its submissions, the replies in it."""
    rows = tables.submissions.c
    mine = [each.id for each in invitations.listed(db, lot_id)]
    handed_in = db.execute(select(rows.id).where(rows.invitation_id.in_(mine))).scalars()
    answered = tables.replies.c
    sent = [each.id for each in letters.of_lot(db, lot_id)]
    replied = db.execute(select(answered.id).where(answered.letter_id.in_(sent))).scalars()
    return {lot_id, *handed_in, *replied}
