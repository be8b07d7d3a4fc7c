"""Saved screenings, read back: a file that people may have moved, cut off or edited since."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, NoReturn

from relparty import __version__
from relparty.errors import UsageError
from relparty.identifiers.masking import shown
from relparty.phrases import Phrase, Sentence
from relparty.reports.conforming import faults, pruned
from relparty.reports.document import SCHEMA, Document, seal
from relparty.reports.references import dangling

FILE = "screening.json"
FOLDER = "relparty-report"

_NOTHING = Phrase("没有这个文件或文件夹", "there is no such file or folder")
_CHECK_PATH = Phrase("请检查路径", "check the path")
_NOT_SCREENED = Phrase("里面没有保存过的筛查（{file}）", "there is no saved screening in it ({file})")
_SCREEN_FIRST = Phrase("请先运行 relparty screen 项目文件夹", "run relparty screen LOT first")
_CANNOT_READ = Phrase("无法读取（{reason}）", "it cannot be read ({reason})")
_CHECK_FILE = Phrase("请检查文件和权限", "check the file and its permissions")
_NOT_JSON = Phrase(
    "不是完整的 JSON 文件，可能被截断或改动（第 {line} 行附近）", "it is no whole JSON file, perhaps cut off or edited (near line {line})"
)
_NOT_TEXT = Phrase("不是 UTF-8 编码的 JSON 文件", "it is no JSON file in UTF-8")
_NOT_OURS = Phrase("不是 relparty screen 保存的筛查结果", "it is not a screening saved by relparty screen")
_LATER = Phrase(
    "由更新的 relparty 保存（格式 {schema}，程序版本 {version}），本程序（{own}）读不了",
    "a later relparty saved it (format {schema}, version {version}); this one ({own}) cannot read it",
)
_UPDATE = Phrase("请更新 relparty，或用本程序重新筛查", "update relparty, or screen the lot again with this one")
_EARLIER = Phrase(
    "由较早的 relparty 保存（格式 {schema}，程序版本 {version}）", "an earlier relparty saved it (format {schema}, version {version})"
)
_AGAIN = Phrase("请用本程序重新运行 relparty screen", "run relparty screen again with this relparty")
_BROKEN = Phrase("内容不完整或被改动过，读不懂：{faults}", "parts are missing or were edited and cannot be understood: {faults}")
_UNTOUCHED = Phrase("请重新运行 relparty screen，或取回未经改动的文件", "run relparty screen again, or fetch a copy that nobody edited")
_EDITED = Phrase(
    "{path} 保存之后被改动过：内容与保存时的哈希不符，请以重新筛查的结果为准",
    "{path} was edited since it was saved: its content does not match the hash; screen the lot again to be sure",
)
_OTHER_VERSION = Phrase(
    "{path} 由 relparty {saved} 保存，本程序是 {own}：规则和用语可能不同",
    "{path} was saved by relparty {saved}, this is {own}: rules and words may differ",
)
_VERSION = re.compile(r"relparty/screening/(\d{1,9})")
_FAULTS_SHOWN = 3
_AS_THEY_ARE = frozenset({"sha256", "crop"})
"""Keys whose values have a form of their own, which the schema holds them to."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A saved screening: its document, what is to be said of it, and the file that it was read from."""

    document: Document
    remarks: tuple[Sentence, ...]
    path: Path


def read(path: Path) -> Saved:
    """The screening saved in a `screening.json`, a report folder, or a lot's folder with `relparty-report/`.

    Raises UsageError where there is none, where it was saved by another version that we cannot read, and where what a
    report needs is missing or means nothing. One that was edited and still can be read is read, and the remarks say so;
    personal numbers that an edit brought in are masked.
    """
    file = _file(path)
    told = _told(file)
    _check_version(told, file)
    _refuse(faults(told, _schema()), file)
    document = _masked(pruned(told, _schema()))
    _refuse(dangling(document), file)
    return Saved(document, tuple(_remarks(told, file)), file)


