"""What a bundle is built of: the four tables in a folder, or files of statements (BODS, FtM) that some source reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from relparty.bundle import tables
from relparty.bundle.tables import TABLES
from relparty.errors import UsageError
from relparty.phrases import Phrase
from relparty.registers import catalog
from relparty.registers.card import SourceKind
from relparty.settings import MEGABYTE, FileLimits

_SUFFIXES = frozenset({".json", ".jsonl", ".ndjson"})
_BEGINNING = 1 << 20
"""So much of a file is enough to tell whose it is."""

_NOBODYS = Phrase("不是任何已知来源的登记数据", "it is no file of any known source")
_SOURCES = Phrase(
    "可识读的来源见 relparty sources；其他数据请整理为四张表（见 docs/bundle.md）",
    "see relparty sources for those that are read; make the four tables of other data (see docs/bundle.md)",
)
_ONE_TABLE = Phrase("是一张表；登记数据包由四张表建立", "it is one table; a bundle is built of four")
_GIVE_FOLDER = Phrase("请给出放有 {names} 的文件夹", "give the folder that holds {names}")
_MIXED = Phrase("文件夹中既有表（{tables}），又有来源文件（{files}）", "the folder holds tables ({tables}) and files of sources ({files})")
_PART = Phrase("请分开存放，分别建立", "put them into folders of their own and build one of each")
_NEITHER = Phrase(
    "既没有四张表，也没有 BODS、FtM 等来源的文件", "there are neither the four tables in it nor files of sources such as BODS and FtM"
)
_PUT_THERE = Phrase(
    "请放入 {names}（.parquet 或 .csv），或来源文件（.json、.jsonl）", "put {names} (.parquet or .csv) there, or such files"
)
_TOO_LARGE = Phrase("文件超过 {limit} MB，不能整体读入", "the file is larger than {limit} MB and is read as a whole")
_SPLIT = Phrase("请按企业拆分为较小的文件，或整理为四张表", "split it by company into smaller files, or make the four tables of it")


@dataclass(frozen=True, slots=True)
class Materials:
    """The files that a bundle is built of: tables by their names, or files of statements by theirs, in this order."""

    files: Mapping[str, Path]
    are_tables: bool
    others: tuple[str, ...] = ()
    """What else lies in a folder of files of statements: nobody reads it, and that is told."""


def find(path: Path, limits: FileLimits) -> Materials:
    """What is there to build of: a folder with the four tables, one with files of sources, or one such file.

    Raises UsageError for a folder that holds both or neither, for a table that is missing, for a file of no source or a large one.
    """
    if path.is_file():
        if path.suffix in (".parquet", ".csv"):
            raise UsageError(str(path), _ONE_TABLE(), _GIVE_FOLDER(names=", ".join(TABLES)))
        return Materials({path.name: _checked(path, limits)}, are_tables=False)
    if not path.is_dir():
        return Materials(tables.find(path), are_tables=True)
    every = sorted(each for each in path.iterdir() if not each.name.startswith("."))
    told = [each for each in every if each.is_file() and each.suffix.lower() in _SUFFIXES]
    known = [each.name for name in TABLES for each in (path / f"{name}.parquet", path / f"{name}.csv") if each.is_file()]
    if known:
        read = [each.name for each in told if source_of(each)]
        if read:
            raise UsageError(str(path), _MIXED(tables=", ".join(known), files=", ".join(read)), _PART())
        return Materials(tables.find(path), are_tables=True)
    if not told:
        raise UsageError(str(path), _NEITHER(), _PUT_THERE(names=", ".join(TABLES)))
    others = tuple(each.name for each in every if each not in told)
    return Materials({each.name: _checked(each, limits) for each in told}, are_tables=False, others=others)


def source_of(path: Path) -> str:
    """The name of the source that reads a file; empty where none does."""
    with path.open("rb") as file:
        beginning = file.read(_BEGINNING)
    return next((name for name in _file_sources() if catalog.source(name).reader.recognises(beginning)), "")


def _file_sources() -> Iterator[str]:
    return (name for name, card in catalog.cards().items() if card.kind is SourceKind.FILES)


def _checked(path: Path, limits: FileLimits) -> Path:
    if not source_of(path):
        raise UsageError(str(path), _NOBODYS(), _SOURCES())
    if path.stat().st_size > limits.size:
        raise UsageError(str(path), _TOO_LARGE(limit=limits.size // MEGABYTE), _SPLIT())
    return path
