"""Two bidders give the same phone, e-mail or address."""

from __future__ import annotations

from collections.abc import Iterator

from relparty.model.record import Channel
from relparty.model.tie import Tie
from relparty.phrases import Phrase
from relparty.rules import shared_values
from relparty.rules.rule import Case, Rule

_NEXT = Phrase(
    "请双方说明为何使用同一联系方式，核对标书制作和递交情况",
    "have both explain why they share it; compare how the bids were made and handed in",
)


def find(case: Case) -> Iterator[Tie]:
    """Ties of bidders with a phone, e-mail or address in common."""
    for channel in (Channel.PHONE, Channel.EMAIL, Channel.ADDRESS):
        yield from shared_values.ties(case, channel, "shared_contact", _NEXT)


RULE = Rule(
    name="shared_contact",
    title=Phrase("联系方式相同", "Shared contact"),
    variants={
        "phone": Phrase("联系电话相同", "same phone"),
        "email": Phrase("电子邮箱相同", "same e-mail"),
        "address": Phrase("地址相同", "same address"),
    },
    find=find,
    ocp=("R044",),
)
