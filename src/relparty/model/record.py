"""Records: one claim each as a document makes it, with the source that says so.

Shares are integers of 0.0001 % (`1_000_000` is 100 %): they are compared, and a float is never compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from relparty.model.party import Mention
from relparty.phrases import Lang, Phrase, Sentence

WHOLE = 1_000_000
"""100 % as an integer share."""


TOLERANCE = 500
"""How far shares may miss 100 % and still add up (0.05 %, in 0.0001 %)."""


def adds_up(percents: Sequence[int | None]) -> bool:
    """True when the shares make 100 % within the tolerance."""
    return abs(sum(percent or 0 for percent in percents) - WHOLE) <= TOLERANCE


def percent_text(percent: int | None) -> str:
    """A share for reading: `832900` is `83.29%`; 「—」 for one not told."""
    if percent is None:
        return "—"
    whole, rest = divmod(percent, WHOLE // 100)
    return f"{whole}.{rest:04d}".rstrip("0").rstrip(".") + "%"


def share_text(percent: int | None, most: int | None) -> str:
    """A share for reading that may be told only between two bounds: `25%–50%`; a least bound of 「more than」 is its round figure."""
    if percent is None or most is None:
        return percent_text(percent)
    return f"{percent_text(percent - percent % 10)}–{percent_text(most)}"


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file a value stands: a cell of a sheet or table, a line of text, or a JSON pointer."""

    sheet: str = ""
    page: int = 0
    table: int = 0
    row: int = 0
    column: int = 0
    pointer: str = ""

    def say(self, lang: Lang) -> str:
        if self.pointer:
            return self.pointer
        if self.sheet:
            return f"{self.sheet}!{_letters(self.column)}{self.row}"
        words = _PLACE_WORDS[lang] if self.column or self.table else _LINE_WORDS[lang]
        numbers = (self.page, self.table, self.row, self.column)
        return words[4].join(word.format(n) for word, n in zip(words[:4], numbers, strict=True) if n)


_PLACE_WORDS: dict[Lang, tuple[str, str, str, str, str]] = {
    "zh": ("第{}页", "表{}", "第{}行", "第{}列", ""),
    "en": ("page {}", "table {}", "row {}", "column {}", ", "),
}


_LINE_WORDS: dict[Lang, tuple[str, str, str, str, str]] = {
    "zh": ("第{}页", "表{}", "第{}段", "第{}列", ""),
    "en": ("page {}", "table {}", "line {}", "column {}", ", "),
}


def _letters(column: int) -> str:
    text = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


@dataclass(frozen=True, slots=True)
class Source:
    """Where a claim was read: file, place in it, the file's hash, the text as written.

    `crop` is the piece of the picture (PNG) from which doubtful text was read, for a person to look at.
    """

    file: str
    place: Place
    sha256: str
    text: str
    kind: str = "declaration"
    crop: bytes = field(default=b"", repr=False)


class OfficeKind(StrEnum):
    """An office that a person holds in a company. `HEAD` is the 单位负责人 of the related-bidder articles."""

    HEAD = "head"
    CHAIR = "chair"
    DIRECTOR = "director"
    SUPERVISOR = "supervisor"
    MANAGER = "manager"
    FINANCE = "finance"
    OTHER = "other_officer"


class BidRole(StrEnum):
    """What a person does for this bid."""

    AGENT = "agent"
    CONTACT = "contact"
    PROJECT_LEAD = "project_lead"
    TECHNICAL_LEAD = "technical_lead"
    OTHER = "other_bid_person"


class Channel(StrEnum):
    """A way to reach or pay a bidder that two independent bidders do not share."""

    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    BOND_ACCOUNT = "bond_account"


class UnitRelation(StrEnum):
    """How a bidder says another unit is related to it."""

    SAME_HEAD = "same_head"
    HOLDING = "holding"
    MANAGEMENT = "management"


@dataclass(frozen=True, slots=True)
class Shareholding:
    """`holder` holds `percent` (integer of 0.0001 %, None when not told) of `company`.

    Where only bounds are told, `percent` is the least and `most` the most it can be. `beside` are further sources of
    the same claim: the declaration of what a register tells.
    """

    holder: Mention
    company: Mention
    percent: int | None
    source: Source
    since: date | None = None
    until: date | None = None
    most: int | None = None
    beside: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Office:
    """`person` holds `office` in `company`."""

    person: Mention
    company: Mention
    office: OfficeKind
    source: Source
    since: date | None = None
    until: date | None = None
    beside: tuple[Source, ...] = ()
    """Further sources of the same claim: the declaration of what a register tells."""


