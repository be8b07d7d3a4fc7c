"""What there is to draw or export: parties, relations and findings of a lot, masked and in one language.

Everything here may be shown: personal numbers are masked, ids are our own and stable for the same screening.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from relparty.model.finding import Level
from relparty.model.party import PartyKind


@dataclass(frozen=True, slots=True)
class PictureSource:
    """Where a document says so: `sha256` is empty where no file stands behind it."""

    file: str
    place: str
    sha256: str = ""
    kind: str = "declaration"
    """`declaration`, `register` or `lot`."""


@dataclass(frozen=True, slots=True)
class PictureNode:
    """A party: `number` is a company's 统一社会信用代码 or a masked resident id; `level` the worst finding of a flagged bidder."""

    id: str
    name: str
    number: str
    kind: PartyKind
    is_bidder: bool = False
    level: Level | None = None
    is_hub: bool = False
    """Whether it holds so many companies, or is the state, that sharing it proves nothing: paths end there."""
    folded: int = 0
    """How many parties stand folded in this one."""
    is_probable: bool = False
    """Whether several documents name it and it is only probably one party."""


@dataclass(frozen=True, slots=True)
class PictureEdge:
    """A relation, from who holds or serves to the company, or from a party to a fact that it shares.

    `relation` is `holds`, `branch`, an office (`head`, `director` ...), a role in the bid, `same_name`, `kin`, or the
    name of a shared fact; `words` the same for people. `percent` is an integer of 0.0001 %.
    """

    id: str
    start: str
    end: str
    words: str
    relation: str
    sources: tuple[PictureSource, ...] = ()
    percent: int | None = None
    since: date | None = None
    until: date | None = None
    is_control: bool = False
    """Whether the share alone is control on the day."""
    is_judgement: bool = False
    """Whether it is ours (same name) and told by no document."""
    most: int | None = None
    """The most that the share can be where it lies between bounds; `percent` is then the least."""

    @property
    def source_kinds(self) -> tuple[str, ...]:
        return tuple(sorted({source.kind for source in self.sources}))


@dataclass(frozen=True, slots=True)
class PictureFinding:
    """A finding: its words, the parties of its bidders and the relations that prove it, by id."""

    id: str
    rule: str
    title: str
    level: Level
    summary: str
    bidders: tuple[str, ...]
    nodes: tuple[str, ...]
    edges: tuple[str, ...]
    basis: tuple[str, ...] = ()
    next_step: str = ""


@dataclass(frozen=True, slots=True)
class PictureLot:
    """The lot and who took part."""

    id: str
    name: str
    regime: str
    opens_on: date
    as_of: date
    verdict: str
    quotes: tuple[tuple[str, int], ...] = ()
    bidders: tuple[str, ...] = ()
    """The nodes of the bidders."""
    version: str = ""
    """The version of relparty that screened it."""
    seal: str = ""
    """The hash of the screening."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A part of a lot's graph, or the whole."""

    lot: PictureLot
    nodes: tuple[PictureNode, ...]
    edges: tuple[PictureEdge, ...]
    findings: tuple[PictureFinding, ...] = field(default=())
