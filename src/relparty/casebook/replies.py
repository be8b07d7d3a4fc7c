"""Replies to clarification letters: words and files, from the bidder's own page or entered by the clerk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.engine import Connection

from relparty.casebook import actors, invitations, letters, tables
from relparty.casebook.book import Act, Casebook
from relparty.casebook.errors import NotThere, Refused
from relparty.casebook.invitations import guest_of
from relparty.casebook.keys import keyed
from relparty.casebook.lots import refuse_if_done
from relparty.casebook.rights import Caller, Deed, require
from relparty.casebook.submissions import Attachment, Upload, attach, attachments
from relparty.phrases import Phrase

_replies = tables.replies.c
LONGEST = 20_000
_AGAIN = "/"
"""Stands before the count in the key of a page that was sent again with something else."""

_REPLY = Phrase("回复", "the reply")
_EMPTY = Phrase("没有文字也没有附件", "it has neither words nor files")
_WRITE = Phrase("请填写后再提交", "write something, then send it")
_LONG = Phrase("文字超过 {n} 个字符", "it has more than {n} characters")
_ATTACH = Phrase("请改为附件提交", "send it as a file")
_DONE = Phrase("本项目已经办结", "the matter is closed")
_CALL = Phrase("请联系采购人", "call the office")


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply as recorded."""

    id: str
    letter_id: str
    bidder: str
    words: str
    origin: str
    received_at: str
    attachments: tuple[Attachment, ...]


def answer(book: Casebook, secret: str, letter_id: str, key: str, words: str, uploads: Sequence[Upload]) -> Reply:
    """The reply of the bidder with this link to a letter of its own.

    The same page sent twice is one reply; a page that was changed and sent again is another.
    """
    token = keyed(book.keys.tokens, secret)
    with book.look() as db:
        guest = guest_of(db, token, book.now(db))
    with book.act(actors.bidder(guest.invitation.id), "reply.received", guest.lot.id) as act:
        guest = guest_of(act.db, token, act.now)
        if guest.lot.signed_at is not None:
            raise Refused(_REPLY, _DONE(), _CALL())
        if letters.one(act.db, letter_id).invitation_id != guest.invitation.id:
            raise NotThere
        return _received(act, letter_id, key, words, uploads, "online")


def enter(book: Casebook, caller: Caller, lot_id: str, letter_id: str, key: str, words: str, uploads: Sequence[Upload]) -> Reply:
    """A reply that came on paper or by mail, entered by the clerk."""
    with book.act(caller.actor, "reply.entered", lot_id) as act:
        lot, _ = require(act.db, caller.user, lot_id, Deed.TAKE_REPLIES, act.now)
        refuse_if_done(lot)
        invitations.of_lot(act.db, lot_id, letters.one(act.db, letter_id).invitation_id)
        return _received(act, letter_id, key, words, uploads, "office")


def of_lot(db: Connection, lot_id: str) -> tuple[Reply, ...]:
    """Every reply in a lot, the first first."""
    found = {each.id: each for each in letters.of_lot(db, lot_id)}
    wanted = select(tables.replies).where(_replies.letter_id.in_(found)).order_by(_replies.received_at, _replies.id)
    return tuple(_reply(db, row.id, found[row.letter_id].bidder) for row in db.execute(wanted).all())


def of_letter(db: Connection, letter_id: str) -> tuple[Reply, ...]:
    """The replies to one letter, the first first."""
    letter = letters.one(db, letter_id)
    wanted = select(_replies.id).where(_replies.letter_id == letter_id).order_by(_replies.received_at, _replies.id)
    return tuple(_reply(db, id, letter.bidder) for id in db.execute(wanted).scalars().all())


def _received(act: Act, letter_id: str, key: str, words: str, uploads: Sequence[Upload], origin: str) -> Reply:
    bidder = letters.one(act.db, letter_id).bidder
    key = key.replace(_AGAIN, "-")
    known = select(_replies.id, _replies.key).where(_replies.letter_id == letter_id).order_by(_replies.received_at.desc())
    before = [each.id for each in act.db.execute(known) if each.key.partition(_AGAIN)[0] == key]
    if before and _is_repeated(last := _reply(act.db, before[0], bidder), words, uploads):
        return last
    if not words.strip() and not uploads:
        raise Refused(_REPLY, _EMPTY(), _WRITE())
    if len(words) > LONGEST:
        raise Refused(_REPLY, _LONG(n=LONGEST), _ATTACH())
    page = f"{key}{_AGAIN}{len(before) + 1}" if before else key
    row = {"letter_id": letter_id, "key": page, "origin": origin, "words": words.strip(), "received_at": act.now}
    id = act.insert(tables.replies, row)
    attach(act, id, uploads, part="reply")
    return _reply(act.db, id, bidder)


def _is_repeated(before: Reply, words: str, uploads: Sequence[Upload]) -> bool:
    told = [(each.name, each.stored.id) for each in uploads]
    return before.words == words.strip() and told == [(each.name, each.sha256) for each in before.attachments]


def _reply(db: Connection, id: str, bidder: str) -> Reply:
    row = db.execute(select(tables.replies).where(_replies.id == id)).one()
    return Reply(row.id, row.letter_id, bidder, row.words, row.origin, row.received_at, attachments(db, row.id))
