"""The present version of a bundle, and what of it a new build takes as it is instead of working it out again."""

from __future__ import annotations

import csv
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import relparty
from relparty.bundle import rejects
from relparty.bundle.layout import ACCOUNT_FILES, FILES, Kept, Manifest, manifest_of, version_folder
from relparty.bundle.tables import TABLES
from relparty.errors import UsageError

_PARTIES = ("companies", "persons")
_OF_PARTIES = (
    *("ids.bin", "ids_at.npy", "names.bin", "names_at.npy", "tokens.bin", "tokens_at.npy"),
    *("company_uscc.npy", "uscc_order.npy", "name_keys.npy", "name_codes.npy", "twin.npy"),
)
_OF_ROWS = {"holdings": ("up_at.npy", "up_rows.npy"), "offices": ("office_at.npy", "office_rows.npy")}


@dataclass(frozen=True, slots=True)
class Present:
    """A version that is there and whose files have their sizes."""

    folder: Path
    manifest: Manifest

    @property
    def hashes(self) -> dict[str, str]:
        """The hash of each file that it was built of."""
        return {each.file: each.sha256 for each in self.manifest.inputs}


@dataclass(frozen=True, slots=True)
class Reuse:
    """What a new build takes of the present version: all that hangs on `tables` alone, companies and persons always among them."""

    present: Present
    tables: frozenset[str]
    rejected: Mapping[str, rejects.Rows]
    """The rows left out of each of these tables."""

    def rows(self, table: str) -> int | None:
        """How many rows a table has; None for one that has to be read again."""
        told = {each.file.rpartition(".")[0]: each.rows for each in self.present.manifest.inputs}
        return told[table] if table in self.tables else None

    def take(self, folder: Path) -> dict[str, Kept]:
        """The files that were linked, or copied where the disk has no links, with their hashes."""
        names = (*_OF_PARTIES, *(name for table, files in _OF_ROWS.items() if table in self.tables for name in files))
        for name in names:
            _link(self.present.folder / name, folder / name)
        return {name: self.present.manifest.files[name] for name in names}


def present(bundle: Path) -> Present | None:
    """The present version; None where there is none, one of another program or format, or one that lost a file or a part of one."""
    try:
        folder = version_folder(bundle)
        manifest = manifest_of(folder)
    except UsageError:
        return None
    files = {*FILES, *(ACCOUNT_FILES if manifest.has_accounts else ())}
    is_whole = manifest.files.keys() == files and all(_has_size(folder / name, each.size) for name, each in manifest.files.items())
    return Present(folder, manifest) if is_whole and manifest.relparty == relparty.__version__ else None


def reuse(found: Present, files: Mapping[str, Path], hashes: Mapping[str, str]) -> Reuse | None:
    """What may be taken for a build of tables; None where companies or persons have changed, or not all rows left out of them are listed."""
    same = {name for name, path in files.items() if found.hashes.get(path.name) == hashes[path.name]}
    if found.manifest.has_accounts or not same.issuperset(_PARTIES):
        return None
    try:
        listed = rejects.listed(found.folder)
    except csv.Error:  # a text too long to be read back
        return None
    is_cut = found.manifest.counts.rejected > sum(map(len, listed.values()))
    told = {name for at, name in enumerate(TABLES) if not is_cut or any(listed[later] for later in list(TABLES)[at + 1 :])}
    kept = frozenset(same & told)
    return Reuse(found, kept, {name: listed[name] for name in kept}) if kept.issuperset(_PARTIES) else None


def _has_size(path: Path, size: int) -> bool:
    return path.is_file() and path.stat().st_size == size


def _link(old: Path, new: Path) -> None:
    try:
        os.link(old, new)
    except OSError:  # a disk without links, or one that has enough of them on this file
        shutil.copyfile(old, new)
