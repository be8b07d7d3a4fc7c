"""Where a casebook lies: the database, the folder of files and exported heads, and the key, which belongs elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import make_url

from relparty.settings import Settings

DATABASE = "casebook.sqlite"


@dataclass(frozen=True, slots=True)
class Place:
    """The database by URL, the folder of everything else, and the key file."""

    folder: Path
    url: str
    key_file: Path

    @property
    def files(self) -> Path:
        return self.folder / "files"

    @property
    def heads(self) -> Path:
        """One file a day with the head of the trail, to be carried to where nobody who writes the database can reach it."""
        return self.folder / "heads"

    @property
    def work(self) -> Path:
        """Where a lot lies in plain while it is screened."""
        return self.folder / "work"

    @property
    def restoring(self) -> Path:
        """The mark of a restore that has begun and has not ended."""
        return self.folder / "restoring.mark"

    @property
    def shown(self) -> str:
        """The database as an error may name it, without its password."""
        return make_url(self.url).render_as_string(hide_password=True)

    @property
    def has_database_file(self) -> bool:
        """Whether the file of an SQLite database is there."""
        return Path(make_url(self.url).database or "").is_file()

    @property
    def is_sqlite(self) -> bool:
        return self.url.startswith("sqlite")


def place(folder: Path, url: str = "", key_file: Path | None = None) -> Place:
    """The place of a casebook in a folder: SQLite in it and the key beside it, unless told otherwise."""
    folder = folder.absolute()
    return Place(folder, url or f"sqlite:///{folder / DATABASE}", key_file or folder.with_name(f"{folder.name}.key"))


def told(settings: Settings, folder: Path | None = None) -> Place:
    """The place that the settings name: RELPARTY_CASEBOOK, RELPARTY_DATABASE and RELPARTY_KEY_FILE, else in RELPARTY_HOME."""
    environ = settings.environ
    chosen = folder or Path(environ.get("RELPARTY_CASEBOOK") or settings.home / "casebook")
    key_file = environ.get("RELPARTY_KEY_FILE")
    return place(chosen, environ.get("RELPARTY_DATABASE", ""), Path(key_file) if key_file else None)
