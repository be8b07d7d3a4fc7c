"""What goes on while pages are shown: screenings, and the reading of forms that came in; one of each at a time."""

from __future__ import annotations

import logging
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from relparty.casebook import readings, screenings, sweeping
from relparty.casebook.book import Casebook
from relparty.casebook.screenings import Job, Progress
from relparty.settings import Settings

_log = logging.getLogger("relparty.web")


@dataclass(slots=True)
class Background:
    """The work of a server beside its pages; `bundle` is the prepared register that screenings look into, if there is one."""

    book: Casebook
    settings: Settings
    bundle: Path | None = None
    _screener: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "screening"))
    _reader: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "reading"))
    _watched: dict[str, Progress] = field(default_factory=dict)
    _asked: set[str] = field(default_factory=set)
    _lock: Lock = field(default_factory=Lock)

    def start(self) -> None:
        """Puts in order what an earlier server left: screenings cut off, lots in plain, forms not read yet."""
        sweeping.clear_work(self.book)
        screenings.mark_cut_off(self.book)
        sweeping.sweep(self.book)
        self.read_new()

    def stop(self) -> None:
        """Begins nothing more; what runs is marked as cut off by the next start."""
        for pool in (self._screener, self._reader):
            pool.shutdown(wait=False, cancel_futures=True)

    def screen(self, job: Job) -> Future[None]:
        """Runs a screening that was asked for."""
        self._watched[job.screening.id] = watched = Progress()
        return self._screener.submit(self._screen, job, watched)

    def progress(self, screening_id: str) -> Progress | None:
        """How far a running screening has come; none for one that this server does not run."""
        return self._watched.get(screening_id)

    def read_new(self) -> None:
        """Reads every form that has not been read, one after another; returns at once."""
        with self.book.look() as db:
            waiting = readings.unread(db)
        with self._lock:
            new = [each for each in waiting if each not in self._asked]
            self._asked.update(new)
        for each in new:
            self._reader.submit(self._read, each)

    def _screen(self, job: Job, watched: Progress) -> None:
        try:
            screenings.run(self.book, job, self.settings, watched, self.bundle)
        except Exception:
            _log.exception("screening %s broke off", job.screening.id)
        finally:
            self._watched.pop(job.screening.id, None)

    def _read(self, attachment_id: str) -> None:
        try:
            readings.read(self.book, attachment_id, self.settings.file_limits)
        except Exception:
            _log.exception("form %s could not be read", attachment_id)
        finally:
            with self._lock:
                self._asked.discard(attachment_id)
