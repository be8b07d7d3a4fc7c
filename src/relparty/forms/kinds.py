"""What sort of party or answer the words of a form mean, where the words alone do not decide."""

from __future__ import annotations

import re

from relparty.forms.labels import Labels
from relparty.identifiers import phone
from relparty.model.party import PartyKind
from relparty.model.record import Channel
from relparty.names.company import parse
from relparty.names.folding import fold

_STATE_NAME = re.compile(r"国有资产监督管理|国资委|国资局|人民政府|财政[部厅局]|国务院|管理委员会$|国有资产管理")


def party_kind(written: str, name: str, labels: Labels) -> PartyKind:
    """The kind of a holder from its printed type and its name.

    The name outweighs the type for state bodies: a company that calls itself 国资机构 stays a company, so
    that two of its companies are still found to have one controller.
    """
    told = labels.kind("party_kinds", written, "")
    if told == "person":
        return PartyKind.PERSON
    is_company = parse(name).form != ""
    if told == "listed":
        return PartyKind.LISTED
    if is_company:
        return PartyKind.COMPANY
    if told == "state" or _STATE_NAME.search(name):
        return PartyKind.STATE
    if told:
        return PartyKind(told)
    return PartyKind.PERSON if re.fullmatch(r"[\u4e00-\u9fff]{2,4}", fold(name)) else PartyKind.OTHER


def folded_contact(channel: Channel, text: str) -> str:
    """A contact value as it is compared."""
    if channel is Channel.PHONE:
        return phone.fold(text)
    if channel is Channel.BOND_ACCOUNT:
        return re.sub(r"[\s\-]", "", fold(text))
    return fold(text)
