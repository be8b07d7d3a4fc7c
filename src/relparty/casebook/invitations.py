"""Invitations: one link for each bidder, known to the database by a keyed hash alone."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from sqlalchemy import Row, select
from sqlalchemy.engine import Connection

from relparty.casebook import tables
from relparty.casebook.book import Act, Casebook
from relparty.casebook.errors import NotThere, Refused
from relparty.casebook.keys import keyed
from relparty.casebook.lots import Lot, lot_of, refuse_if_done
from relparty.casebook.rights import Caller, Deed, is_closed, require
from relparty.identifiers import uscc as codes
from relparty.phrases import Phrase

_invitations = tables.invitations.c

_BIDDER = Phrase("投标人名称", "bidder's name")
_EMPTY = Phrase("不能为空", "it is empty")
_FILL = Phrase("请填写", "fill it in")
_CODE = Phrase("统一社会信用代码", "unified social credit code")
_WRONG_CODE = Phrase("{code} 的校验位不符", "the check digit of {code} is wrong")
_CHECK_CODE = Phrase("请按营业执照核对", "compare it with the licence")
_INVITED = Phrase("已经邀请过这家单位", "this bidder was invited already")
_RENEW = Phrase("如需新的链接，请用“重新生成链接”", "use “new link” if the old one is lost")
_LOT = Phrase("本项目", "this lot")
_OVER = Phrase("收件已经截止", "collecting has ended")
_NOBODY_MORE = Phrase("不能再邀请；如有遗漏，请终止本项目并重新立项", "nobody can be invited any more; cancel the lot and open another one")


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invited bidder; the link's secret is not in it."""

    id: str
    lot_id: str
    bidder: str
    uscc: str
    contact: str
    created_at: str
    is_revoked: bool


@dataclass(frozen=True, slots=True)
class Guest:
    """A bidder that came by its link: its invitation, and the lot as far as a bidder may know it."""

    invitation: Invitation
    lot: Lot
    office: str


def invite(book: Casebook, caller: Caller, lot_id: str, bidder: str, uscc: str, contact: str = "") -> tuple[Invitation, str]:
    """A new invitation and the secret of its link, told this once.

    Raises Refused for a bidder invited already, a code with a wrong check digit, and after collecting has ended.
    """
    with book.act(caller.actor, "invitation.made", lot_id) as act:
        lot, _ = require(act.db, caller.user, lot_id, Deed.INVITE, act.now)
        _refuse_if_closed(lot, act)
        code = _checked(bidder, uscc)
        known = select(_invitations.id).where(_invitations.lot_id == lot_id, _invitations.uscc == code)
        if act.db.execute(known).one_or_none():
            raise Refused(bidder.strip(), _INVITED(), _RENEW())
        secret = secrets.token_urlsafe(32)
        row = {
            "lot_id": lot_id,
            "bidder": bidder.strip(),
            "uscc": code,
            "contact": contact.strip(),
            "token": keyed(book.keys.tokens, secret),
            "created_at": act.now,
        }
        id = act.insert(tables.invitations, row)
        return one(act.db, id), secret


def renew(book: Casebook, caller: Caller, lot_id: str, id: str) -> str:
    """The secret of a new link for a bidder; the old link ends with it, what was handed in stays."""
    with book.act(caller.actor, "invitation.renewed", lot_id) as act:
        lot, _ = require(act.db, caller.user, lot_id, Deed.INVITE, act.now)
        refuse_if_done(lot)
        of_lot(act.db, lot_id, id)
        secret = secrets.token_urlsafe(32)
        act.update(tables.invitations, id, {"token": keyed(book.keys.tokens, secret), "revoked_at": None})
        return secret


def revoke(book: Casebook, caller: Caller, lot_id: str, id: str) -> None:
    """Ends a link while collecting goes on: the bidder is out of the lot until its link is renewed; nothing is deleted."""
    with book.act(caller.actor, "invitation.revoked", lot_id) as act:
        lot, _ = require(act.db, caller.user, lot_id, Deed.INVITE, act.now)
        _refuse_if_closed(lot, act)
        of_lot(act.db, lot_id, id)
        act.update(tables.invitations, id, {"revoked_at": act.now})


def guest(book: Casebook, secret: str) -> Guest:
    """The bidder whose link this is; raises NotThere for a guess, a revoked link and a cancelled lot, all alike."""
    with book.look() as db:
        return guest_of(db, keyed(book.keys.tokens, secret), book.now(db))


def guest_of(db: Connection, token: str, now: str) -> Guest:
    """The same by the keyed hash of the secret; whatever is wrong with a link takes the same queries."""
    row = db.execute(select(tables.invitations).where(_invitations.token == token)).one_or_none()
    lot = db.execute(select(tables.lots).where(tables.lots.c.id == (row.lot_id if row is not None else ""))).one_or_none()
    if row is None or lot is None or row.revoked_at is not None or lot.cancelled_at is not None:
        raise NotThere
    office = db.execute(select(tables.office.c.name)).scalar_one()
    return Guest(_invitation(row), lot_of(lot, now), office)


def listed(db: Connection, lot_id: str) -> tuple[Invitation, ...]:
    """Every invitation of a lot in the order of the codes, which tells nothing of who came first."""
    rows = db.execute(select(tables.invitations).where(_invitations.lot_id == lot_id).order_by(_invitations.uscc))
    return tuple(_invitation(row) for row in rows)


def of_lot(db: Connection, lot_id: str, id: str) -> Invitation:
    """An invitation of that lot; raises NotThere where it is another's."""
    found = one(db, id)
    if found.lot_id != lot_id:
        raise NotThere
    return found


def one(db: Connection, id: str) -> Invitation:
    """The invitation of an id; raises NotThere."""
    row = db.execute(select(tables.invitations).where(_invitations.id == id)).one_or_none()
    if row is None:
        raise NotThere
    return _invitation(row)


def _checked(bidder: str, uscc: str) -> str:
    """The code as it is compared; raises Refused for a name left empty and a code with a wrong check digit."""
    if not bidder.strip():
        raise Refused(_BIDDER, _EMPTY(), _FILL())
    code = codes.fold(uscc)
    if not codes.is_valid(code):
        raise Refused(_CODE, _WRONG_CODE(code=code), _CHECK_CODE())
    return code


def _refuse_if_closed(lot: Row[tuple[object, ...]], act: Act) -> None:
    refuse_if_done(lot)
    if is_closed(lot, act.now):
        raise Refused(_LOT, _OVER(), _NOBODY_MORE())


def _invitation(row: Row[tuple[object, ...]]) -> Invitation:
    return Invitation(row.id, row.lot_id, row.bidder, row.uscc, row.contact, row.created_at, row.revoked_at is not None)
