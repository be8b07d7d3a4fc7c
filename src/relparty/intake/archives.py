"""Archives to files on disk, under names of our own: nothing in an archive decides where it is written."""

from __future__ import annotations

import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from relparty.documents.kind import FileKind, kind_of
from relparty.documents.page_folder import is_of_page
from relparty.errors import UnreadableFile
from relparty.model.lot import FormFile, Unread
from relparty.phrases import Phrase, Sentence
from relparty.settings import MEGABYTE, FileLimits

_BROKEN = Phrase("压缩包打不开（{reason}）", "the archive cannot be opened ({reason})")
_PASSWORD = Phrase("压缩包设有密码", "the archive has a password")
_TOO_MANY = Phrase("压缩包内超过 {limit} 个文件", "the archive holds more than {limit} files")
_TOO_LARGE = Phrase("解压后超过 {limit} MB，疑为压缩炸弹", "it unpacks to more than {limit} MB and may be a zip bomb")
_EMPTY = Phrase("压缩包内没有文件", "the archive holds no file")
_OUTSIDE = Phrase("压缩包内有指向包外的路径，未读取", "its path in the archive points outside; it was not read")
_LINK = Phrase("压缩包内有链接而不是文件，未读取", "it is a link in the archive and no file; it was not read")
_TOO_DEEP = Phrase("压缩包嵌套超过 {limit} 层", "archives are nested more than {limit} deep")
_ASK_AGAIN = Phrase("请该投标人重新提交未加密、可正常打开的文件，不用压缩包", "ask the bidder for the files themselves, without an archive")

_SYSTEM_FILES = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})
_CHUNK = 1 << 16
_UTF8 = 0x800
_ENCRYPTED = 0x1


@dataclass(frozen=True, slots=True)
class Unpacked:
    """The members of an archive: name in the lot and place on disk; and those that were not unpacked."""

    members: tuple[tuple[str, Path], ...] = ()
    unread: tuple[Unread, ...] = ()


def unpack(file: FormFile, archive: Path, folder: Path, limits: FileLimits) -> Unpacked:
    """The files of a zip, and of zips inside it, written into `folder` as 0, 1, 2 …; names are told, never used.

    The limits on files and bytes are for the whole, however it is nested: an archive beyond them, or one
    that cannot be opened or asks for a password, is one unread file.
    """
    left = _Left(limits.members, limits.unpacked)
    try:
        return _unpacked(file, archive, folder, limits, left, depth=1)
    except UnreadableFile as error:
        for path in folder.iterdir():
            path.unlink()
        return Unpacked(unread=(Unread(file, error),))


@dataclass(slots=True)
class _Left:
    """What may still be unpacked: files and bytes; `files` also numbers what is written."""

    files: int
    size: int


def _unpacked(file: FormFile, archive: Path, folder: Path, limits: FileLimits, left: _Left, depth: int) -> Unpacked:  # noqa: PLR0913  # what a walk needs
    """One archive unpacked; one inside that cannot be opened is unread, one that passes the limits ends it all."""
    try:
        with zipfile.ZipFile(archive) as package:
            written, unread = _members(file, package, folder, limits, left)
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, EOFError, RuntimeError) as error:
        reason = _BROKEN(reason=type(error).__name__)
        return Unpacked(unread=(Unread(file, UnreadableFile(file.file, reason, _ASK_AGAIN())),))
    members: list[tuple[str, Path]] = []
    for name, path in written:
        if not _is_archive(path, name):
            members.append((name, path))
        elif depth >= limits.nesting:
            unread.append(Unread(FormFile(name, "", "zip"), UnreadableFile(name, _TOO_DEEP(limit=limits.nesting), _ASK_AGAIN())))
        else:
            inner = _unpacked(FormFile(name, "", "zip"), path, folder, limits, left, depth + 1)
            members += inner.members
            unread += inner.unread
    return Unpacked(tuple(members), tuple(unread))


