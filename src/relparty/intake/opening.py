"""One file on disk to its reading, its members, or what it waits for. Runs inside a child process: see `workers`."""

from __future__ import annotations

import stat
from pathlib import Path

from relparty.documents import packages, pdf
from relparty.documents.kind import FileKind
from relparty.documents.ocr import engine
from relparty.documents.read import content_kind
from relparty.errors import UnreadableFile
from relparty.intake import archives
from relparty.intake.reading import read_content
from relparty.intake.tasks import Opened, Reading, Task, WaitsFor
from relparty.model.lot import FormFile, Unread, form_file
from relparty.phrases import Phrase
from relparty.settings import MEGABYTE, FileLimits

_NO_FILE = Phrase("不是普通文件（{reason}）", "it is no plain file ({reason})")
_NO_ACCESS = Phrase("文件打不开（{reason}）", "the file cannot be opened ({reason})")
_GIVE_ACCESS = Phrase("请检查文件的权限或链接后重新核查", "check the file's permissions or link and screen again")
_TOO_LARGE = Phrase("文件超过 {limit} MB", "the file is larger than {limit} MB")
_SMALLER = Phrase("请该投标人压缩图片或拆分后重新提交", "ask for smaller pictures or several files")


def open_file(task: Task, limits: FileLimits) -> Opened:
    """The file of a task, opened; whatever goes wrong is in the reading."""
    try:
        content = _content(task, limits)
    except UnreadableFile as error:
        return _unread(FormFile(task.name, "", ""), error)
    file = task.as_handed_in or form_file(task.name, content)
    try:
        kind = content_kind(file, content, limits)
        if kind is FileKind.ZIP:
            return _unpacked(file, task, limits)
    except UnreadableFile as error:
        return _unread(file, error)
    if kind is FileKind.DOC:
        return Opened(file, waits_for=WaitsFor.OFFICE)
    if not task.with_ocr and engine.is_installed() and _shows_pictures(kind, content):
        return Opened(file, waits_for=WaitsFor.OCR)
    reading = read_content(file, content, limits)
    return Opened(reading.file, reading, _pictures_inside(file, kind, content, task.folder))


def _content(task: Task, limits: FileLimits) -> bytes:
    """The bytes of a plain file within the size limit: a pipe or device would never end."""
    try:
        status = task.path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableFile(task.name, _NO_FILE(reason=stat.filemode(status.st_mode)[0]), _GIVE_ACCESS())
        if status.st_size > limits.size:
            raise UnreadableFile(task.name, _TOO_LARGE(limit=limits.size // MEGABYTE), _SMALLER())
        return task.path.read_bytes()
    except OSError as error:
        raise UnreadableFile(task.name, _NO_ACCESS(reason=error.strerror or type(error).__name__), _GIVE_ACCESS()) from error


def _unpacked(file: FormFile, task: Task, limits: FileLimits) -> Opened:
    task.folder.mkdir(parents=True, exist_ok=True)
    unpacked = archives.unpack(file, task.path, task.folder, limits)
    return Opened(file, Reading(file, unread=unpacked.unread, papers=(file,)), unpacked.members)


def _shows_pictures(kind: FileKind, content: bytes) -> bool:
    return kind in (FileKind.PNG, FileKind.JPEG) or (kind is FileKind.PDF and bool(pdf.scanned_pages(content)))


def _pictures_inside(file: FormFile, kind: FileKind, content: bytes, folder: Path) -> tuple[tuple[str, Path], ...]:
    """Page-sized pictures inside an Office document: scans pasted into it are as good as files beside it."""
    if kind not in (FileKind.DOCX, FileKind.XLSX):
        return ()
    members: list[tuple[str, Path]] = []
    for name, picture in packages.pictures(content):
        folder.mkdir(parents=True, exist_ok=True)
        place = folder / str(len(members))
        place.write_bytes(picture)
        members.append((f"{file.file}/{name}", place))
    return tuple(members)


def _unread(file: FormFile, error: UnreadableFile) -> Opened:
    return Opened(file, Reading(file, unread=(Unread(file, error),)))
