"""All records of a lot: the declared ones, joined with what the office got from registers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from relparty.model.lot import Bidder, declared_records
from relparty.model.record import Record
from relparty.resolve.registration.changes import former
from relparty.resolve.registration.companies import companies
from relparty.resolve.registration.holders import holders
from relparty.resolve.registration.offices import offices


def records(bidders: Iterable[Bidder], opens_on: date) -> list[Record]:
    """What the rules look at; without a registration it is what the forms declare."""
    every = list(bidders)
    registered, rest = companies(every, declared_records(every), opens_on)
    joined: list[Record] = []
    for company in registered:
        joined += [*holders(company), *offices(company), *former(company)]
    return [*rest, *joined]
