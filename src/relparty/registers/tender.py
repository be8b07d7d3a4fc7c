"""Lots of tenders with their quotes, as a source of tenders tells them: what a lot's folder is made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from relparty.phrases import Sentence


@dataclass(frozen=True, slots=True)
class TenderQuote:
    """One quote handed in. A joint one is one quote: `name` names all its members, `members` each of them.

    `uscc` is empty where none is told and for a joint quote; `number` is a number of another register, with its scheme.
    """

    name: str
    uscc: str = ""
    number: str = ""
    amount: Decimal | None = None
    submitted_at: str = ""
    members: tuple[str, ...] = ()
    id: str = ""


@dataclass(frozen=True, slots=True)
class TenderLot:
    """One lot of a tender: `id` is the procedure's (ocid), `lot_id` the lot's own where the tender has lots.

    `left_out` says which bids are no quotes, and why; `unread` what was not understood and may change who bids for it
    or who they are; `notes` what a reader should know of the rest.
    """

    id: str
    lot_id: str = ""
    title: str = ""
    buyer: str = ""
    opens_on: date | None = None
    currency: str = ""
    quotes: tuple[TenderQuote, ...] = ()
    left_out: tuple[Sentence, ...] = ()
    unread: tuple[Sentence, ...] = ()
    notes: tuple[Sentence, ...] = ()

    @property
    def whole_id(self) -> str:
        """The id of the lot among all: that of its procedure, and its own."""
        return f"{self.id}/{self.lot_id}" if self.lot_id else self.id
