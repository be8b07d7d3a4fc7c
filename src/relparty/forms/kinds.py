"""What sort of party or answer the words of a form mean, where the words alone do not decide."""

from __future__ import annotations

import re
import unicodedata

from relparty.forms.labels import Labels
from relparty.identifiers import phone, resident
from relparty.model.party import PartyKind
from relparty.model.record import Channel
from relparty.names.company import parse
from relparty.names.folding import fold

_PUBLIC_BODY = re.compile(r"(?:局|厅|委员会|政府|街道办事处)$")
_NOT_PUBLIC = re.compile("持股|基金|投资|工会|集团|文化")
_ADDED_WORDS = re.compile(r"\s*[(（]([^()（）]*)[)）]\s*$")
_TITLE = re.compile("(?:先生|女士|同志)$")
_HARMLESS = re.compile("男|女|香港|澳门|台湾|中国.*|法定代表人|单位负责人|负责人|授权代表|联系人|自然人|.*合伙人|.*董事.*|.*经理|监事|股东")
_ID_IN_TEXT = re.compile(r"(?<!\d)\d{6}[\d*]{8,11}[\dXx](?!\d)")
_PAPER = re.compile(r"[A-Z0-9()/]{6,14}")
_LATIN_COMPANY = re.compile(r"\b(?:ltd|limited|inc|llc|llp|corp|corporation|company|co|gmbh|plc|holdings?|group|fund)\b", re.IGNORECASE)
_PERSON_NAME = re.compile(r"[\u4e00-\u9fff]{2,5}|[\u4e00-\u9fff]{1,10}(?:·[\u4e00-\u9fff]{1,10})+|[A-Za-z.,'·-]{3,60}")
_SEVERAL = re.compile(r"[、,，;；/|\n]|或|\s{2,}")
_DELEGATE = re.compile(r"(?P<company>.+?)[(（]\s*委派代表\s*[:：]?\s*(?P<delegate>[^()（）]+)[)）]$")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_TOP_DOMAIN = re.compile(r"[A-Za-z]{2,}|xn--[\w-]+|[^\W\d_A-Za-z]{2,}")
"""Letters of one script: with others words stand behind the address."""
_ACCOUNT = re.compile(r"\d(?:[\s.-]{0,2}\d){9,}")
_ELSEWHERE = re.compile(r"\s*(?:同上|同前|详?见|如上|同注册)")
_SHORTEST_ADDRESS = 6
_EXTENSION = re.compile(r"(?:转|分机|ext\.?)\s*\d{1,6}", re.IGNORECASE)
_SHORTEST_PHONE = 7
_STATE_NAME = re.compile(r"国有资产监督管理(?:局|委员会|办公室)$|国资委$|国资局$|人民政府$|财政[部厅局]$|^国务院|国有资产管理[局委办]")


def party_kind(written: str, name: str, labels: Labels) -> PartyKind:
    """The kind of a holder from its printed type and its name.

    The name outweighs the type: a company stays one whatever the form says, and nobody is a listed company or
    a state body by merely calling itself one, so that two bidders of one owner are still found.
    """
    told = labels.kind("party_kinds", written, "")
    form = parse(person_and_remark(name)[0] if told == "person" else name).form
    if told == "listed" and "joint_stock" in form:
        return PartyKind.LISTED
    if form or _LATIN_COMPANY.search(name):
        return PartyKind.COMPANY
    if told == "person":
        return PartyKind.PERSON
    if _STATE_NAME.search(name) or (told == "state" and _PUBLIC_BODY.search(name) and not _NOT_PUBLIC.search(name)):
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
        return [phone.fold(part) for part in _phones(plain) if "*" not in part and len(phone.fold(part)) >= _SHORTEST_PHONE]
    if channel is Channel.EMAIL:
        return [found.lower() for found in _EMAIL.findall(plain) if _TOP_DOMAIN.fullmatch(found.rpartition(".")[2])]
    if channel is Channel.BOND_ACCOUNT:
        numbers = [re.sub(r"\D", "", found) for found in _ACCOUNT.findall(plain)]
        return [max(numbers, key=len)] if numbers else []
    return [fold(text)] if len(fold(text)) >= _SHORTEST_ADDRESS and not _ELSEWHERE.match(text) else []


def heads_named(text: str) -> list[str]:
    """The heads whom a cell names: several names, or a company with the delegate who acts for it (委派代表)."""
    found = _DELEGATE.match(text)
    return [found["company"].strip(), found["delegate"].strip()] if found else persons_named(text)


def persons_named(text: str) -> list[str]:
    """The persons whom a cell names; a text is several names only where each part can be one."""
    parts = [part.strip() for part in _SEVERAL.split(text) if part.strip()]
    return parts if len(parts) > 1 and all(is_person_name(part) for part in parts) else [text.strip()]


def person_and_remark(text: str) -> tuple[str, str]:
    """A person's name without the words behind it (「先生」, 「（男）」), and those words where they may mean more."""
    found = _ADDED_WORDS.search(text)
    name = _TITLE.sub("", _ADDED_WORDS.sub("", text).strip())
    if found is None or not name:
        return name or text, ""
    return name, "" if _HARMLESS.fullmatch(found.group(1).strip()) else found.group(1)


def person_number(text: str) -> str:
    """The folded number in a person's id cell, also where words stand around it; empty when no number can be made out."""
    folded = resident.fold(text)
    if not folded or resident.looks_like(folded) or _PAPER.fullmatch(folded):
        return folded
    found = _ID_IN_TEXT.findall(folded)
    return resident.fold(found[0]) if len(found) == 1 and resident.looks_like(resident.fold(found[0])) else ""


def _phones(text: str) -> list[str]:
    """The phone numbers in a cell: parted by marks, or by blanks where each part is a number of its own."""
    parts = _SEVERAL.split(_EXTENSION.sub("", text))
    return [each for part in parts for each in (part.split() if all(_is_phone(p) for p in part.split()) else [part])]


def _is_phone(text: str) -> bool:
    return len(phone.fold(text)) >= _SHORTEST_PHONE
