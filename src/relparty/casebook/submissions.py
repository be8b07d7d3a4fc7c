"""What bidders hand in: versions until the deadline, each with a receipt; what comes late is refused and recorded.

A file is on the disk before the act that tells of it: an act that is acknowledged never points to a file that is not there.
What no act tells of, such as what came late, is swept away a day later.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from sqlalchemy import Row, select
from sqlalchemy.engine import Connection

from relparty.casebook import actors, tables
from relparty.casebook.book import Act, Casebook
from relparty.casebook.errors import NotThere, Refused
from relparty.casebook.files import Stored
from relparty.casebook.invitations import Guest, guest_of, of_lot
from relparty.casebook.keys import keyed
from relparty.casebook.lots import refuse_if_done
from relparty.casebook.rights import Caller, Deed, is_closed, require
from relparty.casebook.trail import canonical
from relparty.phrases import Phrase

Part: TypeAlias = Literal["form", "evidence"]
Origin: TypeAlias = Literal["upload", "online", "office", "platform"]

MOST_FILES = 50
_submissions = tables.submissions.c
_attachments = tables.attachments.c
_AGAIN = "/"
"""Stands before the version in the key of a page that was sent again with something else."""
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"

_HANDED_IN = Phrase("本次提交", "this submission")
_NO_FORM = Phrase("没有采集表", "it holds no form")
_ADD_FORM = Phrase("请附上填好的采集表后重新提交", "add the filled form and hand in again")
_TOO_MANY = Phrase("文件多于 {n} 个", "it holds more than {n} files")
_FEWER = Phrase("请合并后重新提交", "join some and hand in again")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file handed in: its name as the bidder calls it, what it is, and where it was stored."""

    name: str
    part: Part
    stored: Stored


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of a submission; `file_id` is none where only its hash was kept, because it came late."""

    id: str
    part: str
    name: str
    sha256: str
    size: int
    file_id: str | None


@dataclass(frozen=True, slots=True)
class Submission:
    """A submission as recorded: its version among the bidder's own, whether it came in time, its receipt."""

    id: str
    invitation_id: str
    version: int
    is_late: bool
    origin: str
    received_at: str
    receipt: str
    attachments: tuple[Attachment, ...]
    key: str = ""
    """Of the page it was sent from."""


def hand_in(
    book: Casebook, secret: str, key: str, uploads: Sequence[Upload], kept: Iterable[str] = (), origin: Origin = "upload"
) -> Submission:
    """The submission of the bidder with this link, and so its receipt.

    `key` comes from the page it was sent from: the same page sent twice is one submission, and a page that was changed and
    sent again is another. `kept` are files of the bidder's own earlier versions that stay in this one. After the deadline
    nothing is accepted, and what came is recorded by hash. Raises NotThere for a link that is none, and Refused for a
    submission without a form.
    """
    token = keyed(book.keys.tokens, secret)
    with book.look() as db:
        guest = guest_of(db, token, book.now(db))
    with book.act(actors.bidder(guest.invitation.id), "submission.received", guest.lot.id) as act:
        guest = guest_of(act.db, token, act.now)
        return _received(act, guest.invitation.id, key, [*uploads, *_kept(act.db, guest, kept)], origin)


def hand_in_for(
    book: Casebook, caller: Caller, lot_id: str, invitation_id: str, key: str, uploads: Sequence[Upload], origin: Origin = "office"
) -> Submission:
    """The submission that a clerk or a platform enters for an invited bidder, as it came on paper, by mail or by interface."""
    with book.act(caller.actor, "submission.entered", lot_id) as act:
        lot, _ = require(act.db, caller.user, lot_id, Deed.HAND_IN, act.now)
        refuse_if_done(lot)
        invitation = of_lot(act.db, lot_id, invitation_id)
        if invitation.is_revoked:
            raise NotThere
        return _received(act, invitation.id, key, uploads, origin)


def _received(act: Act, invitation_id: str, key: str, uploads: Sequence[Upload], origin: Origin) -> Submission:
    """Writes a submission, once for each page and what was sent from it."""
    key = key.replace(_AGAIN, "-")
    own = of_invitation(act.db, invitation_id)
    before = [each for each in own if _page(each.key) == key]
    if before and _is_repeated(before[0], uploads):
        act.note["again"] = True
        return before[0]
    _check(uploads)
    lots, invitations = tables.lots.c, tables.invitations.c
    lot = act.db.execute(
        select(tables.lots).join(tables.invitations, invitations.lot_id == lots.id).where(invitations.id == invitation_id)
    ).one()
    is_late = is_closed(lot, act.now)
    version = own[0].version + 1 if own else 1
    row = {
        "invitation_id": invitation_id,
        "version": version,
        "key": f"{key}{_AGAIN}{version}" if before else key,
        "state": "late" if is_late else "accepted",
        "origin": origin,
        "received_at": act.now,
        "receipt": "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4)),
    }
    act.note["state"] = row["state"]
    id = act.insert(tables.submissions, row)
    attach(act, id, uploads, is_kept=not is_late)
    return one(act.db, id)


