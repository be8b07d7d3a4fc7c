"""Screenings of a lot: what it still lacks before one, the run itself, and what it leaves in the casebook."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from sqlalchemy import Row, select
from sqlalchemy.engine import Connection

from relparty.casebook import actors, clock, folder, group, invitations, submissions, tables
from relparty.casebook.book import Act, Casebook
from relparty.casebook.errors import NotThere, Refused
from relparty.casebook.findings import keep_findings
from relparty.casebook.lots import Lot, State, lot_of
from relparty.casebook.memory import keep_appearances
from relparty.casebook.rights import Caller, Deed, require
from relparty.casebook.submissions import record_file
from relparty.errors import RelpartyError
from relparty.identifiers.masking import shown
from relparty.phrases import Lang, Phrase, Sentence
from relparty.reports import document as documents
from relparty.settings import Settings

if TYPE_CHECKING:
    from relparty.model.finding import Screening as Result

_screenings = tables.screenings.c

_LOT = Phrase("本项目", "this lot")
_STILL_OPEN = Phrase("收件尚未截止（截止时间 {deadline}）", "bidders may hand in until {deadline}")
_NOBODY = Phrase("没有任何投标人提交采集表", "no bidder has handed in a form")
_DONE = Phrase("已签署或已终止", "it is signed or cancelled")
_LACKS = Phrase("还不能筛查：{missing}", "it cannot be screened yet: {missing}")
_COMPLETE = Phrase("请补齐后再筛查", "complete it, then screen")
_RUNNING = Phrase("正在筛查中", "it is being screened now")
_WAIT = Phrase("请等待完成", "wait until it is done")
_NO_CHOICE = Phrase("没有写明受邀承包商是如何选定的", "it does not say how the invited contractors were chosen")
_BROKE = Phrase("筛查中断：{reason}", "the screening broke off: {reason}")
_CUT_OFF = Phrase("服务停止时筛查尚未完成，请重新筛查", "the service stopped before it was done: screen again")


class Run(StrEnum):
    """How far a screening has come."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


RUN_WORDS = {
    Run.RUNNING: Phrase("进行中", "running"),
    Run.DONE: Phrase("完成", "done"),
    Run.FAILED: Phrase("未完成", "not finished"),
}


@dataclass(frozen=True, slots=True)
class Screening:
    """One screening of a lot, as recorded."""

    id: str
    lot_id: str
    number: int
    state: Run
    started_at: str
    ended_at: str | None
    verdict: str | None
    trouble: str | None
    document: str | None


@dataclass(frozen=True, slots=True)
class Job:
    """A screening that was asked for and is to be run."""

    screening: Screening
    lot: Lot


@dataclass(slots=True)
class Progress:
    """How many files of a running screening have been opened; for whoever watches, never saved."""

    total: int = 0
    done: int = 0
    opened: list[str] = field(default_factory=list)


Part: TypeAlias = Literal["state", "deadline", "forms", "choice", "group"]


def missing(db: Connection, lot: Lot) -> Iterator[Sentence]:
    """What a lot lacks before it may be screened: collecting must have ended, a form must be there, the group complete."""
    return (words for _, words in lacking(db, lot))


def lacking(db: Connection, lot: Lot) -> Iterator[tuple[Part, Sentence]]:
    """The same with the part of the lot that each is about; that of the forms tells of bidders, which are secret until closing."""
    if lot.state in (State.SIGNED, State.CANCELLED):
        yield "state", _DONE()
    if lot.state is State.COLLECTING:
        yield "deadline", _STILL_OPEN(deadline=f"{clock.moment(lot.terms.deadline).astimezone(clock.CHINA):%Y-%m-%d %H:%M}")
    if not any(submissions.latest(db, each.id) for each in invitations.listed(db, lot.id) if not each.is_revoked):
        yield "forms", _NOBODY()
    if not lot.terms.chosen_how:
        yield "choice", _NO_CHOICE()
    for words in group.missing(group.members(db, lot.id)):
        yield "group", words


def ask(book: Casebook, caller: Caller, lot_id: str) -> Job:
    """A screening to be run; raises Refused with all that is missing, and while another one runs."""
    with book.act(caller.actor, "screening.started", lot_id) as act:
        row, _ = require(act.db, caller.user, lot_id, Deed.SCREEN, act.now)
        lot = lot_of(row, act.now)
        absent = tuple(missing(act.db, lot))
        if absent:
            raise Refused(_LOT, _LACKS(missing=absent), _COMPLETE())
        before = listed(act.db, lot_id)
        if any(each.state is Run.RUNNING for each in before):
            raise Refused(_LOT, _RUNNING(), _WAIT())
        row_told = {
            "lot_id": lot_id,
            "number": len(before) + 1,
            "state": Run.RUNNING,
            "actor": str(caller.actor),
            "started_at": act.now,
        }
        return Job(one(act.db, act.insert(tables.screenings, row_told)), lot)


