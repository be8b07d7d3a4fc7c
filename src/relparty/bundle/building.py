"""The flow of a build: tables to codes, codes to arrays, arrays to a new version of the bundle."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import relparty
from relparty.bundle import coding, edges, keys, parties, rejects, tables, writing
from relparty.bundle.arrays import write
from relparty.bundle.engine import engine, number
from relparty.bundle.layout import ARRAYS, Counts, Input, Manifest, manifest_of, version_folder
from relparty.bundle.tables import Table
from relparty.errors import UsageError
from relparty.phrases import Phrase, Sentence

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Told = Callable[[Sentence], None]

_READING = Phrase("读取并核对各表", "reading and checking the tables")
_CODING = Phrase("编码：{companies} 家企业，{persons} 人", "coding: companies {companies}, persons {persons}")
_NAMING = Phrase("归并企业名称", "folding the companies' names")
_SORTING = Phrase("排序持股和任职", "sorting holdings and offices")
_CHANGED = Phrase("文件在读取时被改动", "the file was changed while it was read")
_AGAIN = Phrase("请重新运行", "run it again")


@dataclass(frozen=True, slots=True)
class Built:
    """The present version after a build; `is_new` is False where nothing had changed."""

    folder: Path
    manifest: Manifest
    is_new: bool
    remarks: tuple[Sentence, ...] = ()


def build(source: Path, bundle: Path, as_of: date, tell: Told) -> Built:
    """Builds a bundle of the tables in a folder, unless it is there already: same tables, same day, same program.

    Raises UsageError for a wrong table, a wrong place, or where disk or memory do not suffice; the old version stays.
    """
    files = tables.find(source)
    with writing.place(bundle) as folder:
        tell(_READING())
        before = {name: path.stat() for name, path in files.items()}
        hashes = {name: writing.sha256(path) for name, path in files.items()}
        present = _unchanged(bundle, files, hashes, as_of)
        if present:
            return present
        scratch = folder / "scratch"
        scratch.mkdir()
        with engine(scratch) as con:
            found = _found(con, files)
            counts = _arrays(con, found, folder, as_of, tell)
        for name, path in files.items():
            if _stamp(path.stat()) != _stamp(before[name]):
                raise UsageError(str(path), _CHANGED(), _AGAIN())
        shutil.rmtree(scratch)
        inputs = tuple(Input(table.path.name, hashes[name], table.rows) for name, table in found.items())
        manifest = Manifest(relparty.__version__, as_of, counts, inputs, writing.kept(folder))
        version = writing.put(bundle, folder, manifest)
        return Built(version, manifest, True, tuple(each for table in found.values() for each in table.remarks))


def _unchanged(bundle: Path, files: Mapping[str, Path], hashes: Mapping[str, str], as_of: date) -> Built | None:
    """The present version where building would make the same; None where there is none, another, or a damaged one."""
    try:
        folder = version_folder(bundle)
        manifest = manifest_of(folder)
    except UsageError:
        return None
    wanted = {path.name: hashes[name] for name, path in files.items()}
    same = (
        {each.file: each.sha256 for each in manifest.inputs} == wanted
        and manifest.as_of == as_of
        and manifest.relparty == relparty.__version__
        and all((folder / name).is_file() and (folder / name).stat().st_size == each.size for name, each in manifest.files.items())
    )
    return Built(folder, manifest, False) if same else None


def _found(con: DuckDBPyConnection, files: Mapping[str, Path]) -> dict[str, Table]:
    return {name: tables.opened(con, name, path) for name, path in files.items()}


def _arrays(con: DuckDBPyConnection, found: Mapping[str, Table], folder: Path, as_of: date, tell: Told) -> Counts:
    """Writes every file of a version but its manifest, and counts."""
    _code(con, coding.code_companies, found["companies"])
    _code(con, coding.code_persons, found["persons"])
    companies, persons = (number(con, f"SELECT count(*) FROM {name}") for name in ("company", "person"))
    tell(_CODING(companies=companies, persons=persons))
    codes_left_out = coding.without_long_codes(con)
    parties.write_parties(con, folder)
    _code(con, coding.code_holdings, found["holdings"])
    _code(con, coding.code_offices, found["offices"])
    coding.forget_parties(con)
    tell(_SORTING())
    holdings, sums = edges.write_holdings(con, folder, companies, companies + persons, as_of)
    offices = edges.write_offices(con, folder, companies)
    write(folder / "over_full.npy", ARRAYS["over_full"], [sums.over_full])
    rejects.add_twice(con, "holdings", holdings.twice)
    rejects.add_twice(con, "offices", offices.twice)
    rejected = rejects.write(con, folder, found)
    tell(_NAMING())
    nominees = keys.write_keys(folder, folder / "scratch", companies)
    write(folder / "hub.npy", ARRAYS["hub"], [parties.hubs(folder, nominees, sums.hubs)])
    return Counts(companies, persons, holdings.rows, offices.rows, rejected, int(sums.over_full.sum()), codes_left_out)


def _code(con: DuckDBPyConnection, code: Callable[[DuckDBPyConnection, Table], None], table: Table) -> None:
    with tables.told_in_words(table):
        code(con, table)


def _stamp(stat: os.stat_result) -> tuple[int, int]:
    return stat.st_size, stat.st_mtime_ns
