"""The options of every command that works on a casebook, and the casebook opened by them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from relparty.errors import UsageError
from relparty.phrases import Lang, Phrase
from relparty.settings import Settings

if TYPE_CHECKING:
    from relparty.casebook.book import Casebook
    from relparty.casebook.place import Place

_FOLDER = Phrase(
    "案卷文件夹（默认：RELPARTY_CASEBOOK，否则在 RELPARTY_HOME 中）",
    "the casebook's folder (default: RELPARTY_CASEBOOK, else in RELPARTY_HOME)",
)
_DATABASE = Phrase(
    "数据库地址（默认：RELPARTY_DATABASE，否则用案卷文件夹中的 SQLite）",
    "the database by URL (default: RELPARTY_DATABASE, else SQLite in the folder)",
)
_KEY = Phrase(
    "密钥文件（默认：RELPARTY_KEY_FILE，否则在案卷文件夹旁）", "the key file (default: RELPARTY_KEY_FILE, else beside the folder)"
)
_MISSING = Phrase("未安装网页与案卷所需的组件（缺少 {name}）", "what the casebook needs is not installed ({name} is missing)")
_INSTALL = Phrase("请运行 pip install 'relparty[web]'", "run pip install 'relparty[web]'")
_NO_DATABASE = Phrase("数据库无法连接", "the database cannot be reached")
_BAD_DATABASE = Phrase("不是可用的数据库网址", "it is no URL of a database that can be used")
_LIKE = Phrase("例：postgresql://用户@主机/库名", "for example postgresql://user@host/name")
_CHECK = Phrase("请检查地址和服务后重试", "check the address and the server, then try again")


@dataclass(frozen=True, slots=True)
class Kept:
    """Where the casebook is, as far as the command line says."""

    folder: Path | None
    database: str
    key: Path | None


def options(lang: Lang) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The decorator that gives a command the options, which reach it as `kept`."""

    def decorate(run: Callable[..., Any]) -> Callable[..., Any]:
        @click.option("--casebook", "folder", type=click.Path(path_type=Path), help=_FOLDER.say(lang))
        @click.option("--database", default="", help=_DATABASE.say(lang))
        @click.option("--key", type=click.Path(path_type=Path), help=_KEY.say(lang))
        @wraps(run)
        def with_kept(*args: Any, folder: Path | None, database: str, key: Path | None, **rest: Any) -> Any:  # noqa: ANN401  # whatever the command takes
            return run(*args, kept=Kept(folder, database, key), **rest)

        return with_kept

    return decorate


def place_of(settings: Settings, kept: Kept) -> Place:
    """The place that the command line and the settings name; raises UsageError where the extra is not installed."""
    try:
        from relparty.casebook import place
    except ModuleNotFoundError as error:
        raise UsageError("relparty[web]", _MISSING(name=error.name or "?"), _INSTALL()) from error
    told = place.told(settings, kept.folder)
    return place.place(told.folder, kept.database or told.url, kept.key or told.key_file)


def opened(settings: Settings, kept: Kept) -> Casebook:
    """The casebook; raises UsageError where the extra is not installed, the key is missing or the database does not answer."""
    return _opened(settings, kept, may_be_made=True)


def existing(settings: Settings, kept: Kept) -> Casebook:
    """The same for commands that make no casebook: raises UsageError where there is none."""
    return _opened(settings, kept, may_be_made=False)


@contextmanager
def database_errors() -> Iterator[None]:
    """Says in words that the extra is not installed, that the URL is none, or that the database does not answer."""
    try:
        from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
    except ModuleNotFoundError as error:
        raise UsageError("relparty[web]", _MISSING(name=error.name or "?"), _INSTALL()) from error
    try:
        yield
    except ModuleNotFoundError as error:
        raise UsageError("relparty[web]", _MISSING(name=error.name or "?"), _INSTALL()) from error
    except (ArgumentError, NoSuchModuleError) as error:
        raise UsageError("--database", _BAD_DATABASE(), _LIKE()) from error
    except DBAPIError as error:
        raise UsageError("--database", _NO_DATABASE(), _CHECK()) from error


def _opened(settings: Settings, kept: Kept, *, may_be_made: bool) -> Casebook:
    with database_errors():
        from relparty.casebook import opening

        open_it = opening.opened if may_be_made else opening.existing
        return open_it(place_of(settings, kept))
