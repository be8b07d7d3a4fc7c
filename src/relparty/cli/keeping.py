"""The options of every command that works on a casebook, and the casebook opened by them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from importlib.util import find_spec
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
_EXTRA = Phrase("没有安装案卷和网页所需的组件（缺少 {name}）", "what casebooks and their pages need is not installed ({name} is missing)")
_INSTALL = Phrase("请运行 pip install 'relparty[web]'", "run pip install 'relparty[web]'")
_NO_DATABASE = Phrase("数据库无法连接", "the database cannot be reached")
_START_IT = Phrase(
    "请确认数据库已启动，网址、用户名和密码正确，磁盘可写",
    "check that it runs, that address, user and password are right and the disk is writable",
)
_BAD_DATABASE = Phrase("不是可用的数据库网址", "it is no URL of a database that can be used")
_LIKE = Phrase("例：postgresql://用户@主机/库名", "for example postgresql://user@host/name")
_NEEDED = ("fastapi", "uvicorn", "sqlalchemy", "alembic", "argon2", "cryptography", "authlib", "pyotp", "segno", "multipart")
"""What the extra brings, by the names that are imported."""


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


def require_extra() -> None:
    """Raises UsageError where the extra is not installed."""
    missing = next((each for each in _NEEDED if find_spec(each) is None), None)
    if missing is not None:
        raise UsageError("relparty[web]", _EXTRA(name=missing), _INSTALL())


def place_of(settings: Settings, kept: Kept) -> Place:
    """The place that the command line and the settings name; raises UsageError where the extra is not installed."""
    require_extra()
    from relparty.casebook import place

    told = place.told(settings, kept.folder)
    return place.place(told.folder, kept.database or told.url, kept.key.absolute() if kept.key else told.key_file)


def opened(place: Place) -> Casebook:
    """The casebook at a place, made where there is none; raises UsageError for a key that is missing and as `database_errors`."""
    with database_errors():
        from relparty.casebook import opening

        return opening.opened(place)


def existing(settings: Settings, kept: Kept) -> Casebook:
    """The casebook that the command line names, for commands that make none: raises UsageError where there is none."""
    place = place_of(settings, kept)
    with database_errors():
        from relparty.casebook import opening

        return opening.existing(place)


@contextmanager
def database_errors() -> Iterator[None]:
    """Says in words that the URL is none of a database we can use, or that the database does not answer; never its password."""
    from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

    try:
        yield
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:  # the last: a driver that is not installed
        raise UsageError("--database", _BAD_DATABASE(), _LIKE()) from error
    except DBAPIError as error:
        raise UsageError("--database", _NO_DATABASE(), _START_IT()) from error