def run(book: Casebook, job: Job, settings: Settings, watch: Progress, bundle: Path | None = None) -> Screening:
    """The screening run and kept: the lot is written out as a folder, screened as the command does, and the folder taken away.

    What goes wrong is kept with it in words; nothing of a screening that broke off counts.
    """
    try:
        result = _screened(book, job.lot, settings, watch, bundle)
        told = documents.document(result, "zh"), documents.document(result, "en")
    except RelpartyError as error:
        return _failed(book, job, shown(error.say("zh")))
    except Exception as error:
        _failed(book, job, _BROKE(reason=type(error).__name__).say("zh"))
        raise
    stored = book.files.put(json.dumps({"zh": told[0], "en": told[1]}, ensure_ascii=False).encode())
    with book.act(actors.SYSTEM, "screening.done", job.lot.id, verdict=result.verdict.value) as act:
        _settle(act, job.screening.id, {"state": Run.DONE, "verdict": result.verdict.value, "document": record_file(act, stored)})
        keep_findings(act, job.lot.id, job.screening.id, told[0])
        keep_appearances(book, act, job.screening.id, result)
        return one(act.db, job.screening.id)


def mark_cut_off(book: Casebook) -> int:
    """How many screenings were running when the service stopped; each is marked as not finished. For the start."""
    with book.look() as db:
        cut = db.execute(select(_screenings.id, _screenings.lot_id).where(_screenings.state == Run.RUNNING)).all()
    for each in cut:
        with book.act(actors.SYSTEM, "screening.cut_off", each.lot_id) as act:
            _settle(act, each.id, {"state": Run.FAILED, "trouble": _CUT_OFF.zh})
    return len(cut)


def listed(db: Connection, lot_id: str) -> tuple[Screening, ...]:
    """The screenings of a lot, the latest first."""
    wanted = select(tables.screenings).where(_screenings.lot_id == lot_id).order_by(_screenings.number.desc())
    return tuple(_screening(row) for row in db.execute(wanted))


def latest(db: Connection, lot_id: str) -> Screening | None:
    """The last screening that was finished: the one that decisions are about."""
    return next((each for each in listed(db, lot_id) if each.state is Run.DONE), None)


def before(db: Connection, screening: Screening) -> Screening | None:
    """The finished screening before this one; none where it is the first."""
    return next((each for each in listed(db, screening.lot_id) if each.state is Run.DONE and each.number < screening.number), None)


def one(db: Connection, id: str) -> Screening:
    """The screening of an id; raises NotThere."""
    row = db.execute(select(tables.screenings).where(_screenings.id == id)).one_or_none()
    if row is None:
        raise NotThere
    return _screening(row)


def of_lot(db: Connection, lot_id: str, id: str, *, is_done: bool = True) -> Screening:
    """A screening of that lot, a finished one unless told otherwise; raises NotThere where it is another's."""
    found = one(db, id)
    if found.lot_id != lot_id or (is_done and found.state is not Run.DONE):
        raise NotThere
    return found


def document(book: Casebook, screening: Screening, lang: Lang) -> documents.Document:
    """The document of a finished screening (`relparty/screening/1`) in one language."""
    told: dict[str, Any] = json.loads(book.files.read(screening.document or ""))
    found: documents.Document = told[lang]
    return found


def _screened(book: Casebook, lot: Lot, settings: Settings, watch: Progress, bundle: Path | None) -> Result:
    from relparty.intake.flow import read_all  # only who screens needs the readers
    from relparty.lots import folder as lot_folder
    from relparty.lots.names_table import name_table
    from relparty.regimes import regime as regimes
    from relparty.screening import screen

    def opened(name: str) -> None:
        watch.done += 1
        watch.opened.append(name)

    book.place.work.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="lot-", dir=book.place.work) as place:
        with book.look() as db:
            folder.write(book, folder.files(book, db, lot.id, lot.terms), Path(place))
            today = clock.day(book.now(db))
        found = lot_folder.read(Path(place), today)
        watch.total = len(found.forms)
        own = tuple(each for each in (settings.regimes_dir,) if each)
        rule_book = regimes.load(found.lot.regime, found.lot.overlay, found.lot.policy, own)
        intake = read_all(found.forms, settings.file_limits, opened)
        if bundle is not None:
            from relparty.bundle.reading import opened as opened_bundle  # only an office with a bundle needs it
            from relparty.resolve.lookups import with_bundle

            intake = with_bundle(found.lot, intake, opened_bundle(bundle))
        return screen(found, intake, rule_book, name_table(settings.names_table), settings.limits)


def _failed(book: Casebook, job: Job, reason: str) -> Screening:
    with book.act(actors.SYSTEM, "screening.failed", job.lot.id) as act:
        _settle(act, job.screening.id, {"state": Run.FAILED, "trouble": reason})
        return one(act.db, job.screening.id)


def _settle(act: Act, id: str, changed: dict[str, Any]) -> None:
    act.update(tables.screenings, id, {"ended_at": act.now, **changed})


def _screening(row: Row[tuple[object, ...]]) -> Screening:
    return Screening(
        row.id,
        row.lot_id,
        row.number,
        Run(row.state),
        row.started_at,
        row.ended_at,
        row.verdict,
        row.trouble,
        row.document,
    )