def is_saved(path: Path) -> bool:
    """Whether a screening lies there, readable or not."""
    return any(each.is_file() for each in _places(path))


def _places(path: Path) -> tuple[Path, ...]:
    return (path / FILE, path / FOLDER / FILE) if path.is_dir() else (path,)


def _file(path: Path) -> Path:
    for place in _places(path):
        if place.is_file():
            return place
    if path.is_dir():
        raise UsageError(str(path), _NOT_SCREENED(file=FILE), _SCREEN_FIRST())
    raise UsageError(str(path), _NOTHING(), _CHECK_PATH())


def _told(file: Path) -> Document:
    """The JSON object in a file."""
    try:
        text = file.read_bytes().decode("utf-8-sig")
        told = json.loads(text, parse_constant=_no_number)
    except OSError as error:
        raise UsageError(str(file), _CANNOT_READ(reason=error.strerror or str(error)), _CHECK_FILE()) from error
    except UnicodeDecodeError as error:
        raise UsageError(str(file), _NOT_TEXT(), _UNTOUCHED()) from error
    except json.JSONDecodeError as error:
        raise UsageError(str(file), _NOT_JSON(line=error.lineno), _UNTOUCHED()) from error
    except (ValueError, RecursionError) as error:  # a number of thousands of figures, lists in lists without end
        raise UsageError(str(file), _NOT_OURS(), _UNTOUCHED()) from error
    if not isinstance(told, dict):
        raise UsageError(str(file), _NOT_OURS(), _UNTOUCHED())
    return told


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)


def _check_version(told: Document, file: Path) -> None:
    """Raises UsageError for a document of another kind or version, saying which."""
    schema = told.get("schema")
    if schema == SCHEMA:
        return
    version = _VERSION.fullmatch(schema) if isinstance(schema, str) else None
    if version is None:
        raise UsageError(str(file), _NOT_OURS(), _SCREEN_FIRST())
    saved_by = told.get("relparty")
    words = {"schema": shown(str(schema)), "version": shown(saved_by)[:40] if isinstance(saved_by, str) else "?"}
    if int(version[1]) > int(SCHEMA.rpartition("/")[2]):
        raise UsageError(str(file), _LATER(own=__version__, **words), _UPDATE())
    raise UsageError(str(file), _EARLIER(**words), _AGAIN())


def _refuse(found: Iterator[Sentence], file: Path) -> None:
    """Raises UsageError where there is anything that a report would stumble over, naming the first few."""
    first = tuple(islice(found, _FAULTS_SHOWN))
    if first:
        raise UsageError(str(file), _BROKEN(faults=first), _UNTOUCHED())


def _remarks(told: Document, file: Path) -> Iterator[Sentence]:
    if not is_sealed(told):
        yield _EDITED(path=str(file))
    if told["relparty"] != __version__:
        yield _OTHER_VERSION(path=str(file), saved=shown(told["relparty"]), own=__version__)


def is_sealed(told: Document) -> bool:
    """Whether a document is as relparty saved it, by its own hash."""
    try:
        return bool(seal(told) == told["sha256"])
    except (UnicodeEncodeError, RecursionError):  # half a character, lists in lists without end: relparty writes none
        return False


def _masked(told: Document) -> Document:
    masked: Document = _mapped(told, shown)
    return masked


def _mapped(value: Any, change: Callable[[str], str], key: str = "") -> Any:  # noqa: ANN401  # a JSON value is any of JSON's types
    """The value with every text in it changed, but for hashes and pictures."""
    if isinstance(value, str):
        return value if key in _AS_THEY_ARE else change(value)
    if isinstance(value, list):
        return [_mapped(each, change) for each in value]
    if isinstance(value, dict):
        return {name: _mapped(each, change, name) for name, each in value.items()}
    return value


@cache
def _schema() -> dict[str, Any]:
    schema: dict[str, Any] = json.loads(Path(__file__).with_name("screening.schema.json").read_text(encoding="utf-8"))
    return schema
