"""The finished parts of a batch, kept beside its output: what a killed run had done, and what a changed register leaves as it was."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from relparty.batch.parts import Part
from relparty.errors import UsageError
from relparty.phrases import Phrase

if TYPE_CHECKING:
    import pyarrow as pa

_SUFFIX, _UNFINISHED = ".arrow", ".unfinished"
_BUNDLE = b"bundle"
_LOCK = ".lock"
_ROWS = 1 << 16
"""Rows that stand together in a file."""

_BUSY = Phrase("另一个进程正在写此输出", "another process is writing this output")
_WAIT = Phrase("请等它结束后重试，或换一个 --out", "wait until it has ended, or choose another --out")


@dataclass(frozen=True, slots=True)
class Tables:
    """What a part came to: its pairs and its lots, these with the number of what the register tells around each."""

    pairs: pa.Table
    lots: pa.Table


@dataclass(frozen=True, slots=True)
class Store:
    """The folder of finished parts."""

    folder: Path

    def bundle_of(self, part: Part) -> str:
        """The hash of the bundle that a part was computed with; empty where it was not finished: its lots are written last."""
        import pyarrow as pa

        metadata: dict[bytes, bytes] = {}
        for name in ("pairs", "lots"):
            if not self._path(part, name).exists():
                return ""
            with pa.memory_map(str(self._path(part, name))) as file:
                try:
                    metadata = pa.ipc.open_file(file).schema.metadata or {}
                except pa.ArrowInvalid:  # cut short where the power failed
                    return ""
        return str(metadata.get(_BUNDLE, b""), "ascii")

    def put(self, part: Part, bundle: str, tables: Tables) -> None:
        """Keeps what a part came to with a bundle; each table is there whole or not at all, and never the two of different bundles."""
        self._path(part, "lots").unlink(missing_ok=True)
        for name, table in (("pairs", tables.pairs), ("lots", tables.lots.replace_schema_metadata({_BUNDLE: bundle}))):
            path = self._path(part, name)
            unfinished = path.with_suffix(_UNFINISHED)
            _write(table, unfinished)
            unfinished.replace(path)

    def get(self, part: Part) -> Tables:
        """The tables of a finished part."""
        return Tables(self.pairs(part), self.lots(part))

    def pairs(self, part: Part) -> pa.Table:
        """The pairs of a finished part."""
        return self._read(part, "pairs")

    def lots(self, part: Part) -> pa.Table:
        """The lots of a finished part."""
        return self._read(part, "lots").replace_schema_metadata(None)

    def _read(self, part: Part, name: str) -> pa.Table:
        import pyarrow as pa

        with pa.OSFile(str(self._path(part, name))) as file:
            return pa.ipc.open_file(file).read_all()

    def forget_all_but(self, kept: set[str]) -> None:
        """Removes parts of other bids or terms, and what a killed run left."""
        for path in self.folder.iterdir():
            if path.suffix == _UNFINISHED or (path.suffix == _SUFFIX and path.name.split(".")[0] not in kept):
                path.unlink()

    def _path(self, part: Part, name: str) -> Path:
        return self.folder / f"{part.key}.{name}{_SUFFIX}"


def _write(table: pa.Table, path: Path) -> None:
    """Writes an Arrow file as `pyarrow.feather` does, which would import pandas."""
    import pyarrow as pa

    with pa.OSFile(str(path), "wb") as file, pa.ipc.new_file(file, table.schema) as writer:
        writer.write_table(table, _ROWS)


@contextmanager
def held(folder: Path) -> Iterator[Store]:
    """The store in a folder, for one process at a time until its end, however it ends.

    Raises UsageError where another process has it; where the system has no such locks nothing is held.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / _LOCK).open("a", encoding="utf-8") as lock:
        _take(lock.fileno(), folder)
        yield Store(folder)


def _take(lock: int, folder: Path) -> None:
    try:
        import fcntl
    except ImportError:
        return
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise UsageError(str(folder), _BUSY(), _WAIT()) from error
