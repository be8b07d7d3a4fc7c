"""A lot and what belongs to it: declarations as read, quotes, the procurement group, bidders."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from relparty.errors import UnreadableFile
from relparty.model.party import Mention
from relparty.model.record import Problem, Record, Source


@dataclass(frozen=True, slots=True)
class FormFile:
    """A file handed in: path inside the lot, hash, kind (`xlsx`, `docx`, ...)."""

    file: str
    sha256: str
    kind: str


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that could not be read, with the reason."""

    file: FormFile
    error: UnreadableFile


class EntityForm(StrEnum):
    """The legal form of a bidder, as far as the rules care."""

    LIMITED = "limited"
    JOINT_STOCK = "joint_stock"
    BRANCH = "branch"
    PARTNERSHIP = "partnership"
    SOLE = "sole"
    INSTITUTION = "institution"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Declaration:
    """One filled form: who hands it in, what it claims, what in it could not be understood."""

    file: FormFile
    bidder: Mention
    bidder_source: Source
    lot_name: str = ""
    lot_id: str = ""
    records: tuple[Record, ...] = ()
    problems: tuple[Problem, ...] = ()
    former_names: tuple[Mention, ...] = ()
    """The bidder as it was called before."""
    declared_on: date | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """One row of quotes.csv."""

    bidder: str
    uscc: str
    source: Source


@dataclass(frozen=True, slots=True)
class GroupMember:
    """One member of the procurement group."""

    person: Mention
    duty: str
    unit: str
    source: Source


@dataclass(frozen=True, slots=True)
class Policy:
    """A unit's own stricter levels: rule or `rule.variant` to level, with the title of its document."""

    title: str = ""
    levels: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Lot:
    """A lot as its folder says, defaults filled in."""

    id: str
    name: str
    regime: str
    opens_on: date
    as_of: date
    overlay: str = ""
    min_quotes: int = 3
    lookback_months: int = 12
    declares_id: bool = False
    """Whether lot.toml gave the id: only then can a form be said to name another lot."""
    quotes: tuple[Quote, ...] | None = None
    group: tuple[GroupMember, ...] = ()
    policy: Policy = field(default_factory=Policy)
    files: tuple[FormFile, ...] = ()
    """The lot's own files besides the forms: lot.toml, quotes.csv, group.csv, policy.toml."""
    problems: tuple[Problem, ...] = ()


class BidderStatus(StrEnum):
    """Whether the bidder's form was read."""

    READ = "read"
    PARTLY = "partly"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Bidder:
    """One bidder of the lot with everything it handed in."""

    name: str
    uscc: str
    mention: Mention
    status: BidderStatus
    quote: Quote | None = None
    declarations: tuple[Declaration, ...] = ()
    files: tuple[FormFile, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def key(self) -> str:
        """What tells this bidder from the others of its lot, in any order of reading."""
        return f"{self.uscc}|{self.name}"
