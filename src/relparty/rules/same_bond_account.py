"""The deposits of two bidders are paid from one account."""

from __future__ import annotations

from collections.abc import Iterator

from relparty.model.record import Channel
from relparty.model.tie import Tie
from relparty.phrases import Phrase
from relparty.rules import shared_values
from relparty.rules.rule import Case, Rule

_NEXT = Phrase(
    "核对保证金到账凭证的付款账户；属实的，按视为串通处理程序听取双方陈述",
    "compare the payer's account on the receipts; if true, hear both under the deemed-collusion procedure",
)


def find(case: Case) -> Iterator[Tie]:
    """Ties of bidders that declare one deposit account."""
    yield from shared_values.ties(case, Channel.BOND_ACCOUNT, "same_bond_account", _NEXT)


RULE = Rule(
    name="same_bond_account",
    title=Phrase("保证金同一账户转出", "Deposit paid from one account"),
    variants={"bond_account": Phrase("保证金付款账户相同", "same deposit account")},
    find=find,
)
