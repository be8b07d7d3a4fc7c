"""The flow of a build: tables to codes, codes to arrays, arrays to a new version of the bundle."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import relparty
from relparty.bundle import making, materials, statements, tables, writing
from relparty.bundle.engine import engine
from relparty.bundle.layout import Counts, Input, Kept, Manifest
from relparty.bundle.making import Told, Work
from relparty.bundle.materials import Materials
from relparty.bundle.present import Present, present, reuse
from relparty.errors import UsageError
from relparty.phrases import Phrase, Sentence
from relparty.settings import FileLimits

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_READING = Phrase("读取并核对各表", "reading and checking the tables")
_READING_FILES = Phrase("读取文件：{n} 个", "files to read: {n}")
_NOT_READ = Phrase("未读取：{files}", "not read: {files}")
_CHANGED = Phrase("文件在读取时被改动", "the file was changed while it was read")
_AGAIN = Phrase("请重新运行", "run it again")


@dataclass(frozen=True, slots=True)
class Built:
    """The present version after a build; `is_new` is False where nothing had changed."""

    folder: Path
    manifest: Manifest
    is_new: bool
    remarks: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class _Made:
    """What was written beside the manifest: its counts, the rows of each table, what is worth telling, hashes known without reading."""

    counts: Counts
    rows: Mapping[str, int]
    remarks: tuple[Sentence, ...]
    files: Mapping[str, Kept]


def build(source: Path, bundle: Path, as_of: date, tell: Told, limits: FileLimits = FileLimits()) -> Built:  # noqa: B008  # it is frozen
    """Builds a bundle of the tables in a folder, or of files of statements, unless it is there already: same files, same day, same program.

    What hangs on unchanged tables alone is taken from the present version; the bytes are those of a whole build. Raises
    UsageError for a wrong table or file, a wrong place, or where disk or memory do not suffice; the old version stays.
    """
    given = materials.find(source, limits)
    with writing.place(bundle) as folder:
        before = {path: _stamp(path) for path in given.files.values()}
        tell(_READING() if given.are_tables else _READING_FILES(n=len(given.files)))
        hashes = {path.name: writing.sha256(path) for path in given.files.values()}
        old = present(bundle)
        if old and old.hashes == hashes and old.manifest.as_of == as_of:
            return Built(old.folder, old.manifest, False)
        (folder / "scratch").mkdir()
        with engine(folder / "scratch") as con:
            made = _made(con, given, hashes, old, folder, as_of, tell)
        for path, stamp in before.items():
            if _stamp(path) != stamp:
                raise UsageError(str(path), _CHANGED(), _AGAIN())
        shutil.rmtree(folder / "scratch")
        inputs = tuple(Input(path.name, hashes[path.name], made.rows[name]) for name, path in given.files.items())
        manifest = Manifest(relparty.__version__, as_of, made.counts, inputs, writing.kept(folder, made.files))
        return Built(writing.put(bundle, folder, manifest), manifest, True, made.remarks)


def _made(
    con: DuckDBPyConnection, given: Materials, hashes: Mapping[str, str], old: Present | None, folder: Path, as_of: date, tell: Told
) -> _Made:
    """Writes every file of a version but its manifest."""
    if not given.are_tables:
        read = statements.read(given.files, folder / "scratch", tell)
        found = {name: tables.opened(con, name, path) for name, path in read.tables.items()}
        counts = making.whole(Work(con, found, folder, as_of, tell), read.accounts)
        others = (_NOT_READ(files=", ".join(given.others)),) if given.others else ()
        return _Made(counts, read.companies, (*read.remarks, *others), {})
    kept = reuse(old, given.files, hashes) if old else None
    taken = kept.take(folder) if kept else {}
    found = {name: tables.opened(con, name, path, kept.rows(name) if kept else None) for name, path in given.files.items()}
    work = Work(con, found, folder, as_of, tell)
    counts = making.renewed(work, kept) if kept else making.whole(work)
    remarks = tuple(each for table in found.values() for each in table.remarks)
    return _Made(counts, {name: table.rows for name, table in found.items()}, remarks, taken)


def _stamp(path: Path) -> tuple[int, int]:
    stat: os.stat_result = path.stat()
    return stat.st_size, stat.st_mtime_ns
