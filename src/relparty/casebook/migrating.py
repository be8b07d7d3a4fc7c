"""The versions of the tables: which one a database has, and making it the one that this program knows.

Everything happens in the transaction of the connection that is given: on both databases a change of tables is whole or not at all.
"""

from __future__ import annotations

from pathlib import Path
from threading import Lock

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from sqlalchemy.engine import Connection

from relparty.casebook import tables
from relparty.errors import UsageError
from relparty.phrases import Phrase

VERSION_TABLE = "alembic_version"
_FOLDER = Path(__file__).with_name("migrations")
_TURN = Lock()
"""Alembic keeps what it is doing in variables of its modules: one upgrade at a time in a process."""
_POSTGRESQL_TURN = 7_236_116_027_190_117
"""The advisory lock that whoever makes or changes the tables of a casebook holds; any number that nobody else uses."""

_LATER = Phrase(
    "此案卷由更新版本的 relparty 写成（表结构 {revision}）", "a later relparty wrote this casebook (version of the tables: {revision})"
)
_UPGRADE = Phrase(
    "请安装该版本或更新版本：pip install -U 'relparty[web]'", "install that version or a later one: pip install -U 'relparty[web]'"
)
_OTHERS = Phrase("数据库中已有同名的表，但不是案卷", "the database holds tables of these names that are no casebook's: {names}")
_OWN = Phrase("请为案卷单独建立一个空数据库", "give the casebook an empty database of its own")


def newest() -> str:
    """The version of the tables that this program knows."""
    return ScriptDirectory(str(_FOLDER)).get_current_head() or ""


def present(db: Connection) -> tuple[str, ...]:
    """The version that a database has; none for an empty one, several only where somebody put some in."""
    return tuple(sorted(MigrationContext.configure(db).get_current_heads()))


def is_known(revision: str) -> bool:
    """Whether this program knows a version."""
    return revision in {each.revision for each in ScriptDirectory(str(_FOLDER)).walk_revisions()}


def is_there(db: Connection) -> bool:
    """Whether a database holds a casebook; raises UsageError where it holds tables of its names that are none."""
    names = set(inspect(db).get_table_names())
    ours = sorted(names & set(tables.metadata.tables))
    if ours and VERSION_TABLE not in names:
        raise UsageError(place_of(db), _OTHERS(names=tuple(ours)), _OWN())
    return bool(ours)


def wait_for_turn(db: Connection) -> None:
    """Lets one process at a time make or change the tables, until the end of the transaction; SQLite's own lock does that already."""
    if db.dialect.name == "postgresql":
        db.execute(text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": _POSTGRESQL_TURN})


def upgrade(db: Connection, revision: str = "head") -> None:
    """Brings the tables to a version; raises UsageError where a later program made them."""
    unknown = [each for each in present(db) if not is_known(each)]
    if unknown:
        raise UsageError(place_of(db), _LATER(revision=tuple(unknown)), _UPGRADE())
    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.attributes["connection"] = db
    with _TURN:
        command.upgrade(config, revision)


def place_of(db: Connection) -> str:
    """The database as an error may name it, without its password."""
    return db.engine.url.render_as_string(hide_password=True)