@dataclass(frozen=True, slots=True)
class Branch:
    """`branch` is a branch of the legal person `head_office` (公司法13)."""

    branch: Mention
    head_office: Mention
    source: Source


@dataclass(frozen=True, slots=True)
class BidPerson:
    """`person` acts for `bidder` in this lot, insured at `insured_at` if told."""

    person: Mention
    bidder: Mention
    role: BidRole
    source: Source
    insured_at: Mention | None = None
    insured_source: Source | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """`bidder` gives `value` as its phone, e-mail, address or deposit account.

    `value` is folded for comparing; `owner` is the bid person whose phone it is, if it is one's.
    """

    bidder: Mention
    channel: Channel
    value: str
    source: Source
    owner: Mention | None = None


@dataclass(frozen=True, slots=True)
class RelatedUnit:
    """`bidder` says `unit` stands in `relation` to it."""

    bidder: Mention
    unit: Mention
    relation: UnitRelation
    source: Source


@dataclass(frozen=True, slots=True)
class Kinship:
    """`bidder` says that `relative`, serving at `unit` if told, is kin of its own `person`."""

    bidder: Mention
    person: Mention
    relative: Mention
    relation: str
    source: Source
    unit: Mention | None = None


Record: TypeAlias = Shareholding | Office | Branch | BidPerson | Contact | RelatedUnit | Kinship


def mentions_of(record: Record) -> list[Mention]:
    """Every party that a record names."""
    values = (getattr(record, name) for name in type(record).__slots__)
    return [value for value in values if isinstance(value, Mention)]


def sources_of(record: Shareholding | Office) -> tuple[Source, ...]:
    """Every source of a claim, the one that the rules go by first."""
    return (record.source, *record.beside)


def ending_of(record: Record) -> date | None:
    """The day on which what a record says ended, if it did."""
    return record.until if isinstance(record, Shareholding | Office) else None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a document that could not be tested; ends as one `unchecked` finding.

    `reason` is a stable word for the kind of problem, `fact` and `next_step` are for the reader.
    """

    reason: str
    fact: Sentence
    next_step: Sentence
    sources: tuple[Source, ...] = ()


OFFICE_WORDS: dict[OfficeKind, Phrase] = {
    OfficeKind.HEAD: Phrase("法定代表人（单位负责人）", "person in charge"),
    OfficeKind.CHAIR: Phrase("董事长", "chair"),
    OfficeKind.DIRECTOR: Phrase("董事", "director"),
    OfficeKind.SUPERVISOR: Phrase("监事", "supervisor"),
    OfficeKind.MANAGER: Phrase("经理", "manager"),
    OfficeKind.FINANCE: Phrase("财务负责人", "finance officer"),
    OfficeKind.OTHER: Phrase("主要人员", "officer"),
}

BID_ROLE_WORDS: dict[BidRole, Phrase] = {
    BidRole.AGENT: Phrase("授权代表", "agent"),
    BidRole.CONTACT: Phrase("联系人", "contact person"),
    BidRole.PROJECT_LEAD: Phrase("项目负责人", "project lead"),
    BidRole.TECHNICAL_LEAD: Phrase("技术负责人", "technical lead"),
    BidRole.OTHER: Phrase("投标人员", "bid person"),
}

CHANNEL_WORDS: dict[Channel, Phrase] = {
    Channel.PHONE: Phrase("联系电话", "phone"),
    Channel.EMAIL: Phrase("电子邮箱", "e-mail"),
    Channel.ADDRESS: Phrase("地址", "address"),
    Channel.BOND_ACCOUNT: Phrase("保证金付款账户", "deposit account"),
}

UNIT_RELATION_WORDS: dict[UnitRelation, Phrase] = {
    UnitRelation.SAME_HEAD: Phrase("单位负责人为同一人", "same person in charge"),
    UnitRelation.HOLDING: Phrase("控股关系", "holding"),
    UnitRelation.MANAGEMENT: Phrase("管理关系", "management"),
}
