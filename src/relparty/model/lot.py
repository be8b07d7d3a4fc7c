"""A lot and what belongs to it: declarations as read, quotes, the procurement group, bidders."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from relparty.errors import UnreadableFile
from relparty.model.party import Mention
from relparty.model.record import Problem, Record, Source

if TYPE_CHECKING:
    from relparty.model.evidence import Extract  # it needs FormFile, which stands here


REGISTER = "register"
"""The folder of register pages and answers that the office fetched itself: evidence, never a form."""


@dataclass(frozen=True, slots=True)
class Picture:
    """What a picture file tells of itself: its size in pixels, and when it was taken if it says so."""

    width: int
    height: int
    taken_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class FormFile:
    """A file handed in: path inside the lot, hash, kind (`xlsx`, `docx`, ...).

    A file that holds several forms is several of these, numbered by `part` from 1, whose paths end in `#2`,
    `#3`; `picture` is what a picture tells of itself.
    """

    file: str
    sha256: str
    kind: str
    part: int = 1
    picture: Picture | None = None

    @property
    def is_fetched(self) -> bool:
        """Whether the office itself got the file from a register, and no bidder handed it in."""
        return self.file.startswith(f"{REGISTER}/")

    @property
    def document(self) -> str:
        """What tells this form from every other, also from one in the same file."""
        return self.sha256 if self.part == 1 else f"{self.sha256}#{self.part}"


def form_file(file: str, content: bytes) -> FormFile:
    """The identity of a file handed in: its path in the lot, hash and kind (by suffix)."""
    kind = PurePosixPath(file).suffix.removeprefix(".").lower()
    return FormFile(file, hashlib.sha256(content).hexdigest(), kind)


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A file as handed in: its path inside the lot, and where it lies on disk."""

    file: str
    path: Path


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
    is_pictured: bool = False
    """Whether it was read from a picture, surely or not."""
    blocks: frozenset[str] = frozenset()
    """The blocks that stand in the form, filled in or not."""

    def with_problems(self, problems: tuple[Problem, ...]) -> Declaration:
        """The declaration with more problems, those of the file it stands in."""
        return replace(self, problems=(*problems, *self.problems))


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
    allow_network: bool = False
    """Whether the bidders' names may be sent to the sources named; without it nothing leaves the machine."""
    sources: tuple[str, ...] = ()
    """The register sources that may be asked, by name."""
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
    extracts: tuple[Extract, ...] = ()
    """What the register's pages, reports and licences in the lot, and the sources asked, tell of this bidder."""
    above: tuple[Extract, ...] = ()
    """The same of the companies above it: its holders, theirs, and so on."""

    @property
    def key(self) -> str:
        """What tells this bidder from the others of its lot, in any order of reading."""
        return f"{self.uscc}|{self.name}"


def declared_records(bidders: Iterable[Bidder]) -> list[Record]:
    """Every record of every form, as declared."""
    return [record for bidder in bidders for declaration in bidder.declarations for record in declaration.records]
