"""Register pages that the office fetched itself for a lot: kept beside the forms, compared with them in every screening."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from relparty.casebook import tables
from relparty.casebook.book import Casebook
from relparty.casebook.errors import NotThere, Refused
from relparty.casebook.lots import refuse_if_done
from relparty.casebook.rights import Caller, Deed, require
from relparty.casebook.submissions import Attachment, Upload, attachments, record_file
from relparty.phrases import Phrase

MOST_FILES = 200
"""How many a lot may have: a page for each bidder and some layers above it."""

_attachments = tables.attachments.c

_FILES = Phrase("登记资料", "register pages")
_NONE = Phrase("没有选择文件", "no file was chosen")
_CHOOSE = Phrase("请选择文件后再上传", "choose files, then upload")
_TOO_MANY = Phrase("一个项目最多 {n} 个文件", "a lot takes {n} files at most")
_FEWER = Phrase("请合并或移除一些后再上传", "join some or take some out, then upload")


def add(book: Casebook, caller: Caller, lot_id: str, uploads: Sequence[Upload]) -> tuple[Attachment, ...]:
    """Every register file of the lot after these were added; a file that is there already, by name and content, stays one."""
    with book.act(caller.actor, "register.added", lot_id) as act:
        lot, _ = require(act.db, caller.user, lot_id, Deed.HAND_IN, act.now)
        refuse_if_done(lot)
        if not uploads:
            raise Refused(_FILES, _NONE(), _CHOOSE())
        there = {(each.name, each.sha256) for each in attachments(act.db, lot_id)}
        new = {(each.name, each.stored.id): each for each in uploads if (each.name, each.stored.id) not in there}
        if len(there) + len(new) > MOST_FILES:
            raise Refused(_FILES, _TOO_MANY(n=MOST_FILES), _FEWER())
        act.note["files"] = len(new)
        latest = select(func.coalesce(func.max(_attachments.position), -1)).where(_attachments.owner_id == lot_id)
        for position, upload in enumerate(new.values(), start=act.db.execute(latest).scalar_one() + 1):
            row = {
                "owner_id": lot_id,
                "position": position,
                "part": "register",
                "name": upload.name,
                "sha256": upload.stored.id,
                "size": upload.stored.size,
                "file_id": record_file(act, upload.stored),
            }
            act.insert(tables.attachments, row)
        return attachments(act.db, lot_id)


def take_out(book: Casebook, caller: Caller, lot_id: str, attachment_id: str) -> None:
    """Takes a file out of the lot: the next screening does not read it; earlier ones keep its hash. Raises NotThere."""
    with book.act(caller.actor, "register.removed", lot_id) as act:
        lot, _ = require(act.db, caller.user, lot_id, Deed.HAND_IN, act.now)
        refuse_if_done(lot)
        found = next((each for each in attachments(act.db, lot_id) if each.id == attachment_id), None)
        if found is None:
            raise NotThere
        act.note["sha256"] = found.sha256
        act.remove(tables.attachments, attachment_id)


def listed(db: Connection, lot_id: str) -> tuple[Attachment, ...]:
    """The register files of a lot, the first first."""
    return attachments(db, lot_id)
