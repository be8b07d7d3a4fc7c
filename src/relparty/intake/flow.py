"""All files handed in to their readings: rounds of opening, the only place where their order is written.

plain documents side by side -> members of archives -> old Word files converted together -> pictures, one at a time
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from relparty.documents.next_step import NEXT
from relparty.errors import UnreadableFile
from relparty.intake import office, workers
from relparty.intake.tasks import Opened, Reading, Task, WaitsFor
from relparty.intake.workers import Failure, Job
from relparty.model.lot import FormFile, HandedIn, Unread
from relparty.phrases import Phrase, Sentence
from relparty.settings import MEGABYTE, FileLimits

if TYPE_CHECKING:
    from relparty.registers.expansion import Missed  # a screening that asks no register loads none of it

Progress = Callable[[str], None]
"""Told the name of each file handed in when it has been opened."""

_PER_DOCUMENT = 3
"""Seconds that converting one more old document may take."""
_REST = 0.4
"""The part of a file's time that is left for reading what LibreOffice has made of it."""

_TIME = Phrase("识读超过 {seconds} 秒仍未完成，已停止", "reading it took longer than {seconds} seconds and was stopped")
_MEMORY = Phrase("识读所需内存超过 {limit} MB，已停止", "reading it needed more than {limit} MB of memory and was stopped")
_TOO_LARGE = Phrase(
    "文件内的图片解压后超过 {limit} MB，未全部识读", "the pictures inside unpack to more than {limit} MB and were not all read"
)
_CRASH = Phrase("识读程序意外终止，文件可能损坏或被恶意构造", "the reader broke down: the file may be damaged or made to do harm")


@dataclass(frozen=True, slots=True)
class Intake:
    """The readings of all files by the order of their names, and the identity of every file for the record.

    `missed` are the companies that registers were asked about in vain.
    """

    readings: tuple[Reading, ...]
    files: tuple[FormFile, ...]
    missed: tuple[Missed, ...] = ()


def read_all(
    handed_in: Sequence[HandedIn],
    limits: FileLimits,
    progress: Progress = lambda _: None,
    meanwhile: Callable[[], None] = workers.nothing,
) -> Intake:
    """The readings of files handed in, however hostile: each within limits, one bad file never stops another.

    `meanwhile` is done once while the first files are being read; what it raises ends the reading.
    """
    with tempfile.TemporaryDirectory(prefix="relparty-", ignore_cleanup_errors=True) as folder:
        tasks = [Task(each.file, each.path, Path(folder)) for each in handed_in]
        opened = _rounds(tasks, limits, Path(folder), progress, meanwhile)
    done = sorted(opened, key=lambda each: (each.file.file, each.file.sha256))
    readings = tuple(each.reading for each in done if each.reading)
    return Intake(readings, tuple(each.file for each in done))


def _rounds(tasks: Sequence[Task], limits: FileLimits, folder: Path, progress: Progress, meanwhile: Callable[[], None]) -> list[Opened]:
    """Opens files, then the files inside them, until nothing is left but what waits for LibreOffice or OCR."""
    done: list[Opened] = []
    waiting: list[tuple[Task, Opened]] = []
    unfolded = _Unfolded(limits.unpacked)
    number = 0
    if not tasks:
        meanwhile()
    while tasks:
        found: list[Task] = []
        tasks = [replace(task, folder=folder / f"{number + at}") for at, task in enumerate(tasks)]
        number += len(tasks)
        for task, opened in _opened(tasks, limits, limits.memory, workers.cores(), meanwhile):
            if opened.waits_for:
                waiting.append((task, opened))
                continue
            done.append(opened)
            found += unfolded.members(task, opened)
            if not task.inside:
                progress(task.name)
        meanwhile = workers.nothing
        tasks = sorted(found, key=lambda task: task.name)
        if not tasks:
            tasks, unconverted = _converted([each for each in waiting if each[1].waits_for is WaitsFor.OFFICE], limits, folder)
            done += unconverted
            waiting = [each for each in waiting if each[1].waits_for is not WaitsFor.OFFICE]
    pictures = [replace(task, with_ocr=True) for task, _ in sorted(waiting, key=lambda each: each[0].name)]
    for task, opened in _opened(pictures, limits, limits.picture_memory, 1):
        done.append(opened)
        if not task.inside:
            progress(task.name)
    return [*done, *unfolded.refused]