def _is_archive(path: Path, name: str) -> bool:
    """Whether a file is a zip by its content: Office documents are zips too, and are read as what they are."""
    with path.open("rb") as content:
        if content.read(4) not in (b"PK\x03\x04", b"PK\x05\x06"):
            return False
    return kind_of(path.read_bytes(), PurePosixPath(name).suffix.removeprefix(".").lower()) is FileKind.ZIP


def _members(
    file: FormFile, package: zipfile.ZipFile, folder: Path, limits: FileLimits, left: _Left
) -> tuple[list[tuple[str, Path]], list[Unread]]:
    entries = _without_page_folders([entry for entry in package.infolist() if not entry.is_dir() and not _is_noise(entry)])
    if not entries:
        return [], [Unread(file, _error(file, _EMPTY()))]
    if len(entries) > left.files:
        raise _error(file, _TOO_MANY(limit=limits.members))
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        return [], [Unread(file, _error(file, _PASSWORD()))]
    members: list[tuple[str, Path]] = []
    unread: list[Unread] = []
    for name, entry in _named(file, entries):
        trick = _trick(entry)
        if trick:
            unread.append(Unread(FormFile(name, "", "zip"), UnreadableFile(name, trick, _ASK_AGAIN())))
            continue
        place = folder / str(limits.members - left.files)
        left.files -= 1
        left.size -= _write(package, entry, place, left.size)
        if left.size < 0:
            raise _error(file, _TOO_LARGE(limit=limits.unpacked // MEGABYTE))
        members.append((name, place))
    return members, unread


def _without_page_folders(entries: list[zipfile.ZipInfo]) -> list[zipfile.ZipInfo]:
    """The entries without what saved web pages are made of, as beside pages in a plain folder."""
    paths = {PurePosixPath(_name(entry)) for entry in entries}
    return [entry for entry in entries if not is_of_page(PurePosixPath(_name(entry)), paths.__contains__)]


def _named(file: FormFile, entries: list[zipfile.ZipInfo]) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    """The entries with their names in the lot; one of two of the same name is told apart by a number."""
    seen: dict[str, int] = {}
    for entry in entries:
        inside = "/".join(part for part in PurePosixPath(_name(entry)).parts if part not in ("/", "..", "."))
        seen[inside] = seen.get(inside, 0) + 1
        name = inside if seen[inside] == 1 else f"{PurePosixPath(inside).with_suffix('')} ({seen[inside]}){PurePosixPath(inside).suffix}"
        yield f"{file.file}/{name}", entry


def _name(entry: zipfile.ZipInfo) -> str:
    """The member's path: archives made on Chinese systems hold GB 18030 where the standard says CP437."""
    name = entry.filename
    if not entry.flag_bits & _UTF8:
        try:
            name = name.encode("cp437").decode("utf-8")
        except UnicodeError:
            try:
                name = entry.filename.encode("cp437").decode("gb18030")
            except UnicodeError:
                name = entry.filename
    return "".join(char for char in name.replace("\\", "/") if unicodedata.category(char)[0] != "C") or "?"


def _trick(entry: zipfile.ZipInfo) -> Sentence | None:
    """Why an entry is not unpacked, if it points elsewhere; what we write is named by us, so this is for the reader."""
    path = _name(entry)
    if stat.S_ISLNK(entry.external_attr >> 16):
        return _LINK()
    if path.startswith("/") or path[1:2] == ":" or ".." in PurePosixPath(path).parts:
        return _OUTSIDE()
    return None


def _write(package: zipfile.ZipFile, entry: zipfile.ZipInfo, place: Path, left: int) -> int:
    """The bytes written, at most a chunk more than `left`: sizes told in an archive may be false."""
    written = 0
    with package.open(entry) as source, place.open("wb") as target:
        while written <= left and (chunk := source.read(_CHUNK)):
            written += target.write(chunk)
    return written


def _is_noise(entry: zipfile.ZipInfo) -> bool:
    parts = PurePosixPath(_name(entry)).parts
    return not parts or "__MACOSX" in parts or parts[-1].startswith("~$") or parts[-1].lower() in _SYSTEM_FILES


def _error(file: FormFile, fact: Sentence) -> UnreadableFile:
    return UnreadableFile(file.file, fact, _ASK_AGAIN())
