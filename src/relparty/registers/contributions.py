"""Shares worked out of contributions, for registers that tell what a holder has put in and not what part of the whole it is."""

from __future__ import annotations

from collections.abc import Sequence

from relparty.evidence import amounts
from relparty.evidence.amounts import Amount


def shares(contributions: Sequence[Sequence[str]], capital: str) -> list[int | None]:
    """The share of each holder, in 0.0001 %, by its contributions as written, one text an instalment.

    None for all of them where one is missing, cannot be read or is in another currency, or where together they are
    not the registered capital. Give the holders of all pages: a part of them makes no whole.
    """
    whole = amounts.amount(capital) if capital else None
    if capital and whole is None:
        return [None] * len(contributions)
    return amounts.shares([_total(each) for each in contributions], whole)


def _total(instalments: Sequence[str]) -> Amount | None:
    told = [amounts.amount(each) for each in instalments]
    known = [each for each in told if each is not None]
    if not known or len(known) < len(told) or len({each.currency for each in known}) > 1:
        return None
    return Amount(sum((each.number for each in known[1:]), start=known[0].number), known[0].currency)
