"""What sort of party or answer the words of a form mean, where the words alone do not decide."""

from __future__ import annotations

import re
import unicodedata

from relparty.forms.labels import Labels
from relparty.identifiers import phone
from relparty.model.party import PartyKind
from relparty.model.record import Channel
from relparty.names.company import parse
from relparty.names.folding import fold

_PUBLIC_BODY = re.compile(r"(?:局|厅|委员会|委|政府|部|办公室|管理处|国库)$")
_LATIN_COMPANY = re.compile(r"\b(?:ltd|limited|inc|llc|llp|corp|corporation|company|co|gmbh|plc|holdings?|group|fund)\b", re.IGNORECASE)
_PERSON_NAME = re.compile(r"[\u4e00-\u9fff]{2,5}|[\u4e00-\u9fff]{1,10}(?:·[\u4e00-\u9fff]{1,10})+|[A-Za-z.,'·-]{3,60}")
_SEVERAL = re.compile(r"[、,，;；/|\n]|或|\s{2,}")
_DELEGATE = re.compile(r"(?P<company>.+?)[(（]\s*委派代表\s*[:：]?\s*(?P<delegate>[^()（）]+)[)）]$")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_ACCOUNT = re.compile(r"\d(?:[\s-]?\d){7,}")
_SHORTEST_PHONE = 7
_STATE_NAME = re.compile(r"国有资产监督管理|国资委|国资局|人民政府|财政[部厅局]|国务院|管理委员会$|国有资产管理")


def party_kind(written: str, name: str, labels: Labels) -> PartyKind:
    """The kind of a holder from its printed type and its name.

    The name outweighs the type: a company stays one whatever the form says, and nobody is a listed company or
    a state body by merely calling itself one, so that two bidders of one owner are still found.
    """
    told = labels.kind("party_kinds", written, "")
    form = parse(name).form
    if told == "listed" and "joint_stock" in form:
        return PartyKind.LISTED
    if form or _LATIN_COMPANY.search(name):
        return PartyKind.COMPANY
    if told == "person":
        return PartyKind.PERSON
    if _STATE_NAME.search(name) or (told == "state" and _PUBLIC_BODY.search(name)):
        return PartyKind.STATE
    if told and told not in ("state", "listed"):
        return PartyKind(told)
    return PartyKind.PERSON if is_person_name(name) else PartyKind.OTHER


def is_person_name(name: str) -> bool:
    """True for what can be a natural person's name: Chinese characters, with dots between parts, or Latin words."""
    return _PERSON_NAME.fullmatch(fold_dots(name)) is not None


def fold_dots(name: str) -> str:
    """The name with one kind of dot between its parts and without spaces."""
    return re.sub("[·•・‧∙]", "·", name).replace(" ", "").replace("　", "")


def contact_values(channel: Channel, text: str) -> list[str]:
    """The contact values in a cell, folded for comparing: one cell may hold several, and a masked one holds none."""
    plain = unicodedata.normalize("NFKC", text)
    if channel is Channel.PHONE:
        return [phone.fold(part) for part in _SEVERAL.split(plain) if "*" not in part and len(phone.fold(part)) >= _SHORTEST_PHONE]
    if channel is Channel.EMAIL:
        return [found.lower() for found in _EMAIL.findall(plain)] or [fold(text)]
    if channel is Channel.BOND_ACCOUNT:
        return [re.sub(r"[\s-]", "", found) for found in _ACCOUNT.findall(plain)]
    return [fold(text)]


def heads_named(text: str) -> list[str]:
    """The heads whom a cell names: several names, or a company with the delegate who acts for it (委派代表)."""
    found = _DELEGATE.match(text)
    return [found["company"].strip(), found["delegate"].strip()] if found else persons_named(text)


def persons_named(text: str) -> list[str]:
    """The persons whom a cell names; a text is several names only where each part can be one."""
    parts = [part.strip() for part in _SEVERAL.split(text) if part.strip()]
    return parts if len(parts) > 1 and all(is_person_name(part) for part in parts) else [text.strip()]
