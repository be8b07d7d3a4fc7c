"""A folder on disk to a lot and the contents of its form files; the only place that walks the folder."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from relparty.documents.page_folder import is_of_page
from relparty.errors import UnreadableFile, UsageError
from relparty.lots import csv_tables, toml_files
from relparty.model.lot import REGISTER, FormFile, HandedIn, Lot, Unread
from relparty.phrases import Phrase

FORM_SUFFIXES = frozenset("xlsx xls et docx doc wps pdf png jpg jpeg json csv zip".split())
_OWN_FILES = ("lot.toml", "policy.toml", "quotes.csv", "group.csv")
_OWN_FOLDERS = (REGISTER, "relparty-report", "regimes")
_SYSTEM_FILES = frozenset({"thumbs.db", "desktop.ini"})

_NO_FOLDER = Phrase("没有这个文件夹", "there is no such folder")
_NOT_FOLDER = Phrase("不是文件夹", "it is not a folder")
_OUTSIDE = Phrase("是指向项目文件夹之外的链接，未读取", "it is a link out of the lot's folder and was not read")
_COPY = Phrase("请把文件本身放入 forms/ 后重新核查", "put the file itself into forms/ and screen again")
_NO_FORMS = Phrase("没有找到任何采集表文件（forms/ 为空或不存在）", "no declaration form was found (forms/ is empty or missing)")
_CHECK_PATH = Phrase("请核对路径后重试", "check the path and try again")
_ADD_FORMS = Phrase("请把各投标人的采集表放入 {folder} 后重试", "put the bidders' forms into {folder} and try again")


@dataclass(frozen=True, slots=True)
class LotFolder:
    """A lot with the files handed in as forms and those of `register/`, and the files that are not to be opened."""

    lot: Lot
    forms: tuple[HandedIn, ...]
    unread: tuple[Unread, ...] = ()


def read(folder: Path, as_of: date, regime: str = "") -> LotFolder:
    """The lot in a folder; `regime` overrides the one in lot.toml.

    Raises UsageError when there is no such folder, nothing to screen, or a lot.toml or policy.toml that
    cannot mean anything. A folder without `forms/` that holds form files itself is a lot too.
    """
    if not folder.is_dir():
        raise UsageError(str(folder), _NOT_FOLDER() if folder.exists() else _NO_FOLDER(), _CHECK_PATH())
    lot = toml_files.lot(folder, as_of, regime)
    is_whole_lot = not (folder / "forms").is_dir()
    forms_folder = folder if is_whole_lot else folder / "forms"
    paths = [path for path in sorted(forms_folder.rglob("*")) if _is_form(path, forms_folder, is_whole_lot)]
    fetched = [path for path in sorted((folder / REGISTER).rglob("*")) if _is_form(path, folder / REGISTER, is_whole_lot=False)]
    lot = csv_tables.with_quotes_and_group(folder, lot)
    if not paths and not lot.quotes:
        raise UsageError(str(folder), _NO_FORMS(), _ADD_FORMS(folder=str(forms_folder)))
    named = [HandedIn(os.fsencode(path.relative_to(folder).as_posix()).decode("utf-8", "replace"), path) for path in (*paths, *fetched)]
    outside = frozenset(each for each in named if _leads_out(each.path, folder))
    unread = (Unread(FormFile(each.file, "", ""), UnreadableFile(each.file, _OUTSIDE(), _COPY())) for each in named if each in outside)
    return LotFolder(lot, tuple(each for each in named if each not in outside), tuple(unread))


def _leads_out(path: Path, folder: Path) -> bool:
    """Whether a link leads to a file that was not handed in with this lot."""
    try:
        return not path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):
        return True


def _is_form(path: Path, forms_folder: Path, is_whole_lot: bool) -> bool:
    """Whether a file is handed in as a form; a lot that has no forms/ holds its own files and reports beside them."""
    parts = path.relative_to(forms_folder).parts
    hidden = any(part.startswith((".", "~$")) for part in parts) or path.name.lower() in _SYSTEM_FILES
    ours = is_whole_lot and (
        parts[0] in _OWN_FILES or parts[0] in _OWN_FOLDERS or path.suffix.lower().removeprefix(".") not in FORM_SUFFIXES
    )
    return not path.is_dir() and not hidden and not ours and not is_of_page(path, Path.is_file)
