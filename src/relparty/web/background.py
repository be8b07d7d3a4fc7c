"""What goes on while pages are shown: screenings, and the reading of forms that came in; one of each at a time."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Lock, Thread

from relparty.casebook import heads, readings, screenings, sweeping
from relparty.casebook.book import Casebook
from relparty.casebook.screenings import Job, Progress
from relparty.settings import Settings
from relparty.web.logs import note_failure

_FORMS = 20
"""How many forms are read before it is asked anew which are to be read: asking looks at every form of the casebook."""
_HOUR = 3600


@dataclass(slots=True)
class Background:
    """The work of a server beside its pages; `bundle` is the prepared register that screenings look into, if there is one."""

    book: Casebook
    settings: Settings
    bundle: Path | None = None
    _screener: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "screening"))
    _reader: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "reading"))
    _watched: dict[str, Progress] = field(default_factory=dict)
    _is_asked: bool = False
    _lock: Lock = field(default_factory=Lock)
    _stopped: Event = field(default_factory=Event)

    def start(self) -> None:
        """Puts in order what an earlier server left: screenings cut off, lots in plain, forms not read yet; writes the day's head."""
        sweeping.clear_work(self.book)
        screenings.mark_cut_off(self.book)
        sweeping.sweep(self.book)
        self.read_new()
        self._export_head()
        Thread(target=self._export_heads, name="heads", daemon=True).start()

    def stop(self) -> None:
        """Begins nothing more; what runs is marked as cut off by the next start."""
        self._stopped.set()
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
        """Reads every form that has not been read, one after another; returns at once, having looked at nothing itself.

        So the time of the page that asks tells nothing of how many wait.
        """
        with self._lock:
            if not self._is_asked and not self._stopped.is_set():
                self._is_asked = True
                self._reader.submit(self._read_all)

    def _screen(self, job: Job, watched: Progress) -> None:
        try:
            screenings.run(self.book, job, self.settings, watched, self.bundle)
        except Exception as error:
            note_failure(f"screening {job.screening.id}", error)
        finally:
            self._watched.pop(job.screening.id, None)

    def _read_all(self) -> None:
        with self._lock:
            self._is_asked = False
        failed: set[str] = set()
        while waiting := self._waiting(failed):
            for each in waiting:
                if self._stopped.is_set():
                    return
                self._read(each, failed)

    def _read(self, attachment_id: str, failed: set[str]) -> None:
        try:
            readings.read(self.book, attachment_id, self.settings.file_limits)
        except Exception as error:
            note_failure(f"reading {attachment_id}", error)
            failed.add(attachment_id)

    def _waiting(self, failed: set[str]) -> tuple[str, ...]:
        """The forms to read next, few enough that one which counts does not wait long behind others; without those that failed just now."""
        try:
            with self.book.look() as db:
                return tuple(each for each in readings.unread(db) if each not in failed)[:_FORMS]
        except Exception as error:
            note_failure("looking for forms to read", error)
            return ()

    def _export_heads(self) -> None:
        """Writes the head of the trail out within the first hour of every day on which something happened."""
        while not self._stopped.wait(_HOUR):
            self._export_head()

    def _export_head(self) -> None:
        try:
            heads.export(self.book)
        except Exception as error:
            note_failure("exporting the head", error)
