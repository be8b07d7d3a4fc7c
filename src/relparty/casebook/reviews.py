"""What the findings of a lot's last screening say and where each stands, gathered for one reader at one moment."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.engine import Connection

from relparty.casebook import attached, conflicts, decisions, group, screenings
from relparty.casebook.attached import Places
from relparty.casebook.book import Casebook
from relparty.casebook.conflicts import Answered, Conflict
from relparty.casebook.decisions import Decision, Standpoint
from relparty.casebook.errors import NotThere
from relparty.casebook.group import Member
from relparty.casebook.lots import Lot, lot_of
from relparty.casebook.rights import Caller, Deed, Standing, require
from relparty.casebook.screenings import Screening
from relparty.phrases import Lang
from relparty.reports.document import Document


@dataclass(frozen=True, slots=True)
class Review:
    """The last finished screening with its document in one language and where each finding stands."""

    screening: Screening
    told: Document
    points: tuple[Standpoint, ...]
    members: tuple[Member, ...]
    unanswered: tuple[Conflict, ...]
    answered: tuple[Answered, ...]

    def point(self, finding: str) -> Standpoint | None:
        """Where a finding stands, by its id in the document."""
        return next((each for each in self.points if each.kept.finding == finding), None)

    def finding(self, id: str) -> Document:
        """A finding as the document tells it; raises NotThere."""
        found: Document | None = next((each for each in self.told["findings"] if each["id"] == id), None)
        if found is None:
            raise NotThere
        return found


@dataclass(frozen=True, slots=True)
class Seen:
    """A lot and its reader, with the review where the lot has been screened."""

    lot: Lot
    standing: Standing
    review: Review | None


@dataclass(frozen=True, slots=True)
class Fallen:
    """A decision that does not count any more because the facts changed, and the finding as it was then."""

    decision: Decision
    finding: Document


@dataclass(frozen=True, slots=True)
class Evidence:
    """One finding with all that its page shows: where it stands, what fell, and where its files are."""

    lot: Lot
    standing: Standing
    review: Review
    point: Standpoint
    fallen: tuple[Fallen, ...]
    places: Places


def of_lot(book: Casebook, caller: Caller, lot_id: str, lang: Lang) -> Seen:
    """The findings of a lot for this reader; raises NotThere."""
    with book.look() as db:
        now = book.now(db)
        row, standing = require(db, caller.user, lot_id, Deed.SEE_FINDINGS, now)
        return Seen(lot_of(row, now), standing, gathered(book, db, lot_id, lang))


def of_finding(book: Casebook, caller: Caller, lot_id: str, finding: str, lang: Lang) -> Evidence:
    """One finding of the last screening; raises NotThere where it has none of that id."""
    with book.look() as db:
        now = book.now(db)
        row, standing = require(db, caller.user, lot_id, Deed.SEE_FINDINGS, now)
        review = gathered(book, db, lot_id, lang)
        point = review.point(finding) if review is not None else None
        if review is None or point is None:
            raise NotThere
        fallen = tuple(_fallen(book, db, point, lang))
        return Evidence(lot_of(row, now), standing, review, point, fallen, attached.places(db, lot_id))


def document(book: Casebook, caller: Caller, lot_id: str, screening_id: str, lang: Lang) -> Document:
    """The document of one finished screening of a lot; raises NotThere."""
    with book.look() as db:
        require(db, caller.user, lot_id, Deed.SEE_FINDINGS, book.now(db))
        found = screenings.of_lot(db, lot_id, screening_id)
    return screenings.document(book, found, lang)


def gathered(book: Casebook, db: Connection, lot_id: str, lang: Lang) -> Review | None:
    """The review of a lot as one look sees it; none where it has not been screened."""
    latest = screenings.latest(db, lot_id)
    if latest is None:
        return None
    return Review(
        latest,
        screenings.document(book, latest, lang),
        decisions.standpoints(db, lot_id, latest.id),
        group.members(db, lot_id),
        conflicts.unanswered(db, lot_id),
        conflicts.answered(db, lot_id),
    )


def _fallen(book: Casebook, db: Connection, point: Standpoint, lang: Lang) -> list[Fallen]:
    """Each decision that fell, the latest first, with the finding of the screening that it was about."""
    documents = {id: screenings.document(book, screenings.one(db, id), lang) for id in {each.screening_id for each in point.fallen}}
    then = {(id, each["id"]): each for id, told in documents.items() for each in told["findings"]}
    return [Fallen(each, then[each.screening_id, each.about.finding]) for each in reversed(point.fallen)]
