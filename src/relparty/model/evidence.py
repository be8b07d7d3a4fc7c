"""Extracts: what a page or report of the public register, a business licence in the lot, or a register's source tells of one company."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from relparty.model.lot import FormFile
from relparty.model.party import Mention
from relparty.model.record import Source
from relparty.phrases import Phrase


class ExtractKind(StrEnum):
    """Which document of the register an extract was read from."""

    REPORT = "register_report"
    PAGE = "register_page"
    LICENCE = "licence"
    ANSWER = "register_answer"


EXTRACT_KIND_WORDS: dict[ExtractKind, Phrase] = {
    ExtractKind.REPORT: Phrase("企业信用信息公示报告", "register report"),
    ExtractKind.PAGE: Phrase("登记信息公示页面", "register page"),
    ExtractKind.LICENCE: Phrase("营业执照", "business licence"),
    ExtractKind.ANSWER: Phrase("登记信息查询结果", "register answer"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """One value as an extract tells it; `is_sure` is False where the reader of the picture doubts it."""

    text: str
    source: Source
    is_sure: bool = True
    is_pictured: bool = False
    """Whether it was read off a picture, surely or not: such a value never accuses by itself."""


@dataclass(frozen=True, slots=True)
class RegisteredHolder:
    """A holder with its share (integer of 0.0001 %), told or worked out of the contributions; None when neither can be had.

    Where a register tells a share only between two bounds, `percent` is the least and `most` the most it can be.
    """

    name: Told
    percent: int | None = None
    share: Told | None = None
    """Where the share, or the contribution it was worked out of, was read."""
    party: Mention | None = None
    """Who the holder is, where the source tells more of it than its name: its kind, code, own id, date of birth."""
    most: int | None = None
    since: date | None = None
    until: date | None = None
    """The day on which it ceased to be a holder; `None` for a present one."""
    is_direct: bool = True
    """False where the register tells of who stands behind the company, through others or not: a form need not list it."""

    @property
    def called(self) -> str:
        """The name to compare with: in one order of its parts where the source knows them."""
        return self.party.name if self.party else self.name.text


@dataclass(frozen=True, slots=True)
class RegisteredOfficer:
    """A person among the main staff; `office` is None where the page shows names only."""

    name: Told
    office: Told | None = None
    party: Mention | None = None
    since: date | None = None
    until: date | None = None

    @property
    def called(self) -> str:
        """The name to compare with: in one order of its parts where the source knows them."""
        return self.party.name if self.party else self.name.text


@dataclass(frozen=True, slots=True)
class RegisteredChange:
    """One registered change; `on` is None where its date cannot be read."""

    kind: Told
    before: Told
    after: Told
    on: date | None


@dataclass(frozen=True, slots=True)
class Extract:
    """What one document of the register tells.

    `holders`, `staff` and `changes` are None where the document does not show them, and empty where it says that
    there are none.
    """

    file: FormFile
    kind: ExtractKind
    name: Told | None = None
    uscc: Told | None = None
    head: Told | None = None
    head_party: Mention | None = None
    """Who the head is, where the source tells more than the name."""
    entity: Told | None = None
    """The sort of company as registered (类型)."""
    holders: tuple[RegisteredHolder, ...] | None = None
    shows_all_holders: bool = True
    """False where the document itself tells that there are more holders than it shows."""
    staff: tuple[RegisteredOfficer, ...] | None = None
    shows_all_staff: bool = True
    changes: tuple[RegisteredChange, ...] | None = None
    unread: tuple[Told, ...] = ()
    """Headings under which something stands that could not be read."""
    retrieved_on: date | None = None
    """The day of which the document says it was retrieved or, failing that, on which its picture was taken."""
    source: str = ""
    """The name of the source that was asked (`cn_qichacha`); empty for a document that lies in the lot."""
    number: Told | None = None
    """The number of a company outside China, with its scheme as in org-id.guide (`GB-COH-01234567`)."""
    former_names: tuple[Told, ...] = ()
    notes: tuple[Told, ...] = ()
    """What the source tells that nobody accounted for and that bears on no relation; `unread` holds what may bear on one."""
