"""A version of a bundle put in its place: whole or not at all, whenever the program may be killed."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

from relparty.bundle.layout import ACCOUNT_FILES, CURRENT, FILES, MANIFEST, Kept, Manifest
from relparty.errors import UsageError
from relparty.phrases import Phrase

_BUILDING = ".building-"
_OLD = ".old-"
_LOCK = ".lock"
_VERSION = re.compile(r"v-[0-9a-f]{16}")
_PIECE = 1 << 20

_BUSY = Phrase("另一个进程正在建立此数据包", "another process is building this bundle")
_WAIT = Phrase("请等它结束后重试", "wait until it has ended and try again")
_OCCUPIED = Phrase("文件夹非空，且不是登记数据包", "the folder is not empty and holds no bundle")
_OTHER_PLACE = Phrase("请换一个空的位置", "choose an empty place")


@contextmanager
def place(bundle: Path) -> Iterator[Path]:
    """A temporary folder inside a bundle's folder, for one process at a time; it is gone at the end.

    Raises UsageError where another process builds there, or where the folder holds something else.
    """
    if bundle.exists() and (not bundle.is_dir() or not _is_ours(bundle)):
        raise UsageError(str(bundle), _OCCUPIED(), _OTHER_PLACE())
    bundle.mkdir(parents=True, exist_ok=True)
    with (bundle / _LOCK).open("a", encoding="utf-8") as lock:
        _take(lock.fileno(), bundle)
        _remove(bundle, lambda name: name.startswith((_BUILDING, _OLD)))
        folder = Path(tempfile.mkdtemp(prefix=_BUILDING, dir=bundle))
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def kept(folder: Path, known: Mapping[str, Kept] = MappingProxyType({})) -> dict[str, Kept]:
    """The hash and size of every file of a version but its manifest; `known` are those that need not be read for it."""
    names = (*FILES, *(name for name in ACCOUNT_FILES if (folder / name).exists()))
    return {name: known.get(name) or Kept(sha256(folder / name), (folder / name).stat().st_size) for name in names}


def put(bundle: Path, folder: Path, manifest: Manifest) -> Path:
    """The folder of the new version, which is now the present one; all others are removed.

    The manifest and everything beside it is on the disk before the folder gets its name, and the folder has its name
    before `current` names it: a reader finds the old version or the new one.
    """
    content = manifest.to_bytes()
    (folder / MANIFEST).write_bytes(content)
    for path in (*folder.iterdir(), folder):
        _sync(path)
    version = bundle / f"v-{hashlib.sha256(content).hexdigest()[:16]}"
    if version.exists():  # only a version that was damaged is built again
        version.rename(bundle / f"{_OLD}{version.name}-{os.getpid()}")
    folder.rename(version)
    new = bundle / f".{CURRENT}.new"
    new.write_text(f"{version.name}\n", encoding="utf-8")
    _sync(new)
    new.replace(bundle / CURRENT)
    _sync(bundle)
    _remove(bundle, lambda name: name.startswith(_OLD) or (_VERSION.fullmatch(name) is not None and name != version.name))
    return version


def sha256(path: Path) -> str:
    """The hash of a file, read piece by piece."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()


def _is_ours(bundle: Path) -> bool:
    """True for an empty folder and for one in which a bundle is or was begun."""
    return (bundle / CURRENT).is_file() or (bundle / _LOCK).is_file() or not any(bundle.iterdir())


def _take(lock: int, bundle: Path) -> None:
    """Holds the lock until this process ends, however it ends; where the system has no such locks nothing is held."""
    try:
        import fcntl
    except ImportError:
        return
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise UsageError(str(bundle), _BUSY(), _WAIT()) from error


def _remove(bundle: Path, is_left: Callable[[str], bool]) -> None:
    for path in bundle.iterdir():
        if path.is_dir() and is_left(path.name):
            shutil.rmtree(path, ignore_errors=True)


def _sync(path: Path) -> None:
    """Makes sure that a file or the names in a folder are on the disk."""
    try:
        opened = os.open(path, os.O_RDONLY)
    except PermissionError:  # folders cannot be opened on Windows
        return
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