def attach(act: Act, owner_id: str, uploads: Sequence[Upload], *, is_kept: bool = True, part: str | None = None) -> None:
    """Writes the files of a submission, a reply or a lot; of those not kept, the hash alone."""
    for position, upload in enumerate(uploads):
        if is_kept:
            record_file(act, upload.stored)
        row = {
            "owner_id": owner_id,
            "position": position,
            "part": part or upload.part,
            "name": upload.name,
            "sha256": upload.stored.id,
            "size": upload.stored.size,
            "file_id": upload.stored.id if is_kept else None,
        }
        act.insert(tables.attachments, row)


def record_file(act: Act, stored: Stored) -> str:
    """The id of a stored file, recorded once however often its content comes."""
    files = tables.files.c
    if act.db.execute(select(files.id).where(files.id == stored.id)).one_or_none() is None:
        act.insert(tables.files, {"id": stored.id, "size": stored.size, "stored_at": act.now})
    return stored.id


def one(db: Connection, id: str) -> Submission:
    """The submission of an id; raises NotThere."""
    row = db.execute(select(tables.submissions).where(_submissions.id == id)).one_or_none()
    if row is None:
        raise NotThere
    return _submission(row, attachments(db, row.id))


def of_invitation(db: Connection, invitation_id: str) -> tuple[Submission, ...]:
    """Everything that a bidder handed in, the latest first."""
    wanted = select(tables.submissions).where(_submissions.invitation_id == invitation_id)
    rows = db.execute(wanted.order_by(_submissions.version.desc())).all()
    files = _files_of(db, [row.id for row in rows])
    return tuple(_submission(row, files[row.id]) for row in rows)


def latest(db: Connection, invitation_id: str) -> Submission | None:
    """The version that counts: the last one that came in time."""
    wanted = select(tables.submissions).where(_submissions.invitation_id == invitation_id, _submissions.state == "accepted")
    row = db.execute(wanted.order_by(_submissions.version.desc()).limit(1)).one_or_none()
    return _submission(row, attachments(db, row.id)) if row is not None else None


def attachments(db: Connection, owner_id: str) -> tuple[Attachment, ...]:
    """The files of a submission, a reply or a lot, in their order."""
    return _files_of(db, [owner_id])[owner_id]


def _files_of(db: Connection, owner_ids: Sequence[str]) -> dict[str, tuple[Attachment, ...]]:
    """The files of each of these, in one query however many they are."""
    wanted = select(tables.attachments).where(_attachments.owner_id.in_(owner_ids)).order_by(_attachments.position, _attachments.id)
    found: dict[str, list[Attachment]] = {each: [] for each in owner_ids}
    for row in db.execute(wanted):
        found[row.owner_id].append(Attachment(row.id, row.part, row.name, row.sha256, row.size, row.file_id))
    return {owner_id: tuple(files) for owner_id, files in found.items()}


def proof(book: Casebook, submission: Submission) -> str:
    """The keyed hash that stands on a receipt: the office can tell by it a receipt of its own from any other."""
    told = (submission.receipt, submission.version, submission.is_late, submission.received_at)
    hashes = [each.sha256 for each in submission.attachments]
    return keyed(book.keys.receipts, canonical([*told, hashes]))


def _kept(db: Connection, guest: Guest, kept: Iterable[str]) -> list[Upload]:
    """Those files of the bidder's own versions that stay; others' files are not looked at, whatever is asked.

    Of any version, not the last alone: a page that was opened before another was handed in keeps what it showed.
    """
    wanted = set(kept)
    return [
        Upload(each.name, "form" if each.part == "form" else "evidence", Stored(each.sha256, each.size))
        for before in (of_invitation(db, guest.invitation.id) if wanted else ())
        for each in before.attachments
        if each.id in wanted and each.file_id is not None
    ]


def _is_repeated(before: Submission, uploads: Sequence[Upload]) -> bool:
    """Whether the last submission of a page is this very one."""
    told = [(each.name, each.part, each.stored.id) for each in uploads]
    return told == [(each.name, each.part, each.sha256) for each in before.attachments]


def _page(key: str) -> str:
    return key.partition(_AGAIN)[0]


def _check(uploads: Sequence[Upload]) -> None:
    if all(each.part != "form" for each in uploads):
        raise Refused(_HANDED_IN, _NO_FORM(), _ADD_FORM())
    if len(uploads) > MOST_FILES:
        raise Refused(_HANDED_IN, _TOO_MANY(n=MOST_FILES), _FEWER())


def _submission(row: Row[tuple[object, ...]], files: tuple[Attachment, ...]) -> Submission:
    return Submission(
        row.id,
        row.invitation_id,
        row.version,
        row.state == "late",
        row.origin,
        row.received_at,
        row.receipt,
        files,
        row.key,
    )