class _Unfolded:
    """What has been taken out of each file handed in, so that all that is in it stays within one limit."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.sizes: dict[str, int] = {}
        self.refused: list[Opened] = []

    def members(self, task: Task, opened: Opened) -> list[Task]:
        """Tasks for the files inside an opened one; none once there is more in the file handed in than is allowed."""
        if not opened.members:
            return []
        root = task.inside or task.name
        before = self.sizes.get(root, 0)
        self.sizes[root] = before + sum(path.stat().st_size for _, path in opened.members)
        if self.sizes[root] <= self.limit:
            return [Task(name, path, task.folder, inside=root) for name, path in opened.members]
        for _, path in opened.members:
            path.unlink()
        if before <= self.limit:
            self.refused.append(_unread(FormFile(root, "", ""), _TOO_LARGE(limit=self.limit // MEGABYTE), NEXT()))
        return []


def _opened(
    tasks: Sequence[Task], limits: FileLimits, memory: int, at_once: int, meanwhile: Callable[[], None] = workers.nothing
) -> Iterable[tuple[Task, Opened]]:
    jobs = [Job(_open, (task, limits), limits.seconds * (_REST if task.as_handed_in else 1), memory) for task in tasks]
    for at, result in workers.run(jobs, at_once, meanwhile):
        yield tasks[at], _failed(tasks[at], result, limits, memory) if isinstance(result, Failure) else result


def _open(task: Task, limits: FileLimits) -> Opened:
    """The file of a task, opened; inside a child, which alone loads the parsers."""
    from relparty.intake.opening import open_file

    return open_file(task, limits)


def _converted(waiting: Sequence[tuple[Task, Opened]], limits: FileLimits, folder: Path) -> tuple[list[Task], list[Opened]]:
    """Tasks for what LibreOffice made of old Word files, and the files of which it made nothing."""
    if not waiting:
        return [], []
    waiting = sorted(waiting, key=lambda each: each[0].name)
    if office.program() is None:
        return [], [_unread(opened.file, office.MISSING(), office.INSTALL()) for _, opened in waiting]
    paths = _made([task.path for task, _ in waiting], limits, folder / "office")
    missed = [at for at, path in enumerate(paths) if path is None]
    if len(waiting) > 1:
        for at in missed:  # one bad document can end the call for all: each of the rest gets a call of its own
            paths[at] = _made([waiting[at][0].path], limits, folder / f"office-{at}")[0]
    tasks, unread = [], []
    for (task, opened), path in zip(waiting, paths, strict=True):
        if path:
            tasks.append(replace(task, path=path, as_handed_in=opened.file))
        else:
            unread.append(_unread(opened.file, office.NOT_CONVERTED(), office.ASK_DOCX()))
    return tasks, unread


def _made(documents: list[Path], limits: FileLimits, folder: Path) -> list[Path | None]:
    seconds = limits.seconds * (1 - _REST) + _PER_DOCUMENT * (len(documents) - 1)
    job = Job(office.convert, (documents, folder), seconds, limits.picture_memory)
    (result,) = (result for _, result in workers.run([job], 1))
    return office.made(len(documents), folder) if isinstance(result, Failure) else result


def _failed(task: Task, failure: Failure, limits: FileLimits, memory: int) -> Opened:
    facts: dict[Failure, Sentence] = {
        Failure.TIME: _TIME(seconds=limits.seconds),
        Failure.MEMORY: _MEMORY(limit=memory // MEGABYTE),
        Failure.CRASH: _CRASH(),
    }
    return _unread(task.as_handed_in or _identity(task), facts[failure], NEXT())


def _identity(task: Task) -> FormFile:
    """The identity of a file that broke its reader, without reading it whole into memory."""
    with task.path.open("rb") as content:
        return FormFile(task.name, hashlib.file_digest(content, "sha256").hexdigest(), Path(task.name).suffix.removeprefix(".").lower())


def _unread(file: FormFile, fact: Sentence, next_step: Sentence) -> Opened:
    return Opened(file, Reading(file, unread=(Unread(file, UnreadableFile(file.file, fact, next_step)),)))
