"""The port that a source implements: its card, `fetch` for services, `parse`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib.resources.abc import Traversable
from typing import Protocol, runtime_checkable

from relparty.model.evidence import Extract
from relparty.model.lot import FormFile
from relparty.registers.card import Card
from relparty.registers.lookup import Answer, Call, Conversation, Lookup, Wanted
from relparty.registers.tender import TenderLot


@dataclass(frozen=True, slots=True)
class Signed:
    """What proves to a service who asks: parameters and headers, made at the moment of asking and kept nowhere."""

    params: tuple[tuple[str, str], ...] = ()
    headers: tuple[tuple[str, str], ...] = ()


@runtime_checkable
class Fetch(Protocol):
    """`fetch.py` of a service: which calls to make, and how to sign them. It makes none itself."""

    def company(self, wanted: Wanted) -> Conversation:
        """The conversation about one company; raises NotLookedUp when the answers are not about it."""

    def signed(self, call: Call, secrets: Mapping[str, str], now: datetime) -> Signed:
        """What the service wants to see beside the call."""


@runtime_checkable
class ServiceParse(Protocol):
    """`parse.py` of a service, pure."""

    def check(self, answer: Answer) -> None:
        """Nothing where the answer is one; raises NotLookedUp or SourceUnusable by what the envelope says."""

    def company(self, lookup: Lookup) -> Extract:
        """What the answers tell of the company; raises NotLookedUp when they are not as the interface says."""


@runtime_checkable
class FileParse(Protocol):
    """`parse.py` of a source that is read from files, pure."""

    def recognises(self, content: bytes) -> bool:
        """True for the content of a file of this source, told without reading it whole."""

    def extracts(self, file: FormFile, content: bytes) -> tuple[Extract, ...]:
        """What a file tells of each company in it; raises UnreadableFile when it is not as its standard says."""


@runtime_checkable
class TenderParse(Protocol):
    """`parse.py` of a source of tenders, pure."""

    def recognises(self, content: bytes) -> bool:
        """True for the content of a file of this source, told without reading it whole."""

    def lots(self, file: FormFile, content: bytes) -> tuple[TenderLot, ...]:
        """The lots of the tenders in a file; raises UnreadableFile when it is not as its standard says."""


@dataclass(frozen=True, slots=True)
class Source:
    """A source as found: its card, its modules, its recorded examples."""

    card: Card
    parse: object
    fetch: Fetch | None
    examples: Traversable

    @property
    def service(self) -> tuple[Fetch, ServiceParse]:
        """The two modules of a service; TypeError for a source that is none."""
        if self.fetch is None or not isinstance(self.parse, ServiceParse):
            raise TypeError(self.card.name)
        return self.fetch, self.parse

    @property
    def reader(self) -> FileParse:
        """The module that reads files; TypeError for a source that has none."""
        if not isinstance(self.parse, FileParse):
            raise TypeError(self.card.name)
        return self.parse

    @property
    def tenders(self) -> TenderParse:
        """The module that reads tenders; TypeError for a source that has none."""
        if not isinstance(self.parse, TenderParse):
            raise TypeError(self.card.name)
        return self.parse
