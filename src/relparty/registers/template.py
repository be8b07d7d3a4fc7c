"""A new source that works as it stands: an invented register with one call, its card, code and example, to be changed step by step."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from string import Template

from relparty.errors import UsageError
from relparty.phrases import Phrase
from relparty.registers import catalog
from relparty.registers.card import is_source_name

_FOLDER = "new_source"
_SUFFIX = ".txt"
_PACKAGE_FILE = "pyproject.toml"
_THEIRS = "relparty_"

_WRONG_NAME = Phrase("不能作为来源的名称", "it cannot be the name of a source")
_NAMES_ARE = Phrase("请用国家代码加下划线和小写字母，例如 cn_register", "use a country and words in small letters, such as cn_register")
_TAKEN = Phrase("已有同名的来源", "there is a source of that name")
_EXISTS = Phrase("已存在", "it exists")
_CHOOSE = Phrase("请换一个名称或文件夹", "choose another name or folder")


def write(out: Path, name: str, today: date, *, as_package: bool) -> Path:
    """The folder of a new source, written below `out`; raises UsageError for a wrong or taken name, and where it exists.

    As a package it is a project of its own, found by its entry point once installed; else a folder for `relparty_scrapers`.
    """
    if not is_source_name(name):
        raise UsageError(name, _WRONG_NAME(), _NAMES_ARE())
    if name in catalog.packages():
        raise UsageError(name, _TAKEN(), _CHOOSE())
    package = f"{_THEIRS}{name}" if as_package else name
    folder = out / package.replace("_", "-") if as_package else out / name
    if folder.exists() or folder.is_symlink():
        raise UsageError(str(folder), _EXISTS(), _CHOOSE())
    for path, text in _texts(name, package, today):
        if path != _PACKAGE_FILE:
            _put(folder / package / path if as_package else folder / path, text)
        elif as_package:
            _put(folder / path, text)
    return folder


def _texts(name: str, package: str, today: date) -> Iterator[tuple[str, str]]:
    """Each file of the template with its place in a source, filled in."""
    values = {
        "name": name,
        "NAME": name.upper(),
        "country": name.partition("_")[0].upper(),
        "package": package,
        "dashed": name.replace("_", "-"),
        "today": today.isoformat(),
    }
    for path, file in _files(files(__package__).joinpath(_FOLDER), ""):
        yield path.removesuffix(_SUFFIX), Template(file.read_text(encoding="utf-8")).substitute(values)


def _files(folder: Traversable, inside: str) -> Iterator[tuple[str, Traversable]]:
    for each in sorted(folder.iterdir(), key=lambda found: found.name):
        if each.is_dir():
            yield from _files(each, f"{inside}{each.name}/")
        elif each.name.endswith(_SUFFIX):
            yield f"{inside}{each.name}", each


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
