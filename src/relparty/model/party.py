"""Parties: a person or company as one document names it, and as resolved over all documents."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from relparty.phrases import Phrase


class PartyKind(StrEnum):
    """What a party is. `FACT` is a thing two bidders share that is no party: a phone, an account."""

    PERSON = "person"
    COMPANY = "company"
    LISTED = "listed"
    STATE = "state"
    OTHER = "other"
    FACT = "fact"


HELD = (PartyKind.COMPANY, PartyKind.OTHER)
"""The kinds above which somebody must stand: holders are sought there, up to persons, listed companies and state bodies."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One party as one document names it; equal mentions are the same words in the same document.

    `number` is the 统一社会信用代码 or the resident id as normalised from the form, whole or masked; empty
    when the form gave none. It stays in memory: everything written shows it masked. `register_id` is the id that a
    register's source uses for the person (`cn_qichacha:p1a2b`), `born` the birth year and month or day it tells
    (`1970-03`, `1970-03-05`): either may make two mentions probably one person, neither ever confirms it.
    """

    name: str
    kind: PartyKind
    number: str = ""
    phone: str = ""
    document: str = ""
    register_id: str = ""
    born: str = ""
    token: str = ""
    """What a prepared register tells in place of a resident id: the same token is the same id, keyed so that nobody reads it."""
    is_hub: bool = False
    """Whether a prepared register knows it to hold so many companies that sharing it proves nothing."""
    is_capped: bool = False
    """Whether it is one for its many holdings alone, so that what stands above it is not known."""


@dataclass(frozen=True, slots=True)
class Party:
    """An entity as resolved: what a step of an evidence path starts and ends at."""

    key: str
    name: str
    kind: PartyKind
    number: str = ""
    is_hub: bool = False
    """Whether a register knows it to hold so many companies that sharing it proves nothing."""
    is_capped: bool = False
    """Whether it is one for its many holdings alone."""


PARTY_KIND_WORDS: dict[PartyKind, Phrase] = {
    PartyKind.PERSON: Phrase("自然人", "person"),
    PartyKind.COMPANY: Phrase("企业", "company"),
    PartyKind.LISTED: Phrase("上市公司", "listed company"),
    PartyKind.STATE: Phrase("国资机构", "state body"),
    PartyKind.OTHER: Phrase("其他主体", "other holder"),
    PartyKind.FACT: Phrase("共同信息", "shared fact"),
}
