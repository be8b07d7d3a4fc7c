"""Quotes: the amount that an invited bidder asked for and when, as the clerk or a platform tells it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.engine import Connection

from relparty.casebook import invitations, tables
from relparty.casebook.book import Casebook
from relparty.casebook.errors import Refused
from relparty.casebook.lots import refuse_if_done
from relparty.casebook.rights import Caller, Deed, require
from relparty.phrases import Phrase

_quotes = tables.quotes.c
_AMOUNT = re.compile(r"\d{1,15}(\.\d{1,4})?")

_WORDS = Phrase("报价金额", "amount")
_NOT_ONE = Phrase("“{text}”不是金额", "“{text}” is not an amount")
_LIKE = Phrase("请只填数字，如 98000.00", "figures alone, such as 98000.00")


@dataclass(frozen=True, slots=True)
class Quote:
    """What a bidder quoted, as told; nothing is computed with it."""

    invitation_id: str
    amount: str
    submitted_at: str


def tell(book: Casebook, caller: Caller, lot_id: str, invitation_id: str, amount: str, submitted_at: str) -> None:
    """Keeps the quote of an invited bidder in place of the one before; `submitted_at` is a stamp.

    Raises Refused for what is no amount.
    """
    text = amount.strip()
    with book.act(caller.actor, "quote.told", lot_id) as act:
        lot, _ = require(act.db, caller.user, lot_id, Deed.HAND_IN, act.now)
        refuse_if_done(lot)
        invitations.of_lot(act.db, lot_id, invitation_id)
        if not _AMOUNT.fullmatch(text):
            raise Refused(_WORDS, _NOT_ONE(text=text), _LIKE())
        before = act.db.execute(select(_quotes.id).where(_quotes.invitation_id == invitation_id)).scalar_one_or_none()
        told = {"amount": text, "submitted_at": submitted_at}
        if before is None:
            act.insert(tables.quotes, told | {"invitation_id": invitation_id})
        else:
            act.update(tables.quotes, before, told)


def of_lot(db: Connection, lot_id: str) -> dict[str, Quote]:
    """The quotes of a lot by invitation."""
    mine = select(tables.invitations.c.id).where(tables.invitations.c.lot_id == lot_id)
    rows = db.execute(select(tables.quotes).where(_quotes.invitation_id.in_(mine)))
    return {row.invitation_id: Quote(row.invitation_id, row.amount, row.submitted_at) for row in rows}
